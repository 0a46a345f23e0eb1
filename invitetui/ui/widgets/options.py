"""A list of options to choose from, as Textual has it, but safe in a terminal of any size."""

from __future__ import annotations

from textual.widgets import OptionList


class Options(OptionList):
    """Its page keys rest while there is no room for a row: Textual looks for one that is not there."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go a page on only where there is a page."""
        if action in ("page_up", "page_down") and not self.scrollable_content_region:
            return False
        return super().check_action(action, parameters)
