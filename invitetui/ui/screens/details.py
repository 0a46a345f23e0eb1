"""All that is known of one person, on a screen of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from invitetui.ui.present.detail import detail
from invitetui.ui.present.pieces import Role
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from invitetui.ui.app import InvitetuiApp


class DetailsScreen(Once, ModalScreen[None]):
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
        snapshot = cast("InvitetuiApp", self.app).session.snapshot
        lines = detail(self._uid, snapshot, min(76, self.size.width - 10))
        self.query_one(Lines).show([*lines, [], [("esc", Role.KEY), (" back", Role.DIM)]])

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
