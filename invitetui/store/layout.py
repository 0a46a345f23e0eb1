"""The layout of the file: plain TinyDB JSON, one document a line.

Documents are kept as the bytes they are stored in, so that what is not changed stays as it is, byte
for byte, and one torn line costs one document.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NoReturn

import msgspec

from invitetui.domain.text import clean

INVITES = "invites"
META = "meta"

Documents = dict[str, msgspec.Raw]
"""Encoded documents by id."""
Tables = dict[str, Documents]
"""Documents by the name of their table."""


class Piece(msgspec.Struct, frozen=True):
    """Some documents that follow one another in a table, and what they look like in the file."""

    ids: list[str]
    documents: list[msgspec.Raw]
    rendered: bytes


Pieces = dict[tuple[str, int], Piece]
"""By the name of the table and the place of the first document in it."""

_BOM = b"\xef\xbb\xbf"
_DOCUMENTS_A_PIECE = 250
_TEXT_AT_ONCE = 1 << 16
decode_tables = msgspec.json.Decoder(Tables).decode
_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class Malformed(ValueError):
    """The bytes are not a whole book."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def encode(value: object) -> bytes:
    """Return `value` as JSON on one line. A lone surrogate, which UTF-8 can't hold, is escaped."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        import json  # noqa: PLC0415  # most never need it

        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode()


def decode(document: msgspec.Raw | bytes) -> Any:
    """Return what an encoded document says."""
    try:
        return msgspec.json.decode(document)
    except msgspec.DecodeError:  # a lone surrogate
        return decode_slowly(document)


def decode_slowly(document: msgspec.Raw | bytes) -> Any:
    """Return what an encoded document says, lone surrogates and all."""
    import json  # noqa: PLC0415  # most never need it

    return json.loads(bytes(document))


def fields(document: msgspec.Raw | bytes) -> dict[str, msgspec.Raw]:
    """Return the fields of an encoded document, each still encoded."""
    try:
        return _decode_fields(document)
    except msgspec.DecodeError:
        return {name: msgspec.Raw(encode(value)) for name, value in decode_slowly(document).items()}


def join(encoded: Mapping[str, msgspec.Raw]) -> bytes:
    """Return the document that has these encoded fields."""
    return b"{" + b",".join([encode(name) + b":" + bytes(value) for name, value in encoded.items()]) + b"}"


def render(tables: Tables, kept: Pieces | None = None) -> Iterator[bytes]:
    """Yield the file in pieces of some hundred documents, so that no piece holds other threads up.

    Args:
        tables: what it is to hold.
        kept: the pieces rendered before. Those whose documents are the same are used again, and the
            others replaced; None keeps none, which would take as much memory as the file once more.
    """
    opening = b"{"
    for name, documents in tables.items():
        yield opening + encode(name) + b": {"
        ids, encoded = list(documents), list(documents.values())
        for start in range(0, len(ids), _DOCUMENTS_A_PIECE):
            part = slice(start, start + _DOCUMENTS_A_PIECE)
            known = kept.get((name, start)) if kept else None
            if not known or known.ids != ids[part] or known.documents != encoded[part]:
                known = _piece(ids[part], encoded[part], b",\n" if start else b"\n")
                if kept is not None:
                    kept[name, start] = known
            yield known.rendered
        yield b"\n}" if documents else b"}"
        opening = b",\n"
    yield b"}\n" if tables else b"{}\n"


def _piece(ids: list[str], documents: list[msgspec.Raw], lead: bytes) -> Piece:
    return Piece(ids, documents, lead + lines_of(zip(ids, documents, strict=True)))


def lines_of(documents: Iterable[tuple[str, msgspec.Raw]]) -> bytes:
    """Return documents as they stand in the file, without what is before and after them."""
    return b",\n".join([encode(key) + b": " + document for key, document in documents])


def parse(data: bytes) -> Tables:
    """Return the tables in a file's bytes.

    Raises:
        Malformed: they are not a whole TinyDB file, or two documents would be taken for one.
    """
    if not data:
        raise Malformed("it is empty (0 bytes), which no saved book is")
    if data[0] == 0:
        raise Malformed("it begins with NUL bytes")
    data = data.removeprefix(_BOM)
    if (wrong := _not_utf8(data)) is not None:
        line = data.count(b"\n", 0, wrong) + 1
        raise Malformed(f"line {line} is not UTF-8 text (byte {wrong})")
    tables: Tables | None
    try:
        tables = decode_tables(data)
    except (msgspec.DecodeError, RecursionError):
        tables = None
    if tables is None or not _is_laid_out(tables, data):
        tables = _parse_carefully(data.decode(), tables)
    documents = [tables.get(name, {}) for name in (META, INVITES)]
    if odd := [key for some in documents if not are_ids(some) for key in some if not are_ids([key])]:
        raise Malformed(*(f"{quoted(key)} is no document id" for key in odd))
    return tables


def is_utf8(data: bytes) -> bool:
    """Return whether all of it is UTF-8 text."""
    return _not_utf8(data) is None


def _not_utf8(data: bytes) -> int | None:
    """Return where `data` is no UTF-8 text; little by little, for as a whole it would be held twice more."""
    if data.isascii():
        return None
    decode = getincrementaldecoder("utf-8")().decode
    for start in range(0, len(data), _TEXT_AT_ONCE):
        try:
            decode(data[start : start + _TEXT_AT_ONCE], start + _TEXT_AT_ONCE >= len(data))
        except UnicodeDecodeError:
            break
    else:
        return None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_laid_out(tables: Tables, data: bytes) -> bool:
    """Whether `data` is what `render` makes of `tables`: then no key in it stands twice."""
    lines = sum(len(documents) + 2 if documents else 1 for documents in tables.values())
    if data.count(b"\n") != lines:
        return False
    at = 0
    for piece in render(tables):
        if not data.startswith(piece, at):
            return False
        at += len(piece)
    return at == len(data)


def _parse_carefully(text: str, tables: Tables | None) -> Tables:
    """Return the tables in a file that another program wrote: `tables`, where they could be told apart."""
    import json  # noqa: PLC0415  # our own files never need it

    try:
        found = json.loads(text, object_pairs_hook=_Object.of, parse_constant=_refuse_constant)
    except Malformed:
        raise
    except json.JSONDecodeError as error:
        raise Malformed(f"line {error.lineno} breaks off or is not JSON (column {error.colno})") from None
    except RecursionError:
        raise Malformed("it is nested too deeply") from None
    except ValueError:
        raise Malformed("it holds a number that is too long") from None
    if problems := list(_misshapen(found)):
        raise Malformed(*problems)
    if tables is None:
        return {
            name: {key: msgspec.Raw(encode(document)) for key, document in documents.items()}
            for name, documents in found.items()
        }
    return {
        name: {key: _on_one_line(document) for key, document in documents.items()}
        for name, documents in tables.items()
    }


def _on_one_line(document: msgspec.Raw) -> msgspec.Raw:
    encoded = bytes(document)
    return msgspec.Raw(msgspec.json.format(encoded, indent=-1)) if b"\n" in encoded else document


class _Object(dict[str, Any]):
    """An object of the file that knows which of its keys stood there more than once."""

    __slots__ = ("repeated",)

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> _Object:
        found = cls(pairs)
        found.repeated = (
            [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
            if len(found) < len(pairs)
            else []
        )
        return found

    repeated: list[str]


def _misshapen(found: object) -> Iterator[str]:
    if not isinstance(found, _Object):
        yield "its top level is not an object of tables"
        return
    for name in found.repeated:
        yield f"table {quoted(name)} is there twice"
    for name, documents in found.items():
        if not isinstance(documents, _Object):
            yield f"table {quoted(name)} is not an object of documents"
            continue
        for key in documents.repeated:
            yield f"table {quoted(name)} has two documents {quoted(key)}"


def _refuse_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is no number that JSON knows")


_IDS = re.compile("(?:0|[1-9][0-9]{0,17})(?:,(?:0|[1-9][0-9]{0,17}))*")


def are_ids(keys: Collection[str]) -> bool:
    """Whether TinyDB, which takes ids for numbers, would write all of these back as they are."""
    joined = ",".join(keys)
    return not keys or (_IDS.fullmatch(joined) is not None and joined.count(",") == len(keys) - 1)


def quoted(name: str) -> str:
    """Return a name from the file, fit to be shown."""
    return f'"{clean(name[:40])}"'
