"""When to send: one's own acceptances where they tell, else what vendors advise; the next such hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.good_hours import ADVICE, GoodHours, good_hours, next_window
from invitetui.domain.moments import FOREVER
from invitetui.domain.stats import stats
from tests.unit.made import accepted, seen, sent, utc

NOW = "2026-11-19T10:00"


def test_without_enough_of_one_s_own_it_is_what_vendors_advise() -> None:
    assert good_hours(()) is ADVICE
    assert good_hours(stats(seen(NOW, sent("2026-09-01"))).groups) is ADVICE
    assert ADVICE.says == "Tue–Thu 9–17"
    assert "contested" in ADVICE.evidence


def test_one_s_own_acceptances_decide_where_they_tell() -> None:
    people = []
    for week in range(10):
        for day in range(5):
            for number in range(3):
                at = utc("2026-06-01T10:30") + timedelta(days=7 * week + day, hours=3 * number)
                one = sent(at.isoformat(), to=f"p{week}-{day}-{number}")
                lucky = (day == 1 or number == 0) and (week + day) % 4
                people.append(one.recording(accepted((at + timedelta(days=1)).isoformat())) if lucky else one)
    hours = good_hours(stats(seen(NOW, *people)).groups)
    assert (hours.days, hours.starts, hours.ends, hours.own_clock) == ((1,), 9, 12, True)
    assert hours.says == "Tue 9–12"
    assert hours.evidence.startswith("Your own acceptances: 80% of 30 sent on Tue and 74% of 50 ")
    assert hours.evidence.endswith(" sent at 9–12 o'clock, more than chance would give.")


@pytest.mark.parametrize(
    ("now", "zone", "start", "end"),
    [
        ("2026-11-19T10:00", UTC, "2026-11-19T09:00", "2026-11-19T17:00"),
        ("2026-11-19T17:00", UTC, "2026-11-24T09:00", "2026-11-24T17:00"),
        ("2026-11-23T22:00", ZoneInfo("Asia/Tokyo"), "2026-11-24T00:00", "2026-11-24T08:00"),
        ("2026-11-19T02:00", ZoneInfo("America/Los_Angeles"), "2026-11-19T17:00", "2026-11-20T01:00"),
        ("2026-10-23T10:00", ZoneInfo("Europe/Berlin"), "2026-10-27T08:00", "2026-10-27T16:00"),
        ("2026-10-20T10:00", ZoneInfo("Europe/Berlin"), "2026-10-20T07:00", "2026-10-20T15:00"),
    ],
)
def test_the_next_good_hours(now: str, zone: ZoneInfo, start: str, end: str) -> None:
    assert next_window(utc(now), zone, ADVICE) == (utc(start), utc(end))


def test_hours_until_midnight_and_the_end_of_the_calendar() -> None:
    late = GoodHours((0,), 18, 24, own_clock=True, evidence="")
    assert next_window(utc("2026-11-23T23:59"), UTC, late) == (utc("2026-11-23T18:00"), utc("2026-11-24"))
    assert next_window(datetime(9999, 12, 31, 23, tzinfo=UTC), UTC, ADVICE) == (FOREVER, FOREVER)


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")).map(
        lambda at: at.replace(tzinfo=UTC)
    ),
    st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(0, 22),
)
def test_they_lie_ahead_within_a_week_on_a_good_day(
    now: datetime, zone: timezone, days: tuple[int, ...], starts: int
) -> None:
    hours = GoodHours(days, starts, starts + 1, own_clock=False, evidence="")
    start, end = next_window(now, zone, hours)
    assert start < end
    assert now < end
    assert start <= now + timedelta(days=7)
    assert start.astimezone(zone).weekday() in days
    assert start.astimezone(zone).hour == starts
