"""What worked, with its uncertainty. A pending invitation is undecided, never counted as refused.

Ages are in days (24 hours), rates are fractions of 1, intervals are 95 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from invitetui.domain.compare import Rate, quantile, wilson
from invitetui.domain.groups import Groups, group, share_accepted
from invitetui.domain.lives import DAY, End, Life, lives, mature_after_days, monday_of, tally
from invitetui.domain.moments import LocalTimes, before
from invitetui.domain.simulate import Forecast, Policy, forecast, policies
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.domain.survival import Curve, Incidence, acceptance_curve, incidence


class Week(msgspec.Struct, frozen=True):
    """The invitations sent in one week, Monday to Sunday, and what has become of them."""

    monday: date
    sent: int
    accepted: int
    open: int
    """Still waiting for an answer: this week's rate can only rise."""
    incomplete: bool = False
    """Whether some may be missing that were accepted before anything was imported: see `_incomplete`."""


class AgeBand(msgspec.Struct, frozen=True):
    """How many pending invitations are of an age; `days_to` is None for the open end."""

    days_from: int
    days_to: int | None
    count: int


class Waits(msgspec.Struct, frozen=True):
    """How many days those who accept take; None while nobody has."""

    q25: float | None
    median: float | None
    q75: float | None
    p95: float | None
    """The age by which 95 % of the person's acceptances had come."""


class Stats(msgspec.Struct, frozen=True):
    """The figures of the Stats tab."""

    naive: Rate
    """Accepted of all sent: too low while young ones are still open."""
    matured: Rate
    """Accepted of those old enough to have been answered."""
    mature_after_days: int
    waits: Waits
    curve: Curve
    incidence: Sequence[Incidence]
    groups: tuple[Groups, ...]
    policies: tuple[Policy, ...]
    forecast: Forecast
    weeks: tuple[Week, ...]
    """Oldest first; weeks without invitations in between are there with zeros."""
    ages: tuple[AgeBand, ...]
    counts: dict[State, int]
    lives: Sequence[Life]
    """How long each invitation has waited, in the book's order."""


_BANDS = ((0, 7), (7, 14), (14, 28), (28, 60), (60, 120), (120, None))


def stats(snapshot: Snapshot) -> Stats:
    """Return the figures of a snapshot."""
    waited, times, yes = lives(snapshot), LocalTimes(snapshot.zone), End.ACCEPTED
    waits = sorted([life.days for life in waited if life.end is yes])
    mature_after = mature_after_days(waits)
    mature_since = before(snapshot.now, timedelta(days=mature_after))
    sent_in = [times.hour(one.sent_latest) for one in snapshot.book]
    matured = [
        row
        for row in zip(snapshot.book, snapshot.standings.values(), sent_in, strict=True)
        if row[0].sent_latest <= mature_since
    ]
    curve = acceptance_curve(waited)
    return Stats(
        naive=wilson(len(waits), len(waited)),
        matured=share_accepted(matured),
        mature_after_days=mature_after,
        waits=Waits(*(quantile(waits, share) if waits else None for share in (0.25, 0.5, 0.75, 0.95))),
        curve=curve,
        incidence=incidence(waited),
        groups=group(matured, snapshot, times),
        policies=policies(waits, waited, snapshot),
        forecast=forecast(snapshot, waited, curve),
        weeks=_weeks(waited, sent_in),
        ages=_ages(waited),
        counts={state: snapshot.counts[state] for state in State},
        lives=waited,
    )


def _weeks(waited: Sequence[Life], sent_in: Sequence[int]) -> tuple[Week, ...]:
    seen_whole, yes = _seen_whole(waited), End.ACCEPTED
    kinds = tally(
        (hour, life.end is yes, life.pending, life.least != life.most and _incomplete(life, seen_whole))
        for life, hour in zip(waited, sent_in, strict=True)
    )
    weeks: dict[int, list[int]] = {}
    for (hour, accepted, pending, incomplete), n in kinds.items():
        week = weeks.setdefault(monday_of(hour // 24), [0, 0, 0, 0])
        for index, counted in enumerate((True, accepted, pending, incomplete)):
            week[index] += n if counted else 0
    if not weeks:
        return ()
    return tuple(
        Week(date.fromordinal(monday), sent, accepted, still_open, incomplete > 0)
        for monday in range(min(weeks), max(weeks) + 1, 7)
        for sent, accepted, still_open, incomplete in (weeks.get(monday, (0, 0, 0, 0)),)
    )


def _seen_whole(waited: Sequence[Life]) -> tuple[float, float] | None:
    """Between which instants archives told of invitations: they list the accepted too."""
    exact = [life.sent for life in waited if life.least == life.most]
    return (min(exact), max(exact)) if exact else None


def _incomplete(life: Life, seen_whole: tuple[float, float] | None) -> bool:
    """Return of one sent in a range: may others of its week be missing, accepted before they were seen?

    The Sent page lists only what is pending, and gives the time of sending as a range; an archive
    lists the accepted too, and gives it to the minute. So an invitation with a range that lies outside
    the time of which archives tell is known from the Sent page alone (left truncation).
    """
    if seen_whole is None:
        return True
    first, last = seen_whole
    return life.sent < first or life.sent - (life.most - life.least) * DAY > last


def _ages(waited: Sequence[Life]) -> tuple[AgeBand, ...]:
    days = Counter([int(life.least) for life in waited if life.pending])
    counts: Counter[int] = Counter()
    for age, n in days.items():
        counts[band_of(age)] += n
    return tuple(AgeBand(start, end, counts[i]) for i, (start, end) in enumerate(_BANDS))


def band_of(days: int) -> int:
    """Return the number of the band of ages in which an age in whole days falls."""
    return next(i for i, (_, end) in enumerate(_BANDS) if end is None or days < end)
