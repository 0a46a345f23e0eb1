"""Rows that a cursor walks over, some of them headings: where it is, and how it moves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice
from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from invitetui.ui.commands import MOVES
from invitetui.ui.drawing import Painter
from invitetui.ui.widgets.counted import Counted


class Walked(Counted, Painter, ScrollView, can_focus=True):
    """A list under a line of titles, with a cursor that is never on a heading."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding(command.id) for command in MOVES]

    highlighted: reactive[str | None] = reactive(None, repaint=False)
    """The invitation on which the cursor has come to rest, once all else is in its place."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self.cursor = 0
        """The number of the row under the cursor, counted over rows and headings."""
        self._rows: list[str | None] = []
        """The invitation in each row, None in a heading's."""
        self._headings = 0
        self._numbers: Mapping[str, int] | None = None
        """The rows' numbers by uid, once somebody has asked for them."""

    def _take_rows(self, rows: list[str | None]) -> None:
        """Go over these rows from now on."""
        self._rows, self._headings, self._numbers = rows, rows.count(None), None

    def _refresh_rows(self, numbers: Collection[int]) -> None:
        """Draw rows anew, as far as they are in view."""
        raise NotImplementedError

    @property
    def cursor_uid(self) -> str | None:
        """The invitation under the cursor, or None where there is none."""
        return self._uid(self.cursor)

    @property
    def shown(self) -> int:
        """How many invitations are shown."""
        return len(self._rows) - self._headings

    @property
    def uids(self) -> list[str]:
        """All invitations shown, in order."""
        return [uid for uid in self._rows if uid is not None]

    def number_of(self, uid: str) -> int | None:
        """Return the number of an invitation's row, or None where it is not shown."""
        if self._numbers is None:
            self._numbers = {uid: number for number, uid in enumerate(self._rows) if uid is not None}
        return self._numbers.get(uid)

    def _number_near(self, uid: str) -> int | None:
        """Return the same, looking where the cursor is first."""
        for number in (self.cursor, self.cursor + 1, self.cursor - 1):
            if self._uid(number) == uid:
                return number
        return self._rows.index(uid) if uid in self._rows else None

    def next_after(self, acted_on: frozenset[str]) -> str | None:
        """Return where the cursor goes once these are dealt with: the next row, else the one before."""
        below = range(self.cursor, len(self._rows))
        above = range(min(self.cursor, len(self._rows)) - 1, -1, -1)
        rows = (self._rows[number] for number in chain(below, above))
        return next((uid for uid in rows if uid is not None and uid not in acted_on), None)

    def _uid(self, number: int) -> str | None:
        """Return the invitation in a row; None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def go_to(self, uid: str) -> None:
        """Put the cursor on that invitation, where it is shown."""
        if (number := self.number_of(uid)) is not None:
            self._go(number)

    def from_cursor(self, count: int) -> tuple[str, ...]:
        """Return so many invitations from the one under the cursor on, downwards."""
        below = (self._rows[number] for number in range(self.cursor, len(self._rows)))
        return tuple(islice((uid for uid in below if uid is not None), count))

    def walk(self, step: int) -> Iterator[str]:
        """Yield all others in order from the cursor on, down (1) or up (-1), and round from the other end."""
        count = len(self._rows)
        for away in range(1, count):
            if uid := self._rows[(self.cursor + step * away) % count]:
                yield uid

    def action_cursor_down(self) -> None:
        """Go to the next row."""
        self._go(self.cursor + self.taken())

    def action_cursor_up(self) -> None:
        """Go to the row before."""
        self._go(self.cursor - self.taken(), upwards=True)

    def action_page_down(self) -> None:
        """Go a page down."""
        self._go(self.cursor + self._page * self.taken())

    def action_page_up(self) -> None:
        """Go a page up."""
        self._go(self.cursor - self._page * self.taken(), upwards=True)

    def action_half_down(self) -> None:
        """Go half a page down."""
        self._go(self.cursor + self._page // 2 * self.taken())

    def action_half_up(self) -> None:
        """Go half a page up."""
        self._go(self.cursor - self._page // 2 * self.taken(), upwards=True)

    def action_to_top(self) -> None:
        """Go to the first row, or to the one that was counted."""
        self._go(self._nth(self.taken()))

    def action_to_bottom(self) -> None:
        """Go to the last row, or to the one that was counted."""
        count = self.taken(0)
        self._go(self._nth(count) if count else len(self._rows) - 1, upwards=True)

    def action_to_high(self) -> None:
        """Go to the first row in view."""
        self._go(self.scroll_offset.y + self.taken() - 1)

    def action_to_middle(self) -> None:
        """Go to the middle of the rows in view."""
        self.taken()
        top = self.scroll_offset.y
        self._go((top + min(top + self._page, len(self._rows) - 1)) // 2)

    def action_to_low(self) -> None:
        """Go to the last row in view."""
        self._go(min(self.scroll_offset.y + self._page, len(self._rows) - 1) + 1 - self.taken(), upwards=True)

    def _nth(self, count: int) -> int:
        """Return the number of the row that holds the invitation of that place, counted from 1."""
        rows = (number for number, uid in enumerate(self._rows) if uid is not None)
        return next(islice(rows, count - 1, None), len(self._rows) - 1)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 2)

    def _go(self, number: int, *, upwards: bool = False) -> None:
        before = self.cursor
        self._move_to(number, upwards=upwards)
        if self.cursor != before:
            self._refresh_rows((before, self.cursor))
            self.highlighted = self.cursor_uid

    def _move_to(self, number: int, *, upwards: bool = False) -> None:
        """Put the cursor on that row or the nearest one that is no heading, and bring it into view."""
        number = max(0, min(number, len(self._rows) - 1))
        if self._rows and self._rows[number] is None:
            upwards = upwards and number > 0
            number += -1 if upwards else 1
        self.cursor = number
        self._scroll_to_cursor()

    def _scroll_to_cursor(self) -> None:
        rows_in_view = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self.cursor == 1 and self._rows and self._rows[0] is None:
            target = 0
        else:
            target = min(self.cursor, max(top, self.cursor - rows_in_view + 1))
        if target != top:
            self.scroll_to(y=target, animate=False, immediate=True, force=True)
