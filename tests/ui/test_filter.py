"""The filter: live, forgiving, and the cursor stays on the same person."""

from __future__ import annotations

from textual import events

from invitetui.domain.standing import State
from tests.ui.running import USUAL, crowd, few, running


async def test_it_filters_as_it_is_typed() -> None:
    async with running(few()) as ui:
        await ui.press("slash")
        left = [11]
        for letter in "fern":
            await ui.type(letter)
            left.append(len(ui.names))
        assert left == sorted(left, reverse=True)
        assert ui.names == ["Giulia Fernández"]
        assert ui.message.endswith("filter: fern  1 of 11")
        await ui.press(*["backspace"] * 4)
        assert len(ui.names) == 11


async def test_words_mean_what_they_say() -> None:
    async with running(few()) as ui:
        for words, names in (
            ("rådström", ["Søren Rådström"]),
            ("pydata", ["Søren Rådström"]),
            ("older:8w", ["Rosa Quispe", "Mei Haugen", "Kwame Mensah"]),
            ("younger:3d", ["Priya Tanaka"]),
            ("priority:low", ["Ada Okafor"]),
            ("state:stale -note:yes -signal:z older:30d", ["Giulia Fernández", "Rosa Quispe"]),
            ('"data lead"', ["Priya Tanaka"]),
            ("state:maybe", ["Old Colleague"]),
            ("李", ["李雷"]),
        ):
            await ui.press("slash")
            await ui.type(words)
            await ui.press("enter")
            assert ui.names == names, words
            await ui.press("escape")


async def test_a_bad_word_says_so_and_changes_nothing() -> None:
    async with running(few()) as ui:
        await ui.press("slash")
        await ui.type("ada older:3d")
        assert ui.names == ["Ada Okafor"]
        await ui.type("x")
        assert "“3dx” is no length of time" in ui.message
        assert ui.names == ["Ada Okafor"]
        await ui.press("backspace")
        assert "no length" not in ui.message
        await ui.press("ctrl+u")
        await ui.paste("state:blue")
        assert "“blue” is no state" in ui.message
        assert len(ui.names) == 11
        await ui.press("ctrl+u")
        assert "no state" not in ui.message


async def test_enter_goes_on_in_the_list() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"fern", "enter")
        assert not ui.filter.display
        assert ui.cursor == "Giulia Fernández"
        await ui.press("j")
        assert ui.filter.value == "fern"


async def test_esc_clears_and_up_brings_it_back() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"petrov", "escape")
        assert len(ui.names) == 11
        assert not ui.filter.display
        await ui.press("slash")
        assert "up brings back the last filter" in ui.message
        await ui.press("up")
        assert ui.filter.value == "petrov"
        assert ui.names == ["Jamal Petrov"]
        await ui.press("enter")
        assert "up brings back" not in ui.message
        await ui.press("escape")
        assert len(ui.names) == 11
        await ui.press("slash", "up", "enter")
        assert ui.names == ["Jamal Petrov"]


async def test_the_box_opens_with_the_filter_in_force() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"ada", "enter", "slash", "end", "x")
        assert ui.filter.value == "adax"


async def test_cursor_stays_on_the_same_person() -> None:
    async with running(crowd(90)) as ui:
        await ui.press("G", "k", "k")
        assert ui.cursor == "Person 087"
        await ui.press("slash", "8", "enter")
        assert ui.cursor == "Person 087"
        await ui.press("escape")
        assert ui.cursor == "Person 087"


async def test_cursor_is_in_view_whatever_is_left() -> None:
    async with running(crowd(90)) as ui:
        await ui.press("G", "slash", *"Person 00", "enter")
        assert len(ui.rows) == 10
        assert ui.cursor == "Person 009"


async def test_nothing_matches_is_said() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"qqq", "enter")
        assert "Nothing matches the filter; esc takes it away." in ui.text
        assert "0 of 11" in ui.message
        for key in ("j", "G", "K", "space", "enter", "*", "v"):
            await ui.press(key)
        assert "There is no invitation under the cursor" in ui.message


async def test_each_tab_has_its_own_filter() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"ada", "enter", "2")
        assert len(ui.names) == 6
        await ui.press("slash", *"kept", "enter", "1")
        assert ui.names == ["Ada Okafor"]


async def test_headings_count_what_is_left() -> None:
    async with running() as ui:
        await ui.press("3", "slash", *"okafor", "enter")
        assert [row.strip() for row in ui.rows if "(" in row] == ["Ready (1)", "Cooling (3)"]


async def test_the_box_closes_when_something_else_is_clicked() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"a")
        await ui.click("Jamal Petrov", "#list")
        assert not ui.filter.display
        assert ui.cursor == "Jamal Petrov"
        await ui.press("slash")
        await ui.click("Stale", "#tabs")
        assert not ui.filter.display
        assert len(ui.names) == 6


async def test_the_box_stays_while_the_person_looks_at_another_window() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"ad")
        ui.app.post_message(events.AppBlur())
        await ui.settle()
        ui.app.post_message(events.AppFocus())
        await ui.settle()
        await ui.press("a")
        assert ui.filter.value == "ada"


async def test_letters_that_come_in_a_burst_are_never_commands() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.burst("slash", *"adxKw")
        assert ui.book == before
        await ui.press("escape", "slash", "o")
        assert ui.filter.value.endswith("o")


async def test_what_cannot_be_read_is_said_whole_where_the_eyes_are() -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("slash", *"state:frsh")
        told = " ".join(" ".join(ui.part("#list")).split())
        assert "Nothing matches" not in told
        for state in State:
            assert state in told
        assert "esc takes the filter away." in told
        await ui.press(*["backspace"] * 4, *"fresh")
        assert "is no state" not in ui.text
        assert ui.names == ["Priya Tanaka", "Søren Rådström", "Old Colleague"]
        await ui.press("escape", "slash", *"state:frsh", "escape")
        assert "is no state" not in ui.text
