"""The invitations of a book while an import is compared with them, found by whom they went to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation
from invitetui.domain.text import fold


class Roster:
    """Every invitation by uid, by person, and (only once that is asked for) by name."""

    def __init__(self, book: Book) -> None:
        self.by_uid: dict[str, Invitation] = dict(book.by_uid)
        self._uids_of_person: dict[str, tuple[str, ...]] = {}
        self._uids_of_name: dict[str, tuple[str, ...]] | None = None
        self.lacks_addresses = False
        """Whether any invitation has no address, so that it may be known by its name alone."""
        for invitation in book:
            self._index(invitation)

    def add(self, invitation: Invitation) -> None:
        """Add an invitation whose uid is new."""
        self.by_uid[invitation.uid] = invitation
        self._index(invitation)
        if self._uids_of_name is not None:
            self._index_name(self._uids_of_name, invitation)

    def replace(self, invitation: Invitation) -> None:
        """Put an invitation in the place of the one that has its uid; its name is the same."""
        known = self.by_uid[invitation.uid]
        self.by_uid[invitation.uid] = invitation
        if known.url != invitation.url:
            others = self._uids_of_person[known.person]
            self._uids_of_person[known.person] = tuple(uid for uid in others if uid != known.uid)
            self._index(invitation)

    def of_person(self, person: str) -> list[Invitation]:
        """Return the invitations to that person (see `Invitation.person`)."""
        uids = self._uids_of_person.get(person)
        return [self.by_uid[uid] for uid in uids] if uids else []

    def of_name(self, folded: str) -> list[Invitation]:
        """Return the invitations to everyone of that folded name."""
        if self._uids_of_name is None:
            self._uids_of_name = {}
            for invitation in self.by_uid.values():
                self._index_name(self._uids_of_name, invitation)
        return [self.by_uid[uid] for uid in self._uids_of_name.get(folded, ())]

    def _index(self, invitation: Invitation) -> None:
        person = invitation.person
        self._uids_of_person[person] = (*self._uids_of_person.get(person, ()), invitation.uid)
        if invitation.url is None:
            self.lacks_addresses = True

    @staticmethod
    def _index_name(uids_of_name: dict[str, tuple[str, ...]], invitation: Invitation) -> None:
        folded = fold(invitation.name)
        uids_of_name[folded] = (*uids_of_name.get(folded, ()), invitation.uid)


def sent_within(invitations: Iterable[Invitation], earliest: datetime, latest: datetime) -> list[Invitation]:
    """Return those that may have been sent between the two instants, both included."""
    return [sent for sent in invitations if sent.sent_earliest <= latest and earliest <= sent.sent_latest]
