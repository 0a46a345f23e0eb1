"""Other processes: one writer at a time, changes from outside, and kills."""

from __future__ import annotations

import os
import platform
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from invitetui.domain.book import Book
from invitetui.store.book_file import BookFile
from invitetui.store.errors import ChangedOutside, Locked, StoreError
from tests.store.made import child, invitation, invitations, kept, line_of, on_disk

CHANGED = {"u1": invitation(1).recording(kept())}


def test_second_writer_is_told_who_holds_the_file(file: BookFile, path: Path) -> None:
    file.close()
    with child("hold", path) as holder:
        pid = line_of(holder)
        with pytest.raises(Locked, match=f"process {pid} on ") as raised:
            BookFile.open(path, writing=True)
        assert (raised.value.pid, raised.value.host) == (holder.pid, platform.node())
        with BookFile.open(path, writing=False) as reading:
            assert len(reading.load()) == 3
        assert holder.stdin
        holder.stdin.close()
        holder.wait()
        with BookFile.open(path, writing=True) as free:
            free.save({"u1": None})


def test_lock_of_a_killed_holder_is_free(file: BookFile, path: Path) -> None:
    file.close()
    with child("hold", path) as holder:
        line_of(holder)
        holder.kill()
    with BookFile.open(path, writing=True) as free:
        assert len(free.load()) == 3


def test_two_in_one_process(file: BookFile, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    for way in (path, link, path.parent / ".." / "data" / "invites.json"):
        with pytest.raises(Locked) as raised:
            BookFile.open(way, writing=True)
        assert raised.value.pid == os.getpid()
    with BookFile.open(path.with_name("other.json"), writing=True) as other:
        assert len(other.load()) == 0


def test_lock_that_cannot_be_made_is_said(path: Path, state: Path) -> None:
    state.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="holds no lock"):
        BookFile.open(path, writing=True)


def edited(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("Zoë 2".encode(), "Zoë 5".encode()))


def edited_with_its_time_kept(path: Path) -> None:
    status = path.stat()
    edited(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(path: Path) -> None:
    new = path.with_name("editor")
    new.write_bytes(path.read_bytes())
    edited(new)
    new.replace(path)


@pytest.mark.parametrize("change", [edited, edited_with_its_time_kept, replaced])
def test_change_from_outside_is_never_overwritten(
    file: BookFile, path: Path, change: Callable[[Path], None]
) -> None:
    change(path)
    theirs = path.read_bytes()
    assert file.changed_outside
    with pytest.raises(ChangedOutside):
        file.save(CHANGED)
    assert path.read_bytes() == theirs

    assert file.load()["u2"].name == "Zoë 5"
    file.save(CHANGED)
    assert on_disk(path)["u2"].name == "Zoë 5"
    assert on_disk(path)["u1"] == CHANGED["u1"]


def test_file_removed_while_open(file: BookFile, path: Path) -> None:
    path.unlink()
    with pytest.raises(ChangedOutside):
        file.save(CHANGED)
    assert not file.exists
    assert len(file.load()) == 0


def test_file_that_appeared_while_a_new_book_was_open(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.load()
        path.parent.mkdir()
        path.write_text("{}")
        with pytest.raises(ChangedOutside):
            file.save(CHANGED)
    assert path.read_text() == "{}"


def test_change_in_the_middle_of_a_save(file: BookFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def meanwhile(descriptor: int) -> None:
        real(descriptor)
        edited(path)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ChangedOutside):
        file.save(CHANGED)
    assert len(list(path.parent.iterdir())) == 1


def test_kill_in_a_write_loop_loses_nothing_acknowledged(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.save(invitations(300))
    chance = random.Random(7)
    for _ in range(20):
        with BookFile.open(path, writing=True) as file:
            file.save({uid: None for uid in file.load().by_uid if int(uid[1:]) > 10_000})
        with child("write", path) as process:
            acknowledged = [int(line_of(process)) for _ in range(chance.randint(1, 6))]
            sum(range(chance.randint(0, 100_000)))  # some way into the next save
            process.kill()
            assert process.stdout
            acknowledged += map(int, process.stdout.read().split())
        with BookFile.open(path, writing=False) as file:
            book = file.load()
            assert file.check() == []
        expected = Book({**invitations(300), **{f"u{n}": invitation(n) for n in acknowledged}})
        in_flight = invitation(acknowledged[-1] + 1)
        assert book in (expected, expected.replacing({in_flight.uid: in_flight}))
