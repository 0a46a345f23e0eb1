"""What lies about a file that its owner should know of: a second name, copies made by a sync service."""

from __future__ import annotations

from pathlib import Path

from invitetui.store.errors import shown

_CONFLICTED = ("conflicted copy", ".sync-conflict-", "(case conflict", "-conflict-")
"""What Dropbox, Nextcloud, Syncthing and their like put into the name of the copy they keep beside."""


def oddities(path: Path) -> tuple[str, ...]:
    """Return a plain line for each thing that is odd; none of them is an error."""
    try:
        links = path.stat().st_nlink
        names = sorted(file.name for file in path.parent.iterdir())
    except OSError:
        return ()
    found = [
        f"{shown(Path(name))} beside your file holds other changes: import it, and they are in this book"
        for name in names
        if name != path.name
        and name.startswith(path.stem)
        and any(sign in name.lower() for sign in _CONFLICTED)
    ]
    if links > 1:
        found.append(f"{shown(path)} has a second name (a hard link), which will keep the old content")
    return tuple(found)
