"""What a sitting's work takes, key by key: tabs, filter, sort, a withdrawal, many at once, the way back."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.bench import store_bench
from tests.bench.books import Book
from tests.bench.measure import CALM, FIRST_ROWS_LIMIT, LOADED, Say, answers
from tests.bench.peers import FLOOR, INVITETUI, SMALL_TABLE, environment
from tests.bench.terminal import Terminal

TABS = ("2", "3", "4", "1")
LETTERS = "okafor"
SORT = "S"
ROUNDS = 4
WITHDRAWALS = 8
"""As many as a day takes, or somewhat fewer."""
_REST = 0.3
"""Seconds in which a change of a small book is surely saved; a large one is given more."""


@dataclass
class Work:
    """Seconds to the last byte of the frame, of each time that something was done."""

    size: int
    tabs_first: list[float] = field(default_factory=list)
    tabs_later: list[float] = field(default_factory=list)
    floor_tabs_first: list[float] = field(default_factory=list)
    """The same in the bare four-tab app."""
    floor_tabs_later: list[float] = field(default_factory=list)
    floor_keys: list[float] = field(default_factory=list)
    """Of the keys of a 50-row DataTable, pressed in turn with all that is held against them."""
    letters: list[float] = field(default_factory=list)
    sorts: list[float] = field(default_factory=list)
    withdrawals: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    """All rows of a filter marked, and put first in the plan."""
    undone: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    """Seconds until a change is durable."""
    stock_saves: list[float] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    """Of `invitetui due` as a process, and of an import of Textual."""
    imports: list[float] = field(default_factory=list)
    trouble: str = ""


def work(book: Book, repeats: int, home: Path, say: Say) -> Work:
    """Do it all in `repeats` runs on copies of the book."""
    found = Work(book.size, trouble=INVITETUI.missing)
    for repeat in range(repeats if not found.trouble else 0):
        own = home / f"work-{repeat}"  # the app goes on where it was left
        own.mkdir()
        mine = replace(book, tinydb=own / "book.json")
        shutil.copy(book.tinydb, mine.tinydb)
        with Terminal(INVITETUI.command(mine), environment(own), own) as terminal:
            if terminal.wait_for(INVITETUI.marks, FIRST_ROWS_LIMIT) is None:
                found.trouble = f"it showed no rows: {terminal.tail}"
                break
            terminal.settle(LOADED, FIRST_ROWS_LIMIT)
            _tabs(terminal, found.tabs_first, found.tabs_later)
            _look(terminal, found)
            _change(terminal, found, _REST + book.size / 100_000)
            terminal.quit(INVITETUI.quit)
        with Terminal(FLOOR.command(book), environment(home), home) as terminal:
            terminal.wait_for(FLOOR.marks, FIRST_ROWS_LIMIT)
            terminal.settle(CALM, FIRST_ROWS_LIMIT)
            _tabs(terminal, found.floor_tabs_first, found.floor_tabs_later)
            terminal.quit(FLOOR.quit)
        (floor,) = answers([SMALL_TABLE], book, 1, home, say)
        found.floor_keys += floor.all
        say(f"{book.size:>7,}  {repeat + 1:>7}  invitetui: a sitting's work done")
        shutil.rmtree(own)
    return found


def _seconds(terminal: Terminal, key: str) -> float:
    frame = terminal.press(key.encode())
    return frame.last if frame else 5.0


def _tabs(terminal: Terminal, first: list[float], later: list[float]) -> None:
    for number in range(ROUNDS):
        for key in TABS:
            (later if number else first).append(_seconds(terminal, key))
            terminal.settle(0.1, 5)


def _look(terminal: Terminal, found: Work) -> None:
    """Filter letter by letter, and sort by every column."""
    for _ in range(ROUNDS):
        _seconds(terminal, "/")
        found.letters += [_seconds(terminal, letter) for letter in LETTERS]
        _seconds(terminal, "\x1b")
        terminal.settle(0.2, 5)
    for _ in range(ROUNDS * 4):
        found.sorts.append(_seconds(terminal, SORT))


def _change(terminal: Terminal, found: Work, rest: float) -> None:
    """Withdraw one after another, then put all old ones first in the plan and take that back."""
    _seconds(terminal, "g")  # to somebody who still waits for an answer
    for _ in range(WITHDRAWALS):
        found.withdrawals.append(_seconds(terminal, "d"))
        terminal.settle(rest, 5)
    _seconds(terminal, "2")
    for letter in "/older:20d\r":
        _seconds(terminal, letter)
    found.many.append(_seconds(terminal, "*") + _seconds(terminal, "w"))
    terminal.settle(2 * rest, 10)
    found.undone.append(_seconds(terminal, "u"))
    terminal.settle(2 * rest, 10)


def commands(found: Work, book: Book, repeats: int, home: Path) -> None:
    """Time `invitetui due`, as a shell starts it, in turn with an import of Textual."""
    due = [*_as_a_shell_starts_it(), "due", *INVITETUI.command(book)[3:]]
    bare = [sys.executable, "-c", "import textual.app"]
    for repeat in range(5 * repeats + 1):
        for command, times in ((due, found.due), (bare, found.imports)):
            began = time.perf_counter()
            subprocess.run(command, env=environment(home), cwd=home, check=True, capture_output=True)
            if repeat:
                times.append(time.perf_counter() - began)


def _as_a_shell_starts_it() -> list[str]:
    """Return the program that pip puts beside Python; where there is none, what it does."""
    program = Path(sys.executable).with_name("invitetui")
    whole = "import sys; from invitetui.cli import main; sys.exit(main())"
    return [str(program)] if program.exists() else [sys.executable, "-c", whole]


def saves(found: Work, book: Book, repeats: int, home: Path) -> None:
    """Time durable saves of one change in turn with updates by stock TinyDB."""
    copy = home / "saved.json"
    shutil.copy(book.tinydb, copy)
    with store_bench.started("ours", copy) as ours, store_bench.started("stock", copy) as stock:
        ours()
        stock()
        for repeat in range(repeats + 1):
            update, save = stock(), ours()
            if repeat:
                found.stock_saves.append(update)
                found.saves.append(save)


def median(figures: list[float]) -> float:
    """Return the middle; not a number where nothing was measured."""
    return statistics.median(figures) if figures else float("nan")
