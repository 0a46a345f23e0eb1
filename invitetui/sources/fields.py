"""What one field of LinkedIn's files says: an address, when it was sent, when two people connected."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from invitetui.domain.profile import canonical
from invitetui.domain.text import clean

Range = tuple[datetime, datetime]
"""The earliest and the latest instant (UTC) possible; equal where the time is exact."""


class Unreadable(ValueError):
    """A field that says nothing we can be sure of."""


class DayFirst(Unreadable):
    """A date whose day stands first, as spreadsheets in Europe write it and LinkedIn never does."""


_PLAIN_ADDRESS = re.compile(r"https://www\.linkedin\.com/in/[A-Za-z0-9][A-Za-z0-9-]{0,199}")
_NO_ADDRESS = ("", "https://www.linkedin.com/in")
"""All exports of December 2023 have nothing but the second."""


def address(field: str) -> str | None:
    """Return the canonical address, or None where the field names no profile.

    Nearly all are written canonically; `profile.canonical` takes apart only the rest.

    Raises:
        HostileAddress: the address only looks like LinkedIn's.
    """
    if _PLAIN_ADDRESS.fullmatch(field):
        return field
    return None if field in _NO_ADDRESS else canonical(field)


_SLASHED = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2}),?\s+"
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\s*([AP])M)?",
    re.IGNORECASE,
)
"""`11/5/25, 9:12 AM`, with any kind of space; `11/5/25 9:12` where a spreadsheet saved it again."""

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?(Z?)", re.IGNORECASE
)

_WORDED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
"""`21 Nov 2025`, `12 Mar 19`; `21-Nov-25` where a spreadsheet saved it again."""

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_LINKEDIN_YEARS = range(2003, 2100)


class SentTimes:
    """Reads `Sent At`: the wall clock of the US Pacific coast, daylight saving time included.

    Found by matching notes with their UTC copies in messages.csv. Days and times of day recur, so
    each is worked out once; `zoneinfo` is asked once a day, not once a row.
    """

    def __init__(self) -> None:
        self._zone = ZoneInfo("America/Los_Angeles")
        self._midnights: dict[str, datetime] = {}
        """Of days on which the clock is not changed, in UTC."""
        self._times: dict[str, timedelta] = {}

    def read(self, field: str) -> Range:
        """Return when it was sent; two readings only in the hour that autumn has twice.

        Raises:
            Unreadable: no date and time in a known form.
        """
        day, _, time = field.partition(", ")
        if (midnight := self._midnights.get(day)) and (since := self._times.get(time)) is not None:
            sent = midnight + since
            return sent, sent
        return self._read_anew(field, day, time)

    def _read_anew(self, field: str, day: str, time: str) -> Range:
        local, is_utc = _local_time(field)
        if is_utc:
            sent = local.replace(tzinfo=UTC)
            return sent, sent
        midnight = local.replace(hour=0, minute=0, second=0)
        if self._offset(midnight) == self._offset(midnight + timedelta(days=1)):
            if time:
                self._midnights[day] = self._in_utc(midnight)
                self._times[time] = local - midnight
            sent = self._in_utc(local)
            return sent, sent
        return in_order(self._in_utc(local), self._in_utc(local.replace(fold=1)))

    def _offset(self, local: datetime) -> timedelta | None:
        return local.replace(tzinfo=self._zone).utcoffset()

    def _in_utc(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._zone).astimezone(UTC)


class ConnectedDays:
    """Reads `Connected On`: a UTC day, or one of another zone where a table is not LinkedIn's."""

    def __init__(self, days_in: tzinfo = UTC) -> None:
        """`days_in` is the zone whose days are meant, where there is no time of day."""
        self._days_in = days_in
        self._known: dict[str, Range] = {}
        self._zone = ZoneInfo("America/Los_Angeles")

    def read(self, field: str) -> Range:
        """Return the first and the last instant of the day.

        The form of 2018 has a time of day but names no zone: from UTC to the US Pacific coast.

        Raises:
            Unreadable: no date in a known form.
        """
        if (known := self._known.get(field)) is None:
            known = self._known[field] = self._read_anew(field.strip())
        return known

    def _read_anew(self, field: str) -> Range:
        if match := _WORDED.fullmatch(field):
            day, word, year = match.groups()
            start = _instant(field, _year(year), _month(field, word), int(day))
        elif match := _ISO_DAY.fullmatch(field):
            start = _instant(field, *map(int, match.groups()))
        else:
            local, is_utc = _local_time(field)
            utc = local.replace(tzinfo=UTC)
            return utc, utc if is_utc else local.replace(tzinfo=self._zone).astimezone(UTC)
        try:
            starts = [day.replace(tzinfo=self._days_in) for day in (start, start + timedelta(days=1))]
            return starts[0].astimezone(UTC), starts[1].astimezone(UTC) - timedelta(seconds=1)
        except OverflowError as error:
            raise Unreadable(_told(field, "is no date of the calendar")) from error


def in_order(one: datetime, other: datetime) -> Range:
    """Return two instants as a range."""
    return (one, other) if one <= other else (other, one)


def _local_time(field: str) -> tuple[datetime, bool]:
    """Return the date and time as written, and whether the field says that it is UTC."""
    field = field.strip()
    if match := _SLASHED.fullmatch(field):
        month, day, year, hour, minute, second, half = match.groups()
        if half is None and int(month) > 12 >= int(day):
            raise DayFirst(_told(field, "has its day before its month"))
        if half and not 1 <= int(hour) <= 12:
            raise Unreadable(_told(field, "is no time of day"))
        hours = int(hour) % 12 + 12 * (half in "Pp") if half else int(hour)
        return _instant(field, _year(year), int(month), int(day), hours, int(minute), int(second or 0)), False
    if match := _ISO.fullmatch(field):
        *numbers, zulu = match.groups()
        return _instant(field, *(int(number or 0) for number in numbers)), bool(zulu)
    raise Unreadable(_told(field, "is not a date that can be read"))


def _instant(field: str, year: int, month: int, day: int, *time: int) -> datetime:
    build: Callable[..., datetime] = datetime
    try:
        naive = build(year, month, day, *time)
    except ValueError as error:
        raise Unreadable(_told(field, "is no date of the calendar")) from error
    if year not in _LINKEDIN_YEARS:
        raise Unreadable(_told(field, "is not in the years of LinkedIn"))
    return naive


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _month(field: str, word: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(word.casefold()):
            return number
    raise Unreadable(_told(field, "has no English month"))


def _told(field: str, what: str) -> str:
    shown = clean(field[:60])
    return f"“{shown}” {what}" if shown else "there is no date"
