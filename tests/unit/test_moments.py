"""Sums over instants, days and months, up to both ends of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from invitetui.domain.moments import (
    FOREVER,
    LocalTimes,
    add_days,
    add_months,
    after,
    iso,
    local_day,
    local_time,
    midday,
    start_of_day,
)
from tests.unit.made import utc

BERLIN = ZoneInfo("Europe/Berlin")
EAST = timezone(timedelta(hours=14))
WEST = timezone(timedelta(hours=-12))


ZONES = [UTC, EAST, WEST, BERLIN, *map(ZoneInfo, ("America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia"))]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_days_of_many_instants_are_those_of_each(zone: tzinfo) -> None:
    """Around every midnight of ten years, with those that no clock showed, and a day that Samoa left out."""
    day_of, day = LocalTimes(zone).day, date(2009, 12, 30)
    while day < date(2019, 1, 2):
        midnight = start_of_day(day, zone)
        for seconds in (-3601, -3600, -1, 0, 1, 1800, 3600, 40_000):
            instant = midnight + timedelta(seconds=seconds)
            assert day_of(instant) == local_day(instant, zone)
        day = add_days(day, 1)


@pytest.mark.parametrize("zone", [UTC, EAST, WEST])
def test_the_ends_of_the_calendar_have_days_too(zone: tzinfo) -> None:
    for instant in (FOREVER, datetime.min.replace(tzinfo=UTC), utc("9999-01-01"), utc("0002-01-01")):
        assert LocalTimes(zone).day(instant) == local_day(instant, zone)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15T08:30", 0, "2026-01-15T08:30"),
        ("2026-01-15T08:30", 6, "2026-07-15T08:30"),
        ("2026-08-31T08:30", 6, "2027-02-28T08:30"),
        ("2027-08-31T08:30", 6, "2028-02-29T08:30"),
        ("2028-02-29T08:30", 12, "2029-02-28T08:30"),
        ("2026-12-01T08:30", 1, "2027-01-01T08:30"),
        ("2026-06-30T08:30", 6, "2026-12-30T08:30"),
        ("2026-03-31T23:59:59", 1, "2026-04-30T23:59:59"),
    ],
)
def test_months_keep_the_time_of_day_and_end_on_a_day_that_exists(start: str, months: int, end: str) -> None:
    assert add_months(utc(start), months) == utc(end)


def test_sums_that_leave_the_calendar_end_at_forever() -> None:
    assert add_months(utc("9999-07-01"), 5) == utc("9999-12-01")
    assert add_months(utc("9999-07-01"), 6) is FOREVER
    assert after(utc("9999-12-31"), timedelta(hours=23)) == utc("9999-12-31T23:00")
    assert after(utc("9999-12-31"), timedelta(days=1)) is FOREVER
    assert after(FOREVER, timedelta(days=14)) is FOREVER
    assert add_days(date(9999, 12, 30), 1) == date.max
    assert add_days(date.max, 1) == date.max


def test_a_day_begins_where_the_person_lives() -> None:
    assert start_of_day(date(2026, 11, 5), BERLIN) == utc("2026-11-04T23:00")
    assert start_of_day(date(2026, 7, 5), BERLIN) == utc("2026-07-04T22:00")
    assert start_of_day(date(2026, 10, 25), BERLIN) == utc("2026-10-24T22:00")
    assert start_of_day(date(2026, 10, 26), BERLIN) == utc("2026-10-25T23:00")
    assert start_of_day(date.max, WEST) == utc("9999-12-31T12:00")


def test_noon_is_noon_there() -> None:
    assert midday(date(2026, 11, 5), BERLIN) == utc("2026-11-05T11:00")
    assert midday(date(2026, 7, 5), BERLIN) == utc("2026-07-05T10:00")


def test_the_same_instant_falls_on_different_days_of_different_zones() -> None:
    instant = utc("2026-11-05T23:30")
    assert local_day(instant, UTC) == date(2026, 11, 5)
    assert local_day(instant, BERLIN) == date(2026, 11, 6)
    assert local_time(instant, BERLIN).isoformat() == "00:30:00"


@pytest.mark.parametrize("zone", [UTC, BERLIN, EAST, WEST])
def test_the_ends_of_the_calendar_are_days_in_every_zone(zone: tzinfo) -> None:
    assert local_day(FOREVER, zone) in (date.max, date(9999, 12, 30), date(9999, 12, 31))
    assert local_day(datetime.min.replace(tzinfo=UTC), zone) in (date.min, date(1, 1, 1))


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("2026-11-05T17:12", "2026-11-05T17:12:00Z"),
        ("2026-11-05T17:12:03.999999", "2026-11-05T17:12:03Z"),
        ("2026-11-05T17:12+02:00", "2026-11-05T15:12:00Z"),
        ("0001-01-01T00:00", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59", "9999-12-31T23:59:59Z"),
    ],
)
def test_an_instant_is_spelled_in_utc_to_the_second_with_four_digits_of_year(instant: str, text: str) -> None:
    assert iso(datetime.fromisoformat(instant).astimezone(UTC) if "+" in instant else utc(instant)) == text
    assert iso(utc(instant)) == text
    assert utc(text) == utc(instant).replace(microsecond=0)
