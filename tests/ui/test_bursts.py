"""Keys may come faster than screens change: a question is answered once, and what is typed is kept."""

from __future__ import annotations

from pathlib import Path

from invitetui.domain.invitation import Kind
from invitetui.domain.rules import Rules
from tests.ui.running import event, few, running, sent


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


async def test_a_d_that_comes_twice_answers_for_the_one_card_that_was_seen() -> None:
    async with running(few()) as ui:
        await ui.press("t")
        await ui.burst("d", "d", "d")
        assert ui.kinds("jamal-petrov")[-1] == "withdrawn"
        assert ui.snapshot.done_today == 1
        assert "d came before you can have seen Ada Okafor: once more?" in ui.words
        await ui.press("d")
        assert ui.kinds("ada-okafor")[-1] == "withdrawn"


async def test_a_key_held_down_answers_for_one_person() -> None:
    async with running(few()) as ui:
        await ui.press("t", "d")
        for _ in range(20):  # a finger that rests on the key: it repeats a few times a second and more
            ui.clock.ticks += 0.2
            ui.send("d")
            await ui.quiet()
        assert ui.snapshot.done_today == 1


async def test_a_person_whose_page_was_opened_was_seen() -> None:
    async with running(few(), rules=Rules(sitting_gap=0)) as ui:
        await ui.press("t", "d")
        for key in ("o", "d"):
            ui.clock.ticks += 0.01
            ui.send(key)
            await ui.settle()
        assert ui.kinds("ada-okafor")[-2:] == ["opened", "withdrawn"]


async def test_a_question_too_is_answered_by_whoever_has_read_it() -> None:
    missed = [sent(name, 40, event(Kind.MISSED, 1)) for name in ("Ada", "Bea", "Cleo")]
    async with running(missed) as ui:
        await ui.press("Q")
        await ui.burst("a", "a", "a")
        assert sum(ui.kinds(invitation.uid)[-1] == "accepted" for invitation in ui.book) == 1
