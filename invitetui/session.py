"""The one door through which the book changes: apply an action, undo it, redo it, make it durable."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, tzinfo

from invitetui.domain.actions import Action, Change
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot

Keeper = Callable[[Edits], None]
"""Makes edits durable before it returns, or raises with the file as it was."""

STEPS = 100
"""How many steps can be undone."""


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
        self._keeper = keeper
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._unsaved: dict[str, Invitation | None] = {}
        self._on_the_way: dict[str, Invitation | None] = {}
        self._unsaved_lock = threading.Lock()
        self._writing = threading.Lock()
        self.snapshot = Snapshot(book, clock(), rules or Rules(), zone)

    def look(self) -> Snapshot:
        """Return the snapshot of this very moment."""
        self.snapshot = self.snapshot.moved_to(self._clock())
        return self.snapshot

    def apply(self, action: Action) -> Change:
        """Do `action` now and return what it changed; an empty change is no step."""
        change = action.change(self.look())
        if change:
            self._take(change)
            self._done.append(change)
            del self._done[:-STEPS]
            self._undone.clear()
        return change

    def undo(self) -> Change | None:
        """Take the newest step back and return it, or None where there is none."""
        if not self._done:
            return None
        change = self._done.pop()
        self._take(change.inverse())
        self._undone.append(change)
        return change

    def redo(self) -> Change | None:
        """Do again what was undone last and return it, or None where there is nothing."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._take(change)
        self._done.append(change)
        return change

    @property
    def saved(self) -> bool:
        """Whether everything is durable; what is being written just now is not yet."""
        with self._unsaved_lock:
            return not (self._unsaved or self._on_the_way)

    def flush(self) -> None:
        """Make all changes so far durable.

        Raises:
            Exception: whatever the keeper raises; the changes stay unsaved, to be flushed again.
        """
        with self._writing:
            with self._unsaved_lock:
                batch = self._on_the_way = self._unsaved
                self._unsaved = {}
            try:
                if batch and self._keeper:
                    self._keeper(batch)
            except BaseException:
                with self._unsaved_lock:
                    self._unsaved = {**batch, **self._unsaved}
                raise
            finally:
                self._on_the_way = {}

    def _take(self, change: Change) -> None:
        self.snapshot = self.snapshot.edited(change.after, self._clock())
        with self._unsaved_lock:
            self._unsaved.update(change.after)
