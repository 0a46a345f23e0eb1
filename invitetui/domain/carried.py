"""What a snapshot takes over from the one before it: which edits, and how much time, leave what as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from itertools import takewhile
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Self

import msgspec

from invitetui.domain.book import Book, Edits
from invitetui.domain.journal import Journal
from invitetui.domain.moments import after, before, local_day
from invitetui.domain.overlay import Overlay
from invitetui.domain.pace import Pace
from invitetui.domain.rules import Rules
from invitetui.domain.shelves import Item, mended
from invitetui.domain.standing import Reckoning, Stale, Standing, State

if TYPE_CHECKING:
    from invitetui.domain.places import Candidate, Kin, Part, Parts
    from invitetui.domain.shelves import Shelves

WEEK = timedelta(days=7)
_NEAR = timedelta(days=2)
_SOON = timedelta(hours=2)


Stands = tuple[str, Standing]
"""A uid, and how that invitation stands."""


class Touched(msgspec.Struct, frozen=True):
    """Whose standing may differ between two snapshots of which one follows from the other."""

    uids: Collection[str]
    old: list[Candidate]
    """Those of them in the earlier book, and how they stood."""
    new: list[Candidate]
    """Those of them in the later book, and how they stand."""


class Carried:
    """The book, the instant, and how each invitation stands at it. Immutable.

    A later one shares what has not changed: `moved_to` derives anew only those whose standing may have
    changed by the clock, `edited` only those that were edited, and the other invitations to people to
    whom something else was sent. What was asked of the one before and follows from who stands where is
    mended by the difference that these make; all else is worked out when it is asked for.
    """

    def __init__(
        self,
        book: Book,
        now: datetime,
        rules: Rules,
        zone: tzinfo,
        standings: Overlay[Standing] | None = None,
    ) -> None:
        self.book = book
        self.now = now
        self.rules = rules
        self.zone = zone
        if standings is None:
            derive, reinvited_at = Reckoning(now, rules).standing, book.reinvited
            standings = Overlay(
                {uid: derive(known, reinvited_at.get(uid)) for uid, known in book.by_uid.items()}
            )
        self.standings = standings
        """How each stands, by uid, in the order of the book."""
        self._parts: dict[Kin, Parts] = {}
        """Shared by all of the same standings: what a thread works out of one of them, the others know."""

    def moved_to(self, now: datetime) -> Self:
        """Return the snapshot of the same book at another instant."""
        if now == self.now:
            return self
        if now < self.now:
            return type(self)(self.book, now, self.rules, self.zone)
        return self.followed_by(self.book, now, self._due(now))

    def edited(self, edits: Edits, now: datetime, noted: Journal = (), unnoted: Journal = ()) -> Self:
        """Return the snapshot at `now` after `edits`, and with these in the journal or out of it."""
        earlier = self.moved_to(now)
        book = earlier.book.replacing(edits, noted, unnoted)
        touched = dict.fromkeys(edits)  # in their order, in which the book takes them
        if book.sendings is not earlier.book.sendings:
            for each in (earlier.book, book):
                touched.update(dict.fromkeys(each.to_same_people(edits)))
        return earlier.followed_by(book, now, touched)

    def followed_by(self, book: Book, now: datetime, uids: Collection[str]) -> Self:
        """Return the snapshot of that book and instant, in which these may stand differently."""
        old: list[Candidate] = []
        new: list[Candidate] = []
        later = type(self)(book, now, self.rules, self.zone, self.standings)
        if uids:
            derive, reinvited_at = Reckoning(now, self.rules).standing, book.reinvited.get
            old = self.candidates(uids)
            new = [(one, derive(one, reinvited_at(one.uid))) for one in book.some(uids) if one]
            gone = {} if len(new) == len(uids) else dict.fromkeys(uids)
            later.standings = self.standings.edited({**gone, **{one.uid: stands for one, stands in new}})
        later.take_over(self, Touched(uids, old, new))
        return later

    def candidates(self, uids: Collection[str]) -> list[Candidate]:
        """Return those of these uids that are in the book, each with how it stands."""
        pairs = zip(self.book.some(uids), self.standings.some(uids), strict=True)
        return [(invitation, stands) for invitation, stands in pairs if invitation and stands]

    def take_over(self, earlier: Self, touched: Touched) -> None:
        """Take over what an earlier snapshot knows, with the difference that those touched make.

        All others stand as they stood: what was counted of them holds, but for what has grown too old.
        """
        known = earlier.__dict__
        if touched.uids:
            self._count_anew(earlier, touched)
        else:
            self.__dict__.update({name: known[name] for name in _SAME if name in known})
        if "_soon" in known and self.now >= earlier._soon[0]:
            self.__dict__.pop("_soon", None)
        if "_lately_withdrawn" in known:
            lately, since = self._lately_withdrawn, before(self.now, _NEAR)
            if lately and lately[0][0] <= since:
                self._lately_withdrawn = lately[bisect_right(lately, since, key=itemgetter(0)) :]
        if "_sent_lately" in known and self.book.sendings is earlier.book.sendings:
            self._sent_lately = earlier._sent_lately
        if "pace" in known and self.is_of_one_day_with(earlier):
            self.pace = earlier.pace.later(self.now)

    def _count_anew(self, earlier: Self, touched: Touched) -> None:
        """Take over what is counted and kept in order, without how those touched stood, and as they stand."""
        known, old, new = earlier.__dict__, touched.old, touched.new
        stood, stand = ([stands for _, stands in each] for each in (old, new))
        were, are = ([(one.uid, stands) for one, stands in each] for each in (old, new))
        if "counts" in known:
            counts = Counter(earlier.counts)
            for state in map(attrgetter("state"), stand):
                counts[state] += 1
            for state in map(attrgetter("state"), stood):
                counts[state] -= 1
            self.counts = counts
        if "stale" in known:
            lost, won = (sum([stands.stale is Stale.SURELY for stands in each]) for each in (stood, stand))
            self.stale = earlier.stale - lost + won
        if "asking" in known:
            asked, ask = (sum([stands.asks for stands in each]) for each in (stood, stand))
            self.asking = earlier.asking - asked + ask
        for name, places in _IN_ORDER.items():
            if name in known:
                self.__dict__[name] = mended(known[name], places(were), places(are))
        if "_soon" in known:
            until, changes = earlier._soon
            self._soon = until, mended(changes, _changing(were, until), _changing(are, until))
        self._parts = {
            kin: kin.edited(parts, old, new, self.rules, self.zone)
            for kin, parts in tuple(earlier._parts.items())
        }
        if "orders" in known:
            self._take_over_orders(earlier, stood, stand)

    def is_of_one_day_with(self, earlier: Self) -> bool:
        """Return whether no day has begun since, and of the account nothing else is known."""
        journal = self.book.journal
        return (
            earlier.today == self.today
            and earlier.book.journal == journal
            and all(event.at <= earlier.now for event in journal)
        )

    def _take_over_orders(self, earlier: Self, stood: list[Standing], stand: list[Standing]) -> None:
        """Take over the orders by columns that say what they said."""
        if self.book.sendings is not earlier.book.sendings:
            return
        columns = attrgetter("state"), attrgetter("priority")
        same_state, same_priority = (list(map(said, stood)) == list(map(said, stand)) for said in columns)
        says_the_same = {
            "sent": True,
            "name": self.book.wordings is earlier.book.wordings,
            "state": same_state,
            "priority": same_priority,
        }
        self.orders = {
            order: uids for order, uids in tuple(earlier.orders.items()) if says_the_same[order[0]]
        }

    @cached_property
    def orders(self) -> dict[tuple[str, bool], tuple[str, ...]]:
        """All uids by column and whether in reverse, once asked for: they hold for these very standings."""
        return {}

    def part(self, part: Part) -> Shelves:
        """Return all that are that part of the book, in order; see `Part`."""
        from invitetui.domain.places import KIN, NOBODY  # noqa: PLC0415  # not for the first frame

        kin = KIN[part]
        parts = self._parts.get(kin)
        if parts is None:
            everyone = zip(self.book.by_uid.values(), self.standings.values(), strict=True)
            parts = self._parts[kin] = kin.of(everyone, self.rules, self.zone)
        return parts.get(part, NOBODY)

    def knows(self, part: Part) -> bool:
        """Return whether `part` answers at once."""
        return any(part in kin.parts for kin in tuple(self._parts))

    def shares(self, earlier: Self, *parts: Part) -> bool:
        """Return whether in these parts everybody has the place that they had then."""
        return all(
            earlier.knows(part) and self.knows(part) and self.part(part) is earlier.part(part)
            for part in parts
        )

    def look_forward(self) -> None:
        """Work out whose standing changes soon: every later instant asks for it, and so does each key."""
        _ = self._soon

    def _due(self, now: datetime) -> list[str]:
        """Return whose standing may have changed by then."""
        until, changes = self._soon
        if now < until:
            return [uid for _, uid in takewhile(lambda change: change[0] <= now, changes)]
        return [uid for uid, stands in self.standings.items() if stands.holds_until <= now]

    @cached_property
    def _soon(self) -> tuple[datetime, tuple[Item, ...]]:
        """An instant, and when whose standing may change before it."""
        until = after(self.now, _SOON)
        return until, tuple(sorted(_changing(self.standings.items(), until)))

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many invitations are in each state."""
        # Counted by identity: hashing a member of an enumeration takes longer than all else here.
        times = Counter(map(id, map(attrgetter("state"), self.standings.values())))
        return Counter({state: found for state in State if (found := times[id(state)])})

    @cached_property
    def asking(self) -> int:
        """Of how many the person alone can say what became of them."""
        return self.counts[State.UNCLEAR] + sum(
            stands.listed_at is not None and stands.state is not State.UNCLEAR
            for stands in self.standings.values()
        )

    @cached_property
    def stale(self) -> int:
        """How many are pending and surely past the mark."""
        surely = Stale.SURELY
        return sum([stands.stale is surely for stands in self.standings.values()])

    @cached_property
    def _opened(self) -> tuple[Item, ...]:
        """Those whose page was opened and of whom nothing was said yet, in the order opened."""
        return tuple(sorted(_opened(self.standings.items()))) if self.counts[State.OPENED] else ()

    @cached_property
    def _lately_withdrawn(self) -> tuple[Item, ...]:
        """The withdrawals of the last two days, oldest first: all that pace and pauses ask about."""
        since = before(self.now, _NEAR)
        withdrawn_at = map(attrgetter("withdrawn_at"), self.standings.values())
        found = zip(withdrawn_at, self.standings, strict=True)
        return tuple(sorted([(at, uid) for at, uid in found if at and since < at]))

    @cached_property
    def _sent_lately(self) -> tuple[Item, ...]:
        """All that may have been sent within the last week, by the first instant at which they may have."""
        since, by_uid = before(self.now, WEEK), self.book.by_uid
        newest_first = map(by_uid.__getitem__, self.book.newest_first)
        lately = takewhile(lambda invitation: since < invitation.sent_latest, newest_first)
        return tuple(sorted((invitation.sent_earliest, invitation.uid) for invitation in lately))

    @property
    def within_the_week(self) -> tuple[Item, ...]:
        """All that were surely sent within the last seven days, each with the first possible instant."""
        found, at = self._sent_lately, itemgetter(0)
        since, until = (bisect_right(found, limit, key=at) for limit in (before(self.now, WEEK), self.now))
        return found[since:until]

    @property
    def sent_this_week(self) -> int:
        """How many were surely sent within the last seven days."""
        return len(self.within_the_week)

    @cached_property
    def today(self) -> date:
        """The day, where the person lives."""
        return local_day(self.now, self.zone)

    @cached_property
    def pace(self) -> Pace:
        """What each day takes."""
        return Pace(self.rules, self.zone, self.now, seed=self.book.seed, journal=self.book.journal)


def _changing(stand: Iterable[Stands], until: datetime) -> list[Item]:
    """Return when whose standing may change by the clock before that instant."""
    return [(stands.holds_until, uid) for uid, stands in stand if stands.holds_until < until]


def _opened(stand: Iterable[Stands]) -> list[Item]:
    """Return when the page of each was opened who waits for an answer since."""
    opened = State.OPENED
    return [(stands.opened_at, uid) for uid, stands in stand if stands.state is opened and stands.opened_at]


def _withdrawn(stand: Iterable[Stands]) -> list[Item]:
    """Return when each that was withdrawn was."""
    return [(at, uid) for uid, stands in stand if (at := stands.withdrawn_at)]


_SAME = "counts", "stale", "asking", "orders", "_soon", "_opened", "_lately_withdrawn", "_parts"
"""What a snapshot knows that holds for as long as everybody stands as they did."""
_IN_ORDER = {"_opened": _opened, "_lately_withdrawn": _withdrawn}
"""Of that, what is a list of some, with what tells whose place in it is which."""
