"""What LinkedIn's list of the pending says of a book: who is on it, and who is missing from it.

The newest page that lists an invitation and the newest complete one that lacks it are recorded as
events, so that pages may be read in any order. An invitation that is brought in later is held against
the newest complete page too, whose moment stands in the events of those that it listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.moments import before
from invitetui.domain.text import fold
from invitetui.sources.seen import Page, SeenInvitation
from invitetui.sources.times import COPIED_LATE, SOONEST_AGAIN, gap

if TYPE_CHECKING:
    from invitetui.sources.reconcile import Comparison

NAMESAKES = (
    "several people have this name, and it can't be told which of them this is: "
    "save the page as HTML, which has their addresses"
)

COPIED_LONG_AGO = (
    "somebody of this name is pending here since another day, and nobody can be invited twice so soon: "
    "copy the page again and import it at once, or save it as HTML, which has the addresses"
)

MOST_NAMESAKES = 100
"""Cards of one name that a page can have: more is no list of LinkedIn's, and would take for ever."""

LISTED = frozenset({Kind.SEEN, Kind.MISSED})
BESIDE = frozenset({Kind.CONNECTED, Kind.CONTRADICTED})
"""What else sources say of an invitation, in the order of time, whichever was read first."""


class Listing:
    """One page on its way into a comparison."""

    def __init__(self, comparison: Comparison, page: Page) -> None:
        self._comparison = comparison
        self._roster = comparison.roster
        self._page = page
        self._cards: defaultdict[str, list[SeenInvitation]] = defaultdict(list)
        for card in page.cards:
            self._cards[fold(card.name)].append(card)
        crowded = any(len(cards) > MOST_NAMESAKES for cards in self._cards.values())
        self._complete_at = page.taken_at if page.complete and not crowded else None

    def take(self) -> None:
        """Take every card: those with an address first, so that a bare name can meet them."""
        for card in sorted(self._page.cards, key=lambda card: card.url is None):
            if len(self._cards[fold(card.name)]) > MOST_NAMESAKES:
                self._comparison.reject(card, NAMESAKES)
                continue
            met = self._comparison.known(card.url.casefold(), card) if card.url else None
            candidates = [met] if met else self._candidates(card)
            if len(candidates) == 1:
                self._comparison.complete(candidates[0], card)
                self._see(candidates[0].uid)
            elif not candidates and (doubtful := self._doubtful(card)):
                self._comparison.reject(card, COPIED_LONG_AGO)
                for candidate in doubtful:
                    self._doubt(candidate.uid)
            elif not candidates:
                self._see(self._comparison.add_new(card).uid)
            else:
                self._comparison.reject(card, NAMESAKES)
                for candidate in candidates:  # any of them may be the one that is listed
                    self._doubt(candidate.uid)

    def _doubtful(self, card: SeenInvitation) -> list[Invitation]:
        """Return the pending of that name, where the card of another time may yet be one of them.

        Nobody can be invited again so soon: it is a page copied long ago, or somebody else of that name.
        """
        name = fold(card.name)
        near = [
            one
            for one in self._roster.by_name.neighbours(name, card)
            if not (card.url and one.url) and gap(one, card) < SOONEST_AGAIN and not has_ended(one.events)
        ]
        return near if len(near) >= len(self._cards[name]) else []

    def _candidates(self, card: SeenInvitation) -> list[Invitation]:
        """Return whom the card may mean: none is somebody new, several can't be told apart."""
        name = fold(card.name)
        met = _latest_of_each(self._roster.by_name.meeting(name, card))
        if card.url:
            met = [one for one in met if one.url is None]
        if not met:
            return []
        cards = self._cards[name]
        if len(met) == 1 and len(cards) == 1:
            return met
        alike = [one for one in met if _same(one.headline, card.headline)]
        if card.url and alike:
            return alike[:1]  # the same in all that is known of them: any of these may be the one
        twins = [other for other in cards if _same(other.headline, card.headline)]
        if len(twins) == 1 and len(alike) == 1:
            return alike
        others = all(one.headline and not _same(one.headline, card.headline) for one in met)
        if len(twins) == 1 and len(cards) > 1 and others:
            return []
        return met if len(met) > 1 else met * 2

    def _doubt(self, uid: str) -> None:
        """Record that it may be the one that is listed."""
        self._see(uid)
        self._comparison.doubt(uid)

    def _see(self, uid: str) -> None:
        seen = Event(Kind.SEEN, self._page.taken_at, self._complete_at, by="linkedin")
        self._comparison.see(uid, [seen])


def seen_on_list(events: tuple[Event, ...], seen: Event) -> tuple[Event, ...]:
    """Return the events after LinkedIn listed it, see `newest_lists`."""
    known = newest_lists(events)
    united = newest_lists((*known, seen))
    return events if united == known == events else united


def newest_lists(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events with the newest page that lists it, the newest complete one among those, and the
    newest complete one that lacks it, where that is newer still: of each kind one event at most."""
    seen = [event for event in events if event.kind == Kind.SEEN]
    missed = max((event.at for event in events if event.kind == Kind.MISSED), default=None)
    beside = sorted({event for event in events if event.kind in BESIDE}, key=_in_order)
    kept = (event for event in events if event.kind not in LISTED and event.kind not in BESIDE)
    lists: list[Event] = []
    if seen:
        complete = max((event.until for event in seen if event.until), default=None)
        lists.append(Event(Kind.SEEN, max(event.at for event in seen), complete, by="linkedin"))
    if missed and not (seen and lists[0].at >= missed):
        lists.append(Event(Kind.MISSED, missed, by="linkedin"))
    # LinkedIn's lists first, so that the order does not depend on that of the imports: they count by
    # their moments, the person's own words in the order in which they were said.
    return (*lists, *beside, *kept)


def _in_order(event: Event) -> tuple[str, datetime, datetime]:
    return event.kind, event.at, event.until or event.at


def miss_the_missing(comparison: Comparison) -> None:
    """Record of all that the newest complete page lacks, and of which nothing else is known, that it does."""
    everyone = comparison.roster.by_uid
    moments = (_complete_at(event) for one in everyone.values() for event in one.events)
    taken_at = max((moment for moment in moments if moment), default=None)
    if taken_at is None:
        return
    for invitation in tuple(everyone.values()):
        # Whoever was invited on its last day may have been so after it was copied.
        if invitation.sent_latest < before(taken_at, COPIED_LATE) and _is_open(invitation.events, taken_at):
            events = newest_lists((*invitation.events, Event(Kind.MISSED, taken_at, by="linkedin")))
            comparison.replace(msgspec.structs.replace(invitation, events=events))


def _complete_at(event: Event) -> datetime | None:
    if event.kind == Kind.SEEN:
        return event.until
    return event.at if event.kind == Kind.MISSED else None


def _is_open(events: Iterable[Event], taken_at: datetime) -> bool:
    """Return whether nothing says what became of it by then, nor that it was pending then or later."""
    said = (Kind.SEEN, Kind.MISSED, Kind.PENDING)
    return not has_ended(events) and not any(e.kind in said and e.at >= taken_at for e in events)


def has_ended(events: Iterable[Event]) -> bool:
    """Return whether something says what became of it, and nothing after that it is pending."""
    ended = False
    for event in events:
        if event.kind in OUTCOMES:
            ended = True
        elif event.kind == Kind.PENDING:
            ended = False
    return ended


def _latest_of_each(met: list[Invitation]) -> list[Invitation]:
    """Return of each person the latest invitation: LinkedIn allows one that is pending."""
    if len(met) < 2:
        return met
    latest: dict[str, Invitation] = {}
    for number, one in enumerate(met):
        latest[one.url.casefold() if one.url else str(number)] = one
    return list(latest.values())


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and fold(one or "") == fold(other or "")
