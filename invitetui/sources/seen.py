"""What a source showed, before it is compared with the book. Immutable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from invitetui.domain.invitation import Invitation
from invitetui.domain.journal import Journal
from invitetui.domain.moments import after
from invitetui.domain.text import clean


class SourceError(Exception):
    """A source that can't be trusted as a whole: nothing of it is taken."""

    def __init__(self, source: str, line: int | None, reason: str) -> None:
        self.source = clean(source)
        self.line = line
        self.reason = clean(reason)
        place = self.source if line is None else f"{self.source}, line {line}"
        super().__init__(f"{place}: {self.reason}")


class SeenInvitation(msgspec.Struct, frozen=True, gc=False):
    """An invitation that the person sent, as one source shows it."""

    name: str
    url: str | None
    """The canonical profile address, where the source has one."""
    sent_earliest: datetime
    """The first instant (UTC) at which it may have been sent."""
    sent_latest: datetime
    """The last instant (UTC) at which it may have been sent; equal where the source is exact."""
    note: str | None
    line: int
    """Where it begins in its file, counted from 1."""
    source: str
    """The file's name."""
    headline: str | None = None


class SeenConnection(msgspec.Struct, frozen=True, gc=False):
    """A person with whom the owner is connected."""

    name: str
    url: str | None
    """The canonical profile address, where the source has one."""
    earliest: datetime
    """The first instant (UTC) at which they may have connected."""
    latest: datetime
    """The last instant (UTC) at which they may have connected: for a bare day its last second."""
    line: int
    """Where it begins in its file, counted from 1."""
    source: str
    """The file's name."""


class SeenMessage(msgspec.Struct, frozen=True, gc=False):
    """A message to one person, short enough to be the note of an invitation."""

    to: str | None
    """The canonical address of whom it went to, where the source has one."""
    name: str
    at: datetime
    """When it was delivered (UTC): a note is, at the moment of acceptance."""
    words: str
    """The fingerprint of what it says, see `remembered.fingerprint`."""
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """LinkedIn's Sent page: what was pending at one moment."""

    source: str
    taken_at: datetime
    """The instant (UTC) at which the page was taken."""
    cards: tuple[SeenInvitation, ...]
    count: int | None
    """How many its heading says there are; None where it says nothing."""
    complete: bool
    """Whether all that were pending then are among the cards; else nobody is missing from it."""

    @property
    def lacks(self) -> str | None:
        """In words why nobody is missing from it; None where it is complete."""
        if self.complete:
            return None
        if self.count is None:
            told = "the page's count of people isn't among what was copied: copy it from its top to its end"
        elif len(self.cards) < self.count:
            told = f"{len(self.cards):,} of {self.count:,}: scroll to the end and copy again"
        else:
            told = f"{len(self.cards):,} people where the page counts {self.count:,}: copy it again"
        return f"{told}; nothing is concluded from what is missing"


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was not taken, while the others of its file were."""

    source: str
    line: int | None
    """Where it begins, counted from 1; None where the format has no lines."""
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """All that one source showed."""

    what: str
    """What the source is, in words for the person: `Invitations.csv and Connections.csv`."""
    invitations: tuple[SeenInvitation, ...] = ()
    connections: tuple[SeenConnection, ...] = ()
    pages: tuple[Page, ...] = ()
    messages: tuple[SeenMessage, ...] = ()
    records: tuple[Invitation, ...] = ()
    """Complete invitations with their events, out of this program's own export."""
    journal: Journal = ()
    """What was noted of the account, out of this program's own export."""
    skipped: int = 0
    """Rows that are well-formed and not ours: incoming invitations, hidden members."""
    rejected: tuple[Rejected, ...] = ()


AHEAD = timedelta(days=1)
"""So far ahead of ours another clock, or the day of another zone, may be; what is later has not been."""


def what_has_been(seen: Seen, now: datetime) -> Seen:
    """Return it without the invitations that are said to be sent in the future: those are rejected."""
    last = after(now, AHEAD)
    if not any(one.sent_earliest > last for one in seen.invitations):
        return seen
    refused = (
        Rejected(one.source, one.line, f"it was sent on {_day(one):%Y-%m-%d}, which is in the future")
        for one in seen.invitations
        if one.sent_earliest > last
    )
    return replace(
        seen,
        invitations=tuple(one for one in seen.invitations if one.sent_earliest <= last),
        rejected=(*seen.rejected, *refused),
    )


def _day(one: SeenInvitation) -> datetime:
    """Return the middle of when it was sent: of a day anywhere that is an instant of the same date."""
    return one.sent_earliest + (one.sent_latest - one.sent_earliest) / 2


def alike(refused: Iterable[Rejected]) -> list[tuple[str, int]]:
    """Return the rejected by reason, each told once with the first of its lines, and how many it is."""
    lines: dict[tuple[str, str], list[int | None]] = {}
    for one in refused:
        lines.setdefault((one.source, one.reason), []).append(one.line)
    return [(f"{_place(source, at)}: {reason}", len(at)) for (source, reason), at in lines.items()]


def _place(source: str, at: list[int | None]) -> str:
    lines = [f"{line}" for line in at if line]
    if not lines:
        return source if len(at) == 1 else f"{source}, {len(at):,} rows"
    if len(lines) == 1:
        return f"{source}, line {lines[0]}"
    more = ", …" if len(lines) > _LINES else ""
    return f"{source}, {len(at):,} rows, lines {', '.join(lines[:_LINES])}{more}"


_LINES = 5


def merge(parts: Iterable[Seen]) -> Seen:
    """Return what several sources showed, as if it were one source.

    Connections then meet all the invitations, whichever source came first.
    """
    parts = tuple(parts)
    return Seen(
        what=" and ".join(dict.fromkeys(part.what for part in parts if part.what)),
        invitations=tuple(invitation for part in parts for invitation in part.invitations),
        connections=tuple(connection for part in parts for connection in part.connections),
        pages=tuple(page for part in parts for page in part.pages),
        messages=tuple(message for part in parts for message in part.messages),
        records=tuple(record for part in parts for record in part.records),
        journal=tuple(event for part in parts for event in part.journal),
        skipped=sum(part.skipped for part in parts),
        rejected=tuple(rejected for part in parts for rejected in part.rejected),
    )
