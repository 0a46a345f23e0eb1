"""Two sides changed the book from the same beginning: what both said is kept, and nothing is lost."""

from __future__ import annotations

from datetime import datetime

import msgspec

from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Event, Invitation, Kind

_FIELDS = tuple(field for field in Invitation.__struct_fields__ if field not in ("uid", "events"))


class Merged(msgspec.Struct, frozen=True):
    """What the other side's book becomes when ours is added to it."""

    edits: dict[str, Invitation | None]
    """By uid, what differs from the other side's book."""
    clashes: tuple[str, ...]
    """Those of which both sides changed the same thing: both are kept, and the person is asked."""


def merge(base: Book, ours: Edits, theirs: Book, now: datetime) -> Merged:
    """Return what to make of `theirs` so that our edits are in it too.

    Args:
        base: the book that both sides began with.
        ours: what we changed since, by uid; None took an invitation out.
        theirs: the book as the other side has left it.
        now: the instant (UTC) at which a clash is noted.
    """
    edits: dict[str, Invitation | None] = {}
    clashes: list[str] = []
    for uid, mine in ours.items():
        began, their = base.get(uid), theirs.get(uid)
        if mine in (their, began):
            continue
        if their == began or mine is None or their is None:
            # Taking out what the other side has changed would lose it; adding back what it took out does not.
            if mine is not None or their == began:
                edits[uid] = mine
            continue
        both, differing = _both(began, mine, their, now)
        if both != their:
            edits[uid] = both
        if differing:
            clashes.append(uid)
    return Merged(edits, tuple(clashes))


def _both(
    began: Invitation | None, mine: Invitation, their: Invitation, now: datetime
) -> tuple[Invitation, bool]:
    """Return one invitation that says what both say, and whether they contradicted each other."""
    fields: dict[str, object] = {}
    differing: list[Event] = []
    for name in _FIELDS:
        was, here, there = (getattr(side, name, None) for side in (began, mine, their))
        fields[name] = there if here == was else here
        if here not in (was, there) and there != was:
            differing.append(Event(Kind.DIFFERED, now, value=f"{name}: {there}"))
    events = _all_events(began.events if began else (), mine.events, their.events)
    return Invitation(uid=mine.uid, events=(*events, *differing), **fields), bool(differing)  # type: ignore[arg-type]


def _all_events(
    began: tuple[Event, ...], mine: tuple[Event, ...], their: tuple[Event, ...]
) -> tuple[Event, ...]:
    """What neither side took back, then what each side added, in the order of time."""
    kept = tuple(event for event in began if event in mine and event in their)
    added = [event for event in mine if event not in began]
    added += [event for event in their if event not in began and event not in added]
    return (*kept, *sorted(added, key=lambda event: event.at))
