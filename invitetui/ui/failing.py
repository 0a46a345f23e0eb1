"""What all apps share: how they end, by a signal or a mistake, and no colour where none is wanted."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.worker import WorkerFailed

Answer = TypeVar("Answer")


class FailingApp(App[Answer]):
    """Ends by a mistake of its own without a word on the screen: whoever opened it says it plainly.

    Textual would print a traceback with the values of variables: names and notes among them.
    """

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what lines go through before they are drawn: NO_COLOR leaves none, not even greys."""
        if not self.no_color:
            return super().get_line_filters()
        from invitetui.ui.colourless import Colourless  # noqa: PLC0415  # most see colours

        return [Colourless()]

    def on_load(self) -> None:
        """End by a signal as by a key, from now on: the terminal is left as it was found."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError):  # Windows has neither
                loop.add_signal_handler(getattr(signal, name), self.exit)

    @property
    def failure(self) -> Exception | None:
        """The error that ended the app; None where it ended as it should."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        """End, and keep the first error for whoever opened the app.

        A screen that is opened while the app ends gets no widgets any more: to miss them is no mistake.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, NoMatches):
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
