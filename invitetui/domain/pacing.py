"""Who is withdrawn on which day: the plan, derived from the book, the rules and the day.

LinkedIn flags bulk patterns, so a backlog is spread over working days, each with its share. The
plan is never stored: what was missed yesterday simply stands in today's answer, spread forward.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from operator import attrgetter

import msgspec

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import FOREVER, add_months, after, before, local_day, start_of_day
from invitetui.domain.pace import Pace
from invitetui.domain.rules import Rules
from invitetui.domain.standing import SHORTEST_MONTH, Standing, expires_at

LEFT_TO_EXPIRE = timedelta(days=14)
"""An invitation that LinkedIn drops this soon after its turn is not worth a withdrawal."""

_DAY = timedelta(days=1)
_RANK = {"low": 0, "medium": 1, None: 1, "high": 2}

Candidate = tuple[Invitation, Standing]


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


def urgency(invitation: Invitation, standing: Standing) -> tuple[object, ...]:
    """Return the sort key of the plan: asked for, signals, low priority, oldest; high priority last.

    Those that the person put first come in the order in which they were put there. The oldest are
    also those with the least chance of still being accepted: on any acceptance curve the chance left
    at an age, 1 − S(end)/S(age), can only fall as the age grows. So the person's own curve, which
    tells how small the chance is, never changes the order.
    """
    return (
        standing.first_at or FOREVER,
        *_class(standing),
        invitation.sent_latest,
        invitation.uid,
    )


def _class(standing: Standing) -> tuple[bool, int]:
    return not (standing.signals and standing.priority != "high"), _RANK[standing.priority]


_AGE = attrgetter("sent_latest", "uid")


def plan(candidates: Iterable[Candidate], pace: Pace, *, taken: int = 0) -> Plan:
    """Spread the candidates over the days to come, on each at most its share.

    Who was moved to a day stands on it, or on the next that has room; all others fill what is left,
    in the order of `urgency`. Days gone by leave nothing behind: what was missed is spread forward.

    Args:
        candidates: those for whom `Standing.wants_withdrawal` holds.
        pace: what each day takes.
        taken: withdrawals already recorded that use up today's share, see `Pace.counts_since`.
    """
    first, moved, waiting = _sorted(candidates)
    calendar = _Calendar(pace, taken)
    for day, invitation in _by_target(moved, pace):
        calendar.move(invitation, day)
    calendar.fill(first, spare=timedelta())
    calendar.fill(waiting, spare=LEFT_TO_EXPIRE)
    return calendar.plan()


def share_of_today(candidates: Iterable[Candidate], pace: Pace, *, taken: int = 0) -> int:
    """Return how many `plan` would put on today, without putting anyone in order."""
    room = pace.share(pace.today) - taken
    if room <= 0:
        return 0
    begins = start_of_day(pace.today, pace.zone)
    asked, expiry = _Expiry(begins, pace), _Expiry(after(begins, LEFT_TO_EXPIRE), pace)

    def stands_today(candidate: Candidate) -> bool:
        invitation, standing = candidate
        if standing.moved_to is not None:
            return local_day(standing.moved_to, pace.zone) <= pace.today and not asked.drops(invitation)
        return not (asked if standing.first_at else expiry).drops(invitation)

    return sum(1 for _ in islice(filter(stands_today, candidates), room))


def gap_after(uid: str, rules: Rules) -> timedelta:
    """Return how long to wait after withdrawing that invitation: the least gap and up to half more.

    The jitter follows from the uid, so that a countdown is the same however often it is asked for.
    """
    jitter = zlib.crc32(uid.encode("utf-8", "surrogatepass")) / 2**33
    return timedelta(seconds=round(rules.sitting_gap * (1 + jitter)))


def _sorted(candidates: Iterable[Candidate]) -> tuple[list[Invitation], list[Candidate], list[Invitation]]:
    """Return those put first, those moved to a day, and all others, each in the order of `urgency`.

    Class by class, for a hundred thousand keys of five parts take several times as long.
    """
    first: list[Candidate] = []
    moved: list[Candidate] = []
    classes: dict[tuple[bool, int], list[Invitation]] = {}
    for candidate in candidates:
        invitation, standing = candidate
        if standing.moved_to is not None:
            moved.append(candidate)
        elif standing.first_at is not None:
            first.append(candidate)
        else:
            classes.setdefault(_class(standing), []).append(invitation)
    waiting = [one for _, found in sorted(classes.items()) for one in sorted(found, key=_AGE)]
    for asked in (first, moved):
        asked.sort(key=lambda pair: urgency(*pair))
    return [invitation for invitation, _ in first], moved, waiting


def _by_target(moved: Iterable[Candidate], pace: Pace) -> list[tuple[date, Invitation]]:
    """Return those moved to a day with the day, ascending; a day gone by is today."""
    targets = [
        (max(pace.today, local_day(standing.moved_to, pace.zone)), invitation)
        for invitation, standing in moved
        if standing.moved_to
    ]
    return sorted(targets, key=lambda target: target[0])


class _Expiry:
    """Whether LinkedIn drops an invitation before an instant, so that it needs no withdrawal."""

    def __init__(self, until: datetime, pace: Pace) -> None:
        self._until = until
        self._now = pace.now
        self._rules = pace.rules
        self._near = before(until, pace.rules.expiry_months * SHORTEST_MONTH)
        self._days: dict[date, bool | None] = {}

    def drops(self, invitation: Invitation) -> bool:
        """Return that; what LinkedIn lists although its time is over, it evidently doesn't drop.

        The calendar is asked once for each day on which anything was sent, and again only for those
        of the one or two days on which the hour decides.
        """
        if invitation.sent_latest >= self._near:
            return False
        if (day := invitation.sent_latest.date()) not in self._days:
            self._days[day] = self._drops_all_of(invitation.sent_latest)
        if (all_of_them := self._days[day]) is not None:
            return all_of_them
        return self._now < expires_at(invitation, self._rules) < self._until

    def _drops_all_of(self, sent: datetime) -> bool | None:
        """Whether it drops all that were sent on the same day; None where that depends on the hour."""
        midnight = sent.replace(hour=0, minute=0, second=0, microsecond=0)
        first = add_months(midnight, self._rules.expiry_months)
        last = after(first, _DAY)
        if first > self._now and last <= self._until:
            return True
        return False if first >= self._until or last <= self._now else None


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

    def move(self, invitation: Invitation, target: date) -> None:
        """Put one on `target` or the next day with room; targets come in ascending."""
        day = None
        if self._latest_move is not None:
            day = next(self._days_with_room(max(target, self._latest_move)), None)
        self._latest_move = day  # where no day has room, none has for who comes after either
        if day is None or _Expiry(start_of_day(day, self._pace.zone), self._pace).drops(invitation):
            self._leave.append(invitation.uid)
        else:
            self._days.setdefault(day, []).append(invitation.uid)

    def fill(self, ordered: Iterable[Invitation], *, spare: timedelta) -> None:
        """Put these into the room that is left, one day after the other.

        Args:
            ordered: in the order in which they take their turn.
            spare: who is dropped by LinkedIn within this time of the day of their turn is left alone.
        """
        pace, waiting = self._pace, iter(ordered)
        while self._day is not None:
            day = self._day
            room = self._room(day)
            if room <= 0:
                self._day = next(self._openings, None)
                continue
            expiry = _Expiry(after(start_of_day(day, pace.zone), spare), pace)
            share: list[str] = []
            for invitation in waiting:
                if expiry.drops(invitation):
                    self._leave.append(invitation.uid)
                    continue
                share.append(invitation.uid)
                if len(share) == room:
                    break
            if share:
                self._days.setdefault(day, []).extend(share)
            if len(share) < room:
                return
        self._leave += [invitation.uid for invitation in waiting]

    def plan(self) -> Plan:
        """Return what has come of it."""
        days = sorted(self._days.items())
        return Plan(
            days=tuple((day, tuple(uids)) for day, uids in days),
            left_to_expire=tuple(self._leave),
            day_of={uid: day for day, uids in days for uid in uids},
        )
