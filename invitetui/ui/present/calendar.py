"""The plan as a calendar: each working day's share as a column, a row a week, and who is on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from rich.cells import cell_len

from invitetui.domain import words
from invitetui.domain.moments import add_days
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.ui.present.pieces import Line, Role, column, cut, cut_line, fit, sides, width_of
from invitetui.ui.present.rows import CURSOR, Row

WEEKS = 8
"""Weeks that the pane shows."""
_LEAD, _CELL = 8, 5
"""Cells of a week's name, and of a day."""
NOTHING = "–"
"""What stands on a day that takes nobody: a day off, a pause, a restriction."""
_KEY_ROOM = 12
_SPARE_WEEKS = 2
_NAME, _AGE = 26, 10
"""Cells of a name at most, and of an age."""
_MOST_WEEKS = 105


class Grid(msgspec.Struct, frozen=True):
    """The weeks of a plan: where each day stands, and what is on it."""

    snapshot: Snapshot
    first: date
    """The Monday of the week of today."""
    weekdays: tuple[int, ...]
    """The days of a week that are shown: the working days, and any other with somebody on it."""

    @classmethod
    def of(cls, snapshot: Snapshot) -> Grid:
        """Return the grid of a plan."""
        planned = {day.weekday() for day, _ in snapshot.plan.days}
        return cls(
            snapshot,
            add_days(snapshot.today, -snapshot.today.weekday()),
            tuple(sorted({*snapshot.rules.working_days, *planned})),
        )

    @property
    def width(self) -> int:
        """Cells that a week takes."""
        return _LEAD + _CELL * len(self.weekdays)

    def week_of(self, day: date) -> int:
        """Return the row of a day, counted from 0."""
        return (day - self.first).days // 7

    def day(self, week: int, place: int) -> date:
        """Return the day in that row and column."""
        return add_days(self.first, 7 * week + self.weekdays[place])

    def at(self, x: int, week: int) -> date | None:
        """Return the day at a cell of that week's row; None where there is none, or it is gone by."""
        place = (x - _LEAD) // _CELL
        if x < _LEAD or place >= len(self.weekdays) or week < 0:
            return None
        return day if (day := self.day(week, place)) >= self.snapshot.today else None

    def nearest(self, day: date) -> date:
        """Return `day`, or the first day after it that is shown; never one gone by."""
        day = max(day, self.snapshot.today)
        while day.weekday() not in self.weekdays and day != date.max:
            day = add_days(day, 1)
        return day

    def moved(self, day: date, days: int, weeks: int) -> date:
        """Return the day so many shown days and weeks further on; it stays within what is shown."""
        a_week = len(self.weekdays)
        number = (self.week_of(day) + weeks) * a_week + self.weekdays.index(day.weekday()) + days
        week, place = divmod(min(number, _MOST_WEEKS * a_week), a_week)
        to = self.day(week, place)
        return to if to >= self.snapshot.today else self.nearest(self.snapshot.today)

    @property
    def last(self) -> date:
        """The last day with anyone on it, or today's."""
        return self.nearest(self.snapshot.plan.clear_on or self.snapshot.today)

    def titles(self) -> Line:
        """Return the names of the weekdays."""
        names = [words.weekday_of(self.day(0, place)) for place in range(len(self.weekdays))]
        return [(" " * (_LEAD + 1), Role.DIM), *((f"{name:<{_CELL}}", Role.DIM) for name in names)]

    def rows(self, weeks: Iterable[int], cursor: date | None = None) -> list[Line]:
        """Return these weeks, a row each: a column sign and a count for each day."""
        shares = {day: len(uids) for day, uids in self.snapshot.plan.days}
        most = max([*shares.values(), self.snapshot.rules.daily_number])
        lines: list[Line] = []
        for week in weeks:
            monday = add_days(self.first, 7 * week)
            line: Line = [(f"{words.short_day(monday, monday):<{_LEAD}}", Role.DIM)]
            for place in range(len(self.weekdays)):
                line += self._cell(self.day(week, place), shares, most, cursor)
            lines.append(line)
        return lines

    def _cell(self, day: date, shares: dict[date, int], most: int, cursor: date | None) -> Line:
        share = shares.get(day, 0)
        if day < self.snapshot.today:
            return [(" " * _CELL, Role.DIM)]
        sign = column(share / most) if share or self.snapshot.pace.works(day) else NOTHING
        role = Role.STRONG if day == self.snapshot.today else Role.WARM if share else Role.DIM
        here = day == cursor
        return [
            (CURSOR if here else " ", Role.KEY),
            (f"{sign}{share or '':<{_CELL - 2}}", Role.CHOSEN if here else role),
        ]


def calendar(snapshot: Snapshot, width: int, weeks: int = WEEKS) -> list[Line]:
    """Return the coming weeks for the pane, and when the backlog is clear."""
    grid, told = Grid.of(snapshot), clear_range(snapshot)
    if width_of(told) > width:
        told = _clear_in_short(snapshot)
    lines = [grid.titles(), *grid.rows(range(weeks_in_pane(grid, weeks))), [], told]
    hidden = sum(len(uids) for day, uids in snapshot.plan.days if grid.week_of(day) >= weeks)
    if hidden:
        lines.append([(f"and {hidden:,} more after these {weeks} weeks", Role.DIM)])
    return [cut_line(line, width) for line in [*lines, *left_to_expire(snapshot)]]


def weeks_ahead(grid: Grid) -> int:
    """Return how many weeks are worth showing: as far as the backlog may last, and some more to move into."""
    clear = grid.snapshot.clear_between
    ends = max(grid.last, clear.latest or grid.last)
    return max(WEEKS, grid.week_of(ends) + 1 + _SPARE_WEEKS)


def weeks_in_pane(grid: Grid, weeks: int = WEEKS) -> int:
    """Return how many weeks the pane shows: as far as the plan goes."""
    return min(weeks, grid.week_of(grid.last) + 1)


def _expiring(snapshot: Snapshot) -> str:
    """Return `, 9 left to expire`: those that are stale and yet not to be withdrawn; may be empty."""
    left = len(snapshot.plan.left_to_expire)
    return f", {left:,} left to expire" if left else ""


def left_to_expire(snapshot: Snapshot) -> list[Line]:
    """Return how many are not withdrawn because LinkedIn drops them first; may be empty."""
    left = len(snapshot.plan.left_to_expire)
    return [[(f"{left:,} left to expire by themselves", Role.DIM)]] if left else []


def days_line(snapshot: Snapshot, width: int) -> Line:
    """Return the coming days on one line: `49 to withdraw, clear 4–9 Dec   today ▆10   Tue ▆10`."""
    most = max([len(uids) for _, uids in snapshot.plan.days], default=1)
    line: Line = [(" ", Role.PLAIN), *_clear_in_short(snapshot, whole=True)]
    for day, uids in snapshot.plan.days[:5]:
        name = "today" if day == snapshot.today else words.weekday_of(day)
        told: Line = [(f"   {name} ", Role.DIM), (f"{column(len(uids) / most)}{len(uids)}", Role.WARM)]
        if width_of(line) + width_of(told) + _KEY_ROOM > width:
            break
        line += told
    return sides(line, [("c ", Role.KEY), ("calendar ", Role.DIM)], width)


def _clear_in_short(snapshot: Snapshot, *, whole: bool = False) -> Line:
    clear, today = snapshot.clear_between, snapshot.today
    if clear.earliest is None:
        return clear_range(snapshot)
    days = words.days(clear.earliest, clear.latest, today)
    left = f"{len(snapshot.plan.day_of):,} to withdraw"
    if whole and (expiring := len(snapshot.plan.left_to_expire)):
        left += f", {expiring:,} expire"
    return [(f"{left}, clear ", Role.DIM), (days, Role.STRONG)]


def clear_in_a_line(snapshot: Snapshot, width: int) -> Line:
    """Return when the backlog is clear, on one line."""
    return cut_line(_clear_in_short(snapshot, whole=True), width)


def clear_words(snapshot: Snapshot) -> Line:
    """Return when the backlog is clear, as a range with its reason."""
    line = clear_range(snapshot, whole=True)
    if not (why := _reason(snapshot)):
        return line
    days, role = line[-1]
    return [*line[:-1], (days + why[0], role), (why[1:], Role.DIM)]  # a line must not begin with a colon


def clear_range(snapshot: Snapshot, *, whole: bool = False) -> Line:
    """Return `49 people to withdraw, clear 4–9 Dec`; the whole tells of those left to expire too."""
    clear, today = snapshot.clear_between, snapshot.today
    if clear.earliest is None:
        return [("nothing to withdraw: all is clear", Role.GOOD)]
    left = words.count(len(snapshot.plan.day_of), "person", "people")
    line: Line = [(f"{left} to withdraw{_expiring(snapshot) if whole else ''}, clear ", Role.DIM)]
    return [*line, (words.days(clear.earliest, clear.latest, today), Role.STRONG)]


def _reason(snapshot: Snapshot) -> str:
    """Why it is a range."""
    clear = snapshot.clear_between
    if clear.earliest is None or clear.latest == clear.earliest:
        return ""
    if clear.latest is None:
        says = ", and with as many new ones as of late not within two years"
    else:
        says = ": the later if nobody answers and you send on as of late, for new ones go stale meanwhile"
    return says


def day_lines(day: date, snapshot: Snapshot, width: int, height: int) -> list[Line]:
    """Return who is on a day, in at most `height` lines."""
    uids = snapshot.plan.on(day)
    title = f"{words.weekday_of(day)} {words.short_day(day, snapshot.today)}"
    lines: list[Line] = [[(title, Role.STRONG), (f" · {_told(day, len(uids), snapshot)}", Role.DIM)]]
    room = height - 1 if len(uids) <= height - 1 else height - 2
    shown = uids[: max(0, room)]
    longest = max((cell_len(clean(snapshot.book[uid].name)) for uid in shown), default=0)
    lines += [_who(uid, snapshot, min(width - 4, longest, _NAME), width) for uid in shown]
    if len(uids) > room >= 0:
        lines.append([(f"… and {len(uids) - room:,} more", Role.DIM)])
    return [cut_line(line, width) for line in lines]


def _told(day: date, planned: int, snapshot: Snapshot) -> str:
    """How many are on the day, or why nobody is."""
    done = snapshot.done_today if day == snapshot.today else 0
    if planned or done:
        told = f"{words.count(planned, 'person', 'people')}"
        return f"{done:,} done, {planned:,} left" if done else told
    if snapshot.pace.limits.rests(day):
        return "LinkedIn's restriction: nothing is planned"
    if any(first <= day < over for first, over in snapshot.pace.pauses):
        return "paused"
    return "nobody" if snapshot.pace.works(day) else "a day off"


def _who(uid: str, snapshot: Snapshot, name: int, width: int) -> Line:
    """One person: sign, name, age, and why they stand there, as far as there is room."""
    row = Row.of(uid, snapshot)
    sign, warmth = row.age_mark
    line: Line = [(f"{sign} ", warmth), (fit(row.invitation.name, name) + "  ", Role.PLAIN)]
    left = width - name - 4
    if left >= _AGE:
        line.append((fit(row.age, _AGE) + " ", warmth))
        left -= _AGE + 1
    if left >= _AGE:
        line.append((cut(row.why_now, left), Role.DIM))
    return line
