"""Today's sitting: one card at a time, by hand, at a pace; nothing that was said is ever lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.rules import Rules
from invitetui.ui.screens.sitting import SittingScreen
from tests.ui.running import USUAL, Ui, event, few, running, sent


def queue(ui: Ui) -> list[str]:
    assert isinstance(ui.app.screen, SittingScreen)
    return [ui.book[uid].name for uid in ui.app.screen._queue]


@pytest.mark.parametrize("size", [(120, 40), USUAL])
async def test_a_card_shows_one_person_and_the_keys(size: tuple[int, int]) -> None:
    async with running(few(), size=size) as ui:
        await ui.press("t")
        for told in (
            "0 of 4 today   ▕░",
            "◕  Jamal Petrov",
            "sent 5 weeks ago · z no recent activity",
            "VP Sales at Lumen",
            "o opens the page; withdraw there, then say:",
            "d withdrawn   a was accepted   x it was gone   l later   K keep",
            "esc end   u undo",
        ):
            assert told in ui.text
        assert "Ada" not in ui.text


@pytest.mark.parametrize(
    ("key", "kind", "says"),
    [
        ("d", "withdrawn", "Jamal Petrov withdrawn · ready 14 Dec · u undoes"),
        ("a", "accepted", "Jamal Petrov accepted · u undoes"),
        ("x", "gone", "Jamal Petrov gone from the list · u undoes"),
        ("l", "later", "Jamal Petrov left for later · u undoes"),
        ("K", "kept", "Jamal Petrov kept · u undoes"),
    ],
)
async def test_each_answer_is_recorded_and_can_be_taken_back(key: str, kind: str, says: str) -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("t", key)
        assert ui.kinds("jamal-petrov")[-1] == kind
        assert says in ui.text
        assert "◐  Ada Okafor" in ui.text
        await ui.press("u")
        assert ui.book == before
        assert "Taken back: Jamal Petrov" in ui.text
        assert "◕  Jamal Petrov" in ui.text


async def test_opening_is_recorded_and_then_the_question_is_asked() -> None:
    async with running(few()) as ui:
        await ui.press("t", "o")
        assert ui.opened == ["https://www.linkedin.com/in/jamal-petrov"]
        assert ui.kinds("jamal-petrov")[-1] == "opened"
        assert "What happened?   o opens the page again" in ui.text
        assert "Page opened in the browser" in ui.text
        await ui.press("d", "u", "u")
        assert ui.kinds("jamal-petrov") == ["signal"]
        assert "Jamal Petrov" in ui.text


async def test_no_browser_the_address_is_said() -> None:
    async with running(few(), browser=False) as ui:
        await ui.press("t", "o")
        assert "Open by hand: https://www.linkedin.com/in/jamal-petrov" in ui.text


async def test_a_countdown_holds_o_back_and_ends() -> None:
    async with running(few()) as ui:
        await ui.press("t", "o", "d")
        wait = ui.snapshot.wait
        assert timedelta(seconds=90) <= wait <= timedelta(seconds=135)
        assert "next in " in ui.text
        assert ui.lines != []
        await ui.press("o")
        assert len(ui.opened) == 1
        assert "O opens it now all the same, and that is recorded" in ui.text
        ui.clock.forward(seconds=80)
        await ui.press("o")
        assert len(ui.opened) == 1
        ui.clock.forward(seconds=60)
        await ui.press("o")
        assert ui.opened[1].endswith("/in/ada-okafor")
        assert "next in" not in ui.text
        assert ui.book["ada-okafor"].events[-1].value is None


async def test_the_countdown_is_shown_to_the_second() -> None:
    async with running(few(), rules=Rules(sitting_gap=0)) as ui:
        await ui.press("t", "d")
        assert "next in" not in ui.text
    async with running(few()) as ui:
        await ui.press("t", "d")
        left = int(ui.snapshot.wait.total_seconds())
        assert f"next in {left // 60}:{left % 60:02d}" in ui.text
        ui.clock.forward(seconds=left - 9)
        await ui.resize(100, 30)
        assert "next in 0:09" in ui.text


async def test_a_person_in_a_hurry_is_recorded_as_early() -> None:
    async with running(few()) as ui:
        await ui.press("t", "d", "O")
        assert ui.opened == ["https://www.linkedin.com/in/ada-okafor"]
        assert ui.book["ada-okafor"].events[-1].value == "early"
        await ui.press("escape", "slash", *"ada", "enter")
        assert "page opened before" in "\n".join(ui.part("#pane"))


async def test_a_withdrawal_in_the_pause_counts_as_early_though_no_page_was_opened() -> None:
    async with running(few()) as ui:
        await ui.press("t", "d")
        assert ui.book["jamal-petrov"].events[-1].value is None
        assert ui.snapshot.wait > timedelta()
        await ui.press("d")
        assert ui.book["ada-okafor"].events[-1].value == "early"
        assert "1 time before the time today" in ui.text
        await ui.press("u")
        assert ui.snapshot.early_today == 0
        await ui.press("a", "U")
        ui.clock.forward(minutes=5)
        await ui.press("d")
        assert ui.snapshot.early_today == 0
        await ui.press("escape", "slash", *"ada", "enter")
        assert "before its time" not in ui.text


async def test_without_a_pause_the_override_is_nothing_special() -> None:
    async with running(few()) as ui:
        await ui.press("t", "O")
        assert ui.book["jamal-petrov"].events[-1].value is None


async def test_a_sitting_is_as_large_as_it_should_be_and_ends_with_a_brief() -> None:
    async with running() as ui:
        await ui.press("t")
        assert len(queue(ui)) == 5
        await ui.press("d", "d", "a", "K", "l")
        for told in (
            "That is this sitting",
            "2 withdrawals today, 6 left for another sitting",
            "46 invitations free this week",
            "109 invitations pending",
            "14 people ready to be invited again",
            " left to expire, clear ",
            "esc back to the list",
        ):
            assert told in ui.text
        before = ui.book
        await ui.press("d", "a", "x", "l", "K", "o", "O")
        assert ui.book == before
        await ui.press("u")
        assert "That is this sitting" not in ui.text
        assert len(queue(ui)) == 1
        await ui.press("escape")
        assert "today 2 of 8" in ui.header


async def test_sitting_size_is_a_rule() -> None:
    async with running(few(), rules=Rules(sitting_size=2)) as ui:
        await ui.press("t")
        assert queue(ui) == ["Jamal Petrov", "Ada Okafor"]


async def test_undo_brings_the_people_back_one_after_the_other() -> None:
    async with running(few()) as ui:
        await ui.press("t", "d", "a", "x")
        assert queue(ui) == ["李雷"]
        for left in (["Rosa Quispe", "李雷"], ["Ada Okafor", "Rosa Quispe", "李雷"]):
            await ui.press("u")
            assert queue(ui) == left
        await ui.press("u", "u")
        assert "There is nothing to take back" in ui.text
        assert len(queue(ui)) == 4


async def test_leaving_loses_nothing_and_the_next_one_goes_on() -> None:
    async with running(few()) as ui:
        await ui.press("t", "d", "o", "escape")
        assert ui.kinds("jamal-petrov")[-1] == "withdrawn"
        assert "today 1 of 4" in ui.header
        await ui.press("t")
        assert queue(ui)[0] == "Ada Okafor"
        assert set(ui.keeper.kept) >= {"jamal-petrov"}


async def test_opened_pages_are_asked_about_first_at_the_start() -> None:
    opened = sent("Zoë Opened", 3, event(Kind.OPENED, 0.5))
    async with running([*few(), opened]) as ui:
        assert queue(ui)[0] == "Zoë Opened"
        assert "You opened this page and didn't say what happened" in ui.text
        assert "What happened?" in ui.text
        await ui.press("a", "escape", "escape")
        assert ui.kinds("zoë-opened") == ["opened", "accepted"]


async def test_read_only_asks_nothing() -> None:
    async with running([sent("Ada", 20, event(Kind.OPENED, 1))], read_only="You can only look") as ui:
        assert ui.app.screen is ui.main
        assert "You can only look" in ui.message


async def test_where_nothing_is_due_the_next_day_is_said() -> None:
    async with running([sent("Ada", 1)]) as ui:
        await ui.press("t")
        assert ui.message == "Nothing is planned for today, and nothing is left to withdraw"
    async with running(few(), rules=Rules(withdrawals_a_day=1)) as ui:
        await ui.press("t", "d", "escape", "t")
        assert ui.message == "1 done today; next is tomorrow with 1 person"


async def test_nothing_is_said_unseen() -> None:
    async with running(few()) as ui:
        await ui.press("t")
        before = ui.book
        for size in ((20, 5), (39, 24), (80, 9)):
            await ui.resize(*size)
            assert ui.text.strip().startswith("too small")
            await ui.press("d", "a", "x", "l", "K", "o", "O", "u")
        assert ui.book == before
        assert not ui.opened
        await ui.resize(*USUAL)
        assert "Jamal Petrov" in ui.text


@pytest.mark.parametrize(("size", "lines"), [(USUAL, 1), ((60, 16), 2), ((40, 14), 2)])
async def test_answers_are_parted_between_words_only(size: tuple[int, int], lines: int) -> None:
    async with running(few(), size=size) as ui:
        await ui.press("t")
        answers = ["d withdrawn", "a was accepted", "x it was gone", "l later", "K keep"]
        held = {number for number, line in enumerate(ui.lines) for answer in answers if answer in line}
        assert len(held) == lines
        assert all(answer in ui.text for answer in answers)
        assert "o opens the page; withdraw there, then say:" in ui.words
