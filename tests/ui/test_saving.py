"""Saving: quiet while it goes well; trouble stays on the screen until it is over, and holds the app open."""

from __future__ import annotations

import pytest

from invitetui.ui import saving
from tests.ui.running import Keeper, Ui, few, running


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "RETRY_AFTER", 0.01)
    monkeypatch.setattr(saving, "LONG", 0.01)


def dot(ui: Ui) -> bool:
    return ui.header.endswith("●")


@pytest.mark.usefixtures("soon")
async def test_a_dot_is_shown_while_a_change_takes_its_time() -> None:
    async with running(few()) as ui:
        assert not dot(ui)
        ui.keeper.free.clear()
        await ui.press("K")
        assert "kept" in ui.message
        await ui.until(lambda: dot(ui))
        ui.keeper.free.set()
        await ui.settle()
        assert not dot(ui)
        assert set(ui.keeper.kept) == {"priya-tanaka"}


async def test_a_save_that_is_done_soon_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "LONG", 600)
    async with running(few()) as ui:
        headers = set()
        ui.main.watch(ui.app, "saving", lambda: headers.add(ui.header[-2:]))
        await ui.press("p", "l")
        assert ui.keeper.saves == 1
        assert len(headers) == 1


async def test_changes_meanwhile_go_along() -> None:
    async with running(few()) as ui:
        ui.keeper.free.clear()
        await ui.press("K")
        await ui.until(lambda: ui.keeper.saves == 1)
        await ui.press("w", "G", *"kk", "w")
        ui.keeper.free.set()
        await ui.settle()
        assert ui.app.session.saved
        assert ui.keeper.saves == 2
        assert ui.keeper.kept == {uid: ui.book[uid] for uid in ui.keeper.kept}
        assert len(ui.keeper.kept) == 3


async def test_trouble_stays_until_a_retry_succeeds() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("No space left on device")
        await ui.press("K")
        for keys in ("j", "w", "2", "1", "u", "slash", "escape"):
            await ui.press(keys)
            assert ui.message.startswith("Not saved: No space left on device")
        await ui.press("ctrl+s")
        assert "Not saved" in ui.message
        ui.keeper.trouble = None
        await ui.press("ctrl+s")
        assert "Not saved" not in ui.message
        assert ui.keeper.kept["priya-tanaka"] == ui.book["priya-tanaka"]


@pytest.mark.usefixtures("soon")
async def test_it_is_tried_again_by_itself() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("No space left on device")
        await ui.press("K")
        await ui.until(lambda: ui.keeper.saves > 2)
        ui.keeper.trouble = None
        await ui.until(lambda: ui.app.session.saved and not ui.app.trouble)
        assert "Not saved" not in ui.message


async def test_error_texts_are_data() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("[/x] [@click=app.bell]y[/] \x1b[2J\u202e" + "long " * 60)
        await ui.press("K")
        assert ui.message.startswith("Not saved: [/x] [@click=app.bell]y[/] �[2J�")
        assert ui.message.endswith("…")


async def test_quitting_waits_for_what_is_being_saved() -> None:
    keeper = Keeper()
    async with running(few(), keeper=keeper) as ui:
        keeper.free.clear()
        await ui.press("K")
        await ui.press("q")
        assert not ui.gone
        keeper.free.set()
        await ui.until(lambda: ui.gone)
    assert set(keeper.kept) == {"priya-tanaka"}


async def test_quitting_with_nothing_to_save_is_at_once() -> None:
    async with running(few()) as ui:
        await ui.press("q")
        assert ui.gone
        assert ui.keeper.saves == 0


async def test_quitting_with_trouble_loses_nothing() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("No space left on device")
        await ui.press("K")
        await ui.press("q")
        assert not ui.gone
        assert "r try again  L leave and lose it" in ui.text
        await ui.press("r")
        assert "Not saved: No space left on device" in ui.message
        ui.keeper.trouble = None
        await ui.press("q", "r")
        await ui.until(lambda: ui.gone)
        assert set(ui.keeper.kept) == {"priya-tanaka"}


async def test_what_cannot_be_saved_is_lost_only_when_that_is_said() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("No space left on device")
        await ui.press("K")
        await ui.press("q", "escape", "q", "l", "escape")
        assert not ui.gone
        await ui.press("q", "L")
        assert ui.gone


@pytest.mark.usefixtures("soon")
async def test_a_quit_that_failed_is_forgotten() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("No space left on device")
        ui.keeper.free.clear()
        await ui.press("K")
        await ui.press("q")
        ui.keeper.free.set()
        await ui.until(lambda: ui.keeper.saves > 1)
        ui.keeper.trouble = None
        await ui.until(lambda: ui.app.session.saved and not ui.app.saving)
        assert not ui.gone


async def test_save_says_that_all_is_saved() -> None:
    async with running(few()) as ui:
        await ui.press("ctrl+s")
        assert ui.message == "Everything is saved"


async def test_without_a_file_there_are_no_backups_to_show() -> None:
    async with running(few()) as ui:
        await ui.press("B")
        assert ui.message == "There is no file behind this book"
        await ui.press("W")
        assert ui.message == "The file is yours already"


@pytest.mark.usefixtures("soon")
async def test_a_sitting_says_too_how_saving_goes() -> None:
    async with running(few()) as ui:
        await ui.press("t")
        ui.keeper.free.clear()
        await ui.press("d")
        await ui.until(lambda: any(line.strip() == "●" for line in ui.lines))
        ui.keeper.trouble = OSError("No space left on device")
        ui.keeper.free.set()
        await ui.settle()
        assert "Not saved: No space left on device" in ui.text
        ui.keeper.trouble = None
        await ui.press("d")
        assert "Not saved" not in ui.text
