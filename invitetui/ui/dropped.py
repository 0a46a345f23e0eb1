"""A file dropped onto the terminal arrives as its path, written as the terminal sees fit."""

from __future__ import annotations

import os
import re
from itertools import islice
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


def completed(text: str) -> str:
    """Return `text` with all that the files and folders have in common whose path begins so.

    A path that one folder alone begins with ends in a separator; hidden files are left out unless a dot
    is typed.
    """
    if not text.strip() or len(text) > _LONGEST or "\\" in text or text.lstrip()[0] in "'\"":
        return text
    folder, beginning = os.path.split(text)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as inside:  # noqa: PTH111
            found = {
                one.name: one.is_dir() for one in islice(inside, _MOST) if one.name.startswith(beginning)
            }
    except (OSError, ValueError):
        return text
    names = [name for name in found if beginning or not name.startswith(".")]
    names = [name for name in names if name.isprintable()]
    if not names:
        return text
    common = os.path.commonprefix(names)  # noqa: RUF071  # by letter, as it is typed
    whole = os.path.join(folder, common)  # noqa: PTH118  # what was typed stays as it was
    return whole + os.sep if len(names) == 1 and found[names[0]] else whole


_MOST = 5_000
"""Files of a folder that are looked at while a key waits."""


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
