"""`python -m tests.store.kill_harness`: kills a writer at random moments, and counts what is lost.

A process edits, adds and removes invitations one after another, and notes the number of each operation
in a log of its own as soon as it is told that the operation is saved. It is killed (SIGKILL); then the
file has to be readable and to hold every operation that was acknowledged, and at most the one that was
on its way beside. Stock TinyDB does the same operations under the same kills as the control.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from typing import Protocol

from tinydb import TinyDB

from invitetui.domain.book import Book, Edits
from invitetui.store.book_file import BookFile
from invitetui.store.errors import StoreError
from tests.store import stock
from tests.store.made import invitation, invitations, kept

SHORTEST = 0.08
SECONDS_EACH = 0.000_04
"""How long a writer lives at most once it has begun: seconds for each invitation, but so many at least."""


@dataclass
class Tally:
    """What became of one program's file."""

    program: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    """Acknowledged operations that are not in the file."""
    unreadable: int = 0
    """Kills that left a file that can't be read at all: what was acknowledged since the last kill counts."""
    in_flight: int = 0
    """Kills after which the operation that was on its way was in the file."""

    def __str__(self) -> str:
        return (
            f"{self.program}: {self.lost:,} of {self.acknowledged:,} acknowledged operations lost in "
            f"{self.kills:,} kills, {self.unreadable:,} files unreadable "
            f"({self.in_flight:,} kills came between a save and its acknowledgement)"
        )


class Program(Protocol):
    """One way to keep a book in a file."""

    name: str

    def make(self, path: Path, book: Book) -> None:
        """Write the book into a new file."""

    def work(self, path: Path, edits: Iterable[Edits], saved: Callable[[], object]) -> None:
        """Save edits one after another, and call `saved` after each."""

    def read(self, path: Path) -> Book:
        """Return the book in the file; ValueError where that can't be done."""


class Ours:
    """What is under test."""

    name = "invitetui"

    def make(self, path: Path, book: Book) -> None:
        with BookFile.open(path, writing=True) as file:
            file.save(dict(book.by_uid))

    def work(self, path: Path, edits: Iterable[Edits], saved: Callable[[], object]) -> None:
        with BookFile.open(path, writing=True) as file:
            file.load()
            for each in edits:
                file.save(each)
                saved()

    def read(self, path: Path) -> Book:
        try:
            with BookFile.open(path, writing=False) as file:
                return file.load()
        except StoreError as error:
            raise ValueError(str(error)) from error


class Stock:
    """The control."""

    name = "stock TinyDB"

    def make(self, path: Path, book: Book) -> None:
        stock.written_by_stock(path, book)

    def work(self, path: Path, edits: Iterable[Edits], saved: Callable[[], object]) -> None:
        with TinyDB(path) as db:
            for each in edits:
                stock.save(db, each)
                saved()

    def read(self, path: Path) -> Book:
        return stock.book_in(path.read_bytes())


def operation(number: int, seed: int, book: Book) -> Edits:
    """Return edit number `number`, which follows from it and the book before."""
    draw = random.Random(f"{seed}/{number}")
    kind = draw.random()
    if kind < 0.25 or not book:
        new = 1_000_000 + number
        return {f"u{new}": invitation(new, note="n" * draw.randrange(300))}
    uid = draw.choice(list(book.by_uid))
    if kind < 0.45:
        return {uid: None}
    if kind < 0.7:
        return {uid: invitation(int(uid[1:]), note="m" * draw.randrange(300))}
    return {uid: book[uid].recording(kept(draw.randrange(10_000)))}


def operations(first: int, seed: int, book: Book) -> Iterator[tuple[Edits, Book]]:
    """Yield the edits from number `first` on, each with the book after it."""
    for number in count(first):
        edits = operation(number, seed, book)
        book = book.replacing(edits)
        yield edits, book


def killed_while_writing(
    program: Program, path: Path, log: Path, edits: Iterable[Edits], seconds: float
) -> int:
    """Have a process save edits, kill it so many seconds after its first; return how many it was told of."""
    log.write_bytes(b"")
    writer = os.fork()
    if not writer:
        with suppress(BaseException):
            noted = os.open(log, os.O_WRONLY | os.O_APPEND)
            program.work(path, edits, lambda: os.write(noted, b"."))
        os._exit(1)
    while not log.stat().st_size:
        time.sleep(0.001)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1])
    assert ended == -signal.SIGKILL, "the writer ended by itself"
    return log.stat().st_size


def tallied(program: Program, runs: int, size: int, seed: int, folder: Path) -> Tally:
    """Kill `program` as often as `runs` says while it writes a book of `size` invitations."""
    tally = Tally(program.name)
    chance = random.Random(seed)
    longest = max(SHORTEST, size * SECONDS_EACH)
    path, log = folder / program.name / "invites.json", folder / "acknowledged"
    path.parent.mkdir()
    book, first = Book(invitations(size)), 1
    program.make(path, book)
    for _ in range(runs):
        edits = (each for each, _ in operations(first, seed, book))
        told = killed_while_writing(program, path, log, edits, chance.uniform(0, longest))
        tally.kills += 1
        tally.acknowledged += told
        *_, (_, expected), (_, on_its_way) = islice(operations(first, seed, book), told + 1)
        first += told + 1
        try:
            found = program.read(path)
        except ValueError:
            tally.unreadable += 1
            tally.lost += told
        else:
            tally.in_flight += found == on_its_way
            if found in (expected, on_its_way):
                book = found
                continue
            tally.lost += _differences(found, expected)
        book = expected
        path.unlink()
        program.make(path, book)
    return tally


def _differences(found: Book, expected: Book) -> int:
    uids = found.by_uid.keys() | expected.by_uid.keys()
    return sum(found.get(uid) != expected.get(uid) for uid in uids)


def main() -> int:
    """Run what is asked for; return 1 where anything was lost by us."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.kill_harness", description=__doc__)
    parser.add_argument("--runs", type=int, default=300, help="kills of each program")
    parser.add_argument("--size", type=int, default=1_000, help="invitations in the book")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the tallies as JSON")
    asked = parser.parse_args()
    gc.disable()
    programs: list[Program] = [Ours(), Stock()]
    with tempfile.TemporaryDirectory(prefix="invitetui-kills-") as folder:
        os.environ["INVITETUI_STATE"] = str(Path(folder, "state"))
        tallies = [tallied(each, asked.runs, asked.size, asked.seed, Path(folder)) for each in programs]
    said = json.dumps([asdict(tally) for tally in tallies]) if asked.json else "\n".join(map(str, tallies))
    sys.stdout.write(f"{said}\n")
    return 1 if tallies[0].lost or tallies[0].unreadable else 0


if __name__ == "__main__":
    sys.exit(main())
