"""How a figure was made and which invitations are in it, on a screen of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import Stats
from invitetui.ui.present.figures import Figure, sheet
from invitetui.ui.present.pieces import Role
from invitetui.ui.screens.sheet import SheetScreen
from invitetui.ui.widgets.lines import Lines


class FigureScreen(SheetScreen):
    """The method in plain words, then the people."""

    LINES_ID = "figure"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+d,pagedown", "scroll(10)", "further down"),
        ("ctrl+u,pageup", "scroll(-10)", "further up"),
    ]

    def __init__(self, figure: Figure, stats: Stats, snapshot: Snapshot) -> None:
        super().__init__()
        self._figure = figure
        self._stats = stats
        self._snapshot = snapshot

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        lines = sheet(self._figure, self._stats, self._snapshot, min(76, self.size.width - 10))
        self.query_one(Lines).show([*lines, [], [("esc", Role.KEY), (" back", Role.DIM)]])
