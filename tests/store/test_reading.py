"""A file that invitetui has laid out itself is read by its lines: the same book, the same refusals."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.actions import Change
from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.store import files, layout, lines, reading
from invitetui.store.book_file import BookFile
from invitetui.store.errors import ChangedOutside, Damaged
from invitetui.store.layout import INVITES

NOW = datetime(2026, 11, 21, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a file for large from some invitations on, and read it in many pieces."""
    monkeypatch.setattr(reading, "LARGE", 10)
    monkeypatch.setattr(files, "_PIECE", 700)


def made(count: int, seed: int = 1, minutes: int = 90) -> dict[str, Invitation]:
    draw = random.Random(seed)
    found = []
    for number in range(count):
        sent = NOW - timedelta(minutes=draw.randrange(minutes))
        name = draw.choice(["Ada", "Søren", "李雷", 'say "sent_latest":"2999-01-01T00:00:00Z"', "C:\\users"])
        events = (Event(Kind.KEPT, sent),) if draw.random() < 0.3 else ()
        found.append(Invitation(f"uid{number:07}", name, sent, sent, note=name * 3, events=events))
    return {one.uid: one for one in found}


def written(path: Path, count: int, minutes: int = 90) -> dict[str, Invitation]:
    invitations = made(count, minutes=minutes)
    with BookFile.open(path, writing=True) as file:
        file.save(dict(invitations))
    return invitations


def with_steps(path: Path) -> None:
    """Add steps that can be taken back, with newer invitations in them than any in the book."""
    later = {f"later{n:05}": Invitation(f"later{n:05}", "Eve", NOW, NOW, note="x" * 99) for n in range(40)}
    step = Change(later, dict.fromkeys(later), "planned")
    with BookFile.open(path, writing=True) as file:
        file.save({}, {1: step, 2: step}, (Event("seed", NOW, value="7"),))


def by_lines(path: Path) -> bool:
    """Whether a file is read so by both who read it so."""
    both = reading.read(path) is not None, lines.tables(path) is not None
    assert both[0] is both[1]
    return both[0]


def replaced(path: Path, old: bytes, new: bytes) -> None:
    before = path.read_bytes()
    assert old in before
    path.write_bytes(before.replace(old, new, 1))


@pytest.mark.parametrize("count", [20, 21, 333])
@pytest.mark.parametrize("minutes", [1, 4, 90])
def test_of_those_sent_at_one_time_the_first_in_the_file_come_first(
    path: Path, count: int, minutes: int
) -> None:
    book = Book.of(written(path, count, minutes).values())
    with BookFile.open(path, writing=False) as file:
        assert [one.uid for one in file.newest(15)] == list(book.newest_first[:15])


@pytest.mark.parametrize("count", [20, 21, 333])
@pytest.mark.parametrize("steps", [False, True])
def test_the_newest_and_then_all_are_those_of_the_file(path: Path, count: int, steps: bool) -> None:
    invitations = written(path, count)
    if steps:
        with_steps(path)
    newest_first = sorted(invitations.values(), key=lambda one: one.sent_latest, reverse=True)
    with BookFile.open(path, writing=True) as file:
        assert file.newest(15) == newest_first[:15]
        book = file.load()
        assert list(book) == list(invitations.values())
        assert book.seed == (7 if steps else 0)
        assert file.steps == ([1, 2] if steps else [])
        assert file.load() == book
        file.save({"uid0000003": None, "new": msgspec.structs.replace(newest_first[0], uid="new")})
    with BookFile.open(path, writing=False) as file:
        assert set(file.load().by_uid) == {*invitations, "new"} - {"uid0000003"}
        assert len(file.steps) == (2 if steps else 0)


def test_wherever_a_piece_ends_the_same_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    invitations = written(path, 9)
    with_steps(path)
    tables = layout.parse(path.read_bytes())
    for size in range(60, len(path.read_bytes()) + 1):
        monkeypatch.setattr(files, "_PIECE", size)
        found, documents = reading.read(path), lines.tables(path)
        assert found
        assert documents
        assert list(found.invitations.values()) == list(invitations.values())
        assert found.ids == list(tables[INVITES])
        assert documents[0] == tables
        assert list(documents[0]) == list(tables)


def test_a_small_file_and_one_of_another_program_do_not_begin_with_the_newest(path: Path) -> None:
    written(path, 3)
    with BookFile.open(path, writing=True) as file:
        assert file.newest(5) == []
    other = path.with_name("other.json")
    invitations = written(other, 30)
    other.write_bytes(other.read_bytes().replace(b"\n", b""))
    assert not by_lines(other)
    with BookFile.open(other, writing=True) as file:
        assert file.newest(5) == []
        assert list(file.load()) == list(invitations.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"29": {', b'"28": {'),
        (b'"29": {', b'"029": {'),
        (b'"29": {', b'"x": {'),
        (b',\n"29": {', b', "28": {'),
        (b'"uid0000007"', b'"uid0000008"'),
        (b",\n", b"\n"),
        (b"}\n}}", b"},\n}}"),
        (b"\n}}\n", b"\n}"),
        (b"\n}}\n", b'\n},\n"invites": {}}\n'),
        (b"\n}}\n", b'\n},\n"meta": {}}\n'),
        (b"\n}}\n", b'\n},\n"x": {},\n"x": {}}\n'),
        (b"\n}}\n", b"\n}}\n}"),
        (b"T", b"t:"),
        (b"Ada", b"A\xff\xff"),
        (b'"name":', b'"unknown":"\xff","name":'),
    ],
)
def test_what_is_damaged_is_never_called_whole(path: Path, old: bytes, new: bytes) -> None:
    written(path, 30)
    replaced(path, old, new)
    with BookFile.open(path, writing=True) as file:
        file.newest(5)
        with pytest.raises(Damaged):
            file.load()


def test_a_field_that_is_spelled_otherwise_hides_no_document(path: Path) -> None:
    written(path, 30)
    line = next(line for line in path.read_bytes().splitlines() if line.startswith(b'"29"'))
    hidden = line.replace(b'"29"', b'"28"').replace(b'"sent_earliest"', rb'"sent\u005fearliest"')
    replaced(path, line, hidden.removesuffix(b",") + b", " + line)
    with BookFile.open(path, writing=True) as file, pytest.raises(Damaged, match="28"):
        file.load()


def test_what_is_spaced_otherwise_is_the_same_book_and_can_be_changed(path: Path) -> None:
    invitations = written(path, 30)
    replaced(path, b'"29": {', b'"29":   { ')
    with BookFile.open(path, writing=True) as file:
        assert list(file.load()) == list(invitations.values())
        file.save({"uid0000003": None})
    with BookFile.open(path, writing=True) as file:
        assert len(file.load()) == 29


def test_no_document_is_held_before_something_is_saved(path: Path) -> None:
    written(path, 30)
    unknown = b'"29": {"unknown":[1,2],'
    replaced(path, b'"29": {', unknown)
    with BookFile.open(path, writing=True) as file:
        file.load()
        assert file._storage._tables is None
        file.save({"uid0000003": None})
        assert len(file._storage.tables[INVITES]) == 29
    assert unknown in path.read_bytes()


def test_a_file_changed_after_it_was_read_is_not_overwritten_by_the_first_save(path: Path) -> None:
    invitations = written(path, 30)
    with BookFile.open(path, writing=True) as file:
        book = file.load()
        replaced(path, b'"name":"Ada"', b'"name":"Eve"')
        theirs = path.read_bytes()
        for _ in range(2):
            with pytest.raises(ChangedOutside):
                file.save({"uid0000003": None})
        assert path.read_bytes() == theirs
        assert {one.name for one in file.load()} - {one.name for one in book} == {"Eve"}
        file.save({"uid0000003": None})
        path.unlink()
        with pytest.raises(ChangedOutside):
            file.save({"uid0000004": None})
    assert len(invitations) == 30


@pytest.mark.parametrize("becomes", [None, b"", b"{}\n", b"not JSON"])
def test_a_file_that_is_gone_or_damaged_before_the_first_save_stays_so(
    path: Path, becomes: bytes | None
) -> None:
    written(path, 30)
    with BookFile.open(path, writing=True) as file:
        file.load()
        path.unlink()
        if becomes is not None:
            path.write_bytes(becomes)
        for _ in range(2):
            with pytest.raises((ChangedOutside, Damaged)):
                file.save({"uid0000003": None})
    assert (path.read_bytes() if path.exists() else None) == becomes


def test_instants_of_other_zones_are_brought_to_utc(path: Path) -> None:
    invitations = written(path, 30)
    path.write_bytes(re.sub(rb'Z"', rb'+02:00"', path.read_bytes()))
    assert by_lines(path)
    with BookFile.open(path, writing=True) as file:
        book = file.load()
    assert {one.sent_latest.tzinfo for one in book} == {UTC}
    earlier = [one.sent_latest - timedelta(hours=2) for one in invitations.values()]
    assert [one.sent_latest for one in book] == earlier


def test_an_instant_without_a_zone_is_refused(path: Path) -> None:
    written(path, 30)
    replaced(path, b'Z"', b'"')
    with BookFile.open(path, writing=True) as file, pytest.raises(Damaged, match="zone"):
        file.load()


def test_documents_read_by_their_lines_are_those_of_the_parser(path: Path) -> None:
    written(path, 30)
    found = lines.tables(path)
    assert found
    assert found[0] == layout.parse(path.read_bytes())
    assert found[1] == files.fingerprint(path)
    assert all(isinstance(document, msgspec.Raw) for document in found[0][INVITES].values())


@given(st.lists(st.one_of(st.integers(-1, 10**18).map(str), st.text("01,٣ ", max_size=3)), max_size=4))
def test_many_ids_are_ids_where_each_is_one(keys: list[str]) -> None:
    each = [re.fullmatch("0|[1-9][0-9]{0,17}", key) is not None for key in keys]
    assert layout.are_ids(keys) is all(each)
