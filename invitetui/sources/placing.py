"""The pages on their way into a comparison: what their cards gave is taken back, and found anew.

All pages that were ever imported are remembered, so that whom a card means never depends on what the
book knew when it was read. Of what they say of one invitation the newest page's headline counts, the
most exact time, and of its marks the newest page and the newest complete one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.text import fold
from invitetui.sources.acceptance import Acceptances, not_before
from invitetui.sources.given import FIELDS, Given, Shown, given_to, without
from invitetui.sources.late import how_late
from invitetui.sources.listing import newest_lists, united
from invitetui.sources.places import NAMESAKES, Answers, Solved, solve
from invitetui.sources.remembered import Remembered
from invitetui.sources.seen import Page, SeenConnection
from invitetui.sources.sightings import Place, Sighting
from invitetui.sources.times import COPIED_LATE, apart, is_tolerable, sent, settled_by

if TYPE_CHECKING:
    from invitetui.sources.reconcile import Comparison

MOST_NAMESAKES = 100
"""Cards of one name that a page can have: more is no list of LinkedIn's, and would take for ever."""


class Placing:
    """What pages show, held against all that is known otherwise."""

    def __init__(self, comparison: Comparison, acceptances: Acceptances, remembered: Remembered) -> None:
        self._comparison = comparison
        self._roster = comparison.roster
        self._acceptances = acceptances
        self._by_name: defaultdict[str, list[Sighting]] = defaultdict(list)
        self._by_url: defaultdict[str, list[Sighting]] = defaultdict(list)
        self._fold = cache(fold)
        self._pages: list[tuple[datetime, list[Sighting]]] = []
        self._moments = frozenset(page.taken_at for page in remembered.pages)
        self.late: dict[datetime, timedelta] = {}
        """By the moment at which a page was read, how long before that it was copied, at the most."""
        for number, page in enumerate(remembered.pages):
            self._pages.append((page.taken_at, self._sightings(number, page)))
            for one in self._pages[-1][1]:
                self._by_name[one.name].append(one)
                if one.card.url:
                    self._by_url[one.card.url.casefold()].append(one)
        self._connections = remembered.connections
        self._alone: defaultdict[str, list[_Alone]] = defaultdict(list)
        """By folded name on the page, those that are known from pages alone."""

    def _sightings(self, number: int, page: Page) -> list[Sighting]:
        """Return the cards of a page but for names that no list of LinkedIn's has so often."""
        names = [self._fold(card.name) for card in page.cards]
        times = Counter(names)
        crowded = max(times.values(), default=0) > MOST_NAMESAKES
        complete_at = page.taken_at if page.complete and not crowded else None
        found: list[Sighting] = []
        for card, name in zip(page.cards, names, strict=True):
            if times[name] <= MOST_NAMESAKES:
                headline = self._fold(card.headline) if card.headline else ""
                found.append(Sighting(number, page.taken_at, complete_at, card, name, headline, sent(card)))
            elif card.line:
                self._comparison.reject(card, NAMESAKES)
        return found

    # What pages gave before

    def lift(self) -> None:
        """Take from all that are known what pages gave them."""
        if self._by_name:
            for one in tuple(self._roster.by_uid.values()):
                if one.events and (lifted := self.lifted(one)) is not one:
                    if lifted:
                        self._roster.replace(lifted)
                    else:
                        self._roster.remove(one.uid)

    def lifted(self, one: Invitation) -> Invitation | None:
        """Return the invitation as it is without the pages; None where they alone tell of it."""
        if (given := given_to(one)) is None:
            return one
        mine = self._cards_of(one, given)
        backed = any(event.kind == Kind.SEEN and event.at in self._moments for event in one.events)
        if not mine or (given.alone and not backed):
            return one
        lifted = without(one, given, self._shown(mine))
        if given.alone or lifted.url != one.url:
            lifted = self._acceptances.unsettled(lifted, one.url)
        if not given.alone:
            return lifted
        self._alone[fold(given.name or one.name)].append(_Alone(one, lifted, given))
        return None

    def _cards_of(self, one: Invitation, given: Given) -> list[Sighting]:
        """Return all cards that may have given something to an invitation."""
        name, url = fold(given.name or one.name), (one.url or "").casefold()
        return [*self._by_name.get(name, ()), *self._by_url.get(url, ())]

    def _shown(self, mine: Sequence[Sighting]) -> Shown:
        fields = {field: {getattr(one.card, field) for one in mine} for field in FIELDS}
        return Shown(fields, {sent(one.card) for one in mine}, self._moments)

    # Whom their cards mean

    def place(self) -> None:
        """Give every card its place, and put what the cards say there."""
        if not self._by_name:
            return
        self._correct()
        answers = self._answers()
        for names in self._people():
            rows = [row for name in names for row in self._roster.by_name.under(name)]
            cards = [one for name in names for one in self._by_name.get(name, ())]
            cards.sort(key=_in_order)
            solved = solve(rows, cards, answers)
            alone = [one for name in names for one in self._alone.get(name, ())]
            self._apply(solved, sorted(alone, key=lambda one: (not self._knew(one.known.uid), one.known.uid)))

    def _correct(self) -> None:
        """Let the ages of a page that was read late count from when it was copied."""
        late = [how_late(cards, self._roster) for _, cards in self._pages]
        self.late = {at: most for (at, _), (_, most) in zip(self._pages, late, strict=True) if most}
        if self.late:
            for cards in self._by_name.values():
                cards[:] = [one.copied(*late[one.page]) for one in cards]

    def _knew(self, uid: str) -> bool:
        return self._comparison.known_before(uid) is not None

    def _answers(self) -> Answers:
        answers: defaultdict[str, list[SeenConnection]] = defaultdict(list)
        for connection in self._connections:
            if connection.url:
                answers[connection.url.casefold()].append(connection)
        return answers

    def _people(self) -> list[list[str]]:
        """Return the names on the pages, those together that share an address."""
        together: dict[str, list[str]] = {name: [name] for name in self._by_name}
        for url, cards in self._by_url.items():
            known = [fold(row.name) for row in self._roster.by_person.under(url)]
            for name in {*known, *(one.name for one in cards)}:
                mine = together[cards[0].name]
                if (others := together.setdefault(name, [name])) is not mine:
                    mine += others
                    together.update(dict.fromkeys(others, mine))
        return [sorted(names) for names in {id(names): names for names in together.values()}.values()]

    def _apply(self, solved: Solved, alone: list[_Alone]) -> None:
        claims: defaultdict[int, list[_Alone]] = defaultdict(list)
        for one in alone:
            if place := self._place_for(one, solved, claims):
                claims[id(place)].append(one)
        for place in solved.places:
            if place.cards or place.doubts:
                self._put(place, claims[id(place)])
        for sighting, reason in solved.doubtful:
            if sighting.card.line:
                self._comparison.reject(sighting.card, reason)

    def _place_for(self, one: _Alone, solved: Solved, claims: dict[int, list[_Alone]]) -> Place | None:
        """Return where somebody is now who was known from cards alone: there the person's words go too."""
        mine = one.cards_among([card for place in solved.places for card in (*place.cards, *place.doubts)])
        if not mine:  # its page is remembered no more
            self._roster.add(one.known)
            return None
        cards = set(map(id, mine))
        if surely := [place for place in solved.places if cards.intersection(map(id, place.cards))]:
            return max(surely, key=lambda place: (place.sent == sent(one.known), _count(cards, place)))
        perhaps = [place for place in solved.places if cards.intersection(map(id, place.doubts))]
        if one.is_spoken_of:
            kept = Place(None, sent(one.known), None, set(), set(), list(mine))
            solved.places.append(kept)
            return kept
        new = (
            place
            for place in perhaps
            if not claims.get(id(place)) and (place.row is None or not self._knew(place.row.uid))
        )
        return next(new, None)

    def _put(self, place: Place, claims: list[_Alone]) -> None:
        """Put what the cards say into the place, and what the person said of whoever is there now."""
        roster, row = self._roster, place.row
        if row is None:
            known = self._from_cards(place, claims[0] if claims else None)
            roster.add(known)
        elif claims and not self._knew(row.uid):
            roster.remove(row.uid)
            known = claims[0].joined(msgspec.structs.replace(row, uid=claims[0].known.uid))
            roster.add(known)
        else:
            known = row
        others = claims[1:] if known is not row else claims
        now = known
        for other in others:
            now = other.joined(now)
        now = self._told(now, place, row)
        if now != known:
            roster.replace(now)
        self._report(now, place)

    def _from_cards(self, place: Place, claim: _Alone | None) -> Invitation:
        """Return somebody known from cards alone: as they were known before, where they were."""
        name = max(place.cards, key=lambda one: one.page).card.name
        if claim is None:
            uid = self._comparison.free_uid(place.url or fold(name), place.sent[0])
            return Invitation(uid, name, *place.sent)
        if claim.known.name != claim.given.name:
            name = claim.known.name
        return msgspec.structs.replace(
            claim.lifted, name=name, url=None, sent_earliest=place.sent[0], sent_latest=place.sent[1]
        )

    def _told(self, known: Invitation, place: Place, row: Invitation | None) -> Invitation:
        """Return the invitation with all that its cards say."""
        cards = sorted(place.cards, key=lambda one: one.page)
        told: dict[str, str] = {}
        """By field, what the newest page says of it that says anything."""
        for field in FIELDS:
            said = [value for one in cards if (value := getattr(one.card, field))]
            if said and getattr(known, field) is None:
                told[field] = said[-1]
        before = sent(known)
        kept = settled_by([before, *(one.sent for one in cards)]) if cards else before
        events = not_before(known.events, kept[0]) if kept != before else known.events
        for one in cards:
            if not is_tolerable(kept, one.sent):
                events = (*events, Event(Kind.CONTRADICTED, *sent(one.card), by="linkedin"))
        alone = row is None
        given = Given(
            alone,
            tuple(field for field in FIELDS if field in told or self._is_written_over(field, known)),
            None if alone or kept == before else before,
            cards[-1].card.name if alone else "",
        )
        if marks := [*place.cards, *place.doubts]:
            complete = max((one.complete_at for one in marks if one.complete_at), default=None)
            newest = max(one.taken_at for one in marks)
            events = newest_lists((*events, Event(Kind.SEEN, newest, complete, given.value, by="linkedin")))
        return msgspec.structs.replace(
            known, sent_earliest=kept[0], sent_latest=kept[1], events=events, **told
        )

    def _is_written_over(self, field: str, known: Invitation) -> bool:
        """Return whether the person has written over what a page gave."""
        was = self._comparison.known_before(known.uid)
        if was is None or (given := given_to(was)) is None or field not in given.fields:
            return False
        value = getattr(known, field)
        shown = (getattr(one.card, field) for one in self._cards_of(was, given))
        return bool(value) and getattr(was, field) == value and value not in shown

    def _report(self, now: Invitation, place: Place) -> None:
        """Say what the cards of this import did."""
        for one in place.cards:
            if one.card.line:
                self._comparison.show(now.uid)
                if not is_tolerable(sent(now), one.sent):
                    self._comparison.contradict(one.card, now)
        if any(one.card.line for one in place.doubts):
            self._comparison.show(now.uid)
            self._comparison.doubt(now.uid)


class _Alone(msgspec.Struct, frozen=True):
    """Somebody who was known from cards alone before this import."""

    known: Invitation
    lifted: Invitation
    """The same without what cards gave: what is left is the person's own."""
    given: Given

    @property
    def is_spoken_of(self) -> bool:
        """Whether the person has said anything of them, which is not to be lost."""
        lifted = self.lifted
        return (
            any(event.by == "you" for event in lifted.events)
            or any((lifted.source, lifted.headline, lifted.note))
            or self.known.name != self.given.name
        )

    def cards_among(self, cards: list[Sighting]) -> list[Sighting]:
        """Return those of the cards that made them known."""
        url = (self.known.url or "").casefold()
        headline = fold(self.known.headline or "")
        for mine in (
            [one for one in cards if url and (one.card.url or "").casefold() == url],
            [one for one in cards if not one.card.url and one.headline == headline],
            [one for one in cards if not one.card.url],
            [one for one in cards if headline and one.headline == headline],
        ):
            if mine:
                near = [one for one in mine if apart(one.sent, sent(self.known)) <= COPIED_LATE]
                return list({id(one): one for one in near or mine}.values())
        return []

    def joined(self, other: Invitation) -> Invitation:
        """Return another invitation, found to be theirs, with all that the person said of them."""
        lifted = self.lifted
        own = tuple(event for event in lifted.events if event.by == "you")
        fields = {
            field: getattr(other, field) or getattr(lifted, field) for field in ("source", "headline", "note")
        }
        if self.known.name != self.given.name:
            fields["name"] = self.known.name
        return msgspec.structs.replace(other, events=newest_lists(united(other.events, own)), **fields)


def _count(cards: set[int], place: Place) -> int:
    return sum(id(card) in cards for card in place.cards)


def _in_order(one: Sighting) -> tuple[object, ...]:
    card = one.card
    return one.page, card.sent_earliest, card.sent_latest, one.headline, card.url or "", card.note or ""
