"""What a source changes in the book: pure, and the same however often and in which order it is read.

Whom something is about follows from the address. Only where one side has none does the name decide,
and only where it can mean nobody else. What is known is completed, never overwritten or deleted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from invitetui.domain.actions import Replace
from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind, new_uid
from invitetui.domain.journal import Journal
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Reckoning
from invitetui.domain.text import fold
from invitetui.sources.acceptance import Acceptances, not_before
from invitetui.sources.listing import LISTED, Listing, miss_the_missing, newest_lists, seen_on_list
from invitetui.sources.roster import ByTime, Roster
from invitetui.sources.seen import Rejected, Seen, SeenInvitation


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
    """Those that became a question: missing from a complete Sent page, or listed there although the
    person had withdrawn them."""
    withdrawn: tuple[str, ...] = ()
    """None yet: no source that LinkedIn gives says who withdrew."""
    narrowed: tuple[str, ...] = ()
    """Those of the updated of which it is known more exactly when they were sent."""
    skipped: int = 0
    rejected: tuple[Rejected, ...] = ()
    noted: Journal = ()
    """What the account's journal has not yet."""

    def __bool__(self) -> bool:
        return bool(self.edits or self.noted)

    @property
    def action(self) -> Replace:
        """What takes it over as one step."""
        return Replace(self.edits, self.says, noted=self.noted)

    @property
    def says(self) -> str:
        """What the import does, in words: `Import: 400 added, 122 accepted`."""
        counts = (
            (self.added, "added"),
            (self.accepted, "accepted"),
            (self.updated, "updated"),
            (self.unclear, "unclear"),
        )
        parts = [f"{len(uids):,} {word}" for uids, word in counts if uids]
        return "Import: " + (", ".join(parts) or "nothing new")


def reconcile(book: Book, seen: Seen, now: datetime, rules: Rules | None = None) -> Reconciled:
    """Return what `seen` changes in `book`.

    Args:
        book: what is known.
        seen: what one source shows.
        now: the instant (UTC) of the import, at which questions are asked.
        rules: those by which an invitation expires; the default ones where none are given.
    """
    comparison = Comparison(book)
    comparison.take_records(seen.records)
    comparison.take_invitations(seen.invitations)
    for page in sorted(seen.pages, key=lambda page: (page.taken_at, page.source)):
        Listing(comparison, page).take()
    acceptances = Acceptances(comparison)
    acceptances.take_messages(seen.messages)
    acceptances.take_connections(seen.connections)
    miss_the_missing(comparison)
    return comparison.result(seen, Reckoning(now, rules or Rules()))


class Comparison:
    """A book on its way to what it is after an import."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.roster = Roster(book)
        self._shown: dict[str, None] = {}
        """The uids of all that the source shows, in order."""
        self._completed: dict[str, None] = {}
        self._accepted: dict[str, None] = {}
        self._narrowed: dict[str, None] = {}
        self._rejected: list[Rejected] = []
        self._listed_as_one: list[Invitation] = []
        """Cards whose place was taken by one of several people of their name."""

    def result(self, seen: Seen, reckoning: Reckoning) -> Reconciled:
        """Return what has changed, with what is a question by the reckoning and was none before."""
        known = self._book.by_uid
        edits = {
            uid: self.roster.by_uid[uid]
            for uid in self._shown
            if uid not in known or uid in self._completed or uid in self._accepted
        }
        return Reconciled(
            edits=edits,
            noted=tuple(event for event in seen.journal if event not in self._book.journal),
            added=tuple(uid for uid in edits if uid not in known),
            updated=tuple(uid for uid in self._completed if uid in known),
            accepted=tuple(self._accepted),
            unchanged=len(self._shown) - len(edits),
            unclear=self._unclear(edits, reckoning),
            narrowed=tuple(uid for uid in self._narrowed if uid in known),
            skipped=seen.skipped,
            rejected=(*seen.rejected, *self._rejected, *self._unplaced_connections(seen)),
        )

    def _unclear(self, edits: dict[str, Invitation], reckoning: Reckoning) -> tuple[str, ...]:
        listed = {uid: one for uid, one in edits.items() if one.events and _is_listed(one.events)}
        if not listed:
            return ()
        reinvited = self._book.replacing(edits).reinvited
        before = self._book.reinvited
        return tuple(
            uid
            for uid, one in listed.items()
            if reckoning.standing(one, reinvited.get(uid)).asks
            and not ((known := self._book.get(uid)) and reckoning.standing(known, before.get(uid)).asks)
        )

    def _unplaced_connections(self, seen: Seen) -> list[Rejected]:
        """Connections are not kept, for most are none of ours; so they have to come with the invitations."""
        if not seen.connections or self.roster.by_uid:
            return []
        first = seen.connections[0]
        told = "connections say who accepted once it is known whom you invited: import Invitations.csv first"
        return [Rejected(first.source, None, told)]

    def reject(self, seen: SeenInvitation, reason: str) -> None:
        """Leave one out, and say why."""
        self._rejected.append(Rejected(seen.source, seen.line, reason))

    # Invitations

    def take_records(self, records: Iterable[Invitation]) -> None:
        """Take complete invitations: one that is known, by its uid or otherwise, is completed."""
        for record in records:
            if (known := self._known_record(record)) is None:
                uid = record.uid
                if uid in self.roster.by_uid:
                    uid = new_uid(record.person, record.sent_earliest, self.roster.by_uid)
                self.add(msgspec.structs.replace(record, uid=uid))
            else:
                self.complete(known, record, source=record.source, events=record.events)

    def _known_record(self, record: Invitation) -> Invitation | None:
        known = self.roster.by_uid.get(record.uid)
        if known and (known.person == record.person or _meet(known, record)):
            return known
        return self.known(record.person, record)

    def take_invitations(self, invitations: Iterable[SeenInvitation]) -> None:
        """Take what LinkedIn shows: those with an address first, so that a bare name can meet them."""
        addressed: list[SeenInvitation] = []
        bare: list[SeenInvitation] = []
        for seen in invitations:
            (addressed if seen.url else bare).append(seen)
        namesakes: ByTime[SeenInvitation] = ByTime()
        if self.roster.lacks_addresses or self.roster.by_person.has_ranges:
            for seen in (*addressed, *bare):
                namesakes.add(fold(seen.name), seen)
        by_person, has_bare = self.roster.by_person, bool(bare) or self.roster.lacks_addresses
        for seen in addressed:
            person = (seen.url or "").casefold()
            if has_bare or by_person.under(person):
                self._take(person, seen, namesakes)
            else:
                self.add_new(seen, person)
        for seen in bare:
            self._take(fold(seen.name), seen, namesakes)
        for card in self._listed_as_one:
            for one in self.roster.by_name.meeting(fold(card.name), card):
                self.see(one.uid, card.events)

    def see(self, uid: str, events: Iterable[Event]) -> None:
        """Record what LinkedIn's lists said of one that is or may be on them."""
        known = self.roster.by_uid[uid]
        self._shown[uid] = None
        for event in events:
            if event.kind == Kind.SEEN and (new := seen_on_list(known.events, event)) != known.events:
                self.replace(known := msgspec.structs.replace(known, events=new))

    def _take(self, person: str, seen: SeenInvitation, namesakes: ByTime[SeenInvitation]) -> None:
        if known := self.known(person, seen):
            if known.url is None and is_range(known) and _others(known, namesakes) > 1:
                self._take_over([known], seen)
            else:
                self.complete(known, seen)
        elif seen.url and not self.roster.lacks_addresses:
            self.add_new(seen, person)
        elif self._unique(met := self.roster.by_name.meeting(fold(seen.name), seen), seen, namesakes):
            self.complete(met[0], seen)
        elif doubtful := [one for one in met if is_range(one) and (one.url is None) != (seen.url is None)]:
            self._take_over(doubtful, seen)
        else:
            self.add_new(seen)

    def _take_over(self, doubtful: list[Invitation], seen: SeenInvitation) -> None:
        """Let an archive's row stand in the place of a card of which it can't be told whose it was.

        The card was a bare name that several people have. Each of them may be the one that was listed,
        as if the archive had been read first. Where the person has said something of it, nothing is done.
        """
        for one in doubtful:
            if one.url is None and not is_range(seen) and all(event.by == "linkedin" for event in one.events):
                self._listed_as_one.append(one)
                row = msgspec.structs.replace(
                    one, url=seen.url, headline=None, note=seen.note or one.note,
                    sent_earliest=seen.sent_earliest, sent_latest=seen.sent_latest,
                )  # fmt: skip
                self.replace(row)
                return
        self.reject(seen, DOUBTFUL)

    def add_new(self, seen: SeenInvitation, person: str = "") -> Invitation:
        """Add whom nobody known can be; `person` is the key of whom it went to, where that is at hand."""
        person = person or (seen.url.casefold() if seen.url else fold(seen.name))
        uid = new_uid(person, seen.sent_earliest, self.roster.by_uid)
        added = Invitation(
            uid, seen.name, seen.sent_earliest, seen.sent_latest, seen.url, seen.headline, seen.note
        )
        self.roster.add(added, person)
        self._shown[uid] = None
        return added

    def known(self, person: str, seen: SeenInvitation | Invitation) -> Invitation | None:
        """Return the invitation to that person that was sent at that time.

        Of several that fits best which surely was; else the latest, for it is the one still of interest.
        """
        met = self.roster.by_person.meeting(person, seen)
        if len(met) < 2:
            return met[0] if met else None
        return max(met, key=lambda one: (_lies_within(one, seen), *_sent(one)))

    def _unique(self, met: list[Invitation], seen: SeenInvitation, namesakes: ByTime[SeenInvitation]) -> bool:
        """Return whether the one met can only be the one seen: nobody else of that name was invited then.

        Of the two exactly one has an address, else that would tell.
        """
        if len(met) != 1 or (met[0].url is None) == (seen.url is None):
            return False
        return _others(met[0] if is_range(met[0]) or not seen.url else seen, namesakes) < 2

    def complete(
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
            if earliest > latest and is_range(known) and not is_range(seen):
                earliest, latest = _sent(seen)
            # A record of ours may know the person and say another time: what is known stays.
            if earliest <= latest and (earliest, latest) != _sent(known):
                new |= {"sent_earliest": earliest, "sent_latest": latest}
                new["events"] = not_before(known.events, earliest)
                self._narrowed[known.uid] = None
        if known.url is None and seen.url:
            new["url"] = seen.url
        if known.headline is None and seen.headline:
            new["headline"] = seen.headline
        if known.note is None and seen.note:
            new["note"] = seen.note
        if known.source is None and source:
            new["source"] = source
        if events and (united := _united(known.events, events)) != known.events:
            new["events"] = newest_lists(united)
        if new:
            self.replace(msgspec.structs.replace(known, **new))

    def replace(self, invitation: Invitation) -> None:
        """Put an invitation in the place of the known one, of which the source says more."""
        self.roster.replace(invitation)
        self._shown[invitation.uid] = None
        self._completed[invitation.uid] = None

    def show(self, uid: str) -> None:
        """Note that the source shows this one."""
        self._shown[uid] = None

    def add(self, invitation: Invitation) -> None:
        """Add an invitation whose uid is new."""
        self.roster.add(invitation)
        self._shown[invitation.uid] = None

    def accept(self, invitation: Invitation, accepted: Event) -> None:
        """Record an acceptance; that it was missing from LinkedIn's list is explained by it."""
        events = invitation.events and tuple(
            event for event in invitation.events if event.kind != Kind.MISSED
        )
        self.roster.replace(msgspec.structs.replace(invitation, events=(*events, accepted)))
        self._shown[invitation.uid] = None
        self._accepted[invitation.uid] = None


DOUBTFUL = (
    "it may be one of several people of this name, of whom not all have an address here: "
    "the Sent page saved as HTML tells them apart"
)


def _is_listed(events: tuple[Event, ...]) -> bool:
    for event in events:  # noqa: SIM110  # asked of every invitation, and a generator costs more than the answer
        if event.kind in LISTED:
            return True
    return False


def is_range(one: SeenInvitation | Invitation) -> bool:
    """Return whether it is not known exactly when it was sent."""
    return one.sent_earliest != one.sent_latest


def _others(one: SeenInvitation | Invitation, namesakes: ByTime[SeenInvitation]) -> int:
    """Return how many invitations of the source have that name and may have been sent at that time."""
    return len({other.url or other.sent_earliest for other in namesakes.meeting(fold(one.name), one)})


def _sent(invitation: SeenInvitation | Invitation) -> tuple[datetime, datetime]:
    return invitation.sent_earliest, invitation.sent_latest


def _lies_within(one: Invitation, other: SeenInvitation | Invitation) -> bool:
    return other.sent_earliest <= one.sent_earliest and one.sent_latest <= other.sent_latest


def _meet(one: Invitation, other: Invitation) -> bool:
    return one.sent_earliest <= other.sent_latest and other.sent_earliest <= one.sent_latest


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
