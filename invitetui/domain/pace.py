"""How much a day takes: working days and hours, days off, pauses, restrictions, and a varied share.

The same number day after day is the pattern of a machine. Each day's share lies somewhat below the
daily number, and follows from the seed in the file, so that no two weeks look alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from zlib import crc32

from invitetui.domain.journal import Happening, Journal
from invitetui.domain.moments import FOREVER, add_days, before, local_day, o_clock, start_of_day
from invitetui.domain.restrictions import Limits
from invitetui.domain.rules import Rules

VARIES_BY = 0.4
"""A day's share lies at most this part of the daily number below it."""

_DAY = timedelta(days=1)
_NEVER = 3653
"""Days. What doesn't come within ten years doesn't come."""


class Pace:
    """What each day takes, seen from one instant."""

    def __init__(
        self, rules: Rules, zone: tzinfo, now: datetime, *, seed: int = 0, journal: Journal = ()
    ) -> None:
        self.rules = rules
        self.zone = zone
        self.now = now
        self._seed = seed
        self._journal = journal
        self._days_off = frozenset(rules.days_off)
        self._weeks: dict[tuple[int, int], tuple[int, ...]] = {}
        self._working: dict[date, bool] = {}
        self._shares: dict[date, int] = {}

    def later(self, now: datetime) -> Pace:
        """Return the pace as seen from a later instant of the same day, where nothing is noted in between."""
        seen = Pace(self.rules, self.zone, now)
        seen.__dict__ = {**self.__dict__, "now": now}
        return seen

    @cached_property
    def today(self) -> date:
        """The day, where the person lives."""
        return local_day(self.now, self.zone)

    @cached_property
    def day_begins(self) -> datetime:
        """When the day begins."""
        return start_of_day(self.today, self.zone)

    @cached_property
    def limits(self) -> Limits:
        """What restrictions make of the numbers."""
        return Limits(self._journal, self.now, self.rules, self.zone)

    @cached_property
    def pauses(self) -> list[tuple[date, date]]:
        """The first day of each pause, and the day on which it is over, ascending; they don't overlap."""
        found: list[tuple[datetime, datetime]] = []
        for event in self._journal:  # in the order recorded, for a pause may be planned ahead
            if event.kind == Happening.PAUSED:
                found.append((event.at, event.until or FOREVER))
            elif event.kind == Happening.RESUMED and event.at <= self.now:
                found = _resumed(found, event.at)
        joined: list[tuple[date, date]] = []
        for at, until in sorted(found):
            first, over = local_day(at, self.zone), local_day(until, self.zone)
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(over, joined[-1][1]))
            elif over > first:
                joined.append((first, over))
        return joined

    @property
    def paused_until(self) -> date | None:
        """The day on which the pause of today is over; None where there is none."""
        return next((over for first, over in self.pauses if first <= self.today < over), None)

    def works(self, day: date) -> bool:
        """Return whether anything is planned on that day."""
        if (known := self._working.get(day)) is None:
            known = self._working[day] = self._works(day)
        return known

    def _works(self, day: date) -> bool:
        return (
            day.weekday() in self.rules.working_days
            and day not in self._days_off
            and not (self.pauses and self._pauses(day))
            and not self.limits.rests(day)
        )

    def _pauses(self, day: date) -> bool:
        place = bisect_right(self.pauses, (day, date.max))
        return place > 0 and day < self.pauses[place - 1][1]

    def number(self, day: date) -> int:
        """Return the most that a day may take: the daily number, or less after a restriction."""
        return self.limits.lowered(self.rules.daily_number, day)

    def share(self, day: date) -> int:
        """Return how many a day takes: none on a day off, else the number of that day or somewhat fewer."""
        if (known := self._shares.get(day)) is None:
            known = self._shares[day] = self._share(day) if self.works(day) else 0
        return known

    def _share(self, day: date) -> int:
        number = self.number(day)
        steps = steps_below(number) + 1
        if steps == 1:
            return number
        week = (day.toordinal() - 1) // 7  # day 1 of the calendar is a Monday
        known = self._weeks.get((week, steps))
        if known is None:
            known = self._weeks[week, steps] = pattern(week, self._seed, len(self.rules.working_days), steps)
        return number - known[self.rules.working_days.index(day.weekday())]

    def working_days(self, first: date) -> Iterator[date]:
        """Yield the days from `first` on that take anyone, ascending.

        They end with the calendar, or where ten years take no one.
        """
        day, idle = first, 0
        while idle < _NEVER:
            idle = 0 if self.works(day) else idle + 1
            if not idle:
                yield day
            if day == date.max:
                return
            day = add_days(day, 1)

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """Return when the working hours of a day begin and end."""
        return self.begins(day), self._hour(day, self.rules.day_ends)

    def begins(self, day: date) -> datetime:
        """Return when the working hours of a day begin."""
        return self._hour(day, self.rules.day_starts)

    def _hour(self, day: date, hour: int) -> datetime:
        if hour == 24:
            return start_of_day(add_days(day, 1), self.zone)
        return o_clock(day, hour, self.zone)

    @property
    def counts_since(self) -> datetime:
        """From when on withdrawals use up the share of today.

        Any 24 hours count, not only the day: who withdrew ten late last evening has none left in
        the morning. What is a day old by the end of the working hours is free again by then.
        """
        _, over = self.hours(self.today)
        return min(start_of_day(self.today, self.zone), before(max(over, self.now), _DAY))

    def next_sitting(self, *, due: bool, free_at: datetime) -> datetime | None:
        """Return when to sit next: now, or when the next working hours begin; None where none come.

        Args:
            due: whether anyone is left to be withdrawn today.
            free_at: from when on the last 24 hours leave room for another withdrawal.
        """
        begins, over = self.hours(self.today)
        earliest = max(self.now, begins, free_at)
        if due and self.works(self.today) and earliest < over:
            return earliest
        following = next(self.working_days(add_days(self.today, 1)), None)
        return self.begins(following) if following else None


def _resumed(pauses: list[tuple[datetime, datetime]], at: datetime) -> list[tuple[datetime, datetime]]:
    """End the pause that lasts at that instant; where none does, no later one begins."""
    if any(begins <= at < over for begins, over in pauses):
        return [(begins, at if begins <= at < over else over) for begins, over in pauses]
    return [(begins, over) for begins, over in pauses if begins <= at]


def steps_below(number: int) -> int:
    """Return how far below the daily number a share may lie: somewhat, and never down to nothing."""
    return min(number - 1, max(1, int(number * VARIES_BY))) if number > 1 else 0


def pattern(week: int, seed: int, days: int, steps: int) -> tuple[int, ...]:
    """Return how far below its number each working day of a week lies, each from 0 to `steps` - 1.

    Of as many weeks one after another as there are patterns (five days and five steps: 3,125) no two
    are alike. The week's number is written with a digit a day, and each digit is shifted by what
    follows from all the others, which can be undone: so two weeks never come to the same digits.
    """
    digits, left = [], week % steps**days
    for _ in range(days):
        left, digit = divmod(left, steps)
        digits.append(digit)
    for _ in range(2):
        for place in range(days):
            others = (seed, place, *digits[:place], *digits[place + 1 :])
            digits[place] = (digits[place] + crc32(repr(others).encode())) % steps
    return tuple(digits)


def drawn(seed: int, lot: str, below: int) -> int:
    """Return a number from 0 to `below` - 1 that follows from the seed and the lot, and from nothing else.

    A checksum alone would give two seeds the same numbers but for some flipped bits; the
    multiplication mixes them.
    """
    mixed = crc32(f"{seed} {lot}".encode("utf-8", "surrogatepass"))
    mixed = (mixed ^ mixed >> 16) * 0x45D9F3B & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) % below
