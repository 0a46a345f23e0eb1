"""What a day takes, by example: hours, pauses, the varied share, the next sitting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening
from invitetui.domain.pace import Pace
from invitetui.domain.rules import Rules
from tests.unit.made import utc

MONDAY = "2026-11-23T10:00"


def pace(now: str = MONDAY, *journal: Event, seed: int = 0, **rules: object) -> Pace:
    return Pace(Rules(**rules), UTC, utc(now), seed=seed, journal=journal)  # type: ignore[arg-type]


def paused(at: str, until: str | None = None) -> Event:
    return Event(Happening.PAUSED, utc(at), until=utc(until) if until else None)


def resumed(at: str) -> Event:
    return Event(Happening.RESUMED, utc(at))


def rests(known: Pace) -> list[int]:
    """The coming weekdays on which nothing is planned, counted from today."""
    days = [known.today + timedelta(days=n) for n in range(21)]
    return [n for n, day in enumerate(days) if day.weekday() < 5 and not known.works(day)]


def test_shares_lie_somewhat_below_the_number_and_no_two_weeks_of_ten_years_are_alike() -> None:
    known = pace(seed=7)
    days = list(islice(known.working_days(known.today), 5 * 520))
    shares = [known.share(day) for day in days]
    assert set(shares) == {6, 7, 8, 9, 10}
    assert 7.8 < sum(shares) / len(shares) < 8.2
    weeks = [tuple(shares[n : n + 5]) for n in range(0, len(shares), 5)]
    assert len(set(weeks)) == len(weeks)
    assert len({sum(week) for week in weeks[:10]}) > 3


def test_another_seed_gives_other_shares_and_the_same_seed_the_same() -> None:
    def shares(seed: int) -> list[int]:
        known = pace(seed=seed)
        return [known.share(day) for day in islice(known.working_days(known.today), 50)]

    assert shares(1) == shares(1)
    assert shares(1) != shares(2)


def test_a_pause_lasts_from_its_day_to_the_day_it_names() -> None:
    assert rests(pace(MONDAY, paused("2026-11-23T10:00", "2026-11-26"))) == [0, 1, 2]
    assert rests(pace(MONDAY, paused("2026-11-20", "2026-11-23"))) == []
    assert rests(pace(MONDAY, paused("2026-12-01", "2026-12-03"))) == [8, 9]
    assert rests(pace(MONDAY, paused("2026-11-24", "2026-11-26"), paused("2026-11-25", "2026-11-28"))) == [
        1,
        2,
        3,
        4,
    ]


def test_a_pause_that_is_resumed_is_over_at_once() -> None:
    lasting = paused("2026-11-19T09:00")
    assert pace(MONDAY, lasting).paused_until == date.max
    assert next(pace(MONDAY, lasting).working_days(date(2026, 11, 23)), None) is None
    assert rests(pace(MONDAY, lasting, resumed("2026-11-23T09:30"))) == []
    assert pace(MONDAY, lasting, resumed("2026-11-23T09:30")).paused_until is None
    christmas = paused("2026-12-01", "2026-12-02")
    assert rests(pace(MONDAY, lasting, christmas, resumed("2026-11-23T09:30"))) == [8]
    assert rests(pace(MONDAY, christmas, resumed("2026-11-23T09:30"))) == []


def test_the_next_sitting_is_now_or_when_the_next_hours_begin() -> None:
    def sitting(now: str, *journal: Event, due: bool = True, free_at: str = "2026-11-01") -> datetime | None:
        return pace(now, *journal).next_sitting(due=due, free_at=utc(free_at))

    assert sitting("2026-11-23T10:00") == utc("2026-11-23T10:00")
    assert sitting("2026-11-23T07:00") == utc("2026-11-23T09:00")
    assert sitting("2026-11-23T18:00") == utc("2026-11-24T09:00")
    assert sitting("2026-11-23T10:00", due=False) == utc("2026-11-24T09:00")
    assert sitting("2026-11-21T10:00", due=False) == utc("2026-11-23T09:00")
    assert sitting("2026-11-21T10:00", paused("2026-11-20")) is None
    assert sitting("2026-11-23T10:00", free_at="2026-11-23T12:30") == utc("2026-11-23T12:30")
    assert sitting("2026-11-23T10:00", free_at="2026-11-23T19:00") == utc("2026-11-24T09:00")


def test_hours_are_those_of_the_clock_on_the_wall() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    known = Pace(Rules(day_ends=24), berlin, utc("2026-10-25T12:00"))
    assert known.hours(date(2026, 10, 25)) == (
        datetime(2026, 10, 25, 8, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
    )


def test_any_24_hours_count_up_to_the_end_of_the_working_hours() -> None:
    assert pace("2026-11-23T09:00").counts_since == utc("2026-11-22T18:00")
    assert pace("2026-11-23T20:00").counts_since == utc("2026-11-22T20:00")
    assert pace("2026-11-23T09:00", day_ends=24).counts_since == utc("2026-11-23T00:00")


def test_the_calendar_ends_and_the_days_with_it() -> None:
    known = Pace(Rules(), UTC, datetime(9999, 12, 29, 12, tzinfo=UTC))
    assert [day.day for day in known.working_days(known.today)] == [29, 30, 31]
