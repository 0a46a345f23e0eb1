"""Today's sitting: one card at a time, by hand, with a pause between two withdrawals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer

from invitetui.domain.actions import Record
from invitetui.domain.invitation import EARLY, Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present import sitting as present
from invitetui.ui.present.brief import brief_lines
from invitetui.ui.present.card import card, progress
from invitetui.ui.present.pieces import Line, Role, answer_lines
from invitetui.ui.screens.cards import CardScreen

if TYPE_CHECKING:
    from invitetui.domain.brief import Brief
    from invitetui.domain.survival import Curve

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

    LIMITS = (
        *("sitting_size", "sitting_gap", "withdrawals_a_day", "withdrawals_ceiling"),
        *("profile_views_a_day", "day_starts", "day_ends"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{key}')", word, show=False) for key, (word, _) in ANSWERS.items()),
        Binding("o", "open('profile')", "open the page", show=False),
        Binding("O", "open_early('profile')", "open it now, the pause notwithstanding", show=False),
        Binding("s", "open('list')", "open the Sent page instead", show=False),
        Binding("S", "open_early('list')", "open the Sent page now", show=False),
        Binding("enter", "go_on", "sit all the same", show=False),
    ]

    _ticking: Timer | None = None

    def __init__(self, queue: tuple[str, ...], why_not: Sequence[str] = ()) -> None:
        """Make the screen.

        Args:
            queue: whom to ask about, in order.
            why_not: what speaks against sitting now; said before the first that was not opened yet.
        """
        super().__init__(queue)
        self._why_not = tuple(why_not)
        self._all_the_same = False
        """Whether the person sits although something speaks against it."""
        self._carried: frozenset[str] = frozenset()
        """Whose pages were opened before this sitting."""
        self._curve: Curve | None = None
        self._brief: tuple[Snapshot, Brief] | None = None

    def on_mount(self) -> None:
        """Show the first card; a countdown ticks only while there is one."""
        self._carried = frozenset(self._queue) & frozenset(self.snapshot.opened)
        self._ticking = self.set_interval(1, self._show_anew, pause=True)
        if self._queue and self._queue[0] in self.snapshot.opened:
            self._said = [("You opened this page and didn't say what happened", Role.WARM)]
        self.run_worker(partial(self._work_out_chances, self.snapshot), thread=True, group="figures")
        self.show()

    def _work_out_chances(self, snapshot: Snapshot) -> None:
        from invitetui.domain.lives import lives  # noqa: PLC0415  # the first card doesn't wait for figures
        from invitetui.domain.survival import acceptance_curve  # noqa: PLC0415

        self.tell(self._know_chances, acceptance_curve(lives(snapshot)))

    def _know_chances(self, curve: Curve) -> None:
        self._curve = curve
        self._show_anew()

    @property
    def holds_back(self) -> bool:
        """Whether the person has first to decide to sit now; pages opened before are asked about anyway."""
        return bool(self._why_not and self._queue) and self._queue[0] not in self.snapshot.opened

    def show(self) -> None:
        """Show the card, or the brief when everyone has been asked about."""
        self.invitetui.session.look()
        super().show()
        if self._ticking:
            waiting = bool(self._queue) and self.snapshot.wait > timedelta()
            self._ticking.resume() if waiting else self._ticking.pause()

    def card_lines(self, width: int) -> list[Line]:
        """Return the person of the moment, what speaks against sitting now, or the brief."""
        if not self._queue:
            return self._brief_lines(width)
        if self.holds_back:
            return present.not_now(self._why_not, len(self._queue), self._said, width)
        snapshot, uid = self.snapshot, self._queue[0]
        return [
            *progress(snapshot, width),
            *present.counted(self._answered, self._queue, self._carried, snapshot, width),
            [],
            *card(uid, snapshot, width, self._curve, low=self.low),
            [],
            *present.asking(uid, snapshot, width),
            *answer_lines({key: word for key, (word, _) in ANSWERS.items()}, width),
            *present.other_page(self.views_left, snapshot.rules, width),
            [],
            self._said or present.ENDING,
        ]

    def _brief_lines(self, width: int) -> list[Line]:
        snapshot = self.snapshot
        if self._brief is None or self._brief[0].book is not snapshot.book:
            self.run_worker(
                partial(self._work_out_brief, snapshot), thread=True, group="figures", exclusive=True
            )
        title: Line = [("That is this sitting", Role.STRONG), *present.early(snapshot)]
        lines = (
            brief_lines(self._brief[1], self._brief[0], width) if self._brief else [[("working …", Role.DIM)]]
        )
        return [title, [], *lines, [], *([self._said] if self._said else []), present.BACK]

    def _work_out_brief(self, snapshot: Snapshot) -> None:
        from invitetui.domain.brief import brief  # noqa: PLC0415  # only the end has need of it

        self.tell(self._know_brief, snapshot, brief(snapshot))

    def _know_brief(self, snapshot: Snapshot, brief: Brief) -> None:
        self._brief = (snapshot, brief)
        self._show_anew()

    def action_go_on(self) -> None:
        """Sit all the same: the person decides."""
        if self.holds_back:
            self._why_not, self._all_the_same = (), True
            self.show()

    def action_answer(self, key: str) -> None:
        """Record what happened with the person on the card, and go on to the next."""
        if not self.holds_back and self.means(key):
            uid, kind = self._queue[0], ANSWERS[key][1]
            early = kind is Kind.WITHDRAWN and self._is_early(uid)
            self._queue.pop(0)
            self.answered(uid, self.invitetui.apply(Record([uid], kind, value=EARLY if early else None)))

    def _is_early(self, uid: str) -> bool:
        """Whether to act on that person now overrides the pause; whose page is open was begun with before."""
        begun = self.snapshot.standings[uid].opened_at is not None
        return not begun and (self._all_the_same or self.invitetui.look().wait > timedelta())

    def action_open(self, what: str) -> None:
        """Open the page, unless the pause since the last withdrawal is not over."""
        if not self._queue or self.holds_back:
            return
        wait = self.invitetui.look().wait
        if wait > timedelta() and not self.snapshot.standings[self._queue[0]].opened_at:
            key = "O" if what == "profile" else "S"
            self._said = [
                ("The pause is not over yet. ", Role.WARM),
                (key, Role.KEY),
                (" opens it now all the same, and that is recorded", Role.DIM),
            ]
            self.show()
        else:
            self._open(what, early=self._all_the_same)

    def action_open_early(self, what: str) -> None:
        """Open the page although the pause is not over."""
        if self._queue and not self.holds_back:
            self._open(what, early=self._all_the_same or self.invitetui.look().wait > timedelta())

    def _open(self, what: str, *, early: bool) -> None:
        self.look_up(self._queue[0], Kind.OPENED, profile=what == "profile", early=early)
