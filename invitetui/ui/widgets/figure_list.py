"""The figures of the Stats tab, to be walked like a list: the cursor is a sign at the left edge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from invitetui.ui.commands import MOVES
from invitetui.ui.messages import FigureChosen
from invitetui.ui.present.figures import Figure, laid_out
from invitetui.ui.present.pieces import Line, Role, cut_line
from invitetui.ui.widgets.counted import Counted
from invitetui.ui.widgets.lines import Lines

_CURSOR = "▸"


class FigureList(Counted, VerticalScroll, can_focus=True):
    """Shows figures one under another; the keys of the lists walk from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding(command.id) for command in MOVES]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._figures: Sequence[Figure] = ()
        self._blocks: list[list[Line]] = []
        self._cursor = 0

    def compose(self) -> ComposeResult:
        """Hold the lines."""
        yield Lines(id="figures")

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        return self._figures[self._cursor] if self._figures else None

    def show(self, figures: Sequence[Figure]) -> None:
        """Show these; the cursor stays on the figure it was on."""
        before = self.figure.id if self.figure else None
        self._figures = figures
        ids = [figure.id for figure in figures]
        self._cursor = ids.index(before) if before in ids else 0
        self._draw_anew()

    def say(self, text: str) -> None:
        """Say something where there are no figures yet."""
        if not self._figures:
            self.query_one(Lines).show([[(f"  {text}", Role.DIM)]])

    def on_resize(self) -> None:
        """Fit the plots to the width."""
        self._draw_anew()

    def _draw_anew(self) -> None:
        if self._figures and self.size.width:
            self._blocks = laid_out(self._figures, self._room)
            self._draw()

    @property
    def _room(self) -> int:
        """Cells for a line: without the cursor's and the scrollbar's, whether it is there by now or not."""
        return max(20, self.outer_size.width - 5)

    def _draw(self) -> None:
        lines: list[Line] = []
        for number, block in enumerate(self._blocks):
            first = next((line for line in block if line), None)
            for line in block:
                lead = _HERE if number == self._cursor and line is first else _ELSEWHERE
                lines.append(cut_line([lead, *line], self._room + 3) if line else [])
        self.query_one(Lines).show(lines)

    def _go(self, number: int) -> None:
        if not self._figures:
            return
        self._cursor = max(0, min(number, len(self._figures) - 1))
        self._draw()
        top = sum(map(len, self._blocks[: self._cursor]))
        bottom = top + len(self._blocks[self._cursor])
        height, y = self.size.height, self.scroll_offset.y
        if bottom > y + height:
            y = bottom - height
        self.scroll_to(y=min(top, y), animate=False, immediate=True, force=True)

    def action_cursor_down(self) -> None:
        """Go to the next figure."""
        self._go(self._cursor + self.taken())

    def action_cursor_up(self) -> None:
        """Go to the figure before."""
        self._go(self._cursor - self.taken())

    def action_to_top(self) -> None:
        """Go to the first figure, or to the one that was counted."""
        self._go(self.taken() - 1)

    def action_to_bottom(self) -> None:
        """Go to the last figure, or to the one that was counted."""
        self._go(self.taken(len(self._figures)) - 1)

    def action_to_high(self) -> None:
        """Go to the first figure that begins in view."""
        self._go_near(self.scroll_offset.y)

    def action_to_middle(self) -> None:
        """Go to the figure that begins nearest the middle."""
        self._go_near(self.scroll_offset.y + self.size.height // 2)

    def action_to_low(self) -> None:
        """Go to the last figure in view."""
        self._go_near(self.scroll_offset.y + self.size.height - 1)

    def action_page_down(self) -> None:
        """Go a page down."""
        self._page(self.size.height * self.taken())

    def action_page_up(self) -> None:
        """Go a page up."""
        self._page(-self.size.height * self.taken())

    def action_half_down(self) -> None:
        """Go half a page down."""
        self._page(self.size.height // 2 * self.taken())

    def action_half_up(self) -> None:
        """Go half a page up."""
        self._page(-self.size.height // 2 * self.taken())

    def on_click(self, event: events.Click) -> None:
        """Go to the figure that was clicked; a click on the one under the cursor chooses it."""
        y = event.get_content_offset(self)
        if y is None:
            return
        number = self._at(self.scroll_offset.y + y.y)
        if number == self._cursor:
            self.post_message(FigureChosen())
        else:
            self._go(number)

    @property
    def _tops(self) -> list[int]:
        return [sum(map(len, self._blocks[:number])) for number in range(len(self._blocks))]

    def _at(self, line: int) -> int:
        """Return the number of the figure that holds a line."""
        return max(0, bisect_right(self._tops, line) - 1)

    def _go_near(self, line: int) -> None:
        self.taken()
        if tops := self._tops:
            self._go(min(range(len(tops)), key=lambda number: abs(tops[number] - line)))

    def _page(self, lines: int) -> None:
        """Go to the figure that stands so many lines further on."""
        if not (tops := self._tops):
            return
        wanted = tops[self._cursor] + lines
        step = 1 if lines > 0 else -1
        number = self._cursor + step
        while 0 < number < len(tops) - 1 and abs(tops[number + step] - wanted) < abs(tops[number] - wanted):
            number += step
        self._go(number)


_HERE = (f" {_CURSOR} ", Role.KEY)
_ELSEWHERE = ("   ", Role.PLAIN)
