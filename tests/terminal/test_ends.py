"""However the app ends, what the screen showed as answered is in the file."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest

from tests.terminal.conftest import MONDAY, Open
from tests.terminal.screen import Screen


def by_signal(sign: signal.Signals) -> Callable[[Screen], object]:
    return lambda screen: screen.send(sign)


ENDS: dict[str, Callable[[Screen], object]] = {
    "q": Screen.quit,
    "ctrl+q": lambda screen: screen.press("C-q").wait(lambda: screen.ended, "the end"),
    "SIGTERM": by_signal(signal.SIGTERM),
    "SIGHUP": by_signal(signal.SIGHUP),
    "SIGINT": by_signal(signal.SIGINT),
    "the terminal closed": Screen.close_terminal,
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_answers_given_just_before_the_end_are_kept(
    run: Open, shell: Callable[..., Any], end: Callable[[Screen], object]
) -> None:
    screen = run(MONDAY, program="tests.terminal.slow_disk").shows("1 Sent 60")
    for kept in (1, 2, 3):
        screen.press("K").wait(lambda kept=kept: screen.text.count("⚑") == kept, f"{kept} kept")  # type: ignore[misc]
    end(screen)
    assert len(shell("list", "--json", "--filter", "kept:yes", now=MONDAY)) == 3


def test_a_sitting_ended_by_the_closed_terminal_goes_on_where_it_was(
    run: Open, shell: Callable[..., Any]
) -> None:
    name, following = [row["name"] for row in shell("list", "--json", "--tab", "stale", now=MONDAY)][:2]
    screen = run(MONDAY, program="tests.terminal.slow_disk").shows("1 Sent 60").press("t")
    screen.shows(name).press("o").shows("What happened?").press("d").shows(f"{name} withdrawn", following)
    screen.close_terminal()
    run(MONDAY).shows("today 1 of ", "3 Cooling Down 1").press("t").shows("1 of ", following).press("Escape")


def test_ctrl_c_says_how_to_leave_and_loses_nothing(run: Open, shell: Callable[..., Any]) -> None:
    screen = run(MONDAY).shows("1 Sent 60").press("K").shows("kept")
    screen.press("C-c").shows("ctrl+q").press("K")
    screen.wait(lambda: screen.text.count("⚑") == 2, "two that are kept").quit()
    assert len(shell("list", "--json", "--filter", "kept:yes", now=MONDAY)) == 2
