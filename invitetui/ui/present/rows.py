"""The rows of the three lists: columns that fit a width, and the cells of one invitation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain import words
from invitetui.domain.invitation import Event, Invitation
from invitetui.domain.moments import local_day, local_time
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import SIGNALS, Stale, Standing, State
from invitetui.domain.views import SortBy, Tab
from invitetui.ui.present.pieces import Line, Piece, Role, bar, fit, width_of

if TYPE_CHECKING:
    from invitetui.domain.reinvitation import Person

MARKED = "▌"
CURSOR = "›"
PRIORITY_MARKS = {"high": "▲", "medium": "■", "low": "▽"}
KEPT_MARK = "⚑"
SNOOZED_MARK = "☾"
_ENDED_MARKS = {
    State.ACCEPTED: ("✓", Role.GOOD),
    State.READY: ("+", Role.GOOD),
    State.COOLING: ("~", Role.DIM),
}


class Row(msgspec.Struct, frozen=True):
    """One invitation as a list shows it."""

    invitation: Invitation
    stands: Standing
    snapshot: Snapshot

    @classmethod
    def of(cls, uid: str, snapshot: Snapshot) -> Row:
        """Return the row of that invitation."""
        return cls(snapshot.book[uid], snapshot.standings[uid], snapshot)

    @property
    def age(self) -> str:
        """How old it is: `16 days`, or `2–3 weeks` where that is all one knows."""
        return words.length_between(*self.snapshot.age(self.invitation))

    @property
    def age_mark(self) -> Piece:
        """The sign for how old a pending invitation is, or for how it ended.

        Form says it first, for those who see no colour: `·` under a week, `○` under the mark, `◐`
        from the mark, `◕` from twice the mark, `●` from two months, `◌` where it is only maybe stale.
        """
        if not self.stands.pending:
            return _ENDED_MARKS.get(self.stands.state, (" ", Role.DIM))
        if self.stands.stale is Stale.MAYBE:
            return "◌", Role.WARM
        youngest, _ = self.snapshot.age(self.invitation)
        if self.stands.stale is Stale.NO:
            return ("·" if youngest.days < 7 else "○"), Role.DIM
        if youngest.days >= 60:
            return "●", Role.BURNING
        twice = youngest >= 2 * self.snapshot.rules.stale_after
        return ("◕", Role.HOT) if twice else ("◐", Role.WARM)

    @property
    def warmth(self) -> Role:
        """The role that the age gives: only age warms."""
        return self.age_mark[1]

    @property
    def state(self) -> Piece:
        """The state in a word or a few."""
        stands = self.stands
        if stands.snoozed_until:
            return f"{SNOOZED_MARK} {self.day(stands.snoozed_until)}", Role.DIM
        if stands.state is State.ACCEPTED and stands.outcome:
            return f"accepted, {self._waited(stands.outcome)}", Role.GOOD
        if stands.state is State.FRESH and stands.stale is Stale.MAYBE:
            return "maybe", Role.WARM
        if stands.state in (State.COOLING, State.READY) and stands.ready_at:
            left = self._days_left(stands.ready_at)
            return (f"cooling, {left}", Role.DIM) if stands.state is State.COOLING else ("ready", Role.GOOD)
        return str(stands.state), self.warmth

    @property
    def about(self) -> str:
        """The headline; an archive has none, so else the note that went with it."""
        note = self.invitation.note
        return self.invitation.headline or (f"“{note}”" if note else "")

    @property
    def flags(self) -> str:
        """Priority, signals and kept in six cells at most: `▽ zi⚑`."""
        kept = KEPT_MARK if self.stands.kept else ""
        return f"{PRIORITY_MARKS.get(self.stands.priority or '', ' ')} {self.stands.signals}{kept}".rstrip()

    @property
    def why_now(self) -> str:
        """In a few words why it stands where it does in the plan."""
        stands = self.stands
        if stands.kept:
            return f"{KEPT_MARK} kept"
        if stands.first_at:
            return "you put it first"
        signal = next((f"{letter} {SIGNALS[letter]}" for letter in stands.signals), "")
        priority = f"{PRIORITY_MARKS[stands.priority]} {stands.priority}" if stands.priority else ""
        return ", ".join(part for part in (signal, priority) if part) or "its age"

    @property
    def when(self) -> str:
        """The day on which it is planned to be withdrawn."""
        day = self.snapshot.plan.day_of.get(self.invitation.uid)
        return words.near_day(day, self.snapshot.today) if day else "–"

    @property
    def cooled(self) -> Piece:
        """How much of the cool-down is over, as a bar; or since when the person is ready."""
        ready_at, withdrawn_at = self.stands.ready_at, self.stands.withdrawn_at
        if ready_at is None or withdrawn_at is None:
            return "", Role.PLAIN
        if self.stands.state is State.READY:
            day = local_day(ready_at, self.snapshot.zone)
            return f"since {words.recent_day(day, self.snapshot.today)}", Role.GOOD
        whole = ready_at - withdrawn_at
        share = (self.snapshot.now - withdrawn_at) / whole if whole else 1.0
        return bar(share, _BAR, empty="░"), Role.GOOD

    @property
    def cooling_left(self) -> str:
        """What is left of the cool-down and the day it ends: `7 days · 28 Nov`."""
        if self.stands.ready_at is None or self.stands.state is not State.COOLING:
            return ""
        if local_day(self.stands.ready_at, self.snapshot.zone) == self.snapshot.today:
            return f"today, {local_time(self.stands.ready_at, self.snapshot.zone):%H:%M}"
        return f"{self._days_left(self.stands.ready_at)} · {self.day(self.stands.ready_at)}"

    @property
    def next_step(self) -> Piece:
        """What is left of the cool-down; when to invite somebody who is ready."""
        if self.stands.state is not State.READY:
            return self.cooling_left, Role.PLAIN
        if self._in_vain:
            return "rather not again", Role.WARM
        day = self.snapshot.release_days.get(self.invitation.uid)
        if day and day > self.snapshot.today:
            return f"better {words.near_day(day, self.snapshot.today)}", Role.DIM
        return self.best_time, Role.GOOD

    @property
    def _in_vain(self) -> bool:
        from invitetui.domain.releases import was_refused  # noqa: PLC0415  # not for the first frame

        return was_refused(self.snapshot, self.invitation)

    @property
    def _person(self) -> Person:
        from invitetui.domain.reinvitation import person_of  # noqa: PLC0415  # not for the first frame

        return person_of(self.invitation.uid, self.snapshot)

    @property
    def best_time(self) -> str:
        """The hours that vendors advise, by which clock: `Tue–Thu 9–17, Tokyo`."""
        from invitetui.domain.good_hours import ADVICE  # noqa: PLC0415  # not for the first frame

        zone = self._person.zone
        return f"{ADVICE.says}, {zone.rpartition('/')[2].replace('_', ' ') if zone else 'theirs'}"

    def _waited(self, accepted: Event) -> str:
        """How long the answer took; an acceptance that is known to the day is told in days."""
        waited = max(accepted.at - self.invitation.sent_latest, timedelta())
        if accepted.until is None:
            return words.length(waited)
        days = (accepted.until.date() - self.invitation.sent_latest.date()).days
        return words.length(timedelta(days=days)) if days > 0 else "same day"

    def _days_left(self, until: datetime) -> str:
        """Begun days count, so that a cool-down of 21 days starts with `21 days`."""
        return words.count(-((self.snapshot.now - until) // timedelta(days=1)), "day")

    @property
    def last_time(self) -> Piece:
        """The note, and which attempt it was if not the first; a draft; of those in vain, each end."""
        sent = self.snapshot.book.to_same_person(self.invitation)
        if self._in_vain:
            ends = [self.snapshot.standings[one.uid].withdrawn_at for one in sent]
            withdrawn = ", ".join(self.day(at) for at in ends if at)
            expired = "expired, " if None in ends else ""
            return f"{expired}withdrawn {withdrawn}", Role.DIM
        if draft := self._person.draft:
            return f"draft: “{draft}”", Role.PLAIN
        note = f"“{self.invitation.note}”" if self.invitation.note else "no note"
        return f"attempt {len(sent)} · {note}" if len(sent) > 1 else note, Role.DIM

    def day(self, instant: datetime) -> str:
        """Return the local day of an instant: `14 Dec`."""
        return words.day_of(instant, self.snapshot.zone, self.snapshot.today)


class Column(msgspec.Struct, frozen=True):
    """A column of a list: its title, its width in cells, and what it shows of a row."""

    title: str
    width: int
    cell: Callable[[Row], Piece]
    sort_by: SortBy | None = None
    goes: int = 0
    """The order in which columns give way when there is no room: the highest first, 0 never."""


_BAR = 14
"""Cells of the bar of a cool-down."""
_MARGIN = 4
"""Cells before the name: the mark, and the age mark, each with a space."""
_NAME_AT_LEAST, _NAME_AT_MOST, _NAME_SHARE = 16, 32, 0.28
_LAST_AT_LEAST = 13
"""The column that takes what is left is not worth less than this many cells."""

_NAME = Column("Name", 0, lambda row: (row.invitation.name, Role.PLAIN), SortBy.NAME)
_ABOUT = Column("About", 0, lambda row: (row.about, Role.DIM), goes=9)
_COLUMNS = {
    Tab.SENT: (
        _NAME,
        _ABOUT,
        Column("Sent", 11, lambda row: (row.age, row.warmth), SortBy.SENT),
        Column("State", 18, lambda row: row.state, SortBy.STATE, goes=2),
        Column("Pri", 6, lambda row: (row.flags, Role.PLAIN), SortBy.PRIORITY, goes=3),
    ),
    Tab.STALE: (
        _NAME,
        _ABOUT,
        Column("Age", 11, lambda row: (row.age, row.warmth)),
        Column("Why now", 22, lambda row: (row.why_now, Role.DIM), goes=3),
        Column("When", 10, lambda row: (row.when, Role.PLAIN), goes=2),
    ),
    Tab.COOLING: (
        _NAME,
        Column("Cooled down", _BAR, lambda row: row.cooled, goes=3),
        Column("Next", 20, lambda row: row.next_step),
        Column("Last note", 0, lambda row: row.last_time, goes=9),
    ),
    Tab.STATS: (_NAME,),
}


@lru_cache(maxsize=32)
def columns(tab: Tab, width: int) -> tuple[Column, ...]:
    """Return the columns of a tab's list that fit into `width` cells, left to right, with their widths.

    The last flexible column (headline or note) goes before a name is cut; at the end only the mark, the
    name and the age are left.
    """
    kept = list(_COLUMNS[tab])

    def room() -> int:
        return width - _MARGIN - sum(column.width + 1 for column in kept if column.width)

    while room() < _NAME_AT_LEAST + 1 and any(column.goes for column in kept):
        kept.remove(max(kept, key=lambda column: column.goes))
    name = min(_NAME_AT_MOST, max(_NAME_AT_LEAST, int(width * _NAME_SHARE)))
    last = room() - name - 2
    if last < _LAST_AT_LEAST or all(column.width or column is _NAME for column in kept):
        kept = [column for column in kept if column.width or column is _NAME]
        name = max(1, room() - 1)
    return tuple(
        msgspec.structs.replace(column, width=column.width or (name if column is _NAME else last))
        for column in kept
    )


def header(tab: Tab, width: int, sort_by: SortBy | None = None, *, reverse: bool = False) -> Line:
    """Return the line of column titles, the sorted one with its arrow."""
    line: Line = [(" " * _MARGIN, Role.DIM)]
    for column in columns(tab, width):
        arrow = (" ▴" if reverse else " ▾") if sort_by and column.sort_by is sort_by else ""
        line.append((fit(column.title + arrow, column.width) + " ", Role.DIM))
    return line


def column_at(tab: Tab, width: int, x: int) -> Column | None:
    """Return the column that stands at cell `x`."""
    start = _MARGIN
    for column in columns(tab, width):
        if start <= x <= start + column.width:
            return column
        start += column.width + 1
    return None


def cells(uid: str, tab: Tab, snapshot: Snapshot, width: int, *, marked: bool = False) -> Line:
    """Return the pieces of one invitation's row, at most `width` cells in all."""
    row = Row.of(uid, snapshot)
    sign, warmth = row.age_mark
    if tab is Tab.COOLING:
        sign, warmth = PRIORITY_MARKS.get(row.stands.priority or "", " "), Role.PLAIN
    over = tab is Tab.SENT and not row.stands.pending
    line: Line = [(f"{MARKED if marked else ' '} ", Role.KEY), (f"{sign} ", warmth)]
    for column in columns(tab, width):
        text, role = column.cell(row)
        line.append((fit(text, column.width) + " ", Role.DIM if over and role is Role.PLAIN else role))
    return line


def moment(snapshot: Snapshot) -> datetime:
    """Return the instant that the rows of a snapshot go by: none shows less than a minute."""
    return snapshot.now.replace(second=0, microsecond=0)


def made_of(uids: Sequence[str], tab: Tab, snapshot: Snapshot) -> list[tuple[object, ...]]:
    """Return what each of these rows is made of, but for the moment: the same makes the same cells."""
    more: tuple[object, ...] = (snapshot.rules,)
    if tab is Tab.STALE:
        more += (snapshot.plan,)
    elif tab is Tab.COOLING:
        more += (snapshot.book, snapshot.standings)
    own = zip(snapshot.book.some(uids), snapshot.standings.some(uids), strict=True)
    return [(*each, *more) for each in own]


def padded(line: Line, width: int) -> Line:
    """Return a line filled with spaces to `width` cells."""
    missing = width - width_of(line)
    return [*line, (" " * missing, Role.PLAIN)] if missing > 0 else line
