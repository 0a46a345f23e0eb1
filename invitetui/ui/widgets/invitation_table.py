"""The list of invitations: draws only the rows in view, so that 100,000 cost no more than 50."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain, islice
from operator import is_
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from invitetui.domain.views import Section
from invitetui.ui.commands import MOVES
from invitetui.ui.drawing import finished, in_place
from invitetui.ui.messages import HeaderClicked, RowChosen
from invitetui.ui.present.pieces import Line, Role, cut_line, width_of
from invitetui.ui.present.rows import CURSOR, Column
from invitetui.ui.widgets.counted import Counted
from invitetui.ui.widgets.thin_scroll_bar import ThinScrollBar

Painter = Callable[[str, int, bool], Line]
"""Returns the pieces of a row: its uid, the width in cells, and whether it is marked."""

_DRAWN_AT_MOST = 500
"""Lines kept as they were drawn: some screens full."""


class InvitationTable(Counted, ScrollView, can_focus=True):
    """Rows of invitations under a line of titles, some under headings of their own.

    The cursor follows the invitation, not the row's number: after `show` it is on the same one, or
    on the one it was told to go to, or as near to where it stood as there is a row.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"table--{role}" for role in Role),
        "table--cursor",
        "table--heading",
    }
    BINDINGS: ClassVar[list[BindingType]] = [command.binding(command.id) for command in MOVES]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the row under the cursor, counted over rows and headings."""
    highlighted: reactive[str | None] = reactive(None, repaint=False)
    """The invitation on which the cursor has come to rest, once all else is in its place."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._sections: tuple[Section, ...] = ()
        self._rows: list[str | None] = []
        self._headings: dict[int, str] = {}
        self._numbers: dict[str, int] | None = None
        """The rows' numbers by uid, once somebody has asked for them."""
        self._painter: Painter = lambda _uid, _width, _marked: []
        self._titles: Callable[[int], Line] = lambda _width: []
        self._column_at: Callable[[int, int], Column | None] = lambda _width, _x: None
        self._empty: Callable[[int], list[Line]] = lambda _width: []
        self._drawn: dict[int, Strip] = {}
        """Rows as they were last drawn, by number, but for the cursor; the line of titles is number -1."""
        self._of: Hashable = None
        self._made_of: Callable[[str], tuple[object, ...]] = lambda _uid: ()
        self._known: dict[tuple[Hashable, str, bool], tuple[tuple[object, ...], Strip]] = {}
        """Rows as they were drawn without the cursor, by what all are made of, uid and whether marked, each
        with what else it was made of: after a change, a letter of the filter or a look at another tab most
        are as before."""
        self._drawn_at = Offset(), 0
        """Where, and how wide."""
        self._styles: dict[str, Style] = {}
        self._marked: frozenset[str] = frozenset()

    def show(
        self,
        sections: Sequence[Section],
        *,
        painter: Painter,
        titles: Callable[[int], Line],
        column_at: Callable[[int, int], Column | None],
        marked: frozenset[str],
        empty: Callable[[int], list[Line]],
        of: Hashable,
        made_of: Callable[[str], tuple[object, ...]],
        cursor_uid: str | None = None,
    ) -> None:
        """Show these rows.

        Args:
            sections: the rows in order; a section with a title is shown under it.
            painter: returns the pieces of a row.
            titles: returns the line of titles for a width.
            column_at: returns the column that stands at a cell of a row of some width.
            marked: the uids that are marked.
            empty: returns what is said for a width where there are no rows.
            of: what all rows are made of.
            made_of: returns what else a row is made of: of the same objects (`is`), it looks the same.
            cursor_uid: whom the cursor goes to; as a rule whom it is on.
        """
        wanted = cursor_uid or self.cursor_uid
        shown = [(section.title, id(section.uids)) for section in sections]
        if shown != [(section.title, id(section.uids)) for section in self._sections]:
            self._lay_out(sections)
        self._painter, self._titles, self._column_at, self._empty = painter, titles, column_at, empty
        self._marked, self._of, self._made_of = marked, of, made_of
        self._drawn.clear()
        self._make_room()
        number = self._rows.index(wanted) if wanted in self._rows else None
        self._move_to(self.cursor if number is None else number)
        self.refresh()
        self.highlighted = self.cursor_uid

    def _lay_out(self, sections: Sequence[Section]) -> None:
        """Give each row its number."""
        self._sections = tuple(sections)
        self._rows, self._headings, self._numbers = [], {}, None
        for section in sections:
            if section.title is not None:
                self._headings[len(self._rows)] = f"{section.title} ({len(section.uids):,})"
                self._rows.append(None)
            self._rows += section.uids

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = ThinScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001  # as Textual starts its own
        return self._vertical_scrollbar

    def forget(self) -> None:
        """Show nothing, with the cursor on nobody: another list is to follow, from its top."""
        self._lay_out(())
        self.cursor = 0

    @property
    def cursor_uid(self) -> str | None:
        """The invitation under the cursor, or None where there is none."""
        return self._uid(self.cursor)

    @property
    def shown(self) -> int:
        """How many invitations are shown."""
        return len(self._rows) - len(self._headings)

    @property
    def uids(self) -> list[str]:
        """All invitations shown, in order."""
        return [uid for uid in self._rows if uid is not None]

    def number_of(self, uid: str) -> int | None:
        """Return the number of an invitation's row, or None where it is not shown."""
        if self._numbers is None:
            self._numbers = {uid: number for number, uid in enumerate(self._rows) if uid is not None}
        return self._numbers.get(uid)

    def next_after(self, acted_on: frozenset[str]) -> str | None:
        """Return where the cursor goes once these are dealt with: the next row, else the one before."""
        below = range(self.cursor, len(self._rows))
        above = range(min(self.cursor, len(self._rows)) - 1, -1, -1)
        rows = (self._rows[number] for number in chain(below, above))
        return next((uid for uid in rows if uid is not None and uid not in acted_on), None)

    def mark(self, marked: frozenset[str]) -> None:
        """Show these as marked."""
        changed, self._marked = self._marked ^ marked, marked
        for number in [number for number in self._drawn if self._uid(number) in changed]:
            del self._drawn[number]
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region, each column held in its place; rows drawn before are kept.

        Beneath another screen they are drawn as any widget's: what Textual does to a line before it is
        shown there would take the codes for text.
        """
        region = self.region
        if self.app.screen is not self.screen or crop.x:
            return super().render_lines(crop)
        at = region.offset, self._row_width
        if self._drawn_at != at or max(len(self._drawn), len(self._known)) > _DRAWN_AT_MOST:
            self._forget_drawn()
            self._drawn_at = at
        top, rows = self.scroll_offset.y - 1, len(self._rows)
        cursor = self.cursor if self._has_cursor else -1
        strips = []
        for y in crop.line_range:
            number = top + y if y else -1
            strip = self._drawn.get(number) if number < rows and number != cursor else None
            if strip is None:
                uid = self._uid(number)
                if uid is None or number == cursor:
                    strip = self._finished(self.render_line(y))
                else:
                    strip = self._drawn_row(uid)
                if number < rows and number != cursor:
                    self._drawn[number] = strip
            strips.append(strip)
        return strips

    @property
    def _has_cursor(self) -> bool:
        """Whether keys come here, also where it was not yet told of it."""
        return self.screen.focused is self

    def _drawn_row(self, uid: str) -> Strip:
        """Return a row that the cursor is not on; one made of the same that was drawn before is it."""
        made_of, marked = self._made_of(uid), uid in self._marked
        before, strip = self._known.get((self._of, uid, marked), (None, None))
        if strip is None or before is None or not all(map(is_, before, made_of)):
            width = self._row_width
            strip = self._finished(self._strip(self._painter(uid, width, marked), width))
            self._known[self._of, uid, marked] = made_of, strip
        return strip

    def _finished(self, strip: Strip) -> Strip:
        return in_place(finished(self, [strip])[0], self.region.x)

    def _forget_drawn(self) -> None:
        self._drawn.clear()
        self._known.clear()

    @property
    def _row_width(self) -> int:
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the widget: the titles first, then the rows in view."""
        width = self._row_width
        if y == 0:
            return self._strip(self._titles(width), width, "table--heading")
        number = self.scroll_offset.y + y - 1
        if not self._rows:
            said = self._empty(width - 4)
            line: Line = [("  ", Role.PLAIN), *said[y - 1]] if 0 < y <= len(said) else []
            return self._strip(line, width)
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        strip = self._row(number, width)
        return self._under_cursor(strip) if number == self.cursor and self._has_cursor else strip

    def _uid(self, number: int) -> str | None:
        """Return the invitation in a row; None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _under_cursor(self, strip: Strip) -> Strip:
        """Set a row off by colour, by weight and by a sign beside its mark."""
        style = self._style("cursor")
        segments = [Segment(text, (own or Style()) + style, control) for text, own, control in strip]
        mark, *rest = segments
        return Strip([Segment(mark.text[:1] + CURSOR, mark.style), *rest], strip.cell_length)

    def _row(self, number: int, width: int) -> Strip:
        uid = self._rows[number]
        if uid is None:
            return self._strip([(f"  {self._headings[number]}", Role.DIM)], width, "table--heading")
        return self._strip(self._painter(uid, width, uid in self._marked), width)

    def _strip(self, line: Line, width: int, component: str | None = None) -> Strip:
        base = self.get_component_rich_style(component) if component else self.rich_style
        line = cut_line(line, width)
        segments = [Segment(text, base + self._style(role)) for text, role in line]
        segments.append(Segment(" " * (width - width_of(line)), base))
        return Strip(segments, width)

    def _style(self, name: str) -> Style:
        """Return what a role adds to the look of its text."""
        if (style := self._styles.get(name)) is None:
            style = self._styles[name] = self.get_component_rich_style(f"table--{name}", partial=True)
        return style

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._forget_drawn()
        self._styles.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Draw anew for the new width, with the cursor in view."""
        self._drawn.clear()
        self._make_room()
        self._scroll_to_cursor()

    def _make_room(self) -> None:
        """Scroll over as many lines as there are; the bar has its place for good, so nothing is laid out."""
        self.set_reactive(Widget.virtual_size, Size(self.size.width, len(self._rows) + 1))
        self._scroll_update(self.virtual_size)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Sort by a title, or go to a row; a click on the row under the cursor chooses it."""
        if event.y == 0:
            column = self._column_at(self.scrollable_content_region.width, event.x)
            if column and column.sort_by:
                self.post_message(HeaderClicked(column.sort_by))
            return
        number = self.scroll_offset.y + event.y - 1
        if number < len(self._rows) and (uid := self._rows[number]):
            if number == self.cursor:
                self.post_message(RowChosen(uid))
            else:
                self._go(number)

    def go_to(self, uid: str) -> None:
        """Put the cursor on that invitation, where it is shown."""
        if (number := self.number_of(uid)) is not None:
            self._go(number)

    def from_cursor(self, count: int) -> tuple[str, ...]:
        """Return so many invitations from the one under the cursor on, downwards."""
        return tuple(islice((uid for uid in self._rows[self.cursor :] if uid is not None), count))

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
            self._refresh_row(before)
            self._refresh_row(self.cursor)
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

    def _refresh_row(self, number: int) -> None:
        y = number - self.scroll_offset.y + 1
        if 0 < y < self.size.height:
            self.refresh(Region(0, y, self._row_width, 1))
