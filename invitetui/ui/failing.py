"""An app that ends by a mistake of its own says nothing on the screen: whoever opened it says it plainly."""

from __future__ import annotations

from typing import TypeVar

from textual.app import App

Answer = TypeVar("Answer")


class FailingApp(App[Answer]):
    """Textual would print a traceback with the values of variables: names and notes among them."""

    @property
    def failure(self) -> Exception | None:
        """The error that ended the app; None where it ended as it should."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        """End, and keep the first error for whoever opened the app."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
