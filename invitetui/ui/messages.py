"""What widgets tell the screen: small facts in the past tense.

Each is written out: to have them made as data classes would cost every start two milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from datetime import date

    from invitetui.domain.views import SortBy, Tab


class RowChosen(Message):
    """The row under the cursor was clicked once more."""

    def __init__(self, uid: str) -> None:
        super().__init__()
        self.uid = uid


class HeaderClicked(Message):
    """The title of a column that sorts was clicked."""

    def __init__(self, sort_by: SortBy) -> None:
        super().__init__()
        self.sort_by = sort_by


class TabClicked(Message):
    """The label of a tab was clicked."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self.tab = tab


class CommandClicked(Message):
    """A command in the footer was clicked."""

    def __init__(self, id: str) -> None:  # noqa: A002  # the command's own word
        super().__init__()
        self.id = id


class DayClicked(Message):
    """A day of the calendar was clicked."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day


class FigureChosen(Message):
    """The figure under the cursor was clicked once more."""


class Counting(Message):
    """A digit was added to the count before a key, or the count was taken."""
