"""A large book, while all but its newest rows is still being read."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import books
from tests.terminal.screen import Screen, has_tmux

LARGE = 2_500


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return books.write(LARGE, tmp_path).tinydb


@pytest.fixture
def screen(path: Path, environment: dict[str, str]) -> Iterator[Screen]:
    """The app with its first rows, before it reads the rest."""
    if not has_tmux():
        pytest.skip("tmux is not installed: it is the terminal of these tests")
    program = "tests.terminal.slow_reading"
    with Screen(path, books.NOW.isoformat(), environment, (120, 40), program) as screen:
        yield screen.shows("reading the rest", *books.FIRST_ROWS)


def read_on(path: Path) -> None:
    path.with_name("go").touch()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_meanwhile_leaves_the_terminal_as_it_was(
    path: Path, screen: Screen, sign: signal.Signals
) -> None:
    os.kill(screen.process, sign)
    read_on(path)
    screen.wait(lambda: screen.ended, f"an end by {sign.name}")
    assert screen.modes("#{alternate_on} #{mouse_any_flag} #{keypad_flag}") == "0 0 0"


def test_a_file_that_is_removed_meanwhile_is_not_taken_for_an_empty_book(path: Path, screen: Screen) -> None:
    path.unlink()
    read_on(path)
    screen.wait(lambda: screen.ended, "the end")
    screen.wait(lambda: "removed or emptied meanwhile" in "".join(screen.lines), "why")
    assert not path.exists()


def test_whoever_has_left_is_not_asked_what_to_do_about_a_damaged_file(path: Path, screen: Screen) -> None:
    path.write_bytes(path.read_bytes()[:-50_000])
    screen.press("q")
    read_on(path)
    screen.wait(lambda: screen.ended, "the end")
    assert "damaged" not in screen.text
