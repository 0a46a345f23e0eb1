"""The calendar with a cursor: who is on which day, moving people, and pausing the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.journal import Happening
from invitetui.domain.rules import Rules
from invitetui.ui.screens.calendar import CalendarScreen
from tests.ui.running import ENOUGH, USUAL, WIDE, Ui, crowd, few, running

MONDAY = date(2026, 11, 23)
LITTLE = Rules(withdrawals_a_day=1)


def day(ui: Ui) -> date:
    assert isinstance(ui.app.screen, CalendarScreen)
    return ui.app.screen.day


def under_cursor(ui: Ui) -> str:
    """The cell that bears the sign."""
    (found,) = [line for line in ui.lines if "›" in line]
    return found.partition("›")[2].split()[0]


async def test_it_shows_the_weeks_the_people_of_the_day_and_the_date_as_a_range() -> None:
    async with running(size=USUAL) as ui:
        await ui.press("2", "c")
        assert day(ui) == MONDAY
        assert under_cursor(ui) == "▆8"
        assert "Mon 23 Nov · 8 people" in ui.text
        told = "49 people to withdraw, 3 left to expire, clear 1–15 Dec: the later if nobody answers"
        assert told in ui.words
        assert "new ones go stale meanwhile" in ui.words
        for uid in ui.snapshot.due_today:
            assert ui.book[uid].name in ui.text


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        (["l"], 1), (["right", "right"], 2), (["j"], 7), (["down", "k"], 0), (["k"], 0), (["h"], 0),
        (["left"], 0),
        (["l", "l", "l", "l", "l"], 7), (["j", "h"], 4), (["j", "g"], 0), (["G"], 8), (["G", "home"], 0),
    ],
)  # fmt: skip
async def test_the_cursor_walks_over_working_days_and_never_into_the_past(keys: list[str], days: int) -> None:
    async with running() as ui:
        await ui.press("2", "c", *keys)
        assert day(ui) == MONDAY + timedelta(days)
        assert ui.text.count("›") == 1


async def test_the_people_follow_the_cursor() -> None:
    async with running(few(), rules=LITTLE) as ui:
        await ui.press("2", "c")
        assert "Mon 23 Nov · 1 person" in ui.text
        assert "Jamal Petrov" in ui.text
        await ui.press("l")
        assert "Tue 24 Nov · 1 person" in ui.text
        assert "Ada Okafor" in ui.text
        await ui.press("j")
        assert "Tue 1 Dec · nobody" in ui.text


async def test_enter_goes_to_the_first_of_the_day_in_the_list() -> None:
    async with running(few(), rules=LITTLE) as ui:
        await ui.press("2", "c", "l", "enter")
        assert ui.app.screen is ui.main
        assert ui.cursor == "Ada Okafor"
        await ui.press("c", "j", "enter")
        assert "Nobody is on that day" in ui.text
        await ui.press("escape")
        assert ui.cursor == "Ada Okafor"


async def test_m_moves_the_one_under_the_cursor_to_the_day_that_is_chosen() -> None:
    async with running(few(), rules=LITTLE) as ui:
        await ui.press("2", "m")
        assert "Move Jamal Petrov to Mon 23 Nov?" in ui.text
        await ui.press("l", "j")
        assert "Move Jamal Petrov to Tue 1 Dec?" in ui.text
        await ui.press("enter")
        assert ui.app.screen is ui.main
        assert ui.message.startswith("Jamal Petrov moved to 1 Dec · u undoes")
        assert ui.snapshot.plan.day_of["jamal-petrov"] == date(2026, 12, 1)
        assert ui.snapshot.due_today == ("ada-okafor",)
        await ui.press("u")
        assert ui.snapshot.plan.day_of["jamal-petrov"] == MONDAY


async def test_the_marked_are_moved_together_and_may_stand_on_any_day_again() -> None:
    async with running(few()) as ui:
        await ui.press("2", "space", "space", "m")
        assert "Move 2 invitations to Mon 23 Nov?" in ui.text
        await ui.press("l", "m")
        assert [ui.snapshot.plan.day_of[uid] for uid in ("jamal-petrov", "ada-okafor")] == [
            date(2026, 11, 24)
        ] * 2
        await ui.press("G", "g", "slash", *"jamal", "enter", "m", "x")
        assert ui.book["jamal-petrov"].events[-1].kind == Kind.MOVED
        assert ui.snapshot.plan.day_of["jamal-petrov"] == MONDAY


async def test_whoever_leaves_moves_nobody() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("2", "m", "l", "j", "P", "escape")
        assert ui.book == before
        assert ui.app.screen is ui.main


async def test_the_plan_is_paused_from_the_day_under_the_cursor() -> None:
    async with running() as ui:
        await ui.press("2", "c", "l", "P", "3")
        assert "The plan is paused from tomorrow until Fri · u undoes" in ui.text
        assert under_cursor(ui) == "–"
        assert "Tue 24 Nov · paused" in ui.text
        assert not any(ui.snapshot.plan.on(MONDAY + timedelta(days)) for days in (1, 2, 3))
        await ui.press("u")
        assert under_cursor(ui) == "▅6"
        assert "Taken back: The plan is paused" in ui.text
        await ui.press("U", "P", "r")
        assert under_cursor(ui) == "▅6"
        assert ui.book.journal[-1].kind == Happening.RESUMED


async def test_a_pause_from_today_shows_in_the_header_and_ends() -> None:
    async with running() as ui:
        await ui.press("P", "w")
        assert ui.message == "The plan is paused until Mon 30 Nov · u undoes"
        assert "paused until Mon 30 Nov" in ui.header
        await ui.press("P", "r")
        assert "today 0 of 8" in ui.header
        ui.clock.forward(hours=1)
        await ui.press("P", "1")
        assert "paused until tomorrow" in ui.header


async def test_days_off_and_restrictions_say_why_nobody_is_on_them() -> None:
    async with running(few(), rules=Rules(days_off=(MONDAY,))) as ui:
        await ui.press("2", "c", "g")
        assert "Mon 23 Nov · a day off" in ui.text
        await ui.press("escape", "exclamation_mark", "3", "enter", "c", "g")
        assert "LinkedIn's restriction: nothing is planned" in ui.text


@pytest.mark.parametrize("size", [ENOUGH, WIDE, (160, 40)])
async def test_a_click_on_a_day_of_the_pane_goes_into_the_calendar(size: tuple[int, int]) -> None:
    async with running(size=size) as ui:
        await ui.press("2")
        await ui.click("▅6")
        assert day(ui) == MONDAY + timedelta(1)
        await ui.click("▃4")
        assert day(ui) == date(2026, 12, 1)
        await ui.click("30 Nov")
        assert day(ui) == date(2026, 12, 1)


async def test_a_click_on_the_line_of_days_goes_into_the_calendar() -> None:
    async with running(size=USUAL) as ui:
        await ui.press("2")
        await ui.click("to withdraw", "#days")
        assert day(ui) == MONDAY


async def test_clicking_the_chosen_day_puts_them_there() -> None:
    async with running(few(), rules=LITTLE) as ui:
        await ui.press("2", "m")
        await ui.click("█1", "#weeks")
        assert ui.app.screen is ui.main


@pytest.mark.parametrize("size", [(40, 10), (50, 14), (60, 16), USUAL, (200, 60)])
async def test_every_size_shows_the_cursor_and_somebody(size: tuple[int, int]) -> None:
    async with running(crowd(300, 20), size=size) as ui:
        await ui.press("2", "c")
        assert ui.text.count("›") == 1
        assert "Person" in ui.text
        await ui.press("j", "j", "j", "j", "j")
        assert ui.text.count("›") == 1
        await ui.resize(39, 9)
        before = day(ui)
        await ui.press("l", "P")
        assert day(ui) == before


async def test_the_calendar_is_of_the_stale_tab() -> None:
    async with running(few()) as ui:
        await ui.press("c")
        assert ui.message == "“calendar” works on Stale"


async def test_a_book_that_is_only_read_can_be_looked_at() -> None:
    async with running(few(), read_only="You can only look") as ui:
        before = ui.book
        await ui.press("2", "c", "l", "P", "w", "u", "U")
        assert day(ui) == MONDAY + timedelta(1)
        assert ui.book == before
        await ui.press("escape", "m")
        assert ui.message == "You can only look"


async def test_m_on_a_day_moves_whom_one_chooses_and_the_calendar_stays() -> None:
    async with running(few()) as ui:
        await ui.press("2", "c")
        assert "m move" in ui.text
        await ui.press("m")
        assert "Who of Mon 23 Nov goes to another day?" in ui.text
        await ui.press("1", "l", "j")
        assert "Move Jamal Petrov to Tue 1 Dec?" in ui.text
        await ui.press("m")
        assert day(ui) == date(2026, 12, 1)
        assert "Jamal Petrov moved to 1 Dec · u undoes" in ui.text
        assert ui.snapshot.plan.day_of["jamal-petrov"] == date(2026, 12, 1)
        await ui.press("m", "escape")
        assert "who is withdrawn when" in ui.text
        await ui.press("m", "x")
        assert ui.snapshot.plan.day_of["jamal-petrov"] == MONDAY
        await ui.press("u", "u", "G", "j", "m")
        assert "Nobody is on that day" in ui.text or "Move" in ui.text


async def test_nobody_is_moved_in_a_book_that_is_only_read() -> None:
    async with running(few(), read_only="You can only look") as ui:
        before = ui.book
        await ui.press("2", "c", "m", "1", "l", "m")
        assert ui.book == before
        assert "Move " not in ui.text
