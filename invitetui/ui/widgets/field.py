"""The field that text is typed into."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from invitetui.domain.text import clean


class Field(Input):
    """An input that takes no control characters, for what is pasted may come from anywhere."""

    def on_paste(self, event: events.Paste) -> None:
        """Clean the text before the input takes it."""
        event.text = clean(next(iter(event.text.splitlines()), ""))
