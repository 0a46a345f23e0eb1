"""Text that a terminal hands over as keys, as one without bracketed paste does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.terminal.conftest import MONDAY, Open

NOTE = "Hi Ada, I saw your talk on kilns and would like to ask you about it. Best, Mei"


def test_text_pasted_as_keys_into_the_list_and_the_sitting_does_nothing(
    run: Open, shell: Callable[..., Any]
) -> None:
    before = shell("list", "--json")
    screen = run(MONDAY, (100, 30)).shows("2 Stale")
    screen.type(NOTE).shows(f"That looked like pasted text: {len(NOTE)} keys did nothing")
    screen.press("Escape").hides("pasted text").press("C-q").wait(lambda: screen.ended, "the end")
    sitting = run(MONDAY, (100, 30)).shows("2 Stale").press("t").shows("0 of ")
    sitting.type(NOTE).shows(f"That looked like pasted text: {len(NOTE)} keys did nothing")
    sitting.press("Escape").shows("2 Stale").press("C-q").wait(lambda: sitting.ended, "the end")
    assert shell("list", "--json") == before


def test_keys_that_are_sent_all_at_once_are_answered(run: Open) -> None:
    screen = run(MONDAY, (120, 40)).shows("2 Stale")
    screen.type("jjjj jj ").shows("2 marked")
    screen.type("2").shows("Why now").type("1").hides("Why now").quit()
