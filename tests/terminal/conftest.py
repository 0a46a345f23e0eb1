"""Each run has a home of its own, in Berlin, and a browser that only writes down what it was given."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests import archives
from tests.terminal.screen import ROOT, Screen, has_tmux

SATURDAY = "2026-11-21T12:00:00+01:00"
MONDAY = "2026-11-23T10:00:00+01:00"

Open = Callable[..., Screen]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/opened\n')
    browser.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TZ": "Europe/Berlin",
        "BROWSER": str(browser),
        "INVITETUI_STATE": str(home / "state"),
        "INVITETUI_CONFIG": str(home / "config.toml"),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CONFIG", "CACHE")},
    }


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """Where the browser writes the addresses."""
    return tmp_path / "opened"


@pytest.fixture
def shell(environment: dict[str, str], book_path: Path) -> Callable[..., Any]:
    """Run a command on the book, and return its JSON."""

    def run(*arguments: object, now: str = SATURDAY) -> Any:
        ran = subprocess.run(
            [sys.executable, "-m", "invitetui", "--file", book_path, "--now", now, *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
        )
        return msgspec.json.decode(ran.stdout)

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
