"""What widgets tell the screen: small facts in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.message import Message

from invitetui.domain.views import SortBy, Tab


@dataclass
class RowChosen(Message):
    """The row under the cursor was clicked once more."""

    uid: str


@dataclass
class HeaderClicked(Message):
    """The title of a column that sorts was clicked."""

    sort_by: SortBy


@dataclass
class TabClicked(Message):
    """The label of a tab was clicked."""

    tab: Tab


@dataclass
class CommandClicked(Message):
    """A command in the footer was clicked."""

    id: str


@dataclass
class DayClicked(Message):
    """A day of the calendar was clicked."""

    day: date


@dataclass
class FigureChosen(Message):
    """The figure under the cursor was clicked once more."""


@dataclass
class Counting(Message):
    """A digit was added to the count before a key, or the count was taken."""
