"""What practised hands expect: counts, motions, marks, kept filters, doing again."""

from __future__ import annotations

import pytest
from textual.keys import _character_to_key

from invitetui.domain.invitation import Kind
from invitetui.domain.views import Tab
from invitetui.state import StateFile
from invitetui.ui.commands import COMMANDS, sharing
from tests.ui.running import USUAL, WIDE, crowd, event, few, running, sent

COUNT = 100


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("5j", 5), ("03j", 3), ("012j", 12), ("99j", 99), ("G03k", 96), ("050G", 49), ("07gg", 0),
        ("07g", 6), ("9" * 40 + "j", 99), ("050G" + "9" * 40 + "k", 0), ("0j", 1), ("6jj", 7),
    ],
)  # fmt: skip
async def test_a_count_goes_before_a_motion(keys: str, place: int) -> None:
    async with running(crowd(COUNT)) as ui:
        await ui.press(*keys)
        assert ui.cursor == f"Person {place:03d}"
        assert ui.tab is Tab.SENT


async def test_a_count_is_shown_while_it_is_typed_and_esc_forgets_only_it() -> None:
    async with running(crowd(COUNT)) as ui:
        await ui.press("space", "0", "1", "2")
        assert ui.message.startswith("012 times the next key")
        await ui.press("escape")
        assert "times" not in ui.message
        assert "1 marked" in ui.message
        await ui.press("1", "j")
        assert ui.cursor == "Person 002"
        await ui.press(*"9" * 60)
        assert ui.message.startswith("9" * 40 + " times")
        await ui.press("2")
        assert ui.tab is Tab.SENT, "it belongs to the count"
        await ui.press("k")
        assert "times" not in ui.message


@pytest.mark.parametrize("size", [WIDE, USUAL])
async def test_high_middle_and_low_go_by_what_is_in_view(size: tuple[int, int]) -> None:
    async with running(crowd(COUNT), size=size) as ui:
        await ui.press(*"050G", "ctrl+d")
        top = ui.table.scroll_offset.y
        rows = ui.table.size.height - 1
        await ui.press("H")
        assert ui.cursor == f"Person {top:03d}"
        await ui.press("L")
        assert ui.cursor == f"Person {top + rows - 1:03d}"
        await ui.press("M")
        assert ui.cursor == f"Person {top + (rows - 1) // 2:03d}"
        assert ui.table.scroll_offset.y == top


async def test_a_short_list_has_a_low_too() -> None:
    async with running(few()) as ui:
        await ui.press("2", "L")
        assert ui.cursor == "Old Colleague"
        await ui.press("H")
        assert ui.cursor == "Jamal Petrov"


async def test_figures_are_walked_with_counts_too() -> None:
    async with running() as ui:
        await ui.press("4")
        await ui.press("5", "j")
        assert ui.main.figures._cursor == 5
        await ui.press(*"03k", "L", "H", "M", *"06G")
        assert ui.main.figures._cursor == 5


async def test_counted_people_are_marked_and_acted_on() -> None:
    async with running(few()) as ui:
        await ui.press("2", "0", "3", "space")
        assert len(ui.marked) == 3
        assert ui.cursor == ui.names[3]
        await ui.press("escape", "g", "0", "2", "K")
        assert "2 invitations kept" in ui.message
        await ui.press("K", "0", "2", "u")
        assert "and 1 step before it" in ui.message
        assert not any("kept" in ui.kinds(uid)[-1:] for uid in ("jamal-petrov", "ada-okafor"))
        await ui.press("9", "u")
        assert "There is nothing to take back" in ui.message
        await ui.press("9", "U")
        assert "and 1 step after it" in ui.message


async def test_a_dot_does_it_again_with_the_same_answer() -> None:
    async with running(few()) as ui:
        await ui.press("full_stop")
        assert "Nothing was done yet" in ui.message
        await ui.press("p", "h", "j", "full_stop")
        assert ui.kinds("umut-yıldız")[-1] == ui.kinds("priya-tanaka")[-1] == "priority"
        assert "high priority" in ui.message
        await ui.press("2", "g", "K", "full_stop")
        assert ui.kinds("jamal-petrov")[-1] == ui.kinds("ada-okafor")[-1] == "kept"
        await ui.press("3", "full_stop")
        assert "“keep” works on Sent and Stale" in ui.message


async def test_n_goes_from_match_to_match_and_round() -> None:
    people = [*crowd(30), sent("Ada One", 1.055), sent("Ada Two", 1.155)]
    async with running(people) as ui:
        await ui.press("n")
        assert "type one with /" in ui.message
        await ui.press("slash", *"ada", "enter", "n")
        assert ui.cursor == "Ada Two", "in the filtered list it is the next row"
        await ui.press("escape", "g", "n")
        assert ui.cursor == "Ada One"
        await ui.press("n")
        assert ui.cursor == "Ada Two"
        await ui.press("n")
        assert ui.cursor == "Ada One"
        await ui.press("N")
        assert ui.cursor == "Ada Two"
        assert len(ui.names) == 32
        await ui.press("0", "2", "n")
        assert ui.cursor == "Ada Two"
        await ui.press("slash", *"qqq", "escape", "n")
        assert "No other row holds “qqq”" in ui.message


async def test_marks_survive_filtering_and_what_is_out_of_sight_is_said() -> None:
    async with running(few()) as ui:
        await ui.press("space", "slash", *"older:30d", "enter", "*")
        assert "6 marked, 1 out of sight" in ui.message
        await ui.press("v")
        assert "1 marked, 1 out of sight" in ui.message
        await ui.press("escape")
        assert "1 marked" in ui.message
        assert "out of sight" not in ui.message
        assert "Priya Tanaka" in ui.marked[0]


async def test_filters_are_kept_under_digits_for_the_next_time() -> None:
    state = StateFile()
    async with running(few(), state=state) as ui:
        await ui.press("apostrophe")
        assert "No filter is kept yet" in ui.message
        await ui.press("slash", *"older:30d", "enter", "apostrophe", "+")
        assert "Kept: ' 1 brings it back" in ui.message
        await ui.press("slash", "ctrl+u", *"[/x]", "enter", "apostrophe", "+", "escape")
    async with running(few(), state=state) as ui:
        await ui.press("apostrophe")
        assert "filters:  1 older:30d  2 [/x]  - forget one  esc back" in ui.text
        await ui.press("1")
        assert ui.main.view.filter.text == "older:30d"
        assert len(ui.names) == 5
        await ui.press("2", "apostrophe", "1")
        assert ui.tab is Tab.STALE
        assert ui.main.view.filter.text == "older:30d"
        await ui.press("apostrophe", "-", "1", "apostrophe")
        assert "2 [/x]  + keep “older:30d”  - forget one" in ui.text
        await ui.press("+")
        assert state.state.filters == {"1": "older:30d", "2": "[/x]"}


async def test_a_kept_filter_that_is_none_any_more_says_so() -> None:
    state = StateFile()
    state.note(filters={"1": "older:soon", "x": "never shown"})
    async with running(few(), state=state) as ui:
        await ui.press("apostrophe")
        assert "never shown" not in ui.text
        await ui.press("1")
        assert "“soon” is no length of time" in ui.message
        assert len(ui.names) == 11


async def test_nine_kept_filters_fit_on_a_narrow_screen() -> None:
    state = StateFile()
    state.note(filters={str(digit): f"headline{digit} priority:low older:14d" for digit in range(1, 10)})
    async with running(few(), size=(60, 16), state=state) as ui:
        await ui.press("apostrophe")
        for digit in range(1, 10):
            assert f"{digit} headline{digit} priority:low older:14d" in ui.text
        assert "esc back" in ui.text


async def test_who_is_ready_can_be_filtered_for() -> None:
    people = [
        sent("Ready Now", 60, event(Kind.WITHDRAWN, 30)),
        sent("Ready Soon", 60, event(Kind.WITHDRAWN, 18)),
        sent("Ready Later", 60, event(Kind.WITHDRAWN, 3)),
        sent("Never", 60),
    ]
    async with running(people) as ui:
        for words, names in (
            ("ready:now", {"Ready Now"}),
            ("ready:7d", {"Ready Now", "Ready Soon"}),
            ("ready:no", {"Ready Soon", "Ready Later"}),
            ("-ready:3w", {"Never"}),
        ):
            await ui.press("slash", *words, "enter")
            assert set(ui.names) == names, words
            await ui.press("escape")


async def test_the_next_start_is_where_one_was() -> None:
    state = StateFile()
    async with running(few(), state=state, size=WIDE) as ui:
        await ui.press("S", "R", "less_than_sign", "2")
    async with running(few(), state=state, size=WIDE) as ui:
        assert ui.tab is Tab.STALE
        assert ui.main.query_one("#pane").size.width == 42 - 3
        assert ui.cursor == "Jamal Petrov"
        await ui.press("1")
        assert "Name ▴" in ui.titles
    async with running(few(), state=state) as ui:
        await ui.press("4")
    async with running(few(), state=state) as ui:
        assert "of matured invitations" in ui.text or "matured" in ui.text


async def test_a_state_of_another_version_is_a_first_start() -> None:
    state = StateFile()
    state.note(tab="of the future", sort_by="mood", pane=-7)
    async with running(few(), state=state) as ui:
        assert ui.tab is Tab.SENT
        assert ui.cursor == "Priya Tanaka"


async def test_a_key_that_is_none_says_which_are() -> None:
    async with running(few()) as ui:
        for key in ("ö", "]", "X"):
            await ui.press(key)
            assert ui.message == f"{key} does nothing · ? shows the keys that do"
        await ui.press("j")
        assert ui.cursor == "Søren Rådström"
        await ui.press("slash", "ö", "enter")
        assert ui.main.view.filter.text == "ö"


async def test_no_key_of_a_command_is_called_unknown() -> None:
    async with running(few()) as ui:
        for command in COMMANDS:
            for key in command.keys.split(","):
                name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
                assert ui.app._command_of(name) in {one.id for one in sharing(command)}, name
