"""However the app ends, the note that was being written is there the next time, and sent it is attempt 2."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.conftest import MONDAY, Open
from tests.terminal.screen import Screen

NOTE = "Hello again, see you in Lagos?"


@pytest.fixture
def ready(book: Path, shell: Callable[..., Any]) -> str:  # the book has to be there
    """The name of somebody who may be invited again."""
    row = next(row for row in shell("list", "--json", "--tab", "stale", now=MONDAY))
    shell("mark", row["uid"], "withdrawn", "--at", "2026-10-01", "--json", now=MONDAY)
    return str(row["name"])


def kill(screen: Screen, book: Path) -> None:
    """Once the person has paused for a moment nothing can take the draft away."""
    screen.wait(lambda: NOTE in book.read_text(encoding="utf-8"), "the draft in the file")
    screen.send(signal.SIGKILL)


ENDS: dict[str, Callable[[Screen, Path], object]] = {
    "ctrl+q": lambda screen, _: screen.press("C-q").wait(lambda: screen.ended, "the end"),
    "SIGTERM": lambda screen, _: screen.send(signal.SIGTERM),
    "SIGKILL": kill,
    "the terminal closed": lambda screen, _: screen.close_terminal(),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_draft_outlives_every_end(
    run: Open, book: Path, ready: str, shell: Callable[..., Any], end: Callable[[Screen, Path], object]
) -> None:
    screen = run(MONDAY, size=(80, 24)).shows("1 Sent 60").press("3").shows(ready)
    screen.press("r").shows("e write").press("e").shows("stop writing").type(NOTE).shows(NOTE, "30 of 200")
    end(screen, book)
    again = run(MONDAY, size=(80, 24)).shows("1 Sent 60").press("3").shows(ready).press("r").shows(NOTE)
    again.press("s").shows(f"{ready} invited again · attempt 2").quit()
    attempts = {row["attempt"]: row for row in shell("list", "--json", now=MONDAY) if row["name"] == ready}
    assert (attempts[1]["state"], attempts[2]["state"], attempts[2]["note"]) == ("closed", "fresh", NOTE)


def test_a_pasted_note_keeps_its_lines_and_steers_no_terminal(run: Open, ready: str) -> None:
    screen = run(MONDAY, size=(80, 24)).shows("1 Sent 60").press("3").shows(ready)
    screen.press("r").shows("e write").press("e").shows("stop writing").paste("one\ntwo \u202e\x9b2J three")
    screen.shows("one\n", "two ��2J three").press("Escape").shows("e write").press("q")
    screen.shows("Ready (1)").quit()
