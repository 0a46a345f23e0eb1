"""Files read and replaced whole: at any moment the old content stands there, or the new."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from invitetui.store.errors import (
    ChangedOutside,
    NotAFile,
    NotSaved,
    ReadOnly,
    StoreError,
    Unconfirmed,
    Unreadable,
)

_READS = 3
"""How often a file that changes while it is read is begun again."""
_PIECE = 1 << 16
"""Bytes that a processor holds near while they are worked on."""
_MOVES = 5
_BETWEEN_MOVES = 0.05
"""Seconds between attempts: a virus scanner or a sync lets go of a file after a moment."""
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""Answers of file systems that know no fsync of a folder."""


class Fingerprint(NamedTuple):
    """What tells one content of a file from another without reading it."""

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Fingerprint:
        """Return the fingerprint in a file's status."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def fingerprint(path: Path) -> Fingerprint | None:
    """Return the fingerprint of the file, or None where there is no file.

    Raises:
        NotAFile: a folder, a pipe or a device stands there.
        Unreadable: the system would not tell.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(path)
    return Fingerprint.of(status)


def read(path: Path) -> tuple[bytes, Fingerprint] | None:
    """Return the file's content and its fingerprint, or None where there is no file.

    Raises:
        NotAFile, Unreadable: as `fingerprint`.
        ChangedOutside: another program was writing it all the while.
    """
    for _ in range(_READS):
        if (before := fingerprint(path)) is None:
            return None
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Unreadable(path, error) from error
        if fingerprint(path) == before:
            return data, before
    raise ChangedOutside(path)


def pieces(path: Path, *, whole_lines: bool = False) -> Iterator[bytes]:
    """Yield the file's content in pieces; nothing where there is no file.

    Args:
        path: the file.
        whole_lines: whether a piece is to end where a line does, however long that is.

    Raises:
        NotAFile, Unreadable: as `fingerprint`.
        ChangedOutside: another program wrote it meanwhile, so that the pieces may not fit together.
    """
    if (before := fingerprint(path)) is None:
        return
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece + file.readline() if whole_lines else piece
    except OSError as error:
        raise Unreadable(path, error) from error
    if fingerprint(path) != before:
        raise ChangedOutside(path)


def require_writable(path: Path) -> None:
    """Raise `ReadOnly` where the file, or the folder it stands or will stand in, may not be written."""
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise ReadOnly(path)


def private_folder(folder: Path) -> None:
    """Make the folder, and those above it that are missing, for the person alone (0700), for good."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        _sync_names(each.parent)


def replace(path: Path, pieces: Iterable[bytes], seen: Fingerprint | None) -> Fingerprint:
    """Put new content in the place of the old, and return its fingerprint. Call `confirm` after it.

    Args:
        path: the file itself, not a link to it.
        pieces: the content.
        seen: the fingerprint of the content that may be replaced; None where there must be no file.

    Raises:
        ChangedOutside: another content stands there.
        NotSaved: it could not be written; the old content is whole.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        private_folder(path.parent)
        written = _write(temporary, pieces)
        if fingerprint(path) != seen:
            raise ChangedOutside(path)
        _move(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise NotSaved(path, error) from error
        raise
    try:
        now = fingerprint(path)
    except StoreError:
        return written
    # Moving a file changes its ctime. Another inode is already another program's.
    return now if now and now[:4] == written[:4] else written


def confirm(path: Path) -> None:
    """Make the file's new place in its folder outlast a power cut.

    Raises:
        Unconfirmed: the disk would not say so. The new content stands.
    """
    try:
        _sync_names(path.parent)
    except OSError as error:
        raise Unconfirmed(path, error) from error


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is new, private to the person; of one that can't be written whole nothing stays.

    Raises:
        FileExistsError: something of that name is there, and is left as it is.
        OSError: it can't be written.
        ValueError: that is no file name.
    """
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def free_name_beside(path: Path, word: str) -> Path:
    """Return a name beside the file that is not taken: `invites.WORD.json`, `invites.WORD2.json`, …"""
    names = (path.with_name(f"{path.stem}.{word}{again}{path.suffix}") for again in ("", *range(2, 1000)))
    return next(name for name in names if not os.path.lexists(name))


def remove_leftovers(path: Path) -> None:
    """Remove what saves that were cut off left beside the file. Only for who holds its lock."""
    ours = re.compile(re.escape(f".{path.name}.") + r"[0-9a-f]{8}\.new")
    with suppress(OSError):
        for file in path.parent.iterdir():
            if ours.fullmatch(file.name):
                file.unlink()


def _sync_names(folder: Path) -> None:
    """Make the names in the folder outlast a power cut."""
    if os.name == "nt":
        return  # Windows opens no folders
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _write(path: Path, pieces: Iterable[bytes]) -> Fingerprint:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
        return Fingerprint.of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _move(temporary: Path, path: Path) -> None:
    for attempt in range(1, _MOVES + 1):
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the one call that replaces on every platform
            return
        except PermissionError:
            if attempt == _MOVES:
                raise
            time.sleep(_BETWEEN_MOVES)
