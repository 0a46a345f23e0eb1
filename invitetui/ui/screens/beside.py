"""What stands beside the list: the person under the cursor, and on Stale the calendar."""

from __future__ import annotations

from datetime import date

from invitetui.domain.views import Tab
from invitetui.ui.present import calendar, detail
from invitetui.ui.present.pieces import Line
from invitetui.ui.screens.lists import WIDE, ListScreen

VERY_WIDE = 160
"""From this many columns on, the calendar stands beside the pane, and not over it."""
PANE, PANE_AT_MOST = 38, 60
"""Columns of the pane: a good quarter of the screen within these, unless the person gave it others."""
_LIST_AT_LEAST = 56
_STEP = 4
"""Columns that a key gives to the pane, or takes."""
CALENDAR = 46
"""Columns of the calendar where it stands by itself."""


class PanedLists(ListScreen):
    """The lists with the pane."""

    _pane_shows: tuple[object, ...] = ()
    """Of what the pane was made: working it out takes as long as all else that a step of the cursor does."""

    def on_resize(self) -> None:
        """Give the pane its width."""
        self.pane.styles.width = self.pane_width

    def show_pane(self, *_: object) -> None:
        """The person, with the calendar over or beside them; where it is narrow, one line of days."""
        snapshot, uid, size, pane_width = self.snapshot, self.table.cursor_uid, self.size, self.pane_width
        shows = snapshot, uid, self.tab, size, pane_width, self.invitetui.reading
        if shows == self._pane_shows:
            return
        self._pane_shows = shows
        wide, stale, is_read = size.width >= WIDE, self.tab is Tab.STALE, not self.invitetui.reading
        beside = stale and size.width >= VERY_WIDE
        self.days.display = stale and not wide
        self.calendar.display = beside
        if not wide:
            if stale:
                self.days.show([calendar.days_line(snapshot, size.width)] if is_read else [])
                self.days.day_at = lambda _x, _y: calendar.Grid.of(self.snapshot).nearest(self.snapshot.today)
            return
        if beside:
            self.calendar.show(calendar.calendar(snapshot, CALENDAR - 3) if is_read else [])
            self.calendar.day_at = self._day_at
        width = pane_width - 3
        lines: list[Line] = []
        if stale and not beside and is_read:
            lines += [*calendar.calendar(snapshot, width), []]
        if uid and uid in snapshot.book and is_read:
            lines += detail.detail(uid, snapshot, width)
        self.pane.show(lines)
        self.pane.day_at = self._day_at if stale and not beside else lambda _x, _y: None

    def _day_at(self, x: int, y: int) -> date | None:
        """Return the day at a place of the calendar: the titles stand above the weeks."""
        grid = calendar.Grid.of(self.snapshot)
        return grid.at(x, y - 1) if y <= calendar.weeks_in_pane(grid) else None

    @property
    def pane_width(self) -> int:
        """Columns of the pane: what the person gave it, as far as the list can spare them."""
        width = self.size.width
        given = self.invitetui.state.state.pane or min(PANE_AT_MOST, width * 3 // 10)
        return max(PANE, min(given, width - _LIST_AT_LEAST))

    def do_wider(self) -> None:
        """Give the pane more room."""
        self._widen(_STEP)

    def do_narrower(self) -> None:
        """Give the list more room."""
        self._widen(-_STEP)

    def _widen(self, columns: int) -> None:
        if self.size.width < WIDE:
            self.say(
                f"The pane stands beside the list from {WIDE} columns on; here {self.key('details')} shows it"
            )
            return
        before = self.pane_width
        self.invitetui.state.note(pane=before + columns)
        self.invitetui.state.note(pane=self.pane_width)
        self.pane.styles.width = self.pane_width
        self.show_pane()
        if self.pane_width == before:
            self.say("That is as far as it goes")
