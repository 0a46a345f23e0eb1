"""The last steps can be taken back after a restart: they are kept in the book's own file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from invitetui.domain.actions import Record, Replace
from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation, Kind
from invitetui.session import STEPS, Session
from invitetui.store.book_file import BookFile

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def sent(uid: str) -> Invitation:
    at = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)
    return Invitation(uid=uid, name=uid.title(), sent_earliest=at, sent_latest=at)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INVITETUI_STATE", str(tmp_path / "state"))
    return tmp_path / "invites.json"


def session_on(file: BookFile) -> Session:
    return Session(file.load(), clock=lambda: NOW, zone=UTC, keeper=file)


def test_each_step_of_an_earlier_run_is_taken_back_in_turn(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        session.apply(Replace({"ada": sent("ada"), "mei": sent("mei")}, "Import: 2 added"))
        imported = session.snapshot.book
        session.flush()
        session.apply(Record(["ada"], Kind.KEPT))
        kept = session.snapshot.book
        session.apply(Record(["ada", "mei"], Kind.WITHDRAWN))
        session.flush()
    books: list[Book] = []
    says: list[str] = []
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        while change := session.undo():
            says.append(change.says)
            books.append(session.snapshot.book)
        session.flush()
    assert says == ["2 invitations withdrawn · ready 14 Dec", "Ada kept", "Import: 2 added"]
    assert books == [kept, imported, Book.of([])]
    with BookFile.open(path, writing=False) as file:
        assert len(file.load()) == 0
        assert file.steps == []


def test_a_step_taken_back_after_a_restart_can_be_done_again(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        session.apply(Replace({"ada": sent("ada")}, "Import: 1 added"))
        session.apply(Record(["ada"], Kind.WITHDRAWN))
        session.flush()
        withdrawn = session.snapshot.book
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        session.undo()
        session.redo()
        session.flush()
        assert session.snapshot.book == withdrawn
    with BookFile.open(path, writing=True) as file:
        assert file.load() == withdrawn
        assert len(file.steps) == 2


def test_a_hundred_steps_are_kept_over_any_number_of_runs(path: Path) -> None:
    for run in range(3):
        with BookFile.open(path, writing=True) as file:
            session = session_on(file)
            session.apply(Replace({f"run{run}": sent(f"run{run}")}, "one more"))
            for _ in range(25):
                session.apply(Record([f"run{run}"], Kind.FIRST))
                session.apply(Record([f"run{run}"], Kind.KEPT))
            session.flush()
            assert len(file.steps) == min(STEPS, 51 * (run + 1))
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        assert sum(1 for _ in iter(session.undo, None)) == STEPS


def test_a_step_that_can_not_be_read_is_passed_over(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        session.apply(Replace({"ada": sent("ada")}, "Import: 1 added"))
        session.apply(Record(["ada"], Kind.KEPT))
        session.flush()
    with TinyDB(path) as other:
        other.table("history").update({"before": "nonsense"}, doc_ids=[2])
    with BookFile.open(path, writing=True) as file:
        change = session_on(file).undo()
        assert change is not None
        assert change.says == "Import: 1 added"


def test_stock_tinydb_reads_the_steps(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        session = session_on(file)
        session.apply(Replace({"ada": sent("ada")}, "Import: 1 added"))
        session.flush()
    with TinyDB(path) as other:
        assert other.table("history").all() == [{"says": "Import: 1 added", "before": {"ada": None}}]
