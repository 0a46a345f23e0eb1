"""Lengths and days in the few words of a list."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from itertools import pairwise

import pytest

from invitetui.domain import words
from invitetui.domain.moments import FOREVER
from tests.unit.made import utc

TODAY = date(2026, 11, 19)
"""A Thursday."""


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ({"seconds": 0}, "0 minutes"),
        ({"seconds": 119}, "1 minute"),
        ({"minutes": 59}, "59 minutes"),
        ({"minutes": 60}, "1 hour"),
        ({"hours": 23, "minutes": 59}, "23 hours"),
        ({"hours": 24}, "1 day"),
        ({"days": 20}, "20 days"),
        ({"days": 21}, "3 weeks"),
        ({"days": 91}, "13 weeks"),
        ({"days": 92}, "3 months"),
        ({"days": 365}, "12 months"),
        ({"days": 40_000}, "1,315 months"),
    ],
)
def test_a_length_is_in_its_largest_fitting_unit(span: dict[str, float], text: str) -> None:
    assert words.length(timedelta(**span)) == text


def test_months_and_weeks_never_step_back_as_time_goes_on() -> None:
    def least_days(text: str) -> float:
        number, unit = text.replace(",", "").split()
        return (
            int(number)
            * {"hour": 1 / 24, "minute": 1 / 1440, "day": 1, "week": 7, "month": 30.4}[unit.rstrip("s")]
        )

    shown = [least_days(words.length(timedelta(hours=hours))) for hours in range(24 * 400)]
    assert all(earlier <= later + 0.5 for earlier, later in pairwise(shown))


@pytest.mark.parametrize(
    ("youngest", "oldest", "text"),
    [
        (9, 9, "9 days"),
        (14, 20, "14–20 days"),
        (28, 34, "4 weeks"),
        (21, 28, "3–4 weeks"),
        (6, 21, "6 days – 3 weeks"),
    ],
)
def test_an_age_that_is_not_exact_is_a_range(youngest: int, oldest: int, text: str) -> None:
    assert words.length_between(timedelta(days=youngest), timedelta(days=oldest)) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1204, "1,204 people")]
)
def test_counts_know_one_from_many(number: int, text: str) -> None:
    assert words.count(number, "person", "people") == text
    assert words.count(2, "week") == "2 weeks"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 17), "17 Nov"),
        (date(2026, 11, 18), "yesterday"),
        (date(2026, 11, 19), "today"),
        (date(2026, 11, 20), "tomorrow"),
        (date(2026, 11, 21), "Sat"),
        (date(2026, 11, 25), "Wed"),
        (date(2026, 11, 26), "Thu 26 Nov"),
        (date(2026, 12, 2), "Wed 2 Dec"),
        (date(2026, 12, 3), "3 Dec"),
        (date(2027, 1, 3), "3 Jan 2027"),
        (date.max, "31 Dec 9999"),
    ],
)
def test_a_near_day_is_named_as_one_speaks_of_it(day: date, text: str) -> None:
    assert words.near_day(day, TODAY) == text


def test_the_exact_time_is_local_and_the_calendar_s_end_is_no_crash() -> None:
    east = timezone(timedelta(hours=2))
    assert words.exact(utc("2026-11-05T23:12"), east, TODAY) == "6 Nov 01:12"
    assert words.exact(FOREVER, east, TODAY) == "31 Dec 9999 23:59"
    assert words.day_of(FOREVER, east, TODAY) == "31 Dec 9999"


def test_names_of_days_and_months() -> None:
    assert (words.weekday_of(TODAY), words.month_of(TODAY)) == ("Thu", "Nov")
    assert words.day_of(utc("2026-11-05T23:12"), UTC, TODAY) == "5 Nov"


def test_one_is_called_by_name_and_several_are_counted() -> None:
    assert words.people(["Ada {King} [b]"]) == "Ada {King} [b]"
    assert words.people(["Ada", "Mei"]) == "2 invitations"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 12, 4), date(2026, 12, 9), "4–9 Dec"),
        (date(2026, 11, 28), date(2026, 12, 4), "28 Nov – 4 Dec"),
        (date(2026, 12, 28), date(2027, 1, 4), "28 Dec – 4 Jan 2027"),
        (date(2026, 11, 20), date(2026, 11, 20), "tomorrow"),
        (date(2026, 12, 4), None, "from 4 Dec on"),
    ],
)
def test_a_range_of_days(first: date, last: date | None, text: str) -> None:
    assert words.days(first, last, TODAY) == text
