"""Inviting someone again: what is known of the person, what may stand against it, and what is recorded.

A wish or fact of the person, not of one invitation (the draft, the ways tried, the zone), is recorded of
their newest invitation and read from all of them, so that it outlives each attempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from invitetui.domain.actions import Change
from invitetui.domain.invitation import AGAIN, Event, Invitation, Kind, new_uid
from invitetui.domain.moments import start_of_day
from invitetui.domain.reinvite import Finding, Warning, finding, guard  # noqa: A004  # the domain's word
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import WAYS
from invitetui.domain.text import clean, harmless
from invitetui.domain.words import near_day

CLOSED_TO = frozenset({Warning.PENDING, Warning.CONNECTED, Warning.DOUBTFUL})
"""What has to be settled first: no note is of use before."""


class Person(msgspec.Struct, frozen=True):
    """What the book says of one person, over all invitations to them."""

    invitations: tuple[Invitation, ...]
    """Oldest first."""
    tried: frozenset[str] = frozenset()
    """The words of `WAYS` that were tried."""
    zone: str | None = None
    """The name of the time zone that the person lives in, as it was told."""
    draft: str = ""
    """The note that is being written, line by line as it was typed."""

    @property
    def newest(self) -> Invitation:
        """The invitation that is answered by another one."""
        return self.invitations[-1]

    @property
    def next_attempt(self) -> int:
        """The how-manieth invitation the next one is."""
        return len(self.invitations) + 1


def person_of(uid: str, snapshot: Snapshot) -> Person:
    """Return what is known of the person to whom that invitation went."""
    invitations = snapshot.book.to_same_person(snapshot.book[uid])
    tried: set[str] = set()
    zone: str | None = None
    told = (event for one in invitations for event in one.events if event.at <= snapshot.now)
    for event in sorted(told, key=lambda event: event.at):
        if event.kind == Kind.TRIED and event.value:
            tried.add(event.value)
        elif event.kind == Kind.UNTRIED and event.value:
            tried.discard(event.value)
        elif event.kind == Kind.ZONE:
            zone = event.value or None
    drafts = [event for event in invitations[-1].events if event.kind == Kind.DRAFT and event.value]
    draft = harmless(drafts[-1].value or "") if drafts else ""
    return Person(invitations, frozenset(tried & WAYS.keys()), zone, draft)


def against(uid: str, snapshot: Snapshot) -> Finding | None:
    """Return what stands against inviting that person, or None where nothing does."""
    invitations = snapshot.book.to_same_person(snapshot.book[uid])
    return finding(invitations[-1].name, invitations, snapshot)


def namesakes(uid: str, snapshot: Snapshot) -> list[Finding]:
    """Return what stands against people of the same name, for one of them may be the same person.

    Looks at every invitation.
    """
    invitation = snapshot.book[uid]
    own = {one.uid for one in snapshot.book.to_same_person(invitation)}
    return [found for found in guard([invitation.name], snapshot) if found.uid not in own]


def refusal(uid: str, snapshot: Snapshot) -> str | None:
    """Return why a note for that person is of no use now, or None where it is.

    Somebody who is cooling down or was asked twice in vain may be written to all the same.
    """
    found = against(uid, snapshot)
    if found is None or found.warning not in CLOSED_TO:
        return None
    return f"{snapshot.book[uid].name}: {found.says}"


def cautions(snapshot: Snapshot) -> list[str]:
    """Return what stands against inviting anybody at all just now, in sentences."""
    found = []
    limits = snapshot.pace.limits
    if over := limits.should_have_lifted:
        day = near_day(over, snapshot.today)
        found.append(f"LinkedIn has restricted you: sending rests, and should have begun again {day}")
    elif begins := limits.begins_again:
        day = near_day(begins, snapshot.today)
        found.append(f"LinkedIn has restricted you: sending rests, and should begin again {day}")
    elif not snapshot.free_this_week:
        found.append(f"no invitation is left of the {snapshot.weekly_number} of these seven days")
    return found


class Draft(msgspec.Struct, frozen=True):
    """Keep the note that is being written for someone; an empty one is forgotten.

    What is kept while it is being typed is one step, however often it is kept.
    """

    uid: str
    text: str

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that keeps it."""
        newest = person_of(self.uid, snapshot).newest
        text = harmless(self.text)
        events = _without_drafts(newest.events)
        if text.strip():
            events = (*events, Event(Kind.DRAFT, snapshot.now, value=text))
        if _drafts(events) == _drafts(newest.events):
            return Change({}, {}, "Nothing to change")
        says = f"{newest.name}: draft {'kept' if text.strip() else 'thrown away'}"
        return _of_one(newest, events, says, joins=f"draft {newest.uid}")


class Try(msgspec.Struct, frozen=True):
    """Tick one of the other ways back to someone, or take the tick away."""

    uid: str
    way: str

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that records it."""
        person = person_of(self.uid, snapshot)
        tried = self.way in person.tried
        event = Event(Kind.UNTRIED if tried else Kind.TRIED, snapshot.now, value=self.way)
        says = f"{person.newest.name}: {WAYS[self.way]}{', not yet after all' if tried else ''}"
        return _of_one(person.newest, (*person.newest.events, event), says)


class LivesIn(msgspec.Struct, frozen=True):
    """Say in which time zone someone lives; None where it is not known after all."""

    uid: str
    zone: str | None

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that records it."""
        person = person_of(self.uid, snapshot)
        if person.zone == self.zone:
            return Change({}, {}, "Nothing to change")
        event = Event(Kind.ZONE, snapshot.now, value=self.zone)
        says = f"{person.newest.name} lives by the clocks of {self.zone or 'nobody knows where'}"
        return _of_one(person.newest, (*person.newest.events, event), says)


class Reinvite(msgspec.Struct, frozen=True):
    """Record that someone was invited again, by hand, with this note: a new invitation.

    The one before is closed by it. It was sent between the moment at which its page was opened from here
    and now; where it was not opened from here, some time today.
    """

    uid: str
    note: str

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that records it."""
        person, book, now = person_of(self.uid, snapshot), snapshot.book, snapshot.now
        before = person.newest
        priority = snapshot.standings[before.uid].priority
        new = Invitation(
            uid=new_uid(before.person, now, dict(book.by_uid)),
            name=before.name,
            sent_earliest=_sent_since(before, snapshot),
            sent_latest=now,
            url=before.url,
            headline=before.headline,
            note=clean(self.note) or None,
            source=before.source,
            events=(Event(Kind.PRIORITY, now, value=priority),) if priority else (),
        )
        closed = msgspec.structs.replace(before, events=_without_drafts(before.events))
        return Change(
            before={before.uid: before, new.uid: None},
            after={before.uid: closed, new.uid: new},
            says=f"{new.name} invited again · attempt {person.next_attempt}",
        )


def opened_again_at(invitation: Invitation, now: datetime) -> datetime | None:
    """Return when the person's page was last opened to invite them anew, to the minute; None if never."""
    opened = [
        event.at
        for event in invitation.events
        if event.kind == Kind.OPENED and AGAIN in (event.value or "").split() and event.at <= now
    ]
    # LinkedIn's archive names the minute, and it has to lie within what we say.
    return max(opened).replace(second=0, microsecond=0) if opened else None


def _sent_since(before: Invitation, snapshot: Snapshot) -> datetime:
    """Return the first instant at which the new invitation may have been sent."""
    outcome = snapshot.standings[before.uid].outcome
    ended = max(outcome.at, before.sent_latest) if outcome else before.sent_latest
    since = opened_again_at(before, snapshot.now) or start_of_day(snapshot.today, snapshot.zone)
    return min(max(since, ended), snapshot.now)


def _drafts(events: Sequence[Event]) -> list[str | None]:
    return [event.value for event in events if event.kind == Kind.DRAFT]


def _without_drafts(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.kind != Kind.DRAFT)


def _of_one(before: Invitation, events: tuple[Event, ...], says: str, joins: str = "") -> Change:
    after = msgspec.structs.replace(before, events=events)
    return Change({before.uid: before}, {before.uid: after}, says, joins=joins)
