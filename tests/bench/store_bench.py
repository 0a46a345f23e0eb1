"""`python -m tests.bench.store_bench`: what a durable save takes, beside stock TinyDB in the same run.

Of each book: the seconds to load it; to save one change so that it outlasts a power cut, in turn with
an update by stock TinyDB, which promises less, and with what the disk takes of it; the longest that an
event loop stands still while a thread saves, and while it rests; and the peak memory of a process that
has loaded the book and saved changes. Each figure comes from a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.bench import books

ROOT = Path(__file__).parents[2]
TIMES_FASTER = {10_000: 8, 100_000: 15}
"""How many times faster than stock TinyDB a save has to be, by the size of the book."""
LONGEST_STALL = {10_000: 0.016, 100_000: 0.050}
"""The seconds that an event loop may stand still at most."""
MOST_MEMORY = {100_000: 350 * 2**20}
TICK = 0.001
"""Seconds between two looks of the event loop at the clock."""


@dataclass
class Figures:
    """What was measured of one book; all in seconds and bytes."""

    size: int
    bytes: int = 0
    load: float = 0.0
    saves: list[float] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    """Of stock TinyDB."""
    bare: list[float] = field(default_factory=list)
    """Of the disk alone: the same bytes written, synced and moved into place by no more than that."""
    stalls: list[float] = field(default_factory=list)
    """The longest of each save."""
    idle: float = 0.0
    """The longest while nothing was saved."""
    peak: int = 0

    @property
    def ratio(self) -> float:
        """How many times faster than stock TinyDB, by the medians."""
        return statistics.median(self.updates) / statistics.median(self.saves)

    def row(self) -> str:
        """Return the figures as a row of the table."""
        milliseconds = (
            statistics.median(self.saves),
            max(self.saves),
            statistics.median(self.bare),
            statistics.median(self.updates),
            statistics.median(self.stalls),
            max(self.stalls),
            self.idle,
        )
        return " | ".join(
            [
                f"{self.size:>8,}",
                f"{self.bytes / 1e6:>6.1f}",
                f"{self.load:>6.2f}",
                *(f"{seconds * 1e3:>8.1f}" for seconds in milliseconds),
                f"{self.peak / 2**20:>8.0f}",
            ]
        )

    def verdicts(self) -> Iterator[tuple[str, bool]]:
        """Yield what was aimed at, and whether it was met."""
        if least := TIMES_FASTER.get(self.size):
            met = self.ratio >= least
            yield f"a save is {self.ratio:.1f} times as fast as stock TinyDB's, at least {least}", met
        if longest := LONGEST_STALL.get(self.size):
            met = max(self.stalls) <= longest
            yield f"a stall is {max(self.stalls) * 1e3:.1f} ms, at most {longest * 1e3:.0f} ms", met
        if most := MOST_MEMORY.get(self.size):
            met = self.peak <= most
            yield f"peak memory is {self.peak / 2**20:.0f} MB, at most {most / 2**20:.0f} MB", met


HEAD = " | ".join(
    name.rjust(8 if column not in {1, 2} else 6)
    for column, name in enumerate(
        "book;MB;load s;save ms;max;disk ms;stock ms;stall ms;max;at rest;peak MB".split(";")
    )
)


def main() -> int:
    """Measure what is asked for; return 1 where something aimed at was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.store_bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="invitations in each book")
    parser.add_argument("--rounds", type=int, default=15, help="counted saves of each program and book")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to this file")
    parser.add_argument("--child", nargs=2, metavar=("TASK", "PATH"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        return child(asked.child[0], Path(asked.child[1]))
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors\n{HEAD}")
    found = []
    with tempfile.TemporaryDirectory(prefix="invitetui-bench-") as folder:
        os.environ["INVITETUI_STATE"] = str(Path(folder, "state"))
        for size in map(int, asked.sizes.split(",")):
            home = Path(folder, str(size))
            home.mkdir()
            found.append(measured(size, asked.rounds, home))
            print(found[-1].row(), flush=True)
    verdicts = [(figures.size, *verdict) for figures in found for verdict in figures.verdicts()]
    for size, said, met in verdicts:
        print(f"{'met   ' if met else 'MISSED'}  at {size:,}: {said}")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(figures) for figures in found], indent=1) + "\n")
    return 0 if all(met for *_, met in verdicts) else 1


def measured(size: int, rounds: int, home: Path) -> Figures:
    """Measure the book of `size` invitations."""
    path = books.write(size, home).tinydb
    figures = Figures(size, bytes=path.stat().st_size)
    with started("ours", path) as ours, started("stock", path) as stock, started("bare", path) as bare:
        figures.load = ours()
        stock()
        for number in range(rounds + 1):
            update, alone, save = stock(), bare(), ours()
            if number:  # the first fills the caches
                figures.saves.append(save)
                figures.bare.append(alone)
                figures.updates.append(update)
    with started("stalls", path) as stalls:
        figures.idle = stalls()
        figures.stalls = [stalls() for _ in range(2 * rounds)]
    with started("memory", path) as memory:
        figures.peak = int(memory())
    return figures


@contextmanager
def started(task: str, path: Path) -> Iterator[Callable[[], float]]:
    """Start a child process; yield what asks it for its next figure."""
    command = [sys.executable, "-m", "tests.bench.store_bench", "--child", task, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin
        assert run.stdout
        answers, questions = run.stdout, run.stdin

        def ask() -> float:
            questions.write("\n")
            questions.flush()
            return float(answers.readline())

        yield ask
        questions.close()


def child(task: str, path: Path) -> int:
    """Answer each line of standard input with a figure."""
    tasks = {"ours": ours, "stock": stock, "bare": bare, "stalls": stalls, "memory": memory}
    figures = tasks[task](path)
    for _ in sys.stdin:
        print(next(figures), flush=True)
    return 0


def saver(path: Path) -> Iterator[Callable[[], None]]:
    """Load the book as the app does; yield what saves one change, with the step that takes it back."""
    from invitetui.domain.actions import Change  # noqa: PLC0415 - a child's peak memory is its own
    from invitetui.domain.invitation import Event, Kind  # noqa: PLC0415
    from invitetui.store.book_file import BookFile  # noqa: PLC0415

    gc.disable()
    with BookFile.open(path, writing=True) as file:
        book = file.load()
        gc.freeze()
        gc.enable()
        uids = list(book.by_uid)
        for number in range(1, len(uids)):
            uid = uids[number * 7_919 % len(uids)]
            before = book[uid]
            after = before.recording(Event(Kind.KEPT, books.NOW + timedelta(seconds=number)))
            change = Change({uid: before}, {uid: after}, "kept")
            yield lambda: file.save({uid: after}, {number: change})  # noqa: B023 - called before the next


def ours(path: Path) -> Iterator[float]:
    """Yield the seconds to load the book, then those of each save."""
    began = time.perf_counter()
    saves = saver(path)
    save = next(saves)
    while True:
        yield time.perf_counter() - began
        began = time.perf_counter()
        save()
        took = time.perf_counter() - began
        save = next(saves)
        began = time.perf_counter() - took


def stock(path: Path) -> Iterator[float]:
    """Yield nothing at first, then the seconds of each update by id, in a copy in stock TinyDB's layout."""
    from tinydb import TinyDB  # noqa: PLC0415 - a child's peak memory is its own

    copy = path.with_name("stock.json")
    copy.write_text(json.dumps(json.loads(path.read_bytes())))
    with TinyDB(copy) as db:
        table = db.table("invites")
        yield 0.0
        for number in range(1, 1_000_000):
            began = time.perf_counter()
            table.update({"kept": number}, doc_ids=[1 + number * 7_919 % 1_000])
            yield time.perf_counter() - began


def bare(path: Path) -> Iterator[float]:
    """Yield the seconds that the disk takes for as many bytes, written as a durable save has to."""
    data, file = path.read_bytes(), path.with_name("bare.json")
    while True:
        began = time.perf_counter()
        new = os.open(file.with_suffix(".new"), os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(new, data)
        os.fsync(new)
        os.close(new)
        file.with_suffix(".new").replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        yield time.perf_counter() - began


def stalls(path: Path) -> Iterator[float]:
    """Yield the longest that an event loop stands still in a second of rest, then in each save."""

    async def longest(work: Callable[[], object]) -> float:
        longest, running = 0.0, asyncio.create_task(asyncio.to_thread(work))
        while not running.done():
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, time.perf_counter() - began - TICK)
        await running
        return longest

    yield asyncio.run(longest(lambda: time.sleep(1)))
    for save in saver(path):
        yield asyncio.run(longest(save))


def memory(path: Path) -> Iterator[float]:
    """Yield the most bytes that this process ever had in memory, once it has saved three changes."""
    for _, save in zip(range(3), saver(path), strict=False):
        save()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    sys.exit(main())
