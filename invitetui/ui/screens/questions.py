"""Questions: one invitation at a time of which only the person knows what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from invitetui.domain.actions import Record
from invitetui.domain.invitation import Kind
from invitetui.domain.profile import openable
from invitetui.domain.questions import question
from invitetui.ui.present.asking import asking
from invitetui.ui.present.pieces import Line, Role, cut, width_of
from invitetui.ui.screens.lists import LEAST
from invitetui.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from invitetui.ui.app import InvitetuiApp

ANSWERS = {
    "a": ("accepted", Kind.ACCEPTED),
    "d": ("you withdrew it", Kind.WITHDRAWN),
    "x": ("gone or expired", Kind.GONE),
    "p": ("pending still", Kind.PENDING),
    "l": ("later", Kind.LATER),
}
"""What can be said, by key."""


class QuestionsScreen(Screen[None]):
    """Asks about one after the other; each answer is a step that can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{key}')", word, show=False) for key, (word, _) in ANSWERS.items()),
        Binding("o", "open", "open the page", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("escape,q", "leave", "end", show=False),
    ]

    def __init__(self, queue: tuple[str, ...]) -> None:
        super().__init__()
        self._queue = list(queue)
        self._answered: list[str] = []
        self._said: Line = []

    @property
    def invitetui(self) -> InvitetuiApp:
        """The app, as what it is."""
        return cast("InvitetuiApp", self.app)

    @property
    def too_small(self) -> bool:
        """Whether the question can't be read, so that it may not be answered."""
        return self.size.width < LEAST[0] or self.size.height < LEAST[1]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let nothing be done unseen."""
        return action == "leave" or not self.too_small

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="questions")

    def on_resize(self) -> None:
        """Fit the question to the screen."""
        self.show()

    def show(self) -> None:
        """Show the question, or that there is none left."""
        width = min(76, self.size.width - 4)
        if self.too_small:
            lines: list[Line] = [[("too small to work in", Role.TROUBLE)]]
        else:
            lines = self._lines(width)
        left = max(0, (self.size.width - max(map(width_of, lines), default=0)) // 2)
        top = max(0, (self.size.height - len(lines)) // 3)
        margin = " " * left
        self.query_one(Lines).show([*([[]] * top), *([(margin, Role.PLAIN), *line] for line in lines)])

    def _lines(self, width: int) -> list[Line]:
        keys: Line = [("esc ", Role.KEY), ("end   ", Role.DIM), ("u ", Role.KEY), ("undo", Role.DIM)]
        snapshot = self.invitetui.session.snapshot
        asked = question(self._queue[0], snapshot) if self._queue else None
        if asked is None:
            return [[("No question is left", Role.STRONG)], [], self._said, keys]
        words = {key: word for key, (word, _) in ANSWERS.items()}
        kinds = {kind: word for word, kind in ANSWERS.values()}
        return [
            [(f"{len(self._answered) + 1} of {len(self._answered) + len(self._queue)}", Role.STRONG)],
            [],
            *asking(asked, snapshot, words, kinds, width),
            [],
            self._said or keys,
        ]

    def action_answer(self, key: str) -> None:
        """Record the answer and go on to the next."""
        if not self._queue:
            return
        uid = self._queue.pop(0)
        # Said now, so that it is newer than the list that gave rise to the question.
        change = self.invitetui.apply(Record([uid], ANSWERS[key][1], at=self.invitetui.look().now))
        self._answered.append(uid)
        self._said = [
            (cut(change.says, 60), Role.GOOD),
            (" · ", Role.DIM),
            ("u", Role.KEY),
            (" undoes", Role.DIM),
        ]
        self.show()

    def action_open(self) -> None:
        """Open the person's page in the browser, to look."""
        if self._queue:
            address = openable(self.invitetui.session.snapshot.book[self._queue[0]].url)
            self.invitetui.open_page(address, lambda worked: self._opened(address, worked=worked))

    def _opened(self, address: str, *, worked: bool) -> None:
        says = "Page opened in the browser" if worked else f"Open by hand: {address}"
        self._said = [(says, Role.DIM)]
        self.show()

    def action_undo(self) -> None:
        """Take the last step back; the question comes back to the top."""
        change = self.invitetui.undo()
        if change is None:
            self._said = [("There is nothing to take back", Role.DIM)]
        else:
            self._said = [(cut(f"Taken back: {change.says}", 70), Role.WARM)]
            if self._answered and self._answered[-1] in change.uids:
                self._queue.insert(0, self._answered.pop())
            self._queue = [uid for uid in self._queue if uid in self.invitetui.session.snapshot.book]
        self.show()

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)
