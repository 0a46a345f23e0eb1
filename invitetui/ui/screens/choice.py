"""One question, one key: priority, signal, snooze."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from invitetui.ui.present.pieces import Line, Role, width_of
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines


class ChoiceScreen(Once, ModalScreen[str | None]):
    """Shows the choices at the bottom and answers with the key pressed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "back")]

    def __init__(self, title: str, options: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Lines(id="choice")

    def on_resize(self) -> None:
        """Fill the line in, or as many as the width asks for."""
        lines: list[Line] = [[(f" {self._title}:", Role.STRONG)]]
        for key, word in [*self._options.items(), ("esc", "back")]:
            option: Line = [(f"  {key} ", Role.KEY), (word, Role.PLAIN if key != "esc" else Role.DIM)]
            if width_of(lines[-1]) + width_of(option) > self.size.width:
                lines.append([(" " * (len(self._title) + 2), Role.PLAIN)])
            lines[-1] += option
        self.query_one(Lines).show(lines)

    def on_key(self, event: events.Key) -> None:
        """Answer with one of the keys; any other does nothing."""
        if event.character in self._options:
            event.stop()
            self.dismiss(event.character)
