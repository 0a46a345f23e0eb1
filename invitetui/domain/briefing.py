"""The brief in plain sentences, the same in the app and on the command line. Names in them are data."""

from __future__ import annotations

from datetime import date

from invitetui.domain.brief import Brief
from invitetui.domain.differences import interval, percent
from invitetui.domain.moments import local_day, local_time
from invitetui.domain.outlook import Clear
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.domain.words import count, exact, near_day, short_day

_NAMED = 3
"""So many people are named; of more, how many there are is said."""


def sentences(brief: Brief, snapshot: Snapshot) -> list[str]:
    """Return what there is to say, the most pressing first; what is not so is passed over."""
    told = [
        restriction(brief, snapshot),
        pause(brief, snapshot),
        slots(brief, snapshot),
        room(brief, snapshot),
        ready(brief, snapshot),
        withdrawals(brief, snapshot),
        clear(brief.clear, snapshot.today),
        stage(brief),
        lately(brief),
        *brief.lately.says,
        brief.advice and f"{brief.advice.why} Better {brief.advice.number} a week for now.",
    ]
    return [sentence for sentence in told if sentence]


def restriction(brief: Brief, snapshot: Snapshot) -> str | None:
    """What LinkedIn has restricted and when it should lift, or how the numbers climb after it."""
    today = snapshot.today
    if known := brief.restriction:
        since = exact(known.since, snapshot.zone, today)
        said = f" (“{clean(known.said)}”)" if known.said else ""
        told = f"{known.title}{said}, since {since}. Sending and withdrawing rest; "
        if over := brief.should_have_lifted:
            return (
                f"{told}it should have lifted {near_day(over, today)}: has it? In the app, ! then l says so."
            )
        again = near_day(brief.begins_again, today) if brief.begins_again else "later"
        return f"{told}it should lift by {again}. {known.advice[0]}"
    if brief.whole_again:
        return (
            f"After the restriction the numbers are lower, {brief.slots.number} a week, and climb until "
            f"{short_day(brief.whole_again, today)}."
        )
    return None


def pause(brief: Brief, snapshot: Snapshot) -> str | None:
    """Until when the plan is paused."""
    if brief.paused_until is None:
        return None
    until = (
        "you resume it" if brief.paused_until == date.max else near_day(brief.paused_until, snapshot.today)
    )
    return f"The plan is paused until {until}."


def slots(brief: Brief, snapshot: Snapshot) -> str | None:
    """How many to send, how many to hold back, and when the next slots free up."""
    if brief.restriction:
        return None
    known = brief.slots
    held = min(known.free, known.reserve)
    told = f"{count(known.to_use, 'invitation')} to send now"
    told += f", {held} more in reserve" if held else ""
    if soon := next(((day, n) for day, n in known.frees_up if day > snapshot.today), None):
        told += f"; {count(soon[1], 'slot frees', 'slots free')} up {near_day(soon[0], snapshot.today)}"
    return f"{told}."


def room(brief: Brief, snapshot: Snapshot) -> str | None:
    """How far the pending list is from its mark."""
    warn = snapshot.rules.pending_warn
    if brief.room < 0:
        return f"{count(-brief.room, 'pending invitation')} over the mark of {warn:,}."
    return f"Room for {brief.room:,} more under the mark of {warn:,} pending." if brief.pending else None


def ready(brief: Brief, snapshot: Snapshot) -> str | None:
    """Who is proposed today, or when the next will be."""
    if brief.released:
        names = [clean(snapshot.book[uid].name) for uid in brief.released]
        named = ", ".join(names[:_NAMED])
        more = len(names) - _NAMED
        return f"To invite again today: {named}{f' and {more} more' if more > 0 else ''}."
    if brief.next_release and brief.ready:
        day = near_day(brief.next_release, snapshot.today)
        return f"Nobody to invite again today, for who is ready is spread over the days; the next {day}."
    if brief.next_release:
        return f"Nobody to invite again today; the next {near_day(brief.next_release, snapshot.today)}."
    return None


def withdrawals(brief: Brief, snapshot: Snapshot) -> str | None:
    """How many are left to withdraw today, and when to sit next."""
    if not brief.clear.earliest:
        return None
    due = f"{count(len(brief.due_today), 'person', 'people')} to withdraw today" if brief.due_today else None
    if brief.next_sitting is None:
        return "No day is left on which anyone is withdrawn."
    if brief.next_sitting <= snapshot.now:
        return f"{due}, whenever you like until {snapshot.rules.day_ends} o'clock."
    day = near_day(local_day(brief.next_sitting, snapshot.zone), snapshot.today)
    when = f"{day} at {local_time(brief.next_sitting, snapshot.zone):%H:%M}"
    if due is None:
        return f"The next sitting is {when}."
    if local_day(brief.next_sitting, snapshot.zone) == snapshot.today:
        full = "" if snapshot.room_now else "the last 24 hours are full, "
    else:
        full = "the hours are over, "
    return f"{due}; {full}the next sitting is {when}."


def clear(known: Clear, today: date) -> str | None:
    """Between which days the backlog is clear."""
    if known.earliest is None:
        return None
    earliest = short_day(known.earliest, today)
    if known.latest is None:
        return (
            f"The backlog is clear on {earliest} if nothing new goes stale; "
            "at the pace at which you send, more does, and it never is."
        )
    if known.latest == known.earliest:
        return f"The backlog is clear on {earliest}."
    return f"The backlog is clear between {earliest} and {short_day(known.latest, today)}."


def stage(brief: Brief) -> str | None:
    """Where in the three weeks the person stands."""
    if not brief.pending:
        return None
    return f"Week {int(brief.stage.week)} of 3, {brief.stage.week.title.lower()}: {brief.stage.why}."


def lately(brief: Brief) -> str | None:
    """How those sent lately fared."""
    rate = brief.lately.matured
    if not rate.enough:
        return None
    return f"Of late {percent(rate.rate)} accepted ({interval(rate)})."
