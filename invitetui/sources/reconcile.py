"""What a source changes in the book: pure, and the same however often and in which order it is read.

Whom something is about follows from the address. Only where one side has none does the name decide,
and only where it can mean nobody else. What is known is completed, never overwritten or deleted.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable
from datetime import datetime

import msgspec

from invitetui.collector import collector_paused
from invitetui.domain.book import Book
from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind, new_uid
from invitetui.domain.journal import Journal
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Reckoning
from invitetui.domain.text import fold
from invitetui.sources.acceptance import Acceptances, not_before
from invitetui.sources.likely import suspect_the_connected
from invitetui.sources.listing import LISTED, miss_the_missing, newest_lists, seen_on_list, united
from invitetui.sources.placing import Placing
from invitetui.sources.reconciled import Reconciled
from invitetui.sources.remembered import remember
from invitetui.sources.roster import ByTime, Roster
from invitetui.sources.seen import Rejected, Seen, SeenInvitation, what_has_been
from invitetui.sources.times import (
    SOONEST_AGAIN,
    gap,
    is_range,
    lies_within,
    may_be_one,
    meet,
    sent,
    settled,
    told_of_contradiction,
    with_contradiction,
)


def reconcile(book: Book, seen: Seen, now: datetime, rules: Rules | None = None) -> Reconciled:
    """Return what `seen` changes in `book`.

    Args:
        book: what is known.
        seen: what one source shows.
        now: the instant (UTC) of the import, at which questions are asked.
        rules: those by which an invitation expires; the default ones where none are given.
    """
    with collector_paused():
        return _reconciled(book, seen, now, rules or Rules())


def _reconciled(book: Book, seen: Seen, now: datetime, rules: Rules) -> Reconciled:
    copied = tuple(event for event in dict.fromkeys(seen.journal) if event not in book.journal)
    remembered = remember((*book.journal, *copied), seen.connections, seen.messages, now, seen.pages)
    seen = what_has_been(seen, now)
    comparison = Comparison(book)
    acceptances = Acceptances(comparison, remembered.connections if remembered.pages else ())
    placing = Placing(comparison, acceptances, remembered)
    acceptances.unsettle()
    placing.lift()
    comparison.take_records(record for each in seen.records if (record := placing.lifted(each)))
    comparison.take_invitations(seen.invitations)
    placing.place()
    acceptances.take(remembered.connections, remembered.messages)
    miss_the_missing(comparison, placing.late)
    suspect_the_connected(comparison, remembered.connections)
    return comparison.result(seen, Reckoning(now, rules), (*copied, *remembered.noted))


class Comparison:
    """A book on its way to what it is after an import."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.roster = Roster(book)
        self._taken = ChainMap[str, Invitation](self.roster.by_uid, dict(book.by_uid))
        self._shown: dict[str, None] = {}
        """The uids of those known that the source shows."""
        self._rejected: list[Rejected] = []
        self._contradicted: list[Rejected] = []
        self._doubted: dict[str, None] = {}
        self._listed_as_one: list[Invitation] = []
        """Cards whose place was taken by one of several people of their name."""

    def result(self, seen: Seen, reckoning: Reckoning, noted: Journal) -> Reconciled:
        """Return what has changed, with what is a question by the reckoning and was none before."""
        known, now = self._book.by_uid, self.roster.by_uid
        edits = {
            uid: now[uid]
            for uid in self.roster.touched
            if uid in now and (uid not in known or now[uid] != known[uid])
        }
        joined = tuple(uid for uid in self.roster.touched if uid in known and uid not in now)
        updated = [(uid, known[uid], one) for uid, one in edits.items() if uid in known]
        outcomes = {
            uid: ended.kind
            for uid, one in edits.items()
            if one.events and (ended := _new_outcome(known.get(uid), one))
        }
        return Reconciled(
            edits={**edits, **dict.fromkeys(joined)},
            joined=joined,
            added=tuple(uid for uid in edits if uid not in known),
            updated=tuple(uid for uid, before, after in updated if _is_completed(before, after)),
            accepted=tuple(uid for uid, kind in outcomes.items() if kind == Kind.ACCEPTED),
            unchanged=sum(uid in now and uid not in edits for uid in self._shown),
            unclear=self._unclear(edits, reckoning),
            withdrawn=tuple(uid for uid, kind in outcomes.items() if kind == Kind.WITHDRAWN),
            narrowed=tuple(uid for uid, before, after in updated if sent(before) != sent(after)),
            doubted=tuple(uid for uid in self._doubted if uid in edits and uid in known),
            contradicted=tuple(self._contradicted),
            incomplete=tuple(told for page in seen.pages if (told := page.lacks)),
            lacks_page=bool(now) and not any(one.events and _is_listed(one.events) for one in now.values()),
            noted=noted,
            skipped=seen.skipped,
            rejected=(*seen.rejected, *self._rejected),
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

    def reject(self, seen: SeenInvitation, reason: str) -> None:
        """Leave one out, and say why."""
        self._rejected.append(Rejected(seen.source, seen.line, reason))

    def contradict(self, seen: SeenInvitation, kept: Invitation) -> None:
        """Report a time of sending that what is kept rules out."""
        reason = told_of_contradiction(self._book.get(kept.uid) or kept, seen, sent(kept))
        self._contradicted.append(Rejected(seen.source, seen.line, reason))

    def known_before(self, uid: str) -> Invitation | None:
        """Return the invitation as the book had it before; None where it had none."""
        return self._book.get(uid)

    def free_uid(self, person: str, earliest: datetime) -> str:
        """Return a uid that no invitation has, nor had before this import."""
        return new_uid(person, earliest, self._taken)

    def doubt(self, uid: str) -> None:
        """Note that it may be the one of a card that is left out, and may as well not be."""
        self._doubted[uid] = None

    # Invitations

    def take_records(self, records: Iterable[Invitation]) -> None:
        """Take complete invitations: one that is known, by its uid or otherwise, is completed."""
        told: set[str] = set()
        for record in records:
            known = self._known_record(record)
            if known and known.uid in told and known.uid != record.uid and not known.url and is_range(known):
                known = None  # an export that has both of a name says that they are two
            if known is None:
                uid = record.uid
                if uid in self.roster.by_uid:
                    uid = new_uid(record.person, record.sent_earliest, self.roster.by_uid)
                self.add(msgspec.structs.replace(record, uid=uid))
                told.add(uid)
            else:
                told.add(known.uid)
                self.complete(known, record, source=record.source, events=record.events)

    def _known_record(self, record: Invitation) -> Invitation | None:
        known = self.roster.by_uid.get(record.uid)
        if known and (known.person == record.person or meet(known, record)):
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
        if (known := self.known(person, seen)) and _fits(known, seen, namesakes):
            if known.url is None and is_range(known) and _others(known, namesakes) > 1:
                self._take_over([known], seen)
            else:
                self.complete(known, seen)
        elif seen.url and not self.roster.lacks_addresses:
            self.add_new(seen, person)
        elif same := self._same_minute(met := self._of_that_name(seen, namesakes), seen):
            self.complete(same[0], seen)
        elif self._unique(met, seen, namesakes):
            self.complete(met[0], seen)
        elif doubtful := [one for one in met if is_range(one) and (one.url is None) != (seen.url is None)]:
            self._take_over(doubtful, seen)
        else:
            self.add_new(seen)

    def _of_that_name(self, seen: SeenInvitation, namesakes: ByTime[SeenInvitation]) -> list[Invitation]:
        met = self.roster.by_name.meeting(fold(seen.name), seen)
        return [one for one in met if _fits(one, seen, namesakes)]

    def _same_minute(self, met: list[Invitation], seen: SeenInvitation) -> list[Invitation]:
        """Return those that an archive with addresses and one without show alike: they are of one invitation.

        Of two namesakes invited within a minute the archive without shows no more than one.
        """
        if is_range(seen):
            return []
        exact = [one for one in met if not is_range(one) and may_be_one(one, seen)]
        return [one for one in exact if one.url is None or seen.url is None]

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
        return added

    def known(self, person: str, seen: SeenInvitation | Invitation) -> Invitation | None:
        """Return the invitation to that person that was sent at that time.

        Of several that fits best which surely was; else the latest, for it is the one still of interest.
        """
        met = self.roster.by_person.meeting(person, seen)
        if len(met) < 2:
            return met[0] if met else self._at_odds(person, seen)
        return max(met, key=lambda one: (lies_within(one, seen), *sent(one)))

    def _at_odds(self, person: str, seen: SeenInvitation | Invitation) -> Invitation | None:
        """Return the invitation that must be the one seen, although it is said to be of another time.

        An address tells who it is, and LinkedIn takes no second invitation to them so soon.
        """
        if not seen.url or isinstance(seen, Invitation):
            return None
        near = self.roster.by_person.neighbours(person, seen)
        met = [one for one in near if (is_range(one) or is_range(seen)) and gap(one, seen) < SOONEST_AGAIN]
        return min(met, key=lambda one: (gap(one, seen), *sent(one)), default=None)

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
        told = known.events
        if sent(known) != sent(seen):
            kept, other = settled(known, seen)
            if kept != sent(known):
                new |= {"sent_earliest": kept[0], "sent_latest": kept[1]}
                told = not_before(told, kept[0])
            told = with_contradiction(told, kept, other)
            if other and isinstance(seen, SeenInvitation):
                reason = told_of_contradiction(known, seen, kept)
                self._contradicted.append(Rejected(seen.source, seen.line, reason))
        if known.url is None and seen.url:
            new["url"] = seen.url
        if known.headline is None and seen.headline:
            new["headline"] = seen.headline
        if known.note is None and seen.note:
            new["note"] = seen.note
        if known.source is None and source:
            new["source"] = source
        if events:
            told = united(told, events)
        if told != known.events:
            new["events"] = newest_lists(told)
        if new:
            self.replace(msgspec.structs.replace(known, **new))

    def replace(self, invitation: Invitation) -> None:
        """Put an invitation in the place of the known one, of which the source says more."""
        self.roster.replace(invitation)
        self._shown[invitation.uid] = None

    def show(self, uid: str) -> None:
        """Note that the source shows this one."""
        self._shown[uid] = None

    def add(self, invitation: Invitation) -> None:
        """Add an invitation whose uid is new."""
        self.roster.add(invitation)
        self._shown[invitation.uid] = None


DOUBTFUL = (
    "it may be one of several people of this name, of whom not all have an address here: "
    "the Sent page saved as HTML tells them apart"
)


def _new_outcome(before: Invitation | None, after: Invitation) -> Event | None:
    """Return what ended an invitation, where it was not known that it had ended so."""
    known = _outcome(before) if before else None
    ended = _outcome(after)
    return None if ended is None or (known and known.kind == ended.kind) else ended


def _outcome(one: Invitation) -> Event | None:
    for event in reversed(one.events):
        if event.kind in OUTCOMES:
            return event
    return None


def _is_completed(before: Invitation, after: Invitation) -> bool:
    """Return whether more has changed than that it is accepted now, and so no question."""
    if (ended := _new_outcome(before, after)) is None or ended.kind != Kind.ACCEPTED:
        return True
    return _unanswered(before) != _unanswered(after)


def _unanswered(one: Invitation) -> Invitation:
    events = tuple(event for event in one.events if event.kind not in _ANSWERED)
    return msgspec.structs.replace(one, events=events)


_ANSWERED = frozenset({Kind.ACCEPTED, Kind.MISSED, Kind.CONNECTED})


def _is_listed(events: tuple[Event, ...]) -> bool:
    for event in events:  # noqa: SIM110  # asked of every invitation, and a generator costs more than the answer
        if event.kind in LISTED:
            return True
    return False


def _others(one: SeenInvitation | Invitation, namesakes: ByTime[SeenInvitation]) -> int:
    """Return how many invitations of the source have that name and may have been sent at that time."""
    return len({other.url or other.sent_earliest for other in namesakes.meeting(fold(one.name), one)})


def _fits(known: Invitation, seen: SeenInvitation, namesakes: ByTime[SeenInvitation]) -> bool:
    """Return whether no other row of the source is nearer: one in a card's range before one beside it."""
    if known.url or not is_range(known) or is_range(seen):
        return True
    return seen in namesakes.meeting(fold(known.name), known)
