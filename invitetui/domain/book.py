"""The book: every invitation, and which of them went to the same person. Immutable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from invitetui.domain.invitation import Invitation

Edits = Mapping[str, Invitation | None]
"""What a change makes of invitations, by uid; None takes one out (only undo does that)."""


class Book:
    """Invitations by uid, in the order in which they came in."""

    def __init__(self, invitations: Mapping[str, Invitation]) -> None:
        self._by_uid = invitations

    @classmethod
    def of(cls, invitations: Iterable[Invitation]) -> Book:
        """Return the book of these invitations."""
        return cls({invitation.uid: invitation for invitation in invitations})

    def __len__(self) -> int:
        return len(self._by_uid)

    def __iter__(self) -> Iterator[Invitation]:
        return iter(self._by_uid.values())

    def __contains__(self, uid: object) -> bool:
        return uid in self._by_uid

    def __getitem__(self, uid: str) -> Invitation:
        return self._by_uid[uid]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self._by_uid == other._by_uid

    __hash__ = None  # type: ignore[assignment]  # compared by content, so not a key

    @property
    def by_uid(self) -> Mapping[str, Invitation]:
        """The invitations by uid."""
        return self._by_uid

    def get(self, uid: str) -> Invitation | None:
        """Return the invitation of that name, or None."""
        return self._by_uid.get(uid)

    def replacing(self, edits: Edits) -> Book:
        """Return the book after `edits`; those put back by an undo stand at the end."""
        by_uid = dict(self._by_uid)
        for uid, invitation in edits.items():
            if invitation is None:
                by_uid.pop(uid, None)
            else:
                by_uid[uid] = invitation
        book = Book(by_uid)
        if all(self._goes_to_whom_it_went(uid, invitation) for uid, invitation in edits.items()):
            book._repeated = self._repeated
        return book

    def _goes_to_whom_it_went(self, uid: str, invitation: Invitation | None) -> bool:
        known = self._by_uid.get(uid)
        return (
            known is not None
            and invitation is not None
            and (known.person, known.sent_earliest, known.sent_latest)
            == (invitation.person, invitation.sent_earliest, invitation.sent_latest)
        )

    @cached_property
    def _repeated(self) -> Mapping[str, tuple[str, ...]]:
        """Of each person invited more than once: the uids, oldest first."""
        first: dict[str, Invitation] = {}
        several: dict[str, list[Invitation]] = {}
        for invitation in self._by_uid.values():
            earlier = first.setdefault(person := invitation.person, invitation)
            if earlier is not invitation:
                several.setdefault(person, [earlier]).append(invitation)
        return {
            person: tuple(invitation.uid for invitation in sorted(sent, key=_when_sent))
            for person, sent in several.items()
        }

    def to_same_person(self, invitation: Invitation) -> tuple[Invitation, ...]:
        """Return all invitations to that person, this one among them, oldest first."""
        uids = self._repeated.get(invitation.person)
        return tuple(self._by_uid[uid] for uid in uids) if uids else (invitation,)

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


def _when_sent(invitation: Invitation) -> tuple[datetime, datetime, str]:
    return invitation.sent_earliest, invitation.sent_latest, invitation.uid
