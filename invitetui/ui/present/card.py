"""The card of a sitting: one person, nothing else; how far today is; and why one might not sit now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from invitetui.domain import words
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import SIGNALS
from invitetui.ui.present.pieces import Line, Role, cut, cut_line, meter, wrapped, wrapped_line
from invitetui.ui.present.rows import PRIORITY_MARKS, Row

if TYPE_CHECKING:
    from invitetui.domain.survival import Curve


def progress(snapshot: Snapshot, width: int) -> list[Line]:
    """Return how far today is: `4 of 10 today ▕████░░░▏ next in 1:12`; why, where today has no share."""
    done, left = snapshot.done_today, snapshot.share_left_today
    told: Line = (
        [(f"   next in {countdown(snapshot.wait)}", Role.WARM)] if snapshot.wait > timedelta() else []
    )
    why = next(iter(why_not_now(snapshot)), "" if done else "nothing is planned")
    if left or not why:
        room = max(6, min(24, width - 36))
        share = done + left
        return [[(f"{done} of {share} today   ", Role.STRONG), *meter(done / share, room), *told]]
    number = f"{done} today, and no more" if done else "None today"
    return wrapped_line([(number, Role.STRONG), (f": {why}", Role.WARM), *told], width)


def countdown(wait: timedelta) -> str:
    """Return minutes and seconds: `1:12`."""
    minutes, seconds = divmod(int(wait.total_seconds()), 60)
    return f"{minutes}:{seconds:02d}"


def card(
    uid: str, snapshot: Snapshot, width: int, curve: Curve | None = None, *, low: bool = False
) -> list[Line]:
    """Return the person of the moment with why they stand in the plan, and the chance that is left."""
    row = Row.of(uid, snapshot)
    why: Line = [(row.why_now, Role.PLAIN)]
    if row.stands.first_at and (judged := judgement(row)):
        why.append((f" · {judged}", Role.PLAIN))
    if curve:
        from invitetui.domain.survival import chance_left  # noqa: PLC0415  # there is a curve only once it is loaded

        youngest, oldest = snapshot.age(row.invitation)
        days = (youngest + oldest) / 2 / timedelta(days=1)
        chance = chance_left(curve, days) * 100
        why.append((f" · {f'{chance:.0f}' if chance >= 1 else 'under 1'} % chance left", Role.DIM))
    return _person(row, why, width, low=low)


def person(uid: str, snapshot: Snapshot, width: int, *, low: bool = False) -> list[Line]:
    """Return the person of the moment: name, age, where from, headline, note; in short on a low screen."""
    row = Row.of(uid, snapshot)
    source = row.invitation.source
    return _person(row, [(cut(f"from {source}", width), Role.DIM)] if source else [], width, low=low)


def judgement(row: Row) -> str:
    """Return priority and signals: `▽ low, z no recent activity`."""
    priority = row.stands.priority
    told = [f"{PRIORITY_MARKS[priority]} {priority}"] if priority else []
    return ", ".join([*told, *(f"{letter} {SIGNALS[letter]}" for letter in row.stands.signals)])


def _person(row: Row, about: Line, width: int, *, low: bool) -> list[Line]:
    sign, warmth = row.age_mark
    age: Line = [(f"sent {row.age} ago", warmth), *([(" · ", Role.DIM)] if about else []), *about]
    lines: list[Line] = [
        [(f"{sign}  ", warmth), (cut(row.invitation.name, width - 4), Role.STRONG)],
        *([("   ", Role.PLAIN), *line] for line in wrapped_line(age, width - 4)),
    ]
    if row.invitation.headline:
        told = _first(wrapped(row.invitation.headline, width - 4), 1 if low else 2)
        lines += [[("   " + line, Role.PLAIN)] for line in told]
    if row.invitation.note:
        told = _first(wrapped(f"“{row.invitation.note}”", width - 4), 1 if low else 4)
        lines += [[("   " + line, Role.DIM)] for line in told]
    return [cut_line(line, width) for line in lines]


def _first(lines: list[str], most: int) -> list[str]:
    """Return as many lines as there may be, with `…` where there are more."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def views_words(left: int, rules: Rules) -> Line:
    """Return what is left of the day's profile views: they are watched too."""
    day = rules.profile_views_a_day
    if not left:
        return [(" · no profile view is left today", Role.WARM)]
    return [
        (
            f" · {left:,} of {words.count(day, 'profile view')} left",
            Role.WARM if left <= day // 5 else Role.DIM,
        )
    ]


def nothing_today(snapshot: Snapshot) -> str:
    """Return why there is no sitting now, and when the next one is."""
    following = next((day for day, _ in snapshot.plan.days if day > snapshot.today), None)
    done = f"{snapshot.done_today} done today" if snapshot.done_today else "Nothing is planned for today"
    if following is None:
        return f"{done}, and nothing is left to withdraw"
    share = words.count(len(snapshot.plan.on(following)), "person", "people")
    return f"{done}; next is {words.near_day(following, snapshot.today)} with {share}"


def why_not_now(snapshot: Snapshot) -> list[str]:
    """Return what speaks against sitting now, the weightiest first; empty where nothing does.

    It is said and left to the person: a limit of ours is no law, and LinkedIn publishes none.
    """
    pace, today = snapshot.pace, snapshot.today
    told = []
    if (restriction := pace.limits.current) and pace.limits.rests(today):
        until, over = pace.limits.begins_again, pace.limits.should_have_lifted
        lifts = f" until about {words.near_day(until, today)}" if until else ""
        if over:
            lifts = f"; it should have lifted {words.near_day(over, today)}: has it? ! then l says so"
        told.append(f"LinkedIn has restricted you ({restriction.title.lower()}): withdrawing rests{lifts}")
    if pace.paused_until:
        told.append(f"You paused the plan until {words.near_day(pace.paused_until, today)}")
    if not told and not pace.works(today):
        told.append("Today is a day off")
    begins, over = pace.hours(today)
    if not told and not begins <= snapshot.now < over:
        rules = snapshot.rules
        told.append(f"It is outside your hours, {rules.day_starts}:00 to {rules.day_ends}:00")
    if not told and not snapshot.room_now and (room_at := snapshot.next_sitting):
        number, when = pace.number(today), words.exact(room_at, snapshot.zone, today)
        told.append(f"You withdrew {number} or more in the last 24 hours: there is room again {when}")
    return told
