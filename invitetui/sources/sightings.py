"""Cards of Sent pages, the places they may have, and how a card fits a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from invitetui.domain.invitation import OUTCOMES, Invitation, Kind
from invitetui.domain.moments import before
from invitetui.domain.text import fold
from invitetui.sources.fields import Range
from invitetui.sources.seen import SeenInvitation
from invitetui.sources.times import COPIED_LATE, LEFT_OPEN, MINUTE, SOONEST_AGAIN, apart, settled_by


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """One card of one page."""

    page: int
    """The number of the page, in the order in which they were taken."""
    taken_at: datetime
    complete_at: datetime | None
    """The same instant where the page was complete."""
    card: SeenInvitation
    name: str
    """Folded, as the headline is."""
    headline: str
    sent: Range
    """When it was sent by the age that the page shows, and by how late it was read."""
    late: timedelta = LEFT_OPEN
    """How long before it was read the page may have been copied."""

    def copied(self, least: timedelta, most: timedelta) -> Sighting:
        """Return the same card of a page that was copied so long before it was read."""
        span = before(self.sent[0], most), before(self.sent[1], least)
        return replace(self, sent=span, late=max(self.late, most))


@dataclass(slots=True, eq=False)
class Place:
    """One invitation that cards may mean: one known otherwise, or one that is known from cards alone."""

    row: Invitation | None
    sent: Range
    url: str | None
    """Folded."""
    headlines: set[str] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    """Those on which it surely is."""
    cards: list[Sighting] = field(default_factory=list)
    doubts: list[Sighting] = field(default_factory=list)
    """Cards that may mean it, and may as well not."""

    def take(self, cards: Iterable[Sighting]) -> None:
        """Let it be whom these cards mean."""
        self.cards += cards
        self.pages.update(one.page for one in cards)
        if self.row is None:
            self.sent = settled_by(one.sent for one in self.cards)


def meets(place: Place, one: Sighting) -> bool:
    """Return whether it may have been sent when the card says."""
    return apart(place.sent, one.sent) <= MINUTE


def meets_late(place: Place, one: Sighting) -> bool:
    """Return whether it fits a page that was copied up to a day before it was read: its ages are too late."""
    if apart(place.sent, one.sent) > COPIED_LATE:
        return False
    return place.sent[0] != place.sent[1] or place.sent[0] < one.sent[0]


def is_near(place: Place, one: Sighting) -> bool:
    """Return whether nobody can have been invited at both times."""
    return apart(place.sent, one.sent) < SOONEST_AGAIN


def at_that_time(
    places: list[Place], group: list[Sighting], fits: Sequence[Callable[[Place, Sighting], bool]]
) -> list[Place]:
    """Return those that fit all of the group, by the first way of fitting that any does."""
    for fit in fits:
        if found := [place for place in places if all(fit(place, one) for one in group)]:
            return found
    return []


def has_note(place: Place, one: Sighting) -> bool:
    """Return whether the card shows the note that the invitation went with."""
    return bool(place.row and place.row.note and one.card.note) and not has_another_note(place, one)


def has_another_note(place: Place, one: Sighting) -> bool:
    """Return whether the page shows a note, and the invitation went with another: a page may cut it off."""
    if not (place.row and place.row.note and one.card.note) or place.row.note == one.card.note:
        return False
    here, there = fold(one.card.note).rstrip("… ."), fold(place.row.note)
    return not there.startswith(here) and not here.startswith(there)


def went_without(place: Place, one: Sighting) -> bool:
    """Return whether the page shows a note that the invitation did not go with: an archive lists each."""
    if place.row and not place.row.note and one.card.note:
        return place.sent[0] == place.sent[1]
    return has_another_note(place, one)


def lies_within(one: Range, other: Range) -> bool:
    """Return whether one range lies wholly within another."""
    return other[0] <= one[0] and one[1] <= other[1]


def latest_of_each(places: list[Place]) -> list[Place]:
    """Return of each person the latest invitation: LinkedIn allows one that is pending."""
    latest: dict[object, Place] = {}
    for place in sorted(places, key=lambda place: place.sent):
        latest[place.url or id(place)] = place
    return list(latest.values())


def had_ended(row: Invitation, by: datetime) -> bool:
    """Return whether the person has said that it had ended by then, and not since that it is pending."""
    ended = False
    for event in row.events:
        if event.by == "you" and event.kind in OUTCOMES:
            ended = event.at <= by
        elif event.kind == Kind.PENDING:
            ended = False
    return ended
