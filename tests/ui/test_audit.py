"""The audit: everyone who is pending without a priority, a card each, and nothing to resume but the book."""

from __future__ import annotations

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.rules import Rules
from invitetui.ui.screens.audit import AuditScreen
from tests.ui.running import USUAL, Ui, event, few, running, sent

SMALL, LARGE = (60, 16), (200, 60)


def queue(ui: Ui) -> list[str]:
    assert isinstance(ui.app.screen, AuditScreen)
    return [ui.book[uid].name for uid in ui.app.screen._queue]


def waiting() -> list[str]:
    """Those of the few that are pending and have no priority, the most useful to judge first."""
    return ["Rosa Quispe", "李雷", "Old Colleague", "Søren Rådström", "Jamal Petrov", "Giulia Fernández"]


async def test_the_card_says_who_how_far_and_where_in_the_three_weeks() -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("A")
        assert queue(ui) == waiting()
        for told in (
            "2 of 8 rated   ▕██████░",
            "6 to go",
            "Week 1 of 3, audit: ",
            "●  Rosa Quispe",
            "sent 9 weeks ago",
            "Designer",
            "h ▲ high    industry leader, likely collaborator",
            "z no recent activity   i incomplete profile   f no longer fits",
            "o look them up · 40 of 40 profile views left   space not now",
            "esc end   u undo   ? keys and limits",
        ):
            assert told in ui.text, told


@pytest.mark.parametrize(("key", "priority"), [("h", "high"), ("m", "medium"), ("l", "low")])
async def test_a_priority_answers_and_goes_on(key: str, priority: str) -> None:
    async with running(few()) as ui:
        await ui.press("A", key)
        assert ui.snapshot.standings["rosa-quispe"].priority == priority
        assert queue(ui) == waiting()[1:]
        assert f"Rosa Quispe: {priority} priority · u undoes" in ui.text
        assert "3 of 8 rated" in ui.text


async def test_a_signal_stays_on_the_card_and_goes_away_again() -> None:
    async with running(few()) as ui:
        await ui.press("A", "z", "f")
        assert ui.snapshot.standings["rosa-quispe"].signals == "zf"
        assert "z ✓ no recent activity   i incomplete profile   f ✓ no longer fits" in ui.text
        await ui.press("z")
        assert ui.snapshot.standings["rosa-quispe"].signals == "f"
        assert queue(ui) == waiting()
        await ui.press("l")
        assert queue(ui)[0] == "李雷"


async def test_undo_goes_back_through_priorities_and_signals_and_redo_forward() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("A", "z", "l", "h")
        assert queue(ui) == waiting()[2:]
        await ui.press("u", "u")
        assert queue(ui) == waiting()
        assert "z ✓ no recent activity" in ui.text
        await ui.press("u")
        assert ui.book == before
        await ui.press("U")
        assert queue(ui) == waiting()
        await ui.press("U", "U")
        assert queue(ui) == waiting()[2:]


async def test_leaving_at_any_point_and_coming_back_goes_on_where_the_book_is() -> None:
    async with running(few()) as ui:
        await ui.press("A", "l", "z", "escape")
        assert ui.app.screen is ui.main
        await ui.press("A")
        assert sorted(queue(ui)) == sorted(waiting()[1:])
        assert "3 of 8 rated" in ui.text


async def test_not_now_puts_the_card_behind_all_others_and_records_nothing() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("A", "space")
        assert queue(ui) == [*waiting()[1:], waiting()[0]]
        assert ui.book == before


async def test_at_the_end_it_says_what_week_comes_next() -> None:
    async with running(few()) as ui:
        await ui.press("A", *"llllll")
        assert "Everyone who is pending has a priority" in ui.text
        assert "Week 2 of 3, selective withdrawal" in ui.words
        assert ui.snapshot.standings["giulia-fernández"].priority == "low"
        await ui.press("h", "z", "o", "space")
        assert not ui.opened
        await ui.press("escape", "A")
        assert ui.message == "Everyone who is pending has a priority: the audit is done"


async def test_nobody_pending_nothing_to_audit() -> None:
    async with running([sent("Ada", 40, event(Kind.ACCEPTED, 3))]) as ui:
        await ui.press("A")
        assert ui.message == "Nobody is pending"


async def test_a_look_at_the_page_is_counted_and_asks_nothing() -> None:
    async with running(few()) as ui:
        await ui.press("A", "o")
        assert ui.opened == ["https://www.linkedin.com/in/rosa-quispe"]
        assert "39 of 40 profile views left" in ui.text
        assert "Page opened in the browser" in ui.text
        assert not ui.snapshot.opened
        await ui.press("escape", "slash", *"rosa", "enter")
        assert "page looked at" in "\n".join(ui.part("#pane"))


async def test_beyond_the_day_s_views_the_sent_page_is_opened_instead() -> None:
    async with running(few(), rules=Rules(profile_views_a_day=1)) as ui:
        await ui.press("A", "o")
        assert "no profile view is left today" in ui.text
        before = ui.book
        await ui.press("o")
        assert ui.opened[1] == "https://www.linkedin.com/mynetwork/invitation-manager/sent/"
        assert "Sent page opened in the browser" in ui.text
        assert ui.book == before
        ui.clock.forward(days=1)
        await ui.press("escape", "A")
        assert "1 of 1 profile view left" in ui.text


async def test_a_look_that_is_taken_back_is_not_counted() -> None:
    async with running(few()) as ui:
        await ui.press("A", "o", "u")
        assert "40 of 40 profile views left" in ui.text


async def test_a_burst_rates_one_person() -> None:
    async with running(few()) as ui:
        await ui.press("A")
        await ui.burst("l", "l", "l", "z", "space")
        assert queue(ui) == waiting()[1:]
        assert ui.snapshot.standings["李雷"].signals == ""


@pytest.mark.parametrize("size", [(40, 10), SMALL, USUAL, LARGE])
async def test_every_size_shows_who_and_how(size: tuple[int, int]) -> None:
    async with running(few(), size=size) as ui:
        await ui.press("A")
        assert "Rosa Quispe" in ui.text
        assert "h ▲ high" in ui.text


async def test_the_limits_are_shown_with_what_is_known_of_them() -> None:
    async with running(few(), size=(120, 50)) as ui:
        await ui.press("A", "question_mark")
        assert "Profile pages opened in a day: 40 pages" in ui.text
        assert "LinkedIn publishes none" in ui.words
        assert "does not lift a restriction" in ui.words
        assert "high priority" in ui.text
        assert "Focus Next" not in ui.text
        await ui.press("escape")
        assert isinstance(ui.app.screen, AuditScreen)
