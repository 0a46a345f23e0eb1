"""How an invitation stands at an instant: derived from its recorded events and `now`, never stored.

The same events and the same instant always give the same standing. Events later than `now` do not
count, so "what did it look like on 3 March" is the same function with another `now`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.moments import FOREVER, add_months, after, before
from invitetui.domain.rules import Rules


class State(StrEnum):
    """What an invitation is at an instant, in the words that the person reads."""

    FRESH = "fresh"
    STALE = "stale"
    OPENED = "opened"
    ACCEPTED = "accepted"
    COOLING = "cooling"
    READY = "ready"
    EXPIRED = "expired"
    CLOSED = "closed"
    UNCLEAR = "unclear"


class Stale(StrEnum):
    """Whether a pending invitation is past the mark, given that its sent time may be a range."""

    SURELY = "surely"
    MAYBE = "maybe"
    NO = "no"


# Until Python 3.12 `State.FRESH` takes as long as a third of all that a standing needs.
_FRESH, _STALE, _OPENED, _ACCEPTED, _COOLING, _READY, _EXPIRED, _CLOSED, _UNCLEAR = State
_SURELY, _MAYBE, _NO = Stale
_ENDS: dict[str, State] = {Kind.ACCEPTED: _ACCEPTED, Kind.GONE: _EXPIRED, Kind.DISMISSED: _CLOSED}
"""What an outcome makes of an invitation; after a withdrawal that depends on the time."""

PENDING = State.FRESH, State.STALE, State.OPENED
PRIORITIES = ("high", "medium", "low")
SIGNALS = {"z": "no recent activity", "i": "incomplete profile", "f": "no longer fits"}
"""Reasons to withdraw early, by the letter that stands for each."""
WAYS = {
    "engage": "engage with their posts",
    "offer": "offer something of value",
    "platform": "try another platform",
}
"""Other ways back to a person than one more invitation, by the word that is recorded."""


class Standing(msgspec.Struct, frozen=True, gc=False):
    """All that a screen or a plan needs to know of one invitation at one instant."""

    state: State
    stale: Stale
    priority: str | None = None
    signals: str = ""
    """Letters of `SIGNALS`, in their order there."""
    kept: bool = False
    snoozed_until: datetime | None = None
    """Set only while the snooze lasts."""
    first_at: datetime | None = None
    """When the person last asked for it to be withdrawn first."""
    moved_to: datetime | None = None
    """When the day begins on which the person wants it withdrawn."""
    opened_at: datetime | None = None
    outcome: Event | None = None
    """What ended it: accepted, withdrawn, gone or dismissed."""
    withdrawn_at: datetime | None = None
    """When it was withdrawn; stays when it is dismissed after that."""
    ready_at: datetime | None = None
    """When LinkedIn surely takes a new invitation to the person: after a withdrawal only."""
    missed_at: datetime | None = None
    """When a complete Sent page was taken that lacks it, while nothing else is known: a question."""
    listed_at: datetime | None = None
    """When a Sent page was taken that lists it, although the person had said before that it is gone."""
    holds_until: datetime = FOREVER
    """Before this instant time alone changes nothing of it."""

    @property
    def pending(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in PENDING

    @property
    def asks(self) -> bool:
        """Whether the person alone can say what became of it."""
        return self.state is _UNCLEAR or self.listed_at is not None

    @property
    def wants_withdrawal(self) -> bool:
        """Whether it belongs into the plan: surely stale, or asked for; not kept, not snoozed."""
        asked = self.stale is _SURELY or self.first_at is not None or self.moved_to is not None
        return asked and not self.kept and self.snoozed_until is None and self.state in PENDING


def expires_at(invitation: Invitation, rules: Rules) -> datetime:
    """Return when LinkedIn surely drops the invitation, if it is still pending by then."""
    return add_months(invitation.sent_latest, rules.expiry_months)


SHORTEST_MONTH = timedelta(days=28)
"""No month is shorter: what is too young by this measure needs no calendar."""


def standing(
    invitation: Invitation, now: datetime, rules: Rules, reinvited_at: datetime | None = None
) -> Standing:
    """Return how `invitation` stands at `now`.

    Args:
        invitation: with its events, in the order recorded.
        now: the instant (UTC) to look from.
        rules: the mark, the cool-down and the expiry in force.
        reinvited_at: when the same person was next invited, if ever: that closes this one.
    """
    return Reckoning(now, rules).standing(invitation, reinvited_at)


class Reckoning:
    """Derives standings at one instant; what all of them have in common is worked out once."""

    def __init__(self, now: datetime, rules: Rules) -> None:
        self._now = now
        self._rules = rules
        self._stale_after = rules.stale_after
        self._stale_since = before(now, rules.stale_after)
        self._pending_for = rules.expiry_months * SHORTEST_MONTH
        """For how long it is surely not dropped."""
        self._cooldown = rules.cooldown
        self._surely_pending_since = before(now, self._pending_for)

    def standing(self, invitation: Invitation, reinvited_at: datetime | None = None) -> Standing:
        """Return how `invitation` stands; see the function of that name.

        Of most nothing was told, or only how they ended: that is soon said.
        """
        events = invitation.events
        if reinvited_at is None:
            if not events:
                state, stale, holds_until = self._unanswered(invitation, _NOTHING_TOLD)
                return Standing(state, stale, holds_until=holds_until)
            if len(events) == 1 and (only := events[0]).kind in OUTCOMES and only.at <= self._now:
                return self._ended(only)
        told = _told(events, self._now)
        outcome, ready_at, stale, listed_at = told.outcome, None, _NO, None
        holds_until = told.next_event
        if outcome is None:
            state, stale, changes_at = self._unanswered(invitation, told)
            holds_until = min(holds_until, changes_at)
        elif (ended := _ENDS.get(outcome.kind)) is not None:
            state = ended
        else:
            state, ready_at, changes_at = self._withdrawn(outcome)
            holds_until = min(holds_until, changes_at)
        if told.seen_at and outcome and outcome.by == "you" and outcome.kind in (Kind.WITHDRAWN, Kind.GONE):
            listed_at = told.seen_at if told.seen_at > outcome.at else None
        if reinvited_at is not None and _is_closed_by_another(invitation, state):
            if self._now >= reinvited_at:
                state, stale, listed_at = _CLOSED, _NO, None
            else:
                holds_until = min(holds_until, reinvited_at)
        return Standing(  # by their places: by their names it takes as long again
            state,
            stale,
            told.priority,
            told.signals,
            told.kept,
            told.snoozed_until,
            told.first_at,
            told.moved_to,
            told.opened_at,
            outcome,
            told.withdrawn_at,
            ready_at,
            told.missed_at if state is _UNCLEAR else None,
            listed_at,
            holds_until,
        )

    def _ended(self, outcome: Event) -> Standing:
        """Return how one stands of which nothing was told but how it ended."""
        if (ended := _ENDS.get(outcome.kind)) is not None:
            return Standing(ended, _NO, outcome=outcome)
        state, ready_at, holds_until = self._withdrawn(outcome)
        return Standing(
            state, _NO, outcome=outcome, withdrawn_at=outcome.at, ready_at=ready_at, holds_until=holds_until
        )

    def _withdrawn(self, outcome: Event) -> tuple[State, datetime, datetime]:
        """Return the state of one withdrawn, when it is or was ready, and when time may next change that."""
        ready_at = after(outcome.at, self._cooldown)
        return (_READY, ready_at, FOREVER) if self._now >= ready_at else (_COOLING, ready_at, ready_at)

    def _unanswered(self, invitation: Invitation, told: _Told) -> tuple[State, Stale, datetime]:
        """Return state and staleness of one that nothing has ended, and when time may next change them.

        Without asking the calendar for each: a month has 28 days at the least.
        """
        sent, rules = invitation.sent_latest, self._rules
        if (missed_at := told.missed_at) is not None:
            expired = expires_at(invitation, rules) <= missed_at
            return _EXPIRED if expired else _UNCLEAR, _NO, FOREVER
        if sent <= self._surely_pending_since:
            ends_at = expires_at(invitation, rules)
            if told.alive_at is not None and told.alive_at >= ends_at:
                ends_at = FOREVER  # LinkedIn has it still, or the person says so
            if ends_at <= self._now:
                return _EXPIRED, _NO, FOREVER
        else:
            ends_at = after(sent, self._pending_for)
        if sent <= self._stale_since:
            return _OPENED if told.opened_at else _STALE, _SURELY, ends_at
        # The mark may be set to come after the expiry.
        state = _OPENED if told.opened_at else _FRESH
        if invitation.sent_earliest <= self._stale_since:
            return state, _MAYBE, min(ends_at, after(sent, self._stale_after))
        return state, _NO, min(ends_at, after(invitation.sent_earliest, self._stale_after))


def _is_closed_by_another(invitation: Invitation, state: State) -> bool:
    """LinkedIn allows one pending invitation a person, but two of one name may be namesakes."""
    waits = state in PENDING or state is _UNCLEAR
    return state is not _ACCEPTED and (invitation.url is not None or not waits)


class _Told(msgspec.Struct, gc=False):
    """What recorded events add up to, without the clock's part; see `_told`."""

    outcome: Event | None = None
    withdrawn_at: datetime | None = None
    opened_at: datetime | None = None
    first_at: datetime | None = None
    moved_to: datetime | None = None
    snoozed_until: datetime | None = None
    priority: str | None = None
    signals: str = ""
    kept: bool = False
    next_event: datetime = FOREVER
    seen_at: datetime | None = None
    alive_at: datetime | None = None
    """When it was surely pending, by LinkedIn's list or the person's word."""
    missed_at: datetime | None = None

    def open(self, event: Event) -> None:
        self.opened_at = event.at if event.kind == Kind.OPENED else None

    def snooze(self, event: Event) -> None:
        self.snoozed_until = event.until

    def rank(self, event: Event) -> None:
        self.priority = event.value if event.value in PRIORITIES else None

    def signal(self, event: Event) -> None:
        """Keep the letters in their order."""
        if event.value:
            letters = set(self.signals) - {event.value}
            if event.kind == Kind.SIGNAL:
                letters.add(event.value)
            self.signals = "".join(letter for letter in SIGNALS if letter in letters)

    def find(self) -> None:
        """What was missing from one list and is on a newer one is found again."""
        if self.missed_at and self.alive_at and self.alive_at >= self.missed_at:
            self.missed_at = None

    def wake(self, now: datetime) -> None:
        """A snooze that is over is none; one that lasts ends by the clock alone."""
        if self.snoozed_until is not None and self.snoozed_until <= now:
            self.snoozed_until = None
        elif self.snoozed_until is not None:
            self.next_event = min(self.next_event, self.snoozed_until)

    # Where in the plan the person wants it, or that it is kept: the last word holds.

    def put_first(self, event: Event) -> None:
        self.first_at, self.moved_to, self.kept, self.snoozed_until = event.at, None, False, None

    def move(self, event: Event) -> None:
        self.moved_to = event.until
        if event.until is not None:
            self.first_at, self.kept, self.snoozed_until = None, False, None

    def keep(self, _event: Event) -> None:
        self.kept, self.first_at, self.moved_to, self.opened_at = True, None, None, None

    def keep_no_longer(self, _event: Event) -> None:
        self.kept = False

    def list(self, event: Event) -> None:
        """What LinkedIn's list of the pending says, and the person's word that it is among them."""
        if event.kind == Kind.MISSED:
            self.missed_at = max(event.at, self.missed_at or event.at)
        else:
            self.alive_at = max(event.at, self.alive_at or event.at)
            if event.kind == Kind.SEEN:
                self.seen_at = max(event.at, self.seen_at or event.at)
            else:
                self.outcome = self.opened_at = self.withdrawn_at = None

    def settle(self, event: Event) -> None:
        """The person's last word holds; LinkedIn's where it is newer, or says what became of the gone."""
        known = self.outcome
        if (
            known is None
            or event.by == "you"
            or known.by == "linkedin"
            or known.kind == "gone"
            or event.at > known.at
        ):
            self.outcome, self.opened_at = event, None
            if event.kind != "dismissed":
                self.withdrawn_at = event.at if event.kind == "withdrawn" else None


_HEAR: dict[str, Callable[[_Told, Event], None]] = {
    **dict.fromkeys(OUTCOMES, _Told.settle),
    **dict.fromkeys((Kind.OPENED, Kind.LATER), _Told.open),
    Kind.FIRST: _Told.put_first,
    Kind.MOVED: _Told.move,
    Kind.KEPT: _Told.keep,
    Kind.UNKEPT: _Told.keep_no_longer,
    Kind.SNOOZED: _Told.snooze,
    Kind.PRIORITY: _Told.rank,
    **dict.fromkeys((Kind.SIGNAL, Kind.UNSIGNAL), _Told.signal),
    **dict.fromkeys((Kind.MISSED, Kind.SEEN, Kind.PENDING), _Told.list),
}
"""What each kind of event changes; one that is not listed changes nothing."""
_NOTHING_TOLD = _Told()


def _told(events: tuple[Event, ...], now: datetime) -> _Told:
    """Return what the recorded events up to `now` add up to."""
    told = _Told()
    for event in events:
        if event.at > now:
            told.next_event = min(told.next_event, event.at)
        elif hear := _HEAR.get(event.kind):
            hear(told, event)
    if told.missed_at:
        told.find()
    if told.snoozed_until:
        told.wake(now)
    return told
