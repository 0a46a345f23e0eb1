"""A snapshot: the book as it stands at one instant. Everything on a screen is read from one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from invitetui.domain import pacing
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation
from invitetui.domain.journal import Journal
from invitetui.domain.moments import FOREVER, before, local_day
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Reckoning, Stale, Standing, State

WEEK = timedelta(days=7)


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
                if invitation := book.get(uid):
                    touched.update(other.uid for other in book.to_same_person(invitation))
        standings = dict(before.standings)
        for uid in touched:
            if invitation := after.book.get(uid):
                standings[uid] = after._derive(invitation)
            else:
                standings.pop(uid, None)
        after.standings = standings
        return after

    def moved_to(self, now: datetime) -> Snapshot:
        """Return the snapshot of the same book at another instant."""
        if now < self.now:
            return Snapshot(self.book, now, self.rules, self.zone)
        if now < self._holds_until:
            later = Snapshot(self.book, now, self.rules, self.zone, self.standings)
            later._holds_until = self._holds_until
            return later
        due = [uid for uid, stands in self.standings.items() if stands.holds_until <= now]
        later = Snapshot(self.book, now, self.rules, self.zone, {})
        later.standings = {**self.standings, **{uid: later._derive(self.book[uid]) for uid in due}}
        return later

    @cached_property
    def _holds_until(self) -> datetime:
        return min((stands.holds_until for stands in self.standings.values()), default=FOREVER)

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
        return Counter(stands.state for stands in self.standings.values())

    @property
    def pending(self) -> int:
        """How many wait for an answer."""
        return self.counts[State.FRESH] + self.counts[State.STALE] + self.counts[State.OPENED]

    @cached_property
    def stale(self) -> int:
        """How many are pending and surely past the mark."""
        return sum(stands.stale is Stale.SURELY for stands in self.standings.values())

    @cached_property
    def opened(self) -> tuple[str, ...]:
        """Those whose page was opened and of whom nothing was said yet, in the order opened."""
        waiting = [
            (stands.opened_at, uid)
            for uid, stands in self.standings.items()
            if stands.state is State.OPENED and stands.opened_at
        ]
        return tuple(uid for _, uid in sorted(waiting))

    @cached_property
    def sent_this_week(self) -> int:
        """How many were surely sent within the last seven days."""
        since = before(self.now, WEEK)
        return sum(since < invitation.sent_earliest <= self.now for invitation in self.book)

    @property
    def free_this_week(self) -> int:
        """How many more invitations the weekly number allows now."""
        return max(0, self.rules.invitations_a_week - self.sent_this_week)

    @property
    def _wanting_withdrawal(self) -> Iterator[tuple[Invitation, Standing]]:
        book = self.book
        return ((book[uid], stands) for uid, stands in self.standings.items() if stands.wants_withdrawal)

    @cached_property
    def plan(self) -> pacing.Plan:
        """The withdrawal calendar."""
        return pacing.plan(
            self._wanting_withdrawal,
            done_today=self.done_today,
            today=self.today,
            zone=self.zone,
            rules=self.rules,
        )

    @cached_property
    def share_left_today(self) -> int:
        """How many are still to be withdrawn today: as many as `due_today` names, but sooner known."""
        return pacing.share_of_today(
            self._wanting_withdrawal,
            done_today=self.done_today,
            today=self.today,
            zone=self.zone,
            rules=self.rules,
        )

    @cached_property
    def done_today(self) -> int:
        """How many withdrawals are recorded for today."""
        now, today, near = self.now, self.today, timedelta(days=2)  # the zone is asked only of what is near
        return sum(
            local_day(withdrawn_at, self.zone) == today
            for stands in self.standings.values()
            if (withdrawn_at := stands.withdrawn_at) and abs(now - withdrawn_at) < near
        )

    @property
    def due_today(self) -> tuple[str, ...]:
        """Those whose turn it is today, in order."""
        return self.plan.on(self.today)

    @property
    def sitting(self) -> tuple[str, ...]:
        """Whom a sitting asks about: opened pages first, then as many of today's as a sitting takes."""
        due = [uid for uid in self.due_today if uid not in self.opened]
        return (*self.opened, *due[: self.rules.sitting_size])

    @property
    def wait(self) -> timedelta:
        """How long until the gap after the newest withdrawal is over; zero where it is."""
        newest = max(
            ((at, uid) for uid, stands in self.standings.items() if (at := stands.withdrawn_at)),
            default=None,
        )
        if newest is None:
            return timedelta()
        withdrawn_at, uid = newest
        return max(timedelta(), withdrawn_at - self.now + pacing.gap_after(uid, self.rules))
