"""Questions: one invitation at a time of which only the person knows what became of it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from invitetui.domain.actions import Record
from invitetui.domain.invitation import Kind
from invitetui.domain.profile import openable
from invitetui.domain.questions import happened_at, question
from invitetui.ui.present.asking import asking
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.cards import CardScreen

ANSWERS = {
    "a": ("accepted", Kind.ACCEPTED),
    "d": ("you withdrew it", Kind.WITHDRAWN),
    "x": ("gone or expired", Kind.GONE),
    "p": ("pending still", Kind.PENDING),
    "l": ("later", Kind.LATER),
}
"""What can be said, by key."""


class QuestionsScreen(CardScreen):
    """Asks about one after the other; each answer is a step that can be undone."""

    HELD_FOR = 0.25
    """Many may have one answer, which is sooner known than a withdrawal is made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{key}')", word, show=False) for key, (word, _) in ANSWERS.items()),
        Binding("o", "open", "open the page", show=False),
    ]

    def card_lines(self, width: int) -> list[Line]:
        """Return the question, or that there is none left."""
        keys: Line = [("esc ", Role.KEY), ("end   ", Role.DIM), ("u ", Role.KEY), ("undo", Role.DIM)]
        asked = question(self._queue[0], self.snapshot) if self._queue else None
        if asked is None:
            return [[("No question is left", Role.STRONG)], [], self._said, keys]
        words = {key: word for key, (word, _) in ANSWERS.items()}
        kinds = {kind: word for word, kind in ANSWERS.values()}
        return [
            [(f"{len(self._answered) + 1} of {len(self._answered) + len(self._queue)}", Role.STRONG)],
            [],
            *asking(asked, self.snapshot, words, kinds, width),
            [],
            self._said or keys,
        ]

    def action_answer(self, key: str) -> None:
        """Record the answer and go on to the next."""
        if self.means(key):
            uid = self._queue.pop(0)
            kind = ANSWERS[key][1]
            at = happened_at(uid, kind, self.invitetui.look())
            self.answered(uid, self.invitetui.apply(Record([uid], kind, at=at)))

    def action_open(self) -> None:
        """Open the person's page in the browser, to look."""
        if self._queue:
            self.open_address(openable(self.snapshot.book[self._queue[0]].url))
