"""`?` on a screen of its own: the keys that work there, and the limits that have a say there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from invitetui.ui.commands import written
from invitetui.ui.present.evidence import evidence_lines
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.sheet import SheetScreen
from invitetui.ui.widgets.lines import Lines

EXPLAIN = Binding("question_mark", "explain", "keys and limits", show=False)
"""The key; a screen lists it among its own, for Textual reads none of a mixin."""


class Explained(InApp):
    """Mixed into a screen: its `?`."""

    LIMITS: ClassVar[tuple[str, ...]] = ()
    """The rules that have a say on this screen, by name."""

    def action_explain(self) -> None:
        """Show the keys, and what is known of the limits."""
        self.invitetui.push_screen(ExplainScreen(self._keys(), self.LIMITS))

    def _keys(self) -> list[tuple[str, str]]:
        """The keys of this screen with the word of each, those of one word together."""
        keys: dict[str, list[str]] = {}
        for active in self.active_bindings.values():
            theirs = active.binding.action.startswith(("app.", "screen."))  # Textual's own
            if active.node is self and active.enabled and not theirs:
                keys.setdefault(active.binding.description, []).append(active.binding.key)
        return [(written(found), word) for word, found in keys.items()]


class ExplainScreen(InApp, SheetScreen):
    """A sheet: keys above, limits with their evidence below."""

    LINES_ID = "explained"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("question_mark", "dismiss(None)", "back"),
        ("pagedown,space", "scroll(10)", "page down"),
        ("pageup", "scroll(-10)", "page up"),
    ]

    def __init__(self, keys: Sequence[tuple[str, str]], limits: Sequence[str]) -> None:
        super().__init__()
        self._keys = keys
        self._limits = limits

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        width = min(76, self.size.width - 12)
        lines: list[Line] = [[("Keys here", Role.STRONG), ("   esc goes back", Role.DIM)]]
        lines += [[(f"{keys:<12} ", Role.KEY), (word, Role.PLAIN)] for keys, word in self._keys]
        if self._limits:
            lines += [[], [("The limits here, and what is known of them", Role.STRONG)]]
            lines += evidence_lines(self._limits, self.snapshot.rules, width)
        self.query_one(Lines).show(lines)
