"""A save that fails leaves the old file whole, and can be tried again."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tinydb import TinyDB

from invitetui.domain.book import Book, Edits
from invitetui.store import files
from invitetui.store.book_file import BookFile
from invitetui.store.errors import NotSaved, ReadOnly, StoreError, Unconfirmed
from tests.store import stock
from tests.store.dying import ending, no_file_longer_than
from tests.store.made import invitation, invitations, kept, on_disk
from tests.store.seam import Call, around_each_call

CHANGED: Edits = {"u1": invitation(1).recording(kept()), "u4": invitation(4)}

REFUSED = 5


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def failing(error: int) -> Callable[..., object]:
    def fails(*_args: object, **_kwargs: object) -> object:
        raise OSError(error, os.strerror(error))

    return fails


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("write", errno.ENOSPC),
        ("write", errno.EFBIG),
        ("write", errno.EDQUOT),
        ("fsync", errno.EIO),
        ("open", errno.EROFS),
        ("replace", errno.EXDEV),
    ],
)
def test_failed_save_leaves_the_old_file_and_is_retried(
    file: BookFile, path: Path, call: str, error: int
) -> None:
    before = path.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, failing(error))
        with pytest.raises(NotSaved, match=os.strerror(error)):
            file.save(CHANGED)

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["invites.json"]
    assert file.load() == Book(invitations(3))

    file.save(CHANGED)
    assert file.load() == on_disk(path) == Book(invitations(3)).replacing(CHANGED)


def test_disk_that_fills_up_in_the_middle_of_a_save(file: BookFile, path: Path) -> None:
    before, room = path.read_bytes(), [300]

    def filling(_name: str, call: Call, args: tuple[Any, ...]) -> Any:
        if _name != "write":
            return call(*args)
        written = call(args[0], bytes(args[1])[: room[0]])
        room[0] -= written
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written

    with around_each_call(filling), pytest.raises(NotSaved, match="No space left"):
        file.save(CHANGED)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["invites.json"]
    file.save(CHANGED)
    assert on_disk(path) == Book(invitations(3)).replacing(CHANGED)


def test_file_size_limit_of_the_system_leaves_the_old_file(file: BookFile, path: Path) -> None:
    before = path.read_bytes()
    with no_file_longer_than(len(before) // 2), pytest.raises(NotSaved, match="File too large"):
        file.save(CHANGED)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["invites.json"]
    file.save(CHANGED)
    assert on_disk(path) == Book(invitations(3)).replacing(CHANGED)


def test_stock_tinydb_loses_the_book_to_the_same_limit(tmp_path: Path) -> None:
    path, old = tmp_path / "stock.json", Book(invitations(40))
    stock.written_by_stock(path, old)
    half = path.stat().st_size // 2

    def save() -> None:
        with no_file_longer_than(half), TinyDB(path) as db:
            try:
                stock.save(db, CHANGED)
            except OSError:
                os._exit(REFUSED)  # before a second attempt, which Python makes when it closes the file

    assert ending(save) == REFUSED
    with suppress(ValueError):
        assert stock.book_in(path.read_bytes()) not in (old, old.replacing(CHANGED))


def test_short_writes_are_carried_on(file: BookFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    file.save(CHANGED)
    assert on_disk(path) == Book(invitations(3)).replacing(CHANGED)


def test_order_of_what_makes_a_save_durable(file: BookFile, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def noting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def called(first: object, *rest: object) -> object:
            folder = isinstance(first, int) and stat.S_ISDIR(os.fstat(first).st_mode)
            calls.append(f"{name} of the folder" if folder else name)
            return real(first, *rest)

        return called

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    file.save(CHANGED)
    steps = [call for index, call in enumerate(calls) if calls[:index][-1:] != [call]]
    assert steps == ["write", "fsync", "replace", "fsync of the folder"]


def test_folder_that_cannot_be_synced_is_said_and_the_save_stands(file: BookFile, path: Path) -> None:
    real = os.fsync

    def fails_on_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fails_on_folders)
        with pytest.raises(Unconfirmed, match="is saved"):
            file.save(CHANGED)
    assert file.load() == on_disk(path) == Book(invitations(3)).replacing(CHANGED)
    file.save({"u4": None})
    assert "u4" not in on_disk(path)


def test_folder_sync_that_the_file_system_does_not_know_is_no_failure(
    file: BookFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def knows_no_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", knows_no_folders)
    file.save(CHANGED)


@pytest.mark.parametrize("refusals", [2, 99])
def test_refused_replace_is_tried_again_a_few_times(
    file: BookFile, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    real, refused = os.replace, [0]
    naps: list[float] = []

    def sometimes(source: Path, target: Path) -> None:
        if refused[0] < refusals:
            refused[0] += 1
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(source, target)

    monkeypatch.setattr(os, "replace", sometimes)
    monkeypatch.setattr(time, "sleep", naps.append)
    if refusals == 2:
        file.save(CHANGED)
        assert len(naps) == 2
    else:
        with pytest.raises(NotSaved):
            file.save(CHANGED)
        assert sum(naps) < 1


def test_interrupted_save_leaves_nothing_behind(file: BookFile, path: Path) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            file.save(CHANGED)
    assert len(list(path.parent.iterdir())) == 1
    file.save(CHANGED)


def test_errors_say_no_word_of_an_invitation(file: BookFile, path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", failing(errno.ENOSPC))
        with pytest.raises(StoreError) as raised:
            file.save(CHANGED)
    assert "Zoë" not in str(raised.value)
    assert str(path) in str(raised.value)


def test_what_is_made_is_for_the_person_alone(file: BookFile, path: Path, state: Path) -> None:
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(state) == mode(state / "locks") == 0o700
    assert {mode(each) for each in (state / "locks").iterdir()} == {0o600}
    path.chmod(0o644)
    file.load()
    file.save(CHANGED)
    assert mode(path) == 0o600


def test_link_stays_and_its_target_is_replaced(file: BookFile, path: Path, tmp_path: Path) -> None:
    file.close()
    link = tmp_path / "link.json"
    link.symlink_to(path)
    with BookFile.open(link, writing=True) as through:
        through.load()
        through.save(CHANGED)
    assert link.is_symlink()
    with BookFile.open(path, writing=False) as straight:
        assert straight.load() == Book(invitations(3)).replacing(CHANGED)


def test_link_to_nothing_yet(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    with BookFile.open(link, writing=True) as file:
        file.save(CHANGED)
    assert link.is_symlink()
    assert path.exists()


def test_leftovers_are_removed_only_under_the_lock(file: BookFile, path: Path) -> None:
    left = path.with_name(".invites.json.0123abcd.new")
    others = [
        path.with_name(name) for name in (".invites.json.mine.new", ".other.json.0123abcd.new", "x.tmp")
    ]
    for each in (left, *others):
        each.touch()
    with BookFile.open(path, writing=False) as reading:
        reading.load()
    assert left.exists()
    file.close()
    with BookFile.open(path, writing=True):
        assert not left.exists()
    assert all(each.exists() for each in others)


@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555)])
def test_file_or_folder_that_may_not_be_written(
    monkeypatch: pytest.MonkeyPatch, of_file: int, of_folder: int
) -> None:
    with TemporaryDirectory() as folder:  # not pytest's, which is closed to all but its owner
        path = Path(folder, "data", "invites.json")
        monkeypatch.setenv("INVITETUI_STATE", str(Path(folder, "state")))
        with BookFile.open(path, writing=True) as file:
            file.save(invitations(3))
        before = path.read_bytes()
        Path(folder).chmod(0o777)
        path.chmod(of_file)
        path.parent.chmod(of_folder)

        def opened_by_somebody() -> None:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65_534)
                os.setuid(65_534)
            with pytest.raises(ReadOnly):
                BookFile.open(path, writing=True)
            with BookFile.open(path, writing=False) as reading:
                assert len(reading.load()) == 3
                with pytest.raises(ReadOnly):
                    reading.save(CHANGED)

        assert ending(opened_by_somebody) == 0
        assert path.read_bytes() == before
        path.parent.chmod(0o700)


def test_of_a_new_file_that_can_not_be_written_whole_nothing_stays(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    with no_file_longer_than(10), pytest.raises(OSError, match="too large"):
        files.write_new(path, b"more rows than there is room for")
    assert not path.exists()
    files.write_new(path, b"rows")
    assert path.read_bytes() == b"rows"
