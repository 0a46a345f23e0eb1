"""Any other table of people who were invited, through a mapping of its columns.

The mapping is guessed from the header and shown; nothing is taken before the person has confirmed it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo
from shlex import quote

from invitetui.domain.profile import HostileAddress
from invitetui.domain.text import clean
from invitetui.sources.fields import ConnectedDays, Range, Unreadable, address
from invitetui.sources.seen import Rejected, Seen, SeenInvitation, SourceError
from invitetui.sources.table import DELIMITERS, HEADER_WITHIN, Header, Layout, Report, Table

FIELDS = ("name", "first", "last", "sent", "url", "headline", "note")
"""What a column may be; `sent` and a name are needed."""

_WORDS = {
    "name": ("name", "full name", "person", "contact", "contact name", "invitee", "to", "lead", "prospect"),
    "first": ("first name", "firstname", "first", "given name"),
    "last": ("last name", "lastname", "last", "surname", "family name"),
    "sent": (
        "sent", "sent at", "sent on", "date", "date sent", "invited", "invited at", "invited on",
        "invitation date", "invite date", "connection request sent", "created at", "timestamp",
    ),
    "url": (
        "url", "profile", "profile url", "profile link", "link", "linkedin", "linkedin url",
        "linkedin profile",
    ),
    "headline": ("headline", "title", "job title", "position", "occupation"),
    "note": ("note", "notes", "message", "invitation message", "custom message"),
}  # fmt: skip

_ABROAD = (timedelta(hours=14), timedelta(hours=12))
"""How much sooner than in UTC a day begins somewhere, and how much later it ends."""

_NAMED = 20
"""So many columns are named where one is not there."""

Columns = Mapping[str, str]
"""By field, the title of its column."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A header with what its columns are taken for."""

    header: Header
    columns: Columns


def guess(text: str, given: Columns | None = None) -> Guess | None:
    """Return the mapping of the first line that can be a header; None where no line can.

    Args:
        text: the table.
        given: the titles by field as the person says; else they are guessed.
    """
    ends = 0
    for number, line in enumerate(io.StringIO(text[:HEADER_WITHIN], newline=""), start=1):
        ends += len(line)
        for delimiter in DELIMITERS:
            titles = _titles(line, delimiter)
            columns = _columns(titles) if given is None else _given(titles, given)
            if columns and len(titles) > 1:
                places = {field: titles.index(title) for field, title in columns.items()}
                return Guess(Header(_LAYOUT, places, len(titles), delimiter, number, ends), columns)
    return None


def read(
    text: str, source: str, guessed: Guess, report: Report | None = None, zone: tzinfo | None = None
) -> Seen:
    """Return the invitations of the table.

    A day without a time is the day of `zone`: of whoever kept the table. Where that is not known, it may
    be that day anywhere on earth, which lasts two days and two hours.
    """
    table = Table(source, text, guessed.header)
    days = ConnectedDays(zone or UTC)
    sent: list[SeenInvitation] = []
    rejected: list[Rejected] = []
    for line, row in table.rows(report):
        told = {field: row[place] for field, place in table.columns.items()}
        try:
            name = clean(told.get("name") or f"{told.get('first', '')} {told.get('last', '')}")
            if not name:
                raise Unreadable("there is no name")
            earliest, latest = _sent(days, told["sent"], zone)
            url = address(told.get("url", "").strip())
        except (Unreadable, HostileAddress) as error:
            rejected.append(Rejected(source, line, str(error)))
            continue
        note, headline = (clean(told.get(field, "")) or None for field in ("note", "headline"))
        sent.append(SeenInvitation(name, url, earliest, latest, note, line, source, headline))
    told_as = ", ".join(f"{field}: “{title}”" for field, title in guessed.columns.items())
    return Seen(f"a table ({told_as})", invitations=tuple(sent), rejected=tuple(rejected))


def parsed(text: str) -> Columns:
    """Return the columns that `name=Person,sent=Date` means.

    Raises:
        ValueError: a word that is no field, or one of those needed is not there.
    """
    columns = {}
    for part in text.split(","):
        field, equals, title = part.partition("=")
        if not equals or field.strip() not in FIELDS or not title.strip():
            raise ValueError(
                f"“{clean(part)}” is no column: {', '.join(FIELDS)} can be given, as name=Person"
            )
        columns[field.strip()] = clean(title)
    if "sent" not in columns or not columns.keys() & {"name", "first"}:
        raise ValueError("a name and the day on which it was sent are needed: name=Person,sent=Date")
    return columns


def refusal(source: str, guessed: Guess) -> SourceError:
    """Return why a table is not taken of which nobody has confirmed the columns."""
    told = quote(",".join(f"{field}={title}" for field, title in guessed.columns.items()))
    return SourceError(
        source, None, f"this is no table of LinkedIn's. If its columns mean this, say: --map {told}"
    )


def missing(text: str, source: str, given: Columns) -> SourceError:
    """Return which of the columns that were named a table lacks, and which it has."""
    lines = text[:HEADER_WITHIN].splitlines()
    rows = (_titles(line, delimiter) for line in lines for delimiter in DELIMITERS)
    wanted = {title.casefold(): title for title in given.values()}
    titles: list[str] = max(rows, key=lambda row: (_hits(row, wanted), min(len(row), 2)), default=[])
    there = {title.casefold() for title in titles}
    absent = ", ".join(f"“{title}”" for folded, title in wanted.items() if folded not in there)
    named = [title for title in titles if title]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return SourceError(
        source, None, f"there is no column {absent}; there are {', '.join(named[:_NAMED])}{more}"
    )


def _hits(titles: list[str], wanted: Mapping[str, str]) -> int:
    return len({title.casefold() for title in titles} & wanted.keys())


def _titles(line: str, delimiter: str) -> list[str]:
    try:
        return [clean(title) for title in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _columns(titles: list[str]) -> Columns | None:
    folded = [title.casefold().replace("_", " ") for title in titles]
    columns = {
        field: titles[folded.index(word)]
        for field in FIELDS
        if (word := next((word for word in _WORDS[field] if word in folded), None))
    }
    if "sent" not in columns or not columns.keys() & {"name", "first"}:
        return None
    return {
        field: title
        for field, title in columns.items()
        if not (field in ("first", "last") and "name" in columns)
    }


def _given(titles: list[str], given: Columns) -> Columns | None:
    by_fold = {title.casefold(): title for title in reversed(titles)}
    columns = {field: by_fold.get(title.casefold(), "") for field, title in given.items()}
    return columns if all(columns.values()) else None


def _sent(days: ConnectedDays, field: str, zone: tzinfo | None) -> Range:
    earliest, latest = days.read(field)
    if zone or latest - earliest != timedelta(days=1, seconds=-1):
        return earliest, latest
    return earliest - _ABROAD[0], latest + _ABROAD[1]  # a bare day says no zone


def _unread(_table: Table, _report: Report | None) -> Seen:
    raise NotImplementedError  # a mapping is read by `read`, with its columns


_LAYOUT = Layout("a table", (), _unread)
