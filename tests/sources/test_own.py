"""What invitetui exports it reads again without loss, and no spreadsheet takes it for a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.sources import own
from invitetui.sources.seen import SourceError
from tests.archives import archive, made_up
from tests.sources.taking import EMPTY, NOW, PROVEN, compare, only, read, take

BOOK = take(EMPTY, archive(made_up(60, NOW, seed=5)).zipped())


def as_csv(book: Book) -> bytes:
    return own.to_csv(Snapshot(book, NOW, Rules(), UTC))


def as_json(book: Book) -> bytes:
    return own.to_json(book, book.journal)


def columns(book: Book) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(book).decode(), newline="")))


def rich(**changes: object) -> Invitation:
    ada = Invitation(
        "0123456789", "Ada Quill", NOW - timedelta(days=20, microseconds=7), NOW - timedelta(days=18),
        events=(
            Event(Kind.PRIORITY, NOW - timedelta(days=9), value="high"),
            Event(Kind.SNOOZED, NOW - timedelta(days=8), until=NOW + timedelta(days=3)),
            Event("of a later version", NOW - timedelta(days=7), value="?"),
            Event(Kind.ACCEPTED, NOW - timedelta(days=6), NOW - timedelta(days=5), by="linkedin"),
            Event(Kind.OPENED, NOW - timedelta(days=4), value="again"),
            Event(Kind.TRIED, NOW - timedelta(days=4), value="engage"),
            Event(Kind.UNTRIED, NOW - timedelta(days=3), value="engage"),
            Event(Kind.ZONE, NOW - timedelta(days=3), value="Asia/Tokyo"),
            Event(Kind.DRAFT, NOW - timedelta(days=2), value="=Hi  Ada,\n\n  \"see you\", '李雷' "),
        ),
    )  # fmt: skip
    return msgspec.structs.replace(ada, **changes)


@pytest.mark.parametrize("export", [as_csv, as_json])
def test_the_same_book_comes_back(export: object) -> None:
    assert callable(export)
    book = BOOK.replacing({"0123456789": rich()})
    data = export(book)
    came = take(EMPTY, data)
    assert came == book
    again = compare(book, data)
    assert (again.edits, again.unchanged, again.rejected) == ({}, len(book), ())


texts = st.text(st.characters(exclude_categories=["Cs"])).map(clean)


@PROVEN
@given(
    texts.filter(bool), texts.map(lambda text: text or None),
    st.sampled_from(["", "=", "+", "-", "@", "'", "'="]), st.sampled_from([as_csv, as_json]),
)  # fmt: skip
def test_any_text_comes_back(name: str, note: str | None, begins: str, export: object) -> None:
    assert callable(export)
    book = Book.of([rich(name=begins + name, note=note, source=begins or None, headline=note)])
    assert take(EMPTY, export(book)) == book


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_field_begins_like_a_formula(begins: str) -> None:
    book = Book.of([rich(name=begins + "1+1", note=begins + "x", source=begins, headline=begins + "y")])
    (shown,) = columns(book)
    assert (shown["name"], shown["note"], shown["source"]) == (
        "'" + begins + "1+1",
        "'" + begins + "x",
        "'" + begins,
    )
    assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r")) for field in shown.values())


def test_the_columns_are_those_a_crm_can_take() -> None:
    (shown,) = columns(Book.of([rich(url="https://www.linkedin.com/in/ada", note="Hi, you", source="fair")]))
    assert list(shown)[:9] == [
        "name", "url", "headline", "state", "sent_earliest", "sent_latest", "note", "source", "priority",
    ]  # fmt: skip
    assert list(shown)[-1] == "record"
    assert (shown["state"], shown["priority"], shown["attempt"]) == ("accepted", "high", "1")
    assert shown["accepted_at"] == "2026-11-15T20:00:00Z"
    assert json.loads(shown["record"])["uid"] == "0123456789"


def test_a_spreadsheet_may_have_saved_it_again() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(BOOK).decode(), newline="")))
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=";", lineterminator="\r\n").writerows(rows)
    assert take(EMPTY, saved.getvalue().encode("utf-8-sig")).by_uid == BOOK.by_uid
    assert take(EMPTY, own.to_json(BOOK, BOOK.journal).decode().encode("utf-16")) == BOOK


def shown(people: int) -> Event:
    """Return what the journal keeps of so many connections: no single cell of a spreadsheet holds it."""
    lines = (f"c\t2026-01-01\tPerson Number {n}\tperson-number-{n}" for n in range(people))
    return Event(Happening.SHOWN, NOW, value="\n".join(lines), by="linkedin")


@pytest.mark.parametrize("invitations", [0, 1, 60])
def test_the_csv_carries_the_journal_too(invitations: int) -> None:
    paused = Event(Happening.PAUSED, NOW, until=NOW + timedelta(days=2))
    journal = (shown(900), paused, Event(Happening.SEED, NOW, value="7"))
    book = Book.of(list(BOOK)[:invitations]).replacing({}, noted=journal)
    header, *rows = csv.reader(io.StringIO(as_csv(book).decode(), newline=""))
    assert max(len(field) for row in rows for field in row) < 32_767
    saved = io.StringIO(newline="")
    csv.writer(saved).writerows([header, *rows[::-1]])  # as a spreadsheet may have sorted it
    for data in (as_csv(book), saved.getvalue().encode()):
        came = read(data)
        assert (came.journal, came.rejected) == ((shown(900), paused), ())
        assert len(came.records) == invitations
    assert not own.to_csv(Snapshot(book, NOW, Rules(), UTC), []).count(b"paused")


def test_a_spoilt_piece_of_the_journal_is_refused() -> None:
    book = Book.of([rich()]).replacing({}, noted=(shown(300),))
    seen = read(as_csv(book).replace(b"1.2 {", b"1.2 ["))
    assert (len(seen.records), seen.journal) == (1, ())
    assert [rejected.reason.startswith("note 1 is not whole: ") for rejected in seen.rejected] == [True]


def test_without_its_last_column_it_is_no_export() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(BOOK).decode(), newline="")))
    saved = io.StringIO(newline="")
    csv.writer(saved).writerows(row[:-1] for row in rows)
    with pytest.raises(SourceError, match="no line names the columns"):
        read(saved.getvalue().encode())


def test_an_older_export_completes_a_newer_book_and_takes_nothing_back() -> None:
    older = rich(note="Hello", events=rich().events[:1])
    newer = rich(source="fair", events=(*rich().events[:2], Event(Kind.KEPT, NOW)))
    after = only(take(Book.of([newer]), own.to_json(Book.of([older]))))
    assert after == msgspec.structs.replace(newer, note="Hello")
    other = Event(Kind.OPENED, NOW - timedelta(days=1))
    after = only(take(Book.of([newer]), own.to_json(Book.of([rich(events=(other,))]))))
    assert after.events == (*newer.events[:2], other, newer.events[2])


def test_an_export_meets_what_linkedin_showed_of_the_same_invitation() -> None:
    elsewhere = Book.of(
        msgspec.structs.replace(i, uid=f"x{n}", events=(*i.events, Event(Kind.KEPT, NOW)))
        for n, i in enumerate(BOOK)
    )
    changes = compare(BOOK, own.to_json(elsewhere))
    assert (changes.added, len(changes.updated)) == ((), len(BOOK))
    assert all(i.events[-1].kind == Kind.KEPT for i in BOOK.replacing(changes.edits))


def test_a_uid_that_is_taken_by_somebody_else_is_replaced() -> None:
    other = rich(name="Bo Vask", sent_earliest=NOW, sent_latest=NOW)
    book = take(Book.of([rich()]), own.to_json(Book.of([other])))
    assert sorted(i.name for i in book) == ["Ada Quill", "Bo Vask"]
    assert take(book, own.to_json(Book.of([other]))) == book


@pytest.mark.parametrize(
    "spoilt",
    [
        {"uid": "../x"}, {"uid": ""}, {"name": " "}, {"url": "javascript:alert(1)"},
        {"url": "https://www.linkedin.com.evil.example/in/x"}, {"sent_earliest": "2026-01-01T00:00:00"},
        {"sent_earliest": "2099-01-01T00:00:00Z"}, {"sent_latest": "9999-12-31T23:59:59-12:00"},
        {"events": 1},
        {"events": [{"kind": "kept", "at": "x"}]}, {"name": None},
        {"events": [{"kind": "kept", "at": "2026-01-01T00:00:00Z", "by": "someone"}]},
    ],
    ids=str,
)  # fmt: skip
def test_a_spoilt_record_is_refused_and_the_others_are_taken(spoilt: dict[str, object]) -> None:
    good, bad = (json.loads(msgspec.json.encode(rich())) for _ in range(2))
    good["uid"] = "good"
    data = json.dumps({"invitetui": 1, "invitations": [bad | spoilt, good]}).encode()
    seen = read(data)
    assert [record.uid for record in seen.records] == ["good"]
    assert [rejected.reason.startswith("record 1 is not whole: ") for rejected in seen.rejected] == [True]


def test_an_export_written_by_others_is_made_harmless() -> None:
    data = own.to_json(
        Book.of([rich(name="A\x1b]0;x\x07da", note="\u202e", source="\t", url="linkedin.com/in/a%62")])
    )
    (ada,) = read(data).records
    assert (ada.name, ada.note, ada.source) == ("A�]0;x�da", "�", None)
    assert ada.url == "https://www.linkedin.com/in/ab"


@pytest.mark.parametrize(
    "data",
    [b"{", b"{}", b'{"invitetui": 1}', b'{"invitetui": 2, "invitations": []}', b'{"_default": {}}',
     b"{" * 100_000, b'{"invitetui": 1, "invitations": [' + b"[" * 100_000],
)  # fmt: skip
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="export"):
        read(data)


def test_the_json_carries_the_journal_but_for_its_seed() -> None:
    warned = Event(Happening.RESTRICTED, NOW, value="weekly")
    data = own.to_json(BOOK, (Event(Happening.SEED, NOW, value="7"), warned))
    again = compare(BOOK, data)
    assert (again.edits, again.noted) == ({}, (warned,))
    assert bool(again)
    assert not compare(BOOK.replacing({}, noted=(warned,)), data)


def test_a_spoilt_note_is_refused_and_the_others_are_taken() -> None:
    notes = b'{"kind": 1}, {"kind": "lifted", "at": "2026-11-01T00:00:00Z"}'
    data = b'{"invitetui": 1, "invitations": [], "journal": [%b]}' % notes
    seen = read(data)
    assert [event.kind for event in seen.journal] == [Happening.LIFTED]
    assert [rejected.reason.startswith("note 1 is not whole: ") for rejected in seen.rejected] == [True]
