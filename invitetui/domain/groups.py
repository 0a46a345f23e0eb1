"""What works: the acceptance of matured invitations by note, source, weekday and the like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from invitetui.domain.compare import ENOUGH, Difference, Rate, compare, wilson
from invitetui.domain.invitation import Invitation
from invitetui.domain.lives import monday_of, tally, weekday_of
from invitetui.domain.moments import LocalTimes
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Standing, State

DIMENSIONS = ("note", "note_length", "source", "priority", "weekday", "hour", "attempt", "week")
"""By what invitations are grouped, in the order in which it is told."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = ("0–6", "6–9", "9–12", "12–15", "15–18", "18–24")
_BLOCK_OF = (0,) * 6 + (1,) * 3 + (2,) * 3 + (3,) * 3 + (4,) * 3 + (5,) * 6
_ATTEMPTS = ("1", "2", "3 or more")
_LENGTHS = ("none", "1–100", "101–200", "over 200")
_ORDER = {
    value: number
    for values in (
        ("with", "without"),
        _LENGTHS,
        ("high", "medium", "low", "none"),
        WEEKDAYS,
        _HOURS,
        _ATTEMPTS,
    )
    for number, value in enumerate(values)
}


Tallies = dict[str, list[int]]
"""Accepted and all, by value."""


class Group(msgspec.Struct, frozen=True):
    """The invitations that have one thing in common."""

    value: str
    rate: Rate


class Groups(msgspec.Struct, frozen=True):
    """All matured invitations by one thing."""

    name: str
    """One of `DIMENSIONS`."""
    groups: tuple[Group, ...]
    best: Group | None
    """The group that differs most surely: from the other one, or from all the others."""
    against: str
    """What it is compared with: the other group's value, or `the rest`."""
    difference: Difference | None
    """How the best differs; None where there is nothing to compare."""


Matured = Sequence[tuple[Invitation, Standing, int]]
"""Those who had time to answer: the invitation, how it stands, and the hour in which it was last sent."""


def share_accepted(matured: Matured) -> Rate:
    """Return how many of them were accepted."""
    accepted = State.ACCEPTED
    return wilson(sum([stands.state is accepted for _, stands, _ in matured]), len(matured))


def group(matured: Matured, snapshot: Snapshot, times: LocalTimes) -> tuple[Groups, ...]:
    """Return the groups of these invitations.

    Args:
        matured: the invitations.
        snapshot: which they are of.
        times: what tells these hours.

    Whole kinds of invitation are counted first and added up after, for there are far fewer of them.
    """
    tallies: dict[str, Tallies] = {name: {} for name in DIMENSIONS}
    attempts, accepted = snapshot.book.attempts, State.ACCEPTED
    kinds = tally(
        (
            (len(one.note) + 99) // 100 if one.note else 0,
            stands.priority,
            attempts.get(one.uid, 1),
            one.source,
            stands.state is accepted,
        )
        for one, stands, _ in matured
    )
    for (note, priority, attempt, source, good), n in kinds.items():
        _add(tallies["note"], "with" if note else "without", n, good)
        _add(tallies["note_length"], _LENGTHS[min(note, 3)], n, good)
        _add(tallies["priority"], priority or "none", n, good)
        _add(tallies["attempt"], _ATTEMPTS[min(attempt, 3) - 1], n, good)
        _add(tallies["source"], source or "none", n, good)
    spans = tally(
        (
            hour // 24,
            _BLOCK_OF[hour % 24]
            if one.sent_earliest == one.sent_latest
            else _block_between(times.hour(one.sent_earliest), hour),
            stands.state is accepted,
        )
        for one, stands, hour in matured
    )
    for (day, block, good), n in spans.items():
        _add(tallies["week"], date.fromordinal(monday_of(day)).isoformat(), n, good)
        if block != _SOME_DAY:
            _add(tallies["weekday"], WEEKDAYS[weekday_of(day)], n, good)
            if block != _SOME_HOUR:
                _add(tallies["hour"], _HOURS[block], n, good)
    return tuple(_told(name, found) for name, found in tallies.items())


_SOME_HOUR, _SOME_DAY = -1, -2
"""In the place of a block of hours: sent at some hour of the day, or on some day up to that one."""


def _block_between(first: int, last: int) -> int:
    """Return in which hours of the day it surely lies, if sent between two hours."""
    if first // 24 != last // 24:
        return _SOME_DAY
    block = _BLOCK_OF[last % 24]
    return block if block == _BLOCK_OF[first % 24] else _SOME_HOUR


def _add(tallies: Tallies, value: str, n: int, good: bool) -> None:  # a tally's own column
    counts = tallies.setdefault(value, [0, 0])
    counts[0] += n if good else 0
    counts[1] += n


def _told(name: str, tallies: Tallies) -> Groups:
    def place(value: str) -> tuple[int, str]:
        if name == "source":  # the largest first, those without any last
            return (1 if value == "none" else -tallies[value][1], value)
        return (0 if name == "week" else _ORDER[value], value)

    groups = tuple(Group(value, wilson(*tallies[value])) for value in sorted(tallies, key=place))
    comparable = [group for group in groups if len(groups) == 2 or group.rate.n >= ENOUGH]
    if len(groups) < 2 or not comparable:
        return Groups(name, groups, None, "", None)
    if len(groups) == 2:
        return Groups(name, groups, groups[0], groups[1].value, compare(groups[0].rate, groups[1].rate))
    accepted = sum(group.rate.successes for group in groups)
    n = sum(group.rate.n for group in groups)
    differences = [
        (group, found)
        for group in comparable
        if (
            found := compare(
                group.rate,
                wilson(accepted - group.rate.successes, n - group.rate.n),
                tests=len(comparable),
            )
        )
    ]
    if not differences:
        return Groups(name, groups, None, "", None)
    best, difference = min(differences, key=lambda pair: (pair[1].p, -abs(pair[1].difference)))
    return Groups(name, groups, best, "the rest", difference)
