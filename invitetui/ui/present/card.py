"""The card of a sitting: one person, nothing else; and the brief at its end."""

from __future__ import annotations

from datetime import timedelta

from invitetui.domain import words
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.ui.present.calendar import clear_line
from invitetui.ui.present.pieces import Line, Role, cut, cut_line, meter, wrapped
from invitetui.ui.present.rows import Row


def progress(done: int, share: int, wait: timedelta, width: int) -> Line:
    """Return how far today is: `4 of 10 today ▕████░░░▏ next in 1:12`."""
    room = max(6, min(24, width - 36))
    line: Line = [(f"{done} of {share} today   ", Role.STRONG), *meter(done / share if share else 1, room)]
    if wait > timedelta():
        line.append((f"   next in {countdown(wait)}", Role.WARM))
    return line


def countdown(wait: timedelta) -> str:
    """Return minutes and seconds: `1:12`."""
    minutes, seconds = divmod(int(wait.total_seconds()), 60)
    return f"{minutes}:{seconds:02d}"


def card(uid: str, snapshot: Snapshot, width: int) -> list[Line]:
    """Return the person of the moment: name, age, why, headline, note."""
    row = Row.of(uid, snapshot)
    sign, warmth = row.age_mark
    lines: list[Line] = [
        [(f"{sign}  ", warmth), (cut(row.invitation.name, width - 4), Role.STRONG)],
        [("   ", Role.PLAIN), (f"sent {row.age} ago", warmth), (f" · {row.why_now}", Role.PLAIN)],
    ]
    if row.invitation.headline:
        lines += [[("   " + line, Role.PLAIN)] for line in wrapped(row.invitation.headline, width - 4)[:2]]
    if row.invitation.note:
        lines += [[("   " + line, Role.DIM)] for line in wrapped(f"“{row.invitation.note}”", width - 4)[:4]]
    return [cut_line(line, width) for line in lines]


def brief(snapshot: Snapshot) -> list[Line]:
    """Return what a sitting ends with: how today stands, room to invite, who is ready, when it is clear."""
    left = snapshot.share_left_today
    ready = snapshot.counts[State.READY]
    today: Line = [(f"{words.count(snapshot.done_today, 'withdrawal')} today", Role.STRONG)]
    today.append((f", {left} left for another sitting" if left else ": all done", Role.PLAIN))
    lines: list[Line] = [
        today,
        [(f"{words.count(snapshot.free_this_week, 'invitation')} free this week", Role.PLAIN)],
        [(f"{words.count(snapshot.pending, 'invitation')} pending", Role.PLAIN)],
    ]
    if ready:
        lines.append([(f"{words.count(ready, 'person', 'people')} ready to be invited again", Role.GOOD)])
    return [*lines, clear_line(snapshot)]


def nothing_today(snapshot: Snapshot) -> str:
    """Return why there is no sitting now, and when the next one is."""
    following = next((day for day, _ in snapshot.plan.days if day > snapshot.today), None)
    done = f"{snapshot.done_today} done today" if snapshot.done_today else "Nothing is planned for today"
    if following is None:
        return f"{done}, and nothing is left to withdraw"
    share = words.count(len(snapshot.plan.on(following)), "person", "people")
    return f"{done}; next is {words.near_day(following, snapshot.today)} with {share}"
