"""A process that ends in the middle of a save, however it ends, leaves the old book or the new."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from invitetui.domain.book import Book, Edits
from invitetui.store.book_file import BookFile
from tests.store import stock
from tests.store.dying import MOMENTS, NOT_REACHED, ending, no_file_longer_than, signalled
from tests.store.made import ROOT, invitation, invitations, kept, on_disk

OLD = Book(invitations(3))
EDITS: Edits = {"u1": invitation(1).recording(kept()), "u2": None, "u4": invitation(4)}
NEW = OLD.replacing(EDITS)


@pytest.fixture
def whole(path: Path) -> Path:
    """A file that holds the old book, and nobody has it open."""
    with BookFile.open(path, writing=True) as file:
        file.save(dict(OLD.by_uid))
    return path


def saving(path: Path, edits: Edits = EDITS) -> Callable[[], None]:
    """Return what opens the file, and makes one save."""

    def save() -> None:
        with BookFile.open(path, writing=True) as file:
            file.save(edits)

    return save


def after_each(number: int, moment: str, path: Path) -> Iterator[tuple[int, Book]]:
    """Send a signal at call 1, 2, ... of a save until it is done; yield how each ended and what it left."""
    before = path.read_bytes()
    for at in range(1, 60):
        path.write_bytes(before)
        ended = signalled(number, moment, at, saving(path))
        with BookFile.open(path, writing=True) as file:
            yield ended, file.load()
            assert [each.name for each in path.parent.iterdir()] == [path.name]
        if ended == NOT_REACHED:
            return
    raise AssertionError("one save makes fewer calls than that")


@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_at_each_system_call_leaves_the_old_book_or_the_new(whole: Path, moment: str) -> None:
    found = list(after_each(signal.SIGKILL, moment, whole))
    assert [ended for ended, _ in found] == [-signal.SIGKILL] * (len(found) - 1) + [NOT_REACHED]
    assert len(found) > 12
    books = [book for _, book in found]
    assert all(book in (OLD, NEW) for book in books)
    assert [book == NEW for book in books] == sorted(book == NEW for book in books)
    assert books[0] == OLD
    assert books[-1] == NEW


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signal_at_each_system_call_leaves_the_old_book_or_the_new(whole: Path, number: int) -> None:
    for moment in MOMENTS:
        found = list(after_each(number, moment, whole))
        assert all(ended in (-number, 130, NOT_REACHED) for ended, _ in found)
        assert all(book in (OLD, NEW) for _, book in found)
        assert found[-1][1] == NEW


def test_kill_while_the_first_save_makes_its_folder(path: Path) -> None:
    for at in range(1, 60):
        ended = signalled(signal.SIGKILL, "after", at, saving(path))
        with BookFile.open(path, writing=True) as file:
            assert file.load() in (Book({}), Book.of([invitation(1).recording(kept()), invitation(4)]))
        if ended == NOT_REACHED:
            return
        path.unlink(missing_ok=True)
        if path.parent.exists():
            path.parent.rmdir()


def killed_by_the_limit(size: int, action: Callable[[], object]) -> int:
    """Run `action` where the system kills it in the middle of the write that passes `size` bytes."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with no_file_longer_than(size):
            action()

    return ending(limited)


def stock_saving(path: Path, edits: Edits) -> Callable[[], None]:
    def save() -> None:
        with TinyDB(path) as db:
            stock.save(db, edits)

    return save


LARGE = Book(invitations(2_000))
ONE = {"u1": invitation(1).recording(kept())}


def test_kill_in_the_middle_of_the_write_of_a_large_book(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.save(dict(LARGE.by_uid))
    half = path.stat().st_size // 2
    assert killed_by_the_limit(half, saving(path, ONE)) == -signal.SIGXFSZ
    assert len(list(path.parent.iterdir())) == 2
    assert on_disk(path) == LARGE


def test_stock_tinydb_is_unreadable_after_the_same_kill(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    stock.written_by_stock(path, LARGE)
    whole = path.stat().st_size
    assert killed_by_the_limit(whole // 2, stock_saving(path, ONE)) == -signal.SIGXFSZ
    with pytest.raises(ValueError, match="Expecting"):
        stock.book_in(path.read_bytes())


def test_stock_tinydb_is_unreadable_after_a_kill_before_it_cuts_the_file(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    stock.written_by_stock(path, OLD)
    for at in range(1, 9):
        stock.written_by_stock(path, OLD)
        if signalled(signal.SIGKILL, "after", at, stock_saving(path, {"u3": None})) == NOT_REACHED:
            break
        try:
            stock.book_in(path.read_bytes())
        except json.JSONDecodeError:
            return
    raise AssertionError("stock TinyDB was read after every kill")


def test_kills_at_random_moments_of_a_write_loop_lose_nothing() -> None:
    command = [sys.executable, "-m", "tests.store.kill_harness", "--runs", "20", "--size", "200", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ours, theirs = json.loads(done.stdout)
    assert (ours["kills"], ours["lost"], ours["unreadable"]) == (20, 0, 0)
    assert ours["acknowledged"] > 20
    assert theirs["kills"] == 20
