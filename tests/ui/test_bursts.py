"""Keys may come faster than screens change: a question is answered once, and what is typed is kept."""

from __future__ import annotations

from pathlib import Path

from tests.ui.running import few, running


async def test_a_second_enter_in_one_burst_does_not_close_what_is_below() -> None:
    async with running(few()) as ui:
        await ui.press("e", "x")
        await ui.burst("enter", "enter")
        assert not ui.gone
        assert any(invitation.name.endswith("x") for invitation in ui.book.by_uid.values())


async def test_the_palette_closes_once() -> None:
    async with running(few()) as ui:
        await ui.press("colon")
        await ui.type("stale")
        await ui.burst("enter", "enter")
        assert not ui.gone


async def test_an_import_is_applied_once(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.zip"
    async with running(few()) as ui:
        await ui.press("i")
        await ui.type(str(missing))
        await ui.burst("enter", "enter", "enter")
        assert not ui.gone


async def test_letters_that_come_with_the_slash_are_in_the_filter() -> None:
    async with running(few()) as ui:
        await ui.burst("slash", "a", "d", "a")
        assert ui.main.view.filter.text == "ada"


async def test_a_letter_does_not_replace_the_name_that_is_edited() -> None:
    async with running(few()) as ui:
        before = {invitation.name for invitation in ui.book}
        await ui.press("e", "X", "enter")
        (changed,) = {invitation.name for invitation in ui.book} - before
        assert changed.removesuffix("X") in before


async def test_a_choice_made_in_one_burst_with_its_question_is_taken() -> None:
    async with running(few()) as ui:
        await ui.burst("p", "h")
        await ui.press("j")
        assert not ui.gone
