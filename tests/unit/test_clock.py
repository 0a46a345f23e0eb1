"""The machine's own zone, through its changes of daylight saving time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from invitetui import clock
from invitetui.clock import LOCAL
from invitetui.domain.moments import FOREVER, local_day, start_of_day
from tests.unit.made import utc

ZONES = ("Europe/Berlin", "America/New_York", "UTC", "Asia/Kathmandu")
CHANGES = ("2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01")
"""The days on which America and Europe put their clocks forward, and back."""

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone can't be set for a test here")


@pytest.fixture
def live_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ZoneInfo]]:
    """Set the machine's zone for one test."""

    def live_in(name: str) -> ZoneInfo:
        monkeypatch.setenv("TZ", name)
        time.tzset()
        return ZoneInfo(name)

    yield live_in
    monkeypatch.undo()
    time.tzset()


def around(day: str) -> list[datetime]:
    """Every ten minutes from the day before to the day after, in UTC."""
    return [utc(day) + timedelta(minutes=10 * step) for step in range(-144, 2 * 144)]


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("day", CHANGES)
def test_an_instant_goes_to_local_time_and_back_unchanged(
    live_in: Callable[[str], ZoneInfo], name: str, day: str
) -> None:
    live_in(name)
    assert [instant.astimezone(LOCAL).astimezone(UTC) for instant in around(day)] == around(day)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("day", CHANGES)
def test_local_time_is_that_of_the_zone_s_own_data(
    live_in: Callable[[str], ZoneInfo], name: str, day: str
) -> None:
    zone = live_in(name)
    for instant in around(day):
        ours, theirs = instant.astimezone(LOCAL), instant.astimezone(zone)
        assert ours.replace(tzinfo=None) == theirs.replace(tzinfo=None)
        assert (ours.fold, ours.utcoffset(), ours.tzname()) == (
            theirs.fold,
            theirs.utcoffset(),
            theirs.tzname(),
        )
        assert ours.dst() == theirs.dst()


def test_an_hour_that_comes_twice_is_told_apart_by_its_fold(live_in: Callable[[str], ZoneInfo]) -> None:
    live_in("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=LOCAL)
    assert first.astimezone(UTC) == utc("2026-10-25T00:30")
    assert first.replace(fold=1).astimezone(UTC) == utc("2026-10-25T01:30")


@pytest.mark.parametrize("name", ZONES)
def test_a_day_has_as_many_hours_as_the_zone_gives_it(live_in: Callable[[str], ZoneInfo], name: str) -> None:
    zone = live_in(name)
    for day in (date.fromisoformat(change) for change in CHANGES):
        following = day + timedelta(days=1)
        for start in (day, following):
            assert start_of_day(start, LOCAL) == start_of_day(start, zone)
            assert local_day(start_of_day(start, LOCAL), LOCAL) == start
            assert local_day(start_of_day(start, LOCAL) - timedelta(seconds=1), LOCAL) < start


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("end", [FOREVER, datetime.min.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_no_crash(
    live_in: Callable[[str], ZoneInfo], name: str, end: datetime
) -> None:
    live_in(name)
    local = end.astimezone(LOCAL)
    assert local.utcoffset() is not None
    assert local.dst() is not None
    assert local.tzname()
    assert local_day(end, LOCAL) in (date.max, date.min, date(9999, 12, 31))


def test_the_system_clock_counts_in_whole_seconds_of_utc() -> None:
    now = clock.system_clock()
    assert (now.tzinfo, now.microsecond) == (UTC, 0)


def test_no_zone_changes_and_changes_back_between_two_looks_at_it() -> None:
    looks = [week + look for week in (timedelta(), timedelta(days=7)) for look in clock.LOOKED_AT]
    longest = max(later - earlier for earlier, later in pairwise(sorted(looks)))
    began = datetime(2003, 5, 5, tzinfo=UTC)  # with LinkedIn: nothing in a book is older
    days = [began + timedelta(days=day) for day in range(30 * 365)]
    for name in clock.zone_names():
        zone = ZoneInfo(name)
        offsets = [day.astimezone(zone).utcoffset() for day in days]
        changes = [day for day, (was, is_now) in zip(days, pairwise(offsets), strict=False) if was != is_now]
        assert all(later - earlier > longest for earlier, later in pairwise(changes)), name


def test_a_fixed_clock_stands_still() -> None:
    stands = clock.fixed(utc("2026-11-05"))
    assert stands() == stands() == utc("2026-11-05")


def test_a_running_clock_starts_at_its_instant_and_goes_on_in_whole_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks = iter([1000.0, 1000.9, 1061.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))
    runs = clock.running_from(utc("2026-11-05T09:00"))
    assert runs() == utc("2026-11-05T09:00:00")
    assert runs() == utc("2026-11-05T09:01:01")
