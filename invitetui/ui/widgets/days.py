"""Lines among which days stand: a click on one of them goes into the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import events

from invitetui.ui.messages import DayClicked
from invitetui.ui.widgets.lines import Band


class Days(Band):
    """Shows lines and says which day was clicked."""

    day_at: Callable[[int, int], date | None] = staticmethod(lambda _x, _y: None)
    """Returns the day at a column and line; None where there is none."""

    def on_click(self, event: events.Click) -> None:
        """Post the day under the mouse."""
        place = event.get_content_offset(self)
        if place and (day := self.day_at(place.x, place.y)):
            self.post_message(DayClicked(day))
