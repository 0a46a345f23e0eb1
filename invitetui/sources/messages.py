"""messages.csv: a note is delivered when the invitation is accepted, so that it dates the acceptance.

Of all the messages only those are kept that could be a note: to one person, 300 characters at most.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from invitetui.domain.profile import HostileAddress
from invitetui.domain.text import clean, fold
from invitetui.sources.fields import Unreadable, address
from invitetui.sources.remembered import fingerprint
from invitetui.sources.seen import Rejected, Seen, SeenMessage
from invitetui.sources.table import Layout, Report, Table

LONGEST_NOTE = 300
"""Characters."""

OTHERS = re.compile(r"(?:.*[/\\])?(?:guide|coach|learning)_\w*messages\.csv", re.IGNORECASE)
"""Files with the same header that hold conversations with programs of LinkedIn."""

_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})(?: UTC)?")


def read(table: Table, report: Report | None = None) -> Seen:
    """Return the messages that may be the note of an invitation."""
    to, sent, content = (table.columns[name] for name in ("to", "date", "content"))
    urls = table.columns.get("recipient profile urls")
    notes: list[SeenMessage] = []
    rejected: list[Rejected] = []
    owner = _Owner(table)
    for line, row in table.rows(report):
        text = row[content]
        recipients = "" if urls is None else row[urls].strip()
        if "," in recipients:
            continue
        owner.wrote_or_got(row)
        if not text.strip() or len(text) > 2 * LONGEST_NOTE:
            continue
        text = clean(text)
        name = clean(row[to])
        if len(text) > LONGEST_NOTE or not (name or recipients):
            continue
        try:
            at = _instant(row[sent])
            notes.append(SeenMessage(address(recipients), name, at, fingerprint(text), line, table.source))
        except (Unreadable, HostileAddress) as error:
            rejected.append(Rejected(table.source, line, str(error)))
    notes = [note for note in notes if fold(note.name) != owner.name]
    return Seen(LAYOUT.what, messages=tuple(notes), rejected=tuple(rejected))


class _Owner:
    """Finds whose messages these are: the one who wrote or got each of them. To them goes no note."""

    def __init__(self, table: Table) -> None:
        self._places = table.columns["from"], table.columns["to"]
        self._may_be: set[str] | None = None

    def wrote_or_got(self, row: list[str]) -> None:
        """Look at one message between two people."""
        if self._may_be is None or len(self._may_be) > 1:
            two = {row[place] for place in self._places}
            self._may_be = two if self._may_be is None else self._may_be & two

    @property
    def name(self) -> str:
        """Their folded name; empty where it can't be told, for there is but one conversation."""
        return fold(next(iter(self._may_be))) if self._may_be and len(self._may_be) == 1 else ""


def _instant(field: str) -> datetime:
    if not (found := _DATE.fullmatch(field.strip())):
        raise Unreadable(f"“{clean(field[:60])}” is not a date that can be read")
    try:
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    except ValueError as error:
        raise Unreadable(f"“{clean(field[:60])}” is no date of the calendar") from error


LAYOUT = Layout("messages.csv", ("FROM", "TO", "DATE", "CONTENT"), read)
