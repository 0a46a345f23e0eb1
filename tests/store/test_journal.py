"""The journal in the file: a table of its own that other programs can read, and that loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from tinydb import TinyDB

from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening
from invitetui.store.book_file import BookFile

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WARNED = Event(Happening.RESTRICTED, NOW, value="weekly")
PAUSED = Event(Happening.PAUSED, NOW, until=NOW + timedelta(days=3))


def test_it_is_read_as_it_was_saved(tmp_path: Path) -> None:
    with BookFile.open(tmp_path / "book.json", writing=True) as file:
        file.save({}, journal=(WARNED, PAUSED))
        file.save({}, journal=(PAUSED,))
        file.save({}, journal=(PAUSED, WARNED))
    with BookFile.open(tmp_path / "book.json", writing=False) as file:
        assert file.load().journal == (PAUSED, WARNED)


def test_stock_tinydb_reads_it(tmp_path: Path) -> None:
    with BookFile.open(tmp_path / "book.json", writing=True) as file:
        file.save({}, journal=(WARNED,))
    with TinyDB(tmp_path / "book.json") as db:
        assert [dict(document) for document in db.table("journal")] == [
            {"kind": "restricted", "at": "2026-11-21T12:00:00Z", "value": "weekly"}
        ]


def test_what_is_no_event_is_passed_over_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    with TinyDB(path) as db:
        db.table("journal").insert({"later": "version"})
        db.table("journal").insert(
            {"kind": "lifted", "at": NOW.astimezone(timezone(timedelta(hours=2))).isoformat()}
        )
    with BookFile.open(path, writing=True) as file:
        assert file.load().journal == (Event(Happening.LIFTED, NOW),)
        file.save({}, journal=(WARNED,))
        assert file.load().journal == (WARNED,)
    with TinyDB(path) as db:
        assert {"later": "version"} in list(db.table("journal"))
