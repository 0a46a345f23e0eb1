"""When an invitation was sent, by what two sources say: exact beats range, and ranges intersect.

Where the two exclude each other the more exact one is kept, and the other is reported and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.sources.fields import Range
from invitetui.sources.seen import SeenInvitation

MINUTE = timedelta(minutes=1)
"""An archive cuts off the seconds, so that its time may lie so much before the range of a page."""

COPIED_LATE = timedelta(days=1)
"""How long before it is read a page may have been copied, or loaded: its ages then count from too late.

A page shows the ages of when it was loaded, a clipboard keeps them, and neither says since when. A day
covers a page left open overnight, and is far below the time after which somebody can be invited again.
"""

SOONEST_AGAIN = timedelta(days=21)
"""So soon LinkedIn takes no second invitation to the same person."""

Sent = Invitation | SeenInvitation


def sent(one: Sent) -> Range:
    """Return the first and the last instant at which it may have been sent."""
    return one.sent_earliest, one.sent_latest


def is_range(one: Sent) -> bool:
    """Return whether it is not known exactly when it was sent."""
    return one.sent_earliest != one.sent_latest


def lies_within(one: Sent, other: Sent) -> bool:
    """Return whether the one was surely sent when the other may have been."""
    return other.sent_earliest <= one.sent_earliest and one.sent_latest <= other.sent_latest


def meet(one: Sent, other: Sent) -> bool:
    """Return whether both may have been sent at the same time."""
    return one.sent_earliest <= other.sent_latest and other.sent_earliest <= one.sent_latest


def gap(one: Sent, other: Sent) -> timedelta:
    """Return how much time surely lies between the two; none or less where they meet."""
    return apart(sent(one), sent(other))


def apart(one: Range, other: Range) -> timedelta:
    """Return how much time surely lies between two ranges; none or less where they meet."""
    return max(one[0] - other[1], other[0] - one[1])


def settled_by(ranges: Iterable[Range]) -> Range:
    """Return when it was sent by what all of them say, at least one: the more exact rules the others out."""
    kept, *others = sorted(ranges, key=_exactness)
    for earliest, latest in others:
        both = max(kept[0], earliest), min(kept[1], latest)
        if both[0] <= both[1]:
            kept = both
    return kept


def settled(known: Sent, seen: Sent) -> tuple[Range, Range | None]:
    """Return when it was sent by what both say, and the time of the two that this rules out."""
    earliest, latest = max(known.sent_earliest, seen.sent_earliest), min(known.sent_latest, seen.sent_latest)
    if earliest <= latest:
        return (earliest, latest), None
    if not is_range(known) and not is_range(seen):
        return sent(known), None  # a record of ours that says another time: what is known stays
    kept, other = sorted((sent(known), sent(seen)), key=_exactness)
    return kept, None if is_tolerable(kept, other) else other


def is_tolerable(kept: Range, other: Range) -> bool:
    """Return whether two times that exclude each other don't say that one is wrong.

    A page that was read late shows somebody as sent too late, never too early.
    """
    between = max(kept[0] - other[1], other[0] - kept[1])
    too_late = kept[0] < other[0] or kept[0] != kept[1]
    return between <= MINUTE or (too_late and between < COPIED_LATE)


def with_contradiction(events: tuple[Event, ...], kept: Range, other: Range | None) -> tuple[Event, ...]:
    """Return the events with the time that is ruled out, and without those that no longer are."""
    holding = tuple(
        event
        for event in events
        if event.kind != Kind.CONTRADICTED or not is_tolerable(kept, (event.at, event.until or event.at))
    )
    if other is None:
        return holding if len(holding) < len(events) else events
    new = Event(Kind.CONTRADICTED, *other, by="linkedin")
    return holding if new in holding else (*holding, new)


def told_of_contradiction(known: Sent, seen: SeenInvitation, kept: Range) -> str:
    """Return in words what contradicts what, what is kept and why."""
    why = "it is exact" if kept[0] == kept[1] else "it is the narrower of the two"
    which, other = ("what was known", "this") if kept == sent(known) else ("this", "what was known")
    return (
        f"{seen.name}: sent {_told(sent(seen))} by this source, {_told(sent(known))} by what was known, "
        f"which can't both be; kept is {which} and not {other}, for {why}"
    )


def _exactness(span: Range) -> tuple[timedelta, datetime]:
    return span[1] - span[0], span[0]


def _told(span: Range) -> str:
    if span[0] == span[1]:
        return f"{span[0]:%Y-%m-%d %H:%M} UTC"
    return f"between {span[0]:%Y-%m-%d} and {span[1]:%Y-%m-%d}"
