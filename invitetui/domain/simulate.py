"""What would have been under another mark, and what is coming: simulated, the same for the same book."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from invitetui.domain.compare import quantile
from invitetui.domain.lives import DAY, Life
from invitetui.domain.moments import add_days
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.survival import Curve, at

MARKS = (7, 10, 14, 21, 30, 60)
"""The marks that the simulator tries, in days."""

WEEKS = 8
"""So many weeks are looked ahead, and so many back for the pace."""

RUNS = 200
_SEED = 1958
_WEEK = 7 * DAY


class Policy(NamedTuple):
    """What one mark would have done."""

    mark_days: int
    lost: int
    """Acceptances that came later than the mark: those withdrawn by then would never have come."""
    freed: int
    """Pending invitations at least that old and not kept: their slots would be free now."""


def policies(waits: Sequence[float], lives: Iterable[Life], snapshot: Snapshot) -> tuple[Policy, ...]:
    """Return what each mark would have lost and freed on the person's own invitations.

    Args:
        waits: after how many days those accepted were, ascending.
        lives: all waits.
        snapshot: says which invitations are kept.
    """
    standings = snapshot.standings
    ages = sorted([life.least for life in lives if life.pending and not standings[life.uid].kept])
    return tuple(
        Policy(mark, len(waits) - bisect_right(waits, mark), len(ages) - bisect_left(ages, mark))
        for mark in MARKS
    )


class Ahead(NamedTuple):
    """What is expected at the end of a coming week: the middle of the runs, and where 95 % of them lie."""

    week: date
    """The day on which the week ends."""
    pending_low: int
    pending: int
    pending_high: int
    stale_low: int
    stale: int
    stale_high: int


class Span(NamedTuple):
    """When something comes, between the earliest and latest of 95 % of the runs; None is later than all."""

    earliest: date | None
    latest: date | None


class Forecast(NamedTuple):
    """The coming weeks at the pace of the last ones."""

    weeks: tuple[Ahead, ...]
    sent_a_week: float
    withdrawn_a_week: float
    clear: Span
    """When nothing is stale any more."""
    under_alarm: Span
    """When fewer are pending than what alarms."""


def forecast(snapshot: Snapshot, lives: Sequence[Life], curve: Curve) -> Forecast:
    """Return what the coming weeks bring if the person goes on as in the last eight.

    Each run draws, week by week: how many are sent and how many withdrawn (one of the past weeks, a
    bootstrap; Efron 1979), how many of each age accept (binomial, with the hazard of the acceptance
    curve; a week's are taken to be of its middle age), and drops those that expire. The oldest stale
    ones are withdrawn first. The band holds chance and the person's own unevenness, not the doubt
    about the curve.
    """
    sent, withdrawn = _pace(snapshot, lives)
    mark, oldest = snapshot.rules.stale_days, max(1, round(snapshot.rules.expiry_months * 30.44 / 7))
    ages = [0] * oldest
    for life in lives:
        if life.pending:
            ages[min(oldest - 1, int(life.days / 7))] += 1
    hazards = [_hazard(curve, 7 * week + 3.5, 7 * week + 10.5) for week in range(oldest)]
    stale = [max(0.0, min(1.0, week + 1 - mark / 7)) for week in range(oldest)]
    at_first = _hazard(curve, 0, 3.5)
    chance = random.Random(_SEED)  # noqa: S311  # a simulation, not a secret
    runs = [_run(chance, ages, hazards, at_first, sent, withdrawn, stale) for _ in range(RUNS)]
    weeks = []
    for week in range(WEEKS):
        pending = sorted(run[week][0] for run in runs)
        past = sorted(run[week][1] for run in runs)
        bands = [round(quantile(found, share)) for found in (pending, past) for share in (0.025, 0.5, 0.975)]
        weeks.append(Ahead(add_days(snapshot.today, 7 * (week + 1)), *bands))
    return Forecast(
        weeks=tuple(weeks),
        sent_a_week=sum(sent) / len(sent),
        withdrawn_a_week=sum(withdrawn) / len(withdrawn),
        clear=_when(runs, snapshot.today, stale=True, below=1),
        under_alarm=_when(runs, snapshot.today, stale=False, below=snapshot.rules.pending_alarm),
    )


def _pace(snapshot: Snapshot, lives: Sequence[Life]) -> tuple[list[int], list[int]]:
    """How many were sent and withdrawn in each of the last weeks, back to the first invitation."""
    now = snapshot.now.timestamp()
    ages = Counter(int((now - life.sent) // _WEEK) for life in lives)
    gone = [stands.withdrawn_at for stands in snapshot.standings.values() if stands.withdrawn_at]
    withdrawn = Counter(int((now - instant.timestamp()) // _WEEK) for instant in gone)
    weeks = range(min(WEEKS, max(1, max(ages, default=0))))
    return [ages[week] for week in weeks], [withdrawn[week] for week in weeks]


def _hazard(curve: Curve, since: float, until: float) -> float:
    """The chance that one undecided at the one age accepts before the other."""
    undecided = 1 - at(curve, since).accepted
    return (at(curve, until).accepted - 1 + undecided) / undecided if undecided > 0 else 0.0


def _run(
    chance: random.Random,
    ages: Sequence[int],
    hazards: Sequence[float],
    at_first: float,
    sent: Sequence[int],
    withdrawn: Sequence[int],
    stale: Sequence[float],
) -> list[tuple[int, int]]:
    """One run: how many are pending and how many of them stale after each week."""
    found = []
    first_stale = next((week for week, share in enumerate(stale) if share), len(stale))
    for _ in range(WEEKS):
        waiting = [n - _binomial(chance, n, hazard) for n, hazard in zip(ages, hazards, strict=True)]
        new = chance.choice(sent)
        ages = [new - _binomial(chance, new, at_first), *waiting[:-1]]
        left, past_mark = chance.choice(withdrawn), 0
        for week in range(len(ages) - 1, first_stale - 1, -1):
            past = round(ages[week] * stale[week])
            taken = min(left, past)
            ages[week] -= taken
            left -= taken
            past_mark += past - taken
        found.append((sum(ages), past_mark))
    return found


def _binomial(chance: random.Random, n: int, p: float) -> int:
    """Draw how many of `n` do what each does with probability `p`; by the normal curve where many do."""
    if n == 0 or p <= 0:
        return 0
    mean = n * p
    spread = mean * (1 - p)
    if spread > 20:
        return max(0, min(n, round(chance.gauss(mean, spread**0.5))))
    if n <= 40:
        return sum(chance.random() < p for _ in range(n))
    if p > 0.5:
        return n - _binomial(chance, n, 1 - p)
    # By inversion: the probabilities are summed until they reach the number drawn.
    drawn, k, share = chance.random(), 0, (1 - p) ** n
    while drawn > share and k < n:
        drawn -= share
        share *= (n - k) / (k + 1) * p / (1 - p)
        k += 1
    return k


def _when(runs: Sequence[Sequence[tuple[int, int]]], today: date, *, stale: bool, below: int) -> Span:
    """When a number first is below another, in 95 % of the runs."""
    weeks = sorted(
        next((week for week, found in enumerate(run, 1) if found[stale] < below), WEEKS + 1) for run in runs
    )
    ends = (weeks[int(0.025 * len(weeks))], weeks[int(0.975 * len(weeks))])
    earliest, latest = (add_days(today, 7 * week) if week <= WEEKS else None for week in ends)
    return Span(earliest, latest)
