"""Pages are remembered, and whom their cards mean is found anew at each import."""

from __future__ import annotations

from datetime import UTC, timedelta
from random import Random

import msgspec
import pytest

from invitetui.domain.actions import Edit
from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.session import Session
from invitetui.sources import own
from invitetui.sources.archive import read_bytes
from invitetui.sources.given import Given, given_to
from invitetui.sources.pages import lines_of, read_pages
from invitetui.sources.reconcile import reconcile
from invitetui.sources.seen import Seen
from invitetui.ui.present.preview import preview
from tests import archives, orders
from tests.archives import ERA_2022, Sent
from tests.sources.taking import ADDRESSED, EMPTY, HOME, NOW, compare, lines, only, read, row, take

DAY = timedelta(days=1)
ADA = HOME + "ada-quill"
TEXT = b"People (1)\nAda Quill\nCook\nSent 2 weeks ago\nWithdraw\n"
ROW = lines(ADDRESSED, row("Ada Quill", "11/5/26, 9:12 AM", ADA))
ANOTHER = lines(ADDRESSED, row("Ada Quill", "11/6/26, 9:12 AM", ADA + "-2"))


def twins(*days: int) -> list[Sent]:
    """Return so many of one name, the first invited so many days ago."""
    return [
        Sent("Ada", "Quill", f"ada-{n}", NOW - day * DAY, title=f"Cook {n}") for n, day in enumerate(days)
    ]


def saying(book: Book, **fields: str) -> Book:
    """Return the book after the person has given its one invitation a priority, and edited it."""
    one = only(book).recording(Event(Kind.PRIORITY, NOW, value="high"))
    return book.replacing({one.uid: msgspec.structs.replace(one, **fields)})


# What is remembered


@pytest.mark.parametrize("write", [archives.sent_text, archives.sent_html])
def test_what_is_remembered_of_a_page_is_what_it_showed(write: object) -> None:
    assert callable(write)
    (page,) = read(write(archives.made_up(60, NOW, 3), NOW).encode()).pages
    (again,) = read_pages(lines_of(page)).values()
    assert (again.taken_at, again.complete) == (page.taken_at, page.complete)
    shown = [msgspec.structs.replace(card, line=0, source="") for card in page.cards]
    assert list(again.cards) == shown


def test_a_page_again_adds_nothing_and_a_newer_one_no_person_twice() -> None:
    sent = archives.made_up(60, NOW, 3)
    html = [archives.sent_html(sent, NOW - days * DAY).encode() for days in (1, 0)]
    seen = [read_bytes(html[n], "page", now=NOW - (1 - n) * DAY) for n in (0, 1)]
    first = compare(EMPTY, seen[0])
    book = EMPTY.replacing(first.edits, first.noted)
    assert not compare(book, seen[0])
    told = "\n".join(event.value or "" for event in (*first.noted, *compare(book, seen[1]).noted))
    people = [line for line in told.split("\n") if line.startswith("i\t")]
    assert len(people) == len(set(people))


HARMFUL = [
    "i", "i\t\t\t\t", "i\tAda\t../x\t\t", "p", "p\tnever\tcomplete\tx:1:2",
    "p\t2026-11-21\tcomplete\tnobody:1:2", "p\t2026-11-21T20:00:00+00:00\tcomplete\t:x:y",
    "p\t9999-12-31\tx\ta:1e99:1",
]  # fmt: skip


@pytest.mark.parametrize("line", HARMFUL)
def test_what_others_made_of_it_does_no_harm(line: str) -> None:
    book = Book({}, (Event(Happening.SHOWN, NOW, value=line),))
    assert len(take(book, ROW)) == 1


@pytest.mark.parametrize(
    "value", [None, "", "alone", "sent=x/y", "sent=2026-11-21/2026-11-20", "as=", "url as=A B"]
)
def test_a_mark_that_others_wrote_does_no_harm(value: str | None) -> None:
    ada = only(take(EMPTY, ROW)).recording(Event(Kind.SEEN, NOW, NOW, value, by="linkedin"))
    assert len(take(Book.of([ada]), TEXT, ROW)) == 1


def test_a_mark_tells_what_pages_gave() -> None:
    ada = only(take(EMPTY, TEXT))
    given = given_to(ada)
    assert given == Given(alone=True, fields=("headline",), name="Ada Quill")
    ranged = Given(fields=("url", "note"), sent=(NOW - DAY, NOW))
    marked = ada.recording(Event(Kind.SEEN, NOW, value=ranged.value))
    assert given_to(msgspec.structs.replace(marked, events=marked.events[1:])) == ranged


# Files of before


def test_a_book_that_remembers_no_page_goes_on_as_it_is() -> None:
    """As written before pages were remembered: a mark without a word, and nothing in the journal."""
    ada = only(take(EMPTY, TEXT))
    (seen,) = ada.events
    old = Book.of([msgspec.structs.replace(ada, events=(msgspec.structs.replace(seen, value=None),))])
    assert not compare(old, b"First Name,Last Name,Email Address,Company,Position,Connected On\n").edits
    met = only(take(old, ROW))
    assert (met.uid, met.url, met.headline) == (ada.uid, ADA, "Cook")
    again = only(take(old, TEXT))
    assert (again.uid, again.sent_earliest) == (ada.uid, ada.sent_earliest)


def test_an_export_brings_what_is_remembered() -> None:
    """The JSON is the whole book; the CSV has no journal, and what it holds stays."""
    sent = twins(20, 12)
    book = take(EMPTY, archives.sent_text(sent, NOW).encode())
    html = archives.sent_html(sent, NOW).encode()
    as_json = own.to_json(book, book.journal)
    assert take(EMPTY, as_json) == book
    assert take(take(EMPTY, as_json), html).by_uid == take(book, html).by_uid
    as_csv = own.to_csv(Snapshot(book, NOW, Rules(), UTC))
    assert take(EMPTY, as_csv).by_uid == book.by_uid
    assert len(take(EMPTY, as_csv, html)) == 2
    assert take(take(EMPTY, html), as_json).by_uid.keys() == take(EMPTY, html).by_uid.keys()


# What the person said


def test_words_about_somebody_on_a_page_stay_theirs_when_the_archive_tells_who_it_is() -> None:
    book = saying(take(EMPTY, TEXT), source="fair")
    after = only(take(book, ROW))
    assert (after.uid, after.url, after.source) == (only(book).uid, ADA, "fair")
    assert [event.value for event in after.events if event.by == "you"] == ["high"]


def test_what_the_person_wrote_over_is_no_pages_any_more() -> None:
    book = take(EMPTY, TEXT)
    edit = Edit(only(book).uid, name="Ada Q.", headline="Chef").change(Snapshot(book, NOW, Rules(), UTC))
    edited = book.replacing(edit.after)
    assert not compare(edited, TEXT).edits
    after = only(take(edited, ROW))
    assert (after.name, after.headline, after.url) == ("Ada Q.", "Chef", ADA)


def test_words_about_a_card_that_may_be_either_of_two_stay_with_the_card() -> None:
    book = saying(take(EMPTY, TEXT))
    uid = only(book).uid
    both = lines(*ROW.decode().splitlines(), *ANOTHER.decode().splitlines()[1:])
    after = take(book, both)
    assert (after[uid].url, len(after)) == (None, 3)
    assert sorted(one.url or "" for one in after) == ["", ADA, ADA + "-2"]
    page = archives.sent_html([Sent("Ada", "Quill", "ada-quill", NOW - 16 * DAY, title="Cook")], NOW)
    told = take(after, page.encode())
    spoken = [one for one in told if any(event.by == "you" for event in one.events)]
    assert [one.url for one in spoken] == [ADA]
    assert len(told) == 2


def test_a_card_that_may_be_either_of_two_is_nobody_else() -> None:
    both = lines(*ROW.decode().splitlines(), *ANOTHER.decode().splitlines()[1:])
    book = take(EMPTY, TEXT, both)
    assert sorted(one.url or "" for one in book) == [ADA, ADA + "-2"]
    assert all(any(event.kind == Kind.SEEN for event in one.events) for one in book)


def test_an_import_that_places_cards_anew_is_taken_back_whole() -> None:
    for seed in range(12):
        known = orders.case(seed)
        session = Session(EMPTY, clock=lambda: NOW, zone=UTC)
        books = [session.snapshot.book]
        for seen in Random(seed).sample(known.seen, len(known.seen)):
            found = reconcile(session.snapshot.book, seen, NOW)
            if session.apply(found.action):
                books.append(session.snapshot.book)
        for before in reversed(books):
            assert session.snapshot.book == before
            session.undo()


@pytest.mark.parametrize("seed", range(25))
def test_what_the_person_said_between_imports_is_neither_lost_nor_anothers(seed: int) -> None:
    known, random = orders.case(seed), Random(seed)
    accepted = {one.slug for one in known.sent if one.accepted}

    def may_be(one: Invitation) -> set[int]:
        return {n for n, true in enumerate(known.sent) if orders.may_be(one, true, known.late, accepted)}

    book, said, order = EMPTY, dict[str, set[int]](), random.sample(known.seen, len(known.seen))
    for seen in order:
        book = take(book, seen)
        for one in random.sample(list(book), min(3, len(book))):
            kind = random.choice([Kind.KEPT, Kind.PRIORITY, Kind.WITHDRAWN, Kind.DRAFT])
            word = Event(kind, NOW - timedelta(minutes=random.randrange(9)), value=f"said {len(said)}")
            said[word.value or ""] = may_be(one)
            book = book.replacing({one.uid: one.recording(word)})
    assert not any(compare(book, seen) for seen in order)
    told = [(event.value, one) for one in book for event in one.events if event.by == "you"]
    assert sorted(str(value) for value, _ in told) == sorted(said)
    for value, one in told:
        assert len(said[value or ""]) != 1 or said[value or ""] <= may_be(one)


# How late it was read


@pytest.mark.parametrize("days", [1, 3, 6])
@pytest.mark.parametrize("write", [archives.sent_text, archives.sent_html])
@pytest.mark.parametrize("era", [ERA_2022, archives.ERA_2024])
def test_a_page_read_days_late_doubles_nobody_whichever_came_first(
    days: int, write: object, era: archives.Era
) -> None:
    assert callable(write)
    sent = archives.made_up(150, NOW, days, namesakes=False, reinvited=False)
    made = read(archives.archive(sent, era, NOW).zipped(), "a.zip")
    page = read_bytes(write(sent, NOW).encode(), "page", now=NOW + days * DAY)
    at_once = compare(take(EMPTY, made), read_bytes(write(sent, NOW).encode(), "page", now=NOW))
    books = []
    for order in ((made, page), (page, made), (page, made, page)):
        book = take(EMPTY, *order)
        known = orders.Case(sent, [], (era, era), timedelta(), sent)
        assert orders.falsehoods(book, known) == {}
        books.append(book)
    assert all(not orders.differences(books[0], book) for book in books)
    late = compare(take(EMPTY, made), page)
    assert (late.added, late.rejected, late.contradicted) == ((), (), ())
    assert set(late.unclear) <= set(at_once.unclear)


def test_two_cards_that_an_address_shows_to_be_one_person_become_one_and_that_is_said() -> None:
    def page(at: timedelta, head: str, *, html: bool) -> Seen:
        sent = [
            Sent("Ada", "Quill", "ada", NOW - 19 * DAY, title=head),
            Sent("Ada", "Quill", "ada-2", NOW - 50 * DAY, title="Baker"),
        ]
        write = archives.sent_html if html else archives.sent_text
        return read_bytes(write(sent, NOW - at).encode(), "page", now=NOW - at)

    book = take(EMPTY, page(10 * DAY, "Cook", html=False), page(timedelta(), "Chef", html=False))
    assert sorted(str(one.headline) for one in book) == ["Baker", "Chef", "Cook"]
    for number, one in enumerate(tuple(book)):
        word = Event(Kind.PRIORITY, NOW + timedelta(minutes=number), value=f"of {one.headline}")
        book = book.replacing({one.uid: one.recording(word)})
    book = take(book, page(timedelta(), "Chef", html=True))
    found = compare(book, page(10 * DAY, "Cook", html=True))
    assert (len(found.joined), len(found.added)) == (1, 0)
    after = book.replacing(found.edits, found.noted)
    told = {one.headline: [e.value for e in one.events if e.by == "you"] for one in after}
    assert told == {"Chef": told["Chef"], "Baker": ["of Baker"]}
    assert sorted(map(str, told["Chef"])) == ["of Chef", "of Cook"]
    snapshot = Snapshot(book, NOW, Rules(), UTC)
    shown = "\n".join("".join(text for text, _ in line) for line in preview(found, "page", snapshot, 100))
    assert "1  known from a page, and now to be the same as others" in shown
    change = found.action.change(snapshot).inverse()
    assert after.replacing(change.after, change.noted, change.unnoted) == book
