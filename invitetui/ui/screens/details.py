"""All that is known of one person, on a screen of its own."""

from __future__ import annotations

from invitetui.ui.present.detail import detail
from invitetui.ui.present.pieces import Role
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.sheet import SheetScreen
from invitetui.ui.widgets.lines import Lines


class DetailsScreen(InApp, SheetScreen):
    """The pane, with room to scroll: for narrow screens and long stories."""

    LINES_ID = "details"

    def __init__(self, uid: str) -> None:
        super().__init__()
        self._uid = uid

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        lines = detail(self._uid, self.snapshot, min(76, self.size.width - 10))
        self.query_one(Lines).show([*lines, [], [("esc", Role.KEY), (" back", Role.DIM)]])
