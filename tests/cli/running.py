"""The command line, run in this process as a shell would run it, and what it says in return."""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from invitetui.cli import main
from tests import archives

NOW = "2026-11-24T10:00:00+01:00"
"""A Tuesday morning in Berlin, where these tests live."""


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        assert self.code == 0, self.err
        return self.out.splitlines()


@dataclass(frozen=True)
class Cli:
    """Runs commands on `book`, at `NOW` unless told otherwise."""

    book: Path
    capture: pytest.CaptureFixture[bytes]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: object, now: str | None = NOW, stdin: bytes = b"") -> Ran:
        line = ["invitetui", *(["--now", now] if now is not None else []), *map(str, arguments)]
        self.monkeypatch.setattr(sys, "argv", line)
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self.capture.readouterr()
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            gc.enable()  # which a process of its own would not need again
        said = self.capture.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, said.out.decode(), said.err.decode())

    def rows(self, *arguments: object, now: str | None = NOW) -> list[dict[str, Any]]:
        found = self("list", "--json", *arguments, now=now).json
        assert isinstance(found, list)
        return found

    def row(self, uid: str, now: str | None = NOW) -> dict[str, Any]:
        return next(row for row in self.rows(now=now) if row["uid"] == uid)


def refused(ran: Ran, code: int = 1) -> str:
    """Return the one or two plain lines in which a command was refused."""
    assert ran.code == code, (ran.out, ran.err)
    assert ran.out == ""
    assert 1 <= len(ran.err.splitlines()) <= 2
    assert ran.err.startswith("invitetui: ")
    assert "Traceback" not in ran.err
    return ran.err


def unchanged(book: Path, work: Callable[[], object]) -> None:
    """Do `work`, and see that the file holds what it held before, or still isn't there."""
    before = book.read_bytes() if book.exists() else None
    work()
    assert (book.read_bytes() if book.exists() else None) == before


def one(name: str, slug: str, age_days: int, note: str = "") -> archives.Sent:
    """Return an invitation that was sent so many days before `NOW`."""
    at = datetime.fromisoformat(NOW).astimezone(UTC) - timedelta(days=age_days)
    first, _, last = name.partition(" ")
    return archives.Sent(first, last, slug, at, note)
