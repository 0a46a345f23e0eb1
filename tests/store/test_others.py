"""Other processes: one writer at a time, and changes from outside."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
from collections.abc import Callable
from pathlib import Path

import pytest

from invitetui.store.book_file import BookFile
from invitetui.store.errors import ChangedOutside, Locked, StoreError
from tests.store.made import child, invitation, kept, line_of, on_disk

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


def test_it_is_in_use_until_its_holder_has_closed(file: BookFile, path: Path) -> None:
    assert not file.in_use, "it is one's own"
    with BookFile.open(path, writing=False) as reading:
        told = [reading.in_use]
        file.close()
        told.append(reading.in_use)
        with child("hold", path) as holder:
            line_of(holder)
            told.append(reading.in_use)
            holder.kill()  # its name is left, but it runs no more
            holder.wait()
            told.append(reading.in_use)
    assert told == [True, False, True, False]


def test_who_holds_it_is_said_before_where_it_is(file: BookFile, path: Path) -> None:
    with pytest.raises(Locked) as raised:
        BookFile.open(path, writing=True)
    assert str(raised.value).startswith(f"In use by process {os.getpid()} on {platform.node()}. ")
    assert str(raised.value).endswith(str(path))


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


@pytest.mark.parametrize("answer", [OSError(errno.ENOLCK, "No locks available"), NotImplementedError()])
def test_where_there_are_no_locks_the_person_is_warned_and_the_fingerprint_still_guards(
    path: Path, monkeypatch: pytest.MonkeyPatch, answer: Exception
) -> None:
    def refused(*_: object) -> None:
        raise answer

    monkeypatch.setattr(fcntl, "flock", refused)
    with BookFile.open(path, writing=True) as one, BookFile.open(path, writing=True) as other:
        assert len(one.load()) == len(other.load()) == 0
        assert any("knows no locks" in line for line in one.oddities())
        one.save(CHANGED)
        with pytest.raises(ChangedOutside):
            other.save({"u2": invitation(2)})
        other.load()
        other.save({"u2": invitation(2)})
    assert set(on_disk(path).by_uid) == {"u1", "u2"}


def test_where_there_are_locks_nobody_is_warned(file: BookFile) -> None:
    assert file.oddities() == ()


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
