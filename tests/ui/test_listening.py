"""The terminal is listened to: what comes in one go is one burst, and silence wakes nobody."""

from __future__ import annotations

import asyncio
import os
import time
import tty
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any, TextIO

import pytest
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.message import Message

from invitetui.ui import listening
from invitetui.ui.listening import LastingFile, Listener, Shortcut
from tests.ui.running import PATIENCE, Ui, few, running


class Heard(Listener):
    """Keeps what it hands over; the app is none."""

    def __init__(self, terminal: int, file: TextIO | None = None) -> None:
        super().__init__(None, mouse=False)  # type: ignore[arg-type]
        self.fileno = terminal
        if file:
            self._lasting = LastingFile(file, lambda _error: None)
            self._shortcut = Shortcut(terminal)
        self.bursts: list[list[str]] = []
        self.looks = 0
        self.is_gone = False

    def process_message(self, message: Message) -> None:
        self.send_message(message)

    def _gone(self) -> None:
        self.is_gone = True

    def _hand_over(self, messages: Sequence[Message]) -> None:
        self.looks += 1
        if keys := [message.key for message in messages if isinstance(message, events.Key)]:
            self.bursts.append(keys)


@asynccontextmanager
async def listening_to() -> AsyncIterator[tuple[Heard, Callable[[bytes], Any]]]:
    """Listen to a terminal; give the listener, and what types there."""
    ours, theirs = os.openpty()
    listener = Heard(theirs)
    tty.setraw(theirs)
    thread = listener._key_thread = Thread(target=listener.run_input_thread)
    thread.start()
    try:
        yield listener, lambda data: os.write(ours, data)
    finally:
        listener.disable_input()
        thread.join(PATIENCE)
        assert not thread.is_alive()
        os.close(ours)
        os.close(theirs)


async def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await asyncio.sleep(0.001)


async def test_what_comes_in_one_go_is_handed_over_together() -> None:
    async with listening_to() as (listener, write):
        write(b"okafor")
        await until(lambda: listener.bursts)
        assert listener.bursts == [list("okafor")]
        write(b"j")
        await until(lambda: len(listener.bursts) == 2)
        write("\x1b[6~é".encode())
        await until(lambda: len(listener.bursts) == 3)
        assert listener.bursts[1:] == [["j"], ["pagedown", "é"]]


async def test_what_follows_at_once_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "TOGETHER", 0.5)
    async with listening_to() as (listener, write):
        for piece in (b"ok", b"a", b"f", b"or"):
            write(piece)
        await until(lambda: listener.bursts)
        assert listener.bursts == [list("okafor")]


async def test_a_key_that_comes_alone_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "TOGETHER", 2 * PATIENCE)
    async with listening_to() as (listener, write):
        for number, key in enumerate("jd~", 1):
            write(key.encode())
            await until(lambda number=number: len(listener.bursts) == number)  # type: ignore[misc]
        assert listener.bursts == [["j"], ["d"], ["tilde"]]


async def test_an_escape_is_a_key_once_nothing_follows() -> None:
    async with listening_to() as (listener, write):
        write(b"\x1b")
        await until(lambda: listener.bursts)
        assert listener.bursts == [["escape"]]
        looks = listener.looks
        write(b"j")
        await until(lambda: len(listener.bursts) == 2)
        assert listener.looks == looks + 1, "nobody looks while nothing is said"


async def test_a_terminal_that_is_gone_ends_it() -> None:
    ours, theirs = os.pipe()
    listener = Heard(ours)
    listener._key_thread = Thread(target=listener.run_input_thread)
    listener._key_thread.start()
    os.close(theirs)
    listener._key_thread.join(PATIENCE)
    assert not listener._key_thread.is_alive()
    assert listener.is_gone
    os.close(ours)


async def test_bytes_that_are_no_text_are_no_end() -> None:
    async with listening_to() as (listener, write):
        write(b"\xfa")
        await until(lambda: listener.bursts)
        write(b"\x1b[200~caf\xe9 \xfa\x1b[201~j")
        await until(lambda: len(listener.bursts) == 2)
        assert listener.bursts == [["replacement_character"], ["j"]]


def test_what_a_terminal_does_not_take_at_once_is_left_over() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    shortcut = Shortcut(theirs)
    frame = "é雷" * 4096
    try:
        lefts = [shortcut.write(frame) for _ in range(8)]  # more than any terminal holds that nobody reads
        assert lefts[-1]
        for left in lefts:
            assert frame.encode().endswith(left.encode("utf-8", "surrogateescape"))
        assert os.get_blocking(theirs), "whoever else writes there still waits"
    finally:
        shortcut.close()
        os.close(ours)
        os.close(theirs)
    assert shortcut.write("later") == "later"


async def test_a_frame_goes_out_as_a_whole_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def write(text: str) -> str:
        written.append(text)
        return ""

    async with listening_to() as (listener, _):
        monkeypatch.setattr(listener._shortcut, "write", write)
        for text in ("bell", SYNC_START, "row", "row", "cursor"):
            listener.write(text)
        assert written == ["bell"]
        listener.write(SYNC_END)
        listener.write("bell")
        assert written == ["bell", f"{SYNC_START}rowrowcursor{SYNC_END}", "bell"]
        monkeypatch.setattr(Driver, "suspend_application_mode", lambda _: written.append("the shell's"))
        written.clear()
        listener.write(SYNC_START)
        listener.write("row")
        listener.suspend_application_mode()
        assert written == [f"{SYNC_START}row{SYNC_END}", "the shell's"]


async def test_all_is_shown_once_and_in_order_however_slow_the_terminal_is() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    with os.fdopen(os.dup(theirs), "w", encoding="utf-8") as file:
        listener = Heard(theirs, file)
        listener._writer_thread = WriterThread(listener._lasting)  # type: ignore[arg-type]
        listener._writer_thread.start()
        frames = [f"{number}:{'é雷' * (number * 97 % 4096)};" for number in range(60)]
        expected = "".join(frames).encode()
        seen = b""

        def read() -> None:
            nonlocal seen
            while len(seen) < len(expected):
                seen += os.read(ours, 700)

        reader = Thread(target=read)
        reader.start()
        for frame in frames:
            listener.write(frame)
            await asyncio.sleep(0)
        reader.join(PATIENCE)
        listener.close()
    os.close(ours)
    os.close(theirs)
    assert seen == expected
    assert listener._queued, "some had to be waited for"


def ticking(ui: Ui) -> list[str]:
    """Return the timers that go on while nothing is done."""
    pumps: list[Any] = [ui.app, *ui.main.walk_children(with_self=True)]
    timers = [timer for pump in pumps for timer in pump._timers if timer._active.is_set()]
    tasks: dict[str, Any] = {timer.name: timer._task for timer in timers}
    return [name for name, task in tasks.items() if task and not task.done()]


@pytest.mark.parametrize(
    "keys", ["", "2", "3", "4", "/ a escape", "K", "d u", "? escape", "t escape", "i escape"]
)
async def test_nothing_ticks_while_nothing_is_done(keys: str) -> None:
    async with running(few()) as ui:
        await ui.press(*keys.split())
        assert ticking(ui) == []
