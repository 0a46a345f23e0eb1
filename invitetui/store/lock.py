"""One writer at a time: a lock for the whole run, kept outside the folder of the data.

The system frees it when its holder ends, however it ends.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from invitetui.store import files, places
from invitetui.store.errors import Locked, StoreError, because, shown

if TYPE_CHECKING:
    from filelock import BaseFileLock


_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""Answers of file systems that know no locks."""


class Hold:
    """A lock that is held until `release`."""

    def __init__(self, lock: BaseFileLock | None, holder: Path) -> None:
        self._lock = lock
        self._holder = holder

    @property
    def warning(self) -> str | None:
        """What to tell the person where the file system knows no locks, so that nothing is held."""
        if self._lock:
            return None
        return (
            f"{shown(self._holder.parent)} is on a disk that knows no locks: keep just one invitetui open. "
            "A file that another program changed is still never overwritten."
        )

    def release(self) -> None:
        """Let another process have it. Harmless when called again."""
        if self._lock and self._lock.is_locked:
            with suppress(OSError):
                self._holder.unlink()
            self._lock.release()


def hold(target: Path) -> Hold:
    """Take the lock of the file `target`.

    Raises:
        Locked: another process has it.
        StoreError: the lock can't be made.

    Where the file system knows no locks nothing is held, and the hold has a warning that says so.
    """
    import filelock  # noqa: PLC0415 - only who writes pays for it

    folder = places.locks_folder()
    key = places.key_of(target)
    holder = _holder_of(key)
    try:
        files.private_folder(folder)
        lock = filelock.FileLock(folder / f"{key}.lock", timeout=0, mode=0o600, thread_local=False)
        lock.acquire()
    except filelock.Timeout:
        raise Locked(target, *_named_in(holder)) from None
    except (OSError, NotImplementedError) as error:
        if not isinstance(error, OSError) or error.errno in _NO_LOCKS:
            return Hold(None, holder)
        raise StoreError(
            f"{shown(folder)} holds no lock ({because(error)}), so nothing was opened."
        ) from error
    _name_holder(holder)
    return Hold(lock, holder)


def _holder_of(key: str) -> Path:
    return places.locks_folder() / f"{key}.holder"


def named(target: Path) -> bool:
    """Return whether a process has named itself as the holder of the lock of `target`.

    One that ended in the middle of things leaves its name behind, and another may have its number by
    now: who wants to be sure has to `hold`.
    """
    pid, host = _named_in(_holder_of(places.key_of(target)))
    return pid is not None and host is not None and _runs(pid, host)


def _runs(pid: int, host: str) -> bool:
    """Whether that process may still run: surely not only where it was one of this machine and is gone."""
    import platform  # noqa: PLC0415 - only who may not write pays for it

    if os.name != "posix" or host != platform.node():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _name_holder(holder: Path) -> None:
    import platform  # noqa: PLC0415 - only who writes pays for it

    # Who holds it is only said, never relied on: a lock without a name is still a lock.
    with suppress(OSError):
        descriptor = os.open(holder, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, msgspec.json.encode({"pid": os.getpid(), "host": platform.node()}))
        finally:
            os.close(descriptor)


def _named_in(holder: Path) -> tuple[int | None, str | None]:
    try:
        said = msgspec.json.decode(holder.read_bytes())
        return int(said["pid"]), str(said["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, None
