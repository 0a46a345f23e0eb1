"""When an invitation was sent, by what two sources say: exact beats range, and ranges intersect.

Where the two exclude each other the more exact one is kept, and the other is reported and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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

LEFT_OPEN = timedelta(days=7)
"""How long before it is read a page may have been copied where that matters most: a week, to be sure."""

SOONEST_AGAIN = timedelta(days=21)
"""So soon LinkedIn takes no second invitation to the same person."""

_HOUR = timedelta(hours=1)
_PACIFIC = ZoneInfo("America/Los_Angeles")

Sent = Invitation | SeenInvitation


def sent(one: Sent) -> Range:
    """Return the first and the last instant at which it may have been sent."""
    return one.sent_earliest, one.sent_latest


def is_range(one: Sent) -> bool:
    """Return whether it is known no more exactly than by a span: the hour that autumn has twice is none."""
    return one.sent_earliest != one.sent_latest and not is_twofold(sent(one))


def is_twofold(span: Range) -> bool:
    """Return whether it is a time of the hour that autumn has twice: the one instant or the other."""
    if span[1] - span[0] != _HOUR:
        return False
    first, second = (at.astimezone(_PACIFIC).replace(tzinfo=None) for at in span)
    return first == second


def may_be_one(one: Sent, other: Sent) -> bool:
    """Return whether two spans that meet leave an instant that both may mean."""
    return _both(sent(one), sent(other)) is not None


def _both(one: Range, other: Range) -> Range | None:
    """Return when it was if both are right; None where they can't be."""
    if one[0] == one[1] == other[0] == other[1]:
        return one
    for twofold, span in ((one, other), (other, one)):
        if is_twofold(twofold):
            if is_twofold(span):
                return one if one == other else None
            left = [at for at in twofold if span[0] <= at <= span[1]]
            return (left[0], left[-1]) if left else None
    both = max(one[0], other[0]), min(one[1], other[1])
    return both if both[0] <= both[1] else None


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
    for other in others:
        kept = _both(kept, other) or kept
    return kept


def settled(known: Sent, seen: Sent) -> tuple[Range, Range | None]:
    """Return when it was sent by what both say, and the time of the two that this rules out."""
    if both := _both(sent(known), sent(seen)):
        return both, None
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
