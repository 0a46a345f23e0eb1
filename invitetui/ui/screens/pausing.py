"""`P`: the plan rests for some days, from one day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from invitetui.domain import words
from invitetui.domain.actions import Change, Note
from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening
from invitetui.domain.moments import add_days, start_of_day
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.screens.choice import ChoiceScreen
from invitetui.ui.screens.in_app import InApp

_LENGTHS = {"1": ("a day", 1), "3": ("three days", 3), "w": ("a week", 7), "m": ("a month", 30)}


def pause_from(screen: InApp, day: date, done: Callable[[Change], None]) -> None:
    """Ask for how long, and note the pause; where one lasts, it can be ended too."""
    snapshot = screen.invitetui.look()
    options = {key: word for key, (word, _) in _LENGTHS.items()}
    if snapshot.pace.pauses and snapshot.pace.pauses[-1][1] > snapshot.today:
        options["r"] = "no pause any more"
    title = f"pause from {words.near_day(day, snapshot.today)}"

    def chosen(key: str | None) -> None:
        if key is not None:
            note = resumed(snapshot) if key == "r" else paused(snapshot, day, _LENGTHS[key][1])
            done(screen.invitetui.apply(note))

    screen.invitetui.push_screen(ChoiceScreen(title, options), chosen)


def paused(snapshot: Snapshot, day: date, days: int) -> Note:
    """Return the note that nothing is withdrawn for so many days from `day` on."""
    over = add_days(day, days)
    zone, today = snapshot.zone, snapshot.today
    begins = snapshot.now if day == today else start_of_day(day, zone)
    event = Event(Happening.PAUSED, begins, until=start_of_day(over, zone))
    since = "" if day == today else f"from {words.near_day(day, today)} "
    return Note((event,), f"The plan is paused {since}until {words.near_day(over, today)}")


def resumed(snapshot: Snapshot) -> Note:
    """Return the note that the pause is over."""
    return Note((Event(Happening.RESUMED, snapshot.now),), "The plan goes on without a pause")
