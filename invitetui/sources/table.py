"""CSV bytes to rows with line numbers: any encoding, delimiter and preamble, or a refusal.

A table is taken whole or not at all: after one bad quote the rows that follow may be anything.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from invitetui.sources.seen import Seen, SourceError

LONGEST_FIELD = 131_072
"""Characters, by the limit of the csv module itself. LinkedIn's longest field is a message of some 8,000."""

HEADER_WITHIN = 65_536
"""Characters in which a header has to be found: a preamble is a few lines."""

DELIMITERS = ",;\t"
_ROWS_A_REPORT = 5_000

Row = tuple[int, list[str]]
"""The line on which the row begins, counted from 1, and its fields."""

Report = Callable[[float], None]
"""Told how much of a table has been read, from 0 to 1."""


class Table:
    """A header that was looked for, and the rows below it, each as wide as the header."""

    def __init__(self, source: str, text: str, header: Header) -> None:
        self.source = source
        self.columns = header.columns
        """The position of each column, by its name in small letters."""
        self._text = text
        self._header = header

    def rows(self, report: Report | None = None) -> Iterator[Row]:
        """Yield the rows that are not blank, and say now and then how far it is.

        Raises:
            SourceError: a quote is not closed, a row is not as wide as the header, or a field is too
                long. What was yielded before must not be taken either.
        """
        lines = io.StringIO(self._text, newline="")
        lines.seek(self._header.ends)
        reader = csv.reader(lines, delimiter=self._header.delimiter, strict=True)
        width, above = self._header.width, self._header.line
        first, last = above + 1, above
        try:
            for count, row in enumerate(reader):
                first, last = last + 1, above + reader.line_num
                if len(row) != width:
                    if any(field.strip() for field in row):
                        told = f"the row has {len(row)} fields where the header has {width} columns"
                        raise SourceError(self.source, first, told)
                    continue
                if report and count % _ROWS_A_REPORT == 0:
                    report(lines.tell() / len(self._text))
                if any(row):
                    yield first, row
        except csv.Error as error:
            raise SourceError(self.source, last + 1, _in_plain_words(error)) from error


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of table: how it is recognised, and how it is read."""

    what: str
    """The name that LinkedIn gives the file."""
    required: tuple[str, ...]
    """The columns without which it is not this kind, as LinkedIn writes them."""
    read: Callable[[Table, Report | None], Seen]


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table begins, and how it is written."""

    layout: Layout
    columns: dict[str, int]
    """The position of each column, by its name in small letters."""
    width: int
    delimiter: str
    line: int
    """Counted from 1."""
    ends: int
    """The offset of the first character after the header's line."""


def decode(data: bytes, source: str) -> str:
    """Return the text: UTF-8, UTF-16 with a byte-order mark, else Windows-1252.

    Raises:
        SourceError: damaged UTF-8 or UTF-16, or a NUL.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SourceError(source, None, "the text is damaged: it is not whole UTF-16") from error
    else:
        text = _from_bytes(data, source)
    if (nul := text.find("\0")) >= 0:
        raise SourceError(source, text.count("\n", 0, nul) + 1, "there is a NUL character, which no text has")
    return text


def _from_bytes(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Windows-1252 that happens to begin like UTF-8 hardly exists: this is UTF-8 that was damaged.
        if not data[: error.start].isascii():
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError(source, line, "the text is damaged: it is not whole UTF-8") from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def find_table(text: str, source: str, layouts: Iterable[Layout]) -> tuple[Layout, Table]:
    """Return the first table in `text` that has one of `layouts`, and which.

    Raises:
        SourceError: no header is found. A file without one is never taken for an empty table.
    """
    layouts = tuple(layouts)
    header = _find_header(text, layouts)
    if header is None:
        raise SourceError(source, None, _no_header(layouts))
    return header.layout, Table(source, text, header)


def header_ends(text: str, layouts: Iterable[Layout]) -> int | None:
    """Return the offset at which the first header that has one of `layouts` ends; None where none is."""
    header = _find_header(text, tuple(layouts))
    return None if header is None else header.ends


def _find_header(text: str, layouts: tuple[Layout, ...]) -> Header | None:
    ends = 0
    for number, line in enumerate(io.StringIO(text[:HEADER_WITHIN], newline=""), start=1):
        ends += len(line)
        folded = line.casefold()
        for layout in layouts:
            required = {name.casefold() for name in layout.required}
            if not all(name in folded for name in required):
                continue
            for delimiter in DELIMITERS:
                names = [name.strip() for name in next(csv.reader([folded], delimiter=delimiter))]
                if required <= set(names):
                    columns = {name: names.index(name) for name in names}
                    return Header(layout, columns, len(names), delimiter, number, ends)
    return None


def _no_header(layouts: tuple[Layout, ...]) -> str:
    if len(layouts) == 1:
        return f"no header was found: no line names the columns {', '.join(layouts[0].required)}"
    names = " or ".join(layout.what for layout in layouts)
    return f"this is nothing that can be imported: no line names the columns of {names}"


def _in_plain_words(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a field is longer than {LONGEST_FIELD:,} characters, or its quote is never closed"
    if "end of data" in str(error):
        return "a quoted field is never closed"
    return "the quotes don't match: more text follows where a quoted field ends"
