"""What can go wrong with the person's file, in words that they read: what, where, and what to do.

No message repeats what an invitation says, so each may be shown, logged or pasted into a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from invitetui.domain.text import clean


def shown(path: Path) -> str:
    """Return `path` as it may stand on a terminal."""
    return clean(str(path))


def because(error: OSError) -> str:
    """Return the system's own words for what failed, without the paths Python adds."""
    return error.strerror or type(error).__name__


class StoreError(Exception):
    """The file could not be read or written. Its text is for the person."""


class Damaged(StoreError):
    """The file is not a whole book; it was left as it is."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        """Each thing that is wrong, and where, in a plain line."""
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            f"{shown(path)} is damaged: {problems[0]}{more}. It was left as it is. "
            "`invitetui check` lists what is wrong, `invitetui backups` brings an earlier copy back."
        )


class Locked(StoreError):
    """Another process has the file open for writing."""

    def __init__(self, path: Path, pid: int | None, host: str | None) -> None:
        self.pid = pid
        """The holder's process number, where it is known."""
        self.host = host
        """The name of the machine it runs on, where it is known."""
        holder = f"process {pid} on {clean(host)}" if pid and host else "another process"
        super().__init__(
            f"In use by {holder}. Close that invitetui first; until then it can only be read: {shown(path)}"
        )


class Newer(StoreError):
    """The file was made by a newer invitetui: it can be read, never written."""

    def __init__(self, path: Path, schema: int) -> None:
        self.schema = schema
        super().__init__(
            f"{shown(path)} was made by a newer invitetui (schema {schema}). "
            "It can be read; to change it, update invitetui."
        )


class ChangedOutside(StoreError):
    """Another program replaced, changed or removed the file since it was last read; nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{shown(path)} was changed by another program since it was read. "
            "Nothing was overwritten; load it again before saving."
        )


class NotSaved(StoreError):
    """The change is not in the file. The old file is whole, and saving may be tried again."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"Not saved: {shown(path)} could not be written ({because(error)}). "
            "What was saved before is whole; put that right and save again."
        )


class Unconfirmed(StoreError):
    """The change is in the file, but the disk did not confirm that it outlasts a power cut."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{shown(path)} is saved, but the disk did not confirm it ({because(error)}). "
            "Look after that disk before the next power cut."
        )


class NotAFile(StoreError):
    """The path leads to a folder, a pipe or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{shown(path)} is not a file. Give the path of invitetui's own JSON file.")


class Unreadable(StoreError):
    """The file could not be read: the system would not let it, or it vanished meanwhile."""

    def __init__(self, path: Path, why: OSError | str) -> None:
        reason = why if isinstance(why, str) else because(why)
        super().__init__(f"{shown(path)} could not be read ({reason}).")


class ReadOnly(StoreError):
    """The file, or its folder, may be read but not changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{shown(path)} can only be read: it, or its folder, may not be written.")


class NoSuchBackup(StoreError):
    """There is no backup of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no backup named {clean(name)}. `invitetui backups` lists them.")
