"""Every test has folders of its own: none touches the person's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from invitetui.store.book_file import BookFile
from tests.store.made import invitations


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of locks and backups."""
    folder = tmp_path / "state"
    monkeypatch.setenv("INVITETUI_STATE", str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where there is no file yet, nor a folder."""
    return tmp_path / "data" / "invites.json"


@pytest.fixture
def file(path: Path) -> Iterator[BookFile]:
    """A file of three invitations, open for writing."""
    with BookFile.open(path, writing=True) as opened:
        opened.save(invitations(3))
        yield opened
