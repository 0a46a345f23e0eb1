"""The programs that are measured side by side: how each is started, known to be up, steered and left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from tests.bench.books import FIRST_ROWS, NOW, Book

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

KEYS = {"j": b"j", "page down": b"\x1b[6~", "G": b"G", "k": b"k", "g": b"g"}
"""One round at the list, in an order in which each of them moves the cursor."""

_CTRL_Q = b"\x11"
_INSTANT = NOW.isoformat()


@dataclass(frozen=True)
class Peer:
    """One program."""

    name: str
    command: Callable[[Book], Sequence[str]]
    marks: Sequence[str] = FIRST_ROWS
    """Texts of the first ten rows: the rows are on the screen once all of them have arrived."""
    keys: Mapping[str, bytes] = field(default_factory=lambda: KEYS)
    quit: Sequence[bytes] = (_CTRL_Q, b"q")
    missing: str = ""
    """Why it can't be run here, if it can't."""
    largest: int | None = None
    """The largest book that it is run on, unless slow programs are asked for."""


def _lacks(module: str, hint: str) -> str:
    try:
        return "" if find_spec(module) else hint
    except ModuleNotFoundError:
        return hint


FLOOR = Peer(
    name="bare four-tab Textual app",
    command=lambda _: [sys.executable, str(HERE / "floor_app.py")],
    marks=[f"Floor{row:03}" for row in range(10)],
)
INVITETUI = Peer(
    name="invitetui",
    command=lambda book: [sys.executable, "-m", "invitetui", "--file", str(book.tinydb), "--now", _INSTANT],
    missing=_lacks("invitetui.__main__", "invitetui/__main__.py is not there"),
)
VISIDATA = Peer(
    name="VisiData, same rows as CSV",
    command=lambda book: [sys.executable, "-m", "visidata", "--motd-url=", str(book.csv)],
    keys={**KEYS, "g": b"gg"},
    quit=(b"gq",),
    missing=_lacks("visidata", "VisiData is not installed"),
)
WHOLE_TABLE = Peer(
    name="DataTable, all rows",
    command=lambda book: [sys.executable, str(HERE / "table_app.py"), str(book.tinydb)],
    largest=10_000,
)
SMALL_TABLE = Peer(
    name="DataTable, 50 rows",
    command=lambda book: [sys.executable, str(HERE / "table_app.py"), str(book.tinydb), "50"],
)

AT_START = (FLOOR, INVITETUI, VISIDATA, WHOLE_TABLE)
"""Compared from exec to the first rows; the first is what the others are held against."""
AT_KEYS = (SMALL_TABLE, INVITETUI, VISIDATA)
"""Compared from a key to its frame; the first is what the others are held against."""


def environment(home: Path) -> dict[str, str]:
    """Return the whole environment of a child: nothing of the person's own is read or written."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": "Europe/Berlin",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home),
        "INVITETUI_CONFIG": str(home / "config.toml"),
        "INVITETUI_STATE": str(home / "invitetui"),
    }
