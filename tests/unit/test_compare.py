"""Whether two shares differ, against other people's software.

Fisher: `scipy.stats.fisher_exact` of SciPy 1.17.1. Two proportions: `scipy.stats.chi2_contingency(table,
correction=False)`, the same test. Newcombe: `confint_proportions_2indep(..., method="newcomb",
compare="diff")` of statsmodels 0.15.0.
"""

from __future__ import annotations

import pytest

from invitetui.domain.compare import compare, fisher, more_needed, newcombe, two_proportions, wilson

Counts = tuple[int, int, int, int]


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ((3, 10, 9, 12), 0.0835573095635015),
        ((0, 5, 8, 9), 0.002997002997002997),
        ((1, 20, 2, 300), 0.1765429999408529),
        ((7, 7, 0, 3), 0.008333333333333333),
    ],
)
def test_fisher_is_that_of_scipy(counts: Counts, p: float) -> None:
    a, n, b, m = counts
    assert fisher(wilson(a, n), wilson(b, m)) == pytest.approx(p, abs=1e-12)
    assert fisher(wilson(b, m), wilson(a, n)) == pytest.approx(p, abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ((41, 100, 44, 100), 0.6678365357057532),
        ((30, 100, 60, 120), 0.002662185508945004),
        ((400, 1000, 350, 990), 0.03246977959853699),
    ],
)
def test_two_proportions_are_those_of_scipy(counts: Counts, p: float) -> None:
    a, n, b, m = counts
    assert two_proportions(wilson(a, n), wilson(b, m)) == pytest.approx(p, abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "interval"),
    [
        ((56, 70, 48, 80), (0.05243147240236498, 0.33387265403690614)),
        ((9, 10, 3, 10), (0.1705227239345029, 0.809017973535488)),
        ((0, 20, 0, 10), (-0.27753279986288926, 0.1611251580528194)),
        ((41, 100, 44, 100), (-0.1637519757433437, 0.10528601560642942)),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(counts: Counts, interval: tuple[float, float]) -> None:
    a, n, b, m = counts
    assert newcombe(wilson(a, n), wilson(b, m)) == pytest.approx(interval, abs=1e-12)


def test_small_groups_are_compared_exactly_and_large_ones_by_proportions() -> None:
    small = compare(wilson(3, 10), wilson(9, 12))
    large = compare(wilson(30, 100), wilson(60, 120))
    assert small is not None
    assert large is not None
    assert small.p == pytest.approx(0.0835573095635015)
    assert large.p == pytest.approx(0.002662185508945004)
    assert (small.told, large.told, large.more) == (False, True, 0)
    assert compare(wilson(3, 10), wilson(0, 0)) is None


def test_of_many_comparisons_each_has_to_be_surer() -> None:
    alone = compare(wilson(400, 1000), wilson(350, 990))
    among_ten = compare(wilson(400, 1000), wilson(350, 990), tests=10)
    assert alone is not None
    assert among_ten is not None
    assert (alone.told, among_ten.told) == (True, False)
    assert among_ten.p == pytest.approx(10 * alone.p)


def test_about_how_many_more_would_tell() -> None:
    """40 against 50 %, as many of each: 388 of each by Fleiss's formula (his table A.3, uncorrected)."""
    assert more_needed(wilson(40, 100), wilson(50, 100)) == 2 * 388 - 200 - 1
    assert more_needed(wilson(40, 100), wilson(40, 100)) is None
    assert more_needed(wilson(400, 1000), wilson(401, 1000)) is None
    assert more_needed(wilson(0, 0), wilson(1, 10)) is None
    assert two_proportions(wilson(0, 10), wilson(0, 10)) == 1
