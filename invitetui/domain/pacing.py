"""Who is withdrawn on which day: the plan, derived from the book, the rules and the day.

LinkedIn flags bulk patterns, so a backlog is spread over working days under a daily number. The
plan is never stored: what was missed yesterday simply stands in today's answer, spread forward.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from itertools import islice

import msgspec

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import FOREVER, add_days, after, start_of_day
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Standing, expires_before

LEFT_TO_EXPIRE = timedelta(days=14)
"""An invitation that LinkedIn drops this soon after its turn is not worth a withdrawal."""

_RANK = {"low": 0, "medium": 1, None: 1, "high": 2}


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

    Those that the person put first come in the order in which they were put there.
    """
    return (
        standing.first_at or FOREVER,
        not (standing.signals and standing.priority != "high"),
        _RANK[standing.priority],
        invitation.sent_latest,
        invitation.uid,
    )


def plan(
    candidates: Iterable[tuple[Invitation, Standing]],
    *,
    done_today: int,
    today: date,
    zone: tzinfo,
    rules: Rules,
) -> Plan:
    """Spread the candidates over working days, the daily number on each.

    Args:
        candidates: those for whom `Standing.wants_withdrawal` holds.
        done_today: withdrawals already recorded for `today`; they use up its share.
        today: the first day that may be planned.
        zone: where the person lives; days begin there.
        rules: the daily number and the working days.
    """
    days: list[tuple[date, tuple[str, ...]]] = []
    leave: list[str] = []
    share: list[str] = []
    day = _next_working_day(today, rules)
    room, until = _room(day, today, done_today, rules), _worthwhile_until(day, zone)
    for invitation, standing in sorted(candidates, key=lambda pair: urgency(*pair)):
        while len(share) >= room:
            if share:
                days.append((day, tuple(share)))
            day, share = _next_working_day(add_days(day, 1), rules), []
            room, until = _room(day, today, done_today, rules), _worthwhile_until(day, zone)
        if _left_to_expire(invitation, standing, until, rules):
            leave.append(invitation.uid)
        else:
            share.append(invitation.uid)
    if share:
        days.append((day, tuple(share)))
    return Plan(
        days=tuple(days),
        left_to_expire=tuple(leave),
        day_of={uid: planned for planned, uids in days for uid in uids},
    )


def share_of_today(
    candidates: Iterable[tuple[Invitation, Standing]],
    *,
    done_today: int,
    today: date,
    zone: tzinfo,
    rules: Rules,
) -> int:
    """Return how many `plan` would put on `today`, without putting anyone in order."""
    if today.weekday() not in rules.working_days:
        return 0
    until = _worthwhile_until(today, zone)
    worthwhile = (None for pair in candidates if not _left_to_expire(*pair, until, rules))
    return sum(1 for _ in islice(worthwhile, _room(today, today, done_today, rules)))


def gap_after(uid: str, rules: Rules) -> timedelta:
    """Return how long to wait after withdrawing that invitation: the least gap and up to half more.

    The jitter follows from the uid, so that a countdown is the same however often it is asked for.
    """
    jitter = zlib.crc32(uid.encode("utf-8", "surrogatepass")) / 2**33
    return timedelta(seconds=round(rules.sitting_gap * (1 + jitter)))


def _room(day: date, today: date, done_today: int, rules: Rules) -> int:
    return max(0, rules.withdrawals_a_day - (done_today if day == today else 0))


def _worthwhile_until(day: date, zone: tzinfo) -> datetime:
    return after(start_of_day(day, zone), LEFT_TO_EXPIRE)


def _left_to_expire(invitation: Invitation, standing: Standing, until: datetime, rules: Rules) -> bool:
    return standing.first_at is None and expires_before(invitation, until, rules)


def _next_working_day(day: date, rules: Rules) -> date:
    """Return `day`, or the first working day after it (the calendar's end counts as one)."""
    while day.weekday() not in rules.working_days and day != date.max:
        day = add_days(day, 1)
    return day
