"""One card at a time in the middle of the screen: what the sitting and the questions have in common."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from invitetui.domain.actions import Change, Record
from invitetui.domain.invitation import EARLY, ON_LIST, Kind
from invitetui.domain.profile import SENT_PAGE, openable
from invitetui.ui.hand import HELD_FOR, Hand
from invitetui.ui.present.pieces import Line, Role, cut, wrapped_line
from invitetui.ui.screens.explained import EXPLAIN, Explained
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines

_LOW = 20
WIDEST = 76
"""Cells that a line of a card takes at most."""


class CardScreen(Once, Explained, Screen[None]):
    """Walks through a queue of invitations and shows one of them as a card.

    A subclass says what is on the card (`card_lines`) and has keys of its own that answer for it; each
    answer goes through `answered`. What was answered can be taken back here, and the card returns.
    """

    HELD_FOR: ClassVar[float] = HELD_FOR
    """Seconds within which the same key again answers for nobody."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "undo", show=False),
        Binding("U", "redo", "redo", show=False),
        Binding("escape,q", "leave", "end", show=False),
        EXPLAIN,
    ]

    def __init__(self, queue: tuple[str, ...]) -> None:
        super().__init__()
        self._queue = list(queue)
        """The uids still to be answered for; the first is on the card."""
        self._answered: list[str] = []
        self._said: Line = []
        """What is said beneath the card, until the next answer."""
        self._views: int | None = None
        self._hand = Hand(self._ticks, held_for=self.HELD_FOR)

    def _ticks(self) -> float:
        return self.invitetui.ticks()

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="card")

    @property
    def low(self) -> bool:
        """Whether there is room for the keys only if the person is told in short."""
        return self.size.height < _LOW

    def on_mount(self) -> None:
        """Say how saving goes, as the lists do."""
        self.watch(self.app, "saving_long", self._show_anew, init=False)
        self.watch(self.app, "trouble", self._show_anew, init=False)

    def on_resize(self) -> None:
        """Fit the card to the screen."""
        self.show()

    def _show_anew(self, *_: object) -> None:
        if self.is_open:
            self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let nothing be done unseen."""
        return action == "leave" or not self.too_small

    def card_lines(self, width: int) -> list[Line]:
        """Return the card of the first in the queue, or what is said when the queue is empty."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the card, a third of the way down."""
        width = min(WIDEST, self.size.width - 4)
        if self.too_small:
            lines: list[Line] = [[("too small to work in", Role.TROUBLE)]]
        else:
            lines = self.card_lines(width)
            if len(lines) > self.size.height:  # a low screen has no room for space
                lines = [line for line in lines if line]
        left = max(0, (self.size.width - width) // 2)
        top = max(0, (self.size.height - len(lines)) // 3)
        lines = [*lines, *self._saving(width)]
        margin = " " * left
        self.query_one(Lines).show([*([[]] * top), *([(margin, Role.PLAIN), *line] for line in lines)])

    def _saving(self, width: int) -> list[Line]:
        """A dot while a change takes its time to the disk; trouble in words."""
        if self.invitetui.trouble:
            told = f"Not saved: {cut(self.invitetui.trouble, 300)}"
            return wrapped_line([(told, Role.TROUBLE)], width)
        return [[("●", Role.WARM)]] if self.invitetui.saving_long else []

    def means(self, key: str) -> bool:
        """Return whether `key` was meant for the card that is shown, and say so where it was not."""
        if not self._queue or self._hand.means(key):
            return bool(self._queue)
        name = self.snapshot.book[self._queue[0]].name
        self._said = [
            (f"{key} ", Role.KEY),
            (cut(f"came before you can have seen {name}: once more?", 60), Role.WARM),
        ]
        self.show()
        return False

    def answered(self, uid: str, change: Change) -> None:
        """Go on to the next: this one, taken from the queue, has been answered for."""
        if change:
            self._answered.append(uid)
        self._hand.answered()
        self._said = done(change)
        self.show()

    def action_undo(self) -> None:
        """Take the last step back; its card comes back to the top."""
        self._hand.know()
        change = self.invitetui.undo()
        if change is None:
            self._said = [("There is nothing to take back", Role.DIM)]
        else:
            self._said = [(cut(f"Taken back: {change.says}", 70), Role.WARM)]
            if self._answered and self._answered[-1] in change.uids:
                self._queue.insert(0, self._answered.pop())
            self._views = None
            self._queue = [uid for uid in self._queue if uid in self.snapshot.book]
        self.show()

    def action_redo(self) -> None:
        """Do again what was taken back; its card is answered for once more."""
        change = self.invitetui.redo()
        if change is None:
            self._said = [("There is nothing to do again", Role.DIM)]
        else:
            self._said = done(change)
            if self._queue and self._queue[0] in change.uids and self.is_answered(self._queue[0]):
                self._answered.append(self._queue.pop(0))
        self.show()

    def say(self, text: str) -> None:
        """Say something beneath the card."""
        self._said = [(cut(text, WIDEST), Role.WARM)]
        self.show()

    def is_answered(self, uid: str) -> bool:  # noqa: ARG002  # for those who ask for more than one thing
        """Return whether nothing is left to be said of that invitation."""
        return True

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    @property
    def views_left(self) -> int:
        """How many profile pages may still be opened today; they are counted anew when one was."""
        if self._views is None:
            self._views = self.snapshot.rules.profile_views_a_day - self.snapshot.views_today
        return max(0, self._views)

    def look_up(self, uid: str, kind: Kind, *, profile: bool = True, early: bool = False) -> None:
        """Open a page and record it; beyond the day's profile views it is the Sent page.

        Args:
            uid: whose.
            kind: what is recorded: OPENED where an answer is due then, or VIEWED.
            profile: whether the person's page is wanted, and not the Sent page.
            early: whether it is opened before its time.
        """
        address = openable(self.snapshot.book[uid].url) if profile and self.views_left else SENT_PAGE
        how = [EARLY] if early else []
        if address == SENT_PAGE:
            how.append(ON_LIST)
        if kind is Kind.OPENED or address != SENT_PAGE:
            self.invitetui.apply(Record([uid], kind, value=" ".join(how) or None))
        self._views = None
        self.show()
        self.open_address(address)

    def open_address(self, address: str) -> None:
        """Open a page in the browser, and say how that went; whoever asks for it has seen the card."""
        self.call_after_refresh(self._hand.know)
        self.open_page(address, partial(self._opened, address))

    def _opened(self, address: str, worked: bool) -> None:
        page = "Sent page" if address == SENT_PAGE else "Page"
        says = f"{page} opened in the browser" if worked else f"Open by hand: {address}"
        self._said = [(says, Role.DIM)]
        self.show()


def done(change: Change) -> Line:
    """Return what was done, and the key that takes it back."""
    if not change:
        return [(cut(change.says, 60), Role.DIM)]
    return [(cut(change.says, 60), Role.GOOD), (" · ", Role.DIM), ("u", Role.KEY), (" undoes", Role.DIM)]
