"""The import screen takes what is pasted, and the questions screen asks what came of it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.standing import State
from invitetui.session import Session
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.dropped import dropped, path_of
from invitetui.ui.present.detail import detail
from invitetui.ui.present.pieces import plain
from invitetui.ui.screens.importing import ImportScreen
from invitetui.ui.screens.questions import QuestionsScreen
from tests import archives
from tests.archives import made_up
from tests.sources.taking import EMPTY, NOW, take
from tests.ui.running import until

SENT = made_up(60, NOW, seed=4, namesakes=False, reinvited=False)
ARCHIVE = archives.archive(SENT)


@asynccontextmanager
async def running(book: Book, folder: Path) -> AsyncIterator[Pilot[None]]:
    app = InvitetuiApp(Session(book, clock=lambda: NOW, zone=UTC), start_in=folder)
    async with app.run_test(size=(120, 40)) as pilot:
        yield pilot


def app_of(pilot: Pilot[None]) -> InvitetuiApp:
    assert isinstance(pilot.app, InvitetuiApp)
    return pilot.app


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(str(widget.render()) for widget in pilot.app.screen.query("Lines, Band"))


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def state_of(pilot: Pilot[None], uid: str) -> State:
    return app_of(pilot).session.snapshot.standings[uid].state


async def test_a_page_is_pasted_looked_at_and_taken_and_its_questions_are_answered(tmp_path: Path) -> None:
    book = take(EMPTY, ARCHIVE.zipped())
    vanished = next(i for i in book if i.url == archives.pending(SENT, NOW)[3].url)
    page = archives.sent_text([one for one in SENT if one.url != vanished.url], NOW)
    async with running(book, tmp_path) as pilot:
        await pilot.press("i")
        await paste(pilot, page)
        await until(pilot, lambda: "no longer pending" in shown(pilot))
        assert vanished.name in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ImportScreen))
        assert "Q answers the questions" in shown(pilot)
        assert "1 question" in shown(pilot)
        await pilot.press("Q")
        assert isinstance(pilot.app.screen, QuestionsScreen)
        assert vanished.name in shown(pilot)
        for key, state in (
            ("a", State.ACCEPTED), ("d", State.COOLING), ("x", State.EXPIRED), ("l", State.UNCLEAR),
        ):  # fmt: skip
            await pilot.press(key)
            assert "No question is left" in shown(pilot)
            assert state_of(pilot, vanished.uid) is state
            await pilot.press("u")
            assert state_of(pilot, vanished.uid) is State.UNCLEAR
            assert vanished.name in shown(pilot)
        await pilot.press("p", "escape")
        assert app_of(pilot).session.snapshot.standings[vanished.uid].pending
        await pilot.press("Q")
        assert "There are no questions" in shown(pilot)
        await pilot.press("u", "u")
        assert app_of(pilot).session.snapshot.book == book


async def test_a_paste_of_eleven_hundred_cards_does_not_stall_the_app(tmp_path: Path) -> None:
    page = archives.sent_text(made_up(2_400, NOW, seed=9, namesakes=False, reinvited=False), NOW)
    assert page.count("Withdraw\n") > 1_100
    async with running(EMPTY, tmp_path) as pilot:
        await pilot.press("i")
        gaps: list[float] = []
        done = False

        async def beat() -> None:
            last = time.thread_time()  # what the loop itself has worked, however busy the machine is
            while not done:
                await asyncio.sleep(0.005)
                gaps.append(time.thread_time() - last)
                last = time.thread_time()

        beating = asyncio.create_task(beat())
        await paste(pilot, page)
        await until(pilot, lambda: "new" in shown(pilot))
        done = True
        await beating
        assert max(gaps) < 0.1


@pytest.mark.parametrize("spelled", ["'{}'", '"{}"', "{}\n", "file://{url}", "{escaped} "])
async def test_the_path_of_a_dropped_file_is_recognised(spelled: str, tmp_path: Path) -> None:
    folder = tmp_path / "my files"
    folder.mkdir()
    path = folder / "an archive.zip"
    path.write_bytes(ARCHIVE.zipped())
    named = str(path)
    text = spelled.format(named, url=named.replace(" ", "%20"), escaped=named.replace(" ", "\\ "))
    assert dropped(text) == path
    async with running(EMPTY, tmp_path) as pilot:
        await pilot.press("i")
        await pilot.press("x", "tab")
        await paste(pilot, text)
        await pilot.press("enter")
        await until(pilot, lambda: "new" in shown(pilot))


async def test_a_piece_of_a_path_is_typed_text_and_nonsense_is_refused(tmp_path: Path) -> None:
    async with running(EMPTY, tmp_path) as pilot:
        await pilot.press("i")
        await paste(pilot, "some/where\x1b[31m")
        field: Any = pilot.app.screen.query_one("#path")
        assert field.value == "some/where\N{REPLACEMENT CHARACTER}[31m"
        await paste(pilot, "hello\nworld [/x]")
        await until(pilot, lambda: "nothing that can be imported" in shown(pilot))


@pytest.mark.parametrize("text", ["", "\0", "file://[", "a\nb", "x" * 10_000, "~nobody/x", "relative"])
def test_what_is_no_path_of_a_file_is_none(text: str) -> None:
    assert dropped(text) is None
    path_of(text)


async def test_the_rows_shown_are_copied_and_written_to_a_new_file(tmp_path: Path) -> None:
    async with running(take(EMPTY, ARCHIVE.zipped()), tmp_path) as pilot:
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("uid,name,url,")
        assert len(pilot.app.clipboard.splitlines()) == 61
        for number in (1, 2):
            await pilot.press("Y")
            await until(pilot, lambda number=number: len(list(tmp_path.glob("*.csv"))) == number)  # type: ignore[misc]
        assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.csv")} == {0o600}
        assert NOW - timedelta(days=1) < NOW


async def test_times_that_contradict_each_other_are_shown_with_what_was_kept(tmp_path: Path) -> None:
    book = take(EMPTY, ARCHIVE.zipped())
    ada = archives.pending(SENT, NOW)[0]
    page = archives.sent_html([replace(ada, at=ada.at - timedelta(days=10))], NOW, cards=1)
    path = tmp_path / "page.html"
    path.write_text(page)
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    async with running(book, tmp_path) as pilot:
        await pilot.press("i")
        await paste(pilot, str(path))
        await pilot.press("enter")
        await until(pilot, lambda: "1 time contradicts another; the more exact is kept" in shown(pilot))
        assert "for it is exact" in " ".join(shown(pilot).split())
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ImportScreen))
        uid = next(i.uid for i in book if i.url == ada.url)
        told = detail(uid, app_of(pilot).session.snapshot, 60)
        assert any("ruled out: exact wins" in plain(line) for line in told)


async def test_somebody_withdrawn_here_and_listed_there_counts_as_a_question(tmp_path: Path) -> None:
    book = take(EMPTY, ARCHIVE.zipped())
    listed = archives.pending(SENT, NOW)
    uid = next(i.uid for i in book if i.url == listed[0].url)
    withdrawn = book[uid].recording(Event(Kind.WITHDRAWN, NOW - timedelta(hours=5)))
    book = take(book.replacing({uid: withdrawn}), archives.sent_html(listed, NOW).encode())
    async with running(book, tmp_path) as pilot:
        assert app_of(pilot).session.snapshot.asking == 1
        assert "1 question" in shown(pilot)
