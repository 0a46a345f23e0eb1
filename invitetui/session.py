"""The one door through which the book changes: apply an action, undo it, redo it, make it durable."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Protocol
from zlib import crc32

import msgspec

from invitetui.domain.actions import Action, Change, Replace, Step, Steps
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Event, Invitation
from invitetui.domain.journal import Happening, Journal, merged
from invitetui.domain.merge import merge
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.store.errors import Unconfirmed

STEPS = 100
"""How many steps can be undone, also after a restart."""


class Foreseen(msgspec.Struct, frozen=True):
    """An action whose outcome was worked out beforehand: doing it takes no longer than a glance."""

    action: Action
    before: Snapshot
    """The book of which it was worked out; of any other the action is done anew."""
    outcome: Change
    after: Snapshot

    def holds_of(self, snapshot: Snapshot) -> bool:
        """Return whether nothing has changed since but the hour."""
        return snapshot.book is self.before.book and snapshot.rules is self.before.rules

    def change(self, snapshot: Snapshot) -> Change:
        """Return what it makes of the book."""
        return self.outcome if self.holds_of(snapshot) else self.action.change(snapshot)


class Keeper(Protocol):
    """What keeps a book: the store's `BookFile`, as far as a session needs it."""

    @property
    def steps(self) -> list[int]:
        """The numbers of the steps kept, oldest first."""
        ...

    def step(self, number: int) -> Step | None:
        """Return a step kept; None where it can't be read."""
        ...

    def save(self, edits: Edits, steps: Steps | None = None, journal: Journal | None = None) -> None:
        """Make edits, steps and the journal durable before it returns, or raise with the file as it was."""
        ...


class Session:
    """A book that is being worked on.

    `snapshot` is always whole and immutable. Changes take hold in memory at once; `flush` makes
    them durable, and may be called from another thread, for writing takes longer than a frame.
    """

    def __init__(
        self,
        book: Book,
        *,
        clock: Callable[[], datetime],
        zone: tzinfo,
        rules: Rules | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self._clock = clock
        self._keeper: Keeper | None = None
        self._kept: list[int] = []
        """Numbers of steps that are kept and were not read yet, oldest first."""
        self._done: list[tuple[int, Change]] = []
        self._undone: list[tuple[int, Change]] = []
        self._next_step = 1
        if keeper:
            self.keep_in(keeper)
        self._saved_book = book
        """The book as it was last saved or read: what another program's changes are compared with."""
        self._unsaved: dict[str, Invitation | None] = {}
        self._journal_unsaved = False
        self._unsaved_steps: dict[int, Change | None] = {}
        self._on_the_way = False
        self._unsaved_lock = threading.Lock()
        self._writing = threading.Lock()
        self.snapshot = Snapshot(book, clock(), rules or Rules(), zone)

    def keep_in(self, keeper: Keeper) -> None:
        """Have changes kept there, and take back steps that are kept there already."""
        self._keeper = keeper
        self._kept = keeper.steps
        self._next_step = max(self._kept, default=0) + 1

    def look(self) -> Snapshot:
        """Return the snapshot of this very moment."""
        self.snapshot = self.snapshot.moved_to(self._clock())
        return self.snapshot

    def apply(self, action: Action) -> Change:
        """Do `action` now and return what it changed; an empty change is no step."""
        change = action.change(before := self.look())
        if change:
            self._undone.clear()
            known = action if isinstance(action, Foreseen) and action.holds_of(before) else None
            if change.joins and self._done and self._done[-1][1].joins == change.joins:
                number, begun = self._done.pop()
                self._step_forth(number, msgspec.structs.replace(change, before=begun.before))
            else:
                self._step_forth(self._next_step, change, known.after if known else None)
                self._next_step += 1
        return change

    def foreseen(self, action: Action) -> Foreseen:
        """Work out what `action` would do now. Meant for a thread, where it changes much of a large book."""
        before = self.snapshot
        change = action.change(before)
        return Foreseen(action, before, change, self._after(before, change, before.now))

    def go_by(self, rules: Rules) -> None:
        """Go by other rules from now on: they are the person's, and no step of the book."""
        with self._unsaved_lock:
            before = self.snapshot
            self.snapshot = Snapshot(before.book, self._clock(), rules, before.zone)

    def undo(self) -> Change | None:
        """Take the newest step back and return it, or None where there is none."""
        number, change = self._done.pop() if self._done else self._kept_step()
        if change is None:
            return None
        self.look()
        self._take(change.inverse(), {number: None})
        self._undone.append((number, change))
        return change

    def redo(self) -> Change | None:
        """Do again what was undone last and return it, or None where there is nothing."""
        if not self._undone:
            return None
        number, change = self._undone.pop()
        self.look()
        self._step_forth(number, change)
        return change

    def _step_forth(self, number: int, change: Change, after: Snapshot | None = None) -> None:
        self._done.append((number, change))
        steps: dict[int, Change | None] = {number: change}
        while len(self._kept) + len(self._done) > STEPS:
            oldest = self._kept.pop(0) if self._kept else self._done.pop(0)[0]
            steps[oldest] = None
        self._take(change, steps, after)

    def _kept_step(self) -> tuple[int, Change | None]:
        """Read the newest step of an earlier run; one that can't be read is passed over."""
        book = self.snapshot.book
        while self._kept and self._keeper:
            number = self._kept.pop()
            if found := self._keeper.step(number):
                return number, found.change(book)
        return 0, None

    @property
    def saved(self) -> bool:
        """Whether everything is durable; what is being written just now is not yet."""
        with self._unsaved_lock:
            return not (self._unsaved or self._unsaved_steps or self._journal_unsaved or self._on_the_way)

    def flush(self) -> str | None:
        """Make all changes so far durable.

        Returns:
            A warning where all is saved but the disk would not confirm it; else None.

        Raises:
            Exception: whatever the keeper raises; the changes stay unsaved, to be flushed again.
        """
        with self._writing:
            with self._unsaved_lock:
                edits, self._unsaved = self._unsaved, {}
                steps, self._unsaved_steps = self._unsaved_steps, {}
                journal_too, self._journal_unsaved = self._journal_unsaved, False
                self._on_the_way = True
                book = self.snapshot.book
            try:
                if self._keeper and (edits or steps or journal_too):
                    self._keeper.save(edits, steps, book.journal if journal_too else None)
            except Unconfirmed as warning:
                self._saved_book = book
                return str(warning)
            except BaseException:
                with self._unsaved_lock:
                    self._unsaved = {**edits, **self._unsaved}
                    self._unsaved_steps = {**steps, **self._unsaved_steps}
                    self._journal_unsaved |= journal_too
                raise
            else:
                self._saved_book = book
                return None
            finally:
                self._on_the_way = False

    def take_in(self, theirs: Book) -> tuple[str, ...]:
        """Go on from the book as another program has left it; our unsaved changes are added as one step.

        What can be undone before that is what the other program's file says.

        Returns:
            The uids of invitations that both sides changed in the same place.
        """
        with self._writing:
            with self._unsaved_lock:
                ours, self._unsaved = self._unsaved, {}
                self._unsaved_steps, self._journal_unsaved = {}, False
                self._done, self._undone = [], []
                self._kept = self._keeper.steps if self._keeper else []
                self._next_step = max([*self._kept, self._next_step]) + 1
                now = self.snapshot
                both = merge(self._saved_book, ours, theirs, self._clock())
                journal = merged(self._saved_book.journal, now.book.journal, theirs.journal)
                self._saved_book = theirs
                self.snapshot = Snapshot(theirs, self._clock(), now.rules, now.zone)
            self.apply(
                Replace(
                    both.edits,
                    "your changes, added to those made elsewhere",
                    noted=journal,
                    unnoted=tuple(event for event in theirs.journal if event not in journal),
                )
            )
        return both.clashes

    def save_all(self) -> None:
        """Have the next flush save the whole book: its file is no more."""
        with self._unsaved_lock:
            self._unsaved.update(self.snapshot.book.by_uid)
            self._journal_unsaved = True

    def _after(self, before: Snapshot, change: Change, now: datetime) -> Snapshot:
        noted = (*change.noted, *_seed(before.book, change.after, now))
        return before.edited(change.after, now, noted, change.unnoted)

    def _take(self, change: Change, steps: Steps, after: Snapshot | None = None) -> None:
        with self._unsaved_lock:
            journal, now = self.snapshot.book.journal, self.snapshot.now
            self.snapshot = after.moved_to(now) if after else self._after(self.snapshot, change, now)
            self._journal_unsaved |= self.snapshot.book.journal != journal
            self._unsaved.update(change.after)
            self._unsaved_steps.update(steps)


def _seed(book: Book, edits: Edits, now: datetime) -> Journal:
    """Return what is noted with the first invitation: from what the plan's small variations follow.

    It follows from whom the book began with, so that the same beginning has the same plan; it is no step,
    for whoever takes the first import back has not asked for another plan. A book that has had none until
    now keeps the plan it has.
    """
    if book.seed or len(book) or not edits:
        return ()
    seed = crc32("\n".join(sorted(edits)).encode("utf-8", "surrogatepass")) or 1
    return (Event(Happening.SEED, now, value=str(seed)),)
