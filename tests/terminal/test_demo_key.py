"""From the empty book to the made-up one and back, in a real terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import MONDAY
from tests.terminal.screen import Screen, has_tmux


@pytest.fixture
def empty(book_path: Path, environment: dict[str, str]) -> Iterator[Screen]:
    if not has_tmux():
        pytest.skip("tmux is not installed: it is the terminal of these tests")
    with Screen(book_path, MONDAY, environment, (80, 24), "invitetui") as screen:
        yield screen.shows("Nothing here yet", "? keys  i import  D made-up book")


def test_one_key_leads_to_the_made_up_book_and_q_leads_back(
    empty: Screen, environment: dict[str, str]
) -> None:
    empty.press("D").shows("1 Sent 400", "A made-up book on Mon 23 Nov").press("K").shows("kept")
    empty.press("D").shows("This is the made-up book; q leaves it")
    empty.press("q").shows("Nothing here yet", "0 pending").quit()
    left = {path.name for path in Path(environment["INVITETUI_STATE"]).iterdir()}
    assert left <= {"locks", "log"}, "nothing of the made-up book is kept"


def test_a_signal_ends_the_made_up_book_and_all(empty: Screen) -> None:
    empty.press("D").shows("1 Sent 400").send(signal.SIGTERM)
