"""The invitations of a book while an import is compared with them, found by person, name and time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import after, before
from invitetui.domain.text import fold
from invitetui.sources.seen import SeenInvitation
from invitetui.sources.times import COPIED_LATE, MINUTE, gap, is_range, may_be_one

_NEAR = 8
"""Invitations on each side that count as neighbours."""

Sent = TypeVar("Sent", Invitation, SeenInvitation)


class ByTime(Generic[Sent]):
    """Invitations under a key, in the order in which they were sent.

    A file may hold one name a hundred thousand times, so none is looked at that is far off in time.
    """

    def __init__(self) -> None:
        self._sent: dict[str, list[Sent]] = {}
        self._longest = timedelta()
        """The widest range of any: how far before a time one may begin that reaches it."""

    def add(self, key: str, one: Sent) -> None:
        """Add one under `key`."""
        if (others := self._sent.get(key)) is None:
            self._sent[key] = [one]
        else:
            insort(others, one, key=_earliest)
        if one.sent_latest != one.sent_earliest:
            self._longest = max(self._longest, one.sent_latest - one.sent_earliest)

    def remove(self, key: str, one: Sent) -> None:
        """Take out the one that was added under `key`."""
        others = self._sent[key]
        place = bisect_left(others, one.sent_earliest, key=_earliest)
        while others[place] is not one:
            place += 1
        del others[place]

    def replace(self, key: str, one: Sent, other: Sent) -> None:
        """Put another in the place of the one that was added under `key`."""
        if len(others := self._sent[key]) == 1:
            others[0] = other
        else:
            self.remove(key, one)
            self.add(key, other)

    def under(self, key: str) -> Sequence[Sent]:
        """Return all that are under `key`, oldest first."""
        return self._sent.get(key, ())

    def between(self, key: str, earliest: datetime, latest: datetime) -> list[Sent]:
        """Return those that may have been sent between the two instants, both included."""
        if not (others := self._sent.get(key)):
            return []
        if len(others) > 4:
            end = bisect_right(others, latest, key=_earliest)
            others = others[self._reaching(others, earliest) : end]
        return [one for one in others if one.sent_earliest <= latest and earliest <= one.sent_latest]

    @property
    def has_ranges(self) -> bool:
        """Whether any was sent at a time that is not known exactly."""
        return bool(self._longest)

    def meeting(self, key: str, one: Invitation | SeenInvitation) -> list[Sent]:
        """Return those that may have been sent at the time of `one`.

        Where none may, those are returned of which it is no contradiction: an archive cuts off the
        seconds, and the range of a page that was copied some time before it was read is too late.
        """
        earliest, latest = one.sent_earliest, one.sent_latest
        found = self.between(key, earliest, latest)
        if self._longest or earliest != latest:
            found = [other for other in found if may_be_one(one, other)]
        if found or key not in self._sent or not (self._longest or earliest != latest):
            return found
        near = self.between(key, before(earliest, COPIED_LATE), after(latest, COPIED_LATE))
        return [other for other in near if _is_tolerable(one, other)]

    def neighbours(self, key: str, one: Invitation | SeenInvitation) -> Sequence[Sent]:
        """Return the others under `key` that were sent next to it: some before, some after."""
        others = self._sent.get(key, [])
        if len(others) == 1 and others[0] is one:
            return ()
        place = bisect_left(others, one.sent_earliest, key=_earliest)
        return [other for other in others[max(0, place - _NEAR) : place + _NEAR] if other is not one]

    def last_until(self, key: str, instant: datetime) -> Sent | None:
        """Return the latest that may have been sent by `instant`."""
        others = self._sent.get(key, [])
        if len(others) == 1:
            return others[0] if others[0].sent_earliest <= instant else None
        end = bisect_right(others, instant, key=_earliest)
        return others[end - 1] if end else None

    def _reaching(self, others: list[Sent], instant: datetime) -> int:
        try:
            return bisect_left(others, instant - self._longest, key=_earliest)
        except OverflowError:
            return 0


class Roster:
    """Every invitation by uid, by person, and (only once that is asked for) by folded name."""

    def __init__(self, book: Book) -> None:
        self.by_uid: dict[str, Invitation] = dict(book.by_uid)
        self.touched: dict[str, None] = {}
        """The uids of those that were added or replaced, in that order."""
        self.by_person: ByTime[Invitation] = ByTime()
        self._by_name: ByTime[Invitation] | None = None
        self.lacks_addresses = False
        """Whether any invitation has no address, so that it may be known by its name alone."""
        for invitation in book:
            self._index(invitation, invitation.person)

    @property
    def by_name(self) -> ByTime[Invitation]:
        """The invitations by the folded name of the person."""
        if self._by_name is None:
            self._by_name = ByTime()
            for invitation in self.by_uid.values():
                self._by_name.add(fold(invitation.name), invitation)
        return self._by_name

    def add(self, invitation: Invitation, person: str = "") -> None:
        """Add an invitation whose uid is new; `person` is its key, where that is at hand."""
        self.by_uid[invitation.uid] = invitation
        self.touched[invitation.uid] = None
        self.by_person.add(person or invitation.person, invitation)
        if invitation.url is None:
            self.lacks_addresses = True
        if self._by_name is not None:
            self._by_name.add(fold(invitation.name), invitation)

    def replace(self, invitation: Invitation) -> None:
        """Put an invitation in the place of the one that has its uid; its name is the same."""
        known = self.by_uid[invitation.uid]
        self.by_uid[invitation.uid] = invitation
        self.touched[invitation.uid] = None
        person = known.person
        if invitation.url == known.url:
            self.by_person.replace(person, known, invitation)
        else:
            self.by_person.remove(person, known)
            self._index(invitation, invitation.person)
        if self._by_name is not None:
            folded = fold(invitation.name)
            self._by_name.replace(folded, known, invitation)

    def remove(self, uid: str) -> None:
        """Take an invitation out."""
        invitation = self.by_uid.pop(uid)
        self.touched[uid] = None
        self.by_person.remove(invitation.person, invitation)
        if self._by_name is not None:
            self._by_name.remove(fold(invitation.name), invitation)

    def _index(self, invitation: Invitation, person: str) -> None:
        self.by_person.add(person, invitation)
        if invitation.url is None:
            self.lacks_addresses = True


def _is_tolerable(one: Invitation | SeenInvitation, other: Invitation | SeenInvitation) -> bool:
    """Return whether two that don't meet may yet be one: both ranges, or the exact one is the earlier."""
    if is_range(one) and is_range(other):
        return True
    if not is_range(one) and not is_range(other):
        return False
    exact, page = (other, one) if is_range(one) else (one, other)
    return exact.sent_earliest < page.sent_earliest or gap(one, other) <= MINUTE


def _earliest(one: Invitation | SeenInvitation) -> datetime:
    return one.sent_earliest
