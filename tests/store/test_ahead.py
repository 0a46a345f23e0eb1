"""What is read ahead of a large file is what is in it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.store import ahead
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged

NOW = datetime(2026, 11, 21, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a file for large from twenty invitations on, and decode it in many parts."""
    monkeypatch.setattr(ahead, "LARGE", 10)
    monkeypatch.setattr(ahead, "_AT_ONCE", 700)


def made(count: int, seed: int = 1) -> dict[str, Invitation]:
    draw = random.Random(seed)
    found = []
    for number in range(count):
        sent = NOW - timedelta(minutes=draw.randrange(90))
        name = draw.choice(["Ada", "Søren", "李雷", 'say "sent_latest":"2999-01-01T00:00:00Z"'])
        events = (Event(Kind.KEPT, sent),) if draw.random() < 0.3 else ()
        found.append(Invitation(f"uid{number:07}", name, sent, sent, note=name * 3, events=events))
    return {one.uid: one for one in found}


def read_twice(file: BookFile) -> None:
    file.load_ahead()
    file.load()


def written(path: Path, count: int) -> dict[str, Invitation]:
    invitations = made(count)
    with BookFile.open(path, writing=True) as file:
        file.save(dict(invitations))
    return invitations


@pytest.mark.parametrize("count", [20, 21, 333])
def test_the_newest_and_then_all_are_those_of_the_file(path: Path, count: int) -> None:
    invitations = written(path, count)
    newest_first = sorted(invitations.values(), key=lambda one: one.sent_latest, reverse=True)
    with BookFile.open(path, writing=True, ahead=True) as file:
        assert file.newest(15) == newest_first[:15]
        early = file.load_ahead()
        assert list(early) == list(invitations.values())
        assert file.load() == early
        assert file.newest(15) == []
        file.save({"uid0000003": None})
    with BookFile.open(path, writing=False) as file:
        assert len(file.load()) == count - 1


def test_a_small_file_and_one_of_another_program_are_not_read_ahead(path: Path) -> None:
    written(path, 9)
    with BookFile.open(path, writing=True, ahead=True) as file:
        assert file.newest(5) == []
    invitations = written(path.with_name("other.json"), 30)
    other = path.with_name("other.json")
    other.write_bytes(other.read_bytes().replace(b"\n", b""))
    with BookFile.open(other, writing=True, ahead=True) as file:
        assert file.newest(5) == []
        assert list(file.load_ahead()) == list(invitations.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"29": {', b'"28": {'),
        (b'"uid0000007"', b'"uid0000008"'),
        (b"\n}}\n", b"\n}"),
        (b"T", b"t:"),
        (b"Ada", b"A\xff\xff"),
    ],
)
def test_what_is_damaged_is_never_called_whole(path: Path, old: bytes, new: bytes) -> None:
    written(path, 30)
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with BookFile.open(path, writing=True, ahead=True) as file:
        file.newest(5)
        with pytest.raises(Damaged):
            read_twice(file)


def test_a_file_changed_between_the_two_readings_is_read_anew(path: Path) -> None:
    written(path, 30)
    with BookFile.open(path, writing=True, ahead=True) as file:
        early = file.load_ahead()
        path.write_bytes(path.read_bytes().replace(b'"name":"Ada"', b'"name":"Eve"'))
        assert {one.name for one in file.load()} - {one.name for one in early} == {"Eve"}


def test_instants_of_other_zones_are_brought_to_utc(path: Path) -> None:
    written(path, 30)
    path.write_bytes(path.read_bytes().replace(b'Z"', b'+02:00"'))
    with BookFile.open(path, writing=True, ahead=True) as file:
        early = file.load_ahead()
        assert {one.sent_latest.tzinfo for one in early} == {UTC}
        assert file.load() == early
