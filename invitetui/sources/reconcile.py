"""What a source changes in the book: pure, and the same however often and in which order it is read.

Whom something is about follows from the address. Only where one side has none does the name decide,
and only where it can mean nobody else. What is known is completed, never overwritten or deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from invitetui.domain.book import Book
from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind, new_uid
from invitetui.domain.text import fold
from invitetui.sources.roster import ByTime, Roster
from invitetui.sources.seen import Rejected, Seen, SeenConnection, SeenInvitation


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What an import would do, by kind. An invitation that is both added and accepted is in both."""

    edits: dict[str, Invitation]
    """The invitations as they would be, by uid: only those that change."""
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    """Known ones of which an address, a note, a headline, a more exact time or an event is new."""
    accepted: tuple[str, ...] = ()
    """Those that a connection shows to be accepted, which was not known before."""
    unchanged: int = 0
    """How many known ones the source shows just as they are known."""
    unclear: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    skipped: int = 0
    rejected: tuple[Rejected, ...] = ()

    @property
    def says(self) -> str:
        """What the import does, in words: `Import: 400 added, 122 accepted`."""
        counts = ((self.added, "added"), (self.accepted, "accepted"), (self.updated, "updated"))
        parts = [f"{len(uids):,} {word}" for uids, word in counts if uids]
        return "Import: " + (", ".join(parts) or "nothing new")


def reconcile(
    book: Book,
    seen: Seen,
    now: datetime,  # noqa: ARG001 -- an archive means the same at any time; a list of what is pending won't
) -> Reconciled:
    """Return what `seen` changes in `book`.

    Args:
        book: what is known.
        seen: what one source shows.
        now: the instant (UTC) of the import.
    """
    comparison = _Comparison(book)
    comparison.take_records(seen.records)
    comparison.take_invitations(seen.invitations)
    comparison.take_connections(seen.connections)
    return comparison.result(seen)


class _Comparison:
    """A book on its way to what it is after an import."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._roster = Roster(book)
        self._shown: dict[str, None] = {}
        """The uids of all that the source shows, in order."""
        self._completed: dict[str, None] = {}
        self._accepted: dict[str, None] = {}

    def result(self, seen: Seen) -> Reconciled:
        known = self._book.by_uid
        edits = {
            uid: self._roster.by_uid[uid]
            for uid in self._shown
            if uid not in known or uid in self._completed or uid in self._accepted
        }
        return Reconciled(
            edits=edits,
            added=tuple(uid for uid in edits if uid not in known),
            updated=tuple(uid for uid in self._completed if uid in known),
            accepted=tuple(self._accepted),
            unchanged=len(self._shown) - len(edits),
            skipped=seen.skipped,
            rejected=seen.rejected,
        )

    # Invitations

    def take_records(self, records: Iterable[Invitation]) -> None:
        """Take complete invitations: one that is known, by its uid or otherwise, is completed."""
        for record in records:
            if (known := self._known_record(record)) is None:
                uid = record.uid
                if uid in self._roster.by_uid:
                    uid = new_uid(record.person, record.sent_earliest, self._roster.by_uid)
                self._add(msgspec.structs.replace(record, uid=uid))
            else:
                self._complete(known, record, source=record.source, events=record.events)

    def _known_record(self, record: Invitation) -> Invitation | None:
        known = self._roster.by_uid.get(record.uid)
        if known and (known.person == record.person or _meet(known, record)):
            return known
        return self._known(record.person, record)

    def take_invitations(self, invitations: Iterable[SeenInvitation]) -> None:
        """Take what LinkedIn shows: those with an address first, so that a bare name can meet them."""
        addressed: list[SeenInvitation] = []
        bare: list[SeenInvitation] = []
        for seen in invitations:
            (addressed if seen.url else bare).append(seen)
        namesakes: ByTime[SeenInvitation] = ByTime()
        if self._roster.lacks_addresses:
            for seen in addressed:
                namesakes.add(fold(seen.name), seen)
        for seen in addressed:
            self._take((seen.url or "").casefold(), seen, namesakes)
        for seen in bare:
            self._take(fold(seen.name), seen, None)

    def _take(self, person: str, seen: SeenInvitation, namesakes: ByTime[SeenInvitation] | None) -> None:
        known = self._known(person, seen) or self._known_by_name(seen, namesakes)
        if known is None:
            uid = new_uid(person, seen.sent_earliest, self._roster.by_uid)
            self._add(
                Invitation(
                    uid, seen.name, seen.sent_earliest, seen.sent_latest, seen.url, seen.headline, seen.note
                )
            )
        else:
            self._complete(known, seen)

    def _known(self, person: str, seen: SeenInvitation | Invitation) -> Invitation | None:
        """Return the invitation to that person that was sent at that time.

        Of several that fits best which surely was; else the latest, for it is the one still of interest.
        """
        met = self._roster.by_person.between(person, *_sent(seen))
        if len(met) < 2:
            return met[0] if met else None
        return max(met, key=lambda one: (_lies_within(one, seen), *_sent(one)))

    def _known_by_name(
        self, seen: SeenInvitation, namesakes: ByTime[SeenInvitation] | None
    ) -> Invitation | None:
        """Return the one invitation of that name and time, where exactly one of the two has an address.

        Two people of one name are told apart by when they were invited, where it can be only one.
        """
        if seen.url and not self._roster.lacks_addresses:
            return None
        name = fold(seen.name)
        if namesakes and len({other.url for other in namesakes.between(name, *_sent(seen))}) > 1:
            return None
        candidates = self._roster.by_name.between(name, *_sent(seen))
        if len(candidates) == 1 and (candidates[0].url is None) != (seen.url is None):
            return candidates[0]
        return None

    def _complete(
        self,
        known: Invitation,
        seen: SeenInvitation | Invitation,
        source: str | None = None,
        events: tuple[Event, ...] = (),
    ) -> None:
        """Fill what is not known of an invitation. What is known stays, the more exact time too."""
        self._shown[known.uid] = None
        new: dict[str, object] = {}
        if known.sent_earliest != seen.sent_earliest or known.sent_latest != seen.sent_latest:
            earliest = max(known.sent_earliest, seen.sent_earliest)
            latest = min(known.sent_latest, seen.sent_latest)
            # A record of ours may know the person and say another time: what is known stays.
            if earliest <= latest and (earliest, latest) != _sent(known):
                new |= {"sent_earliest": earliest, "sent_latest": latest}
        if known.url is None and seen.url:
            new["url"] = seen.url
        if known.headline is None and seen.headline:
            new["headline"] = seen.headline
        if known.note is None and seen.note:
            new["note"] = seen.note
        if known.source is None and source:
            new["source"] = source
        if events and (united := _united(known.events, events)) != known.events:
            new["events"] = united
        if new:
            self._roster.replace(msgspec.structs.replace(known, **new))
            self._completed[known.uid] = None

    def _add(self, invitation: Invitation) -> None:
        self._roster.add(invitation)
        self._shown[invitation.uid] = None

    # Acceptances

    def take_connections(self, connections: tuple[SeenConnection, ...]) -> None:
        """Accept the invitations that led to these connections; the others are none of ours."""
        unplaced: list[SeenConnection] = []
        for connection in connections:
            if connection.url and self._roster.by_person.under(person := connection.url.casefold()):
                self._connect(person, connection)
            elif connection.name and (connection.url is None or self._roster.lacks_addresses):
                unplaced.append(connection)
        if unplaced:
            self._connect_by_name(unplaced, connections)

    def _connect_by_name(
        self, unplaced: list[SeenConnection], connections: tuple[SeenConnection, ...]
    ) -> None:
        # Within one file, for two files may list the same person, once with an address and once without.
        namesakes: defaultdict[tuple[str, str], set[str | int]] = defaultdict(set)
        for connection in connections:
            one = connection.url.casefold() if connection.url else connection.line
            namesakes[fold(connection.name), connection.source].add(one)
        for connection in unplaced:
            folded = fold(connection.name)
            if len(namesakes[folded, connection.source]) == 1:
                sent = self._roster.by_name.under(folded)
                if _went_to_one_person(sent) and not (connection.url and sent[0].url):
                    self._connect(sent[0].person, connection)

    def _connect(self, person: str, connection: SeenConnection) -> None:
        """Let the connection accept the latest invitation sent before it: an older one is a re-connection."""
        invitation = self._roster.by_person.last_until(person, connection.latest)
        if invitation is None:
            return
        self._shown[invitation.uid] = None
        if invitation.url is None and connection.url:
            invitation = msgspec.structs.replace(invitation, url=connection.url)
            self._roster.replace(invitation)
            self._completed[invitation.uid] = None
        if (accepted := next((e for e in invitation.events if e.kind == Kind.ACCEPTED), None)) is not None:
            self._narrow(invitation, accepted, connection)
        elif _may_be_accepted(invitation, connection):
            at = max(connection.earliest, invitation.sent_earliest)
            until = max(connection.latest, at)
            self._roster.replace(invitation.recording(Event(Kind.ACCEPTED, at, until, by="linkedin")))
            self._accepted[invitation.uid] = None

    def _narrow(self, invitation: Invitation, accepted: Event, connection: SeenConnection) -> None:
        """Let a source that is more exact say more exactly when LinkedIn saw the acceptance."""
        if accepted.by != "linkedin" or accepted.until is None:
            return
        at = max(accepted.at, connection.earliest, invitation.sent_earliest)
        until = min(accepted.until, connection.latest)
        if at <= until and (at, until) != (accepted.at, accepted.until):
            narrowed = msgspec.structs.replace(accepted, at=at, until=until)
            events = tuple(narrowed if event is accepted else event for event in invitation.events)
            self._roster.replace(msgspec.structs.replace(invitation, events=events))
            self._completed[invitation.uid] = None


def _sent(invitation: SeenInvitation | Invitation) -> tuple[datetime, datetime]:
    return invitation.sent_earliest, invitation.sent_latest


def _lies_within(one: Invitation, other: SeenInvitation | Invitation) -> bool:
    return other.sent_earliest <= one.sent_earliest and one.sent_latest <= other.sent_latest


def _meet(one: Invitation, other: Invitation) -> bool:
    return one.sent_earliest <= other.sent_latest and other.sent_earliest <= one.sent_latest


def _went_to_one_person(sent: Sequence[Invitation]) -> bool:
    """Return whether these, all of one name, surely went to one: a bare name twice may be namesakes."""
    return (
        bool(sent)
        and len({invitation.person for invitation in sent}) == 1
        and bool(sent[0].url or len(sent) == 1)
    )


def _may_be_accepted(invitation: Invitation, connection: SeenConnection) -> bool:
    """Return whether no word of the person stands against it."""
    outcome = next((event for event in reversed(invitation.events) if event.kind in OUTCOMES), None)
    return (
        outcome is None
        or outcome.kind == Kind.GONE
        or outcome.by != "you"
        or outcome.at < connection.earliest
    )


def _united(known: tuple[Event, ...], others: tuple[Event, ...]) -> tuple[Event, ...]:
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
