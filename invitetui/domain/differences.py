"""What a share says, and the difference that one thing makes, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invitetui.domain.compare import Difference, Rate
    from invitetui.domain.groups import Groups

_SUBJECTS = {
    "note": ("Notes", {"with": "with", "without": "without"}),
    "note_length": ("The length of a note", {"none": "without"}),
    "source": ("The source", {"none": "without one"}),
    "priority": ("Priority", {"none": "without one"}),
    "weekday": ("The weekday", {}),
    "hour": ("The hour", {}),
    "attempt": ("Another attempt", {"1": "at the first", "2": "at the second", "3 or more": "later"}),
    "week": ("The week", {}),
}
TITLES = {
    "note": "Note or none",
    "note_length": "Note length, characters",
    "source": "Source",
    "priority": "Priority",
    "weekday": "Weekday sent",
    "hour": "Hour sent",
    "attempt": "Attempt",
    "week": "Week sent",
}
"""What each dimension of the groups is called."""


def percent(rate: float | None) -> str:
    """Return a fraction as whole per cent."""
    return "–" if rate is None else f"{rate * 100:.0f} %"


def interval(rate: Rate) -> str:
    """Return the interval and n of a rate: `37–45 %, n 612`."""
    if rate.low is None or rate.high is None:
        return "nothing to count yet"
    return f"{rate.low * 100:.0f}–{rate.high * 100:.0f} %, n {rate.n:,}"


def named(name: str, value: str) -> str:
    """Return a group's value as one speaks of it."""
    return _SUBJECTS[name][1].get(value, value)


def difference(groups: Groups) -> str:
    """Return whether it makes a difference, and how much, or about how many more would tell."""
    subject = _SUBJECTS[groups.name][0]
    best, found = groups.best, groups.difference
    if best is None or found is None:
        return f"{subject}: there is nothing to compare yet."
    one = f"{percent(best.rate.rate)} {named(groups.name, best.value)}"
    other_rate = (best.rate.rate or 0) - found.difference
    other = f"{percent(other_rate)} {named(groups.name, groups.against)}"
    sure = f"95 % sure: {_points(found)}"
    if found.told:
        if groups.name == "note":
            verb = "help you" if found.difference > 0 else "hurt you"
            return f"{subject} {verb}: {one}, {other}; {sure}."
        return f"{subject} matters: {one}, {other}; {sure}."
    makes = "make" if subject == "Notes" else "makes"
    if found.more is None:
        return f"{subject} {makes} no difference worth waiting for: {one}, {other}; {sure}."
    return (
        f"{subject} {makes} no difference you could tell yet: {one}, {other}. "
        f"Not enough yet: about {found.more:,} more would tell."
    )


def _points(found: Difference) -> str:
    """Return how far the first lies from the other: `5 to 33 points more`."""
    low, high = round(found.low * 100), round(found.high * 100)
    if low >= 0:
        return f"{low} to {high} points more"
    if high <= 0:
        return f"{-high} to {-low} points less"
    return f"between {-low} points less and {high} more"
