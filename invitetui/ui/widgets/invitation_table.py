"""The list of invitations: draws only the rows in view, so that 100,000 cost no more than 50."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from enum import Enum
from functools import partial
from operator import is_

from rich.style import Style as RichStyle
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from invitetui.domain.views import Section
from invitetui.ui.look import style_of
from invitetui.ui.messages import HeaderClicked, RowChosen
from invitetui.ui.painting import Looks, Painted
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.present.rows import CURSOR, Column
from invitetui.ui.widgets.thin_scroll_bar import ThinScrollBar
from invitetui.ui.widgets.walked import Walked

Makings = tuple[object, ...]
"""What a row is made of: of the same objects (`is`), it looks the same."""
MadeOf = Callable[[Sequence[str]], Sequence[Makings]]
Cells = Callable[[str, int, bool], Line]
"""Returns the pieces of a row: its uid, the width in cells, and whether it is marked."""

_TITLES = -1
"""The number of the line of titles, which stands over the first row."""
_PAINTED_AT_MOST = 500
"""Lines kept as they were painted: some screens full."""


class Ground(Enum):
    """What a row may stand on."""

    PLAIN = 1
    CURSOR = 2
    HEADING = 3


class InvitationTable(Walked):
    """Rows of invitations under a line of titles, some under headings of their own.

    The cursor follows the invitation, not the row's number: after `show` it is on the same one, or
    on the one it was told to go to, or as near to where it stood as there is a row.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._sections: tuple[Section, ...] = ()
        self._titled: dict[int, str] = {}
        """The headings, by the numbers of their rows."""
        self._cells: Cells = lambda _uid, _width, _marked: []
        self._titles: Callable[[int], Line] = lambda _width: []
        self._column_at: Callable[[int, int], Column | None] = lambda _width, _x: None
        self._empty: Callable[[int], list[Line]] = lambda _width: []
        self._painted: dict[int, tuple[Makings, Painted]] = {}
        """Rows as they were last painted, by number, but for the cursor; the line of titles is number -1."""
        self._of: Hashable = None
        self._made_of: MadeOf = lambda _uids: []
        self._known: dict[tuple[Hashable, str, bool], tuple[Makings, Painted]] = {}
        """Rows as they were painted without the cursor, by what all are made of, uid and whether marked, each
        with what else it was made of: after a change, a letter of the filter or a look at another tab most
        are as before."""
        self._painted_at = 0, 0
        """In which column, and how wide."""
        self._looks = {ground: Looks(self, partial(self._look, ground)) for ground in Ground}
        self._marked: frozenset[str] = frozenset()

    def show(
        self,
        sections: Sequence[Section],
        *,
        cells: Cells,
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
            cells: returns the pieces of a row.
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
        self._cells, self._titles, self._column_at, self._empty = cells, titles, column_at, empty
        self._marked, self._of, self._made_of = marked, of, made_of
        before = self.cursor
        if _are_the_same(sections, self._sections):
            self._refresh_changed(all_of_them=not alike)
        else:
            self._lay_out(sections)
            self._painted.clear()
            self._make_room()
            self.refresh()
        number = self._number_near(wanted) if wanted else None
        self._move_to(self.cursor if number is None else number)
        self._refresh_rows({before, self.cursor})
        self.highlighted = self.cursor_uid

    def _refresh_changed(self, *, all_of_them: bool) -> None:
        """Draw anew those rows in view that are made of something else than when they were drawn."""
        if all_of_them or not self._rows:
            self._painted.clear()
            self.refresh()
            return
        self._keep_in_view()
        uids = {number: uid for number in self._in_view if (uid := self._uid(number))}
        made = zip(uids, self._made_of(tuple(uids.values())), strict=True)
        changed = [number for number, makings in made if not self._is_painted(number, makings)]
        changed.append(_TITLES)
        for number in changed:
            self._painted.pop(number, None)
        self._refresh_rows(changed)

    def _is_painted(self, number: int, makings: Makings) -> bool:
        """Return whether a row stands painted as what it is made of."""
        known = self._painted.get(number)
        return known is not None and _same(known[0], makings)

    def _keep_in_view(self) -> None:
        """Forget how rows were painted that are out of view."""
        in_view = self._in_view
        self._painted = {number: known for number, known in self._painted.items() if number in in_view}

    @property
    def _in_view(self) -> range:
        """The numbers of the rows in view."""
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, len(self._rows)))

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
        self._painted.clear()
        self._make_room()
        self.cursor = 0

    def mark(self, marked: frozenset[str]) -> None:
        """Show these as marked."""
        changed, self._marked = self._marked ^ marked, marked
        for number in [number for number in self._painted if self._uid(number) in changed]:
            del self._painted[number]
        self.refresh()

    def content_of(self, place: Region) -> Region:
        """Return where its rows stand: beside the scroll bar, too."""
        return super().content_of(place).shrink(self.scrollbar_gutter)

    def paint(self, lines: Sequence[int], content: Region) -> list[Painted]:
        """Return lines of it, each column held in its place; rows painted before are kept."""
        at = content.x, content.width
        if self._painted_at != at:
            self._forget_painted()
            self._painted_at = at
        if max(len(self._painted), len(self._known)) > _PAINTED_AT_MOST:
            self._keep_in_view()
            self._known.clear()
        first = self.scroll_offset.y - 1
        return [self._painted_line(first + y if y else _TITLES) for y in lines]

    def _painted_line(self, number: int) -> Painted:
        """Return a row, or the line of titles; all but the cursor's is painted once while it holds."""
        if number == self.cursor and self._has_cursor:
            return self._paint(*self._row(number, self._painted_at[1]))
        if known := self._painted.get(number):
            return known[1]
        makings: Makings = ()
        if uid := self._uid(number):
            makings, painted = self._painted_before(uid)
        else:
            painted = self._paint(*self._row(number, self._painted_at[1]))
        if number < len(self._rows):
            self._painted[number] = makings, painted
        return painted

    def _painted_before(self, uid: str) -> tuple[Makings, Painted]:
        """Return a row with what it is made of; where that was painted before it is the same."""
        (makings,), marked = self._made_of((uid,)), uid in self._marked
        _, width = self._painted_at
        known = self._known.get((self._of, uid, marked))
        if known is None or not _same(known[0], makings):
            known = makings, self._paint(Ground.PLAIN, self._cells(uid, width, marked))
            self._known[self._of, uid, marked] = known
        return known

    def _paint(self, ground: Ground, line: Line) -> Painted:
        x, width = self._painted_at
        return self._looks[ground].paint(line, width, x)

    @property
    def _has_cursor(self) -> bool:
        """Whether keys come here, also where it was not yet told of it."""
        return self.screen.focused is self

    def _forget_painted(self) -> None:
        self._painted.clear()
        self._known.clear()

    @property
    def _row_width(self) -> int:
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the widget: the titles first, then the rows in view."""
        width = self._row_width
        ground, line = self._row(self.scroll_offset.y + y - 1 if y else _TITLES, width)
        return self._looks[ground].strip(line, width)

    def _row(self, number: int, width: int) -> tuple[Ground, Line]:
        """Return what a row stands on, and its pieces for a width."""
        if uid := self._uid(number):
            line = self._cells(uid, width, uid in self._marked)
            if number != self.cursor or not self._has_cursor:
                return Ground.PLAIN, line
            (mark, role), *rest = line  # set off by colour, by weight and by a sign beside its mark
            return Ground.CURSOR, [(mark[:1] + CURSOR, role), *rest]
        if number == _TITLES:
            return Ground.HEADING, self._titles(width)
        if title := self._titled.get(number):
            return Ground.HEADING, [(f"  {title}", Role.DIM)]
        said = [] if self._rows else self._empty(width - 4)
        return Ground.PLAIN, [("  ", Role.PLAIN), *said[number]] if number < len(said) else []

    def _look(self, ground: Ground, role: Role) -> RichStyle:
        """Return how a role looks on a ground."""
        colours = self.app.theme_variables
        look = self.visual_style + style_of(role, colours)
        if ground is Ground.CURSOR:
            look += Style(background=Color.parse(colours["cursor-row"]))
        return (look if ground is Ground.PLAIN else look + Style(bold=True)).rich_style

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._forget_painted()
        for looks in self._looks.values():
            looks.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Draw anew for the new width, with the cursor in view."""
        self._painted.clear()
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

    def _refresh_rows(self, numbers: Collection[int]) -> None:
        below = 1 - self.scroll_offset.y  # by which the line of titles, too, is never among the rows
        rows = [number + below for number in numbers if number + below > 0]
        self.repaint([0, *rows] if _TITLES in numbers else rows)


def _same(one: Makings, other: Makings) -> bool:
    return all(map(is_, one, other))


def _are_the_same(sections: Sequence[Section], others: Sequence[Section]) -> bool:
    """Return whether both are the very same rows under the same titles."""
    return len(sections) == len(others) and all(
        one.title == other.title and one.uids is other.uids
        for one, other in zip(sections, others, strict=True)
    )
