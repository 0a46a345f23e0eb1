"""Out of a zip or a folder, only the files that are wanted, and never more bytes than agreed."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TypeVar

from invitetui.sources.seen import SourceError

T = TypeVar("T")

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of one file, packed or not. A hundred thousand invitations with long notes are 50 MB."""

MOST_PACKED = 100
"""Unpacked bytes to packed ones. LinkedIn's CSVs reach 10; a zip bomb a thousand."""

_PACKED_AT_WILL = 1024 * 1024
"""Bytes up to which the proportion says nothing: a few equal rows pack well."""

_LONGEST_CONTENTS = 2 * 1024 * 1024
"""Bytes of a zip's table of contents. LinkedIn's lists some hundred files in 10 KB."""

_CHUNK = 1024 * 1024

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError,
    ValueError, IndexError, OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What `zipfile` raises on bytes that are no whole zip."""

_OUTSIDE = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)", re.DOTALL)


def is_zip(data: bytes) -> bool:
    """Return whether it begins as a zip does, an empty one too."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def contents(path: Path, source: str) -> bytes:
    """Return the bytes of a plain file.

    Raises:
        SourceError: it can't be read, is too large, or is a device, a pipe or the like.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(source, None, "this is neither a file nor a folder")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise SourceError(source, None, why(error)) from error
    if len(data) > LARGEST_FILE:
        raise SourceError(source, None, _too_large())
    return data


def saved_at(path: Path, now: datetime) -> datetime:
    """Return when a file was last written (UTC), and `now` where that can't be told or lies ahead.

    A page that was saved shows what was so at that moment, not when it is read.
    """
    try:
        return min(now, datetime.fromtimestamp(int(path.stat().st_mtime), UTC))
    except (OSError, ValueError, OverflowError):
        return now


def why(error: Exception) -> str:
    """Return in a few words why a file can't be read."""
    told = error.strerror if isinstance(error, OSError) else str(error)
    return f"it can't be read: {told or error}"


def from_folder(folder: Path, source: str, wanted: Collection[str]) -> dict[str, bytes]:
    """Return those of the `wanted` files (names in small letters) that the unpacked archive has."""
    try:
        inside = {PurePosixPath(path.name): path for path in sorted(folder.iterdir())}
        if not any(path.name.casefold() in wanted for path in inside.values()):
            # An archiver may have put everything into a folder of its own.
            for sub in [path for path in inside.values() if path.is_dir()]:
                inside |= {PurePosixPath(sub.name, path.name): path for path in sorted(sub.iterdir())}
    except (OSError, ValueError) as error:
        raise SourceError(source, None, why(error)) from error
    chosen = _choose(inside, source, wanted)
    return {name: contents(path, f"{source}/{path.name}") for name, path in chosen.items()}


def from_zip(data: bytes, source: str, wanted: Collection[str], *, nested: bool = False) -> dict[str, bytes]:
    """Return those of the `wanted` files (names in small letters) that the zip has.

    A zip that holds nothing but one zip (`.zip.zip`) is opened, once. Others are never unpacked.

    Raises:
        SourceError: it is encrypted, a bomb, empty, damaged, or has names that lead out of it.
    """
    try:
        with zipfile.ZipFile(_Bounded(data)) as archive:
            files = _files(archive, source)
            inner = _only_zip(files)
            if inner is None:
                chosen = _choose(files, source, wanted)
                return {name: _unpacked(archive, info, source) for name, info in chosen.items()}
            if nested:
                raise SourceError(source, None, "it is a zip in a zip in a zip: unpack it first")
            data = _unpacked(archive, inner, source)
    except SourceError:
        raise
    except _DAMAGED as error:
        raise SourceError(source, None, f"the zip is damaged: {error}") from error
    return from_zip(data, source, wanted, nested=True)


class _Bounded(io.BytesIO):
    """A file for `zipfile`, which reads a table of contents at once, however long it says it is."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LONGEST_CONTENTS:
            raise zipfile.BadZipFile("its table of contents is too long")
        return super().read(size)


def _files(archive: zipfile.ZipFile, source: str) -> dict[PurePosixPath, zipfile.ZipInfo]:
    files: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.replace("\\", "/")
        if _OUTSIDE.match(name):
            raise SourceError(source, None, f"the zip holds a name that leads out of it: “{name[:100]}”")
        if info.flag_bits & 1:
            raise SourceError(source, None, "the zip is encrypted: unpack it with its password first")
        if name.endswith("/"):
            continue
        if (path := PurePosixPath(name)) in files:
            raise SourceError(source, None, f"the zip holds “{name[:100]}” twice")
        files[path] = info
    if not files:
        raise SourceError(source, None, "the zip is empty")
    return files


def _only_zip(files: Mapping[PurePosixPath, zipfile.ZipInfo]) -> zipfile.ZipInfo | None:
    own = [info for path, info in files.items() if path.parts[0] != "__MACOSX"]
    return own[0] if len(own) == 1 and own[0].filename.casefold().endswith(".zip") else None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str) -> bytes:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SourceError(source, None, "the zip is packed in an unusual way: unpack it first")
    if info.file_size > LARGEST_FILE:
        raise SourceError(source, None, f"“{info.filename[:100]}”: {_too_large()}")
    if info.file_size > max(_PACKED_AT_WILL, info.compress_size * MOST_PACKED):
        raise SourceError(source, None, f"“{info.filename[:100]}” swells more than any real file: a zip bomb")
    with archive.open(info) as member:
        data = b"".join(iter(lambda: member.read(_CHUNK), b""))
    if len(data) != info.file_size:
        raise SourceError(source, None, f"“{info.filename[:100]}” is not as long as the zip says")
    return data


def _choose(files: Mapping[PurePosixPath, T], source: str, wanted: Collection[str]) -> dict[str, T]:
    """Return the wanted files at the root, else those in one top folder."""
    for depth in (1, 2):
        fitting = [path for path in files if len(path.parts) == depth and path.name.casefold() in wanted]
        by_name = {path.name.casefold(): files[path] for path in fitting}
        if len(by_name) < len(fitting) or len({path.parent for path in fitting}) > 1:
            raise SourceError(source, None, "it holds more than one archive: import them one by one")
        if by_name:
            return by_name
    return {}


def _too_large() -> str:
    return f"it is larger than {LARGEST_FILE // 1024**2} MB"
