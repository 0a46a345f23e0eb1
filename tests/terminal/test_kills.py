"""A sitting is killed at any point: the next start knows what was confirmed and asks about what was open."""

from __future__ import annotations

from collections.abc import Callable
from signal import SIGKILL
from typing import Any

import pytest

from tests.terminal.conftest import MONDAY, Open
from tests.terminal.screen import Screen

LATER = "2026-11-23T11:00:00+01:00"
"""The next start: the clock of the first one has gone on."""
ASKS = "You opened this page and didn't say what happened"


def before_opening(sitting: Screen, _names: list[str]) -> None:
    """The card is on the screen, and that is all."""


def opened(sitting: Screen, _names: list[str]) -> None:
    sitting.press("o").shows("What happened?", "Page opened")


def answered(sitting: Screen, names: list[str]) -> None:
    opened(sitting, names)
    sitting.press("d").shows(f"{names[0]} withdrawn", names[1])


def next_opened(sitting: Screen, names: list[str]) -> None:
    answered(sitting, names)
    sitting.press("O").shows("What happened?", "1 time before the time today")


def answer_undone(sitting: Screen, names: list[str]) -> None:
    answered(sitting, names)
    sitting.press("u").shows("Taken back: ", "What happened?")


def opening_undone(sitting: Screen, names: list[str]) -> None:
    answer_undone(sitting, names)
    sitting.press("u").shows("opens the page; withdraw there")


def answer_redone(sitting: Screen, names: list[str]) -> None:
    answer_undone(sitting, names)
    sitting.press("U").shows(f"{names[0]} withdrawn", names[1])


def second_answered(sitting: Screen, names: list[str]) -> None:
    next_opened(sitting, names)
    sitting.press("a").shows(f"{names[1]} accepted", names[2])


@pytest.mark.parametrize(
    ("lead_there", "confirmed", "open_still"),
    [
        (before_opening, {}, None),
        (opened, {}, 0),
        (answered, {0: "cooling"}, None),
        (next_opened, {0: "cooling"}, 1),
        (answer_undone, {}, 0),
        (opening_undone, {}, None),
        (answer_redone, {0: "cooling"}, None),
        (second_answered, {0: "cooling", 1: "accepted"}, None),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_was_confirmed_is_known_and_what_was_open_is_asked_about(
    run: Open,
    shell: Callable[..., Any],
    lead_there: Callable[[Screen, list[str]], None],
    confirmed: dict[int, str],
    open_still: int | None,
) -> None:
    names = [row["name"] for row in shell("list", "--json", "--tab", "stale", now=MONDAY)]
    sitting = run(MONDAY, (80, 24)).shows("1 Sent 60").press("t").shows("0 of ", names[0])
    lead_there(sitting, names)
    sitting.wait(lambda: _is_saved(shell, names, confirmed, open_still), "all that was said on the disk")
    sitting.send(SIGKILL)

    again = run(LATER, (80, 24)).shows("1 Sent 60" if open_still is None else ASKS)
    if open_still is not None:
        again.shows(names[open_still], "What happened?").press("Escape").shows("1 Sent 60")
    again.hides(ASKS).quit()
    assert _is_saved(shell, names, confirmed, open_still)


def _is_saved(
    shell: Callable[..., Any], names: list[str], confirmed: dict[int, str], open_still: int | None
) -> bool:
    states = {row["name"]: row["state"] for row in shell("list", "--json", now=LATER)}
    said = {names[number]: state for number, state in confirmed.items()}
    waiting = {name for name, state in states.items() if state == "opened"}
    wanted = set() if open_still is None else {names[open_still]}
    ended = {name: states[name] for name in names if states[name] in ("cooling", "accepted", "expired")}
    return ended == said and waiting == wanted
