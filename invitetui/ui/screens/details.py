"""All that is known of one person, on a screen of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from invitetui.ui.present.detail import detail
from invitetui.ui.present.pieces import Role
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines


class DetailsScreen(Once, InApp, ModalScreen[None]):
    """The pane, with room to scroll: for narrow screens and long stories."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter,q", "dismiss(None)", "back"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
    ]

    def __init__(self, uid: str) -> None:
        super().__init__()
        self._uid = uid

    def compose(self) -> ComposeResult:
        """Lay the sheet out."""
        with VerticalScroll(classes="sheet"):
            yield Lines(id="details")

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        lines = detail(self._uid, self.snapshot, min(76, self.size.width - 10))
        self.query_one(Lines).show([*lines, [], [("esc", Role.KEY), (" back", Role.DIM)]])

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
