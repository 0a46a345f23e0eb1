"""The figures, against values from other people's software and by hand.

Wilson intervals: `statsmodels.stats.proportion.proportion_confint(k, n, method="wilson")` of
statsmodels 0.15.0; `scipy.stats.binomtest(k, n).proportion_ci(method="wilson")` of SciPy 1.17.1 gives
the same to 14 digits.
Quantiles: `numpy.quantile(values, share, method="linear")` of NumPy 2.4.6.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from invitetui.domain import stats as figures
from invitetui.domain.invitation import Kind
from invitetui.domain.standing import State
from invitetui.domain.stats import AgeBand, Week, stats, wilson
from tests.unit.made import accepted, event, seen, sent, utc, withdrawn

NOW = "2026-11-19T10:00"
"""A Thursday."""


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 1, 0.0, 0.7934506856227627),
        (1, 1, 0.2065493143772374, 1.0),
        (0, 10, 0.0, 0.27753279986288926),
        (1, 10, 0.017876213095072924, 0.40415002679523854),
        (5, 10, 0.23659309051256394, 0.7634069094874361),
        (10, 10, 0.7224672001371106, 1.0),
        (3, 7, 0.15821985525146964, 0.7495416354723428),
        (30, 100, 0.21894885294932756, 0.39584854633346667),
        (34, 52, 0.5180355424727014, 0.7684899233353408),
        (106, 138, 0.6910223792683624, 0.830686862974736),
        (1278, 1575, 0.7913610928149081, 0.8299805843492777),
        (4411, 5302, 0.8216460622770253, 0.8417736850560161),
    ],
)
def test_wilson_is_that_of_statsmodels_and_scipy(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert (found.successes, found.n, found.rate) == (successes, n, successes / n)
    assert found.low == pytest.approx(low, rel=1e-12, abs=1e-15)
    assert found.high == pytest.approx(high, rel=1e-12, abs=1e-15)


def test_of_nothing_there_is_no_rate_and_of_little_no_verdict() -> None:
    nothing = wilson(0, 0)
    assert (nothing.rate, nothing.low, nothing.high, nothing.enough) == (None, None, None, False)
    assert not wilson(9, 9).enough
    assert wilson(0, 10).enough


@pytest.mark.parametrize(
    ("values", "share", "quantile"),
    [
        ([1.0], 0.95, 1.0),
        ([1.0, 2.0], 0.25, 1.25),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.5),
        ([1.0, 2.0, 3.0, 4.0], 0.95, 3.8499999999999996),
        ([0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 30], 0.0, 0.5),
        ([0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 30], 0.25, 1.625),
        ([0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 30], 0.5, 3.5),
        ([0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 30], 0.95, 19.649999999999977),
        ([0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 30], 1.0, 30.0),
    ],
)
def test_quantiles_are_those_of_numpy(values: list[float], share: float, quantile: float) -> None:
    assert figures._quantile(values, share) == pytest.approx(quantile, rel=1e-12)


@pytest.mark.parametrize(
    ("waits", "mature_after"),
    [
        ([1.0] * 9, 21),
        ([1.0] * 10, 1),
        ([2.0] * 10, 2),
        ([2.1] * 10, 3),
        ([3.0] * 10, 3),
        ([0.01] * 10, 1),
        ([0.0] * 10, 1),
    ],
)
def test_an_invitation_is_mature_when_95_percent_of_the_acceptances_had_come(
    waits: list[float], mature_after: int
) -> None:
    assert figures._mature_after(waits) == mature_after


def test_an_acceptance_known_to_the_day_counts_from_the_middles_of_both_ranges() -> None:
    ranged = sent("2026-11-01T00:00", "2026-11-02T00:00").recording(
        event(Kind.ACCEPTED, "2026-11-04T00:00", until="2026-11-05T00:00", by="linkedin")
    )
    assert stats(seen(NOW, ranged)).median_days_to_accept == 3.0
    before = sent("2026-11-02T12:00").recording(
        event(Kind.ACCEPTED, "2026-11-02T00:00", until="2026-11-02T23:59:59", by="linkedin")
    )
    assert stats(seen(NOW, before)).median_days_to_accept == 0.0


def test_of_an_empty_book_there_are_no_figures_and_no_crash() -> None:
    found = stats(seen(NOW))
    assert (found.naive.rate, found.matured.rate, found.median_days_to_accept, found.weeks) == (
        None,
        None,
        None,
        (),
    )
    assert sum(band.count for band in found.ages) == 0
    assert set(found.counts) == set(State)


def test_the_naive_rate_counts_all_and_the_matured_one_leaves_out_who_may_yet_answer() -> None:
    snapshot = seen(
        NOW,
        sent("2026-10-29T10:00", to="just mature"),
        sent("2026-10-29T10:00:01", to="not quite"),
        sent("2026-10-01", to="accepted").recording(accepted("2026-10-04")),
        sent("2026-11-18", to="young and accepted").recording(accepted("2026-11-18T12:00")),
        sent("2026-10-01", to="withdrawn").recording(withdrawn("2026-11-01")),
    )
    found = stats(snapshot)
    assert found.mature_after_days == 21
    assert (found.naive.successes, found.naive.n) == (2, 5)
    assert (found.matured.successes, found.matured.n) == (1, 3)
    assert found.median_days_to_accept == pytest.approx((3 + 0.5) / 2)


def test_weeks_begin_on_monday_where_the_person_lives_and_none_in_between_is_left_out() -> None:
    snapshot = seen(
        NOW,
        sent("2026-11-15T22:59", to="sunday").recording(accepted("2026-11-17")),
        sent("2026-11-15T23:00", to="monday, in Berlin"),
        sent("2026-10-26T12:00", to="three weeks before").recording(withdrawn("2026-11-17")),
        zone=ZoneInfo("Europe/Berlin"),
    )
    assert stats(snapshot).weeks == (
        Week(date(2026, 10, 26), sent=1, accepted=0, open=0),
        Week(date(2026, 11, 2), sent=0, accepted=0, open=0),
        Week(date(2026, 11, 9), sent=1, accepted=1, open=0),
        Week(date(2026, 11, 16), sent=1, accepted=0, open=1),
    )


@pytest.mark.parametrize(
    ("sent_at", "band"),
    [
        ("2026-11-19T10:00:00", 0),
        ("2026-11-12T10:00:01", 0),
        ("2026-11-12T10:00:00", 7),
        ("2026-11-05T10:00:00", 14),
        ("2026-10-22T10:00:00", 28),
        ("2026-09-20T10:00:00", 60),
        ("2026-07-22T10:00:00", 120),
    ],
)
def test_ages_of_the_pending_fall_into_bands(sent_at: str, band: int) -> None:
    ages = stats(seen(NOW, sent(sent_at), sent(sent_at, to="mei").recording(accepted(sent_at)))).ages
    assert [each.days_from for each in ages if each.count] == [band]
    assert ages[-1] == AgeBand(120, None, int(band == 120))
    assert all(one.days_to == next_.days_from for one, next_ in pairwise(ages))


def test_counts_are_those_of_the_snapshot() -> None:
    snapshot = seen(NOW, sent("2026-11-10"), sent("2026-11-01", to="mei"))
    assert stats(snapshot).counts == {state: snapshot.counts[state] for state in State}


def test_the_ends_of_the_calendar_are_weeks_too() -> None:
    first = seen("0001-01-02", sent("0001-01-01")).moved_to(utc("0001-01-20"))
    assert stats(first).weeks == (Week(date(1, 1, 1), 1, 0, 1),)
    last = seen("9999-12-31", sent("9999-12-30"))
    assert stats(last).weeks == (Week(date(9999, 12, 27), 1, 0, 1),)
