"""A mistake of the app's own, wherever it happens, ends it without a word and is kept for the log."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.widgets import Label
from textual.worker import WorkerFailed

from invitetui import log
from invitetui.domain.invitation import Kind
from invitetui.ui.failing import FailingApp
from tests.ui.running import event, few, running, sent

NAME = "Ada Okafor"
LENA = sent("Lena Vos", 40, event(Kind.MISSED, 1))
"""Somebody about whom there is a question."""


class Mistaken(FailingApp[None]):
    """Fails where it is told to."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def compose(self) -> ComposeResult:
        yield Label("here")
        if self.where == "composing":
            raise LookupError(NAME)

    def on_mount(self) -> None:
        if self.where == "mounting":
            raise LookupError(NAME)
        if self.where == "timer":
            self.set_timer(0.001, self.fail)
        if self.where == "worker":
            self.run_worker(self.fail, thread=True)

    def fail(self) -> None:
        raise LookupError(NAME)


async def until_it_fails(app: Mistaken) -> None:
    async with app.run_test() as pilot:
        while app.failure is None:
            await pilot.pause()


@pytest.mark.parametrize("where", ["composing", "mounting", "timer", "worker"])
async def test_a_failure_is_kept_and_nothing_is_printed(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Mistaken(where)
    with pytest.raises((LookupError, WorkerFailed)):  # the pilot hands it on
        await until_it_fails(app)
    assert app.failure is not None
    assert app.return_code == 1
    assert capsys.readouterr() == ("", "")
    log.start(tmp_path)
    log.crash(app.failure)
    log.stop()
    told = (tmp_path / log.NAME).read_text()
    assert "crash kind=LookupError" in told
    assert "test_failing.py" in told
    assert NAME not in told


@pytest.mark.parametrize("key", ["i", "comma", "C", "t", "A", "Q", "b", "colon", "question_mark", "c", "e"])
async def test_keys_after_the_one_that_leaves_do_nothing(key: str) -> None:
    async with running([*few(), LENA]) as ui:
        await ui.press("2")
        await ui.burst("q", key)
        assert ui.gone
        assert ui.app.screen_stack in ([], [ui.main])
    assert ui.app.failure is None


@pytest.mark.parametrize("key", ["comma", "C", "t", "colon", "e"])
async def test_a_screen_that_is_just_opened_when_a_signal_ends_the_app_is_no_failure(key: str) -> None:
    for moments in range(5, 11):
        async with running([*few(), LENA]) as ui:
            await ui.press("2")
            ui.send(key)
            for _ in range(moments):
                await asyncio.sleep(0)
            ui.app.exit()
        assert ui.app.failure is None
