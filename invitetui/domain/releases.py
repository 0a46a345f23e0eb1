"""When whom to propose for another invitation: a batch withdrawn together does not come back together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from heapq import heapify, heappop, heappush

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import add_days, local_day
from invitetui.domain.pace import Pace, drawn
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Standing, State

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
    begins = _Begins(snapshot.pace)
    turns = [
        (_first_day(snapshot, uid, stands.ready_at, stands, begins), _RANK[stands.priority], uid)
        for uid, stands in snapshot.standings.items()
        if stands.state in (State.READY, State.COOLING)
        and stands.ready_at
        and not was_refused(snapshot, snapshot.book[uid])
    ]
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


def was_refused(snapshot: Snapshot, invitation: Invitation) -> bool:
    """Return whether that person let two invitations pass: better follow them, or try elsewhere."""
    sent = snapshot.book.to_same_person(invitation)
    if len(sent) < TWICE:
        return False
    return sum(snapshot.standings[one.uid].state in _ENDED for one in sent) >= TWICE


class _Begins(dict[date, datetime]):
    """When the working hours of a day begin: the zone is asked once for a day, not for each invitation."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace

    def __missing__(self, day: date) -> datetime:
        begins = self[day] = self._pace.hours(day)[0]
        return begins


def _first_day(
    snapshot: Snapshot, uid: str, ready_at: datetime, stands: Standing, begins: Mapping[date, datetime]
) -> date:
    """The first day on which they may be proposed: ready from its working hours on, and some days more."""
    day = local_day(ready_at, snapshot.zone)
    if ready_at > begins[day]:
        day = add_days(day, 1)
    spread = 0 if stands.priority == "high" else snapshot.rules.reinvitation_spread
    return add_days(day, drawn(snapshot.book.seed, uid, spread + 1))


def _room(snapshot: Snapshot, day: date) -> int:
    number = snapshot.pace.limits.lowered(snapshot.rules.reinvitations_a_day, day)
    if day == snapshot.today:
        return min(max(0, number - snapshot.reinvited_today), snapshot.free_this_week)
    return number
