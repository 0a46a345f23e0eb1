"""Today's sitting: one card at a time, by hand, with a pause between two withdrawals."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer

from invitetui.domain.actions import Record
from invitetui.domain.invitation import Kind
from invitetui.domain.profile import openable
from invitetui.ui.present.card import brief, card, progress
from invitetui.ui.present.pieces import Line, Role, wrapped_line
from invitetui.ui.screens.cards import CardScreen, answer_lines

ANSWERS = {
    "d": ("withdrawn", Kind.WITHDRAWN),
    "a": ("was accepted", Kind.ACCEPTED),
    "x": ("it was gone", Kind.GONE),
    "l": ("later", Kind.LATER),
    "K": ("keep", Kind.KEPT),
}
"""What can be said of the person on the card, by key."""


class SittingScreen(CardScreen):
    """Asks about one person after the other; the answers are recorded as they are given.

    It can be left, or killed, at any point: what was said is in the book, and a page that was opened
    and not answered for is asked about first the next time.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{key}')", word, show=False) for key, (word, _) in ANSWERS.items()),
        Binding("o", "open", "open the page", show=False),
        Binding("O", "open_early", "open it now", show=False),
    ]

    _ticking: Timer | None = None

    def on_mount(self) -> None:
        """Show the first card; a countdown ticks only while there is one."""
        self._ticking = self.set_interval(1, self.show, pause=True)
        if self._queue and self._queue[0] in self.snapshot.opened:
            self._said = [("You opened this page and didn't say what happened", Role.WARM)]
        self.show()

    def show(self) -> None:
        """Show the card, or the brief when everyone has been asked about."""
        self.invitetui.session.look()
        super().show()
        if self._ticking:
            waiting = bool(self._queue) and self.snapshot.wait > timedelta()
            self._ticking.resume() if waiting else self._ticking.pause()

    def card_lines(self, width: int) -> list[Line]:
        """Return the person of the moment, or the brief."""
        if not self._queue:
            return self._brief()
        snapshot, uid = self.snapshot, self._queue[0]
        done = snapshot.done_today
        asks: Line = [
            ("o ", Role.KEY),
            ("opens the page; ", Role.PLAIN),
            ("withdraw there, then say:", Role.DIM),
        ]
        if snapshot.standings[uid].opened_at is not None:
            asks = [("What happened?", Role.STRONG), ("   o ", Role.KEY), ("opens the page again", Role.DIM)]
        return [
            progress(done, done + len(snapshot.due_today), snapshot.wait, width),
            [],
            *card(uid, snapshot, width),
            [],
            *wrapped_line(asks, width),
            *answer_lines({key: word for key, (word, _) in ANSWERS.items()}, width),
            [],
            self._said or [("esc ", Role.KEY), ("end   ", Role.DIM), ("u ", Role.KEY), ("undo", Role.DIM)],
        ]

    def _brief(self) -> list[Line]:
        title: Line = [("That is this sitting", Role.STRONG)]
        back: Line = [("esc ", Role.KEY), ("back to the list", Role.DIM)]
        return [title, [], *brief(self.snapshot), [], self._said, back]

    def action_answer(self, key: str) -> None:
        """Record what happened with the person on the card, and go on to the next."""
        if self.means(key):
            uid = self._queue.pop(0)
            self.answered(uid, self.invitetui.apply(Record([uid], ANSWERS[key][1])))

    def action_open(self) -> None:
        """Open the page, unless the pause since the last withdrawal is not over."""
        wait = self.invitetui.look().wait
        if self._queue and wait > timedelta() and not self.snapshot.standings[self._queue[0]].opened_at:
            self._said = [
                ("The pause is not over yet. ", Role.WARM),
                ("O", Role.KEY),
                (" opens it now all the same, and that is recorded", Role.DIM),
            ]
            self.show()
        else:
            self._open(None)

    def action_open_early(self) -> None:
        """Open the page although the pause is not over."""
        self._open("early" if self.invitetui.look().wait > timedelta() else None)

    def _open(self, value: str | None) -> None:
        if not self._queue:
            return
        uid = self._queue[0]
        address = openable(self.snapshot.book[uid].url)
        self.invitetui.apply(Record([uid], Kind.OPENED, value=value))
        self.show()
        self.open_address(address)
