"""An invitation and what has been recorded of it. Its state is derived elsewhere, never stored."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from invitetui.domain.text import fold

if TYPE_CHECKING:
    from hashlib import blake2b

Word = Literal["you", "linkedin"]
"""Whose word an event is: the person's own, or LinkedIn's export. The person's outranks."""


class Kind(StrEnum):
    """What an event says happened. A kind that is not listed here is kept and passed over."""

    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    """`value` is `EARLY` where it was withdrawn before its time, and its page not opened from here."""
    GONE = "gone"
    DISMISSED = "dismissed"
    OPENED = "opened"
    """Its page was opened to withdraw it, and an answer is due; `value` may hold `EARLY` and `ON_LIST`."""
    VIEWED = "viewed"
    """The person's page was looked at: it counts as a profile view, and asks nothing."""
    LATER = "later"
    FIRST = "first"
    MOVED = "moved"
    """The person wants it withdrawn on the day that begins at `until`; without `until`, on any day again."""
    KEPT = "kept"
    UNKEPT = "unkept"
    SNOOZED = "snoozed"
    PRIORITY = "priority"
    SIGNAL = "signal"
    UNSIGNAL = "unsignal"
    DIFFERED = "differed"
    SEEN = "seen"
    """LinkedIn listed it as pending: `at` the newest page, and `until` the newest that was complete."""
    MISSED = "missed"
    """It was missing from a complete page, taken `at` that moment: the newest such page."""
    CONNECTED = "connected"
    """Somebody who may be the person (`value` says by what) is among the connections since `at`."""
    CONTRADICTED = "contradicted"
    """A source says that it was sent between `at` and `until`, which what is kept rules out."""
    PENDING = "pending"
    """The person says that it is pending still, whatever was said before."""
    DRAFT = "draft"
    """`value` is the note that is being written for the next invitation to this person, with its lines."""
    TRIED = "tried"
    """Another way back to the person was tried: `value` is which, see `standing.WAYS`."""
    UNTRIED = "untried"
    ZONE = "zone"
    """`value` names the time zone in which the person lives; none where it is not known after all."""


EARLY = "early"
"""How a page was opened, or somebody withdrawn: before the pause was over, or in spite of a reason not to."""
ON_LIST = "list"
"""How a page was opened: it was the Sent page and no profile, so that it is no profile view."""

AGAIN = "again"
"""How a page was opened: to invite the person anew."""

OUTCOMES = frozenset({Kind.ACCEPTED, Kind.WITHDRAWN, Kind.GONE, Kind.DISMISSED})
"""Events that end an invitation."""


class Event(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One recorded fact or wish."""

    kind: str
    """A `Kind`, or one that a later version knows."""
    at: datetime
    """When it happened (UTC); the earliest instant possible where only a range is known."""
    until: datetime | None = None
    """The latest instant possible (an acceptance known to the day), or a snooze's end, or see `Kind`."""
    value: str | None = None
    """A priority, a signal's letter, or how a page was opened."""
    by: Word = "you"


class Invitation(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One request sent to one person at one time. A second request is a second invitation."""

    uid: str
    """Its name for good: ten letters and digits."""
    name: str
    sent_earliest: datetime
    """The first instant (UTC) at which it may have been sent."""
    sent_latest: datetime
    """The last instant (UTC) at which it may have been sent; equal where the time is exact."""
    url: str | None = None
    """The canonical profile address, see `profile.canonical`."""
    headline: str | None = None
    note: str | None = None
    """The message that went with it."""
    source: str | None = None
    """Where the person came from: a list, an event, a search, a campaign."""
    events: tuple[Event, ...] = ()
    """In the order in which they were recorded."""

    @property
    def person(self) -> str:
        """Who it was sent to: the address where there is one, else the folded name."""
        return self.url.casefold() if self.url else fold(self.name)

    def recording(self, *events: Event) -> Invitation:
        """Return it with `events` recorded after those it has."""
        return msgspec.structs.replace(self, events=self.events + events)


def people_of(invitations: Iterable[Invitation]) -> list[str]:
    """Return the `person` of each: of all at once, which takes half as long."""
    return [one.url.casefold() if one.url else fold(one.name) for one in invitations]


_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(second + first for first in _LETTERS for second in _LETTERS)
"""The two letters of each number of ten bits: the lower five bits are the first letter."""


def new_uid(person: str, sent: datetime, taken: Container[str]) -> str:
    """Return a short name that follows from whom it went to and when, and is not in `taken`."""
    digest = _digest()
    for salt in range(1_000_000):
        seed = f"{person}\n{sent.isoformat()}\n{salt}".encode("utf-8", "surrogatepass")
        number = int.from_bytes(digest(seed, digest_size=8).digest())
        uid = (
            _PAIRS[number & 1023] + _PAIRS[number >> 10 & 1023] + _PAIRS[number >> 20 & 1023]
            + _PAIRS[number >> 30 & 1023] + _PAIRS[number >> 40 & 1023]
        )  # fmt: skip
        if uid not in taken:
            return uid
    raise OverflowError("no free name is left for this invitation")


@cache
def _digest() -> type[blake2b]:
    from hashlib import blake2b  # noqa: PLC0415  # 2 ms that only an import of new people need pay

    return blake2b
