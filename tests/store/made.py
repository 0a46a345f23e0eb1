"""Made-up invitations, and other processes that work on a file."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation
from invitetui.store.book_file import BookFile

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def invitation(number: int, **fields: object) -> Invitation:
    sent = NOW - timedelta(days=number % 400)
    given = {
        "uid": f"u{number}",
        "name": f"Zoë {number}",
        "sent_earliest": sent,
        "sent_latest": sent,
        "url": f"https://www.linkedin.com/in/zoe-{number}",
        "note": 'Quoted "words", a\nline and a tab\t',
    }
    return Invitation(**{**given, **fields})  # type: ignore[arg-type]


def invitations(many: int) -> dict[str, Invitation]:
    return {each.uid: each for each in map(invitation, range(1, many + 1))}


def kept(number: int = 1) -> Event:
    return Event("kept", NOW + timedelta(minutes=number))


def on_disk(path: Path) -> Book:
    """Return the book as another process would find it."""
    with BookFile.open(path, writing=False) as file:
        return file.load()


def child(task: str, path: Path) -> subprocess.Popen[str]:
    """Start another process (see `child.py`) on the file; it takes over the environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.child", task, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()
