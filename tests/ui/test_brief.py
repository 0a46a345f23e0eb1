"""The outreach brief: what to send, whom to ask again, whom to withdraw, and what worked."""

from __future__ import annotations

import pytest

from invitetui.domain.invitation import Kind
from invitetui.ui.screens.brief import BriefScreen
from tests.ui.running import USUAL, WIDE, event, running, sent


@pytest.mark.parametrize("size", [USUAL, WIDE, (200, 60)])
async def test_it_says_all_that_the_week_asks_for(size: tuple[int, int]) -> None:
    async with running(size=size) as ui:
        await ui.press("b")
        for told in (
            "46 invitations free this week of 100, 10 held back: 36 to send now",
            "The next free up: 7 tomorrow",
            "14 people ready to be invited again, today ",
            "8 people today",
            "112 invitations pending: 12 over the mark of 100",
            "49 people to withdraw, 3 left to expire, clear 1–15 Dec: the later if nobody answers",
            "43 % of matured invitations accepted (37–50 %, n 233).",
            "1 of 3, audit: ",
            "LinkedIn publishes no number for these limits: ? what is known",
        ):
            assert told in ui.words, told


@pytest.mark.parametrize("key", ["escape", "b", "q", "enter"])
async def test_it_closes_and_changes_nothing(key: str) -> None:
    async with running() as ui:
        before = ui.book
        await ui.press("b", "j", "k", "pagedown", "pageup", key)
        assert ui.app.screen is ui.main
        assert ui.book == before


async def test_a_restriction_stands_first_and_withdrawing_lifts_none() -> None:
    async with running() as ui:
        await ui.press("exclamation_mark", "1", "enter", "b")
        (first, *_) = [line for line in ui.lines if "Restricted" in line or "Send " in line]
        assert "The weekly limit is reached; sending and withdrawing pause" in first
        assert "0 invitations free this week of 0 (usually 100): 0 to send now" in ui.words
        assert "withdrawing pending invitations does not lift a restriction" in ui.words


async def test_after_a_restriction_it_says_that_the_numbers_are_lower() -> None:
    async with running() as ui:
        await ui.press("exclamation_mark", "1", "enter", "exclamation_mark", "l", "b")
        assert "after the restriction the numbers are lower, whole again from 21 Dec on" in ui.words
        assert "of 50 (usually 100)" in ui.words


async def test_a_pause_and_what_waits_for_an_answer_are_said() -> None:
    book = [
        sent("Ada", 20, event(Kind.OPENED, 1)),
        sent("Bea", 40, event(Kind.MISSED, 1)),
        *(sent(f"Cleo {number}", 30 + number) for number in range(3)),
    ]
    async with running(book) as ui:
        await ui.press("escape", "P", "w", "b")
        assert "paused until Mon 30 Nov" in ui.words
        assert "next sitting Mon 30 Nov 9:00" in ui.words
        assert "1 opened page to answer for (t asks first), 1 question (Q)" in ui.words


async def test_too_low_an_acceptance_asks_for_fewer_invitations() -> None:
    refused = [sent(f"Person {number:03d}", 60 + number / 50) for number in range(90)]
    taken = [sent(f"Friend {number}", 60, event(Kind.ACCEPTED, 55)) for number in range(5)]
    async with running([*refused, *taken], size=WIDE) as ui:
        await ui.press("b")
        assert "surely under 30 %" in ui.words
        assert "send fewer, and work on the note" in ui.words


async def test_an_empty_book_has_a_brief_too() -> None:
    async with running([]) as ui:
        await ui.press("b")
        assert "100 invitations free this week of 100, 10 held back: 90 to send now" in ui.words
        assert "nothing to withdraw: all is clear" in ui.words


async def test_names_in_it_are_literal() -> None:
    ready = sent("[/x][@click=app.bell]x[/]", 90, event(Kind.PRIORITY, 80, "high"), event(Kind.WITHDRAWN, 60))
    async with running([ready]) as ui:
        await ui.press("b")
        assert "today [/x][@click=app.bell]x[/]" in ui.words


async def test_the_limits_with_what_is_known_of_them_are_a_key_away() -> None:
    async with running(size=(120, 60)) as ui:
        await ui.press("b", "question_mark")
        for told in ("Invitations a week: 100 invitations", "held back: 10", "LinkedIn publishes none"):
            assert told in ui.words
        await ui.press("escape")
        assert isinstance(ui.app.screen, BriefScreen)


@pytest.mark.parametrize(
    ("key", "shows"),
    [
        ("t", "1 of 5 in this sitting"),
        ("A", "45 of 112 rated"),
        ("exclamation_mark", "Has LinkedIn warned or restricted you?"),
    ],
)
async def test_it_leads_to_what_is_next(key: str, shows: str) -> None:
    async with running() as ui:
        await ui.press("b", key)
        assert shows in ui.text
        await ui.press("escape")
        assert ui.app.screen is ui.main
