"""The field that text is typed into."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Input

from invitetui.domain.text import clean
from invitetui.ui.drawing import DrawnAtOnce


class Field(Input):
    """An input that takes no control characters, and in which nothing is selected that a key would replace.

    What is pasted may come from anywhere; and keys may come before the field has heard of its focus.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options, select_on_focus=False)

    async def on_event(self, event: events.Event) -> None:
        """Take a letter, and draw what came of it."""
        await super().on_event(event)
        if isinstance(event, events.Key) and isinstance(self.screen, DrawnAtOnce):
            self.screen.draw()

    def on_paste(self, event: events.Paste) -> None:
        """Clean the text before the input takes it."""
        event.text = clean(next(iter(event.text.splitlines()), ""))
