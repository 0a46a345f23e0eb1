"""What speaks for an acceptance of those who vanished from LinkedIn's list, where it is not certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.questions import SAME_NAME, SAME_PERSON
from invitetui.domain.text import fold
from invitetui.sources.listing import newest_lists
from invitetui.sources.seen import SeenConnection

if TYPE_CHECKING:
    from invitetui.sources.reconcile import Comparison


def suspect_the_connected(comparison: Comparison, connections: Sequence[SeenConnection]) -> None:
    """Note of each who vanished which connection may be the answer; what was noted before is found anew."""
    asked = [one for one in comparison.roster.by_uid.values() if one.events and _is_asked_about(one)]
    if not asked:
        return
    names = {fold(one.name) for one in asked}
    of_name: defaultdict[str, list[SeenConnection]] = defaultdict(list)
    of_person: defaultdict[str, list[SeenConnection]] = defaultdict(list)
    for connection in connections:
        if (folded := fold(connection.name)) in names:
            of_name[folded].append(connection)
        if connection.url:
            of_person[connection.url.casefold()].append(connection)
    for one in asked:
        evidence = _evidence(one, of_person.get(one.person, []), of_name.get(fold(one.name), []))
        kept = [event for event in one.events if event.kind != Kind.CONNECTED]
        events = newest_lists((*kept, *evidence))
        if events != one.events:
            comparison.roster.replace(msgspec.structs.replace(one, events=events))


def _is_asked_about(one: Invitation) -> bool:
    kinds = {event.kind for event in one.events}
    return Kind.CONNECTED in kinds or (Kind.MISSED in kinds and not kinds & OUTCOMES)


def _evidence(
    one: Invitation, of_person: list[SeenConnection], of_name: list[SeenConnection]
) -> tuple[Event, ...]:
    """Return the newest connection of the person, else of their name since it was sent, as an event."""
    if all(event.kind != Kind.MISSED for event in one.events):
        return ()
    told = SAME_PERSON
    if not (found := of_person):
        told = SAME_NAME
        found = [c for c in of_name if c.latest >= one.sent_earliest and not (c.url and one.url)]
    if not found:
        return ()
    newest = max(found, key=lambda connection: (connection.latest, connection.earliest))
    return (Event(Kind.CONNECTED, newest.earliest, newest.latest, told, by="linkedin"),)
