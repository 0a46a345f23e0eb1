"""Listens to the terminal: what comes together is handed over together, and silence costs nothing.

And outlives it: Textual's own driver waits for ever at its end for a terminal that was closed before, and
takes a byte that is no UTF-8 for the end of everything.
"""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Callable, Sequence
from contextlib import suppress
from select import select
from threading import current_thread
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

TOGETHER = 0.00015
"""Seconds within which the terminal goes on with what it has begun to say: pasted text, a sequence."""
_ALONE = ord(" "), ord("~")
"""The first and the last byte that is a key by itself, and begins nothing."""
_AT_ONCE = 4096
_AT_MOST = 1 << 16
"""Bytes, after which what was said so far is handed over: it may go on for ever."""


def _encoded(text: str) -> bytes:
    """Return text as UTF-8, with the bytes of what was left over of a character that was cut in two."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that is no such byte
        return text.encode("utf-8", "replace")


class LastingFile:
    """Takes what is written even when there is nobody left to read it."""

    def __init__(self, file: TextIO, failed: Callable[[Exception], object]) -> None:
        """Write to `file`; `failed` hears, once, of an error that is not a terminal that has gone."""
        self._file: TextIO | None = file
        self._number = file.fileno()
        self._failed = failed
        self._written = 0
        self.shown = 0
        """How many texts were written and are shown."""

    def fileno(self) -> int:
        """Return the file's number for the system."""
        return self._number

    def write(self, text: str) -> None:
        """Write `text`, if the file still takes any."""
        self._try(lambda file: file.buffer.write(_encoded(text)))
        self._written += 1

    def flush(self) -> None:
        """See to it that all that was written is shown."""
        self._try(lambda file: file.flush())
        self.shown = self._written

    def _try(self, work: Callable[[TextIO], object]) -> None:
        if self._file is None:
            return
        try:
            work(self._file)
        except OSError:
            self._file = None
        except Exception as error:  # noqa: BLE001  # raised here it would be lost, and the app wait for ever
            self._file = None
            self._failed(error)


class Shortcut:
    """Writes to the terminal without waiting: what it does not take at once is left to whoever can wait."""

    def __init__(self, terminal: int) -> None:
        """Open the terminal behind a file once more, so that only this way to it never waits."""
        self._number: int | None = None
        with suppress(OSError):
            self._number = os.open(os.ttyname(terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)

    def write(self, text: str) -> str:
        """Write as much as the terminal takes now; return the rest."""
        if (number := self._number) is None:
            return text
        data = text.encode("utf-8", "replace")
        try:
            written = os.write(number, data)
        except OSError:  # it takes nothing, or has gone
            return text
        # A character that was cut in two is drawn once its rest has come.
        return data[written:].decode("utf-8", "surrogateescape")

    def close(self) -> None:
        """Give the terminal back."""
        number, self._number = self._number, None
        if number is not None:
            os.close(number)


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
        self._lasting = LastingFile(cast("TextIO", self._file), self._failed)
        self._file = self._lasting  # type: ignore[assignment]  # all of a file that is used
        self._shortcut = Shortcut(self._lasting.fileno())
        self._queued = 0
        """How many texts were given to the thread that waits for the terminal to take them."""
        self._begun = ""
        """What there is of a frame whose end is still to be written."""

    def _gone(self) -> None:
        """End the app, from a thread: there is nobody left to press a key."""
        self._app.call_later(self._app.exit)

    def _failed(self, error: BaseException) -> None:
        """End the app, from a thread, as by any other mistake of its own."""
        self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001

    def write(self, data: str) -> None:
        """Write to the terminal: what it takes at once, and by the thread what it has to be waited for.

        A frame goes out as a whole, for the terminal shows nothing of it before its end.
        """
        if self._begun or data == SYNC_START:
            self._begun += data
            if data != SYNC_END:
                return
            data, self._begun = self._begun, ""
        self._put(data)

    def _put(self, data: str) -> None:
        if self._queued == self._lasting.shown:
            data = self._shortcut.write(data)
        if data:
            self._queued += 1
            super().write(data)

    def suspend_application_mode(self) -> None:
        """Give the terminal back to the shell, also where a signal asks for it in the midst of a frame."""
        if begun := self._begun:
            self._begun = ""
            self._put(begun + SYNC_END)
        super().suspend_application_mode()

    def close(self) -> None:
        """Write no more."""
        super().close()
        self._shortcut.close()

    def start_application_mode(self) -> None:
        """Begin to listen, for the first time or again."""
        while select([self._ended], [], [], 0)[0]:
            os.read(self._ended, _AT_ONCE)
        self._shortcut.close()
        self._shortcut = Shortcut(self._lasting.fileno())
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Listen no more."""
        os.write(self._end, b"\0")
        super().disable_input()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except BaseException as error:  # noqa: BLE001  # raised here it would be lost, and no key answered
            self._failed(error)

    def run_input_thread(self) -> None:
        """Hand over what the terminal says, until the end."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        while True:
            unfinished = parser._timeout_time  # noqa: SLF001  # an escape may be a key, or the begin of more
            patience = None if unfinished is None else max(0.0, unfinished - get_time())
            ready, _, _ = select([self.fileno, self._ended], [], [], patience)
            if self._ended in ready:
                return
            if ready:
                if not (data := self._all_of_it()):
                    self._gone()
                    return
                for message in parser.feed(decode(data)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
            heard, self._heard = self._heard, []
            self._loop.call_soon_threadsafe(self._hand_over, heard)

    def _all_of_it(self) -> bytes:
        """Read on for as long as more comes; nothing where the terminal is gone.

        A key that is pressed is a byte that comes alone, and nothing follows it: pasted text comes in pieces.
        """
        data = self._read()
        if len(data) == 1 and _ALONE[0] <= data[0] <= _ALONE[1]:
            return data
        while data and len(data) < _AT_MOST and select([self.fileno], [], [], TOGETHER)[0]:
            if not (more := self._read()):
                break
            data += more
        return data

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _AT_ONCE)
        except OSError:
            return b""

    def send_message(self, message: Message) -> None:
        """Keep what was heard until all of it was."""
        if current_thread() is self._key_thread:
            self._heard.append(message)
        else:
            super().send_message(message)

    def _hand_over(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._app.post_message(message)
