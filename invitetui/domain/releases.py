"""When whom to propose for another invitation: a batch withdrawn together does not come back together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from heapq import heapify, heappop, heappush

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import add_days, local_day
from invitetui.domain.pace import drawn
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State

TWICE = 2
"""After this many withdrawn or expired invitations, another is unlikely to help."""

_ENDED = frozenset({State.COOLING, State.READY, State.EXPIRED, State.CLOSED})
_RANK: Mapping[str | None, int] = {"high": 0, "medium": 1, None: 2, "low": 3}

_Turn = tuple[int, date, str]
"""Rank, first possible day, uid."""


def release_days(snapshot: Snapshot) -> dict[str, date]:
    """Return the day on which each who is cooling down or ready is proposed for another invitation.

    Nobody before the cool-down is over and a few days of chance have gone by; on no day more than
    the rule says, those already invited again today counted, and today no more than the rolling week
    has room for; high priority first. What was not taken up yesterday stands in today's answer. Who
    was withdrawn or expired twice is not proposed.
    """
    turns = _turns(snapshot)
    heapify(turns)
    waiting: list[_Turn] = []
    found: dict[str, date] = {}
    for day in snapshot.pace.working_days(snapshot.today):
        if not turns and not waiting:
            break
        while turns and turns[0][0] <= day:
            first, rank, uid = heappop(turns)
            heappush(waiting, (rank, first, uid))
        for _ in range(min(len(waiting), _room(snapshot, day))):
            found[heappop(waiting)[2]] = day
    return found


def _turns(snapshot: Snapshot) -> list[tuple[date, int, str]]:
    """The first day, rank and uid of all to propose: only who cools down or is ready is looked into."""
    book, cooling, ready = snapshot.book, State.COOLING, State.READY
    again, first_day = book.attempts, _FirstDays(snapshot)
    ended = [
        (uid, stands)
        for uid, stands in snapshot.standings.items()
        if (state := stands.state) is cooling or state is ready
    ]
    return [
        (first_day(uid, stands.ready_at, stands.priority), _RANK[stands.priority], uid)
        for uid, stands in ended
        if stands.ready_at and not (uid in again and was_refused(snapshot, book[uid]))
    ]


def was_refused(snapshot: Snapshot, invitation: Invitation) -> bool:
    """Return whether that person let two invitations pass: better follow them, or try elsewhere."""
    sent = snapshot.book.to_same_person(invitation)
    if len(sent) < TWICE:
        return False
    return sum(snapshot.standings[one.uid].state in _ENDED for one in sent) >= TWICE


class _FirstDays:
    """The first day on which each may be proposed; what many share is worked out once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._zone = snapshot.zone
        self._seed = snapshot.book.seed
        self._spread = snapshot.rules.reinvitation_spread + 1
        self._pace = snapshot.pace
        self._begins: dict[date, datetime] = {}
        """When the working hours of a day begin."""

    def __call__(self, uid: str, ready_at: datetime, priority: str | None) -> date:
        """Return the day on which they are ready from its working hours on, and some days more."""
        day = local_day(ready_at, self._zone)
        begins = self._begins.get(day)
        if begins is None:
            begins = self._begins[day] = self._pace.hours(day)[0]
        late = int(ready_at > begins)
        return add_days(day, late + drawn(self._seed, uid, 1 if priority == "high" else self._spread))


def _room(snapshot: Snapshot, day: date) -> int:
    number = snapshot.pace.limits.lowered(snapshot.rules.reinvitations_a_day, day)
    if day == snapshot.today:
        return min(max(0, number - snapshot.reinvited_today), snapshot.free_this_week)
    return number
