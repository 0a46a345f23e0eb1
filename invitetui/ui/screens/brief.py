"""`b`: the outreach brief on a screen of its own, worked out in a thread."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from invitetui.domain import words
from invitetui.domain.brief import Brief, brief
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.brief import brief_lines
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.explained import EXPLAIN, Explained
from invitetui.ui.screens.once import Once
from invitetui.ui.screens.scrolled import Scrolled
from invitetui.ui.widgets.lines import Lines

LIMITS = (
    "invitations_a_week",
    "invitations_reserve",
    "reinvitations_a_day",
    "withdrawals_a_day",
    "withdrawals_ceiling",
    "pending_warn",
    "pending_alarm",
)
"""The rules that have a say in the brief."""
ONWARD = {
    "t": ("today", "today's sitting"),
    "A": ("audit", "the audit"),
    "Q": ("questions", "the questions"),
    "exclamation_mark": ("restriction", "the restriction"),
}
"""The commands that the brief leads to, by key: what each is, and its word here."""


class BriefScreen(Once, Explained, Scrolled, ModalScreen[str | None]):
    """What to send, whom to ask again, whom to withdraw, and what worked.

    Answers with the command that the person goes on with, or None.
    """

    LIMITS = LIMITS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q,enter", "dismiss(None)", "back", show=False),
        *(Binding(key, f"dismiss('{id_}')", word, show=False) for key, (id_, word) in ONWARD.items()),
        EXPLAIN,
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        Binding("pagedown,space", "scroll(10)", "page down", show=False),
        Binding("pageup", "scroll(-10)", "page up", show=False),
    ]

    _brief: tuple[Snapshot, Brief] | None = None

    def compose(self) -> ComposeResult:
        """Lay the sheet out."""
        with VerticalScroll(classes="sheet"):
            yield Lines(id="brief")

    def on_mount(self) -> None:
        """Work it out, off the event loop: a large book takes its time."""
        self.run_worker(partial(self._work_out, self.invitetui.look()), thread=True, group="figures")

    def _work_out(self, snapshot: Snapshot) -> None:
        found = brief(snapshot)
        self.tell(self._show, snapshot, found)

    def _show(self, snapshot: Snapshot, found: Brief) -> None:
        self._brief = (snapshot, found)
        self.on_resize()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        width = min(78, self.size.width - 12)
        day = self.snapshot.today
        date = f"  {words.weekday_of(day)} {words.short_day(day, day)}   "
        lines: list[Line] = [
            [("The brief", Role.STRONG), (date, Role.DIM), ("esc", Role.KEY), (" back", Role.DIM)],
            [],
        ]
        if self._brief:
            snapshot, found = self._brief
            lines += brief_lines(found, snapshot, width, leads=True)
        else:
            lines.append([("working …", Role.DIM)])
        self.query_one(Lines).show(lines)
