"""Connections.csv of every era: with or without a preamble, with or without addresses."""

from __future__ import annotations

from invitetui.domain.profile import HostileAddress
from invitetui.domain.text import clean
from invitetui.sources.fields import ConnectedDays, Unreadable, address
from invitetui.sources.seen import Rejected, Seen, SeenConnection
from invitetui.sources.table import Layout, Report, Table


def read(table: Table, report: Report | None = None) -> Seen:
    """Return the connections; members who hide themselves (only a date) are counted as skipped."""
    first, last = table.columns["first name"], table.columns["last name"]
    connected_on, at = table.columns["connected on"], table.columns.get("url")
    days = ConnectedDays()
    connected: list[SeenConnection] = []
    rejected: list[Rejected] = []
    skipped = 0
    for line, row in table.rows(report):
        try:
            earliest, latest = days.read(row[connected_on])
            url = None if at is None else address(row[at])
        except (Unreadable, HostileAddress) as error:
            rejected.append(Rejected(table.source, line, str(error)))
            continue
        name = clean(f"{row[first]} {row[last]}")
        if name or url:
            connected.append(SeenConnection(name, url, earliest, latest, line, table.source))
        else:
            skipped += 1
    return Seen(LAYOUT.what, connections=tuple(connected), skipped=skipped, rejected=tuple(rejected))


LAYOUT = Layout("Connections.csv", ("First Name", "Last Name", "Connected On"), read)
