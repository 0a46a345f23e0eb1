"""The list of invitations: draws only the rows in view, so that 100,000 cost no more than 50."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from operator import is_
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from invitetui.domain.views import Section
from invitetui.ui.drawing import Looks, in_place
from invitetui.ui.messages import HeaderClicked, RowChosen
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.present.rows import CURSOR, Column
from invitetui.ui.widgets.thin_scroll_bar import ThinScrollBar
from invitetui.ui.widgets.walked import Walked

Makings = tuple[object, ...]
"""What a row is made of: of the same objects (`is`), it looks the same."""
MadeOf = Callable[[Sequence[str]], Sequence[Makings]]
Painter = Callable[[str, int, bool], Line]
"""Returns the pieces of a row: its uid, the width in cells, and whether it is marked."""

_PLAIN, _CURSOR, _HEADING = _GROUNDS = "table--plain", "table--cursor", "table--heading"
"""What a row may stand on."""
_TITLES = -1
"""The number of the line of titles, which stands over the first row."""
_DRAWN_AT_MOST = 500
"""Lines kept as they were drawn: some screens full."""


class InvitationTable(Walked):
    """Rows of invitations under a line of titles, some under headings of their own.

    The cursor follows the invitation, not the row's number: after `show` it is on the same one, or
    on the one it was told to go to, or as near to where it stood as there is a row.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {*(f"table--{role}" for role in Role), *_GROUNDS}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._sections: tuple[Section, ...] = ()
        self._titled: dict[int, str] = {}
        """The headings, by the numbers of their rows."""
        self._painter: Painter = lambda _uid, _width, _marked: []
        self._titles: Callable[[int], Line] = lambda _width: []
        self._column_at: Callable[[int, int], Column | None] = lambda _width, _x: None
        self._empty: Callable[[int], list[Line]] = lambda _width: []
        self._drawn: dict[int, tuple[Makings, Strip]] = {}
        """Rows as they were last drawn, by number, but for the cursor; the line of titles is number -1."""
        self._of: Hashable = None
        self._made_of: MadeOf = lambda _uids: []
        self._known: dict[tuple[Hashable, str, bool], tuple[Makings, Strip]] = {}
        """Rows as they were drawn without the cursor, by what all are made of, uid and whether marked, each
        with what else it was made of: after a change, a letter of the filter or a look at another tab most
        are as before."""
        self._drawn_at = Offset(), 0
        """Where, and how wide."""
        self._looks = {ground: Looks(self, partial(self._look, ground)) for ground in _GROUNDS}
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
        made_of: MadeOf,
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
            made_of: returns what else each of some rows is made of.
            cursor_uid: whom the cursor goes to; as a rule whom it is on.
        """
        wanted = cursor_uid or self.cursor_uid
        alike = of == self._of and marked == self._marked
        self._painter, self._titles, self._column_at, self._empty = painter, titles, column_at, empty
        self._marked, self._of, self._made_of = marked, of, made_of
        before = self.cursor
        if _are_the_same(sections, self._sections):
            self._refresh_changed(all_of_them=not alike)
        else:
            self._lay_out(sections)
            self._drawn.clear()
            self._make_room()
            self.refresh()
        number = self._number_near(wanted) if wanted else None
        self._move_to(self.cursor if number is None else number)
        if self.cursor != before:
            self._refresh_row(before)
        self._refresh_row(self.cursor)
        self.highlighted = self.cursor_uid

    def _refresh_changed(self, *, all_of_them: bool) -> None:
        """Draw anew those rows in view that are made of something else than when they were drawn."""
        if all_of_them or not self._rows:
            self._drawn.clear()
            self.refresh()
            return
        top = self.scroll_offset.y
        drawn = {
            number: self._drawn[number]
            for number in range(top, top + self.size.height)
            if number in self._drawn
        }
        uids = {number: uid for number in drawn if (uid := self._uid(number))}
        made = zip(uids, self._made_of(tuple(uids.values())), strict=True)
        changed = [number for number, makings in made if not _same(drawn[number][0], makings)]
        for number in (*changed, _TITLES):
            drawn.pop(number, None)
            self._refresh_row(number)
        self._drawn = drawn

    def _lay_out(self, sections: Sequence[Section]) -> None:
        """Give each row its number."""
        self._sections = tuple(sections)
        rows: list[str | None] = []
        self._titled = {}
        for section in sections:
            if section.title is not None:
                self._titled[len(rows)] = f"{section.title} ({len(section.uids):,})"
                rows.append(None)
            rows += section.uids
        self._take_rows(rows)

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
        first = self.scroll_offset.y - 1
        return [self._drawn_line(first + y if y else _TITLES) for y in crop.line_range]

    def _drawn_line(self, number: int) -> Strip:
        """Return a row, or the line of titles; all but the cursor's is drawn once while it holds."""
        if number == self.cursor and self._has_cursor:
            return self._in_place(self._row(number))
        if known := self._drawn.get(number):
            return known[1]
        makings: Makings = ()
        if uid := self._uid(number):
            makings, strip = self._drawn_before(uid)
        else:
            strip = self._in_place(self._row(number))
        if number < len(self._rows):
            self._drawn[number] = makings, strip
        return strip

    def _drawn_before(self, uid: str) -> tuple[Makings, Strip]:
        """Return a row with what it is made of; where that was drawn before it is the same strip."""
        (makings,), marked = self._made_of((uid,)), uid in self._marked
        known = self._known.get((self._of, uid, marked))
        if known is None or not _same(known[0], makings):
            line = self._painter(uid, self._row_width, marked)
            known = makings, self._in_place(self._looks[_PLAIN].strip(line, self._row_width))
            self._known[self._of, uid, marked] = known
        return known

    @property
    def _has_cursor(self) -> bool:
        """Whether keys come here, also where it was not yet told of it."""
        return self.screen.focused is self

    def _in_place(self, strip: Strip) -> Strip:
        return in_place(strip, self._drawn_at[0].x)

    def _forget_drawn(self) -> None:
        self._drawn.clear()
        self._known.clear()

    @property
    def _row_width(self) -> int:
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the widget: the titles first, then the rows in view."""
        return self._row(self.scroll_offset.y + y - 1 if y else _TITLES)

    def _row(self, number: int) -> Strip:
        width = self._row_width
        uid = self._uid(number)
        if uid and number == self.cursor and self._has_cursor:  # set off by colour, by weight and by a sign
            (mark, role), *rest = self._painter(uid, width, uid in self._marked)
            return self._looks[_CURSOR].strip([(mark[:1] + CURSOR, role), *rest], width)
        if uid:
            return self._looks[_PLAIN].strip(self._painter(uid, width, uid in self._marked), width)
        if number == _TITLES:
            return self._looks[_HEADING].strip(self._titles(width), width)
        if title := self._titled.get(number):
            return self._looks[_HEADING].strip([(f"  {title}", Role.DIM)], width)
        said = [] if self._rows else self._empty(width - 4)
        line: Line = [("  ", Role.PLAIN), *said[number]] if number < len(said) else []
        return self._looks[_PLAIN].strip(line, width)

    def _look(self, ground: str, role: str) -> Style:
        """Return how a role looks on a ground."""
        base = self.get_component_rich_style(ground) if ground == _HEADING else self.rich_style
        base += self.get_component_rich_style(f"table--{role}", partial=True)
        return base + self.get_component_rich_style(ground, partial=True) if ground == _CURSOR else base

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._forget_drawn()
        for looks in self._looks.values():
            looks.clear()
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

    def _refresh_row(self, number: int) -> None:
        y = number - self.scroll_offset.y + 1 if number != _TITLES else 0
        if 0 < y < self.size.height or number == _TITLES:
            self.refresh(Region(0, y, self._row_width, 1))


def _same(one: Makings, other: Makings) -> bool:
    return all(map(is_, one, other))


def _are_the_same(sections: Sequence[Section], others: Sequence[Section]) -> bool:
    """Return whether both are the very same rows under the same titles."""
    return len(sections) == len(others) and all(
        one.title == other.title and one.uids is other.uids
        for one, other in zip(sections, others, strict=True)
    )
