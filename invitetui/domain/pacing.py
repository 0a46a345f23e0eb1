"""Who is withdrawn on which day: the plan, derived from the book, the rules and the day.

LinkedIn flags bulk patterns, so a backlog is spread over working days, each with its share. The
plan is never stored: what was missed yesterday simply stands in today's answer, spread forward.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.moments import FOREVER, add_months, after, before, local_day, start_of_day
from invitetui.domain.pace import Pace
from invitetui.domain.rules import Rules
from invitetui.domain.standing import SHORTEST_MONTH

if TYPE_CHECKING:
    from invitetui.domain.places import Candidate
    from invitetui.domain.shelves import Item, Key, Shelf, Shelves

LEFT_TO_EXPIRE = timedelta(days=14)
"""An invitation that LinkedIn drops this soon after its turn is not worth a withdrawal."""

_DAY = timedelta(days=1)


class Plan(msgspec.Struct, frozen=True):
    """The calendar: each day with those to withdraw on it, in order."""

    days: tuple[tuple[date, tuple[str, ...]], ...]
    """Days with anyone on them, ascending, each with the uids of that day."""
    left_to_expire: tuple[str, ...]
    """Those that LinkedIn itself drops before their turn, or soon after."""
    day_of: Mapping[str, date]
    """The day of each uid that has one."""

    @property
    def clear_on(self) -> date | None:
        """The last day with anyone on it; None where nothing is planned."""
        return self.days[-1][0] if self.days else None

    @property
    def order(self) -> Iterator[str]:
        """All uids in the order in which to withdraw them, those left to expire last."""
        for _, uids in self.days:
            yield from uids
        yield from self.left_to_expire

    def on(self, day: date) -> tuple[str, ...]:
        """Return who is planned for `day`."""
        return next((uids for planned, uids in self.days if planned == day), ())


def plan(queue: Shelves, moved: Shelves, pace: Pace, *, taken: int = 0) -> Plan:
    """Spread those who want withdrawal over the days to come, on each at most its share.

    Who was moved to a day stands on it, or on the next that has room; all others fill what is left,
    in their order. Days gone by leave nothing behind: what was missed is spread forward.

    Args:
        queue: those of the part of that name, see `places.Part`.
        moved: and those of this one.
        pace: what each day takes.
        taken: withdrawals already recorded that use up today's share, see `Pace.counts_since`.
    """
    calendar = _Calendar(pace, taken)
    for day, item in _by_target(moved, pace):
        calendar.move(item, day)
    waiting = list(queue.items())
    put_first = bisect_left(waiting, FOREVER, key=_put_first_at)
    calendar.fill(waiting[:put_first], spare=timedelta())
    calendar.fill(waiting[put_first:], spare=LEFT_TO_EXPIRE)
    return calendar.plan()


def _put_first_at(shelf: tuple[Key, Shelf]) -> datetime:
    """When those on a shelf of the queue were put first."""
    at: datetime = shelf[0][0]
    return at


def share_of_today(candidates: Iterable[Candidate], pace: Pace, *, taken: int = 0) -> int:
    """Return how many `plan` would put on today, without putting anyone in order."""
    room = pace.share(pace.today) - taken
    if room <= 0:
        return 0
    begins = start_of_day(pace.today, pace.zone)
    asked, expiry = _Expiry(begins, pace), _Expiry(after(begins, LEFT_TO_EXPIRE), pace)

    def stands_today(candidate: Candidate) -> bool:
        invitation, standing = candidate
        sent = invitation.sent_latest
        if standing.moved_to is not None:
            return local_day(standing.moved_to, pace.zone) <= pace.today and not asked.drops(sent)
        return not (asked if standing.first_at else expiry).drops(sent)

    return sum(1 for _ in islice(filter(stands_today, candidates), room))


def gap_after(uid: str, rules: Rules) -> timedelta:
    """Return how long to wait after withdrawing that invitation: the least gap and up to half more.

    The jitter follows from the uid, so that a countdown is the same however often it is asked for.
    """
    jitter = zlib.crc32(uid.encode("utf-8", "surrogatepass")) / 2**33
    return timedelta(seconds=round(rules.sitting_gap * (1 + jitter)))


def _by_target(moved: Shelves, pace: Pace) -> list[tuple[date, Item]]:
    """Return those moved to a day with the day, ascending, by urgency on each; a day gone by is today."""
    targets = [
        (max(pace.today, local_day(moved_to, pace.zone)), urgency, item)
        for (moved_to, *urgency), shelf in moved.items()
        for item in shelf
    ]
    return [(day, item) for day, _, item in sorted(targets)]


class _Expiry:
    """Whether LinkedIn drops an invitation before an instant, so that it needs no withdrawal."""

    def __init__(self, until: datetime, pace: Pace) -> None:
        self._until = until
        self._now = pace.now
        self._rules = pace.rules
        self._near = before(until, pace.rules.expiry_months * SHORTEST_MONTH)

    def drops(self, sent: datetime) -> bool:
        """Return that of one last sent then.

        What LinkedIn lists although its time is over, it evidently doesn't drop.
        """
        if sent >= self._near:
            return False
        if (all_of_them := self.drops_all_of(sent)) is not None:
            return all_of_them
        return self._now < add_months(sent, self._rules.expiry_months) < self._until

    def drops_all_of(self, sent: datetime) -> bool | None:
        """Return that of all that were sent on the same day (UTC); None where it depends on the hour.

        So the calendar is asked only for those of the one or two days on which the hour decides.
        """
        first, last = _dropped(sent.toordinal(), self._rules.expiry_months)
        if self._now >= last or first >= self._until:
            return False
        return True if self._now < first and last <= self._until else None


@lru_cache(maxsize=2048)
def _dropped(day: int, months: int) -> tuple[datetime, datetime]:
    """Return between which instants LinkedIn drops what was sent on a day, counted as by `toordinal`."""
    first = add_months(datetime.fromordinal(day).replace(tzinfo=UTC), months)
    return first, after(first, _DAY)


class _Waiting:
    """Those whose turn is still to come: shelf by shelf, each of those sent on one day."""

    def __init__(self, shelves: Iterable[tuple[Key, Shelf]]) -> None:
        self._shelves = [shelf for _, shelf in shelves]
        self._shelf = self._place = 0
        """Where the next one stands."""

    def __bool__(self) -> bool:
        return self._shelf < len(self._shelves)

    def take(self, room: int, expiry: _Expiry) -> tuple[list[str], list[str]]:
        """Take so many whom LinkedIn doesn't drop; return them, and those before them whom it does."""
        share: list[str] = []
        left: list[str] = []
        while self and len(share) < room:
            shelf, begin = self._shelves[self._shelf], self._place
            sent, _ = shelf[begin]
            drops, end = expiry.drops_all_of(sent), begin + room - len(share)
            if drops:
                end = len(shelf)
            elif drops is None:
                drops, end = expiry.drops(sent), begin + 1
            (left if drops else share).extend([uid for _, uid in shelf[begin:end]])
            if end < len(shelf):
                self._place = end
            else:
                self._shelf, self._place = self._shelf + 1, 0
        return share, left

    def rest(self) -> list[str]:
        """Return all who are left."""
        begun, *others = self._shelves[self._shelf :] or [()]
        return [uid for shelf in (begun[self._place :], *others) for _, uid in shelf]


class _Calendar:
    """A plan in the making."""

    def __init__(self, pace: Pace, taken: int) -> None:
        self._pace = pace
        self._taken = taken
        self._days: dict[date, list[str]] = {}
        self._leave: list[str] = []
        self._latest_move: date | None = pace.today
        self._openings = self._days_with_room(pace.today)
        self._day = next(self._openings, None)

    def _room(self, day: date) -> int:
        taken = self._taken if day == self._pace.today else 0
        return self._pace.share(day) - taken - len(self._days.get(day, ()))

    def _days_with_room(self, first: date) -> Iterator[date]:
        return (day for day in self._pace.working_days(first) if self._room(day) > 0)

    def move(self, item: Item, target: date) -> None:
        """Put one on `target` or the next day with room; targets come in ascending."""
        day = None
        if self._latest_move is not None:
            day = next(self._days_with_room(max(target, self._latest_move)), None)
        self._latest_move = day  # where no day has room, none has for who comes after either
        sent, uid = item
        if day is None or _Expiry(start_of_day(day, self._pace.zone), self._pace).drops(sent):
            self._leave.append(uid)
        else:
            self._days.setdefault(day, []).append(uid)

    def fill(self, shelves: Iterable[tuple[Key, Shelf]], *, spare: timedelta) -> None:
        """Put these into the room that is left, one day after the other.

        Args:
            shelves: in the order in which they take their turn, on each those sent on one day.
            spare: who is dropped by LinkedIn within this time of the day of their turn is left alone.
        """
        pace, waiting = self._pace, _Waiting(shelves)
        while waiting and self._day is not None:
            if (room := self._room(self._day)) <= 0:
                self._day = next(self._openings, None)
                continue
            expiry = _Expiry(after(start_of_day(self._day, pace.zone), spare), pace)
            share, left = waiting.take(room, expiry)
            self._leave += left
            if share:
                self._days.setdefault(self._day, []).extend(share)
        self._leave += waiting.rest()

    def plan(self) -> Plan:
        """Return what has come of it."""
        days = sorted(self._days.items())
        return Plan(
            days=tuple((day, tuple(uids)) for day, uids in days),
            left_to_expire=tuple(self._leave),
            day_of={uid: day for day, uids in days for uid in uids},
        )
