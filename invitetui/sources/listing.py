"""What LinkedIn's list of the pending says of a book: who is on it, and who is missing from it.

The newest page that lists an invitation and the newest complete one that lacks it are recorded as
events, so that pages may be read in any order. An invitation that is brought in later is held against
the newest complete page too, whose moment stands in the events of those that it listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Kind
from invitetui.domain.moments import before
from invitetui.sources.times import COPIED_LATE

if TYPE_CHECKING:
    from invitetui.sources.reconcile import Comparison

LISTED = frozenset({Kind.SEEN, Kind.MISSED})
BESIDE = frozenset({Kind.CONNECTED, Kind.CONTRADICTED})
"""What else sources say of an invitation, in the order of time, whichever was read first."""


def seen_on_list(events: tuple[Event, ...], seen: Event) -> tuple[Event, ...]:
    """Return the events after LinkedIn listed it, see `newest_lists`."""
    known = newest_lists(events)
    united = newest_lists((*known, seen))
    return events if united == known == events else united


def newest_lists(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events with the newest page that lists it, the newest complete one among those, and the
    newest complete one that lacks it, where that is newer still: of each kind one event at most."""
    seen = [event for event in events if event.kind == Kind.SEEN]
    missed = max((event.at for event in events if event.kind == Kind.MISSED), default=None)
    beside = sorted({event for event in events if event.kind in BESIDE}, key=_in_order)
    kept = (event for event in events if event.kind not in LISTED and event.kind not in BESIDE)
    lists: list[Event] = []
    if seen:
        complete = max((event.until for event in seen if event.until), default=None)
        newest = max(event.at for event in seen)
        given = max(((event.at, event.value) for event in seen if event.value), default=(newest, None))[1]
        lists.append(Event(Kind.SEEN, newest, complete, given, by="linkedin"))
    if missed and not (seen and lists[0].at >= missed):
        lists.append(Event(Kind.MISSED, missed, by="linkedin"))
    # LinkedIn's lists first, so that the order does not depend on that of the imports: they count by
    # their moments, the person's own words in the order in which they were said.
    return (*lists, *beside, *kept)


def _in_order(event: Event) -> tuple[str, datetime, datetime]:
    return event.kind, event.at, event.until or event.at


def miss_the_missing(comparison: Comparison, late: Mapping[datetime, timedelta]) -> None:
    """Record of all that the newest complete page lacks, and of which nothing else is known, that it does.

    Args:
        comparison: the book with everything placed.
        late: by the moment at which a page was read, how long before that it was copied, at the most.
    """
    everyone = comparison.roster.by_uid
    moments = (_complete_at(event) for one in everyone.values() for event in one.events)
    taken_at = max((moment for moment in moments if moment), default=None)
    if taken_at is None:
        return
    copied_at = before(taken_at, max(COPIED_LATE, late.get(taken_at, COPIED_LATE)))
    missed = Event(Kind.MISSED, taken_at, by="linkedin")
    for invitation in tuple(everyone.values()):
        # Whoever was invited on its last day may have been so after it was copied.
        if invitation.sent_latest >= copied_at:
            if missed in invitation.events and not has_ended(invitation.events):
                events = tuple(event for event in invitation.events if event != missed)
                comparison.roster.replace(msgspec.structs.replace(invitation, events=events))
        elif _is_open(invitation.events, taken_at):
            events = newest_lists((*invitation.events, missed))
            comparison.replace(msgspec.structs.replace(invitation, events=events))


def _complete_at(event: Event) -> datetime | None:
    if event.kind == Kind.SEEN:
        return event.until
    return event.at if event.kind == Kind.MISSED else None


def _is_open(events: Iterable[Event], taken_at: datetime) -> bool:
    """Return whether nothing says what became of it by then, nor that it was pending then or later."""
    said = (Kind.SEEN, Kind.MISSED, Kind.PENDING)
    return not has_ended(events) and not any(e.kind in said and e.at >= taken_at for e in events)


def has_ended(events: Iterable[Event]) -> bool:
    """Return whether something says what became of it, and nothing after that it is pending."""
    ended = False
    for event in events:
        if event.kind in OUTCOMES:
            ended = True
        elif event.kind == Kind.PENDING:
            ended = False
    return ended


def united(known: tuple[Event, ...], others: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events of both, each once: new ones before the first known one that is later."""
    missing = [event for event in others if event not in known]
    if not missing:
        return known
    if others[: len(known)] == known:
        return others
    united = list(known)
    for event in missing:
        place = next((i for i, other in enumerate(united) if other.at > event.at), len(united))
        united.insert(place, event)
    return tuple(united)
