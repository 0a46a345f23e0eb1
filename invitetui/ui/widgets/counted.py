"""A list whose keys take a count before them, as in vi: `5j` goes five rows down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive

from invitetui.ui.messages import Counting

if TYPE_CHECKING:
    from textual.widget import Widget

    _Widget = Widget
else:
    _Widget = object

MOST = 1_000_000
"""What a count counts at most, however many digits it has."""
LONGEST = 40
"""Digits of a count; those that follow are passed over."""


class Counted(_Widget):
    """Mixed into a list that holds a count until a key takes it."""

    count: reactive[str] = reactive("", repaint=False, init=False)
    """The digits typed so far."""

    def watch_count(self) -> None:
        """Tell that it is another."""
        self.post_message(Counting())

    def taken(self, otherwise: int = 1) -> int:
        """Return the count and forget it; `otherwise` where there is none."""
        if not (count := self.count):
            return otherwise
        self.count = ""
        return min(int(count), MOST) if count.strip("0") else otherwise
