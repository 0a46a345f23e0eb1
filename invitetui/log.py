"""The log: what happened, in counts and fixed words. Never a name, a note, an address or a path.

It is for finding out, after something went wrong, in what order things went and where. So a crash
is written down as the kinds of its errors and the lines of code it came through: the messages of
errors and the values of variables stay out, for they may hold anything of the person's.
"""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "invitetui.log"
"""The file in the log's folder; older ones have a number behind it."""
_SIZE, _OLDER = 256 * 1024, 3
"""Bytes of a file, and how many older ones are kept: a megabyte in all."""
_HARMLESS = re.compile(r"[\w.+-]{1,40}", re.ASCII)


class Logged(Exception):
    """An error that nothing was prepared for ended the program, and is in the log already."""


_log = logging.getLogger("invitetui")


class _Private(RotatingFileHandler):
    """Makes files that only the person can read; a line that can't be written is no trouble."""

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename,
            "a",
            encoding="ascii",
            errors="backslashreplace",
            opener=lambda name, flags: os.open(name, flags, 0o600),
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """The disk is full, say: work goes on without the line."""


def start(folder: Path) -> None:
    """Write the log into `folder` from now on, where that can be done.

    It is a convenience: a folder that can't be made or written never stops anything.
    """
    _log.setLevel(logging.INFO)
    _log.propagate = False
    stop()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = _Private(folder / NAME, maxBytes=_SIZE, backupCount=_OLDER)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s"))
    _log.addHandler(handler)


def stop() -> None:
    """Let go of the file."""
    for handler in list(_log.handlers):
        _log.removeHandler(handler)
        with suppress(OSError):  # what is left to be written has no room
            handler.close()


def note(what: str, **facts: str | float | None) -> None:
    """Write down that something happened.

    Args:
        what: a fixed word or two.
        facts: counts, and words of the program's own; any other text is left out.
    """
    if _log.handlers:
        told = (f"{name}={_told(fact)}" for name, fact in facts.items() if fact is not None)
        _log.info("%s", " ".join((what, *told)))


def _told(fact: str | float) -> str:
    return str(fact) if not isinstance(fact, str) or _HARMLESS.fullmatch(fact) else "?"


def crash(error: BaseException) -> None:
    """Write down an error that nothing was prepared for: its kind, and the way it came."""
    for one in _chain(error):
        note("crash", kind=type(one).__name__)
        for frame, line in traceback.walk_tb(one.__traceback__):
            code = frame.f_code
            _log.info("  %s:%d %s", _in_package(code.co_filename), line, code.co_name)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error, and those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = getattr(error, "error", None)  # Textual's WorkerFailed carries the worker's error
        error = error.__cause__ or (inner if isinstance(inner, BaseException) else error.__context__)


def _in_package(filename: str) -> str:
    """Return the path of a source file from its package on: what is above may tell the person's name."""
    parts = Path(filename).parts
    for folder, kept in (("site-packages", 1), ("dist-packages", 1), ("invitetui", 0)):
        if folder in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(folder) + kept :])
    return parts[-1] if parts else "?"
