"""The book: every invitation, and which of them went to the same person. Immutable."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from invitetui.domain.invitation import Invitation, people_of
from invitetui.domain.journal import Happening, Journal, seed_of, with_edits
from invitetui.domain.overlay import Overlay
from invitetui.domain.profile import slug_of
from invitetui.domain.text import fold

if TYPE_CHECKING:
    from invitetui.domain.search import Search

Edits = Mapping[str, Invitation | None]
"""What a change makes of invitations, by uid; None takes one out (only undo does that)."""


class Book:
    """Invitations by uid, in the order in which they came in; and the journal of the account."""

    def __init__(
        self, invitations: dict[str, Invitation] | Overlay[Invitation], journal: Journal = ()
    ) -> None:
        self._by_uid = invitations if isinstance(invitations, Overlay) else Overlay(invitations)
        self.journal = journal
        """What was noted of the account itself, in the order recorded."""
        self.sendings = object()
        """The same object in books that say the same of who was sent what when."""
        self.wordings = object()
        """The same object in books that also say the same words of everybody."""

    @classmethod
    def of(cls, invitations: Iterable[Invitation], journal: Journal = ()) -> Book:
        """Return the book of these invitations."""
        return cls({invitation.uid: invitation for invitation in invitations}, journal)

    def __len__(self) -> int:
        return len(self._by_uid)

    def __iter__(self) -> Iterator[Invitation]:
        return iter(self._by_uid.values())

    def __contains__(self, uid: object) -> bool:
        return uid in self._by_uid

    def __getitem__(self, uid: str) -> Invitation:
        return self._by_uid[uid]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self._said == other._said

    @property
    def _said(self) -> tuple[object, ...]:
        """What the person or LinkedIn has said: all but the seed."""
        return self._by_uid, [event for event in self.journal if event.kind != Happening.SEED]

    __hash__ = None  # type: ignore[assignment]  # compared by content, so not a key

    @property
    def by_uid(self) -> dict[str, Invitation]:
        """The invitations by uid, not to be changed: for whoever goes through all, or looks up many."""
        return self._by_uid.whole

    def get(self, uid: str) -> Invitation | None:
        """Return the invitation of that name, or None."""
        found: Invitation | None = self._by_uid.get(uid)
        return found

    def some(self, uids: Collection[str]) -> list[Invitation | None]:
        """Return the invitations of these names, None where there is none."""
        return self._by_uid.some(uids)

    @property
    def seed(self) -> int:
        """What the plan's small variations follow from: noted with the first invitation, 0 before."""
        return seed_of(self.journal)

    def replacing(self, edits: Edits, noted: Journal = (), unnoted: Journal = ()) -> Book:
        """Return the book after `edits`; those put back by an undo stand at the end."""
        journal = with_edits(self.journal, noted, unnoted)
        if not edits:
            return self._with_journal(journal)
        book = Book(self._by_uid.edited(edits), journal)
        pairs = zip(self.some(edits), edits.values(), strict=True)
        others = [(old, new) for old, new in pairs if not _alike(old, new)]
        if all(old and new and _sent(old) == _sent(new) for old, new in others):
            book._take_over(self, "sendings", "_repeated", "attempts", "reinvited", "newest_first")
            if not others:
                book._take_over(self, "wordings", "by_name", "texts", "search")
        return book

    def _take_over(self, before: Book, *names: str) -> None:
        """Have what was worked out of the book before, and holds still."""
        self.__dict__.update({name: before.__dict__[name] for name in names if name in before.__dict__})

    def _with_journal(self, journal: Journal) -> Book:
        """The same invitations: what was worked out of them holds still."""
        book = Book(self._by_uid, journal)
        book.__dict__ = {**self.__dict__, "journal": journal}
        return book

    @cached_property
    def newest_first(self) -> tuple[str, ...]:
        """All uids, the last sent first."""
        found = sorted(self._by_uid.values(), key=attrgetter("sent_latest"), reverse=True)
        return tuple(map(attrgetter("uid"), found))

    def sent_between(self, first: datetime, last: datetime) -> int:
        """Return how many were last sent from `first` on up to `last`, both included."""

        def index(gone_by: Callable[[datetime], bool]) -> int:
            return bisect_left(self.newest_first, 1, key=lambda uid: gone_by(self[uid].sent_latest))

        return max(0, index(lambda sent: sent < first) - index(lambda sent: sent <= last))

    @cached_property
    def by_name(self) -> tuple[str, ...]:
        """All uids from A to Z; among namesakes the last sent first."""
        names = {uid: fold(invitation.name) for uid, invitation in self._by_uid.items()}
        return tuple(sorted(self.newest_first, key=names.__getitem__))

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """By uid, all words in which an invitation can be found; see `searched`."""
        # Made in the order in which they are read, so that they lie side by side.
        return {uid: searched(self._by_uid[uid]) for uid in self.newest_first}

    @cached_property
    def search(self) -> Search:
        """What finds invitations by words in these texts."""
        from invitetui.domain.search import Search  # noqa: PLC0415  # not for the first frame

        return Search(self.texts, self.newest_first)

    @cached_property
    def _repeated(self) -> Mapping[str, tuple[str, ...]]:
        """Of each person invited more than once: the uids, oldest first."""
        people = people_of(self._by_uid.values())
        again = {person for person, times in Counter(people).items() if times > 1}
        several: dict[str, list[Invitation]] = {person: [] for person in again}
        for person, invitation in zip(people, self._by_uid.values(), strict=True):
            if person in again:
                several[person].append(invitation)
        return {
            person: tuple(invitation.uid for invitation in sorted(sent, key=_when_sent))
            for person, sent in several.items()
        }

    def to_same_person(self, invitation: Invitation) -> tuple[Invitation, ...]:
        """Return all invitations to that person, this one among them, oldest first."""
        uids = self._repeated.get(invitation.person)
        return tuple(self._by_uid[uid] for uid in uids) if uids else (invitation,)

    def to_same_people(self, uids: Iterable[str]) -> Iterator[str]:
        """Yield all invitations to the people among these who were invited more than once."""
        for uid in uids:
            if uid in self.attempts:
                yield from self._repeated[self._by_uid[uid].person]

    def attempt(self, invitation: Invitation) -> int:
        """Return the how-manieth invitation to that person it is, counted from 1."""
        return self.to_same_person(invitation).index(invitation) + 1

    @cached_property
    def attempts(self) -> Mapping[str, int]:
        """Of each invitation to somebody invited more than once: the how-manieth it is, counted from 1."""
        return {uid: number for uids in self._repeated.values() for number, uid in enumerate(uids, 1)}

    @cached_property
    def reinvited(self) -> Mapping[str, datetime]:
        """Of each invitation that was followed by another to the same person: when that was sent."""
        return {
            earlier: self._by_uid[later].sent_earliest
            for uids in self._repeated.values()
            for earlier, later in pairwise(uids)
        }


def _fields(invitation: Invitation) -> tuple[str | None, ...]:
    return invitation.name, invitation.headline, invitation.note, invitation.source, invitation.url


_ALL_BUT_EVENTS = attrgetter("name", "headline", "note", "source", "url", "sent_earliest", "sent_latest")


def _alike(one: Invitation | None, other: Invitation | None) -> bool:
    """Whether both are the same but for what was recorded."""
    return one is not None and other is not None and _ALL_BUT_EVENTS(one) == _ALL_BUT_EVENTS(other)


def _sent(invitation: Invitation) -> tuple[str, datetime, datetime]:
    """To whom it was sent, and when."""
    return invitation.person, invitation.sent_earliest, invitation.sent_latest


def searched(invitation: Invitation) -> str:
    """Return what a search looks through, folded: name, headline, note, source and slug."""
    *fields, url = _fields(invitation)
    found = [field for field in fields if field]
    if url and (slug := slug_of(url)):
        found.append(slug)
    return fold(" ".join(found))


def _when_sent(invitation: Invitation) -> tuple[datetime, datetime, str]:
    return invitation.sent_earliest, invitation.sent_latest, invitation.uid
