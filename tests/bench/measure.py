"""Runs the programs in turn and collects what each of them took."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.books import Book
from tests.bench.peers import Peer, environment
from tests.bench.terminal import Exit, Terminal

FIRST_ROWS_LIMIT = 90.0
"""A program that shows no rows within that many seconds has failed."""
CALM = 0.5
"""Quiet for that many seconds: whatever loads on after the first rows is done."""
LOADED = 1.5
"""Quiet for that many seconds: whatever goes on unseen is done too, and keys can be measured."""
ROUNDS = 6
"""How often all keys are pressed in one run, after a first round that is told apart."""

Say = Callable[[str], None]


@dataclass
class Starts:
    """What one program took to show its first rows of one book."""

    program: str
    size: int
    seconds: list[float] = field(default_factory=list)
    calm: list[float] = field(default_factory=list)
    """Seconds to the last byte of all that the start brings: footers, late frames, what loads on."""
    peaks: list[int] = field(default_factory=list)
    """Bytes, at the end of each run, after all was loaded."""
    trouble: str = ""
    """Why there are no (or no more) figures."""
    killed: int = 0
    """How many runs did not end by the program's own key."""

    @property
    def median(self) -> float:
        """Seconds to the first rows."""
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        """Seconds to the first rows in the quickest run."""
        return min(self.seconds)


@dataclass
class Answers:
    """What one program took to answer keys at one book."""

    program: str
    size: int
    last: dict[str, list[float]] = field(default_factory=dict)
    """Seconds to the last byte of each frame, by key."""
    first: list[float] = field(default_factory=list)
    """Seconds to the first byte, of all keys."""
    first_use: list[float] = field(default_factory=list)
    """Seconds to the last byte when a key is pressed for the first time in a run."""
    mute: int = 0
    """Keys that nothing came of."""
    late: int = 0
    """Frames after whose quiet something more came."""
    trouble: str = ""
    killed: int = 0

    @property
    def median(self) -> float:
        """Seconds to the last byte, over all keys."""
        return statistics.median(self.all)

    @property
    def worst(self) -> float:
        """The 99th percentile of the same."""
        return sorted(self.all)[math.ceil(0.99 * len(self.all)) - 1]

    @property
    def all(self) -> list[float]:
        """Seconds to the last byte, of all keys."""
        return [seconds for key in self.last.values() for seconds in key]


def starts(peers: Sequence[Peer], book: Book, repeats: int, home: Path, say: Say) -> list[Starts]:
    """Start each program `repeats` times, in turn; a first time that doesn't count fills the caches."""
    found = {peer.name: Starts(peer.name, book.size, trouble=peer.missing) for peer in peers}
    for repeat, peer in _turns(peers, repeats + 1):
        result = found[peer.name]
        if result.trouble:
            continue
        with Terminal(peer.command(book), environment(home), home) as terminal:
            seconds = terminal.wait_for(peer.marks, FIRST_ROWS_LIMIT)
            if seconds is None:
                result.trouble = _why(terminal, terminal.quit(peer.quit))
                continue
            calm = terminal.settle(LOADED, FIRST_ROWS_LIMIT)
            left = terminal.quit(peer.quit)
        if left.code and left.asked:
            result.trouble = _why(terminal, left)
            continue
        say(f"{book.size:>7,}  {repeat or 'warm-up':>7}  {peer.name}: {seconds:.3f} s")
        if repeat:
            result.seconds.append(seconds)
            result.calm.append(calm)
            result.peaks.append(left.peak)
            result.killed += not left.asked
    return list(found.values())


def answers(peers: Sequence[Peer], book: Book, repeats: int, home: Path, say: Say) -> list[Answers]:
    """Press all keys in each program, in turn, one at a time with a rest after each."""
    found = {peer.name: Answers(peer.name, book.size, trouble=peer.missing) for peer in peers}
    for repeat, peer in _turns(peers, repeats):
        result = found[peer.name]
        if result.trouble:
            continue
        with Terminal(peer.command(book), environment(home), home) as terminal:
            if terminal.wait_for(peer.marks, FIRST_ROWS_LIMIT) is None:
                result.trouble = _why(terminal, terminal.quit(peer.quit))
                continue
            terminal.settle(LOADED, FIRST_ROWS_LIMIT)
            for number in range(ROUNDS + 1):
                _press_all(terminal, peer, result, first_use=number == 0)
            left = terminal.quit(peer.quit)
        if left.code and left.asked:
            result.trouble = _why(terminal, left)
            continue
        result.killed += not left.asked
        say(f"{book.size:>7,}  {repeat + 1:>7}  {peer.name}: keys pressed")
    return list(found.values())


def _press_all(terminal: Terminal, peer: Peer, result: Answers, *, first_use: bool) -> None:
    for name, key in peer.keys.items():
        frame = terminal.press(key)
        if frame is None:
            result.mute += 1
        elif first_use:
            result.first_use.append(frame.last)
        else:
            result.last.setdefault(name, []).append(frame.last)
            result.first.append(frame.first)
            result.late += frame.late


def _turns(peers: Sequence[Peer], repeats: int) -> Iterator[tuple[int, Peer]]:
    """Yield every program in each repeat, each time another one first."""
    for repeat in range(repeats):
        shift = repeat % len(peers)
        for peer in (*peers[shift:], *peers[:shift]):
            yield repeat, peer


def _why(terminal: Terminal, left: Exit) -> str:
    how = f"ended with {left.code}" if left.asked else "neither showed its first rows nor left when asked"
    if left.asked and not left.code:
        how = "showed no first rows"
    return f"it {how}; the last on its screen, blanks left out: {terminal.tail or 'nothing'}"
