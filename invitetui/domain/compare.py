"""Shares, their intervals, and whether two of them differ. Rates are fractions of 1, intervals are 95 %."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, erfc, exp, lgamma, pi, sqrt

import msgspec

Z95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""

_Z80 = 0.8416212335729143
"""The 80 % point: the power at which a sample is called large enough."""

ENOUGH = 10
"""Below this many matured invitations there is no verdict."""

SURE = 0.05
"""A difference is told where chance alone would show one as large less often than this."""

_EXPECTED = 5.0
"""Where fewer than this are expected in a cell, the normal approximation is not used (Cochran 1954)."""

_MOST_WORTH_WAITING_FOR = 10_000


class Rate(msgspec.Struct, frozen=True):
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


class Difference(msgspec.Struct, frozen=True):
    """How much larger one share is than another, and whether that can be told from chance."""

    difference: float
    low: float
    high: float
    p: float
    """How often chance alone shows a difference as large."""
    more: int | None
    """About how many more invitations would tell; 0 where it is told, None where no number is sensible."""

    @property
    def told(self) -> bool:
        """Whether it can be told from chance."""
        return self.p < SURE


def compare(one: Rate, other: Rate, *, tests: int = 1) -> Difference | None:
    """Return how `one` differs from `other`, or None where either has nothing to count.

    Tested by Fisher's exact test where a cell expects fewer than five, else by two proportions.

    Args:
        one: a share.
        other: the share that it is compared with.
        tests: how many comparisons are made side by side; p is multiplied by it (Bonferroni), for of
            twenty groups one looks special by chance.
    """
    if one.rate is None or other.rate is None:
        return None
    p = fisher(one, other) if _smallest_expected(one, other) < _EXPECTED else two_proportions(one, other)
    p = min(1.0, p * tests)
    low, high = newcombe(one, other)
    more = 0 if p < SURE else more_needed(one, other, tests=tests)
    return Difference(one.rate - other.rate, low, high, p, more)


def _smallest_expected(one: Rate, other: Rate) -> float:
    n = one.n + other.n
    successes = one.successes + other.successes
    return min(one.n, other.n) * min(successes, n - successes) / n


def two_proportions(one: Rate, other: Rate) -> float:
    """Return the two-sided p of the pooled two-proportion test.

    z = (p₁ − p₂) / √(p(1−p)(1/n₁ + 1/n₂)) with p the share of both together; p = erfc(|z|/√2).
    It is Pearson's χ² test without correction (Fleiss, Statistical Methods for Rates and Proportions).
    """
    n = one.n + other.n
    p = (one.successes + other.successes) / n
    spread = sqrt(p * (1 - p) * (1 / one.n + 1 / other.n))
    if spread == 0:
        return 1.0
    return erfc(abs(one.successes / one.n - other.successes / other.n) / spread / sqrt(2))


def fisher(one: Rate, other: Rate) -> float:
    """Return the two-sided p of Fisher's exact test.

    The sum, over all tables with the same margins, of the hypergeometric probabilities that are not
    larger than that of the table seen (R. A. Fisher, 1922; the sum as R and SciPy take it).
    """
    successes, n = one.successes + other.successes, one.n + other.n

    def chance(k: int) -> float:
        ways = _log_choose(one.n, k) + _log_choose(other.n, successes - k) - _log_choose(n, successes)
        return exp(ways)

    seen = chance(one.successes) * (1 + 1e-7)
    possible = range(max(0, successes - other.n), min(one.n, successes) + 1)
    return min(1.0, sum(found for k in possible if (found := chance(k)) <= seen))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def newcombe(one: Rate, other: Rate) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two shares, from their Wilson intervals.

    d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²)
    (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10).
    """
    p1, l1, u1 = one.rate or 0.0, one.low or 0.0, one.high or 0.0
    p2, l2, u2 = other.rate or 0.0, other.low or 0.0, other.high or 0.0
    difference = p1 - p2
    below = sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
    above = sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    return difference - below, difference + above


def more_needed(one: Rate, other: Rate, *, tests: int = 1) -> int | None:
    """Return about how many more would tell the difference seen, in the same proportion as so far.

    n₁ = (z·√((r+1)·p̄(1−p̄)) + z₀.₈·√(r·p₁(1−p₁) + p₂(1−p₂)))² / (r·(p₁−p₂)²), n₂ = r·n₁,
    p̄ = (p₁ + r·p₂)/(1 + r), z = z₀.₉₇₅, or further out where several tests are made (Fleiss,
    Statistical Methods for Rates and Proportions): a difference that large would then be told four
    times of five. None where there is no difference, or where it is
    so small that more than 10,000 would be needed.
    """
    if not one.n or not other.n:
        return None
    p1, p2, ratio = one.successes / one.n, other.successes / other.n, other.n / one.n
    if p1 == p2:
        return None
    mean = (p1 + ratio * p2) / (1 + ratio)
    z = _point(SURE / tests)
    spread = z * sqrt((ratio + 1) * mean * (1 - mean)) + _Z80 * sqrt(ratio * p1 * (1 - p1) + p2 * (1 - p2))
    needed = spread**2 / (ratio * (p1 - p2) ** 2) * (1 + ratio)
    more = max(1, ceil(needed - one.n - other.n))
    return more if more <= _MOST_WORTH_WAITING_FOR else None


def _point(share: float) -> float:
    """Return beyond which point of the standard normal distribution, on both sides together, a share lies.

    By Newton's method, from the left, where it never goes too far: `statistics`, which knows it too, is
    3 ms at each start.
    """
    z, step = 0.0, 1.0
    while step > 1e-12:
        step = (erfc(z / sqrt(2)) - share) / (sqrt(2 / pi) * exp(-z * z / 2))
        z += step
    return z


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the empirical quantile, linear between neighbours (Hyndman and Fan 1996, type 7)."""
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)
