"""Inviting someone again, as it is read: who, what stands against it, the note's length, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from invitetui.domain import words
from invitetui.domain.good_hours import GoodHours, next_window
from invitetui.domain.moments import local_day, local_time
from invitetui.domain.notes import PREMIUM, Allowance, is_premium, length
from invitetui.domain.reinvitation import Person, opened_again_at
from invitetui.domain.similar import Repeated
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import WAYS
from invitetui.ui.present.pieces import Line, Role, cut, cut_line, joined, width_of, wrapped, wrapped_line
from invitetui.ui.present.rows import PRIORITY_MARKS, Row

_VERY = 0.995
"""From this similarity on it is the same note, as far as a rounded percentage can tell."""


class Place(NamedTuple):
    """The zone of the person who is invited."""

    name: str
    """As the tz database names it: `Asia/Tokyo`."""
    zone: tzinfo

    @property
    def city(self) -> str:
        """The part of the name that people use: `Tokyo`."""
        return city(self.name)


def city(zone: str) -> str:
    """Return the part of a zone's name that people use: `Tokyo`."""
    return zone.rpartition("/")[2].replace("_", " ")


def who(person: Person, snapshot: Snapshot, doubts: Sequence[str], width: int) -> list[Line]:
    """Return whom the note is for, and what stands against sending it."""
    newest = person.newest
    row = Row.of(newest.uid, snapshot)
    mark = PRIORITY_MARKS.get(row.stands.priority or "", "")
    title: Line = [(f"{mark} " if mark else "", Role.PLAIN), (cut(newest.name, width - 2), Role.STRONG)]
    if newest.headline:
        title += [("  ", Role.PLAIN), (cut(newest.headline, width), Role.DIM)]
    attempt: Line = [(f"attempt {person.next_attempt}", Role.KEY), (f" · {_since(row)}", Role.PLAIN)]
    lines = [cut_line(title, width), *wrapped_line(attempt, width)]
    for doubt in doubts:
        lines += [[(line, Role.WARM)] for line in wrapped(f"! {doubt}", width)]
    if opened := opened_again_at(newest, snapshot.now):
        when = words.exact(opened, snapshot.zone, snapshot.today)
        told = f"You opened the page on {when}: s if you sent it then"
        lines += [[(line, Role.WARM)] for line in wrapped(told, width)]
    return lines


def _since(row: Row) -> str:
    stands, snapshot = row.stands, row.snapshot
    if stands.ready_at and stands.withdrawn_at:
        day = words.day_of(stands.withdrawn_at, snapshot.zone, snapshot.today)
        ready = local_day(stands.ready_at, snapshot.zone)
        release = snapshot.release_days.get(row.invitation.uid)
        told = f"withdrawn {day}, "
        if stands.ready_at > snapshot.now:
            return f"{told}ready {words.near_day(ready, snapshot.today)}"
        told += f"ready since {words.recent_day(ready, snapshot.today)}"
        if release and release > snapshot.today:
            day = words.near_day(release, snapshot.today)
            told += f"; better {day}, for a batch should not come back together"
        return told
    return str(stands.state)


def note_length(note: str, snapshot: Snapshot, allowance: Allowance | None, width: int) -> list[Line]:
    """Return how long the note is, of how many, and how many notes the month has left."""
    used, limit = length(note), snapshot.rules.note_length
    role = Role.PLAIN if used <= limit else Role.WARM if used <= PREMIUM else Role.TROUBLE
    line: Line = [(f"{used}", role), (f" of {limit}", Role.DIM)]
    if limit < PREMIUM:
        line.append((f" · {PREMIUM} with Premium", Role.WARM if limit < used <= PREMIUM else Role.DIM))
    if used > PREMIUM:
        line.append((f" · {used - PREMIUM} too long for anyone", Role.TROUBLE))
    if allowance is not None and allowance.free is not None:
        month = snapshot.rules.notes_a_month
        told = f"{min(allowance.used, month)} of about {month} notes this month"
        line.append((f" · {told}", Role.WARM if allowance.free == 0 else Role.DIM))
    elif allowance is not None and is_premium(snapshot.rules):
        line.append((f" · {words.count(allowance.used, 'note')} this month", Role.DIM))
    return wrapped_line(line, width)


def alarm(repeated: Repeated | None, person: Person, snapshot: Snapshot, width: int) -> list[Line]:
    """Return whose earlier note this one (nearly) repeats; nothing where it repeats none."""
    if repeated is None or (other := snapshot.book.get(repeated.uid)) is None:
        return []
    very = repeated.similarity >= _VERY
    day = words.day_of(other.sent_latest, snapshot.zone, snapshot.today)
    own = any(one.uid == other.uid for one in person.invitations)
    whose = f"your note to {'the same person' if own else other.name} of {day}"
    told = f"repeats {whose}" if very else f"nearly repeats {whose}: {repeated.similarity:.0%} alike"
    return [[(line, Role.TROUBLE if own or very else Role.WARM)] for line in wrapped(told, width)[:3]]


def aside(
    person: Person, snapshot: Snapshot, hours: GoodHours | None, place: Place | None, width: int
) -> list[Line]:
    """Return what stands beside the note: when to send it, other ways back, the attempts before."""
    blocks = [_when(snapshot, hours, place, width), _ways(person, width), _attempts(person, snapshot, width)]
    lines: list[Line] = []
    for block in blocks:
        lines += [[], *block] if lines else block
    return [cut_line(line, width) for line in lines]


def _when(snapshot: Snapshot, hours: GoodHours | None, place: Place | None, width: int) -> list[Line]:
    lines: list[Line] = [[("When to send", Role.STRONG)]]
    if hours is None:
        return [*lines, [("working it out …", Role.DIM)]]
    if hours.own_clock:
        where = "by your own clock"
    elif place:
        where = f"in {place.city}"
    else:
        where = "by their clock"
    told: Line = [(f"{hours.says} {where}", Role.PLAIN)]
    if not hours.own_clock:
        told += [("  z", Role.KEY), (" sets where they live", Role.DIM)]
    lines += wrapped_line(told, width)
    if hours.own_clock or place:
        zone = snapshot.zone if hours.own_clock or place is None else place.zone
        lines += wrapped_line([(_next(snapshot, hours, zone), Role.GOOD)], width)
    return [*lines, *([(line, Role.DIM)] for line in wrapped(hours.evidence, width))]


def _next(snapshot: Snapshot, hours: GoodHours, zone: tzinfo) -> str:
    """Say the next good hours on the person's own clock, for it is they who sit at it."""
    start, end = next_window(snapshot.now, zone, hours)
    if start <= snapshot.now:
        return f"That is now, until {_clock(end, snapshot)} on your clock"
    day = words.near_day(local_day(start, snapshot.zone), snapshot.today)
    return f"Next: {day} {_clock(start, snapshot)}–{_clock(end, snapshot)} on your clock"


def _clock(instant: datetime, snapshot: Snapshot) -> str:
    return f"{local_time(instant, snapshot.zone):%H:%M}"


def _ways(person: Person, width: int) -> list[Line]:
    lines: list[Line] = [[("Other ways back", Role.STRONG)]]
    for number, (way, told) in enumerate(WAYS.items(), 1):
        done = way in person.tried
        box = ("[x] ", Role.GOOD) if done else ("[ ] ", Role.PLAIN)
        lines.append(
            cut_line([(f"{number} ", Role.KEY), box, (told, Role.DIM if done else Role.PLAIN)], width)
        )
    return lines


def _attempts(person: Person, snapshot: Snapshot, width: int) -> list[Line]:
    title = "Before" if len(person.invitations) == 1 else f"{len(person.invitations)} times before"
    lines: list[Line] = [[(title, Role.STRONG)]]
    for one in reversed(person.invitations):
        row = Row.of(one.uid, snapshot)
        told: Line = [(f"{row.day(one.sent_latest)}  ", Role.DIM), (_ended(row), Role.PLAIN)]
        lines += wrapped_line(told, width)
        note = f"“{one.note}”" if one.note else "without a note"
        lines += [[("  " + line, Role.DIM)] for line in wrapped(note, width - 2)]
    return lines


def _ended(row: Row) -> str:
    """How it ended, and after how long where that is known."""
    stands = row.stands
    if stands.withdrawn_at:
        after = max(stands.withdrawn_at - row.invitation.sent_latest, timedelta())
        return f"withdrawn after {words.length(after)}"
    if stands.outcome is None or stands.outcome.kind == "gone":
        return "expired, or gone from the list" if stands.outcome else "expired"
    return str(stands.outcome.kind)


def keys(*, writing: bool, width: int, said: Line, low: bool = False) -> list[Line]:
    """Return what was said last, and under it what the keys do now; on a low screen those used most."""
    lines: list[Line] = wrapped_line(said, width) if said or not low else []
    lines.append([])
    for key, word in _WRITING if writing else _LOW if low else _COMMANDS:
        label: Line = [(f"{key} ", Role.KEY), (word, Role.DIM)]
        if lines[-1] and width_of(lines[-1]) + 3 + width_of(label) > width:
            lines.append([])
        lines[-1] = joined([lines[-1], label])
    return lines


_WRITING = (("esc", "stop writing"), ("tab", "next gap"), ("ctrl+z", "take back typing"))
_COMMANDS = (
    ("e", "write"),
    ("t", "template"),
    ("T", "keep as template"),
    ("o", "copy and open page"),
    ("y", "copy"),
    ("s", "sent"),
    ("1 2 3", "other ways"),
    ("z", "their zone"),
    ("u", "undo"),
    ("?", "keys, limits"),
    ("esc", "back"),
)
_LOW = tuple((key, word) for key, word in _COMMANDS if key in "e t o s z u esc")
