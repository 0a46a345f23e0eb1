"""The Stats tab in words and bars: what it means first, the figures after."""

from __future__ import annotations

from invitetui.domain import words
from invitetui.domain.compare import ENOUGH, Rate
from invitetui.domain.rules import HEALTHY_ACCEPTANCE
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import AgeBand, Stats, Week
from invitetui.ui.present.header import gauge
from invitetui.ui.present.pieces import Line, Role, bar, cut_line, wrapped_line

_WEEKS = 12


def figures(stats: Stats, snapshot: Snapshot, width: int) -> list[Line]:
    """Return the lines of the tab, each at most `width` cells."""
    room = width - 1
    lines: list[Line] = [
        *(part for line in _acceptance(stats) for part in wrapped_line(line, room, "  ")),
        [],
        *(part for line in _pending(snapshot) for part in wrapped_line(line, room, "  ")),
        [],
        *_weeks(stats, width),
        [],
        *_ages(stats, snapshot, width),
    ]
    return [cut_line([(" ", Role.PLAIN), *line], width) for line in lines]


def percent(rate: float | None) -> str:
    """Return a fraction as whole per cent."""
    return "–" if rate is None else f"{rate * 100:.0f} %"


def interval(rate: Rate) -> str:
    """Return the interval and n of a rate: `37–45 %, n 612`."""
    if rate.low is None or rate.high is None:
        return "nothing to count yet"
    return f"{rate.low * 100:.0f}–{rate.high * 100:.0f} %, n {rate.n:,}"


def verdict(matured: Rate) -> tuple[str, Role]:
    """Return what the matured rate says against the healthy band."""
    low, high = HEALTHY_ACCEPTANCE
    if not matured.enough or matured.rate is None or matured.low is None or matured.high is None:
        return f"not enough yet to say: {ENOUGH} answers are the least", Role.DIM
    if matured.high < low:
        return "surely below the healthy 30–50 %: work on the note and the targeting", Role.WARM
    if matured.low > high:
        return "surely above the usual 30–50 %", Role.GOOD
    if low <= matured.rate <= high:
        return "inside the healthy 30–50 %", Role.GOOD
    side = "below" if matured.rate < low else "above"
    return f"{side} the healthy 30–50 %, but that may be chance", Role.PLAIN


def _acceptance(stats: Stats) -> list[Line]:
    says, role = verdict(stats.matured)
    lines: list[Line] = [
        [
            (percent(stats.matured.rate), Role.STRONG),
            (" of matured invitations are accepted ", Role.PLAIN),
            (f"({interval(stats.matured)}): ", Role.DIM),
            (says, role),
        ],
        [(f"Matured: sent at least {words.count(stats.mature_after_days, 'day')} ago.", Role.DIM)],
        [
            (f"Of all sent so far {percent(stats.naive.rate)} ({interval(stats.naive)}),", Role.DIM),
            (" which counts the undecided as refused.", Role.DIM),
        ],
    ]
    if stats.waits.median is not None:
        days = stats.waits.median
        told = f"{days:.0f} days" if days >= 1.5 else "a day" if days >= 0.5 else "a few hours"
        lines.append([(f"Half of those who accept do so within {told}.", Role.DIM)])
    return lines


def _pending(snapshot: Snapshot) -> list[Line]:
    rules = snapshot.rules
    if snapshot.pending >= rules.pending_alarm:
        says, role = "too many: withdraw before you send more", Role.BURNING
    elif snapshot.pending >= rules.pending_warn:
        says, role = "worth a look", Role.WARM
    else:
        says, role = "well under the marks", Role.GOOD
    sent = snapshot.sent_this_week
    return [
        [(f"{snapshot.pending:,} pending ", Role.STRONG), *gauge(snapshot, 30), (f"  {says}", role)],
        [
            (f"{sent:,} sent in the last seven days", Role.STRONG),
            (f" of {rules.invitations_a_week}: {snapshot.free_this_week} free this week", Role.PLAIN),
        ],
    ]


def _weeks(stats: Stats, width: int) -> list[Line]:
    lines: list[Line] = [
        [("By week sent      accepted █  still open ░  unanswered or withdrawn ·", Role.DIM)]
    ]
    shown = stats.weeks[-_WEEKS:]
    most = max((week.sent for week in shown), default=0)
    room = max(10, min(60, width - 44))
    lines += [_week(week, most, room) for week in shown]
    return lines if shown else [[("By week sent: nothing yet", Role.DIM)]]


def _week(week: Week, most: int, room: int) -> Line:
    scale = room / most if most else 0
    accepted = round(week.accepted * scale)
    still_open = round(week.open * scale)
    rest = max(0, round(week.sent * scale) - accepted - still_open)
    told = f"{week.accepted} of {week.sent}" + (f", {week.open} open" if week.open else "")
    return [
        (f"{words.short_day(week.monday, week.monday):<8}", Role.DIM),
        ("█" * accepted, Role.GOOD),
        ("░" * still_open, Role.WARM),
        ("·" * rest, Role.DIM),
        (f" {told}", Role.PLAIN),
    ]


def _ages(stats: Stats, snapshot: Snapshot, width: int) -> list[Line]:
    lines: list[Line] = [[("Ages of what is pending", Role.DIM)]]
    most = max((band.count for band in stats.ages), default=0)
    room = max(10, min(60, width - 34))
    for band in stats.ages:
        role = Role.WARM if band.days_from >= snapshot.rules.stale_days else Role.PLAIN
        share = band.count / most if most else 0
        lines.append(
            [
                (f"{_band(band):<16}", Role.DIM),
                (bar(share, room).rstrip(), role),
                (f" {band.count:,}", Role.PLAIN),
            ]
        )
    return lines


def _band(band: AgeBand) -> str:
    if band.days_to is None:
        return f"over {band.days_from} days"
    return f"{band.days_from}–{band.days_to - 1} days"
