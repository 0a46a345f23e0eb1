"""Lengths of time and days in the few words that a list has room for. English, no clock, no markup."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from invitetui.domain.moments import local_day, local_time

_DAY = timedelta(days=1)
_LONG_NAME = 40
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 week`, `2 weeks`, `1,204 invitations`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def length(span: timedelta) -> str:
    """Return a length of time in its largest fitting unit: `9 days`, `5 weeks`, `4 months`."""
    number, unit = _in_unit(span)
    return count(number, unit)


def length_between(youngest: timedelta, oldest: timedelta) -> str:
    """Return an age that may be a range: `9 days`, `3–4 weeks`, `6 days – 3 weeks`."""
    low, high = _in_unit(youngest), _in_unit(oldest)
    if low == high:
        return count(*low)
    if low[1] == high[1]:
        return f"{low[0]:,}–{count(*high)}"
    return f"{count(*low)} – {count(*high)}"


def _in_unit(span: timedelta) -> tuple[int, str]:
    days = span // _DAY
    if days >= 92:
        return days * 12 // 365, "month"
    if days >= 21:
        return days // 7, "week"
    if days:
        return days, "day"
    if hours := span // timedelta(hours=1):
        return hours, "hour"
    return span // timedelta(minutes=1), "minute"


def short_day(day: date, today: date) -> str:
    """Return `14 Dec`, with the year where it is not this year's: `3 Jan 2027`."""
    named = f"{day.day} {_MONTHS[day.month - 1]}"
    return named if day.year == today.year else f"{named} {day.year}"


def days(first: date, last: date | None, today: date) -> str:
    """Return a range of days: `4–9 Dec`, `28 Nov – 4 Dec`, `from 4 Dec on` where it has no end."""
    if last is None:
        return f"from {short_day(first, today)} on"
    if first == last:
        return near_day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_day(last, today)}"
    return f"{short_day(first, today)} – {short_day(last, today)}"


def near_day(day: date, today: date) -> str:
    """Return a day as one speaks of it: `today`, `tomorrow`, `Thu`, `Mon 30 Nov`, `14 Dec`."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[ahead + 1]
    weekday = WEEKDAYS[day.weekday()]
    if 1 < ahead < 7:
        return weekday
    return f"{weekday} {short_day(day, today)}" if 7 <= ahead < 14 else short_day(day, today)


def recent_day(day: date, today: date) -> str:
    """Return a day gone by: `today`, the weekday within the last week, `14 Nov` before that."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    return WEEKDAYS[day.weekday()] if 0 < ago < 7 else short_day(day, today)


def exact(instant: datetime, zone: tzinfo, today: date) -> str:
    """Return day and local time: `5 Nov 09:12`."""
    return f"{day_of(instant, zone, today)} {local_time(instant, zone):%H:%M}"


def day_of(instant: datetime, zone: tzinfo, today: date) -> str:
    """Return the local day of an instant: `14 Dec`."""
    return short_day(local_day(instant, zone), today)


def weekday_of(day: date) -> str:
    """Return `Mon`."""
    return WEEKDAYS[day.weekday()]


def month_of(day: date) -> str:
    """Return `Nov`."""
    return _MONTHS[day.month - 1]


def shortened(name: str) -> str:
    """Return a name as short as a sentence with more to say can bear: `Pablo Diego José Francisco …`."""
    return name if len(name) <= _LONG_NAME else f"{name[: _LONG_NAME - 1].rstrip()}…"


def people(names: list[str]) -> str:
    """Return the one name, or how many there are."""
    return names[0] if len(names) == 1 else count(len(names), "invitation")
