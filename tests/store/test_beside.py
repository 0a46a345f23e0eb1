"""What lies about the file is told: a second name, and copies that a sync service set aside."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation
from invitetui.store.book_file import BookFile

SENT = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)
ADA = Invitation(uid="ada", name="Ada", sent_earliest=SENT, sent_latest=SENT)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INVITETUI_STATE", str(tmp_path / "state"))
    path = tmp_path / "invites.json"
    with BookFile.open(path, writing=True) as file:
        file.save({"ada": ADA})
    return path


def told(path: Path) -> tuple[str, ...]:
    with BookFile.open(path, writing=False) as file:
        return file.oddities()


def test_a_file_alone_is_nothing_to_tell_of(path: Path) -> None:
    path.with_name("notes.json").write_text("{}")
    assert told(path) == ()


@pytest.mark.parametrize(
    "name",
    [
        "invites (lumen's conflicted copy 2026-11-21).json",
        "invites.sync-conflict-20261121-101500-ABCDEFG.json",
        "invites (Case Conflict).json",
    ],
)
def test_a_conflicted_copy_is_offered_and_never_deleted(path: Path, name: str) -> None:
    copy = path.with_name(name)
    copy.write_bytes(path.read_bytes())
    (line,) = told(path)
    assert name in line
    assert "import it" in line
    assert copy.exists()


def test_a_hard_link_is_warned_of(path: Path) -> None:
    os.link(path, path.with_name("second.json"))
    (line,) = told(path)
    assert "second name" in line


def test_a_book_whose_file_is_gone_is_saved_beside_it_and_never_over_an_earlier_rescue(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        book = file.load()
        path.unlink()
        first = file.rescue(book)
        second = file.rescue(Book.of([]))
    assert (first.name, second.name) == ("invites.recovered.json", "invites.recovered2.json")
    with BookFile.open(first, writing=False) as saved:
        assert saved.load() == book
