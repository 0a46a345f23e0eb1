"""The plan as a calendar: each working day's share as a column, a row a week."""

from __future__ import annotations

from datetime import date, timedelta

from invitetui.domain import words
from invitetui.domain.moments import add_days
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.pieces import Line, Role, column, cut_line, width_of

WEEKS = 8
_CELL = 5


def calendar(snapshot: Snapshot, width: int, weeks: int = WEEKS) -> list[Line]:
    """Return the coming weeks, Monday first: a column sign and a count for each day with a share."""
    plan, today = snapshot.plan, snapshot.today
    working = snapshot.rules.working_days
    lines: list[Line] = [
        [("       ", Role.DIM), *((f"{name:<{_CELL}}", Role.DIM) for name in _weekday_names(working))]
    ]
    shares = {day: len(uids) for day, uids in plan.days}
    most = max([*shares.values(), snapshot.rules.withdrawals_a_day])
    monday = add_days(today, -today.weekday())
    last = plan.clear_on or today
    for week in range(weeks):
        start = add_days(monday, 7 * week)
        if week and start > last:
            break
        line: Line = [(f"{words.short_day(start, start):<7}", Role.DIM)]
        for weekday in working:
            line.append(_day_cell(add_days(start, weekday), today, shares, most))
        lines.append(line)
    lines += [[], clear_line(snapshot)]
    hidden = sum(len(uids) for day, uids in plan.days if day >= add_days(monday, 7 * weeks))
    if hidden:
        lines.append([(f"and {hidden:,} more after these {weeks} weeks", Role.DIM)])
    if plan.left_to_expire:
        lines.append([(f"{len(plan.left_to_expire):,} left to expire by themselves", Role.DIM)])
    return [cut_line(line, width) for line in lines]


def days_line(snapshot: Snapshot, width: int) -> Line:
    """Return the coming days on one line: `49 people to withdraw, clear 4 Dec   Mon ▆10   Tue ▆10`."""
    most = max([len(uids) for _, uids in snapshot.plan.days], default=1)
    line: Line = [(" ", Role.PLAIN), *clear_line(snapshot)]
    for day, uids in snapshot.plan.days[:5]:
        name = "today" if day == snapshot.today else words.weekday_of(day)
        told: Line = [(f"   {name} ", Role.DIM), (f"{column(len(uids) / most)}{len(uids)}", Role.WARM)]
        if width_of(line) + width_of(told) > width:
            break
        line += told
    return cut_line(line, width)


def clear_line(snapshot: Snapshot) -> Line:
    """Return when the backlog is clear, in words."""
    plan = snapshot.plan
    if plan.clear_on is None:
        return [("nothing to withdraw: all is clear", Role.GOOD)]
    day = words.near_day(plan.clear_on, snapshot.today)
    left = len(plan.day_of)
    return [(f"{words.count(left, 'person', 'people')} to withdraw, clear ", Role.DIM), (day, Role.STRONG)]


def _day_cell(day: date, today: date, shares: dict[date, int], most: int) -> tuple[str, Role]:
    share = shares.get(day, 0)
    if day < today:
        return " " * _CELL, Role.DIM
    text = f"{column(share / most)}{share or '':<{_CELL - 1}}"
    return text, Role.STRONG if day == today else Role.WARM if share else Role.DIM


def _weekday_names(working: tuple[int, ...]) -> list[str]:
    monday = date(2024, 1, 1)
    return [words.weekday_of(monday + timedelta(days=weekday)) for weekday in working]
