"""Listens to the terminal: what comes together is handed over together, and silence costs nothing."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Sequence
from select import select
from threading import current_thread
from typing import TYPE_CHECKING, Any

from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

TOGETHER = 0.00015
"""Seconds within which the terminal goes on with what it has begun to say: pasted text, a sequence."""
_AT_ONCE = 4096
_AT_MOST = 1 << 16
"""Bytes, after which what was said so far is handed over: it may go on for ever."""


class Listener(LinuxDriver):
    """Textual's driver, but for the thread that waits for the terminal.

    Textual's own wakes up ten times a second to see whether it should end, and hands over key by key, so
    that whoever gets one can't know whether it came alone. This one sleeps until something comes, and all
    that comes in one go is with the app before the first of it is answered.
    """

    hands_over_together = True

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._ended, self._end = os.pipe()
        os.set_blocking(self._ended, False)
        self._heard: list[Message] = []

    def start_application_mode(self) -> None:
        """Begin to listen, for the first time or again."""
        while select([self._ended], [], [], 0)[0]:
            os.read(self._ended, _AT_ONCE)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Listen no more."""
        os.write(self._end, b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Hand over what the terminal says, until the end."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        while True:
            unfinished = parser._timeout_time  # noqa: SLF001  # an escape may be a key, or the begin of more
            patience = None if unfinished is None else max(0.0, unfinished - get_time())
            ready, _, _ = select([self.fileno, self._ended], [], [], patience)
            if self._ended in ready:
                return
            if ready:
                if not (data := self._all_of_it()):
                    return
                for message in parser.feed(decode(data)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
            heard, self._heard = self._heard, []
            self._loop.call_soon_threadsafe(self._hand_over, heard)

    def _all_of_it(self) -> bytes:
        """Read on for as long as more comes; nothing where the terminal is gone."""
        data = os.read(self.fileno, _AT_ONCE)
        while data and len(data) < _AT_MOST and select([self.fileno], [], [], TOGETHER)[0]:
            if not (more := os.read(self.fileno, _AT_ONCE)):
                break
            data += more
        return data

    def send_message(self, message: Message) -> None:
        """Keep what was heard until all of it was."""
        if current_thread() is self._key_thread:
            self._heard.append(message)
        else:
            super().send_message(message)

    def _hand_over(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._app.post_message(message)
