"""Dates, times and addresses as LinkedIn and spreadsheets write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.profile import HostileAddress, canonical
from invitetui.sources.fields import ConnectedDays, SentTimes, Unreadable, address
from tests.archives import sent_at
from tests.sources.taking import HOME, PROVEN, utc


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("11/5/25, 9:12 AM", "2025-11-05T17:12"),
        ("7/4/25, 9:12 PM", "2025-07-05T04:12"),
        ("7/4/25, 12:05 AM", "2025-07-04T07:05"),
        ("7/4/25, 12:05 PM", "2025-07-04T19:05"),
        ("11/5/25, 9:12\u202fAM", "2025-11-05T17:12"),
        ("11/5/25, 9:12\u00a0AM", "2025-11-05T17:12"),
        ("11/5/25,\u202f9:12\u202fam", "2025-11-05T17:12"),
        (" 11/05/2025, 09:12:30 AM ", "2025-11-05T17:12:30"),
        ("11/5/25 9:12", "2025-11-05T17:12"),
        ("11/25/25 21:12", "2025-11-26T05:12"),
        ("2025-11-05 09:12", "2025-11-05T17:12"),
        ("2025-11-05T09:12:30", "2025-11-05T17:12:30"),
        ("2025-11-05T17:12:00Z", "2025-11-05T17:12"),
        ("2/29/24, 11:59 PM", "2024-03-01T07:59"),
    ],
)
def test_sent_at_is_the_clock_of_the_pacific_coast(written: str, sent: str) -> None:
    assert SentTimes().read(written) == (utc(sent), utc(sent))


def test_the_hour_that_autumn_has_twice_has_two_readings() -> None:
    assert SentTimes().read("11/2/25, 1:30 AM") == (utc("2025-11-02T08:30"), utc("2025-11-02T09:30"))
    assert SentTimes().read("11/2/25, 12:59 AM") == (utc("2025-11-02T07:59"), utc("2025-11-02T07:59"))
    assert SentTimes().read("11/2/25, 2:00 AM") == (utc("2025-11-02T10:00"), utc("2025-11-02T10:00"))


@PROVEN
@given(st.integers(min_value=0, max_value=45_000_000))
def test_every_minute_is_found_again(minutes: int) -> None:
    minute = datetime(2004, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    times = SentTimes()
    earliest, latest = times.read(sent_at(minute))
    assert minute in (earliest, latest)
    assert latest - earliest in (timedelta(), timedelta(hours=1))
    assert times.read(sent_at(minute)) == (earliest, latest), "the second time it comes from what is known"


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "13/45/25, 9:12 AM", "2/29/25, 9:12 AM", "11/5/25, 13:12 PM", "11/5/25, 9:72 AM",
     "11/5/25", "25/11/2025 09:12", "9999-12-31 23:59", "0001-01-01 00:00", "1/1/1999, 9:12 AM",
     "١١/٥/٢٥, 9:12 AM", "05.11.2025 09:12", "11/5/25, 9:12 AM 9:12 AM"],
)  # fmt: skip
def test_what_is_no_certain_time_is_unreadable(written: str) -> None:
    with pytest.raises(Unreadable):
        SentTimes().read(written)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("21 Nov 2025", "2025-11-21"),
        ("01 Feb 2024", "2024-02-01"),
        ("12 Mar 19", "2019-03-12"),
        ("21-Nov-25", "2025-11-21"),
        ("29 February 2024", "2024-02-29"),
        ("2025-11-21", "2025-11-21"),
    ],
)
def test_connected_on_is_a_utc_day(written: str, day: str) -> None:
    assert ConnectedDays().read(written) == (utc(day + "T00:00:00"), utc(day + "T23:59:59"))


def test_the_form_of_2018_lies_between_utc_and_the_pacific_coast() -> None:
    assert ConnectedDays().read("11/4/18, 6:05 PM") == (utc("2018-11-04T18:05"), utc("2018-11-05T02:05"))


@pytest.mark.parametrize(
    "written", ["", "21 Brumaire 2025", "31 Nov 2025", "21 nov. 2025", "Nov 2025", "21 Nov 9999"]
)
def test_what_is_no_certain_day_is_unreadable(written: str) -> None:
    with pytest.raises(Unreadable):
        ConnectedDays().read(written)


@PROVEN
@given(
    st.one_of(
        st.text(),
        st.from_regex(r"(https?://)?(www\.|fr\.)?linkedin\.com/in/[^/]{0,30}/?", fullmatch=True),
        st.from_regex(r"https://www\.linkedin\.com/in/[-A-Za-z0-9%._]{0,210}/?", fullmatch=True),
    )
)
def test_the_short_way_to_an_address_leads_where_the_domain_leads(written: str) -> None:
    def by(way: object) -> str | None:
        assert callable(way)
        try:
            found = way(written)
        except HostileAddress:
            return "hostile"
        assert found is None or isinstance(found, str)
        return found

    assert by(address) == by(canonical)


def test_a_bare_address_is_none() -> None:
    assert address("https://www.linkedin.com/in") is None
    assert address(HOME) is None
