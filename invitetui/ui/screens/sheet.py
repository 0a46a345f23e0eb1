"""A sheet over the screen: lines to be read and scrolled, and put away again."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from invitetui.ui.screens.once import Once
from invitetui.ui.screens.scrolled import Scrolled
from invitetui.ui.widgets.lines import Lines


class SheetScreen(Once, Scrolled, ModalScreen[None]):
    """Holds the lines; a subclass says which, whenever the size is known."""

    LINES_ID: ClassVar[str]
    """The id of the lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter,q", "dismiss(None)", "back"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
    ]

    def compose(self) -> ComposeResult:
        """Lay the sheet out."""
        with VerticalScroll(classes="sheet"):
            yield Lines(id=self.LINES_ID)
