"""The tour: five hints for whoever starts, one at a time on the message line, once."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from invitetui.ui.present.pieces import Line, Role


class Hint(msgspec.Struct, frozen=True):
    """One hint, over once what it speaks of was done."""

    says: str
    """In words, with the ids of commands in braces where their keys are to stand."""
    over_with: frozenset[str]
    """The commands of which one ends it."""


MOVED = "cursor_down"
"""What stands for any move of the cursor."""
HINTS = (
    Hint(
        "{cursor_down} and {cursor_up} walk; {details} shows all of a person", frozenset({MOVED, "details"})
    ),
    Hint("{tab_stale} shows whom to withdraw, in the order of the plan", frozenset({"tab_stale"})),
    Hint("{mark} marks, {first} puts the marked first in the plan", frozenset({"mark", "first"})),
    Hint("{today} starts today's sitting: one card at a time", frozenset({"today"})),
    Hint("{help} shows the keys, {palette} finds anything by name", frozenset({"help", "palette"})),
)


def line(seen: int, keys: Mapping[str, str]) -> Line:
    """Return the hint that follows on those seen; empty once there is none.

    Args:
        seen: how many hints the person has seen.
        keys: the key of each command, by its id.
    """
    if not 0 <= seen < len(HINTS):
        return []
    told: Line = [(f"{seen + 1}/{len(HINTS)} ", Role.DIM)]
    for number, part in enumerate(HINTS[seen].says.replace("}", "{").split("{")):
        told.append((keys[part], Role.KEY) if number % 2 else (part, Role.PLAIN))
    return [*told, ("   ", Role.PLAIN), (keys["back"], Role.KEY), (" goes on", Role.DIM)]


def goes_on(seen: int, id_: str) -> bool:
    """Return whether a command ends the hint that follows on those seen."""
    return 0 <= seen < len(HINTS) and id_ in HINTS[seen].over_with
