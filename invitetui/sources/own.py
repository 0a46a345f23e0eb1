"""Our own export: everything, for a CRM or a spreadsheet, and back again without loss.

The JSON holds the invitations as they are. The CSV has a column for each thing that a person may want
to see, and in its last column, `record`, the whole invitation: only that one is read again, and beside
it `journal`, over which what concerns the account is spread (who was shown as connected, restrictions).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

import msgspec

from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening, Journal
from invitetui.domain.moments import iso
from invitetui.domain.profile import canonical
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Standing
from invitetui.domain.text import clean, harmless
from invitetui.sources.seen import Rejected, Seen, SourceError
from invitetui.sources.table import Layout, Report, Table

VERSION = 1
"""Of the exported JSON."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

_JOURNAL = "journal"
_LONGEST_PIECE = 10_000
"""Characters of the journal in one cell: spreadsheets cut off what is longer than 32,767."""

_CELL = re.compile(r"(\d{1,9})\.(\d{1,9}) (.*)", re.ASCII | re.DOTALL)

_UID = re.compile(r"\w{1,64}", re.ASCII)


class _Export(msgspec.Struct):
    invitetui: int
    invitations: list[msgspec.Raw]
    journal: tuple[msgspec.Raw, ...] = ()


class _BookFile(msgspec.Struct):
    """The data file itself: a copy from another machine, or one that a sync service set aside."""

    invites: dict[str, msgspec.Raw]
    journal: dict[str, msgspec.Raw] = {}


def to_json(invitations: Iterable[Invitation], journal: Journal = ()) -> bytes:
    """Return a book, or some of its invitations, as JSON in UTF-8, one invitation a line.

    The journal's seed stays out of it: it belongs to one book.
    """
    records = b",\n".join(map(_record, invitations))
    noted = b",\n".join(msgspec.json.encode(event) for event in journal if event.kind != Happening.SEED)
    return b'{"invitetui": %d, "invitations": [\n%b\n], "journal": [%b]}\n' % (VERSION, records, noted)


def _record(record: Invitation | Event) -> bytes:
    """Return the whole record as JSON; a lone surrogate, which UTF-8 can't hold, is escaped."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(record), separators=(",", ":")).encode()


def is_json(text: str) -> bool:
    """Return whether it can only be meant as JSON."""
    return text.lstrip()[:1] == "{"


def read_json(text: str, source: str) -> Seen:
    """Return the invitations of a JSON export.

    Raises:
        SourceError: it is no export of ours, is not whole, or was written by a later version.
    """
    try:
        copy = msgspec.json.decode(text, type=_BookFile)
        return _seen(
            ((None, raw) for raw in copy.invites.values()),
            source,
            "a copy of an invitetui file",
            copy.journal.values(),
        )
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        export = msgspec.json.decode(text, type=_Export)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(
            source, None, f"this is not an export of invitetui, or not whole: {error}"
        ) from error
    if export.invitetui != VERSION:
        raise SourceError(source, None, f"this export has version {export.invitetui}; known is {VERSION}")
    records = ((None, raw) for raw in export.invitations)
    return _seen(records, source, "an export of invitetui", export.journal)


def to_csv(snapshot: Snapshot, uids: Iterable[str] | None = None) -> bytes:
    """Return the book, as it stands at the snapshot's instant, as CSV in UTF-8; or only these of it.

    Only the whole book brings its journal, without the seed as in the JSON.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)  # with CR LF, for only then it quotes a CR
    writer.writerow([*_COLUMNS, _JOURNAL, "record"])
    noted = _journal_cells(snapshot.book.journal if uids is None else ())
    for invitation in snapshot.book if uids is None else map(snapshot.book.__getitem__, uids):
        standing = snapshot.standings[invitation.uid]
        shown = (_harmless(_text(of(snapshot, invitation, standing))) for of in _COLUMNS.values())
        writer.writerow([*shown, next(noted, ""), _record(invitation).decode()])
    for cell in noted:
        writer.writerow([*("" for _ in _COLUMNS), cell, ""])
    return lines.getvalue().encode()


def _journal_cells(journal: Journal) -> Iterator[str]:
    """Yield the journal in pieces that a cell of any spreadsheet holds: of a long list some lines each.

    Each begins with the number of its event and of the piece, for a spreadsheet may sort the rows.
    """
    for number, event in enumerate(journal, start=1):
        if event.kind == Happening.SEED:
            continue
        pieces: list[list[str]] = [[]]
        size = 0
        for line in (event.value or "").split("\n"):
            if pieces[-1] and size + len(line) > _LONGEST_PIECE:
                pieces.append([])
                size = 0
            pieces[-1].append(line)
            size += len(line)
        for place, piece in enumerate(pieces, start=1):
            value = None if event.value is None else "\n".join(piece)
            record = _record(msgspec.structs.replace(event, value=value))
            yield f"{number}.{place} {record.decode()}"


def _whole_journal(cells: Iterable[str]) -> Iterator[msgspec.Raw]:
    """Yield the events of the journal in their order, the pieces of each put together again."""
    numbered = [
        (int(found[1]), int(found[2]), found[3]) for cell in cells if (found := _CELL.fullmatch(cell))
    ]
    for _, pieces in groupby(sorted(numbered), key=lambda piece: piece[0]):
        first, *others = (encoded for _, _, encoded in pieces)
        if others:
            try:
                events = [msgspec.json.decode(encoded, type=Event) for encoded in (first, *others)]
            except (msgspec.DecodeError, RecursionError):
                yield msgspec.Raw(b"")  # which is told as a note that is not whole
                continue
            value = "\n".join(event.value or "" for event in events)
            yield msgspec.Raw(_record(msgspec.structs.replace(events[0], value=value)))
        else:
            yield msgspec.Raw(first.encode())


def read_csv(table: Table, report: Report | None = None) -> Seen:
    """Return the invitations of a CSV export, out of its columns `record` and `journal` alone."""
    record, journal = table.columns["record"], table.columns.get(_JOURNAL)
    rows: list[tuple[int, str]] = []
    cells: list[str] = []
    for line, row in table.rows(report):
        if journal is not None and row[journal]:
            cells.append(row[journal])
        if row[record] or journal is None or not row[journal]:
            rows.append((line, row[record]))
    return _seen(rows, table.source, LAYOUT.what, _whole_journal(cells))


LAYOUT = Layout("an export of invitetui", ("uid", "state", "sent_earliest", "record"), read_csv)


_COLUMNS: dict[str, Callable[[Snapshot, Invitation, Standing], str | int | bool | datetime | None]] = {
    "name": lambda _, invitation, __: invitation.name,
    "url": lambda _, invitation, __: invitation.url,
    "headline": lambda _, invitation, __: invitation.headline,
    "state": lambda _, __, standing: standing.state.value,
    "sent_earliest": lambda _, invitation, __: invitation.sent_earliest,
    "sent_latest": lambda _, invitation, __: invitation.sent_latest,
    "note": lambda _, invitation, __: invitation.note,
    "source": lambda _, invitation, __: invitation.source,
    "priority": lambda _, __, standing: standing.priority,
    "stale": lambda _, __, standing: standing.stale.value,
    "kept": lambda _, __, standing: standing.kept,
    "signals": lambda _, __, standing: standing.signals,
    "withdrawn_at": lambda _, __, standing: standing.withdrawn_at,
    "ready_at": lambda _, __, standing: standing.ready_at,
    "accepted_at": lambda _, __, standing: _accepted_at(standing),
    "attempt": lambda snapshot, invitation, _: snapshot.book.attempt(invitation),
    "uid": lambda _, invitation, __: invitation.uid,
}


def _accepted_at(standing: Standing) -> datetime | None:
    outcome = standing.outcome
    return outcome.at if outcome and outcome.kind == Kind.ACCEPTED else None


def _text(value: str | int | bool | datetime | None) -> str:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _harmless(field: str) -> str:
    return "'" + field if field.startswith(_FORMULA) else field


def _seen(
    records: Iterable[tuple[int | None, msgspec.Raw | str]],
    source: str,
    what: str,
    journal: Iterable[msgspec.Raw] = (),
) -> Seen:
    decode = msgspec.json.Decoder(Invitation).decode
    taken: list[Invitation] = []
    rejected: list[Rejected] = []
    for number, (line, record) in enumerate(records, start=1):
        try:
            taken.append(_checked(decode(record)))
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
            rejected.append(Rejected(source, line, f"record {number} is not whole: {clean(str(error))}"))
    noted: list[Event] = []
    for number, encoded in enumerate(journal, start=1):
        try:
            event = _checked_event(msgspec.json.decode(encoded, type=Event))
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
            rejected.append(Rejected(source, None, f"note {number} is not whole: {clean(str(error))}"))
        else:
            noted += [event] if event.kind != Happening.SEED else []
    return Seen(what, records=tuple(taken), journal=tuple(noted), rejected=tuple(rejected))


def _checked(record: Invitation) -> Invitation:
    """Return the record with every text and address made harmless again: anyone may have written it."""
    if not _UID.fullmatch(record.uid):
        raise ValueError("its uid is not one")
    if not (name := clean(record.name)):
        raise ValueError("there is no name")
    earliest, latest = _utc(record.sent_earliest), _utc(record.sent_latest)
    if latest < earliest:
        raise ValueError("it was sent later than its latest instant")
    return msgspec.structs.replace(
        record,
        name=name,
        sent_earliest=earliest,
        sent_latest=latest,
        url=canonical(record.url),
        headline=_cleaned(record.headline),
        note=_cleaned(record.note),
        source=_cleaned(record.source),
        events=tuple(map(_checked_event, record.events)),
    )


def _checked_event(event: Event) -> Event:
    return msgspec.structs.replace(
        event,
        kind=clean(event.kind),
        at=_utc(event.at),
        until=None if event.until is None else _utc(event.until),
        value=None if event.value is None else _value(event.kind, event.value),
    )


def _value(kind: str, value: str) -> str:
    """A draft keeps its lines, and so does what is remembered of people: each is checked when it is read."""
    if kind == Happening.SHOWN:
        return value
    return harmless(value) if kind == Kind.DRAFT else clean(value)


def _cleaned(text: str | None) -> str | None:
    return None if text is None else clean(text) or None


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} names no zone")
    return instant.astimezone(UTC)
