"""A restriction in words: what LinkedIn did, what rests until when, and what the sources advise."""

from __future__ import annotations

from invitetui.domain import words
from invitetui.domain.restrictions import TITLES, Restriction, Why
from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.pieces import Line, Role, cut, wrapped

KEYS = {str(number): why for number, why in enumerate(Why, 1)}
"""The key of each kind of restriction."""


def asking(width: int) -> list[Line]:
    """Return the question what LinkedIn did."""
    lines: list[Line] = [[("Has LinkedIn warned or restricted you?", Role.STRONG)], []]
    lines += [[(f"{key} ", Role.KEY), (TITLES[why], Role.PLAIN)] for key, why in KEYS.items()]
    lines.append([])
    told = (
        "Once it is recorded, sending and withdrawing pause until it should lift. "
        + WITHDRAWING_LIFTS_NOTHING
    )
    return [*lines, *([(line, Role.DIM)] for line in wrapped(told, width))]


def lasting(restriction: Restriction, snapshot: Snapshot, width: int) -> list[Line]:
    """Return what lasts: since when, what LinkedIn said, when it should lift, and what to do meanwhile."""
    lines: list[Line] = [[(restriction.title, Role.TROUBLE)]]
    since = words.day_of(restriction.since, snapshot.zone, snapshot.today)
    lines.append([(f"since {since}", Role.DIM)])
    if restriction.said:
        lines += [[(line, Role.PLAIN)] for line in wrapped(f"“{restriction.said}”", width)[:4]]
    lines += [[], *until(snapshot, width), []]
    lines.append([("Meanwhile", Role.STRONG)])
    for piece in restriction.advice:
        first, *others = wrapped(piece, width - 2)
        lines += [[("· ", Role.DIM), (first, Role.PLAIN)], *([("  " + line, Role.PLAIN)] for line in others)]
    return lines


def until(snapshot: Snapshot, width: int) -> list[Line]:
    """Return until when sending and withdrawing rest, and how the numbers come back; may be empty."""
    limits, today = snapshot.pace.limits, snapshot.today
    told: list[Line] = []
    if over := limits.should_have_lifted:
        day = words.near_day(over, today)
        asked: Line = [("It should have lifted ", Role.PLAIN), (day, Role.STRONG), (": has it? ", Role.PLAIN)]
        told.append([*asked, ("l", Role.KEY), (" says so", Role.DIM)])
        says = "Until you say so sending and withdrawing pause; the plan goes on as if it lifted tomorrow."
        told += [[(line, Role.DIM)] for line in wrapped(says, width)]
    elif limits.begins_again:
        day = words.near_day(limits.begins_again, today)
        told.append(
            [("Sending and withdrawing pause; it should lift about ", Role.PLAIN), (day, Role.STRONG)]
        )
        told.append(
            [(cut("You say when it has: LinkedIn publishes no fixed number of days.", width), Role.DIM)]
        )
    if limits.whole_again and limits.whole_again > today:
        whole = words.short_day(limits.whole_again, today)
        says = f"The numbers start at half and climb: they are whole again from {whole} on."
        told += [[(line, Role.DIM)] for line in wrapped(says, width)]
    return told
