"""A large book: its newest rows at once, the rest, and all that can be done, when it is read."""

from __future__ import annotations

import threading
from datetime import UTC
from pathlib import Path

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Kind
from invitetui.session import Session
from invitetui.state import StateFile
from invitetui.store.errors import Damaged
from invitetui.ui.messages import DayClicked
from invitetui.ui.reading import Opened
from invitetui.ui.screens.hands import TYPED_ON
from invitetui.ui.screens.sitting import SittingScreen
from tests.keepers import Keeping
from tests.ui.running import NOW, PATIENCE, USUAL, WIDE, Clock, Keeper, crowd, event, running

ALL = crowd(300)


class Reading:
    """Reads when it is told to."""

    def __init__(
        self, trouble: Exception | None = None, *, read_only: str | None = None, notices: tuple[str, ...] = ()
    ) -> None:
        self.trouble = trouble
        self.read_only = read_only
        self.notices = notices
        self.keeper = Keeper()
        self.all = ALL
        self.may_read = threading.Event()
        self.first = Session(Book.of(ALL[:60]), clock=Clock(), zone=UTC)

    def rest(self) -> Opened:
        assert self.may_read.wait(PATIENCE)
        if self.trouble:
            raise self.trouble
        session = Session(Book.of(self.all[::-1]), clock=Clock(), zone=UTC, keeper=Keeping(self.keeper))
        return Opened(session, read_only=self.read_only, notices=self.notices)


async def test_the_newest_are_there_first_and_the_cursor_stays_where_it_was() -> None:
    reading = Reading()
    async with running(session=reading.first, rest=reading.rest, keeper=reading.keeper) as ui:
        assert "reading the rest" in ui.header
        assert "300" not in ui.tabs
        before = ui.rows
        for _ in range(5):
            ui.send("j")
            await ui.quiet()
        assert ui.cursor == "Person 005"
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        assert ui.cursor == "Person 005"
        assert "pending" in ui.header
        assert "300" in ui.tabs
        assert [row[4:60] for row in ui.rows] == [row[4:60] for row in before]
        assert ui.names == [one.name for one in ALL]


async def test_nothing_is_changed_before_the_book_is_there() -> None:
    reading = Reading()
    async with running(session=reading.first, rest=reading.rest, keeper=reading.keeper) as ui:
        ui.send("K")
        await ui.quiet()
        assert "still being read" in ui.message
        assert not ui.kinds("person-000")
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        await ui.press("K")
        assert ui.kinds("person-000") == ["kept"]
        assert set(reading.keeper.kept) == {"person-000"}


async def test_a_file_that_turns_out_damaged_ends_the_app_with_the_reason(tmp_path: Path) -> None:
    reading = Reading(Damaged(tmp_path, ["line 7 breaks off"]))
    reading.may_read.set()
    async with running(session=reading.first, rest=reading.rest) as ui:
        await ui.until(lambda: ui.gone)
        assert ui.app.unreadable is reading.trouble


async def test_a_file_that_another_has_is_only_shown_once_it_is_read() -> None:
    reading = Reading(read_only="Another invitetui has the file", notices=("A copy lies beside it",))
    async with running(session=reading.first, rest=reading.rest, keeper=reading.keeper) as ui:
        assert "read-only" not in ui.header
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        assert "read-only" in ui.header
        assert "A copy lies beside it" in ui.message
        await ui.press("K")
        assert "Another invitetui has the file" in ui.message
        assert not reading.keeper.kept


async def test_what_is_odd_is_said_at_once_and_what_the_file_adds_to_it_once_it_is_read() -> None:
    reading = Reading(notices=("A copy lies beside it",))
    mistake = "config.toml: “blue” is no number"
    async with running(session=reading.first, rest=reading.rest, notices=(mistake,)) as ui:
        assert ui.message == mistake
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        assert ui.message == f"{mistake} · and 1 more: , shows them"


async def test_a_word_that_was_begun_too_early_never_ends_in_commands() -> None:
    reading = Reading()
    async with running(session=reading.first, rest=reading.rest, keeper=reading.keeper) as ui:
        await ui.apart("/dj", 0.4 * TYPED_ON)
        assert "still being read" in ui.message
        assert ui.cursor == "Person 000"
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        assert "did nothing: pause for a second" in ui.message
        await ui.apart("daK:90dxq\r", 0.4 * TYPED_ON)
        assert "pause for a second" in ui.message
        assert not ui.gone
        assert not reading.keeper.kept
        await ui.press("K")
        assert ui.kinds("person-000") == ["kept"]


@pytest.mark.parametrize("opens", ["/", "C"])
async def test_a_burst_that_begins_with_the_key_of_a_field_is_too_early_as_a_whole(opens: str) -> None:
    reading = Reading()
    async with running(session=reading.first, rest=reading.rest, keeper=reading.keeper) as ui:
        for key in (opens, "d", "a"):
            ui.send(key)
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        for key in (opens, "d", "a"):
            ui.send(key)
        await ui.settle()
        assert not reading.keeper.kept
        assert len(ui.app.screen_stack) == 1
        assert not ui.filter.display
        await ui.press("slash", "9")
        assert ui.filter.display


async def test_who_only_moves_waits_for_nothing() -> None:
    reading = Reading()
    async with running(session=reading.first, rest=reading.rest) as ui:
        await ui.press("escape")
        await ui.apart("jj", 0.1)
        assert ui.cursor == "Person 002"
        await ui.apart("012G", 0.1)
        assert ui.cursor == "Person 011"
        await ui.apart("5K", 0.1)
        assert "still being read" in ui.message
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        await ui.press("K")
        assert "Person 011 kept" in ui.message


async def test_what_is_clicked_too_early_opens_nothing_and_is_no_step_of_the_tour() -> None:
    reading, state = Reading(), StateFile()
    state.note(tab="stale")
    async with running(session=reading.first, rest=reading.rest, state=state) as ui:
        ui.main.post_message(DayClicked(NOW.date()))
        await ui.settle()
        assert "still being read" in ui.message
        await ui.click("keys", within="#keys")
        await ui.apart("kda", 0.4 * TYPED_ON)
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        await ui.apart("da", 0.4 * TYPED_ON)
        assert not reading.keeper.kept
        assert len(ui.app.screen_stack) == 1
        assert not state.state.hints


async def test_a_title_that_is_clicked_too_early_orders_nothing() -> None:
    reading = Reading()
    async with running(session=reading.first, rest=reading.rest) as ui:
        before = ui.rows
        await ui.click("Name")
        assert "still being read" in ui.message
        assert ui.rows == before
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        await ui.click("Name")
        assert "Name ▾" in "\n".join(ui.part("#list"))


async def test_what_the_newest_do_not_tell_is_shown_once_the_rest_is_there() -> None:
    reading, state = Reading(), StateFile()
    state.note(sort_by="name", reverse=True)
    async with running(session=reading.first, rest=reading.rest, state=state) as ui:
        assert "reading the rest" in ui.header
        assert not ui.names
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        assert ui.names == [one.name for one in ALL[::-1]]
        assert ui.cursor == ui.names[0]


@pytest.mark.parametrize(("tab", "said"), [("stale", "Nothing is past the mark"), ("stats", "Pending 300")])
@pytest.mark.parametrize("size", [USUAL, WIDE, (200, 40)])
async def test_of_another_tab_nothing_is_said_before_the_rest_is_there(
    tab: str, said: str, size: tuple[int, int]
) -> None:
    reading, state = Reading(), StateFile()
    state.note(tab=tab)
    async with running(session=reading.first, rest=reading.rest, state=state, size=size) as ui:
        assert ui.tab == tab
        assert "reading the rest" in ui.header
        assert not "".join(ui.lines[4:-3]).strip(" │▁▔╷┃▏▕")
        reading.may_read.set()
        await ui.until(lambda: said in " ".join(" ".join(ui.lines).split()))


async def test_the_question_at_the_start_waits_for_whoever_types_on() -> None:
    reading = Reading()
    reading.all = [ALL[0].recording(event(Kind.OPENED, 0.1)), *ALL[1:]]
    async with running(session=reading.first, rest=reading.rest, keeper=reading.keeper) as ui:
        await ui.apart("/d", 0.3)
        reading.may_read.set()
        await ui.until(lambda: ui.app.whole)
        await ui.apart("da", 0.3)
        assert not isinstance(ui.app.screen, SittingScreen)
        assert not reading.keeper.kept
        await ui.until(lambda: isinstance(ui.app.screen, SittingScreen))
        assert not reading.keeper.kept
