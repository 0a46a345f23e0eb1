"""However the app ends, what the screen showed as answered is in the file."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import archives
from tests.terminal.conftest import MONDAY, Open
from tests.terminal.screen import Screen

MANY = 30_000
"""So many that a save takes longer than a look at the screen."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    now = datetime.fromisoformat(MONDAY).astimezone(UTC)
    path = tmp_path_factory.mktemp("many") / "archive.zip"
    path.write_bytes(archives.big(MANY, 0, now).zipped())
    return path


@pytest.fixture
def book(many: Path, book_path: Path, shell: Callable[..., Any]) -> Path:
    assert shell("import", many, "--json")["added"] == MANY
    return book_path


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
    screen = run(MONDAY).shows("4 Stats").press("K", "K", "K")
    screen.wait(lambda: screen.text.count("⚑") == 3, "three that are kept")
    end(screen)
    assert len(shell("list", "--json", "--filter", "kept:yes", now=MONDAY)) == 3


def test_ctrl_c_says_how_to_leave_and_loses_nothing(run: Open, shell: Callable[..., Any]) -> None:
    screen = run(MONDAY).shows("4 Stats").press("K").shows("kept")
    screen.press("C-c").shows("ctrl+q")
    screen.press("K")
    screen.wait(lambda: screen.text.count("⚑") == 2, "two that are kept")
    screen.quit()
    assert len(shell("list", "--json", "--filter", "kept:yes", now=MONDAY)) == 2
