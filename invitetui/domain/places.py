"""Where each invitation stands: in the queue for withdrawal, among those cooling down, …

Lists, plan and forecast are read from here. Where an invitation stands follows from it and its
standing alone, so that an edit, or time, moves only those whose standing it changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Literal

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import FOREVER, LocalTimes, after
from invitetui.domain.rules import Rules
from invitetui.domain.shelves import Item, Key, Shelves
from invitetui.domain.standing import PENDING, Stale, Standing, State

Part = Literal["queue", "moved", "kept", "maybe", "coming", "cooling", "ready", "accepted"]
"""What an invitation can be part of: of one at most. Days are counted as `date.toordinal` does.

queue: wants withdrawal. By `urgency`, and then by the day on which it was sent (UTC).
moved: wants withdrawal on a day of the person's choice. By that day, and then as in the queue.
kept: at least maybe past the mark, and kept. By the day on which it was sent.
maybe: only maybe past the mark. By the day on which it was sent.
coming: not past the mark, and will be. By the local day on which it surely is.
cooling: cooling down. By the day on which it is ready.
ready: its person may be invited again. By priority, and then by the day since which it is ready.
accepted: accepted before it was past the mark. By the day on which it was sent.
"""
Parts = Mapping[Part, Shelves]
Candidate = tuple[Invitation, Standing]
_Place = tuple[Part, Key, Item]

_RANK = {"low": 0, "medium": 1, None: 1, "high": 2}
_READY_RANK: Mapping[str | None, int] = {"high": 0, "medium": 1, None: 2, "low": 3}


def urgency(standing: Standing) -> tuple[datetime, bool, int]:
    """Return by what the plan's order goes first: asked for, signals, low priority; high priority last.

    Those that the person put first come in the order in which they were put there. Among those alike
    the oldest come first: they are also those with the least chance of still being accepted. On any
    acceptance curve the chance left at an age, 1 − S(end)/S(age), can only fall as the age grows. So
    the person's own curve, which tells how small the chance is, never changes the order.
    """
    priority = standing.priority
    return standing.first_at or FOREVER, not standing.signals or priority == "high", _RANK[priority]


def _of_pending(everyone: Iterable[Candidate], rules: Rules, zone: tzinfo) -> Iterator[_Place]:
    mark, no, surely, day_of = rules.stale_after, Stale.NO, Stale.SURELY, LocalTimes(zone).day
    for invitation, stands in everyone:
        sent, stale = invitation.sent_latest, stands.stale
        item = sent, invitation.uid
        if stands.wants_withdrawal:
            key = *urgency(stands), sent.toordinal()
            if (moved_to := stands.moved_to) is None:
                yield "queue", key, item
            else:
                yield "moved", (moved_to, *key), item
        elif stale is not no and stands.snoozed_until is None:
            yield "kept" if stands.kept else "maybe", (sent.toordinal(),), item
        elif stale is not surely and not stands.kept:
            yield "coming", (day_of(after(sent, mark)).toordinal(),), item


def _of_withdrawn(everyone: Iterable[Candidate], _rules: Rules, _zone: tzinfo) -> Iterator[_Place]:
    cooling = State.COOLING
    for invitation, stands in everyone:
        if ready_at := stands.ready_at:
            day, item = ready_at.toordinal(), (ready_at, invitation.uid)
            if stands.state is cooling:
                yield "cooling", (day,), item
            else:
                yield "ready", (_READY_RANK[stands.priority], day), item


def _of_accepted(everyone: Iterable[Candidate], rules: Rules, _zone: tzinfo) -> Iterator[_Place]:
    mark = rules.stale_after
    for invitation, stands in everyone:
        sent, outcome = invitation.sent_latest, stands.outcome
        if outcome is not None and outcome.at - sent <= mark:
            yield "accepted", (sent.toordinal(),), (sent, invitation.uid)


class Kin:
    """Parts that invitations in some states can be part of: worked out together, once asked for."""

    def __init__(
        self,
        parts: tuple[Part, ...],
        states: tuple[State, ...],
        places: Callable[[Iterable[Candidate], Rules, tzinfo], Iterator[_Place]],
    ) -> None:
        self.parts = parts
        self._states = states
        self._places = places

    def of(self, everyone: Iterable[Candidate], rules: Rules, zone: tzinfo) -> Parts:
        """Return the parts."""
        found = self._found(self._concerned(everyone), rules, zone)
        return {part: Shelves.of(places) for part, places in found.items()}

    def edited(
        self, parts: Parts, were: Iterable[Candidate], are: Iterable[Candidate], rules: Rules, zone: tzinfo
    ) -> Parts:
        """Return the parts once these, who stood as they `were`, stand as they `are`.

        A part in which nobody's place has changed is the same object as before.
        """
        concerned = self._concerned(were), self._concerned(are)
        if concerned == ([], []):
            return parts
        out, put = (self._found(some, rules, zone) for some in concerned)
        changed = {
            part: parts.get(part, NOBODY).edited(out.get(part, {}), put.get(part, {}))
            for part in {**out, **put}
        }
        return {**parts, **changed}

    def _found(
        self, everyone: Iterable[Candidate], rules: Rules, zone: tzinfo
    ) -> dict[Part, dict[Key, list[Item]]]:
        parts: dict[Part, dict[Key, list[Item]]] = defaultdict(lambda: defaultdict(list))
        for part, key, item in self._places(everyone, rules, zone):
            parts[part][key].append(item)
        return parts

    def _concerned(self, everyone: Iterable[Candidate]) -> list[Candidate]:
        if len(self._states) == 1:
            (one,) = self._states
            return [pair for pair in everyone if pair[1].state is one]
        states = set(map(id, self._states))  # to hash a member of an enumeration takes long
        return [pair for pair in everyone if id(pair[1].state) in states]


NOBODY = Shelves({})
KIN: Mapping[Part, Kin] = {
    part: kin
    for kin in (
        Kin(("queue", "moved", "kept", "maybe", "coming"), PENDING, _of_pending),
        Kin(("cooling", "ready"), (State.COOLING, State.READY), _of_withdrawn),
        Kin(("accepted",), (State.ACCEPTED,), _of_accepted),
    )
    for part in kin.parts
}
"""By part, what it is worked out with."""
