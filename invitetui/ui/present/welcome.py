"""What is said where there is nothing to show yet, or nothing left."""

from __future__ import annotations

from collections.abc import Mapping

from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import Tab, View
from invitetui.domain.words import count
from invitetui.ui.commands import DELIVERED
from invitetui.ui.present.pieces import Line, Role, wrapped

_STEPS = (
    ("1", "On LinkedIn: Settings & Privacy → Data privacy → Get a copy of your data."),
    (
        "2",
        "Choose Invitations and Connections; the mail with the link comes within minutes, or within a day.",
    ),
)


def empty(
    view: View,
    snapshot: Snapshot,
    width: int,
    height: int,
    keys: Mapping[str, str] = DELIVERED,
    filter_trouble: str = "",
) -> list[Line]:
    """Return what stands in a list without rows: how to begin, or what it means; closer set if it must be.

    Args:
        view: the tab and its filter.
        snapshot: the book.
        width: the cells that a line may take.
        height: the lines there are.
        keys: the key in force of each command.
        filter_trouble: what can't be read of the filter that is being typed.
    """
    if snapshot.book and view.filter and filter_trouble:
        told = [[(line, Role.TROUBLE)] for line in wrapped(f"{filter_trouble}.", width)]
        return [[], *told, [(f"{keys['back']} takes the filter away.", Role.DIM)]]
    if snapshot.book:
        return [[], *([(line, Role.DIM)] for line in wrapped(nothing(view, snapshot, keys), width))]
    lines = [[], *steps(min(72, width), keys)]
    return lines if len(lines) <= height else [line for line in lines if line]


def steps(width: int, keys: Mapping[str, str] = DELIVERED) -> list[Line]:
    """Return how to get the data in, for the first start."""
    here = f"Here: press {keys['import']} and pick the ZIP file, or drop it onto this window."
    look = (
        f"shows a made-up book of 400 invitations, to look around in first; {keys['quit']} leads back here."
    )
    then = ((keys["demo"], look), (keys["help"], "shows the keys that work, here and everywhere."))
    lines: list[Line] = [[("Nothing here yet. How to begin:", Role.STRONG)], []]
    for number, text in (*_STEPS, ("3", here)):
        for part, line in enumerate(wrapped(text, width - 3)):
            lines.append([(f"{number}  " if part == 0 else "   ", Role.KEY), (line, Role.PLAIN)])
        lines.append([])
    longest = max(len(key) for key, _ in then)
    for key, text in then:
        for part, line in enumerate(wrapped(text, width - longest - 2)):
            shown = key if part == 0 else ""
            lines.append([(f"{shown:<{longest}}  ", Role.KEY), (line, Role.DIM)])
    return lines


def nothing(view: View, snapshot: Snapshot, keys: Mapping[str, str] = DELIVERED) -> str:
    """Return what an empty list means."""
    if view.filter:
        return f"Nothing matches the filter; {keys['back']} takes it away."
    if view.tab is Tab.STALE and snapshot.stale:
        return f"Nobody to withdraw: {count(snapshot.stale, 'is', 'are')} past the mark, and snoozed for now."
    return {
        Tab.SENT: "No invitations yet.",
        Tab.STALE: "Nothing is past the mark: well done.",
        Tab.COOLING: "Nobody is cooling down. Those you withdraw wait here until they may be invited again.",
    }.get(view.tab, "")
