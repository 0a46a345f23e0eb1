"""One question, one key: priority, signal, snooze."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines


class ChoiceScreen(Once, ModalScreen[str | None]):
    """Shows the choices on one line at the bottom and answers with the key pressed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "back")]

    def __init__(self, title: str, options: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Lines(id="choice")

    def on_mount(self) -> None:
        """Fill the line in."""
        line: Line = [(f" {self._title}:", Role.STRONG)]
        for key, word in self._options.items():
            line += [(f"  {key} ", Role.KEY), (word, Role.PLAIN)]
        line += [("  esc ", Role.KEY), ("back", Role.DIM)]
        self.query_one(Lines).show([line])

    def on_key(self, event: events.Key) -> None:
        """Answer with one of the keys; any other does nothing."""
        if event.character in self._options:
            event.stop()
            self.dismiss(event.character)
