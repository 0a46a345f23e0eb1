"""A file that invitetui has laid out itself, read by its lines: piece by piece, and never held as a whole.

A piece takes a millisecond or two, so that other threads go on. Whoever reads has to prove what a
parser of all of it would find: that no document stands twice, and that all is UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from invitetui.store import files, layout, schema
from invitetui.store.errors import ChangedOutside
from invitetui.store.files import Fingerprint
from invitetui.store.layout import INVITES, META, Documents, Malformed, Tables

Document = TypeVar("Document")

_decode = msgspec.json.Decoder(Documents).decode


class NotByLines(Exception):
    """The file is laid out otherwise, or is damaged, or changes just now: it has to be parsed as a whole."""


class Lines(Generic[Document]):
    """The lines of the table of invitations in such a file."""

    def __init__(self, path: Path, decode: Callable[[bytes], dict[str, Document]]) -> None:
        """Begin with a file.

        Args:
            path: the file.
            decode: makes documents by id of a JSON object, or raises ValueError.
        """
        self._path = path
        self._decode = decode
        self._rest = b""
        """What stands after the table's closing brace, once all pieces were read."""
        self.seen: Fingerprint | None = files.fingerprint(path)
        """What tells the content that is read from any other."""

    def __iter__(self) -> Iterator[tuple[bytes, dict[str, Document]]]:
        """Yield the documents piece by piece, with the piece as it stands between the braces of an object.

        Raises:
            NotByLines: see there.
            Unreadable: the system would not let it be read.
        """
        pieces = pieces_of(self._path)
        for piece in pieces:
            lines = piece.removesuffix(b",\n")
            found = self._decoded(lines) if piece.endswith(b",\n") else None
            if found is None:  # the table ends in it, or just behind it
                lines, _, self._rest = b"".join((piece, *pieces)).partition(b"\n}")
                found = self._decoded(lines)
            if found is None:
                raise NotByLines
            yield lines, found

    def _decoded(self, lines: bytes) -> dict[str, Document] | None:
        try:
            return self._decode(b"{%b}" % lines)
        except (ValueError, RecursionError):
            return None

    def beside(self) -> Tables:
        """Return the tables that follow the invitations, once all pieces were read.

        Raises:
            NotByLines: see there.
        """
        try:
            found = layout.parse(b'{"": {}' + self._rest)
        except Malformed:
            raise NotByLines from None
        if found.pop("") or META in found or INVITES in found or files.fingerprint(self._path) != self.seen:
            raise NotByLines
        return found


def _meta() -> Documents:
    return {schema.SCHEMA_DOCUMENT: msgspec.Raw(layout.encode({"schema": schema.SCHEMA}))}


def _opening() -> bytes:
    """Return how each file begins that this invitetui has written, up to its first invitation."""
    return b"".join(layout.render({META: _meta(), INVITES: {}})).removesuffix(b"}}\n") + b"\n"


def starts_as_ours(path: Path) -> bool:
    """Return whether a file begins as one that this invitetui has written; raises as `files.pieces`."""
    return next(files.pieces(path), b"").startswith(_opening())


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield what follows the opening of such a file, in pieces that end where a line does.

    Raises:
        NotByLines: see there.
        Unreadable: the system would not let it be read.
    """
    try:
        pieces = files.pieces(path, whole_lines=True)
        first = next(pieces, b"")
        if not first.startswith(opening := _opening()):
            raise NotByLines
        yield first.removeprefix(opening)
        yield from pieces
    except ChangedOutside:
        raise NotByLines from None


def tables(path: Path) -> tuple[Tables, Fingerprint | None] | None:
    """Return all tables of a file and its fingerprint, or None where it is not to be read by its lines.

    Rendered again each piece is what it was, a line a document: so no id stands in it twice.

    Raises:
        Unreadable: the system would not let it be read.
    """
    found: Documents = {}
    lines = Lines(path, _decode)
    try:
        for piece, documents in lines:
            whole = layout.lines_of(documents.items()) == piece and layout.is_utf8(piece)
            if not whole or piece.count(b"\n") != len(documents) - 1:
                return None
            if not layout.are_ids(documents) or not found.keys().isdisjoint(documents):
                return None
            found |= documents
        beside = lines.beside()
    except NotByLines:
        return None
    return {META: _meta(), INVITES: found, **beside}, lines.seen
