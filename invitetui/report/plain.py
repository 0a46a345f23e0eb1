"""What the command line prints for people: plain lines, whole sentences where they can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from invitetui.domain import words
from invitetui.domain.actions import Change
from invitetui.domain.profile import checked
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.domain.text import clean

if TYPE_CHECKING:
    from invitetui.domain.stats import Stats


def list_lines(uids: Sequence[str], snapshot: Snapshot) -> list[str]:
    """Return one plain line an invitation, as one would say it: name, state, age, address, uid.

    No columns and no signs: a screen reader reads what matters first, and nothing but words.
    """
    lines = []
    for uid in uids:
        invitation, stands = snapshot.book[uid], snapshot.standings[uid]
        parts = [clean(invitation.name), str(stands.state)]
        if planned := snapshot.plan.day_of.get(uid):
            parts[1] += f", planned {words.near_day(planned, snapshot.today)}"
        elif stands.ready_at and stands.state is State.COOLING:
            parts[1] += f" until {words.day_of(stands.ready_at, snapshot.zone, snapshot.today)}"
        age = words.length_between(*snapshot.age(invitation)).replace(" – ", " to ").replace("–", " to ")
        parts.append(f"sent {age} ago")
        if stands.priority:
            parts.append(f"{stands.priority} priority")
        parts += [said for said in (checked(invitation.url), f"uid {clean(uid)}") if said]
        lines.append(", ".join(parts))
    return lines


def empty_line(tab: str, filter_: str, snapshot: Snapshot) -> str:
    """Return why a list of `invitetui list` is empty, and where that is known, when it no longer is."""
    if filter_.strip() and len(snapshot.book):
        return "Nobody on this list matches the filter."
    if tab == "today":
        if day := next((day for day, _ in snapshot.plan.days), None):
            return f"Nobody today; the next sitting is {day:%A} {words.short_day(day, snapshot.today)}."
        return "Nobody today, and nothing is planned."
    if tab == "ready" and (at := min(_ready_at(snapshot), default=None)):
        first = words.day_of(at, snapshot.zone, snapshot.today)
        return f"Nobody is ready to be invited again; the first is {first}."
    if tab == "stale" and snapshot.stale:
        return f"Nobody on this list: {words.count(snapshot.stale, 'is', 'are')} stale, and snoozed."
    return _EMPTY[tab]


_EMPTY = {
    "sent": "No invitation is in the book yet.",
    "stale": "Nobody is stale.",
    "cooling": "Nobody is cooling down.",
    "ready": "Nobody is ready to be invited again.",
}


def _ready_at(snapshot: Snapshot) -> Iterator[datetime]:
    """Yield when each who is cooling down is ready."""
    for stands in snapshot.standings.values():
        if stands.state is State.COOLING and stands.ready_at:
            yield stands.ready_at


def plan_lines(snapshot: Snapshot, days: int | None) -> list[str]:
    """Return the calendar in plain lines, a day each with its people."""
    from invitetui.report.shapes import plan  # noqa: PLC0415  # only the calendar asks for it

    shown = plan(snapshot, days)
    lines = []
    for planned in shown["days"]:
        day = date.fromisoformat(planned["date"])
        names = ", ".join(clean(snapshot.book[uid].name) for uid in planned["uids"])
        lines.append(f"{words.weekday_of(day)} {planned['date']}  {len(planned['uids']):>3}  {names}")
    lines.append(_clear_line(snapshot))
    if left := snapshot.plan.left_to_expire:
        lines.append(f"{words.count(len(left), 'invitation')} left to expire by themselves.")
    return lines


def _clear_line(snapshot: Snapshot) -> str:
    """When the backlog is clear: a range, for new invitations go stale meanwhile."""
    earliest, latest = snapshot.clear_between.earliest, snapshot.clear_between.latest
    if earliest is None:
        return "Nothing is to be withdrawn."
    if latest == earliest:
        return f"The backlog is clear on {earliest}."
    if latest:
        return f"The backlog is clear on {earliest}, or by {latest} with what goes stale meanwhile."
    return (
        f"The backlog is clear on {earliest} if nothing new goes stale; at your pace of sending, more does."
    )


def due_lines(snapshot: Snapshot) -> list[str]:
    """Return what today asks for, for a shell's greeting: one line, and the brief in a few more."""
    from invitetui.domain.brief import brief  # noqa: PLC0415  # only `due` pays for what worked
    from invitetui.domain.briefing import sentences  # noqa: PLC0415

    if not len(snapshot.book) and not snapshot.book.journal:
        return [due_line(snapshot)]
    return [due_line(snapshot), *sentences(brief(snapshot), snapshot)]


def due_line(snapshot: Snapshot) -> str:
    """Return what today asks for in one line, for a shell's greeting."""
    parts = [f"{snapshot.pending:,} pending", f"{snapshot.stale:,} stale"]
    left = len(snapshot.due_today)
    share = left + snapshot.done_today
    parts.append(f"{snapshot.done_today:,} of {share:,} done today" if share else "nothing due today")
    if snapshot.opened:
        parts.append(f"{words.count(len(snapshot.opened), 'opened page')} to answer for")
    if ready := snapshot.counts[State.READY]:
        parts.append(f"{ready:,} ready to invite again")
    parts.append(f"{snapshot.free_this_week} free this week")
    return ", ".join(parts)


def stats_lines(figures: Stats, snapshot: Snapshot) -> list[str]:
    """Return the figures in plain lines: the sentences of the Stats tab, and the numbers under them."""
    from invitetui.domain import differences, findings  # noqa: PLC0415  # only `stats` pays for figures

    lines = [
        findings.acceptance(figures),
        findings.naive(figures),
        findings.pending(figures, snapshot),
        findings.this_week(snapshot),
        "",
        findings.curve(figures),
        findings.waits(figures),
        findings.ends(figures),
    ]
    for groups in figures.groups:
        if groups.name != "week":
            lines += ["", f"{differences.TITLES[groups.name]}. {differences.difference(groups)}"]
            lines += [
                f"  {clean(group.value):<24} {differences.percent(group.rate.rate):>6}  "
                f"({differences.interval(group.rate)})"
                for group in groups.groups
            ]
    lines += ["", findings.cohorts(figures)]
    lines += [
        f"  Week of {week.monday}: {week.sent:>4} sent, {week.accepted:>4} accepted, {week.open:>4} open"
        + (" ~" if week.incomplete else "")
        for week in figures.weeks
    ]
    lines += ["", findings.simulator(figures, snapshot)]
    lines += [
        f"  A mark of {policy.mark_days:>2} days: {policy.lost:>5,} acceptances lost, "
        f"{policy.freed:>6,} pending slots free"
        for policy in figures.policies
    ]
    lines += ["", findings.forecast(figures, snapshot)]
    lines += [
        f"  {ahead.week}: {ahead.pending:>6,} pending ({ahead.pending_low:,} to {ahead.pending_high:,}), "
        f"{ahead.stale:,} stale ({ahead.stale_low:,} to {ahead.stale_high:,})"
        for ahead in figures.forecast.weeks
    ]
    return lines


def marked(change: Change) -> str:
    """Return what a recorded step says, made harmless."""
    return clean(change.says)
