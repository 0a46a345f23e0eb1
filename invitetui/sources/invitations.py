"""Invitations.csv of every era: `From,To,Sent At,Message,Direction`, since late 2023 with addresses.

It lists accepted invitations too and says nothing of their state.
"""

from __future__ import annotations

from invitetui.domain.profile import HostileAddress
from invitetui.domain.text import clean
from invitetui.sources.fields import DayFirst, SentTimes, Unreadable, address
from invitetui.sources.seen import Rejected, Seen, SeenInvitation, SourceError
from invitetui.sources.table import Layout, Report, Table


def read(table: Table, report: Report | None = None) -> Seen:
    """Return the invitations that the owner sent; those received are counted as skipped.

    Raises:
        SourceError: a spreadsheet saved the dates again with the day first, so that others can't be
            told apart from LinkedIn's.
    """
    direction = table.columns["direction"]
    row_of = _Rows(table)
    sent: list[SeenInvitation] = []
    rejected: list[Rejected] = []
    skipped = 0
    for line, row in table.rows(report):
        toward = row[direction].strip().upper()
        if toward == "INCOMING":
            skipped += 1
            continue
        try:
            if toward != "OUTGOING":
                raise Unreadable("the direction is neither OUTGOING nor INCOMING")
            sent.append(row_of.invitation(line, row))
        except DayFirst as error:
            raise SourceError(
                table.source,
                line,
                f"{error}: a spreadsheet saved the dates anew, take the file as LinkedIn gave it",
            ) from error
        except (Unreadable, HostileAddress) as error:
            rejected.append(Rejected(table.source, line, str(error)))
    return Seen(LAYOUT.what, invitations=tuple(sent), skipped=skipped, rejected=tuple(rejected))


LAYOUT = Layout("Invitations.csv", ("From", "To", "Sent At", "Direction"), read)


class _Rows:
    """Where the columns of one file stand."""

    def __init__(self, table: Table) -> None:
        self._source = table.source
        self._to = table.columns["to"]
        self._sent_at = table.columns["sent at"]
        self._message = table.columns.get("message")
        self._address = table.columns.get("inviteeprofileurl")
        self._times = SentTimes()

    def invitation(self, line: int, row: list[str]) -> SeenInvitation:
        name = clean(row[self._to])
        if not name:
            raise Unreadable("there is no name")
        earliest, latest = self._times.read(row[self._sent_at])
        url = None if self._address is None else address(row[self._address])
        note = None if self._message is None else clean(row[self._message]) or None
        return SeenInvitation(name, url, earliest, latest, note, line, self._source)
