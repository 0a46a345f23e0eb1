"""A home of its own for a run of the app: in Berlin, with a browser that only notes what it was given."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from tests.terminal.screen import ROOT

SATURDAY = "2026-11-21T12:00:00+01:00"
MONDAY = "2026-11-23T10:00:00+01:00"


def environment_in(folder: Path) -> dict[str, str]:
    """Make a home in `folder`, and return the environment that leads there; addresses go to `opened`."""
    browser = folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {folder}/opened\n')
    browser.chmod(0o755)
    home = folder / "home"
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


def told(book: Path, environment: dict[str, str], now: str, *arguments: object) -> Any:
    """Run a command on the book, and return its JSON."""
    ran = subprocess.run(
        [sys.executable, "-m", "invitetui", "--file", book, "--now", now, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    return msgspec.json.decode(ran.stdout)
