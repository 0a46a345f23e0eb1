"""Every command runs in folders of its own, in Berlin."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import archives
from tests.cli.running import NOW, Cli

MOMENT = datetime.fromisoformat(NOW).astimezone(UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of everything that belongs to the person."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    monkeypatch.setenv("INVITETUI_STATE", str(folder / "state"))
    monkeypatch.setenv("INVITETUI_CONFIG", str(folder / "config.toml"))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield folder
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that INVITETUI_FILE names; not there yet."""
    path = tmp_path / "data" / "book.json"
    monkeypatch.setenv("INVITETUI_FILE", str(path))
    return path


@pytest.fixture
def cli(book: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Cli:
    return Cli(book, capsysbinary, monkeypatch)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A made-up archive of 200 invitations."""
    path = tmp_path / "Basic_LinkedInDataExport_11-24-2026.zip"
    path.write_bytes(archives.archive(archives.made_up(200, MOMENT, seed=3, days=230)).zipped())
    return path


@pytest.fixture
def full(cli: Cli, archive: Path) -> Cli:
    """The command line on a book of those 200."""
    assert cli("import", archive).code == 0
    return cli
