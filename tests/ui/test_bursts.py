"""Keys may come faster than screens change: a question is answered once, and what is typed is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from invitetui.domain.invitation import Kind
from invitetui.domain.rules import Rules
from invitetui.domain.views import Tab
from tests.ui.running import NOW, crowd, event, few, running, sent


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


@pytest.mark.parametrize(("keys", "pause", "done"), [("t", 0.45, 3), ("Q", 0.45, 5), ("t", 0.7, 5)])
async def test_steady_presses_get_through(keys: str, pause: float, done: int) -> None:
    missed = [event(Kind.MISSED, 1)] if keys == "Q" else []
    async with running([sent(f"P{n}", 40 + n, *missed) for n in range(5)]) as ui:
        await ui.press(keys)
        for _ in range(5):
            ui.clock.ticks += pause
            ui.send("d")
            await ui.quiet()
        assert sum(ui.kinds(invitation.uid)[-1:] == ["withdrawn"] for invitation in ui.book) == done


async def test_one_message_tells_of_fast_typing_beside_the_lists() -> None:
    async with running(few()) as ui:
        await ui.press("2", "c")
        for _ in range(3):
            await ui.burst(*"Okafor")
        assert "That looked like pasted text: 6 keys did nothing" in ui.text
        assert "i imports" not in ui.text
        await ui.press("escape", "b")
        for _ in range(3):
            await ui.burst(*"Dwxyz")
        assert len(ui.app._notifications) == 1
        await ui.press("escape", "4")
        await ui.burst(*"Okafor")
        assert ui.message.endswith("did nothing · i imports")


async def test_a_name_typed_in_one_burst_with_the_key_that_asks_for_it_is_checked() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.burst("C", *map(named, "Ada Okafor\r"))
        await ui.until(lambda: "1 pending" in ui.words)
        assert "Ada Okafor" in ui.text
        await ui.burst(*map(named, "Priya Tanaka"))
        field = ui.app.focused
        assert isinstance(field, Input)
        assert field.value == "Priya Tanaka"
        await ui.press("enter")
        assert "Priya Tanaka" in ui.text
        await ui.burst(*map(named, "Rosa Quispe\r"))
        await ui.until(lambda: "Rosa Quispe" in ui.text)
        assert ui.book == before


async def test_a_list_that_comes_as_keys_onto_what_was_found_is_checked_whole() -> None:
    async with running(few()) as ui:
        await ui.press("C", *map(named, "nobody\r"))
        await ui.burst(*map(named, "Ada Okafor\rRosa Quispe\rSomebody New\rPriya Tanaka"))
        await ui.until(lambda: "4 people: 1 free to invite" in ui.words)
        assert "what was pasted" in ui.text
        await ui.burst(*map(named, "Ada Okafor\r"))
        await ui.until(lambda: "1 person: 0 free to invite" in ui.words)


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


@pytest.mark.parametrize(
    "text", ["Ada Okafor", "d@example.com", "Hi Ada,\rI saw your talk\rdxKwadq", "https://example.com/x?y=z"]
)
@pytest.mark.parametrize("tab", "1234")
async def test_text_pasted_as_keys_does_nothing_and_says_so(text: str, tab: str) -> None:
    async with running(few()) as ui:
        await ui.press(tab)
        book, view, cursor = ui.book, ui.main.view, ui.table.cursor_uid
        await ui.burst(*(named(character) for character in text))
        assert not ui.gone
        assert (ui.book, ui.main.view, ui.table.cursor_uid, ui.tab.value) == (book, view, cursor, TABS[tab])
        assert ui.app.screen is ui.main
        assert f"That looked like pasted text: {len(text)} keys did nothing" in ui.message
        await ui.press("2", "K")
        assert ui.tab is Tab.STALE
        assert "kept" in ui.message


async def test_more_of_a_paste_that_comes_a_little_later_does_nothing_either() -> None:
    async with running(few()) as ui:
        await ui.burst(*"Okafor")
        ui.clock.ticks += 0.05
        ui.send("d")
        await ui.settle()
        assert "withdrawn" not in ui.kinds("priya-tanaka")
        assert "7 keys did nothing" in ui.message


async def test_text_pasted_into_a_sitting_answers_for_nobody() -> None:
    async with running(few()) as ui:
        await ui.press("t")
        before = ui.book
        await ui.burst(*"lead data")
        assert ui.book == before
        assert "That looked like pasted text: 9 keys did nothing" in ui.text


async def test_a_second_line_of_what_was_pasted_into_the_filter_does_nothing() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.burst("slash", *"ada", "enter", *"dxKwaz")
        assert ui.main.view.filter.text == "ada"
        assert ui.book == before
        assert "6 keys did nothing" in ui.message


async def test_keys_held_down_and_hurried_are_answered() -> None:
    async with running(crowd(60)) as ui:
        await ui.burst(*["j"] * 20, *["k"] * 5)
        assert ui.cursor == "Person 015"
        await ui.burst("space", "j", "space", "w")
        assert ui.kinds("person-015") == ui.kinds("person-017") == ["first"]


@pytest.mark.parametrize("key", ["d", "a", "x", "K", "w"])
async def test_one_press_that_counts_twice_is_for_one_person(key: str) -> None:
    async with running(few()) as ui:
        await ui.press("2")
        await ui.burst(key, key, key)
        touched = [invitation.name for invitation in ui.book if any(e.at == NOW for e in invitation.events)]
        assert touched == ["Jamal Petrov"]
        assert f"{key} came twice at once and was taken once" in ui.message
        await ui.press(key)
        assert sum(any(e.at == NOW for e in invitation.events) for invitation in ui.book) == 2


@pytest.mark.parametrize(
    "keys", [*map(list, ("ada", "dad", "Kad", "add")), ["K", "j", "K"], ["K", "full_stop"]]
)
async def test_of_one_burst_only_the_first_person_is_acted_on(keys: list[str]) -> None:
    async with running(few()) as ui:
        await ui.press("2")
        await ui.burst(*keys)
        touched = [invitation.name for invitation in ui.book if any(e.at == NOW for e in invitation.events)]
        assert touched == ["Jamal Petrov"]
        assert "once more?" in ui.message or "twice at once" in ui.message
        await ui.press("K")
        assert "kept" in ui.message


async def test_keys_pressed_one_by_one_while_the_app_was_busy_are_all_answered() -> None:
    async with running(few()) as ui:
        await ui.press("2")
        events = [ui.send(key) for key in "KjKj1"]
        for number, event in enumerate(events):
            event.time += number * 0.2  # as the terminal reported them
        await ui.settle()
        assert ui.tab is Tab.SENT
        assert sum(any(e.kind == "kept" and e.at == NOW for e in i.events) for i in ui.book) == 2


async def test_a_key_pressed_twice_by_hand_while_the_app_was_busy_is_for_two() -> None:
    async with running(few()) as ui:
        await ui.press("2")
        first, second = ui.send("K"), ui.send("K")
        second.time = first.time + 0.2
        await ui.settle()
        assert sum(any(e.kind == "kept" and e.at == NOW for e in i.events) for i in ui.book) == 2
        assert "twice at once" not in ui.message


async def test_a_key_held_down_on_the_list_stops_at_a_few() -> None:
    async with running(crowd(40)) as ui:
        await ui.press("K")
        for _ in range(20):
            ui.clock.ticks += 0.033
            ui.send("K")
            await ui.quiet()
        assert sum(any(e.kind == "kept" for e in invitation.events) for invitation in ui.book) == 3
        assert "K came twice at once" in ui.message


def named(character: str) -> str:
    return {" ": "space", "\r": "enter", "/": "slash", ":": "colon", "?": "question_mark"}.get(
        character, character
    )


TABS = {"1": "sent", "2": "stale", "3": "cooling", "4": "stats"}
