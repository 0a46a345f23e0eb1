"""When whom to propose for another invitation: a batch withdrawn together does not come back together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import chain

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import LocalTimes, add_days
from invitetui.domain.pace import Pace, drawn
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State

TWICE = 2
"""After this many withdrawn or expired invitations, another is unlikely to help."""

_ENDED = frozenset({State.COOLING, State.READY, State.EXPIRED, State.CLOSED})
_RANK: Mapping[str | None, int] = {"high": 0, "medium": 1, None: 2, "low": 3}

_Turn = tuple[date, str]
"""First possible day, uid."""


def release_days(snapshot: Snapshot) -> dict[str, date]:
    """Return the day on which each who is cooling down or ready is proposed for another invitation.

    Nobody before the cool-down is over and a few days of chance have gone by; on no day more than
    the rule says, those already invited again today counted, and today no more than the rolling week
    has room for; high priority first. What was not taken up yesterday stands in today's answer. Who
    was withdrawn or expired twice is not proposed.
    """
    waiting = _turns(snapshot)
    found: dict[str, date] = {}
    for day in snapshot.pace.working_days(snapshot.today):
        if not any(waiting):
            break
        room = _room(snapshot, day)
        for turns in waiting:
            while room and turns and turns[-1][0] <= day:
                found[turns.pop()[1]] = day
                room -= 1
    return found


def _turns(snapshot: Snapshot) -> list[list[_Turn]]:
    """The turns of all to propose, those of each priority by themselves, the first to come last."""
    book, standings, again = snapshot.book, snapshot.standings.whole, snapshot.book.attempts
    first_day, days = snapshot.first_days.of, [dict[date, list[str]]() for _ in _RANK]
    for ready_at, uid in chain(snapshot.part("cooling"), snapshot.part("ready")):
        if not (uid in again and was_refused(snapshot, book[uid])):
            priority = standings[uid].priority
            days[_RANK[priority]].setdefault(first_day(uid, ready_at, priority == "high"), []).append(uid)
    return [
        [(day, uid) for day in sorted(found, reverse=True) for uid in sorted(found[day], reverse=True)]
        for found in days
    ]


def was_refused(snapshot: Snapshot, invitation: Invitation) -> bool:
    """Return whether that person let two invitations pass: better follow them, or try elsewhere."""
    sent = snapshot.book.to_same_person(invitation)
    if len(sent) < TWICE:
        return False
    return sum(snapshot.standings[one.uid].state in _ENDED for one in sent) >= TWICE


class FirstDays:
    """The first day on which each may be proposed. It follows from the seed, and is worked out once."""

    def __init__(self, seed: int, spread: int, pace: Pace) -> None:
        self._seed = seed
        self._spread = spread
        self._pace = pace
        self._day_of = LocalTimes(pace.zone).day
        self._begins: dict[date, datetime] = {}
        """When the working hours of a day begin."""
        self._known: dict[tuple[str, datetime, bool], date] = {}

    def of(self, uid: str, ready_at: datetime, high: bool) -> date:
        """Return the day on which they are ready from its working hours on, and some days more.

        Args:
            uid: whose.
            ready_at: when they are ready.
            high: whether they have high priority, and no chance is to delay them.
        """
        known = self._known.get(turn := (uid, ready_at, high))
        if known is None:
            late = 0 if high else drawn(self._seed, uid, self._spread + 1)
            known = self._known[turn] = add_days(self._first_day(ready_at), late)
        return known

    def _first_day(self, ready_at: datetime) -> date:
        """Return the first day on which they are ready from its working hours on."""
        day = self._day_of(ready_at)
        begins = self._begins.get(day)
        if begins is None:
            begins = self._begins[day] = self._pace.begins(day)
        return day if ready_at <= begins else add_days(day, 1)


def _room(snapshot: Snapshot, day: date) -> int:
    number = snapshot.pace.limits.lowered(snapshot.rules.reinvitations_a_day, day)
    if day == snapshot.today:
        return min(max(0, number - snapshot.reinvited_today), snapshot.free_this_week)
    return number
