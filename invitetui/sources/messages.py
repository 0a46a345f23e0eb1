"""messages.csv: a note is delivered when the invitation is accepted, so that it dates the acceptance.

Of all the messages only those are kept that could be a note: to one person, 300 characters at most.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from invitetui.domain.profile import HostileAddress
from invitetui.domain.text import clean
from invitetui.sources.fields import Unreadable, address
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
    for line, row in table.rows(report):
        text = row[content]
        recipients = "" if urls is None else row[urls].strip()
        if not text.strip() or len(text) > 2 * LONGEST_NOTE or "," in recipients:
            continue
        text = clean(text)
        name = clean(row[to])
        if len(text) > LONGEST_NOTE or not (name or recipients):
            continue
        try:
            notes.append(
                SeenMessage(address(recipients), name, _instant(row[sent]), text, line, table.source)
            )
        except (Unreadable, HostileAddress) as error:
            rejected.append(Rejected(table.source, line, str(error)))
    return Seen(LAYOUT.what, messages=tuple(notes), rejected=tuple(rejected))


def _instant(field: str) -> datetime:
    if not (found := _DATE.fullmatch(field.strip())):
        raise Unreadable(f"“{clean(field[:60])}” is not a date that can be read")
    try:
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    except ValueError as error:
        raise Unreadable(f"“{clean(field[:60])}” is no date of the calendar") from error


LAYOUT = Layout("messages.csv", ("FROM", "TO", "DATE", "CONTENT"), read)
