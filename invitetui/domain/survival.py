"""How acceptance grows with time, while many are still undecided.

Kaplan–Meier asks what share would accept if none were withdrawn; Aalen–Johansen asks what becomes of
invitations as the person really treats them. Times are days since sent, rates fractions of 1.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from operator import attrgetter

import msgspec

from invitetui.domain.compare import Z95
from invitetui.domain.lives import End, Life


class Point(msgspec.Struct, frozen=True, gc=False):
    """The acceptance curve from one day on, until the next point."""

    day: float
    accepted: float
    """1 − the Kaplan–Meier survival."""
    low: float
    high: float
    at_risk: int
    """How many were still undecided just before that day."""


Curve = Sequence[Point]
"""Points at day 0, at each day with an acceptance, and at the last day anyone was seen; ascending."""


class Incidence(msgspec.Struct, frozen=True, gc=False):
    """What has become of invitations by a day, as shares of all."""

    day: float
    accepted: float
    withdrawn: float
    expired: float


def kaplan_meier(accepted: Sequence[float], undecided: Sequence[float]) -> list[Point]:
    """Return the share accepted by each day, with its pointwise 95 % band.

    S(t) = Π over tᵢ ≤ t of (1 − dᵢ/nᵢ) (Kaplan and Meier, JASA 53, 1958); the band is
    exp(−exp(log(−log S) ± z·√(Σ dᵢ/(nᵢ(nᵢ−dᵢ)))/log S)), Greenwood's variance on the log-log scale,
    which stays within 0 and 1 (Kalbfleisch and Prentice 1980; Collett, section 2.2). Who leaves on the
    day of an acceptance was still there for it. Where all have accepted Greenwood's variance has no
    value: the lower end stays where it was and the upper is 1.

    Args:
        accepted: days after which somebody accepted, ascending.
        undecided: days after which somebody was last known not to have, ascending.
    """
    at_risk, left = len(accepted) + len(undecided), 0
    if not at_risk:
        return []
    points = [Point(0.0, 0.0, 0.0, 0.0, at_risk)]
    survival, greenwood, low = 1.0, 0.0, 0.0
    index, several = 0, len(accepted)
    while index < several:
        day, start = accepted[index], index
        while index < several and accepted[index] == day:
            index += 1
        while left < len(undecided) and undecided[left] < day:
            left += 1
        remaining, died = at_risk - start - left, index - start
        survival *= 1 - died / remaining
        if died < remaining:
            greenwood += died / (remaining * (remaining - died))
            low, high = _band(survival, greenwood)
        else:
            survival, high = 0.0, 1.0
        point = Point(day, 1 - survival, low, high, remaining)
        if day == 0:
            points[0] = point
        else:
            points.append(point)
    last = max(accepted[-1] if accepted else 0.0, undecided[-1] if undecided else 0.0)
    if last > points[-1].day:
        still = len(undecided) - bisect_left(undecided, last)
        points.append(msgspec.structs.replace(points[-1], day=last, at_risk=still))
    return points


def _band(survival: float, greenwood: float) -> tuple[float, float]:
    """The ends of the band of the share accepted."""
    logarithm = log(survival)
    half = Z95 * sqrt(greenwood) / -logarithm
    return 1 - exp(logarithm * exp(-half)), 1 - exp(logarithm * exp(half))


def acceptance_curve(lives: Sequence[Life]) -> list[Point]:
    """Return the acceptance curve of these invitations: whoever has not accepted leaves undecided.

    Where it is only known in which range an invitation was sent, its wait counts from the middle of
    the range, and the band holds those of both ends: all sent as late, and all as early, as can be.
    """
    yes = End.ACCEPTED
    accepted = [life for life in lives if life.end is yes]
    undecided = [life for life in lives if life.end is not yes]
    middle = kaplan_meier(sorted(map(_DAYS, accepted)), sorted(map(_DAYS, undecided)))
    if all(life.least == life.most for life in lives):
        return middle
    days = [point.day for point in middle]
    late, early = (
        _on(kaplan_meier(sorted(map(end, accepted)), sorted(map(end, undecided))), days)
        for end in (_LEAST, _MOST)
    )
    return [
        Point(
            point.day,
            point.accepted,
            min(point.low, one.low, other.low),
            max(point.high, one.high, other.high),
            point.at_risk,
        )
        for point, one, other in zip(middle, late, early, strict=True)
    ]


_DAYS, _LEAST, _MOST = attrgetter("days"), attrgetter("least"), attrgetter("most")


def _on(curve: Curve, days: Sequence[float]) -> list[Point]:
    """The points that hold on these days, which ascend."""
    found, index = [], 0
    for day in days:
        while index + 1 < len(curve) and curve[index + 1].day <= day:
            index += 1
        found.append(curve[index])
    return found


def at(curve: Curve, day: float) -> Point:
    """Return the point that holds on that day; of an empty curve nothing is accepted."""
    index = bisect_right(curve, day, key=attrgetter("day"))
    return curve[index - 1] if index else Point(day, 0.0, 0.0, 0.0, 0)


def chance_left(curve: Curve, age: float) -> float:
    """Return the chance that somebody undecided at that age will still accept.

    (S(age) − S(end)) / S(age): the conditional survival, as far as the curve has been seen.
    """
    if not curve:
        return 0.0
    undecided = 1 - at(curve, age).accepted
    return (curve[-1].accepted - (1 - undecided)) / undecided if undecided > 0 else 0.0


def aalen_johansen(ended: Mapping[End, Sequence[float]], everyone: Sequence[float]) -> list[Incidence]:
    """Return what share was accepted, withdrawn and expired by each day on which anything happened.

    Iₖ(t) = Σ over tᵢ ≤ t of S(tᵢ₋₁)·dₖᵢ/nᵢ, where S is the survival of all three together (Aalen and
    Johansen, Scand. J. Statist. 5, 1978). The three shares and those still open make up 1.

    Args:
        ended: for each end its days.
        everyone: the days of all, those still open too, ascending.
    """
    counts = [Counter(ended.get(end, ())) for end in list(End)[1:]]
    accepted, withdrawn, expired = counts
    share, second, third, survival, left = 0.0, 0.0, 0.0, 1.0, 0
    found = [Incidence(0.0, 0.0, 0.0, 0.0)] if everyone else []
    for day in sorted(set().union(*counts)):
        while everyone[left] < day:
            left += 1
        at_risk = len(everyone) - left
        step = survival / at_risk
        share += step * (one := accepted[day])
        second += step * (two := withdrawn[day])
        third += step * (three := expired[day])
        survival *= 1 - (one + two + three) / at_risk
        if day == 0:
            found.clear()
        found.append(Incidence(day, share, second, third))
    return found


def incidence(lives: Sequence[Life]) -> list[Incidence]:
    """Return what became of these invitations over time, waits counted from the middle of each range."""
    by_end: list[list[float]] = [[] for _ in End]
    for life in lives:
        by_end[life.end].append(life.days)
    # Ascending runs one after another are sorted in no time.
    everyone = sorted([day for days in by_end for day in sorted(days)])
    return aalen_johansen({end: by_end[end] for end in list(End)[1:]}, everyone)
