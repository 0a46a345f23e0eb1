"""What a person (or an import) can do to the book, and the change that it makes.

An action looks at a snapshot and returns a `Change`; nothing is done until the session applies it.
From the change come undo, redo, the toast and the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from invitetui.domain import words
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.journal import Journal
from invitetui.domain.moments import after
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import SIGNALS, Standing
from invitetui.domain.text import clean


class Change(msgspec.Struct, frozen=True):
    """One step: what it made of which invitations, and what to say of it."""

    before: Edits
    after: Edits
    says: str
    """Plain words, with names in them as the person wrote them: data, never markup."""
    noted: Journal = ()
    """What it added to the journal."""
    unnoted: Journal = ()
    """What it took out of the journal."""
    joins: str = ""
    """What it goes on with: a change that follows one that says the same here is one step with it."""

    @property
    def uids(self) -> tuple[str, ...]:
        """The invitations concerned."""
        return tuple(self.after)

    def __bool__(self) -> bool:
        return bool(self.after or self.noted or self.unnoted)

    def inverse(self) -> Change:
        """Return the step back."""
        return Change(self.after, self.before, self.says, noted=self.unnoted, unnoted=self.noted)


class Step(msgspec.Struct, frozen=True):
    """What is kept of a change so that it can be taken back after a restart."""

    says: str
    before: Edits
    noted: Journal = ()
    unnoted: Journal = ()

    def change(self, book: Book) -> Change:
        """Return the change that led to `book`, the book as it is now."""
        after = {uid: book.get(uid) for uid in self.before}
        return Change(self.before, after, self.says, self.noted, self.unnoted)


Steps = Mapping[int, Change | None]
"""Steps by number, counted up: those to keep, and None for one to forget."""


class Action(Protocol):
    """Something that can be done."""

    def change(self, snapshot: Snapshot) -> Change:
        """Return what it would make of the book as `snapshot` has it."""
        ...


class Record(msgspec.Struct, frozen=True):
    """Record the same event of each of these invitations.

    What would change nothing (kept already, withdrawn already and no other time given) is passed over.
    """

    uids: Sequence[str]
    kind: Kind
    value: str | None = None
    until: datetime | None = None
    at: datetime | None = None
    """When it happened, where that is not now."""

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that records it."""
        event = Event(
            kind=self.kind,
            at=min(self.at, snapshot.now) if self.at else snapshot.now,
            until=self.until,
            value=self.value,
        )
        uids = dict.fromkeys(self.uids)
        if not self.at and (holds := _holds_already(event)):
            concerned = [one for one, stands in snapshot.candidates(uids) if not holds(stands)]
        else:
            concerned = [one for one in snapshot.book.some(uids) if one]
        if self.at:
            concerned = [one for one in concerned if event not in one.events]
        return Change(
            before={invitation.uid: invitation for invitation in concerned},
            after={invitation.uid: invitation.recording(event) for invitation in concerned},
            says=_says(event, concerned, snapshot) if concerned else "Nothing to change",
        )


MOST = {"name": 100, "headline": 220, "source": 100, "note": 300}
"""Characters that a field takes: what LinkedIn's own take, at the most."""


def too_long(field: str, text: str) -> str | None:
    """Return in words that a text has more characters than the field takes; None where it has not."""
    length, most = len(clean(text)), MOST[field]
    return f"A {field} has at most {most} characters: this has {length:,}" if length > most else None


class Edit(msgspec.Struct, frozen=True):
    """Write over what is known of one invitation; None leaves a field as it is, "" empties it."""

    uid: str
    name: str | None = None
    headline: str | None = None
    source: str | None = None
    note: str | None = None

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that edits it; an empty name is no edit of the name."""
        invitation = snapshot.book[self.uid]
        fields = {
            field: clean(text) or None
            for field, text in (("headline", self.headline), ("source", self.source), ("note", self.note))
            if text is not None
        }
        if self.name and (name := clean(self.name)):
            fields["name"] = name
        edited = msgspec.structs.replace(invitation, **fields)
        if edited == invitation:
            return Change({}, {}, "Nothing to change")
        return Change({self.uid: invitation}, {self.uid: edited}, f"{words.shortened(edited.name)} edited")


class Replace(msgspec.Struct, frozen=True):
    """Take over edits that were prepared elsewhere (an import, a backup, a merge) as a single step."""

    edits: Edits
    says: str
    noted: Journal = ()
    unnoted: Journal = ()

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step; what the book has already is left out."""
        after = {uid: new for uid, new in self.edits.items() if snapshot.book.get(uid) != new}
        before = {uid: snapshot.book.get(uid) for uid in after}
        journal = snapshot.book.journal
        return Change(
            before,
            after,
            self.says,
            noted=_lacking(self.noted, journal),
            unnoted=tuple(event for event in self.unnoted if event in journal),
        )


class Note(msgspec.Struct, frozen=True):
    """Note something of the account itself: a restriction, a pause."""

    events: Journal
    says: str

    def change(self, snapshot: Snapshot) -> Change:
        """Return the step that notes it."""
        return Replace({}, self.says, noted=self.events).change(snapshot)


def restored(book: Book, to: Book, says: str) -> Replace:
    """Make of the book what it was in a backup; what came since is taken out, and undo brings it back."""
    gone = dict.fromkeys(uid for uid in book.by_uid if uid not in to)
    return Replace({**to.by_uid, **gone}, says, noted=to.journal, unnoted=_lacking(book.journal, to.journal))


def _lacking(journal: Journal, other: Journal) -> Journal:
    """Return what stands in the one and not in the other."""
    return tuple(event for event in journal if event not in other)


def toggle_kept(snapshot: Snapshot, uids: Sequence[str]) -> Record:
    """Keep these, or no longer where all of them are kept."""
    kept = all(snapshot.standings[uid].kept for uid in uids)
    return Record(uids, Kind.UNKEPT if kept else Kind.KEPT)


def toggle_signal(snapshot: Snapshot, uids: Sequence[str], letter: str) -> Record:
    """Give these the signal of that letter, or take it away where all of them have it."""
    given = all(letter in snapshot.standings[uid].signals for uid in uids)
    return Record(uids, Kind.UNSIGNAL if given else Kind.SIGNAL, value=letter)


def _holds_already(event: Event) -> Callable[[Standing], bool] | None:
    """Return what tells of whom the event says what holds already; None where it says so of nobody."""
    match event.kind:
        case Kind.KEPT:
            return lambda stands: stands.kept and not stands.opened_at
        case Kind.UNKEPT:
            return lambda stands: not stands.kept
        case Kind.PRIORITY:
            return lambda stands: stands.priority == event.value
        case Kind.SIGNAL | Kind.UNSIGNAL:
            given, letter = event.kind == Kind.SIGNAL, event.value or ""
            return lambda stands: (letter in stands.signals) == given
        case kind if kind in OUTCOMES:
            return lambda stands: stands.outcome is not None and stands.outcome.kind == kind
    return None


_SAYS = {
    Kind.ACCEPTED: "{who} accepted",
    Kind.WITHDRAWN: "{who} withdrawn · ready {ready}",
    Kind.GONE: "{who} gone from the list",
    Kind.DISMISSED: "{who} dismissed",
    Kind.OPENED: "{who} opened",
    Kind.VIEWED: "{who} looked up",
    Kind.LATER: "{who} left for later",
    Kind.FIRST: "{who} first in the plan",
    Kind.MOVED: "{who} moved to {until}",
    Kind.KEPT: "{who} kept",
    Kind.UNKEPT: "{who} no longer kept",
    Kind.SNOOZED: "{who} snoozed until {until}",
    Kind.PRIORITY: "{who}: {value} priority",
    Kind.SIGNAL: "{who}: {signal}",
    Kind.UNSIGNAL: "{who}: no longer “{signal}”",
    Kind.DIFFERED: "{who} changed on both sides",
    Kind.SEEN: "{who} seen on the Sent page",
    Kind.MISSED: "{who} missing from the Sent page",
    Kind.PENDING: "{who} pending still",
    Kind.CONNECTED: "{who} perhaps connected",
    Kind.CONTRADICTED: "{who}: another time was given",
    Kind.DRAFT: "{who}: draft kept",
    Kind.TRIED: "{who}: another way back tried",
    Kind.UNTRIED: "{who}: another way back not yet tried",
    Kind.ZONE: "{who}: time zone",
}


def _says(event: Event, concerned: Sequence[Invitation], snapshot: Snapshot) -> str:
    def day(instant: datetime) -> str:
        return words.day_of(instant, snapshot.zone, snapshot.today)

    wakes = event.kind == Kind.SNOOZED and (event.until or event.at) <= event.at
    says = "{who} back in sight" if wakes else _SAYS[Kind(event.kind)]
    if event.kind == Kind.MOVED and event.until is None:
        says = "{who} on no day of your choice any more"
    return says.format(
        who=words.shortened(concerned[0].name)
        if len(concerned) == 1
        else words.count(len(concerned), "invitation"),
        ready=day(after(event.at, snapshot.rules.cooldown)),
        until=day(event.until or event.at),
        value=event.value or "no",
        signal=SIGNALS.get(event.value or "", "signal"),
    )
