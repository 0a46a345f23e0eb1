"""The clock and the zone of this machine, read only by the command line and the app."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

Clock = Callable[[], datetime]
"""Returns now, as an aware datetime in UTC."""


class LocalZone(tzinfo):
    """The zone the machine is set to, with its daylight saving time.

    The standard library has such a zone only as a fixed offset; the packages that offer it cost
    25 ms at every start.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return how far local time is ahead of UTC at the local time `dt`."""
        if dt is None:
            return timedelta()
        offset = _steady_offset(dt)
        return (self._local(dt).utcoffset() or timedelta()) if offset is None else offset

    def dst(self, dt: datetime | None) -> timedelta:
        """Return an hour in daylight saving time, else nothing."""
        if dt is None:
            return timedelta()
        try:
            summer = time.localtime(self._local(dt).timestamp()).tm_isdst > 0
        except (OverflowError, OSError, ValueError):
            summer = False
        return timedelta(hours=1) if summer else timedelta()

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the zone's abbreviation at `dt`."""
        return self._local(dt).tzname() if dt else None

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time of `dt`, a UTC time that carries this zone; `fold` tells 2:30 from 2:30."""
        if (offset := _steady_offset(dt)) is not None:
            return dt + offset
        try:
            local = dt.replace(tzinfo=UTC).astimezone()
            first = local.replace(tzinfo=None).astimezone()
        except (OverflowError, OSError, ValueError):
            return dt
        return local.replace(tzinfo=self, fold=first.utcoffset() != local.utcoffset())

    @staticmethod
    def _local(dt: datetime) -> datetime:
        """The wall-clock time `dt` with the machine's fixed offset at that time."""
        naive = dt.replace(tzinfo=None)
        try:
            return naive.astimezone()
        except (OverflowError, OSError, ValueError):
            return naive.replace(tzinfo=UTC)


LOOKED_AT = tuple(timedelta(days=days) for days in (-1, 3.5, 8))
"""When in a week, and a day before and after it, the zone is asked: no zone changes twice in between."""


def _steady_offset(dt: datetime) -> timedelta | None:
    """Return how far local time is ahead in the week of a local or UTC time, and a day before and after it.

    None where a clock is changed then: only in such weeks has the zone to be asked of each instant.
    """
    return _offset_through(dt.toordinal() // 7, (time.timezone, time.altzone, time.tzname))


@lru_cache(maxsize=4096)
def _offset_through(week: int, _zone: tuple[object, ...]) -> timedelta | None:
    """See `_steady_offset`.

    Args:
        week: the ordinal of one of its days // 7.
        _zone: what tells the zone that the machine is set to from another.
    """
    try:
        begins = datetime.fromordinal(week * 7).replace(tzinfo=UTC)
        offsets = {(begins + later).astimezone().utcoffset() for later in LOOKED_AT}
    except (OverflowError, OSError, ValueError):
        return None
    return offsets.pop() if len(offsets) == 1 else None


LOCAL = LocalZone()


def zone_named(name: str | None) -> tzinfo | None:
    """Return the zone of that name in the tz database (`Asia/Tokyo`), or None where there is none."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # only the zones of other people need it

    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # no such zone, or no name of one
        return None


def zone_names() -> list[str]:
    """Return the names of all zones that a place has, sorted; reads many small files."""
    from zoneinfo import available_timezones  # noqa: PLC0415  # only the zones of other people need it

    return sorted(name for name in available_timezones() if name.partition("/")[0] in _CONTINENTS)


_CONTINENTS = frozenset(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
)


def system_clock() -> datetime:
    """Return now, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def fixed(instant: datetime) -> Clock:
    """Return a clock that stands still: for a command that acts as if it were that instant."""
    return lambda: instant


def running_from(instant: datetime) -> Clock:
    """Return a clock that starts at `instant` and runs on: for the app under `--now`."""
    started = time.monotonic()
    return lambda: instant + timedelta(seconds=int(time.monotonic() - started))
