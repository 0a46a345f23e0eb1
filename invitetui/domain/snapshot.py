"""A snapshot: the book as it stands at one instant. Everything on a screen is read from one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from itertools import islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain import pacing
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import EARLY, ON_LIST, Event, Invitation, Kind
from invitetui.domain.journal import Journal
from invitetui.domain.moments import FOREVER, after, before, local_day
from invitetui.domain.pace import Pace
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Reckoning, Stale, Standing, State

if TYPE_CHECKING:
    from invitetui.domain.outlook import Clear

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
_NEAR = timedelta(days=2)


class Snapshot:
    """Immutable: the book, the instant, and how each invitation stands at it.

    A later snapshot shares what has not changed: `moved_to` derives anew only those whose standing
    may have changed by the clock, `edited` only those that were edited and their other invitations.
    """

    def __init__(
        self,
        book: Book,
        now: datetime,
        rules: Rules,
        zone: tzinfo,
        standings: Mapping[str, Standing] | None = None,
    ) -> None:
        self.book = book
        self.now = now
        self.rules = rules
        self.zone = zone
        self._reckoning = Reckoning(now, rules)
        if standings is None:
            derive, reinvited_at = self._reckoning.standing, book.reinvited
            standings = {uid: derive(known, reinvited_at.get(uid)) for uid, known in book.by_uid.items()}
        self.standings: Mapping[str, Standing] = standings

    def _derive(self, invitation: Invitation) -> Standing:
        return self._reckoning.standing(invitation, self.book.reinvited.get(invitation.uid))

    def edited(self, edits: Edits, now: datetime, noted: Journal = (), unnoted: Journal = ()) -> Snapshot:
        """Return the snapshot at `now` after `edits`, and with these in the journal or out of it."""
        before = self.moved_to(now)
        after = Snapshot(before.book.replacing(edits, noted, unnoted), now, self.rules, self.zone, {})
        touched = set(edits)
        for book in (before.book, after.book):
            for uid in edits:
                if uid in book.attempts and (invitation := book.get(uid)):
                    touched.update(other.uid for other in book.to_same_person(invitation))
        standings = dict(before.standings)
        for uid in touched:
            if invitation := after.book.get(uid):
                standings[uid] = after._derive(invitation)
            else:
                standings.pop(uid, None)
        after.standings = standings
        after._carry_over(before, touched)
        if not (noted or unnoted) and all(_stands_alike(uid, before, after) for uid in edits):
            _hand_on(before, after)
        return after

    def _carry_over(self, before: Snapshot, touched: Collection[str] = ()) -> None:
        """Take over what was counted of an earlier snapshot, with the difference that those touched make.

        All others stand as they stood: what was counted of them holds, but for what has grown too old.
        """
        old = [stands for uid in touched if (stands := before.standings.get(uid))]
        new = [stands for uid in touched if (stands := self.standings.get(uid))]
        if "_holds_until" in before.__dict__:
            self._holds_until = min([before._holds_until, *(stands.holds_until for stands in new)])
        if "counts" in before.__dict__:
            counts = Counter(before.counts)
            counts.update(stands.state for stands in new)
            counts.subtract(stands.state for stands in old)
            self.counts = +counts
        if "stale" in before.__dict__:
            lost, won = (sum(stands.stale is Stale.SURELY for stands in each) for each in (old, new))
            self.stale = before.stale - lost + won
        if "asking" in before.__dict__:
            self.asking = before.asking + sum(each.asks for each in new) - sum(each.asks for each in old)
        if "_lately_withdrawn" in before.__dict__:
            again = {uid: self.standings[uid] for uid in touched if uid in self.standings}
            others = ((at, uid) for at, uid in before._lately_withdrawn if uid not in touched)
            self._lately_withdrawn = self._lately((*others, *_withdrawn(again)))
        if "opened" in before.__dict__ and not any(stands.opened_at for stands in (*old, *new)):
            self.opened = before.opened

    def moved_to(self, now: datetime) -> Snapshot:
        """Return the snapshot of the same book at another instant."""
        if now < self.now:
            return Snapshot(self.book, now, self.rules, self.zone)
        if now < self._holds_until:
            later = Snapshot(self.book, now, self.rules, self.zone, self.standings)
            later._carry_over(self)
            later.orders = self.orders
            _hand_on(self, later)
            return later
        due = {uid for uid, stands in self.standings.items() if stands.holds_until <= now}
        later = Snapshot(self.book, now, self.rules, self.zone, {})
        later.standings = {**self.standings, **{uid: later._derive(self.book[uid]) for uid in due}}
        later._carry_over(self, due)
        del later._holds_until  # it was that of those due
        return later

    @cached_property
    def _holds_until(self) -> datetime:
        return min((stands.holds_until for stands in self.standings.values()), default=FOREVER)

    @cached_property
    def orders(self) -> dict[tuple[str, bool], tuple[str, ...]]:
        """All uids by column and whether in reverse, once asked for: they hold for these very standings."""
        return {}

    @property
    def today(self) -> date:
        """The day, where the person lives."""
        return local_day(self.now, self.zone)

    def age(self, invitation: Invitation) -> tuple[timedelta, timedelta]:
        """Return the youngest and the oldest age possible, never below zero."""
        zero = timedelta()
        return max(zero, self.now - invitation.sent_latest), max(zero, self.now - invitation.sent_earliest)

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many invitations are in each state."""
        # Counted by identity: hashing a member of an enumeration takes longer than all else here.
        times = Counter(map(id, map(attrgetter("state"), self.standings.values())))
        return Counter({state: found for state in State if (found := times[id(state)])})

    @property
    def pending(self) -> int:
        """How many wait for an answer."""
        return self.counts[State.FRESH] + self.counts[State.STALE] + self.counts[State.OPENED]

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
    def opened(self) -> tuple[str, ...]:
        """Those whose page was opened and of whom nothing was said yet, in the order opened."""
        waiting = [
            (stands.opened_at, uid)
            for uid, stands in self.standings.items()
            if stands.opened_at and stands.state is State.OPENED
        ]
        return tuple(uid for _, uid in sorted(waiting))

    @cached_property
    def sent_this_week(self) -> int:
        """How many were surely sent within the last seven days."""
        since, now, by_uid = before(self.now, WEEK), self.now, self.book.by_uid
        newest_first = map(by_uid.__getitem__, self.book.newest_first)
        lately = takewhile(lambda invitation: since < invitation.sent_latest, newest_first)
        return sum(since < invitation.sent_earliest <= now for invitation in lately)

    @property
    def weekly_number(self) -> int:
        """How many invitations a week are meant to be sent now: fewer in and after a restriction."""
        return self.pace.limits.lowered(self.rules.invitations_a_week, self.today)

    @property
    def free_this_week(self) -> int:
        """How many more invitations the weekly number allows now."""
        return max(0, self.weekly_number - self.sent_this_week)

    @cached_property
    def pace(self) -> Pace:
        """What each day takes."""
        return Pace(self.rules, self.zone, self.now, seed=self.book.seed, journal=self.book.journal)

    @property
    def _wanting_withdrawal(self) -> Iterator[tuple[Invitation, Standing]]:
        by_uid = self.book.by_uid
        return ((by_uid[uid], stands) for uid, stands in self.standings.items() if stands.wants_withdrawal)

    @cached_property
    def plan(self) -> pacing.Plan:
        """The withdrawal calendar."""
        return pacing.plan(self._wanting_withdrawal, self.pace, taken=self.taken_today)

    @cached_property
    def clear_between(self) -> Clear:
        """When the backlog is clear: at the earliest, and at the latest if the person goes on as of late."""
        from invitetui.domain.outlook import clear_between  # noqa: PLC0415  # not for the first frame

        return clear_between(self)

    @cached_property
    def share_left_today(self) -> int:
        """How many are still to be withdrawn today: as many as `due_today` names, but sooner known."""
        return pacing.share_of_today(self._wanting_withdrawal, self.pace, taken=self.taken_today)

    @cached_property
    def _lately_withdrawn(self) -> tuple[tuple[datetime, str], ...]:
        """The withdrawals of the last two days, oldest first: all that pace and pauses ask about."""
        return self._lately(_withdrawn(self.standings))

    def _lately(self, withdrawn: Iterable[tuple[datetime, str]]) -> tuple[tuple[datetime, str], ...]:
        since = before(self.now, _NEAR)
        return tuple(sorted((at, uid) for at, uid in withdrawn if since < at))

    @cached_property
    def done_today(self) -> int:
        """How many withdrawals are recorded for today."""
        today, zone = self.today, self.zone
        return sum(local_day(at, zone) == today for at, _ in self._lately_withdrawn)

    @cached_property
    def taken_today(self) -> int:
        """How many withdrawals use up today's share, those of last evening among them."""
        since = self.pace.counts_since
        return sum(at > since or local_day(at, self.zone) == self.today for at, _ in self._lately_withdrawn)

    @property
    def room_now(self) -> int:
        """How many more withdrawals the last 24 hours leave room for at this very moment."""
        return max(0, self.pace.number(self.today) - len(self._withdrawn_within_a_day))

    @property
    def _withdrawn_within_a_day(self) -> list[datetime]:
        since = before(self.now, DAY)
        return [at for at, _ in self._lately_withdrawn if since < at]

    @property
    def _free_at(self) -> datetime:
        """From when on the last 24 hours leave room for another withdrawal."""
        done, number = self._withdrawn_within_a_day, self.pace.number(self.today)
        return after(done[len(done) - number], DAY) if 0 < number <= len(done) else self.now

    @cached_property
    def release_days(self) -> Mapping[str, date]:
        """The day on which each who is cooling down or ready is proposed for another invitation."""
        from invitetui.domain.releases import release_days  # noqa: PLC0415  # not for the first frame

        return release_days(self)

    @property
    def released_today(self) -> tuple[str, ...]:
        """Who is ready and proposed today, in order."""
        today, standings = self.today, self.standings
        return tuple(
            uid
            for uid, day in self.release_days.items()
            if day == today and standings[uid].state is State.READY
        )

    @cached_property
    def reinvited_today(self) -> int:
        """How many of those surely sent today went to somebody invited before."""
        book, today, zone = self.book, self.today, self.zone
        return sum(
            attempt > 1
            and local_day(book[uid].sent_earliest, zone) == today
            and book[uid].sent_earliest <= self.now
            for uid, attempt in book.attempts.items()
        )

    @property
    def due_today(self) -> tuple[str, ...]:
        """Those whose turn it is today, in order."""
        return self.plan.on(self.today)

    @property
    def next_sitting(self) -> datetime | None:
        """When to sit next: now, where it is due and the last 24 hours have room; None where none comes."""
        return self.pace.next_sitting(due=self.share_left_today > 0, free_at=self._free_at)

    @property
    def sitting(self) -> tuple[str, ...]:
        """Whom a sitting asks about: opened pages first, then as many of today's as a sitting takes."""
        return self._with_opened(self.due_today)

    @property
    def sitting_ahead(self) -> tuple[str, ...]:
        """Whom a sitting asks about where the person sits although nothing is due: the next in the plan."""
        return self._with_opened(uid for _, uids in self.plan.days for uid in uids)

    def _with_opened(self, due: Iterable[str]) -> tuple[str, ...]:
        others = (uid for uid in due if uid not in self.opened)
        return (*self.opened, *islice(others, self.rules.sitting_size))

    @cached_property
    def _pages_today(self) -> tuple[Event, ...]:
        """The pages opened from the app today; where there is no address, that is the Sent page."""
        now, today, zone, near = self.now, self.today, self.zone, timedelta(days=2)
        return tuple(
            event
            if invitation.url
            else msgspec.structs.replace(event, value=f"{event.value or ''} {ON_LIST}")
            for invitation in self.book
            for event in invitation.events
            if event.kind in (Kind.OPENED, Kind.VIEWED)
            and abs(now - event.at) < near
            and event.at <= now
            and local_day(event.at, zone) == today
        )

    @property
    def views_today(self) -> int:
        """How many profile pages were opened from the app today."""
        return sum(ON_LIST not in (event.value or "").split() for event in self._pages_today)

    @property
    def early_today(self) -> int:
        """How many pages were opened today before their time: the override counts."""
        return sum(EARLY in (event.value or "").split() for event in self._pages_today)

    @property
    def wait(self) -> timedelta:
        """How long until the gap after the newest withdrawal is over; zero where it is."""
        if not self._lately_withdrawn:
            return timedelta()
        withdrawn_at, uid = self._lately_withdrawn[-1]
        return max(timedelta(), withdrawn_at - self.now + pacing.gap_after(uid, self.rules))


def _withdrawn(standings: Mapping[str, Standing]) -> Iterator[tuple[datetime, str]]:
    """Yield when each that was withdrawn was, with its uid."""
    return ((at, uid) for uid, stands in standings.items() if (at := stands.withdrawn_at))


def _stands_alike(uid: str, one: Snapshot, other: Snapshot) -> bool:
    """Whether an invitation is to the same person, of the same time and standing in both."""
    mine, theirs = one.book.get(uid), other.book.get(uid)
    return (
        mine is not None
        and theirs is not None
        and (mine.person, mine.sent_earliest, mine.sent_latest)
        == (theirs.person, theirs.sent_earliest, theirs.sent_latest)
        and one.standings[uid] == other.standings[uid]
    )


def _hand_on(earlier: Snapshot, later: Snapshot) -> None:
    """Let a later snapshot of the same day and the same standings have what takes long to work out."""
    if (
        "release_days" in earlier.__dict__
        and earlier.today == later.today
        and earlier.reinvited_today == later.reinvited_today
        and all(event.at <= earlier.now for event in earlier.book.journal)
    ):
        later.release_days = earlier.release_days
