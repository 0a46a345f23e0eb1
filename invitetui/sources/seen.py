"""What a source showed, before it is compared with the book. Immutable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from invitetui.domain.invitation import Invitation
from invitetui.domain.journal import Journal
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
