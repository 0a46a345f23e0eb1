"""Backups: compressed copies of the whole file, kept before what replaces much of it."""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from invitetui.store import files, layout, places
from invitetui.store.documents import problems_in
from invitetui.store.errors import Damaged, NoSuchBackup, Unreadable
from invitetui.store.layout import INVITES, Malformed

_SUFFIX = ".json.gz"
_GZIP = 16
"""Added to the size of zlib's window, it asks for gzip's header and end."""
_WHEN = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<when>\d{8}T\d{6}Z)-(?P<reason>[a-z]+)-(?P<count>\d+|damaged)(?:-(?P<again>\d+))?")

_ALWAYS_KEPT = 20
_PERIODS: tuple[tuple[timedelta, Callable[[datetime], object]], ...] = (
    (timedelta(days=14), lambda when: when.date()),
    (timedelta(weeks=8), lambda when: when.isocalendar()[:2]),
    (timedelta(days=366), lambda when: (when.year, when.month)),
)
"""For how long the newest backup of each day, week and month is kept beyond the last few."""


class Backup(msgspec.Struct, frozen=True):
    """One copy of the file as it once was."""

    name: str
    """When it was made, why, and how many invitations it holds."""
    when: datetime
    """The instant (UTC), to the second."""
    reason: str
    invitations: int | None
    """None where the file was damaged even then."""
    size: int
    """In bytes, compressed."""


def back_up(path: Path, reason: str, now: datetime, count: int | None = None) -> Backup | None:
    """Keep a copy of the file as it is, then thin out old copies.

    Args:
        path: the file.
        reason: what is about to happen, one lower-case word.
        now: the instant (UTC) of the copy.
        count: how many invitations the file is known to hold; None has them counted.

    Returns:
        The copy; None where there is no file, or the newest copy already says the same.

    Raises:
        NotSaved, Unconfirmed, Unreadable, NotAFile: the copy could not be made.
    """
    seen = files.fingerprint(path)
    if seen is None:
        return None
    known = backups(path)
    if known and _same_as(path, known[0].name):
        return None
    held: int | str = _counted(path) if count is None else count
    stem = f"{now.astimezone(UTC).strftime(_WHEN)}-{reason}-{held}"
    if not _NAME.fullmatch(stem):
        raise ValueError(f"{reason!r} is not one lower-case word")
    taken = {backup.name for backup in known}
    name, again = stem, 1
    while name in taken:
        again += 1
        name = f"{stem}-{again}"
    file = _file(path, name)
    files.replace(file, _compressed(files.pieces(path)), None)
    files.confirm(file)
    made = _described(file)
    _thin(path, now)
    return made


def backups(path: Path) -> list[Backup]:
    """Return the backups of the file, newest first."""
    try:
        found = [_described(file) for file in _folder(path).iterdir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Unreadable(_folder(path), error) from error
    return sorted((backup for backup in found if backup), key=_newest_last, reverse=True)


def read_backup(path: Path, name: str) -> bytes:
    """Return the content of a backup, once it is sure to be a whole book.

    Raises:
        NoSuchBackup: there is none of that name.
        Damaged: it can't be brought back.
        Unreadable: the system would not let it be read.
    """
    if not _NAME.fullmatch(name):
        raise NoSuchBackup(name)
    file = _file(path, name)
    if (data := _unpacked(file)) is None:
        raise NoSuchBackup(name)
    try:
        problems = list(problems_in(layout.parse(data).get(INVITES, {})))
    except Malformed as error:
        problems = list(error.problems)
    if problems:
        raise Damaged(file, problems)
    return data


def superfluous(whens: Sequence[datetime], now: datetime) -> set[int]:
    """Return the positions in `whens`, newest first, of the backups that may go.

    The last 20 stay; beyond them the newest of each day for 14 days, of each week for 8 weeks, and of
    each month for a year.
    """
    kept = set(range(min(_ALWAYS_KEPT, len(whens))))
    for span, period in _PERIODS:
        newest: dict[object, int] = {}
        for position, when in enumerate(whens):
            if now - when <= span:
                newest.setdefault(period(when), position)
        kept.update(newest.values())
    return set(range(len(whens))) - kept


def _thin(path: Path, now: datetime) -> None:
    known = backups(path)
    for position in superfluous([backup.when for backup in known], now):
        with suppress(OSError):  # one too many does no harm
            _file(path, known[position].name).unlink()


def _folder(path: Path) -> Path:
    return places.backups_folder() / places.key_of(path)


def _file(path: Path, name: str) -> Path:
    return _folder(path) / f"{name}{_SUFFIX}"


def _newest_last(backup: Backup) -> tuple[datetime, int]:
    matched = _NAME.fullmatch(backup.name)
    return backup.when, int(matched["again"] or 1) if matched else 1


def _described(file: Path) -> Backup | None:
    """Return what the file's name says of it, or None for a file that is no backup."""
    name = file.name.removesuffix(_SUFFIX)
    if name == file.name or not (matched := _NAME.fullmatch(name)):
        return None
    try:
        when = datetime.strptime(matched["when"], _WHEN).replace(tzinfo=UTC)
        size = file.stat().st_size
    except (ValueError, OSError):
        return None
    count = matched["count"]
    return Backup(name, when, matched["reason"], int(count) if count.isdecimal() else None, size)


def _unpacked(file: Path) -> bytes | None:
    if (found := files.read(file)) is None:
        return None
    try:
        return gzip.decompress(found[0])
    except (OSError, EOFError, zlib.error):
        raise Damaged(file, ["it can't be unpacked"]) from None


def _compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a gzip file of `pieces`, little by little: a large book is not held in memory once more."""
    packer = zlib.compressobj(level=3, wbits=zlib.MAX_WBITS | _GZIP)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def _counted(path: Path) -> int | str:
    try:
        return len(layout.parse((files.read(path) or (b"{}", None))[0]).get(INVITES, {}))
    except Malformed:
        return "damaged"


def _same_as(path: Path, name: str) -> bool:
    """Whether a backup says the same as the file: gzip notes the checksum and the length at its end."""
    try:
        noted = _file(path, name).read_bytes()[-8:]
    except OSError:
        return False
    checksum, length = 0, 0
    for piece in files.pieces(path):
        checksum, length = zlib.crc32(piece, checksum), length + len(piece)
    return noted == struct.pack("<LL", checksum, length & 0xFFFFFFFF)
