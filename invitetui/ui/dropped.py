"""A file dropped onto the terminal arrives as its path, written as the terminal sees fit."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LONGEST = 4_096
"""Characters of a path."""


def path_of(text: str) -> Path:
    """Return the path that `text` means: in quotes, with escaped spaces, as `file://`, or as it is."""
    named = text.strip()
    if len(named) > 1 and named[0] == named[-1] and named[0] in "'\"":
        named = named[1:-1]
    elif named.lower().startswith("file://"):
        named = _of_address(named)
    elif os.sep == "/" and "\\" in named and not _is_there(named):
        named = re.sub(r"\\(.)", r"\1", named)
    return Path(os.path.expanduser(named))  # noqa: PTH111  # Path's own raises for ~nobody


def dropped(text: str) -> Path | None:
    """Return the path of the file or folder that was dropped, or None where `text` is no path of one."""
    if not text.strip() or len(text) > _LONGEST or len(text.strip().splitlines()) > 1:
        return None
    path = path_of(text)
    return path if path.is_absolute() and _is_there(str(path)) else None


def _of_address(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = unquote(parts.path)
    return path.removeprefix("/") if re.match(r"/[A-Za-z]:", path) else path


def _is_there(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a NUL
        return False
