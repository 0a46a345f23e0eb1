"""How an invitation stands at an instant: derived from its recorded events and `now`, never stored.

The same events and the same instant always give the same standing. Events later than `now` do not
count, so "what did it look like on 3 March" is the same function with another `now`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.moments import FOREVER, add_months, after
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


PENDING = frozenset({State.FRESH, State.STALE, State.OPENED})
PRIORITIES = ("high", "medium", "low")
SIGNALS = {"z": "no recent activity", "i": "incomplete profile", "f": "no longer fits"}
"""Reasons to withdraw early, by the letter that stands for each."""


class Standing(msgspec.Struct, frozen=True, gc=False):
    """All that a screen or a plan needs to know of one invitation at one instant."""

    state: State
    stale: Stale
    expires_at: datetime
    """When LinkedIn surely drops it, were it still pending."""
    priority: str | None = None
    signals: str = ""
    """Letters of `SIGNALS`, in their order there."""
    kept: bool = False
    snoozed_until: datetime | None = None
    """Set only while the snooze lasts."""
    first_at: datetime | None = None
    """When the person last asked for it to be withdrawn first."""
    opened_at: datetime | None = None
    outcome: Event | None = None
    """What ended it: accepted, withdrawn, gone or dismissed."""
    ready_at: datetime | None = None
    """When LinkedIn surely takes a new invitation to the person: after a withdrawal only."""
    holds_until: datetime = FOREVER
    """The first instant at which time alone changes any of this."""

    @property
    def pending(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in PENDING

    @property
    def wants_withdrawal(self) -> bool:
        """Whether it belongs into the plan: surely stale, or asked for; not kept, not snoozed."""
        asked = self.stale is Stale.SURELY or self.first_at is not None
        return asked and self.pending and not self.kept and self.snoozed_until is None

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was withdrawn, if it was."""
        return self.outcome.at if self.outcome and self.outcome.kind == Kind.WITHDRAWN else None


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
    told = _Told(invitation.events, now)
    mark = after(invitation.sent_latest, rules.stale_after)
    maybe_mark = after(invitation.sent_earliest, rules.stale_after)
    expires_at = add_months(invitation.sent_latest, rules.expiry_months)
    ready_at = None
    changes = [told.next_event, told.snooze_end]
    stale = Stale.NO

    if told.outcome is None and now < expires_at:
        stale = Stale.SURELY if now >= mark else Stale.MAYBE if now >= maybe_mark else Stale.NO
        changes += [maybe_mark, mark, expires_at]
        state = State.OPENED if told.opened_at else State.STALE if stale is Stale.SURELY else State.FRESH
    elif told.outcome is None or told.outcome.kind == Kind.GONE:
        state = State.EXPIRED
    elif told.outcome.kind == Kind.ACCEPTED:
        state = State.ACCEPTED
    elif told.outcome.kind == Kind.DISMISSED:
        state = State.CLOSED
    else:
        ready_at = after(told.outcome.at, rules.cooldown)
        changes.append(ready_at)
        state = State.READY if now >= ready_at else State.COOLING

    # LinkedIn allows one pending invitation a person, but two of one name may be namesakes.
    certainly_same = invitation.url is not None or state not in PENDING
    if reinvited_at is not None and state is not State.ACCEPTED and certainly_same:
        if now >= reinvited_at:
            state, stale = State.CLOSED, Stale.NO
        else:
            changes.append(reinvited_at)

    return Standing(
        state=state,
        stale=stale,
        expires_at=expires_at,
        priority=told.priority,
        signals=told.signals,
        kept=told.kept,
        snoozed_until=told.snooze_end if told.snooze_end > now else None,
        first_at=told.first_at,
        opened_at=told.opened_at,
        outcome=told.outcome,
        ready_at=ready_at,
        holds_until=min(instant for instant in [*changes, FOREVER] if instant > now or instant is FOREVER),
    )


class _Told:
    """What the recorded events up to `now` add up to, without the clock's part."""

    def __init__(self, events: tuple[Event, ...], now: datetime) -> None:
        self.outcome: Event | None = None
        self.opened_at: datetime | None = None
        self.first_at: datetime | None = None
        self.snooze_end = datetime.min.replace(tzinfo=now.tzinfo)
        self.priority: str | None = None
        self.kept = False
        self.next_event = FOREVER
        signals: set[str] = set()
        for event in events:
            if event.at > now:
                self.next_event = min(self.next_event, event.at)
            elif event.kind in OUTCOMES:
                self._settle(event)
            elif event.kind == Kind.OPENED:
                self.opened_at = event.at
            elif event.kind == Kind.LATER:
                self.opened_at = None
            elif event.kind == Kind.FIRST:
                self.first_at, self.kept = event.at, False
            elif event.kind == Kind.KEPT:
                self.kept, self.first_at, self.opened_at = True, None, None
            elif event.kind == Kind.UNKEPT:
                self.kept = False
            elif event.kind == Kind.SNOOZED:
                self.snooze_end = event.until or event.at
            elif event.kind == Kind.PRIORITY:
                self.priority = event.value if event.value in PRIORITIES else None
            elif event.kind == Kind.SIGNAL and event.value:
                signals.add(event.value)
            elif event.kind == Kind.UNSIGNAL and event.value:
                signals.discard(event.value)
        self.signals = "".join(letter for letter in SIGNALS if letter in signals)

    def _settle(self, event: Event) -> None:
        """The person's last word holds; LinkedIn's where it is newer, or says what became of the gone."""
        known = self.outcome
        if (
            known is None
            or event.by == "you"
            or known.by == "linkedin"
            or known.kind == Kind.GONE
            or event.at > known.at
        ):
            self.outcome, self.opened_at = event, None
