"""A snapshot: the book as it stands at one instant. Everything on a screen is read from one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Self

import msgspec

from invitetui.domain import pacing
from invitetui.domain.carried import Carried, Touched
from invitetui.domain.invitation import EARLY, ON_LIST, Event, Invitation, Kind
from invitetui.domain.moments import after, before, local_day
from invitetui.domain.standing import State

if TYPE_CHECKING:
    from invitetui.domain.outlook import Clear
    from invitetui.domain.places import Candidate
    from invitetui.domain.releases import FirstDays

DAY = timedelta(days=1)


class Snapshot(Carried):
    """The book, the instant, how each invitation stands at it, and what a day brings. Immutable.

    How a later snapshot follows from this one is told by `Carried`.
    """

    def take_over(self, earlier: Self, touched: Touched) -> None:
        """Also take over whose turn it is on which day, while the day lasts and nothing weighs in."""
        super().take_over(earlier, touched)
        known = earlier.__dict__
        if "first_days" in known and self.book.seed == earlier.book.seed:
            self.first_days = earlier.first_days
        if not ("plan" in known or "release_days" in known) or not self.is_of_one_day_with(earlier):
            return
        if "plan" in known and self._withdraws_as(earlier):
            self.plan = earlier.plan
        if "release_days" in known and self._releases_as(earlier, touched):
            self.release_days = earlier.release_days

    def _withdraws_as(self, earlier: Self) -> bool:
        """Return whether the same want withdrawal, and today leaves the room that it left then."""
        return self.shares(earlier, "queue", "moved") and earlier.taken_today == self.taken_today

    def _releases_as(self, earlier: Self, touched: Touched) -> bool:
        """Return whether whoever may be invited again has the turn that they had then."""
        attempts = self.book.attempts
        return (
            self.book.sendings is earlier.book.sendings
            and all(
                (stood.ready_at is stands.ready_at is None and one.uid not in attempts) or stood == stands
                for (one, stood), (_, stands) in zip(touched.old, touched.new, strict=True)
            )
            and earlier.free_this_week == self.free_this_week
            and earlier.reinvited_today == self.reinvited_today
        )

    def age(self, invitation: Invitation) -> tuple[timedelta, timedelta]:
        """Return the youngest and the oldest age possible, never below zero."""
        zero = timedelta()
        return max(zero, self.now - invitation.sent_latest), max(zero, self.now - invitation.sent_earliest)

    @property
    def pending(self) -> int:
        """How many wait for an answer."""
        return self.counts[State.FRESH] + self.counts[State.STALE] + self.counts[State.OPENED]

    @property
    def opened(self) -> tuple[str, ...]:
        """Those whose page was opened and of whom nothing was said yet, in the order opened."""
        return tuple(uid for _, uid in self._opened)

    @property
    def weekly_number(self) -> int:
        """How many invitations a week are meant to be sent now: fewer in and after a restriction."""
        return self.pace.limits.lowered(self.rules.invitations_a_week, self.today)

    @property
    def free_this_week(self) -> int:
        """How many more invitations the weekly number allows now."""
        return max(0, self.weekly_number - self.sent_this_week)

    @property
    def _wanting_withdrawal(self) -> Iterable[Candidate]:
        """All whom the plan spreads over the days: from their places, where these are known."""
        book, standings = self.book, self.standings
        if self.knows("queue"):
            return ((book[uid], standings[uid]) for _, uid in chain(self.part("moved"), self.part("queue")))
        return ((book[uid], stands) for uid, stands in standings.items() if stands.wants_withdrawal)

    @cached_property
    def plan(self) -> pacing.Plan:
        """The withdrawal calendar."""
        return pacing.plan(self.part("queue"), self.part("moved"), self.pace, taken=self.taken_today)

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
    def done_today(self) -> int:
        """How many withdrawals are recorded for today."""
        begins, lately = self.pace.day_begins, self._lately_withdrawn
        return len(lately) - bisect_left(lately, begins, key=itemgetter(0))

    @cached_property
    def taken_today(self) -> int:
        """How many withdrawals use up today's share, those of last evening among them."""
        since, lately = self.pace.counts_since, self._lately_withdrawn
        return max(self.done_today, len(lately) - bisect_right(lately, since, key=itemgetter(0)))

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

    @cached_property
    def first_days(self) -> FirstDays:
        """On which day each may first be proposed."""
        from invitetui.domain.releases import FirstDays  # noqa: PLC0415  # not for the first frame

        return FirstDays(self.book.seed, self.rules.reinvitation_spread, self.pace)

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
        attempts, today, zone, sent = self.book.attempts, self.today, self.zone, self._sent_lately
        return sum(
            attempts.get(uid, 1) > 1 and at <= self.now and local_day(at, zone) == today
            for at, uid in sent[bisect_left(sent, before(self.now, 2 * DAY), key=itemgetter(0)) :]
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
        """How many pages were opened today, or withdrawals made without one, before their time."""
        pages = sum(EARLY in (event.value or "").split() for event in self._pages_today)
        today = [uid for at, uid in self._lately_withdrawn if local_day(at, self.zone) == self.today]
        events = (event for uid in today for event in self.book[uid].events)
        return pages + sum(event.kind == Kind.WITHDRAWN and event.value == EARLY for event in events)

    @property
    def wait(self) -> timedelta:
        """How long until the gap after the newest withdrawal is over; zero where it is."""
        if not self._lately_withdrawn:
            return timedelta()
        withdrawn_at, uid = self._lately_withdrawn[-1]
        return max(timedelta(), withdrawn_at - self.now + pacing.gap_after(uid, self.rules))
