"""Instants, days and calendar months, all handed in: nothing here reads a clock.

An instant is an aware `datetime` in UTC. A day is a `date` in the zone that the person lives in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

FOREVER = datetime.max.replace(tzinfo=UTC)
"""An instant that never comes: sums that leave the calendar (year 9999) end here."""


def after(instant: datetime, span: timedelta) -> datetime:
    """Return `instant + span`, or `FOREVER` where the calendar ends before that."""
    try:
        return instant + span
    except OverflowError:
        return FOREVER


def before(instant: datetime, span: timedelta) -> datetime:
    """Return `instant - span`, or the calendar's first instant where it begins after that."""
    try:
        return instant - span
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def middle(earliest: datetime, latest: datetime | None) -> datetime:
    """Return the instant half-way between two; the first where there is no other."""
    return earliest if latest is None else earliest + (latest - earliest) / 2


def add_months(instant: datetime, months: int) -> datetime:
    """Return the same time of day `months` calendar months later, in UTC.

    A day that the month lacks becomes its last: 31 August and six months give 28 or 29 February.
    """
    index = instant.year * 12 + instant.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > 9999:
        return FOREVER
    return instant.replace(year=year, month=month, day=min(instant.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    """As `calendar.monthrange` has it, which brings 2 ms of other things."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def local_day(instant: datetime, zone: tzinfo) -> date:
    """Return the calendar day on which `instant` falls in `zone`."""
    return _in_zone(instant, zone).date()


class LocalTimes:
    """The days and hours of many instants (UTC) in a zone, which is asked twice for each day among them."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets = _Offsets(zone)

    def day(self, instant: datetime) -> date:
        """Return what `local_day` does; in the calendar's first and last week perhaps UTC's day."""
        offset = self._offsets[instant.toordinal()]
        return (_in_zone(instant, self._zone) if offset is None else instant + offset).date()

    def hour(self, instant: datetime) -> int:
        """Return the hour, counted from the first of the calendar: 24 times the day's ordinal and more."""
        offset = self._offsets[instant.toordinal()]
        local = _in_zone(instant, self._zone) if offset is None else instant + offset
        return local.toordinal() * 24 + local.hour


class _Offsets(dict[int, timedelta | None]):
    """By how much local time is ahead all through a day (UTC); None where it is for a part of it only."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, day: int) -> timedelta | None:
        offsets: set[timedelta | None] = set()
        if 1 < day < date.max.toordinal():
            begins = datetime.fromordinal(day).replace(tzinfo=UTC)
            offsets = {at.astimezone(self._zone).utcoffset() for at in (begins, begins + timedelta(days=1))}
        offset = self[day] = offsets.pop() if len(offsets) == 1 else None
        return offset


def local_time(instant: datetime, zone: tzinfo) -> time:
    """Return the wall-clock time of `instant` in `zone`."""
    return _in_zone(instant, zone).time()


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the instant at which `day` begins in `zone`."""
    try:
        return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return FOREVER


def o_clock(day: date, hour: int, zone: tzinfo) -> datetime:
    """Return the instant at which the clocks in `zone` show `hour`, 0 to 23, on that day."""
    try:
        return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return FOREVER


def midday(day: date, zone: tzinfo) -> datetime:
    """Return 12:00 of `day` in `zone`: what a bare date means where an instant is asked for."""
    return datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)


def add_days(day: date, days: int) -> date:
    """Return the day `days` later, or the calendar's last where it ends before that."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def iso(instant: datetime) -> str:
    """Return an instant as ISO-8601 in UTC, to the second: `2026-11-05T17:12:00Z`."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _in_zone(instant: datetime, zone: tzinfo) -> datetime:
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant
