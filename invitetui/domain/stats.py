"""What worked, with its uncertainty. A pending invitation is undecided, never counted as refused.

Ages are in days (24 hours), rates are fractions of 1, intervals are 95 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt

from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.moments import local_day
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Standing, State

Z95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""

ENOUGH = 10
"""Below this many matured invitations there is no verdict."""

MATURES_BY_DEFAULT = 21
"""Days after which an answer is unlikely, until the person's own acceptances say better."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its Wilson interval; None where there is nothing to count."""

    successes: int
    n: int
    rate: float | None
    low: float | None
    high: float | None

    @property
    def enough(self) -> bool:
        """Whether it rests on enough to say anything."""
        return self.n >= ENOUGH


def wilson(successes: int, n: int, z: float = Z95) -> Rate:
    """Return a share with its Wilson score interval.

    centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n)
    (E. B. Wilson, JASA 22, 1927). It stays within 0 and 1 and is fair for small n.
    """
    if n == 0:
        return Rate(0, 0, None, None, None)
    p, zz = successes / n, z * z
    centre = (p + zz / (2 * n)) / (1 + zz / n)
    half = z * sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n)
    # Rounding may put an end a hair inside 0 or 1 where the share itself is 0 or 1.
    return Rate(successes, n, p, min(p, max(0.0, centre - half)), max(p, min(1.0, centre + half)))


@dataclass(frozen=True, slots=True)
class Week:
    """The invitations sent in one week, Monday to Sunday, and what has become of them."""

    monday: date
    sent: int
    accepted: int
    open: int
    """Still waiting for an answer: this week's rate can only rise."""


@dataclass(frozen=True, slots=True)
class AgeBand:
    """How many pending invitations are of an age; `days_to` is None for the open end."""

    days_from: int
    days_to: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of the Stats tab."""

    naive: Rate
    """Accepted of all sent: too low while young ones are still open."""
    matured: Rate
    """Accepted of those old enough to have been answered."""
    mature_after_days: int
    median_days_to_accept: float | None
    weeks: tuple[Week, ...]
    """Oldest first; weeks without invitations in between are there with zeros."""
    ages: tuple[AgeBand, ...]
    counts: dict[State, int]


_BANDS = ((0, 7), (7, 14), (14, 28), (28, 60), (60, 120), (120, None))


def stats(snapshot: Snapshot) -> Stats:
    """Return the figures of a snapshot."""
    rows = [(invitation, snapshot.standings[invitation.uid]) for invitation in snapshot.book]
    waits = sorted(
        days for invitation, stands in rows if (days := _days_to_accept(invitation, stands)) is not None
    )
    mature_after = _mature_after(waits)
    matured = [
        stands.state is State.ACCEPTED
        for invitation, stands in rows
        if snapshot.now - invitation.sent_latest >= timedelta(days=mature_after)
    ]
    return Stats(
        naive=wilson(snapshot.counts[State.ACCEPTED], len(rows)),
        matured=wilson(sum(matured), len(matured)),
        mature_after_days=mature_after,
        median_days_to_accept=_quantile(waits, 0.5) if waits else None,
        weeks=_weeks(rows, snapshot),
        ages=_ages(rows, snapshot),
        counts={state: snapshot.counts[state] for state in State},
    )


def _days_to_accept(invitation: Invitation, stands: Standing) -> float | None:
    """Days from the middle of when it was sent to the middle of when it was accepted."""
    if stands.outcome is None or stands.outcome.kind != Kind.ACCEPTED:
        return None
    accepted = stands.outcome.at + ((stands.outcome.until or stands.outcome.at) - stands.outcome.at) / 2
    sent = invitation.sent_earliest + (invitation.sent_latest - invitation.sent_earliest) / 2
    return max(0.0, (accepted - sent) / timedelta(days=1))


def _mature_after(waits: list[float]) -> int:
    """The age by which 95 % of the person's acceptances had come, in whole days."""
    return max(1, ceil(_quantile(waits, 0.95))) if len(waits) >= ENOUGH else MATURES_BY_DEFAULT


def _quantile(ordered: list[float], share: float) -> float:
    """The empirical quantile, linear between neighbours (Hyndman and Fan 1996, type 7)."""
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def _weeks(rows: Iterable[tuple[Invitation, Standing]], snapshot: Snapshot) -> tuple[Week, ...]:
    sent: Counter[date] = Counter()
    accepted: Counter[date] = Counter()
    still_open: Counter[date] = Counter()
    for invitation, stands in rows:
        day = local_day(invitation.sent_latest, snapshot.zone)
        monday = date.fromordinal(max(1, day.toordinal() - day.weekday()))
        sent[monday] += 1
        accepted[monday] += stands.state is State.ACCEPTED
        still_open[monday] += stands.pending
    if not sent:
        return ()
    mondays = range(min(sent).toordinal(), max(sent).toordinal() + 1, 7)
    return tuple(
        Week(monday, sent[monday], accepted[monday], still_open[monday])
        for monday in map(date.fromordinal, mondays)
    )


def _ages(rows: Iterable[tuple[Invitation, Standing]], snapshot: Snapshot) -> tuple[AgeBand, ...]:
    counts: Counter[int] = Counter()
    for invitation, stands in rows:
        if stands.pending:
            days = snapshot.age(invitation)[0].days
            counts[next(i for i, (_, end) in enumerate(_BANDS) if end is None or days < end)] += 1
    return tuple(AgeBand(start, end, counts[i]) for i, (start, end) in enumerate(_BANDS))
