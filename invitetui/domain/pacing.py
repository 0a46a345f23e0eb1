"""Who is withdrawn on which day: the plan, derived from the book, the rules and the day.

LinkedIn flags bulk patterns, so a backlog is spread over working days under a daily number. The
plan is never stored: what was missed yesterday simply stands in today's answer, spread forward.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import FOREVER, add_days, start_of_day
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Standing

LEFT_TO_EXPIRE = timedelta(days=14)
"""An invitation that LinkedIn drops this soon after its turn is not worth a withdrawal."""

_RANK = {"low": 0, "medium": 1, None: 1, "high": 2}


@dataclass(frozen=True)
class Plan:
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
    queue = sorted(candidates, key=lambda pair: urgency(*pair))
    days: list[tuple[date, tuple[str, ...]]] = []
    leave: list[str] = []
    day = _next_working_day(today, rules)
    room = max(0, rules.withdrawals_a_day - done_today) if day == today else rules.withdrawals_a_day
    share: list[str] = []
    for invitation, standing in queue:
        while len(share) >= room:
            if share:
                days.append((day, tuple(share)))
            day, room, share = _next_working_day(add_days(day, 1), rules), rules.withdrawals_a_day, []
        asked_for = standing.first_at is not None
        if not asked_for and standing.expires_at < _latest_worthwhile(day, zone):
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


def gap_after(uid: str, rules: Rules) -> timedelta:
    """Return how long to wait after withdrawing that invitation: the least gap and up to half more.

    The jitter follows from the uid, so that a countdown is the same however often it is asked for.
    """
    jitter = zlib.crc32(uid.encode()) / 2**33
    return timedelta(seconds=round(rules.sitting_gap * (1 + jitter)))


def _latest_worthwhile(day: date, zone: tzinfo) -> datetime:
    start = start_of_day(day, zone)
    return FOREVER if start is FOREVER else start + LEFT_TO_EXPIRE


def _next_working_day(day: date, rules: Rules) -> date:
    """Return `day`, or the first working day after it (the calendar's end counts as one)."""
    while day.weekday() not in rules.working_days and day != date.max:
        day = add_days(day, 1)
    return day
