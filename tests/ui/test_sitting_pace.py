"""What paces a sitting: the pause, the override that counts, profile views, and when not to sit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.rules import Rules
from invitetui.ui.screens.sitting import SittingScreen
from tests.ui.running import NOW, USUAL, event, few, running, sent

SENT_PAGE = "https://www.linkedin.com/mynetwork/invitation-manager/sent/"
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


async def test_s_opens_the_sent_page_which_is_no_profile_view() -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("t")
        assert "s opens the Sent page instead · 40 of 40 profile views left" in ui.text
        await ui.press("s")
        assert ui.opened == [SENT_PAGE]
        assert ui.book["jamal-petrov"].events[-1].value == "list"
        assert "What happened?" in ui.text
        assert "Sent page opened in the browser" in ui.text
        assert "40 of 40 profile views left" in ui.text
        await ui.press("d", "escape", "1", "slash", *"jamal", "enter", "enter")
        assert "Sent page opened" in ui.text


async def test_a_profile_that_is_opened_is_a_view_and_beyond_the_last_it_is_the_sent_page() -> None:
    async with running(few(), rules=Rules(profile_views_a_day=1, sitting_gap=0)) as ui:
        await ui.press("t", "o")
        assert "no profile view is left today" in ui.text
        await ui.press("d", "o")
        assert ui.opened == ["https://www.linkedin.com/in/jamal-petrov", SENT_PAGE]
        assert ui.book["ada-okafor"].events[-1].value == "list"


async def test_without_an_address_there_is_only_the_sent_page() -> None:
    async with running([sent("Ada", 20, url=None)]) as ui:
        await ui.press("t", "o")
        assert ui.opened == [SENT_PAGE]
        assert "40 of 40 profile views left" in ui.text


async def test_the_override_is_recorded_counted_and_shown() -> None:
    async with running(few()) as ui:
        await ui.press("t", "d", "s")
        assert "The pause is not over yet. S opens it now all the same" in ui.text
        assert not ui.opened
        await ui.press("S")
        assert ui.book["ada-okafor"].events[-1].value == "early list"
        assert "1 time before the time today" in ui.text
        await ui.press("d", "O")
        assert "2 times before the time today" in ui.text
        await ui.press("u")
        assert "1 time before the time today" in ui.text
        ui.clock.forward(days=1)
        await ui.press("escape", "t")
        assert "before the time" not in ui.text


async def test_the_card_says_the_chance_that_is_left_by_the_own_curve() -> None:
    accepted = [sent(f"Friend {days}", 90, event(Kind.ACCEPTED, 90 - days)) for days in (1, 20, 30, 40)]
    async with running([*accepted, sent("Ada", 15, event(Kind.PRIORITY, 1, "low"))]) as ui:
        await ui.press("t")
        assert "sent 15 days ago · ▽ low · 100 % chance left" in ui.text


async def test_who_was_put_first_is_shown_with_what_else_is_known() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"ada", "enter", "w", "t")
        assert "you put it first · ▽ low" in ui.text


async def test_progress_and_place_are_shown_all_the_while() -> None:
    async with running(few()) as ui:
        await ui.press("t")
        assert "1 of 4 in this sitting" in ui.text
        await ui.press("d", "l")
        assert "1 of 3 today" in ui.text or "1 of 4 today" in ui.text
        assert "3 of 4 in this sitting" in ui.text


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (EVENING, "It is outside your hours, 9:00 to 18:00"),
        (EVENING.replace(hour=6), "It is outside your hours, 9:00 to 18:00"),
        (SATURDAY, "Today is a day off"),
    ],
)
async def test_outside_hours_it_says_so_first_and_lets_the_person_decide(now: datetime, why: str) -> None:
    async with running(few(), now=now) as ui:
        before = ui.book
        await ui.press("t")
        assert "Sit now?" in ui.text
        assert why in ui.text
        assert "LinkedIn publishes no number for these limits" in ui.text
        await ui.press("d", "a", "x", "l", "K", "o", "O", "s", "S")
        assert ui.book == before
        assert not ui.opened
        await ui.press("enter")
        assert "Jamal Petrov" in ui.text
        await ui.press("o")
        assert ui.book["jamal-petrov"].events[-1].value == "early"
        assert "1 time before the time today" in ui.text


async def test_esc_there_is_not_now() -> None:
    async with running(few(), now=SATURDAY) as ui:
        before = ui.book
        await ui.press("t", "escape")
        assert ui.app.screen is ui.main
        assert ui.book == before


async def test_a_pause_and_a_restriction_are_said_first() -> None:
    async with running(few()) as ui:
        await ui.press("P", "w", "t")
        assert "You paused the plan until Mon 30 Nov" in ui.text
        await ui.press("escape", "exclamation_mark", "1", "enter", "t")
        assert "LinkedIn has restricted you (the weekly limit is reached)" in ui.words
        assert "You paused the plan until Mon 30 Nov" in ui.text
        await ui.press("enter", "d")
        assert ui.kinds("jamal-petrov")[-1] == "withdrawn"


async def test_what_was_opened_before_is_asked_about_even_then() -> None:
    opened = sent("Zoë Opened", 20, event(Kind.OPENED, 0.1))
    async with running([*few(), opened], now=SATURDAY) as ui:
        assert isinstance(ui.app.screen, SittingScreen)
        assert "Zoë Opened" in ui.text
        assert "What happened?" in ui.text
        await ui.press("d")
        assert ui.kinds("zoë-opened")[-1] == "withdrawn"
        assert "Sit now?" in ui.text


async def test_those_left_open_before_stand_apart_from_the_sitting() -> None:
    opened = [sent(f"Opened {n}", 30, event(Kind.OPENED, 0.1)) for n in range(2)]
    async with running([*opened, *(sent(f"P{n}", 40) for n in range(9))]) as ui:
        assert "1 of 2 left open before this sitting" in ui.text
        await ui.press("l", "l")
        assert "1 of 5 in this sitting" in ui.text
        await ui.press("l")
        assert "2 of 5 in this sitting" in ui.text


async def test_a_day_without_a_share_says_why_and_shows_no_full_gauge() -> None:
    async with running(few()) as ui:
        await ui.press("exclamation_mark", "1", "enter", "t", "enter")
        assert "None today: LinkedIn has restricted you" in ui.words
        assert "▕" not in ui.text
        await ui.press("d")
        assert "1 today, and no more: LinkedIn has restricted you" in ui.words
        assert "▕" not in ui.text


async def test_today_s_share_done_there_is_no_sitting_but_a_word() -> None:
    async with running(few(), rules=Rules(withdrawals_a_day=1), now=NOW) as ui:
        await ui.press("t", "d", "escape", "t")
        assert ui.message == "1 done today; next is tomorrow with 1 person"


async def test_the_end_is_the_brief() -> None:
    async with running(few(), rules=Rules(sitting_size=1)) as ui:
        await ui.press("t", "d")
        assert "That is this sitting" in ui.text
        assert "1 withdrawal today, 3 left for another sitting" in ui.words
        assert "of 100, 10 held back" in ui.words
        assert "esc back to the list" in ui.text


async def test_the_limits_with_what_is_known_of_them_are_a_key_away() -> None:
    async with running(few(), size=(120, 60)) as ui:
        await ui.press("t", "question_mark")
        for told in (
            "Least time between two withdrawals: 90 seconds",
            "Ceiling of withdrawals a day: 25 people",
            "Profile pages opened in a day",
            "LinkedIn publishes no number",
        ):
            assert told in ui.words
        await ui.press("escape", "d")
        assert ui.kinds("jamal-petrov")[-1] == "withdrawn"
