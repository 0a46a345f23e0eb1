"""Moving by key and by mouse: the cursor is always on a person, and always in view."""

from __future__ import annotations

import pytest

from invitetui.domain.views import Tab
from tests.ui.running import USUAL, WIDE, crowd, few, running

COUNT = 100


@pytest.mark.parametrize("size", [WIDE, USUAL])
async def test_each_key_goes_where_it_says(size: tuple[int, int]) -> None:
    async with running(crowd(COUNT), size=size) as ui:
        page = ui.table.size.height - 2
        for key, place in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("k", 0),
            ("pagedown", page), ("ctrl+f", 2 * page), ("pageup", page), ("ctrl+b", 0),
            ("ctrl+d", page // 2), ("ctrl+d", page // 2 * 2), ("ctrl+u", page // 2), ("ctrl+u", 0),
            ("G", COUNT - 1), ("j", COUNT - 1), ("pagedown", COUNT - 1), ("g", 0),
            ("end", COUNT - 1), ("home", 0), ("pageup", 0),
        ):  # fmt: skip
            await ui.press(key)
            assert ui.cursor == f"Person {place:03d}", key


async def test_a_whole_page_stays_in_view_while_walking() -> None:
    async with running(crowd(COUNT), size=USUAL) as ui:
        height = ui.table.size.height - 1
        for place in range(1, 30):
            await ui.press("j")
            assert ui.cursor == f"Person {place:03d}"
            assert len(ui.rows) == height
        for place in reversed(range(29)):
            await ui.press("k")
            assert ui.cursor == f"Person {place:03d}"


async def test_headings_are_skipped() -> None:
    async with running(few()) as ui:
        await ui.press("2")
        walked = [ui.cursor]
        for _ in range(7):
            await ui.press("j")
            walked.append(ui.cursor)
        assert walked[3:] == ["李雷", "Giulia Fernández", *["Old Colleague"] * 3]
        back = []
        for _ in range(6):
            await ui.press("k")
            back.append(ui.cursor)
        assert back == ["Giulia Fernández", "李雷", "Rosa Quispe", "Ada Okafor", *["Jamal Petrov"] * 2]
        await ui.press("G")
        assert ui.cursor == "Old Colleague"


async def test_going_to_the_first_row_brings_its_heading_back_into_view() -> None:
    async with running() as ui:
        await ui.press("3", "G", "g")
        assert ui.rows[0].strip() == "Ready (14)"
        await ui.press("G", *["k"] * 55)
        assert ui.rows[0].strip() == "Ready (14)"
        assert ui.rows[1].startswith(" ›")


async def test_the_wheel_scrolls_and_a_key_brings_the_cursor_back_into_view() -> None:
    async with running(crowd(COUNT)) as ui:
        ui.table.scroll_to(y=50, animate=False)
        await ui.settle()
        assert "Person 000" not in "\n".join(ui.rows)
        await ui.press("j")
        assert ui.cursor == "Person 001"


async def test_a_burst_of_keys_is_answered_in_order() -> None:
    async with running(few()) as ui:
        await ui.burst("j", "j", "2", "j", "K", "1")
        assert ui.tab is Tab.SENT
        assert ui.cursor == "Umut Yıldız"
        assert ui.kinds("ada-okafor")[-1] == "kept"


async def test_each_tab_begins_at_its_top_and_keeps_its_place() -> None:
    async with running() as ui:
        await ui.press("G")
        last = ui.cursor
        await ui.press("2")
        assert ui.cursor == ui.names[0]
        await ui.press("j", "j", "3")
        assert ui.cursor == ui.names[0]
        await ui.press("2")
        assert ui.cursor == ui.names[2]
        await ui.press("4", "1")
        assert ui.cursor == last


async def test_a_click_goes_to_a_row_and_a_second_one_opens_it() -> None:
    async with running(few()) as ui:
        await ui.click("Ada Okafor", "#list")
        assert ui.cursor == "Ada Okafor"
        await ui.click("Ada Okafor", "#list")
        assert "7 Nov 10:00  sent, with a note" in ui.text
        await ui.press("escape")
        assert ui.cursor == "Ada Okafor"


async def test_a_click_on_a_heading_or_below_the_rows_does_nothing() -> None:
    async with running(few()) as ui:
        await ui.press("2", "j")
        await ui.click("Kept (1)", "#list")
        await ui.pilot.click("#list", offset=(5, 14))
        assert ui.cursor == "Ada Okafor"


async def test_a_click_on_a_title_sorts_and_another_turns_it_round() -> None:
    async with running(few()) as ui:
        await ui.press(*"jjjj")
        await ui.click("Name", "#list")
        assert ui.main.view.sort_by == "name"
        assert ui.names[0] == "Ada Okafor"
        assert "Name ▾" in ui.titles
        assert ui.cursor == "Ada Okafor"
        await ui.click("Name", "#list")
        assert ui.names[-1] == "Ada Okafor"
        assert "Name ▴" in ui.titles
        assert ui.cursor == "Ada Okafor"
        await ui.click("Pri", "#list")
        assert ui.names[:2] == ["Priya Tanaka", "Kwame Mensah"]
        await ui.click("About", "#list")
        assert ui.main.view.sort_by == "priority"


async def test_keys_sort_too() -> None:
    async with running(few()) as ui:
        for sort_by in ("name", "state", "priority", "sent"):
            await ui.press("S")
            assert ui.message == f"by {sort_by}"
        newest_first = ui.names
        await ui.press("R")
        assert ui.names == newest_first[::-1]
        assert ui.cursor == "Priya Tanaka"


async def test_a_click_on_a_tab_shows_it() -> None:
    async with running(few()) as ui:
        for title, tab in (
            ("Stale", Tab.STALE),
            ("Cooling", Tab.COOLING),
            ("Stats", Tab.STATS),
            ("Sent", Tab.SENT),
        ):
            await ui.click(title, "#tabs")
            assert ui.tab is tab


async def test_a_click_on_a_footer_key_runs_it() -> None:
    async with running(few()) as ui:
        await ui.click("mark", "#keys")
        assert len(ui.marked) == 1
        await ui.click("K keep", "#keys")
        assert "Priya Tanaka kept" in ui.message
        await ui.click("? keys", "#keys")
        assert "Keys on Sent" in ui.text


async def test_a_click_on_a_figure_goes_to_it_and_a_second_one_shows_how_it_was_made() -> None:
    async with running(size=WIDE) as ui:
        await ui.press("4")
        await ui.until(lambda: "How long people take" in ui.text)
        await ui.click("How long people take", "#stats")
        assert ui.line("How long people take").strip().startswith("▸")
        await ui.click("How long people take", "#stats")
        assert "Those who may still accept are not in it" in ui.words
        await ui.press("escape")
        assert ui.app.screen is ui.main


@pytest.mark.parametrize("size", [(120, 40), (250, 70)])
async def test_a_click_on_a_day_of_the_calendar_goes_into_it(size: tuple[int, int]) -> None:
    async with running(size=size) as ui:
        await ui.press("2")
        await ui.click("23 Nov   ", "#calendar" if size[0] > 160 else "#pane")
        assert ui.app.screen is ui.main, "the name of a week is no day"
        widget = ui.main.query_one("#calendar" if size[0] > 160 else "#pane")
        await ui.pilot.click(offset=(widget.region.x + 2 + 9, widget.region.y + 1))
        await ui.settle()
        assert ui.app.screen is not ui.main
