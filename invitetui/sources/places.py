"""Whom the cards of Sent pages mean: of one name and its addresses, all that was ever listed at once.

It follows from the rows and the cards alone, in whatever order they were read. An address tells who it
is; else a headline, where it is known of one only; else the time, where it fits one only and nobody else
on the page could be meant too. What fits several means none of them for certain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import before
from invitetui.domain.text import fold
from invitetui.sources.fields import Range
from invitetui.sources.seen import SeenConnection
from invitetui.sources.sightings import (
    Place,
    Sighting,
    at_that_time,
    had_ended,
    has_another_note,
    has_note,
    is_near,
    latest_of_each,
    lies_within,
    meets,
    meets_late,
    went_without,
)
from invitetui.sources.times import COPIED_LATE, SOONEST_AGAIN, apart, settled_by

NAMESAKES = (
    "several people have this name, and it can't be told which of them this is: "
    "save the page as HTML, which has their addresses"
)

COPIED_LONG_AGO = (
    "somebody of this name is pending here since another day, and nobody can be invited twice so soon: "
    "copy the page again and import it at once, or save it as HTML, which has the addresses"
)


@dataclass(slots=True)
class Solved:
    """Who is whom among all of one name."""

    places: list[Place]
    doubtful: list[tuple[Sighting, str]] = field(default_factory=list)
    """Cards that are left out, with the reason."""


Answers = Mapping[str, Sequence[SeenConnection]]
"""Connections by the folded address of whom they are with."""


def solve(rows: Sequence[Invitation], cards: Sequence[Sighting], answers: Answers) -> Solved:
    """Return whom each of `cards` means, or may mean.

    Args:
        rows: all invitations of that name that are known from other sources than pages.
        cards: all cards of that name, in the order of their pages.
        answers: the connections that show when somebody with an address was no longer pending.
    """
    solving = _Solving(rows, cards, answers)
    for group in solving.by_address():
        solving.settle(group)
    solving.settle(solving.by_headline())
    return solving.solved


class _Solving:
    def __init__(self, rows: Sequence[Invitation], cards: Sequence[Sighting], answers: Answers) -> None:
        in_order = sorted(rows, key=lambda row: (row.sent_earliest, row.sent_latest, row.url or "", row.uid))
        self.solved = Solved([_place_of(row) for row in in_order])
        self._places = self.solved.places
        self._cards = cards
        self._answers = answers
        self._on_page = Counter(one.page for one in cards)

    # Those with an address

    def by_address(self) -> list[list[list[Sighting]]]:
        """Take those whose address is known; return the others, each person's cards of one time together."""
        addressed: defaultdict[str, list[Sighting]] = defaultdict(list)
        for one in self._cards:
            if one.card.url:
                addressed[one.card.url.casefold()].append(one)
        left: list[list[Sighting]] = []
        for url, cards in sorted(addressed.items()):
            known = [place for place in self._places if place.url == url]
            unknown: list[Sighting] = []
            for one in cards:
                if place := _of_that_time(known, one):
                    place.take([one])
                else:
                    unknown.append(one)
            left += _by_time(unknown)
        return [left]

    # Those without

    def by_headline(self) -> list[list[Sighting]]:
        """Return the cards without address, those of one headline and time together.

        Where one page has two alike, no two cards of that headline are surely one person's.
        """
        bare: defaultdict[str, list[Sighting]] = defaultdict(list)
        for one in self._cards:
            if not one.card.url:
                bare[one.headline].append(one)
        groups: list[list[Sighting]] = []
        for _, cards in sorted(bare.items()):
            twins = max(Counter(one.page for one in cards).values()) > 1
            groups += [[one] for one in cards] if twins else _by_time(cards)
        return groups

    # What both do

    def settle(self, groups: list[list[Sighting]]) -> None:
        """Give each group its place, or none where it may mean several, or somebody new."""
        groups = [part for group in groups for part in self._parts(group)]
        fitting = [self._candidates(group) for group in groups]
        wanted = Counter(id(place) for places in fitting for place in places)
        surely: list[tuple[Place, list[Sighting]]] = []
        unknown: list[list[Sighting]] = []
        for group, places in zip(groups, fitting, strict=True):
            if not places:
                unknown.append(group)
            elif self._is_sure(group, places) and (
                wanted[id(places[0])] == 1 or not self._has_rival(group, places[0], groups, fitting)
            ):
                surely.append((places[0], group))
            else:
                self._doubt(group, places, NAMESAKES)
        for place, group in surely:
            place.take(group)
        new: list[list[Sighting]] = []
        for group in unknown:
            if near := self._near(group):
                self._doubt(group, near, COPIED_LONG_AGO)
            else:
                new.append(group)
        self._add(new)
        for place in self._places:
            place.headlines.update(one.headline for one in place.cards if one.headline)

    def _parts(self, group: list[Sighting]) -> list[list[Sighting]]:
        """Return the group, or each of its cards alone where no place fits all of them, but one fits some."""
        if len(group) == 1 or self._candidates(group):
            return [group]
        if any(self._candidates([one]) for one in group):
            return [[one] for one in group]
        return [group]

    def _candidates(self, group: list[Sighting]) -> list[Place]:
        """Return whom the group may mean."""
        first = group[0]
        free = [place for place in self._places if not any(self._excludes(place, one) for one in group)]
        alike = [place for place in free if first.headline and first.headline in place.headlines]
        if met := at_that_time(alike, group, (meets, meets_late, is_near)):
            return met if first.card.url else latest_of_each(met)
        places = at_that_time(free, group, (meets, meets_late))
        if not first.card.url:
            places = latest_of_each(places)
        noted = [place for place in free if any(has_note(place, one) for one in group)]
        if found := [place for place in places if place in noted]:
            places = found
        elif places:
            places += at_that_time(noted, group, (is_near,))
        places = [place for place in places if not any(went_without(place, one) for one in group)]
        places += [place for place in self._doubted_like(group, free) if place not in places]
        if self._has_company(group) and first.headline:
            return [place for place in places if not place.headlines]
        return places

    def _is_sure(self, group: list[Sighting], places: list[Place]) -> bool:
        """Return whether it is this place and no other: where several share the name, its time has to fit."""
        if len(places) > 1 or self._doubted_like(group, places):
            return False
        fits = all(meets(places[0], one) for one in group)
        return fits or len(self._places) == 1 or group[0].headline in places[0].headlines

    def _doubted_like(self, group: list[Sighting], places: list[Place]) -> list[Place]:
        """Return those of which a card of the same headline is in doubt: whose it is, this one is too."""
        headline = group[0].headline
        return [place for place in places if headline and any(d.headline == headline for d in place.doubts)]

    def _has_company(self, group: list[Sighting]) -> bool:
        return any(self._on_page[one.page] > 1 for one in group)

    def _excludes(self, place: Place, one: Sighting) -> bool:
        """Return whether a card can't mean that invitation, whatever its time."""
        if one.page in place.pages or (one.card.url and place.url):
            return True
        for connection in self._answers.get(place.url or "", ()):
            if connection.earliest > place.sent[1] and connection.latest < before(one.taken_at, one.late):
                return True
        return False

    def _has_rival(
        self,
        group: list[Sighting],
        place: Place,
        groups: list[list[Sighting]],
        fitting: list[list[Place]],
    ) -> bool:
        """Return whether the place may be somebody else's, who can't be the same person."""
        pages = {one.page for one in group}
        for other, places in zip(groups, fitting, strict=True):
            if other is not group and place in places:
                both_addressed = group[0].card.url and other[0].card.url
                if both_addressed or any(one.page in pages for one in other):
                    return True
        return False

    def _near(self, group: list[Sighting]) -> list[Place]:
        """Return the pending whom the group may mean although its time is another.

        Nobody can be invited again so soon: it is a page copied long ago, or somebody else of that name.
        """
        headline = group[0].headline
        return [
            place
            for place in self._places
            if not any(self._excludes(place, one) or has_another_note(place, one) for one in group)
            and any(is_near(place, one) for one in group)
            and not (place.row and had_ended(place.row, max(one.sent[1] for one in group)))
            and not (place.headlines and headline and headline not in place.headlines)
        ]

    def _doubt(self, group: list[Sighting], places: list[Place], reason: str) -> None:
        for place in places:
            place.doubts += group
        self.solved.doubtful += [(one, reason) for one in group]

    def _add(self, groups: list[list[Sighting]]) -> None:
        """Add those known from cards alone; groups that only differ in their headline are one person's."""
        for group in self._joined(groups):
            first = max(group, key=lambda one: one.card.url or "")
            place = Place(None, first.sent, first.card.url.casefold() if first.card.url else None)
            taken: set[int] = set()
            for one in group:
                if one.page in taken:
                    self.solved.doubtful.append((one, NAMESAKES))
                else:
                    taken.add(one.page)
                    place.cards.append(one)
            place.take([])
            place.pages = taken
            self._places.append(place)

    def _joined(self, groups: list[list[Sighting]]) -> list[list[Sighting]]:
        """Return the groups, those of one person together: of one headline, or each alone on its page."""
        joined: list[list[Sighting]] = []
        for group in groups:
            same = (known for known in joined if self._are_one(group, known))
            if (known := next(same, None)) is None:
                joined.append(list(group))
            else:
                known.extend(group)
        return joined

    def _are_one(self, group: list[Sighting], others: list[Sighting]) -> bool:
        if group[0].card.url or others[0].card.url:
            return False
        pairs = [(one, other) for one in group for other in others]
        if all(one.headline == other.headline for one, other in pairs):
            return any(apart(one.sent, other.sent) < SOONEST_AGAIN for one, other in pairs)
        return all(
            one.page != other.page and apart(one.sent, other.sent) <= COPIED_LATE for one, other in pairs
        ) and not (self._has_company(group) or self._has_company(others))


def _place_of(row: Invitation) -> Place:
    told = {fold(row.headline)} if row.headline else set[str]()
    return Place(row, (row.sent_earliest, row.sent_latest), row.url.casefold() if row.url else None, told)


def _of_that_time(known: list[Place], one: Sighting) -> Place | None:
    """Return which invitation of one person the card means; None where it means another.

    Of several that fits best which surely was sent then; else the latest, for only that can be pending.
    An address tells who it is, and LinkedIn takes no second invitation to them so soon.
    """
    met = [place for place in known if meets(place, one)] or [p for p in known if meets_late(p, one)]
    if met:
        return max(met, key=lambda place: (lies_within(place.sent, one.sent), place.sent))
    near = [place for place in known if is_near(place, one)]
    return min(near, key=lambda place: (apart(place.sent, one.sent), place.sent), default=None)


def _by_time(cards: list[Sighting]) -> list[list[Sighting]]:
    """Return the cards of one person, those that are too near in time to be of two invitations together."""
    groups: list[list[Sighting]] = []
    spans: list[Range] = []
    """By group, when it was sent by all of its cards."""
    for one in sorted(cards, key=lambda one: (one.sent, one.page)):
        if groups and apart(spans[-1], one.sent) < SOONEST_AGAIN:
            groups[-1].append(one)
            spans[-1] = settled_by((spans[-1], one.sent))
        else:
            groups.append([one])
            spans.append(one.sent)
    return groups
