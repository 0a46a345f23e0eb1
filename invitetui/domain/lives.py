"""How long each invitation has waited, and what ended that: what all estimates over time rest on.

Instants are seconds here (UTC, since 1970), for a hundred thousand of them have to be reckoned with at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import islice
from math import ceil
from typing import TypeVar

import msgspec

from invitetui.domain.compare import ENOUGH, quantile
from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.moments import middle
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import PENDING, Standing, State, expires_at

Sort = TypeVar("Sort", bound=Hashable)
DAY = 86_400
"""Seconds."""
MATURES_BY_DEFAULT = 21
"""Days after which an answer is unlikely, until the person's own acceptances say better."""


class End(IntEnum):
    """What ended the wait."""

    OPEN = 0
    """Nothing yet, or nobody knows: it says only that there was no acceptance until then."""
    ACCEPTED = 1
    WITHDRAWN = 2
    EXPIRED = 3


class Life(msgspec.Struct, frozen=True, gc=False):
    """One invitation's wait in days; a range where it is not known exactly when it was sent."""

    uid: str
    end: End
    days: float
    """Reckoned from the middle of the range in which it was sent."""
    least: float
    """Reckoned from the last instant at which it may have been sent."""
    most: float
    """Reckoned from the first."""
    sent: float
    """The last instant at which it may have been sent."""
    pending: bool
    """Whether it still waits for an answer."""


def lives(snapshot: Snapshot, among: Iterable[Invitation] | None = None) -> list[Life]:
    """Return the wait of each invitation, of all in the book's order unless others are given."""
    standings, reinvited, now = snapshot.standings.whole, snapshot.book.reinvited, snapshot.now.timestamp()
    still_open, taken, accepted, undecided = End.OPEN, End.ACCEPTED, State.ACCEPTED, PENDING
    found = []
    for invitation in snapshot.book if among is None else among:
        uid, latest, earliest = invitation.uid, invitation.sent_latest, invitation.sent_earliest
        stands = standings[uid]
        pending = False
        if (state := stands.state) in undecided:
            end, at, pending = still_open, now, True
        elif state is accepted and (outcome := stands.outcome) and outcome.until is None:
            end, at = taken, outcome.at.timestamp()
        else:
            end, ended = _end(invitation, stands, reinvited.get(uid), snapshot)
            at = ended.timestamp()
        sent = latest.timestamp()
        days = least = most = (at - sent) / DAY if at > sent else 0.0
        if earliest != latest:
            since = earliest.timestamp()
            days, most = max(0.0, (at - (sent + since) / 2) / DAY), max(0.0, (at - since) / DAY)
        found.append(Life(uid, end, days, least, most, sent, pending))
    return found


def _end(
    invitation: Invitation, stands: Standing, reinvited_at: datetime | None, snapshot: Snapshot
) -> tuple[End, datetime]:
    """What ended it and when; one that another invitation replaced was open until that was sent."""
    outcome = stands.outcome
    if outcome is not None and outcome.kind == Kind.ACCEPTED:
        return End.ACCEPTED, middle(outcome.at, outcome.until)
    if stands.withdrawn_at is not None:
        return End.WITHDRAWN, stands.withdrawn_at
    if stands.state is State.UNCLEAR:
        return End.OPEN, snapshot.now
    expired = expires_at(invitation, snapshot.rules)
    if outcome is not None:
        return End.EXPIRED, min(outcome.at, expired)
    if reinvited_at is not None and reinvited_at < min(expired, snapshot.now):
        return End.OPEN, reinvited_at
    return End.EXPIRED, expired


def mature_after_days(waits: Sequence[float]) -> int:
    """Return the age by which 95 % of the person's acceptances had come, in whole days."""
    return max(1, ceil(quantile(waits, 0.95))) if len(waits) >= ENOUGH else MATURES_BY_DEFAULT


def weekday_of(day: int) -> int:
    """Return the day of the week, 0 for Monday."""
    return (day - 1) % 7


def monday_of(day: int) -> int:
    """Return the Monday of its week: the calendar's first day is one."""
    return day - weekday_of(day)


def tally(kinds: Iterable[Sort]) -> Counter[Sort]:
    """Return how many there are of each kind.

    A thousand at a time: all at once would hold up other threads for as long as that takes.
    """
    found: Counter[Sort] = Counter()
    left = iter(kinds)
    while batch := tuple(islice(left, 1000)):
        found.update(batch)
    return found
