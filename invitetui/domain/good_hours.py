"""When to send: the person's own acceptances where they tell, else what the sources advise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from invitetui.domain.moments import FOREVER
from invitetui.domain.words import WEEKDAYS

if TYPE_CHECKING:
    from invitetui.domain.groups import Group, Groups


class GoodHours(NamedTuple):
    """Days and hours that are good to send in."""

    days: tuple[int, ...]
    """Days of the week, 0 is Monday."""
    starts: int
    """The first hour, 0 to 23."""
    ends: int
    """The end of the last, 1 to 24."""
    own_clock: bool
    """Whether the hours are those on the person's own clock; else on that of whom it goes to."""
    evidence: str
    """On what it rests, in a sentence."""

    @property
    def says(self) -> str:
        """The days and hours in short: `Tue–Thu 9–17`."""
        named = [WEEKDAYS[day] for day in self.days]
        days = named[0] if len(named) == 1 else f"{named[0]}–{named[-1]}" if len(named) < 7 else "every day"
        return f"{days} {self.starts}–{self.ends}"


ADVICE = GoodHours(
    (1, 2, 3), 9, 17, own_clock=False,
    evidence="Vendors' advice, contested; LinkedIn publishes none. Your own acceptances don't tell yet.",
)  # fmt: skip


def good_hours(groups: Iterable[Groups]) -> GoodHours:
    """Return the hours in which invitations are accepted more often, if that is surely no chance.

    Args:
        groups: the matured invitations by weekday, by hour and by other things, as the statistics have them.
    """
    told = {found.name: found.best for found in groups if _is_told(found)}
    weekday, hour = told.get("weekday"), told.get("hour")
    if weekday is None and hour is None:
        return ADVICE
    days, starts, ends, parts = ADVICE.days, ADVICE.starts, ADVICE.ends, []
    if weekday is not None:
        days = (WEEKDAYS.index(weekday.value),)
        parts.append(_rate(weekday))
    if hour is not None:
        first, _, last = hour.value.partition("–")
        starts, ends = int(first), int(last)
        parts.append(_rate(hour))
    evidence = f"Your own acceptances: {' and '.join(parts)}, more than chance would give."
    return GoodHours(days, starts, ends, own_clock=hour is not None, evidence=evidence)


def _is_told(groups: Groups) -> bool:
    """Whether the best of them is surely better, and not surely worse, than the rest."""
    return bool(
        groups.best and groups.difference and groups.difference.told and groups.difference.difference > 0
    )


def _rate(group: Group) -> str:
    when = f"on {group.value}" if group.value in WEEKDAYS else f"at {group.value} o'clock"
    return f"{group.rate.rate or 0:.0%} of {group.rate.n} sent {when}"


def next_window(now: datetime, zone: tzinfo, hours: GoodHours) -> tuple[datetime, datetime]:
    """Return the instants (UTC) between which to send next; the first may be past, and then it is on now.

    Args:
        now: the instant (UTC) to look from.
        zone: in which the hours are told.
        hours: the good ones.
    """
    try:
        today = now.astimezone(zone).date()
        for ahead in range(8):
            day = today + timedelta(days=ahead)
            start = datetime.combine(day, time(hours.starts), tzinfo=zone).astimezone(UTC)
            after_midnight = hours.ends == 24
            last = day + timedelta(days=1) if after_midnight else day
            end = datetime.combine(last, time(0 if after_midnight else hours.ends), tzinfo=zone).astimezone(
                UTC
            )
            if day.weekday() in hours.days and end > now:
                return start, end
    except OverflowError:
        pass
    return FOREVER, FOREVER
