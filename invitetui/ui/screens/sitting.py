"""Today's sitting: one card at a time, by hand, with a pause between two withdrawals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from invitetui.domain.actions import Change, Record
from invitetui.domain.invitation import Kind
from invitetui.domain.profile import openable
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.card import brief, card, progress
from invitetui.ui.present.pieces import Line, Role, cut, width_of, wrapped_line
from invitetui.ui.screens.lists import LEAST
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from invitetui.ui.app import InvitetuiApp

ANSWERS = {
    "d": ("withdrawn", Kind.WITHDRAWN),
    "a": ("was accepted", Kind.ACCEPTED),
    "x": ("it was gone", Kind.GONE),
    "l": ("later", Kind.LATER),
    "K": ("keep", Kind.KEPT),
}
"""What can be said of the person on the card, by key."""


class SittingScreen(Once, Screen[None]):
    """Asks about one person after the other; the answers are recorded as they are given.

    It can be left, or killed, at any point: what was said is in the book, and a page that was opened
    and not answered for is asked about first the next time.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{key}')", word, show=False) for key, (word, _) in ANSWERS.items()),
        Binding("o", "open", "open the page", show=False),
        Binding("O", "open_early", "open it now", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("U", "redo", "redo", show=False),
        Binding("escape,q", "leave", "end", show=False),
    ]

    def __init__(self, queue: tuple[str, ...]) -> None:
        super().__init__()
        self._queue = list(queue)
        self._answered: list[str] = []
        self._said: Line = []
        self._ticking: Timer | None = None

    @property
    def invitetui(self) -> InvitetuiApp:
        """The app, as what it is."""
        return cast("InvitetuiApp", self.app)

    @property
    def snapshot(self) -> Snapshot:
        """The book as it is now."""
        return self.invitetui.session.snapshot

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="sitting")

    def on_mount(self) -> None:
        """Show the first card; a countdown ticks only while there is one."""
        self._ticking = self.set_interval(1, self.show, pause=True)
        if self._queue and self._queue[0] in self.snapshot.opened:
            self._said = [("You opened this page and didn't say what happened", Role.WARM)]
        self.show()

    def on_resize(self) -> None:
        """Fit the card to the screen."""
        self.show()

    @property
    def too_small(self) -> bool:
        """Whether the card can't be read, so that nothing may be said of whoever is on it."""
        return self.size.width < LEAST[0] or self.size.height < LEAST[1]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let nothing be done unseen."""
        return action == "leave" or not self.too_small

    def show(self) -> None:
        """Show the card, or the brief when everyone has been asked about."""
        self.invitetui.session.look()
        width = min(76, self.size.width - 4)
        if self.too_small:
            lines: list[Line] = [[("too small to work in", Role.TROUBLE)]]
        else:
            lines = self._card(width) if self._queue else self._brief()
        left = max(0, (self.size.width - max(map(width_of, lines), default=0)) // 2)
        top = max(0, (self.size.height - len(lines)) // 3)
        margin = " " * left
        self.query_one(Lines).show([*([[]] * top), *([(margin, Role.PLAIN), *line] for line in lines)])
        if self._ticking:
            waiting = bool(self._queue) and self.snapshot.wait > timedelta()
            self._ticking.resume() if waiting else self._ticking.pause()

    def _card(self, width: int) -> list[Line]:
        snapshot, uid = self.snapshot, self._queue[0]
        done = snapshot.done_today
        opened = snapshot.standings[uid].opened_at is not None
        lines: list[Line] = [
            progress(done, done + len(snapshot.due_today), snapshot.wait, width),
            [],
            *card(uid, snapshot, width),
            [],
            [("o ", Role.KEY), ("opens the page; ", Role.PLAIN), ("withdraw there, then say:", Role.DIM)],
        ]
        if opened:
            lines[-1] = [
                ("What happened?", Role.STRONG),
                ("   o ", Role.KEY),
                ("opens the page again", Role.DIM),
            ]
        lines += wrapped_line(lines.pop(), width)
        answers: list[Line] = [[]]
        for key, (word, _) in ANSWERS.items():
            answer = [(f"{key} ", Role.KEY), (f"{word}   ", Role.PLAIN)]
            if width_of(answers[-1]) + width_of(answer) > width + 3:
                answers.append([])
            answers[-1] += answer
        lines += [
            *answers,
            [],
            self._said or [("esc ", Role.KEY), ("end   ", Role.DIM), ("u ", Role.KEY), ("undo", Role.DIM)],
        ]
        return lines

    def _brief(self) -> list[Line]:
        title: Line = [("That is this sitting", Role.STRONG)]
        return [
            title,
            [],
            *brief(self.snapshot),
            [],
            self._said,
            [("esc ", Role.KEY), ("back to the list", Role.DIM)],
        ]

    def action_answer(self, key: str) -> None:
        """Record what happened with the person on the card, and go on to the next."""
        if not self._queue:
            return
        uid = self._queue.pop(0)
        change = self.invitetui.apply(Record([uid], ANSWERS[key][1]))
        if change:
            self._answered.append(uid)
        self._said = [(cut(change.says, 60), Role.GOOD if change else Role.DIM)]
        if change:
            self._said += [(" · ", Role.DIM), ("u", Role.KEY), (" undoes", Role.DIM)]
        self.show()

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
        self.invitetui.open_page(address, lambda worked: self._opened(address, worked=worked))

    def _opened(self, address: str, *, worked: bool) -> None:
        says = "Page opened in the browser" if worked else f"Open by hand: {address}"
        self._said = [(says, Role.DIM)]
        self.show()

    def action_undo(self) -> None:
        """Take the last step back; the person comes back to the top."""
        change = self.invitetui.undo()
        if change is None:
            self._said = [("There is nothing to take back", Role.DIM)]
        else:
            self._said = [(cut(f"Taken back: {change.says}", 70), Role.WARM)]
            if self._answered and self._answered[-1] in change.uids:
                self._queue.insert(0, self._answered.pop())
        self.show()

    def action_redo(self) -> None:
        """Do again what was taken back; the person is answered for once more."""
        change = self.invitetui.redo()
        if change is None:
            self._said = [("There is nothing to do again", Role.DIM)]
        else:
            self._said = _done(change)
            if self._queue and self._queue[0] in change.uids:
                self._answered.append(self._queue.pop(0))
        self.show()

    def action_leave(self) -> None:
        """End the sitting."""
        self.dismiss(None)


def _done(change: Change) -> Line:
    """What was done, and the key that takes it back."""
    return [(cut(change.says, 60), Role.GOOD), (" · ", Role.DIM), ("u", Role.KEY), (" undoes", Role.DIM)]
