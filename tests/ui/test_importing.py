"""Import: name or pick a file, see what it would change, take it over as one step."""

from __future__ import annotations

import os
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from invitetui.domain.book import Book
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.session import Session
from invitetui.sources.archive import read_bytes
from invitetui.sources.reconcile import reconcile
from invitetui.store.book_file import BookFile
from invitetui.ui.dropped import completed
from invitetui.ui.present.pieces import plain
from invitetui.ui.present.preview import preview
from invitetui.ui.screens.importing import ImportScreen, Picker, start_folder
from tests import archives
from tests.ui.running import NOW, USUAL, WIDE, Ui, few, running

COUNT = 60


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "downloads" / "Basic Export.zip"
    path.parent.mkdir()
    path.write_bytes(archives.archive(archives.made_up(COUNT, NOW, seed=4)).zipped())
    return path


async def name(ui: Ui, path: str) -> None:
    assert isinstance(ui.app.screen, ImportScreen)
    await ui.press("ctrl+u")
    await ui.paste(path)
    await ui.press("enter")


def on_import(ui: Ui) -> bool:
    return isinstance(ui.app.screen, ImportScreen)


@pytest.mark.parametrize("size", [WIDE, USUAL])
async def test_a_file_is_previewed_applied_as_one_step_and_taken_back(
    archive: Path, size: tuple[int, int]
) -> None:
    async with running([], size=size, start_in=archive.parent) as ui:
        await ui.press("i")
        assert "the ZIP archive, its unpacked folder" in ui.words
        await name(ui, str(archive))
        assert ui.line("  new").split()[0] == str(COUNT)
        assert " more" in ui.text
        assert "enter import this" in ui.text
        assert not len(ui.book)
        await ui.press("enter")
        assert not on_import(ui)
        assert ui.message.startswith(f"Import: {COUNT} added")
        assert "u undoes" in ui.message
        assert len(ui.book) == COUNT
        assert f"1 Sent {COUNT}" in ui.tabs
        await ui.press("u")
        assert not len(ui.book)
        assert "Nothing here yet" in ui.text
        await ui.press("U")
        assert len(ui.book) == COUNT


async def test_the_preview_names_people(archive: Path) -> None:
    async with running([], size=WIDE) as ui:
        await ui.press("i")
        await name(ui, str(archive))
        newest = archives.made_up(COUNT, NOW, seed=4)[0].name
        assert " ".join(newest.split()) in ui.words


@pytest.mark.parametrize("form", ["'{}'", '"{}"', "  {}  "])
async def test_a_dropped_path_may_be_quoted(archive: Path, form: str) -> None:
    async with running([]) as ui:
        await ui.press("i")
        await name(ui, form.format(archive))
        assert "enter import this" in ui.text


async def test_a_path_may_begin_at_home(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(archive.parent))
    async with running([], start_in=archive.parent) as ui:
        await ui.press("i")
        await name(ui, f"~/{archive.name}")
        assert "enter import this" in ui.text


@pytest.mark.parametrize(
    "bad",
    ["/no/such/file.zip", "~nobody-of-that-name/x.zip", "/dev/null", "x" * 300, "[/x][@click=app.bell]"],
)
async def test_a_bad_path_says_why_and_stays(bad: str, tmp_path: Path) -> None:
    async with running(few(), start_in=tmp_path) as ui:
        before = ui.book
        await ui.press("i")
        await name(ui, bad)
        assert on_import(ui)
        assert "".join(ui.part("#import-progress")).strip()
        await ui.press("escape")
        assert ui.app.screen is ui.main
        assert ui.book == before


async def test_a_file_that_is_no_export_says_what_would_be(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n")
    async with running(few(), start_in=tmp_path) as ui:
        await ui.press("i")
        await name(ui, str(path))
        assert "notes.csv: this is nothing that can be imported" in ui.words
        await name(ui, "")
        assert on_import(ui)


async def test_esc_goes_one_step_back(archive: Path) -> None:
    async with running([], start_in=archive.parent) as ui:
        await ui.press("i")
        await name(ui, str(archive))
        await ui.press("escape")
        assert on_import(ui)
        assert str(archive)[:20] in ui.text
        await ui.press("enter")
        assert "enter import this" in ui.text
        await ui.press("escape", "escape")
        assert ui.app.screen is ui.main
        assert not len(ui.book)
        assert ui.message == ""


async def test_the_same_again_changes_nothing(archive: Path) -> None:
    async with running([], start_in=archive.parent) as ui:
        await ui.press("i")
        await name(ui, str(archive))
        await ui.press("enter")
        await ui.press("i")
        await name(ui, str(archive))
        assert "Nothing in it is new: there is nothing to apply." in ui.text
        assert "enter import this" not in ui.text
        before = ui.book
        await ui.press("enter")
        assert on_import(ui)
        assert ui.book == before


async def test_the_picker_shows_names_as_they_are(tmp_path: Path) -> None:
    archives.archive(archives.made_up(3, NOW)).unpacked(tmp_path / "[bold]Folder")
    (tmp_path / "[@click=app.bell]x[].zip").write_bytes(b"")
    (tmp_path / "evil\x1b[2J\u202e.csv").write_bytes(b"")
    (tmp_path / "ignored.txt").write_bytes(b"")
    (tmp_path / ".hidden.zip").write_bytes(b"")
    async with running([], start_in=tmp_path, size=USUAL) as ui:
        await ui.press("i")
        await ui.until(lambda: "Folder" in ui.text)
        assert "[bold]Folder" in ui.text
        assert "[@click=app.bell]x[].zip" in ui.text
        assert "evil�[2J�.csv" in ui.text
        assert "ignored" not in ui.text
        assert "hidden" not in ui.text


async def test_a_picked_file_is_read(archive: Path) -> None:
    async with running([], start_in=archive.parent) as ui:
        await ui.press("i")
        await ui.until(lambda: archive.name in ui.text)
        await ui.press("tab")
        assert isinstance(ui.app.focused, Picker)
        await ui.press("down", "enter")
        await ui.until(lambda: "enter import this" in ui.text)


async def test_a_folder_is_read_too(tmp_path: Path) -> None:
    folder = archives.archive(archives.made_up(8, NOW)).unpacked(tmp_path / "export")
    async with running([], start_in=tmp_path) as ui:
        await ui.press("i")
        await name(ui, str(folder))
        assert ui.line("  new").split()[0] == "8"


async def test_a_backup_is_made_before(archive: Path, tmp_path: Path) -> None:
    with BookFile.open(tmp_path / "book.json", writing=True) as file:
        file.load()
        file.save({invitation.uid: invitation for invitation in few()})
        session = Session(file.load(), clock=lambda: NOW, zone=UTC, keeper=file)
        async with running(session=session, file=file, start_in=archive.parent) as ui:
            await ui.press("i")
            await name(ui, str(archive))
            await ui.press("enter")
            assert len(ui.book) == len(few()) + COUNT
            assert [backup.invitations for backup in file.backups()] == [len(few())]
        assert len(file.load()) == len(few()) + COUNT


async def test_a_backup_that_fails_is_said_and_does_not_stop_the_import(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running([], start_in=archive.parent) as ui:
        monkeypatch.setattr(ui.app, "back_up", lambda _reason: "the disk is full [/x]")
        await ui.press("i")
        await name(ui, str(archive))
        await ui.press("enter")
        assert "no backup could be made: the disk is full [/x]" in ui.message
        assert len(ui.book) == COUNT


async def test_a_hostile_archive_is_shown_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "Invitations.csv"
    path.write_text(
        "From,To,Sent At,Message,Direction\n"
        'Me,"[/x] \x1b]0;t\x07[@click=app.bell]y[/]","11/5/26, 9:12 AM",\x9b2J,OUTGOING\n'
        'Me,Bad,"never [/y]",,OUTGOING\n',
        encoding="utf-8",
    )
    async with running([], start_in=tmp_path) as ui:
        await ui.press("i")
        await name(ui, str(path))
        assert "[/x] �]0;t�[@click=app.bell]y[/]" in ui.text
        assert "1 row can't be taken" in ui.text
        assert "[/y]" in ui.text


def test_the_picker_starts_at_downloads_or_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert start_folder(None) == tmp_path
    (tmp_path / "Downloads").mkdir()
    assert start_folder(None) == tmp_path / "Downloads"
    assert start_folder(Path("/elsewhere")) == Path("/elsewhere")


async def test_tab_completes_the_path_then_goes_to_the_files(archive: Path, tmp_path: Path) -> None:
    async with running([], start_in=tmp_path) as ui:
        await ui.press("i")
        field = ui.app.screen.query_one("#path", Input)
        await ui.paste(f"{tmp_path}/dow")
        await ui.press("tab")
        assert field.value == f"{archive.parent}/"
        await ui.press("tab")
        assert field.value == str(archive)
        assert "enter read it" in ui.text
        await ui.press("tab")
        assert ui.app.screen.query_one(Picker).has_focus
        assert "enter open the folder or read the file" in ui.text
        await ui.press("tab")
        assert field.has_focus
        await ui.press("enter")
        await ui.until(lambda: "enter import this" in ui.text)


def test_a_path_is_completed_as_far_as_all_have_it_in_common(tmp_path: Path) -> None:
    for name in ("Basic 1.zip", "Basic 2.zip", ".hidden", "\x1b[2J"):
        (tmp_path / name).write_bytes(b"")
    assert completed(f"{tmp_path}/Ba") == f"{tmp_path}/Basic "
    assert completed(f"{tmp_path}/.h") == f"{tmp_path}/.hidden"
    for typed in ("", " ", "/no/such/x", f"{tmp_path}/x", f"{tmp_path}/\x1b", "\0", "'/x", "x" * 9_000):
        assert completed(typed) == typed


async def test_after_an_archive_the_next_step_is_told_until_there_was_a_page(archive: Path) -> None:
    async with running([], start_in=archive.parent, size=USUAL) as ui:
        await ui.press("i")
        await name(ui, str(archive))
        assert "Who of them is still pending only LinkedIn's Sent page says" in ui.words
        await ui.press("enter")
        assert "next i: paste the Sent page" in ui.message
        await ui.press("i")
        await ui.paste(archives.sent_text(archives.made_up(COUNT, NOW, seed=4), NOW))
        await ui.until(lambda: "enter import this" in ui.text)
        assert "Who of them" not in ui.words
        await ui.press("enter")
        assert "next i" not in ui.message


async def test_a_saved_page_is_of_the_moment_when_it_was_saved(tmp_path: Path) -> None:
    saved = NOW - timedelta(days=5)
    path = tmp_path / "page.html"
    path.write_text(archives.sent_html(archives.made_up(9, saved), saved))
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    async with running([], start_in=tmp_path) as ui:
        await ui.press("i")
        await name(ui, str(path))
        await ui.press("enter")
        await ui.until(lambda: not on_import(ui))
        assert {event.at for one in ui.book for event in one.events} == {saved}


async def test_the_counts_of_a_page_with_namesakes_add_up(tmp_path: Path) -> None:
    sent = archives.made_up(200, NOW, seed=4, reinvited=False)
    made = read_bytes(archives.archive(sent).zipped(), "a.zip")
    page = archives.sent_text(sent, NOW)
    known = Book({}).replacing(reconcile(Book({}), made, NOW).edits).by_uid
    seen = read_bytes(page.encode(), "the page", now=NOW)
    found = reconcile(Book(known), seen, NOW)
    assert found.rejected
    assert found.doubted
    told = preview(found, "x", Snapshot(Book(known), NOW, Rules(), UTC), 100)
    numbers = {
        plain(line).strip().partition("  ")[2]: int(plain(line).split()[0].replace(",", ""))
        for line in told
        if plain(line)[:6].strip().replace(",", "").isdecimal()
    }
    confirmed = numbers["completed or confirmed"] + numbers.get("times made more exact", 0)
    assert confirmed + len(found.added) + len(found.rejected) == len(seen.pages[0].cards)
    perhaps = numbers["perhaps listed: a card that can't be taken may mean any of them"]
    assert perhaps == len(set(found.doubted) - set(found.unclear))
    assert any("rows, lines" in plain(line) for line in told), "a reason is told once"
