"""The figures, against values from other people's software and by hand.

Wilson intervals: `statsmodels.stats.proportion.proportion_confint(k, n, method="wilson")` of
statsmodels 0.15.0; `scipy.stats.binomtest(k, n).proportion_ci(method="wilson")` of SciPy 1.17.1 gives
the same to 14 digits.
Quantiles: `numpy.quantile(values, share, method="linear")` of NumPy 2.4.6.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from invitetui.domain import findings
from invitetui.domain.compare import compare, quantile, wilson
from invitetui.domain.differences import difference
from invitetui.domain.groups import Group, Groups
from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.lives import mature_after_days
from invitetui.domain.moments import LocalTimes
from invitetui.domain.standing import State
from invitetui.domain.stats import AgeBand, Week, stats
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
    ("values", "share", "expected"),
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
def test_quantiles_are_those_of_numpy(values: list[float], share: float, expected: float) -> None:
    assert quantile(values, share) == pytest.approx(expected, rel=1e-12)


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
    assert mature_after_days(waits) == mature_after


def test_an_acceptance_known_to_the_day_counts_from_the_middles_of_both_ranges() -> None:
    ranged = sent("2026-11-01T00:00", "2026-11-02T00:00").recording(
        event(Kind.ACCEPTED, "2026-11-04T00:00", until="2026-11-05T00:00", by="linkedin")
    )
    assert stats(seen(NOW, ranged)).waits.median == 3.0
    before = sent("2026-11-02T12:00").recording(
        event(Kind.ACCEPTED, "2026-11-02T00:00", until="2026-11-02T23:59:59", by="linkedin")
    )
    assert stats(seen(NOW, before)).waits.median == 0.0


def test_of_an_empty_book_there_are_no_figures_and_no_crash() -> None:
    found = stats(seen(NOW))
    assert (found.naive.rate, found.matured.rate, found.waits.median, found.weeks) == (
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
    assert found.waits.median == pytest.approx((3 + 0.5) / 2)


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


def test_groups_tell_of_matured_invitations_what_they_have_in_common() -> None:
    snapshot = seen(
        NOW,
        sent("2026-10-05T10:00", to="a", note="x" * 100, source="PyData").recording(accepted("2026-10-07")),
        sent("2026-10-05T11:59", to="b", note="x" * 101),
        sent("2026-10-06T12:00", to="c", note="x" * 250),
        sent("2026-10-06T23:00", "2026-10-07T01:00", to="d"),
        sent("2026-10-08T08:30", "2026-10-08T09:30", to="e"),
        sent("2026-10-20T08:30", to="e", uid="again"),
        sent("2026-11-18T08:30", to="young"),
    )
    found = {
        groups.name: {one.value: (one.rate.successes, one.rate.n) for one in groups.groups}
        for groups in stats(snapshot).groups
    }
    assert found == {
        "note": {"with": (1, 3), "without": (0, 3)},
        "note_length": {"none": (0, 3), "1–100": (1, 1), "101–200": (0, 1), "over 200": (0, 1)},
        "source": {"PyData": (1, 1), "none": (0, 5)},
        "priority": {"none": (1, 6)},
        "weekday": {"Mon": (1, 2), "Tue": (0, 2), "Thu": (0, 1)},
        "hour": {"6–9": (0, 1), "9–12": (1, 2), "12–15": (0, 1)},
        "attempt": {"1": (1, 5), "2": (0, 1)},
        "week": {"2026-10-05": (1, 5), "2026-10-19": (0, 1)},
    }


def test_the_clock_change_does_not_move_an_hour() -> None:
    """In Berlin the clocks went back on 25 October 2026 at 01:00 UTC."""
    times = LocalTimes(ZoneInfo("Europe/Berlin"))
    told = [
        times.hour(utc(at)) % 24
        for at in ("2026-10-25T00:59", "2026-10-25T01:00", "2026-10-24T22:00", "2026-10-24T21:59")
    ]
    assert told == [2, 2, 0, 23]
    assert LocalTimes(ZoneInfo("Asia/Kathmandu")).hour(utc("2026-10-25T00:15")) % 24 == 6


def test_a_mark_loses_what_came_later_and_frees_what_is_older() -> None:
    snapshot = seen(
        NOW,
        sent("2026-10-01", to="quick").recording(accepted("2026-10-04")),
        sent("2026-10-01", to="slow").recording(accepted("2026-10-15")),
        sent("2026-10-01", to="just").recording(accepted("2026-10-08")),
        sent("2026-11-09T10:00", to="ten"),
        sent("2026-11-05", to="kept").recording(event(Kind.KEPT, "2026-11-06")),
        sent("2026-11-18", to="young"),
    )
    assert [(one.mark_days, one.lost, one.freed) for one in stats(snapshot).policies] == [
        (7, 1, 1),
        (10, 1, 1),
        (14, 0, 0),
        (21, 0, 0),
        (30, 0, 0),
        (60, 0, 0),
    ]


def test_weeks_of_which_only_the_sent_page_told_are_marked_incomplete() -> None:
    def weeks(*invitations: Invitation) -> list[bool]:
        return [week.incomplete for week in stats(seen(NOW, *invitations)).weeks]

    page = [sent("2026-10-26", "2026-11-01", to="a"), sent("2026-11-10", "2026-11-11", to="b")]
    assert weeks(*page) == [True, False, True]
    archived = [sent("2026-10-20", to="c"), sent("2026-11-06", to="d")]
    assert weeks(*page, *archived) == [False, False, False, True]
    assert weeks(*archived) == [False, False, False]


def test_the_forecast_of_a_steady_person_stays_where_it_is_and_is_the_same_each_time() -> None:
    """Ten a week are sent, five of them accept at once, and five are withdrawn after three weeks."""
    book = []
    for week in range(20):
        for number in range(10):
            at = utc(NOW) - timedelta(days=7 * week + 1)
            one = sent(at.isoformat(), to=f"p{week}-{number}")
            if number < 5:
                one = one.recording(accepted((at + timedelta(hours=6)).isoformat()))
            elif week >= 3:
                one = one.recording(withdrawn((at + timedelta(days=21)).isoformat()))
            book.append(one)
    ahead = stats(seen(NOW, *book)).forecast
    assert ahead == stats(seen(NOW, *reversed(book))).forecast
    assert (ahead.sent_a_week, ahead.withdrawn_a_week) == (10, 5)
    assert [week.week for week in ahead.weeks[:2]] == [date(2026, 11, 26), date(2026, 12, 3)]
    for coming in ahead.weeks:
        assert coming.pending_low <= 15 <= coming.pending_high
        assert coming.pending == pytest.approx(15, abs=2)


def test_the_forecast_says_when_the_backlog_is_gone_and_when_never() -> None:
    """Nothing is sent any more: forty stale ones at ten a week take four weeks."""
    old = [sent("2026-09-01", to=f"p{number}") for number in range(40)]
    gone = [
        sent("2026-08-01", to=f"w{week}-{number}").recording(
            withdrawn((utc(NOW) - timedelta(days=7 * week + 1)).isoformat())
        )
        for week in range(8)
        for number in range(10)
    ]
    ahead = stats(seen(NOW, *old, *gone)).forecast
    assert ahead.clear == (date(2026, 12, 17), date(2026, 12, 17))
    assert [(week.pending, week.stale) for week in ahead.weeks[:4]] == [(30, 30), (20, 20), (10, 10), (0, 0)]
    assert stats(seen(NOW, *old)).forecast.clear == (None, None)


def test_each_figure_says_one_sentence() -> None:
    """None is cut, none is empty, of any book."""
    groups = Groups(
        "note",
        (Group("with", wilson(56, 70)), Group("without", wilson(48, 80))),
        Group("with", wilson(56, 70)),
        "without",
        compare(wilson(56, 70), wilson(48, 80)),
    )
    assert difference(groups) == ("Notes help you: 80 % with, 60 % without; 95 % sure: 5 to 33 points more.")
    less = wilson(41, 100)
    unsure = replace(groups, difference=compare(less, wilson(50, 100)), best=Group("with", less))
    assert difference(unsure) == (
        "Notes make no difference you could tell yet: 41 % with, 50 % without. "
        "Not enough yet: about 759 more would tell."
    )
    nothing = stats(seen(NOW))
    assert findings.curve(nothing) == findings.waits(nothing) == "Nobody has accepted yet."
    assert findings.acceptance(nothing).endswith(
        "not enough yet to say: 10 matured invitations are the least."
    )


def test_an_answer_within_the_days_in_which_it_may_have_been_sent_tells_no_weekday() -> None:
    """Sent on a Monday, a Tuesday or a Wednesday; accepted on the Tuesday."""
    snapshot = seen(
        NOW,
        sent("2026-10-05T10:00", "2026-10-07T10:00").recording(accepted("2026-10-06T12:00")),
        sent("2026-10-08T10:00", to="bo"),
    )
    groups = {found.name: found.groups for found in stats(snapshot).groups}
    assert [(group.value, group.rate.n) for group in groups["weekday"]] == [("Thu", 1)]
    assert [(group.value, group.rate.n) for group in groups["week"]] == [("2026-10-05", 2)]
