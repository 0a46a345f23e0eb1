"""Each run has a home of its own, and a book made from a made-up archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import archives
from tests.terminal.home import MONDAY, SATURDAY, environment_in, told
from tests.terminal.screen import Screen, has_tmux

__all__ = ["MONDAY", "SATURDAY", "Open"]

Open = Callable[..., Screen]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return environment_in(tmp_path)


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """Where the browser writes the addresses."""
    return tmp_path / "opened"


@pytest.fixture
def shell(environment: dict[str, str], book_path: Path) -> Callable[..., Any]:
    """Run a command on the book, and return its JSON."""

    def run(*arguments: object, now: str = SATURDAY) -> Any:
        return told(book_path, environment, now, *arguments)

    return run


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    return tmp_path / "book.json"


@pytest.fixture
def book(book_path: Path, shell: Callable[..., Any], tmp_path: Path) -> Path:
    """A book made from an archive of 60 invitations."""
    now = datetime.fromisoformat(SATURDAY).astimezone(UTC)
    sent = archives.made_up(60, now, seed=5, namesakes=False)
    (tmp_path / "archive.zip").write_bytes(archives.archive(sent).zipped())
    assert shell("import", tmp_path / "archive.zip", "--json")["added"] == 60
    return book_path


@pytest.fixture
def run(book: Path, environment: dict[str, str]) -> Iterator[Open]:
    """Open the app on the book, in a terminal."""
    if not has_tmux():
        pytest.skip("tmux is not installed: it is the terminal of these tests")
    with ExitStack() as stack:

        def opened(
            now: str = SATURDAY, size: tuple[int, int] = (120, 40), program: str = "invitetui"
        ) -> Screen:
            return stack.enter_context(Screen(book, now, environment, size, program))

        yield opened
