"""A program on a pseudo-terminal of its own: started, listened to, typed at, and weighed at its end."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Self

COLUMNS, ROWS = 120, 40

_ESCAPE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves, modes
    rb"|\x1b[PX\]^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS and the like, up to their end
    rb"|\x1b[ -/]+[0-~]"  # character sets
    rb"|\x1b[0-OQ-WYZ\\`-~]"  # everything of two bytes
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[PX\]^_][^\x07\x1b]*\x1b?|[ -/]*)\Z")
_SPACE = bytes(range(33)) + b"\x7f"
"""Dropped from what is searched: curses moves the cursor instead of writing a blank."""

_MODE_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p")
_COLOUR_QUERY = re.compile(rb"\x1b\](1[01]);\?(\x07|\x1b\\)")
_SYNCHRONISED_OUTPUT = b"2026"
_ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[0c": b"\x1b[?62;22c",
    b"\x1b[>c": b"\x1b[>41;390;0c",
    b"\x1b[>0c": b"\x1b[>41;390;0c",
    b"\x1b[>q": b"\x1bP>|bench\x1b\\",
    b"\x1b[>0q": b"\x1bP>|bench\x1b\\",
    b"\x1b[?u": b"\x1b[?0u",
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[14t": b"\x1b[4;%d;%dt" % (ROWS * 16, COLUMNS * 8),
    b"\x1b[16t": b"\x1b[6;16;8t",
    b"\x1b[18t": b"\x1b[8;%d;%dt" % (ROWS, COLUMNS),
}
"""What a terminal says of itself, so that no program waits for an answer that never comes."""


def answer(sequence: bytes) -> bytes:
    """Return what a plain, modern terminal answers to an escape sequence; mostly nothing."""
    if mode := _MODE_QUERY.fullmatch(sequence):
        known = mode[1] == _SYNCHRONISED_OUTPUT
        return b"\x1b[?%s;%d$y" % (mode[1], 2 if known else 0)
    if colour := _COLOUR_QUERY.fullmatch(sequence):
        shade = b"ffff/ffff/ffff" if colour[1] == b"10" else b"0000/0000/0000"
        return b"\x1b]%s;rgb:%s%s" % (colour[1], shade, colour[2])
    return _ANSWERS.get(sequence, b"")


def squeezed(text: str) -> bytes:
    """Return `text` as it is looked for: without the blanks."""
    return text.encode().translate(None, _SPACE)


class Listener:
    """Takes a byte stream apart into visible text and the queries that want an answer."""

    def __init__(self) -> None:
        self.shown = bytearray()
        """All visible bytes so far, without blanks."""
        self._rest = b""

    def take(self, data: bytes) -> bytes:
        """Add what arrived; return the answers to the queries in it."""
        data = self._rest + data
        self._rest = b""
        if unfinished := _UNFINISHED.search(data):
            data, self._rest = data[: unfinished.start()], unfinished[0]
        answers = b"".join(map(answer, _ESCAPE.findall(data)))
        self.shown += _ESCAPE.sub(b"", data).translate(None, _SPACE)
        return answers


@dataclass(frozen=True)
class Frame:
    """What one key caused: seconds from writing the key."""

    first: float
    """To the first byte."""
    last: float
    """To the last byte before the quiet."""
    late: bool
    """Whether more came soon after the quiet, which `last` leaves out."""


@dataclass(frozen=True)
class Exit:
    """How a program ended."""

    code: int
    """As `os.waitstatus_to_exitcode` has it: negative for a signal."""
    peak: int
    """The most memory it ever held, in bytes."""
    asked: bool
    """Whether it left by its own key, and was not killed."""


class Terminal:
    """A terminal of 120 by 40 with one program on it.

    Nothing is read while no method runs, so the calls follow closely upon each other.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._listener = Listener()
        self._ended = False
        self._exit: Exit | None = None
        self.started = perf_counter()
        """The moment before the fork whose child becomes the program."""
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:
            try:
                termios.tcsetwinsize(0, (ROWS, COLUMNS))
                os.chdir(folder)
                os.execve(command[0], list(command), environment)  # noqa: S606  # the point is to start just this program
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._exit is None:
            os.kill(self._pid, signal.SIGKILL)
            os.wait4(self._pid, 0)
        os.close(self._descriptor)

    @property
    def tail(self) -> str:
        """The last of what it showed: says why a program failed."""
        return self._listener.shown[-300:].decode(errors="replace")

    def wait_for(self, texts: Sequence[str], limit: float) -> float | None:
        """Return the seconds from the start to the arrival of the last of `texts`; None if one stays out."""
        waiting = [squeezed(text) for text in texts]
        longest = max(map(len, waiting))
        searched = 0
        while at := self._hear(self.started + limit):
            shown = self._listener.shown
            waiting = [text for text in waiting if shown.find(text, searched) < 0]
            if not waiting:
                return at - self.started
            searched = max(0, len(shown) - longest)
        return None

    def settle(self, quiet: float, limit: float) -> float:
        """Listen until nothing has come for `quiet` seconds, at most `limit`.

        Returns the seconds from the start to the last byte, or to the call where none came.
        """
        last = perf_counter()
        end = last + limit
        while last < end and (at := self._hear(min(last + quiet, end))):
            last = at
        return last - self.started

    def press(
        self, key: bytes, *, quiet: float = 0.03, after: float = 0.04, limit: float = 5.0
    ) -> Frame | None:
        """Write a key and return the frame that it causes, None where nothing comes at all.

        The frame ends where the program falls quiet for `quiet` seconds. It is listened to for
        `after` more, so that something late isn't taken for the answer to the next key.
        """
        sent = perf_counter()
        self._write(key)
        first = self._hear(sent + limit)
        if first is None:
            return None
        last = first
        while last < sent + limit and (at := self._hear(last + quiet)):
            last = at
        late = self._hear(perf_counter() + after) is not None
        if late:
            self.settle(after, limit)
        return Frame(first - sent, last - sent, late)

    def quit(self, keys: Sequence[bytes], patience: float = 5.0) -> Exit:
        """End the program by the first of `keys` that does it, or by a signal."""
        for key in keys:
            self._write(key)
            if reaped := self._reap(patience, asked=True):
                return reaped
        for sign in (signal.SIGTERM, signal.SIGKILL):
            os.kill(self._pid, sign)
            if reaped := self._reap(patience, asked=False):
                return reaped
        raise TimeoutError(f"process {self._pid} can't be ended")

    def _reap(self, patience: float, *, asked: bool) -> Exit | None:
        """Listen on until the program is gone; most block on a full terminal otherwise."""
        end = perf_counter() + patience
        while perf_counter() < end:
            self.settle(0.02, 0.02)
            if self._ended:
                select.select([], [], [], 0.005)
            pid, status, usage = os.wait4(self._pid, os.WNOHANG)
            if pid:
                unit = 1 if sys.platform == "darwin" else 1024
                self._exit = Exit(os.waitstatus_to_exitcode(status), usage.ru_maxrss * unit, asked)
                return self._exit
        return None

    def _hear(self, until: float) -> float | None:
        """Take what is there, or comes before `until`, and answer it; return when it came."""
        if self._ended or not select.select([self._descriptor], [], [], max(0.0, until - perf_counter()))[0]:
            return None
        try:
            data = os.read(self._descriptor, 1 << 16)
        except OSError:  # Linux's word for: no one is left on the other side
            data = b""
        at = perf_counter()
        if not data:
            self._ended = True
            return None
        if answers := self._listener.take(data):
            self._write(answers)
        return at

    def _write(self, data: bytes) -> None:
        with suppress(OSError):  # the program is gone: its exit code tells
            os.write(self._descriptor, data)
