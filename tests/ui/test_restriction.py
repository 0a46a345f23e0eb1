"""Restrictions: what LinkedIn did is recorded, shown, and pauses what has to pause."""

from __future__ import annotations

from datetime import date

import pytest

from invitetui.domain.journal import Happening
from tests.ui.running import USUAL, few, running

LIFTS = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("1", "The weekly limit is reached"),
        ("2", "An e-mail address is demanded"),
        ("3", "A warning"),
        ("4", "Too many invitations are outstanding"),
    ],
)
async def test_which_kind_and_what_it_said_are_recorded(key: str, title: str) -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("exclamation_mark")
        assert "Has LinkedIn warned or restricted you?" in ui.text
        assert "withdrawing pending invitations does not lift a restriction" in ui.words
        await ui.press(key)
        await ui.type("Slow [/x] down")
        await ui.press("enter")
        current = ui.snapshot.pace.limits.current
        assert current is not None
        assert current.title.startswith(title)
        assert current.said == "Slow [/x] down"
        assert ui.message.startswith("Recorded: sending and withdrawing pause until about ")
        assert "! restricted until about " in ui.header
        await ui.press("exclamation_mark")
        assert "“Slow [/x] down”" in ui.text
        assert "Meanwhile" in ui.text
        assert "LinkedIn publishes no fixed number of days" in ui.text


async def test_sending_and_withdrawing_pause_until_it_lifts() -> None:
    async with running(few()) as ui:
        await ui.press("exclamation_mark", "1", "enter")
        assert ui.snapshot.free_this_week == 0
        assert not ui.snapshot.due_today
        assert min(ui.snapshot.plan.day_of.values()) >= LIFTS
        assert "today 0 of" not in ui.header
        await ui.press("u")
        assert ui.snapshot.pace.limits.current is None
        assert "today 0 of 4" in ui.header


async def test_when_it_began_and_when_it_lifts_may_be_said() -> None:
    async with running(few()) as ui:
        await ui.press("exclamation_mark", "3", "tab")
        await ui.type("2 days ago")
        await ui.press("tab")
        await ui.type("2026-12-05")
        await ui.press("enter")
        current = ui.snapshot.pace.limits.current
        assert current is not None
        assert (current.since.date(), current.lifts_about.date()) == (date(2026, 11, 21), date(2026, 12, 5))
        assert "! restricted until about 5 Dec" in ui.header


@pytest.mark.parametrize(
    ("lifts", "says"), [("soonish", "is no date"), ("2026-11-01", "It can't lift before it began")]
)
async def test_a_day_that_can_t_be_is_said_and_nothing_is_lost(lifts: str, says: str) -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("exclamation_mark", "3")
        await ui.type("Careful")
        await ui.press("tab", "tab")
        await ui.type(lifts)
        await ui.press("enter")
        assert says in ui.text
        assert ui.book == before
        assert "Careful" in ui.text
        await ui.press("escape", "3")
        assert "Careful" in ui.text


async def test_it_can_t_have_begun_in_the_future() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("exclamation_mark", "3", "tab")
        await ui.type("2027-01-01")
        await ui.press("enter")
        assert "It can't have begun in the future" in ui.text
        assert ui.book == before


async def test_it_has_lifted_when_the_person_says_so_and_the_numbers_climb_back() -> None:
    async with running() as ui:
        await ui.press("exclamation_mark", "1", "enter")
        ui.clock.forward(days=8)
        await ui.press("exclamation_mark", "l")
        assert ui.message.startswith("Lifted: the numbers start lower and climb back until ")
        assert "restricted" not in ui.header
        assert ui.snapshot.weekly_number == 50
        await ui.press("exclamation_mark")
        assert "The numbers start at half and climb: they are whole again from" in ui.text
        await ui.press("escape", "u")
        assert "! restricted" in ui.header


async def test_past_its_day_it_asks_whether_it_has_lifted() -> None:
    async with running(size=USUAL) as ui:
        await ui.press("exclamation_mark", "1", "enter")
        ui.clock.forward(days=17)
        await ui.press("2")
        assert "! restricted, should have lifted 30 Nov" in ui.header
        await ui.press("b")
        assert "it should have lifted 30 Nov: has it? ! then l says so" in ui.words
        await ui.press("escape", "exclamation_mark")
        assert "It should have lifted 30 Nov: has it? l says so" in ui.words
        await ui.press("l")
        assert "restricted" not in ui.header


async def test_another_one_while_one_lasts() -> None:
    async with running(few()) as ui:
        await ui.press("exclamation_mark", "1", "enter", "exclamation_mark", "2")
        assert "The weekly limit is reached" in ui.text
        await ui.press("n", "4", "enter")
        current = ui.snapshot.pace.limits.current
        assert current is not None
        assert current.title == "Too many invitations are outstanding"
        assert [event.kind for event in ui.book.journal].count(Happening.RESTRICTED) == 2


async def test_escape_goes_one_step_back_at_a_time() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("exclamation_mark", "1", "escape")
        assert "Has LinkedIn warned or restricted you?" in ui.text
        await ui.press("l", "n", "escape")
        assert ui.app.screen is ui.main
        assert ui.book == before


async def test_the_header_keeps_what_it_is_about_at_eighty_columns() -> None:
    async with running(size=USUAL) as ui:
        await ui.press("exclamation_mark", "4", "enter")
        assert ui.header.startswith(" 112 pending  53 stale  ! restricted until about 23 Dec")


async def test_what_is_known_of_the_numbers_is_a_key_away() -> None:
    async with running(few(), size=(120, 50)) as ui:
        await ui.press("exclamation_mark", "question_mark")
        assert "A restriction lifts after about: 7 days" in ui.text
        assert "LinkedIn publishes no" in ui.words
        assert "Weeks until the numbers are whole again" in ui.text
