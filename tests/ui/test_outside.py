"""The app on a real file that others change, remove or damage while it is open, or before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from tinydb import TinyDB, where

from invitetui.domain.invitation import Invitation, Kind
from invitetui.session import Session
from invitetui.store.backups import Backup
from invitetui.store.book_file import BookFile
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.rescue import RescueApp
from tests.ui.running import until

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SENT = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)


def sent(uid: str) -> Invitation:
    return Invitation(uid=uid, name=uid.title(), sent_earliest=SENT, sent_latest=SENT)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INVITETUI_STATE", str(tmp_path / "state"))
    path = tmp_path / "invites.json"
    with BookFile.open(path, writing=True) as file:
        file.save({uid: sent(uid) for uid in ("ada", "mei")})
    return path


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[tuple[InvitetuiApp, Pilot[None]]]:
    with BookFile.open(path, writing=True) as file:
        session = Session(file.load(), clock=lambda: NOW, zone=UTC, keeper=file)
        app = InvitetuiApp(session, file=file)
        async with app.run_test(size=(120, 40)) as pilot:
            yield app, pilot


def note_of(path: Path, uid: str, note: str) -> None:
    with TinyDB(path) as other:
        other.table("invites").update({"note": note}, where("uid") == uid)


async def test_what_another_program_changed_is_read_again_and_said(path: Path) -> None:
    async with opened(path) as (app, pilot):
        note_of(path, "mei", "from outside")
        await pilot.press("1")
        await until(pilot, lambda: app.session.snapshot.book["mei"].note == "from outside")
        assert "Another program changed the file" in app.news


async def test_unsaved_changes_are_added_to_those_from_outside(path: Path) -> None:
    async with opened(path) as (app, pilot):
        note_of(path, "mei", "from outside")
        await pilot.press("K")
        await until(pilot, lambda: app.session.saved and app.session.snapshot.book["mei"].note)
        kept = [i for i in app.session.snapshot.book if any(e.kind == Kind.KEPT for e in i.events)]
        assert len(kept) == 1
    with BookFile.open(path, writing=False) as file:
        book = file.load()
        assert book["mei"].note == "from outside"
        assert book[kept[0].uid].events == kept[0].events


async def test_a_file_that_was_removed_is_saved_beside_and_made_again_when_asked(path: Path) -> None:
    async with opened(path) as (app, pilot):
        path.unlink()
        await pilot.press("K")
        await until(pilot, lambda: "the file was removed" in app.trouble)
        assert list(path.parent.glob("invites.recovered*.json"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: path.exists() and not app.trouble)
    with BookFile.open(path, writing=False) as file:
        assert len(file.load()) == 2


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def put_a_folder_there(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(cut_off, "is damaged"), (put_a_folder_there, "is not a file")],
    ids=["damaged", "folder"],
)
async def test_a_file_that_is_spoiled_is_left_as_it_is_and_the_book_saved_beside(
    path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    async with opened(path) as (app, pilot):
        spoil(path)
        left = path.read_bytes() if path.is_file() else b""
        await pilot.press("K")
        await until(pilot, lambda: app.trouble.startswith("everything is in ") and told in app.trouble)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not app.saving)
        assert told in app.trouble
        assert not left or path.read_bytes() == left
        (copy,) = path.parent.glob("invites.recovered*.json")
        with BookFile.open(copy, writing=False) as file:
            assert file.load() == app.session.snapshot.book


@pytest.mark.parametrize(("key", "answer"), [("b", "backup"), ("s", "salvage"), ("c", "copy"), ("l", None)])
async def test_a_damaged_file_opens_the_choice(key: str, answer: str | None) -> None:
    backup = Backup("20261121T100000Z-start-2", NOW, "start", 2, 100)
    app = RescueApp("invites.json", ["line 3 breaks off"], backup, 1, "invites.repaired.json")
    async with app.run_test() as pilot:
        await pilot.press(key)
    assert app.return_value == answer


async def test_what_can_not_be_done_is_not_offered() -> None:
    app = RescueApp("invites.json", ["it is empty"], None, 0)
    async with app.run_test() as pilot:
        await pilot.press("b", "s", "c")
        assert app.is_running
        await pilot.press("l")
    assert app.return_value is None
