"""When LinkedIn has warned or limited the person: what rests, until when, and how the numbers come back.

Restrictions are recorded by the person, in the journal. How long one lasts, and what to do meanwhile,
is what LinkedIn's help pages say (answers a551012 and a550555); how the numbers come back is ours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

import msgspec

from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening, Journal
from invitetui.domain.moments import add_days, after, local_day
from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING, Rules


class Why(StrEnum):
    """What LinkedIn did, by the word that the journal keeps."""

    WEEKLY = "weekly"
    EMAIL = "email"
    WARNING = "warning"
    OUTSTANDING = "outstanding"


TITLES = {
    Why.WEEKLY: "The weekly limit is reached",
    Why.EMAIL: "An e-mail address is demanded for each invitation",
    Why.WARNING: "A warning",
    Why.OUTSTANDING: "Too many invitations are outstanding",
}
"""What each is called."""

_ADVICE = {
    Why.WEEKLY: "Wait it out: LinkedIn says that nothing you buy or withdraw makes it shorter.",
    Why.EMAIL: "Send only to people whose address you know, or to nobody until LinkedIn asks no more.",
    Why.WARNING: "Read it to its end, and stop every tool that acts on LinkedIn for you.",
    Why.OUTSTANDING: "Send nothing, and let the pending list come down: acceptances and expiries count too.",
}
_MEANWHILE = (
    "Reach people by groups, by comments on what they post, and by messages to those you know already.",
    "Complete your profile, photo included: who recognises you is more likely to accept.",
    "Then send only to people you know or have a reason to ask, and say the reason in a note.",
    WITHDRAWING_LIFTS_NOTHING,
)

CLIMB_FROM = 0.5
"""The share of the numbers with which it begins again."""

_WEEK = timedelta(days=7)


class Restriction(msgspec.Struct, frozen=True):
    """One restriction, from its record to the word that it is over."""

    why: Why
    said: str
    """What LinkedIn said, as the person noted it; may be empty. Data, never markup."""
    since: datetime
    lifts_about: datetime
    """When it should lift: what LinkedIn said, else what the sources say."""
    lifted_at: datetime | None = None
    """When the person said that it is over."""

    @property
    def title(self) -> str:
        """What it is called."""
        return TITLES[self.why]

    @property
    def advice(self) -> tuple[str, ...]:
        """What the sources advise while it lasts, most particular first."""
        return _ADVICE[self.why], *_MEANWHILE


def recorded(why: Why, said: str, now: datetime, lifts: datetime | None = None) -> Event:
    """Return the event of the journal that records a restriction.

    Args:
        why: what LinkedIn did.
        said: LinkedIn's words, as far as the person wants to keep them.
        now: when.
        lifts: when LinkedIn says that it lifts, where it says so.
    """
    return Event(Happening.RESTRICTED, now, until=lifts, value=f"{why}: {said}" if said else str(why))


def lifted(now: datetime) -> Event:
    """Return the event of the journal that records that it is over."""
    return Event(Happening.LIFTED, now)


def restrictions(journal: Journal, now: datetime, rules: Rules) -> list[Restriction]:
    """Return all restrictions recorded by `now`, oldest first; only the last may not have lifted."""
    found: list[Restriction] = []
    for event in sorted((event for event in journal if event.at <= now), key=lambda event: event.at):
        lasting = found[-1] if found and found[-1].lifted_at is None else None
        if lasting and event.kind in (Happening.LIFTED, Happening.RESTRICTED):
            found[-1] = msgspec.structs.replace(lasting, lifted_at=event.at)
        if event.kind == Happening.RESTRICTED:
            found.append(_read(event, rules))
    return found


def _read(event: Event, rules: Rules) -> Restriction:
    word, _, said = (event.value or "").partition(": ")
    why = Why(word) if word in set(Why) else Why.WARNING
    days = rules.outstanding_days if why is Why.OUTSTANDING else rules.restriction_days
    lifts = event.until or after(event.at, timedelta(days=days))
    return Restriction(why, said if word in set(Why) else event.value or "", event.at, lifts)


class Limits:
    """What restrictions make of the numbers, day by day: nothing while one lasts, then a slow climb."""

    def __init__(self, journal: Journal, now: datetime, rules: Rules, zone: tzinfo) -> None:
        known = restrictions(journal, now, rules)
        self._rules = rules
        self.current: Restriction | None = known[-1] if known and known[-1].lifted_at is None else None
        """The restriction that lasts, if any."""
        self._today = local_day(now, zone)
        self._climbs_from: date | None = None
        self._lifts_about: date | None = None
        self._rests_until = date.min
        if self.current:
            # Until the person says that it is over, it lasts for today at the least.
            tomorrow = add_days(self._today, 1)
            self._lifts_about = local_day(self.current.lifts_about, zone)
            self._rests_until = max(tomorrow, self._lifts_about)
            self._climbs_from = self._rests_until
        elif known and known[-1].lifted_at:
            self._climbs_from = local_day(known[-1].lifted_at, zone)

    @property
    def begins_again(self) -> date | None:
        """The day from which on the plan has people again; None while nothing rests.

        That is the day on which it should lift. Once that day is there it is the next one, day after
        day, until the person says that it has lifted: the plan names everyone, and nobody for today.
        """
        return self._rests_until if self.current else None

    @property
    def should_have_lifted(self) -> date | None:
        """The day on which it should have lifted, once that is there and nobody has said that it has."""
        due = self._lifts_about
        return due if due and due <= self._today else None

    def rests(self, day: date) -> bool:
        """Return whether sending and withdrawing rest on that day."""
        return self.current is not None and day < self._rests_until

    def share(self, day: date) -> float:
        """Return what share of its usual number a day has: 1 long after, a half at first."""
        if self._climbs_from is None or not self._rules.climb_weeks:
            return 1.0
        weeks = (day - self._climbs_from) // _WEEK
        return min(1.0, CLIMB_FROM + (1 - CLIMB_FROM) * max(0, weeks) / self._rules.climb_weeks)

    def lowered(self, number: int, day: date) -> int:
        """Return what is left of a number on a day: none while it rests, at least one after."""
        return 0 if self.rests(day) else max(1, int(number * self.share(day))) if number else 0

    @property
    def whole_again(self) -> date | None:
        """The day from which the numbers are whole again; None where they are whole."""
        if self._climbs_from is None:
            return None
        whole = add_days(self._climbs_from, 7 * self._rules.climb_weeks)
        return whole if self._today < whole else None
