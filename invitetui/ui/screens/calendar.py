"""`c`: the calendar with a cursor: who is on which day; `m` chooses a day in it, `P` pauses the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from invitetui.domain import words
from invitetui.domain.actions import Change, Record
from invitetui.domain.invitation import Kind
from invitetui.domain.moments import start_of_day
from invitetui.ui.present import calendar as present
from invitetui.ui.present.pieces import Line, Role, answer_lines, cut, cut_line, width_of, wrapped_line
from invitetui.ui.screens.explained import EXPLAIN, Explained
from invitetui.ui.screens.once import Once
from invitetui.ui.screens.pausing import pause_from
from invitetui.ui.screens.picking import Choice, PickScreen
from invitetui.ui.widgets.lines import Lines

_BESIDE = 18
"""Cells that the people of a day need to stand beside the weeks."""
_MARGIN = 2
_LOW = 18
"""Lines below which nothing is said twice."""


class Chosen(msgspec.Struct, frozen=True):
    """What the calendar answers with."""

    day: date | None = None
    """The day that was chosen for those who are moved; None where they may stand on any day again."""
    uid: str | None = None
    """On whom the cursor of the list goes."""


class CalendarScreen(Once, Explained, Screen[Chosen | None]):
    """The coming weeks with each day's share; the cursor is on a day, and its people stand beside it."""

    LIMITS = ("withdrawals_a_day", "withdrawals_ceiling", "sitting_size", "expiry_months")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "go(1, 0)", "a day on", show=False),
        Binding("h,left", "go(-1, 0)", "a day back", show=False),
        Binding("j,down", "go(0, 1)", "a week on", show=False),
        Binding("k,up", "go(0, -1)", "a week back", show=False),
        Binding("g,home", "first", "today", show=False),
        Binding("G,end", "last", "the last day of the plan", show=False),
        Binding("enter", "choose", "choose the day", show=False),
        Binding("m", "move", "move someone to another day, and put them there", show=False),
        Binding("x", "any_day", "on any day again", show=False),
        Binding("P", "pause", "pause from this day on", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("U", "redo", "redo", show=False),
        Binding("escape,c,q", "leave", "back", show=False),
        EXPLAIN,
    ]

    def __init__(self, day: date | None = None, moving: Sequence[str] = ()) -> None:
        """Make the screen.

        Args:
            day: where the cursor starts; None is the first day with anyone on it.
            moving: the uids for whom a day is chosen; nobody where the calendar is only looked at.
        """
        super().__init__()
        self._day = day
        self._moving = tuple(moving)
        self._moves_here = False
        """Whether those who are moved were chosen here, so that the calendar stays when they are."""
        self._said: Line = []
        self._top = 0
        """The first week that is shown."""
        self._corner = (0, 0)
        """The cell at which the first week shown begins."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="weeks")

    def on_resize(self) -> None:
        """Fit the weeks to the screen."""
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let nothing be done unseen, or to a book that is only read; nothing is paused while one moves."""
        if self.too_small and action != "leave":
            return False
        if action in ("pause", "move", "undo", "redo") and self.invitetui.read_only:
            return False
        if action == "pause":
            return not self._moving
        return bool(self._moving) if action == "any_day" else True

    @property
    def day(self) -> date:
        """The day under the cursor."""
        grid = present.Grid.of(self.snapshot)
        if self._day is None:
            planned = self.snapshot.plan.days
            self._day = planned[0][0] if planned else self.snapshot.today
        return grid.nearest(self._day)

    def show(self) -> None:
        """Show the weeks around the cursor, and the people of its day."""
        if self.too_small:
            self.query_one(Lines).show([[("too small to work in", Role.TROUBLE)]])
            return
        width, height = self.size.width - 2 * _MARGIN, self.size.height
        grid, snapshot = present.Grid.of(self.snapshot), self.snapshot
        above, below = self._around(width)
        room = height - len(above) - len(below)
        beside = width - grid.width - 3
        weeks = room - 1 if beside >= _BESIDE else max(2, (room - 1) // 2)
        weeks = min(weeks, max(present.weeks_ahead(grid), grid.week_of(self.day) + 1))
        self._top = max(0, min(self._top, grid.week_of(self.day)), grid.week_of(self.day) - weeks + 1)
        lines = [grid.titles(), *grid.rows(range(self._top, self._top + weeks), self.day)]
        if beside >= _BESIDE:
            people = present.day_lines(self.day, snapshot, beside, room)
            people += [[] for _ in range(room - len(people))]
            lines = [
                [*line, (" " * (grid.width + 3 - width_of(line)), Role.PLAIN), *who]
                for line, who in zip(lines, people, strict=False)
            ]
        else:
            lines += present.day_lines(self.day, snapshot, width, room - weeks - 1)
        self._corner = (_MARGIN, len(above) + 1)
        lines = [*above, *lines[:room], *([] for _ in range(room - len(lines))), *below]
        margin = (" " * _MARGIN, Role.PLAIN)
        self.query_one(Lines).show([[margin, *cut_line(line, width)] for line in lines])

    def _around(self, width: int) -> tuple[list[Line], list[Line]]:
        """Return what stands above and below the weeks; on a low screen no more than has to."""
        snapshot = self.snapshot
        if self.size.height < _LOW:
            told = self._said or self._key_lines(width=1_000)[0]
            return [self._title(), present.clear_in_a_line(snapshot, width)], [cut_line(told, width)]
        above = [self._title(), *wrapped_line(present.clear_words(snapshot), width)]
        below = [[], *wrapped_line(self._said, width), *self._key_lines(width)]
        return [*above, []], below

    def _title(self) -> Line:
        if not self._moving:
            return [("Calendar", Role.STRONG), ("   who is withdrawn when", Role.DIM)]
        names = cut(words.people([self.snapshot.book[uid].name for uid in self._moving]), 40)
        return [(f"Move {names} to ", Role.STRONG), (self._named(self.day), Role.CHOSEN), ("?", Role.STRONG)]

    def _key_lines(self, width: int) -> list[Line]:
        keys = {
            "hjkl": "go",
            "enter": "list",
            "m": "move",
            "P": "pause",
            "u": "undo",
            "?": "limits",
            "esc": "back",
        }
        if self._moving:
            keys = {
                "hjkl": "go",
                "enter or m": "put them there",
                "x": "any day again",
                "esc": "leave them",
            }
        return answer_lines(keys, width, Role.DIM)

    def _named(self, day: date) -> str:
        return f"{words.weekday_of(day)} {words.short_day(day, self.snapshot.today)}"

    def _go_to(self, day: date) -> None:
        self._day, self._said = day, []
        self.show()

    def action_go(self, days: int, weeks: int) -> None:
        """Go to another day."""
        self._go_to(present.Grid.of(self.snapshot).moved(self.day, days, weeks))

    def action_first(self) -> None:
        """Go to today, or the first day that is shown."""
        self._go_to(self.snapshot.today)

    def action_last(self) -> None:
        """Go to the last day of the plan."""
        self._go_to(present.Grid.of(self.snapshot).last)

    def action_choose(self) -> None:
        """Put those who are moved on the day, or go to the day's first in the list."""
        on_it = self.snapshot.plan.on(self.day)
        if self._moving:
            self._put_on(self.day)
        elif on_it:
            self.dismiss(Chosen(uid=on_it[0]))
        else:
            self.say("Nobody is on that day")

    def action_any_day(self) -> None:
        """Let them stand on any day again."""
        self._put_on(None)

    def _put_on(self, day: date | None) -> None:
        """Put those who are moved on a day, or on any again."""
        if not self._moves_here:
            self.dismiss(Chosen(day=day))
            return
        until = start_of_day(day, self.snapshot.zone) if day else None
        self.invitetui.look()
        change = self.invitetui.apply(Record(self._moving, Kind.MOVED, until=until))
        self._moving = ()
        self._tell(change, f"{change.says} · u undoes" if change else change.says)

    def action_move(self) -> None:
        """Choose who of this day goes to another; once that is chosen, put them on the day."""
        on_it = self.snapshot.plan.on(self.day)
        if self._moving:
            self._put_on(self.day)
        elif len(on_it) > 1:
            choices = [Choice(uid, self.snapshot.book[uid].name) for uid in on_it]
            title = f"Who of {self._named(self.day)} goes to another day?"
            self.invitetui.push_screen(PickScreen(title, choices), self._move)
        elif on_it:
            self._move(on_it[0])
        else:
            self.say("Nobody is on that day")

    def _move(self, uid: str | None) -> None:
        if uid is not None:
            self._moving, self._moves_here, self._said = (uid,), True, []
            self.show()

    def action_leave(self) -> None:
        """Leave those who were chosen here where they are; else go back to the list."""
        if self._moves_here and self._moving:
            self._moving = ()
            self.show()
        else:
            self.dismiss(None)

    def say(self, text: str) -> None:
        """Say something beneath the weeks."""
        self._said = [(cut(text, 200), Role.WARM)]
        self.show()

    def action_pause(self) -> None:
        """Ask for how long the plan rests from this day on."""
        pause_from(self, self.day, self._paused)

    def _paused(self, change: Change) -> None:
        self._tell(change, f"{change.says} · u undoes" if change else change.says)

    def action_undo(self) -> None:
        """Take the last step back."""
        change = self.invitetui.undo()
        self._tell(change, f"Taken back: {change.says}" if change else "There is nothing to take back")

    def action_redo(self) -> None:
        """Do again what was undone."""
        change = self.invitetui.redo()
        self._tell(change, change.says if change else "There is nothing to do again")

    def _tell(self, change: Change | None, says: str) -> None:
        self._said = [(cut(says, 200), Role.GOOD if change else Role.DIM)]
        self.show()

    def on_click(self, event: events.Click) -> None:
        """Go to the day that was clicked; on the day under the cursor, choose it."""
        left, top = self._corner
        day = present.Grid.of(self.snapshot).at(event.screen_x - left, event.screen_y - top + self._top)
        if day is None or event.screen_y < top:
            return
        if day == self.day and self._moving:
            self.action_choose()
        else:
            self._go_to(day)
