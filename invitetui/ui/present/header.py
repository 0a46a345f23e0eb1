"""The two lines on top: what today needs, and the four tabs."""

from __future__ import annotations

from collections.abc import Mapping

from invitetui.domain import words
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.domain.views import Tab
from invitetui.ui.commands import DELIVERED
from invitetui.ui.present.pieces import Line, Role, bar, cut_line, joined, width_of

TITLES = {Tab.SENT: "Sent", Tab.STALE: "Stale", Tab.COOLING: "Cooling Down", Tab.STATS: "Stats"}


def today(
    snapshot: Snapshot,
    width: int,
    *,
    saving: bool = False,
    read_only: bool = False,
    keys: Mapping[str, str] = DELIVERED,
) -> Line:
    """Return the header: `312 pending   74 stale   today 4 of 10   37 free this week`."""
    day = snapshot.today
    dot: Line = [("●" if saving else " ", Role.WARM)]
    right: Line = [(f"{words.weekday_of(day)} {words.short_day(day, day)} ", Role.DIM), *dot]
    if read_only:
        right = [("read-only  ", Role.TROUBLE), *right]
    brand: Line = [(" invitetui", Role.STRONG)]
    facts = [pending(snapshot), *_questions(snapshot, keys["questions"]), _stale(snapshot)]
    facts += restricted(snapshot, keys["restriction"]) or [_today(snapshot), _free(snapshot)]
    gauge_width, room = 16, width - width_of(right)
    for parts in (
        [brand, [*facts[0], (" ", Role.PLAIN), *gauge(snapshot, gauge_width)], *facts[1:]],
        [brand, *facts],
        [[(" ", Role.PLAIN), *facts[0]], *facts[1:]],
    ):
        line = joined(parts, "   " if parts[0] is brand else "  ")
        if (between := room - width_of(line)) > 0:
            return [*line, (" " * between, Role.PLAIN), *right]
    end: Line = [("read-only ", Role.TROUBLE), *dot] if read_only else dot
    room = width - width_of(end)
    narrow = cut_line(joined([[(" ", Role.PLAIN), *facts[0]], *facts[1:]], "  "), max(0, room - 1))
    return [*narrow, (" " * (room - width_of(narrow)), Role.PLAIN), *end]


def reading() -> Line:
    """Return the header of a book of which only the newest rows are there."""
    return [(" invitetui", Role.STRONG), ("   reading the rest …", Role.DIM)]


def pending(snapshot: Snapshot) -> Line:
    """Return `312 pending`, warmer where it is too many."""
    rules = snapshot.rules
    role = (
        Role.BURNING
        if snapshot.pending >= rules.pending_alarm
        else Role.WARM
        if snapshot.pending >= rules.pending_warn
        else Role.PLAIN
    )
    return [(f"{snapshot.pending:,} pending", role)]


def gauge(snapshot: Snapshot, width: int) -> Line:
    """Return the pending list against the two marks, as a bar with their numbers."""
    rules = snapshot.rules
    whole = max(rules.pending_alarm * 1.25, 1)
    drawn = list(bar(snapshot.pending / whole, width))
    for mark in (rules.pending_warn, rules.pending_alarm):
        position = min(width - 1, int(mark / whole * width))
        if drawn[position] == " ":
            drawn[position] = "│"
    filled = Role.BURNING if snapshot.pending >= rules.pending_alarm else Role.WARM
    if snapshot.pending < rules.pending_warn:
        filled = Role.GOOD
    numbers = f" {rules.pending_warn:,}·{rules.pending_alarm:,}"
    return [("▕", Role.DIM), ("".join(drawn), filled), ("▏", Role.DIM), (numbers, Role.DIM)]


def _stale(snapshot: Snapshot) -> Line:
    return [(f"{snapshot.stale:,} stale", Role.WARM if snapshot.stale else Role.DIM)]


def _questions(snapshot: Snapshot, key: str) -> list[Line]:
    """What vanished from LinkedIn's list, or is on it against their word, waits for the person."""
    asking = snapshot.asking
    return [[(f"{key} ", Role.KEY), (words.count(asking, "question"), Role.HOT)]] if asking else []


def restricted(snapshot: Snapshot, key: str = DELIVERED["restriction"]) -> list[Line]:
    """Return `! restricted until about 28 Nov` while a restriction lasts: all pauses.

    From that day on `! restricted, should have lifted 28 Nov`, until the person says that it has.
    """
    limits, today = snapshot.pace.limits, snapshot.today
    if limits.current is None:
        return []
    line: Line = [(f"{key} ", Role.KEY), ("restricted", Role.TROUBLE)]
    if over := limits.should_have_lifted:
        line.append((f", should have lifted {words.near_day(over, today)}", Role.WARM))
    elif limits.begins_again:
        line.append((f" until about {words.short_day(limits.begins_again, today)}", Role.WARM))
    return [line]


def _today(snapshot: Snapshot) -> Line:
    if over := snapshot.pace.paused_until:
        return [(f"paused until {words.near_day(over, snapshot.today)}", Role.WARM)]
    done = snapshot.done_today
    share = done + snapshot.share_left_today
    if not share:
        return [("nothing due today", Role.DIM)]
    return [(f"today {done:,} of {share:,}", Role.GOOD if done >= share else Role.STRONG)]


def _free(snapshot: Snapshot) -> Line:
    return [
        (f"{snapshot.free_this_week} free this week", Role.PLAIN if snapshot.free_this_week else Role.WARM)
    ]


def tabs(
    snapshot: Snapshot, active: Tab, width: int, keys: Mapping[str, str] = DELIVERED
) -> list[tuple[Tab, Line]]:
    """Return the four tabs with their counts, in order, each with the pieces of its label."""
    counts = snapshot.counts
    cooling = f" {counts[State.COOLING]:,}" if counts[State.COOLING] else ""
    ready = f" · {counts[State.READY]:,} ready" if counts[State.READY] else ""
    numbers = {
        Tab.SENT: f" {len(snapshot.book):,}",
        Tab.STALE: f" {snapshot.stale:,}",
        Tab.COOLING: (cooling or " 0") + ready if cooling or ready else "",
        Tab.STATS: "",
    }
    if width < 72:
        numbers = dict.fromkeys(numbers, "")
    labels: list[tuple[Tab, Line]] = []
    for tab, title in TITLES.items():
        chosen = tab is active
        labels.append(
            (
                tab,
                [
                    (f" {keys[f'tab_{tab}']} ", Role.KEY),
                    (title, Role.CHOSEN if chosen else Role.PLAIN),
                    (f"{numbers[tab]} ", Role.DIM),
                ],
            )
        )
    return labels
