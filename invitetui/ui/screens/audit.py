"""`A`: the audit: everyone who is pending without a priority, a card each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from invitetui.domain.actions import Record, toggle_signal
from invitetui.domain.audit import Audit, stage
from invitetui.domain.invitation import Kind
from invitetui.domain.standing import SIGNALS
from invitetui.ui.present.audit import PRIORITY_KEYS, answers, ended, looking, progress, where
from invitetui.ui.present.card import person
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.cards import CardScreen, done


class AuditScreen(CardScreen):
    """Gives priorities and signals one person at a time; there is nothing to resume but the book itself."""

    LIMITS = ("profile_views_a_day", "stale_days")
    HELD_FOR = 0.25
    """A judgement is sooner made than a withdrawal, and sooner taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"rate('{key}')", f"{name} priority", show=False)
            for key, name in PRIORITY_KEYS.items()
        ),
        *(Binding(key, f"signal('{key}')", says, show=False) for key, says in SIGNALS.items()),
        Binding("o", "open", "look them up", show=False),
        Binding("space,n", "skip", "not now", show=False),
    ]

    def __init__(self, found: Audit) -> None:
        super().__init__(found.queue)
        self._total = found.total

    def card_lines(self, width: int) -> list[Line]:
        """Return the person of the moment, or that everyone is rated."""
        snapshot = self.snapshot
        keys: Line = [
            *[("esc ", Role.KEY), ("end   ", Role.DIM), ("u ", Role.KEY), ("undo   ", Role.DIM)],
            *[("? ", Role.KEY), ("keys and limits", Role.DIM)],
        ]
        if not self._queue:
            return [*ended(stage(snapshot), width), [], *([self._said] if self._said else []), keys]
        uid = self._queue[0]
        return [
            progress(self._total - len(self._queue), len(self._queue), width),
            *where(stage(snapshot), width),
            [],
            *person(uid, snapshot, width, low=self.low),
            [],
            *answers(snapshot.standings[uid].signals, width),
            *looking(self.views_left, snapshot.rules, width),
            [],
            self._said or keys,
        ]

    def action_rate(self, key: str) -> None:
        """Give the person on the card a priority, and go on to the next."""
        if self.means(key):
            uid = self._queue.pop(0)
            change = self.invitetui.apply(Record([uid], Kind.PRIORITY, value=PRIORITY_KEYS[key]))
            self.answered(uid, change)

    def is_answered(self, uid: str) -> bool:
        """Return whether the person has a priority: a signal alone keeps the card."""
        return self.snapshot.standings[uid].priority is not None

    def action_signal(self, letter: str) -> None:
        """Give the person on the card that signal, or take it away; the card stays."""
        if self.means(letter):
            uid = self._queue[0]
            self._said = done(self.invitetui.apply(toggle_signal(self.snapshot, [uid], letter)))
            self.show()

    def action_skip(self) -> None:
        """Put the card behind all others: nothing is recorded of it."""
        if len(self._queue) > 1 and self.means("space"):
            self._queue.append(self._queue.pop(0))
            self._hand.answered()
            self._said = []
            self.show()

    def action_open(self) -> None:
        """Look the person up; beyond the day's profile views it is the Sent page."""
        if self._queue:
            self.look_up(self._queue[0], Kind.VIEWED)
