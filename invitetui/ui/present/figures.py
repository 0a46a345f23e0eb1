"""The Stats tab, figure by figure: what it says first, its plot under it, how it was made behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import nlargest
from itertools import pairwise

from invitetui.domain import differences, findings, words
from invitetui.domain.differences import interval, percent
from invitetui.domain.groups import Groups
from invitetui.domain.lives import DAY, End, Life
from invitetui.domain.rules import HEALTHY_ACCEPTANCE
from invitetui.domain.simulate import Policy
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import AgeBand, Stats, Week
from invitetui.domain.survival import at, chance_left
from invitetui.ui.present import made, plots
from invitetui.ui.present.header import gauge
from invitetui.ui.present.pieces import Line, Role, bar, cut_line, fit, wrapped_line

_WEEKS = 12
_PLOT_LINES = 9


@dataclass(frozen=True)
class Figure:
    """One figure of the tab."""

    id: str
    title: str
    says: Line
    """The one sentence."""
    made: tuple[str, ...]
    """How it was made, in plain paragraphs."""
    holds: Callable[[Life], bool]
    """Whether an invitation is in it."""
    plot: Callable[[int], list[Line]] = lambda _width: []
    """Draws it in so many cells."""
    mark_days: int | None = None
    """The mark that it stands for: a row of the simulator."""

    def lines(self, width: int) -> list[Line]:
        """Return the figure's lines, each at most `width` cells."""
        lines = [*(wrapped_line(self.says, width) if self.says else ()), *self.plot(width)]
        return [cut_line(line, width) for line in lines]


def figures(stats: Stats, snapshot: Snapshot) -> list[Figure]:
    """Return all figures in the order in which they are read: three that decide, then the plots."""
    now = snapshot.now.timestamp()
    mature_since, week_ago = now - stats.mature_after_days * DAY, now - 7 * DAY

    def mature(life: Life) -> bool:
        return life.sent <= mature_since

    return [
        Figure("matured", "Matured acceptance rate", _matured(stats), made.MATURED, mature),
        Figure("pending", "Pending", _pending(stats, snapshot), made.PENDING, _is_pending),
        Figure(
            "week",
            "Sent this week",
            [(findings.this_week(snapshot), Role.PLAIN)],
            made.WEEK,
            lambda life: week_ago < life.sent - (life.most - life.least) * DAY <= now,
        ),
        Figure(
            "curve",
            "Acceptance over time",
            _sentence("Acceptance over time", findings.curve(stats)),
            made.CURVE,
            lambda _life: True,
            partial(_curve, stats),
        ),
        Figure(
            "waits",
            "How long people take",
            _sentence("How long people take", findings.waits(stats)),
            made.WAITS,
            lambda life: life.end is End.ACCEPTED,
        ),
        Figure(
            "ends",
            "What becomes of them",
            _sentence("What becomes of them", findings.ends(stats)),
            made.ENDS,
            lambda _life: True,
            partial(_ends, stats),
        ),
        Figure(
            "naive",
            "Of all sent",
            _sentence("Of all sent", findings.naive(stats)),
            made.NAIVE,
            lambda _life: True,
        ),
        *(
            Figure(
                groups.name,
                differences.TITLES[groups.name],
                _sentence(differences.TITLES[groups.name], differences.difference(groups)),
                made.GROUPS,
                mature,
                partial(_groups, groups),
            )
            for groups in stats.groups
            if groups.name != "week"
        ),
        Figure(
            "cohorts",
            "By week sent",
            _sentence("By week sent", findings.cohorts(stats)),
            made.COHORTS,
            lambda _life: True,
            partial(_weeks, stats.weeks, snapshot.today),
        ),
        Figure(
            "ages",
            "Ages of the pending",
            _sentence("Ages of the pending", findings.ages(snapshot)),
            made.AGES,
            _is_pending,
            partial(_ages, stats.ages, snapshot),
        ),
        Figure(
            "forecast",
            "The coming weeks",
            _sentence("The coming weeks", findings.forecast(stats, snapshot)),
            made.FORECAST,
            _is_pending,
            partial(_forecast, stats, snapshot),
        ),
        Figure(
            "simulator",
            "Another mark",
            [
                *_sentence("Another mark", findings.simulator(stats, snapshot)),
                (" m sets the mark on the line.", Role.DIM),
            ],
            made.SIMULATOR,
            lambda life: life.end is End.ACCEPTED or life.pending,
        ),
        *(_policy(policy, stats, snapshot) for policy in stats.policies),
    ]


def _is_pending(life: Life) -> bool:
    return life.pending


def _sentence(title: str, says: str) -> Line:
    return [(f"{title}. ", Role.STRONG), (says, Role.PLAIN)]


def _matured(stats: Stats) -> Line:
    low, _ = HEALTHY_ACCEPTANCE
    rate = stats.matured
    role = Role.PLAIN
    if rate.enough and rate.rate is not None and rate.high is not None:
        role = Role.WARM if rate.high < low else Role.GOOD if rate.rate >= low else Role.PLAIN
    return [
        (percent(rate.rate), Role.STRONG),
        (" of matured invitations are accepted ", Role.PLAIN),
        (f"({interval(rate)}): ", Role.DIM),
        (f"{findings.verdict(rate)}.", role),
    ]


def _pending(stats: Stats, snapshot: Snapshot) -> Line:
    rules, number = snapshot.rules, snapshot.pending
    role = Role.GOOD
    if number >= rules.pending_warn:
        role = Role.BURNING if number >= rules.pending_alarm else Role.WARM
    return [*gauge(snapshot, 24), ("  ", Role.PLAIN), (findings.pending(stats, snapshot), role)]


def _curve(stats: Stats, width: int) -> list[Line]:
    if not stats.curve or not stats.curve[-1].accepted:
        return []
    last = max(1.0, min(stats.curve[-1].day, 2.5 * stats.mature_after_days + 10))
    top = min(1.0, max(0.1, max(point.high for point in stats.curve if point.day <= last) * 1.05))

    def value(place: float) -> plots.Value:
        point = at(stats.curve, place * last)
        return plots.Value(point.low, point.accepted, point.high)

    return plots.curve(
        value,
        width=width,
        height=_PLOT_LINES,
        top=top,
        label=lambda share: f"{share * 100:.0f} %",
        ticks=[(place, f"{place * last:.0f}") for place in (0, 0.25, 0.5, 0.75)]
        + [(1.0, f"{last:.0f} days")],
    )


def _ends(stats: Stats, width: int) -> list[Line]:
    if not stats.incidence:
        return []
    last = stats.incidence[-1]
    shares = (last.accepted, last.withdrawn, last.expired)
    parts = list(zip(shares, "█▒░", (Role.GOOD, Role.WARM, Role.DIM), strict=True))
    return [
        plots.stacked(parts, min(72, width)),
        [("█ accepted", Role.GOOD), ("  ▒ withdrawn", Role.WARM), ("  ░ expired", Role.DIM)],
    ]


def _groups(groups: Groups, width: int) -> list[Line]:
    shown = groups.groups[:_WEEKS]
    low, high = HEALTHY_ACCEPTANCE
    rows = []
    for group in shown:
        rate = group.rate
        role = Role.PLAIN
        if rate.enough and rate.low is not None and rate.high is not None:
            role = Role.WARM if rate.high < low else Role.GOOD if rate.low > high else Role.STRONG
        told = f"{percent(rate.rate):>5}  n {rate.n:,}"
        rows.append((group.value, rate.rate, rate.low or 0.0, rate.high or 0.0, told, role))
    lines = plots.whiskers(rows, width)
    if more := len(groups.groups) - len(shown):
        lines.append([(f"and {words.count(more, 'more')}", Role.DIM)])
    return lines


def _weeks(weeks: Sequence[Week], today: date, width: int) -> list[Line]:
    shown = weeks[-_WEEKS:]
    most = max((week.sent for week in shown), default=0)
    if not most:
        return []
    scale = max(10, min(60, width - 40)) / most
    lines: list[Line] = [
        [("█ accepted", Role.GOOD), ("  ▒ still open", Role.WARM), ("  · unanswered or withdrawn", Role.DIM)]
    ]
    for week in shown:
        rest = week.sent - week.accepted - week.open
        told = f"{week.accepted} of {week.sent}" + (f", {week.open} open" if week.open else "")
        lines.append(
            [
                (f"{words.short_day(week.monday, today):<12}", Role.DIM),
                ("~" if week.incomplete else " ", Role.KEY),
                *plots.stacked(
                    (
                        (week.accepted, "█", Role.GOOD),
                        (week.open, "▒", Role.WARM),
                        (rest, "·", Role.DIM),
                    ),
                    scale,
                ),
                (f" {told}", Role.PLAIN),
            ]
        )
    return lines


def _ages(bands: Iterable[AgeBand], snapshot: Snapshot, width: int) -> list[Line]:
    bands = list(bands)
    most = max((band.count for band in bands), default=0)
    if not most:
        return []
    room = max(10, min(60, width - 26))
    return [
        [
            (f"{_band(band):<16}", Role.DIM),
            (
                bar(band.count / most, room).rstrip(),
                Role.WARM if band.days_from >= snapshot.rules.stale_days else Role.PLAIN,
            ),
            (f" {band.count:,}", Role.PLAIN),
        ]
        for band in bands
    ]


def _band(band: AgeBand) -> str:
    if band.days_to is None:
        return f"over {band.days_from} days"
    return f"{band.days_from}–{band.days_to - 1} days"


def _forecast(stats: Stats, snapshot: Snapshot, width: int) -> list[Line]:
    weeks = stats.forecast.weeks
    now = plots.Value(snapshot.pending, snapshot.pending, snapshot.pending)
    values = [now, *(plots.Value(week.pending_low, week.pending, week.pending_high) for week in weeks)]
    top = max(*(value.high for value in values), 1) * 1.05

    def value(place: float) -> plots.Value:
        along = place * len(weeks)
        before, after = list(pairwise(values))[min(int(along), len(weeks) - 1)]
        share = along - min(int(along), len(weeks) - 1)
        return plots.Value(*(a + (b - a) * share for a, b in zip(before, after, strict=True)))

    ticks = [(0.0, "today")] + [
        (number / len(weeks), words.short_day(week.week, snapshot.today))
        for number, week in enumerate(weeks, 1)
        if number % 2 == 0
    ]
    return plots.curve(
        value,
        width=width,
        height=_PLOT_LINES,
        top=top,
        label=lambda number: f"{number:,.0f}",
        ticks=ticks,
        role=Role.WARM if snapshot.pending >= snapshot.rules.pending_warn else Role.GOOD,
    )


def _policy(policy: Policy, stats: Stats, snapshot: Snapshot) -> Figure:
    """A row of the simulator: what one mark would have lost and freed."""
    mark = policy.mark_days
    mine = mark == snapshot.rules.stale_days
    most_lost = max(1, *(one.lost for one in stats.policies))
    most_freed = max(1, *(one.freed for one in stats.policies))

    def plot(width: int) -> list[Line]:
        room = max(6, min(28, (width - 46) // 2))
        return [
            [
                (f"{mark:>4} days ", Role.KEY if mine else Role.PLAIN),
                ("lost ", Role.DIM),
                (bar(policy.lost / most_lost, room), Role.HOT),
                (f"{policy.lost:>7,}", Role.PLAIN),
                ("  free ", Role.DIM),
                (bar(policy.freed / most_freed, room), Role.GOOD),
                (f"{policy.freed:>7,}", Role.PLAIN),
                (" ← yours" if mine else "", Role.KEY),
            ]
        ]

    return Figure(
        f"mark-{mark}",
        f"A mark of {words.count(mark, 'day')}",
        [],
        made.SIMULATOR,
        lambda life: life.days > mark if life.end is End.ACCEPTED else life.pending and life.least >= mark,
        plot,
        mark_days=mark,
    )


def laid_out(shown: Sequence[Figure], width: int) -> list[list[Line]]:
    """Return the lines of each figure, with a blank one before each but the first three and the marks."""
    blocks = []
    for number, figure in enumerate(shown):
        lines = figure.lines(width)
        apart = number >= 3 and figure.mark_days is None
        blocks.append([[], *lines] if apart else lines)
    return blocks


def sheet(figure: Figure, stats: Stats, snapshot: Snapshot, width: int, most: int = 500) -> list[Line]:
    """Return how a figure was made and which invitations are in it, at most `most` of them by name."""
    lines: list[Line] = [[(figure.title, Role.STRONG)], []]
    says = [piece for piece in figure.says if piece[0] != f"{figure.title}. "]
    lines += wrapped_line(says, width) if says else []
    for paragraph in figure.made:
        lines += [[], *wrapped_line([(paragraph, Role.DIM)], width)]
    inside = [life for life in stats.lives if figure.holds(life)]
    lines += [[], [(f"{words.count(len(inside), 'invitation')} in it", Role.STRONG)]]
    newest = nlargest(most, inside, key=lambda life: life.sent)
    lines += [_person(life, stats, snapshot, width) for life in newest]
    if more := len(inside) - len(newest):
        lines.append([(f"and {more:,} more", Role.DIM)])
    return lines


def _person(life: Life, stats: Stats, snapshot: Snapshot, width: int) -> Line:
    days = words.count(round(life.days), "day")
    told = {
        End.ACCEPTED: f"accepted after {days}",
        End.WITHDRAWN: f"withdrawn after {days}",
        End.EXPIRED: f"expired after {days}",
        End.OPEN: f"open for {days}, {percent(chance_left(stats.curve, life.days))} chance left",
    }[life.end]
    name = snapshot.book[life.uid].name
    return [(fit(name, max(8, min(30, width - 42))), Role.PLAIN), (f" {told}", Role.DIM)]
