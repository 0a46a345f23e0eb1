"""The pane: one person, what happened, what is planned, and what they were told."""

from __future__ import annotations

from datetime import datetime

from invitetui.domain import words
from invitetui.domain.invitation import AGAIN, EARLY, ON_LIST, Event, Invitation, Kind
from invitetui.domain.moments import after, local_day
from invitetui.domain.profile import slug_of
from invitetui.domain.questions import SAME_PERSON
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import SIGNALS, WAYS, State, expires_at
from invitetui.domain.text import clean
from invitetui.ui.present.pieces import Line, Role, cut, cut_line, wrapped
from invitetui.ui.present.rows import KEPT_MARK, PRIORITY_MARKS, Row

_HAPPENED = {
    Kind.ACCEPTED: "accepted",
    Kind.WITHDRAWN: "withdrawn",
    Kind.GONE: "gone from the list",
    Kind.DISMISSED: "dismissed",
    Kind.OPENED: "page opened",
    Kind.VIEWED: "page looked at",
    Kind.LATER: "left for later",
    Kind.FIRST: "put first",
    Kind.MOVED: "moved to another day",
    Kind.KEPT: "kept",
    Kind.UNKEPT: "no longer kept",
    Kind.SNOOZED: "snoozed",
    Kind.PRIORITY: "priority",
    Kind.SIGNAL: "signal",
    Kind.UNSIGNAL: "signal taken away",
    Kind.DIFFERED: "changed elsewhere too",
    Kind.SEEN: "listed as pending",
    Kind.MISSED: "missing from the Sent page",
    Kind.PENDING: "pending still",
    Kind.CONNECTED: "somebody of this name connected",
    Kind.CONTRADICTED: "also given as sent: not kept",
    Kind.DRAFT: "draft of a new note",
    Kind.TRIED: "tried",
    Kind.UNTRIED: "not yet tried",
    Kind.ZONE: "lives by the clocks of",
}


def detail(uid: str, snapshot: Snapshot, width: int) -> list[Line]:
    """Return the lines of the pane for one invitation, each at most `width` cells."""
    row = Row.of(uid, snapshot)
    blocks = [_who(row, width), timeline(row), _wishes(row), _note(row, width), _earlier(row)]
    lines: list[Line] = []
    for block in blocks:
        if block and lines:
            lines.append([])
        lines += block
    return [cut_line(line, width) for line in lines]


def _who(row: Row, width: int) -> list[Line]:
    invitation = row.invitation
    sign, warmth = row.age_mark
    lines: list[Line] = [[(f"{sign} ", warmth), (cut(invitation.name, width - 2), Role.STRONG)]]
    lines += [[(line, Role.PLAIN)] for line in wrapped(invitation.headline or "", width)]
    if invitation.url:
        lines.append([(cut(f"linkedin.com/in/{slug_of(invitation.url)}", width), Role.DIM)])
    if invitation.source:
        lines.append([(cut(f"from {invitation.source}", width), Role.DIM)])
    return lines


def timeline(row: Row) -> list[Line]:
    """Return what happened and what is to come, in the order of time."""
    snapshot, stands, invitation = row.snapshot, row.stands, row.invitation
    told: list[tuple[datetime, str, str, Role]] = [
        (
            invitation.sent_earliest,
            _span(invitation.sent_earliest, invitation.sent_latest, snapshot),
            "sent, with a note" if invitation.note else "sent",
            Role.PLAIN,
        )
    ]
    told += [_event(event, invitation, snapshot) for event in invitation.events if event.at <= snapshot.now]
    mark = after(invitation.sent_latest, snapshot.rules.stale_after)
    if stands.pending:
        passed = "past the two-week mark" if snapshot.rules.stale_days == 14 else "past the mark"
        told.append(
            (mark, _day(mark, snapshot), passed if mark <= snapshot.now else "two-week mark", row.warmth)
        )
        dropped = expires_at(invitation, snapshot.rules)
        told.append((dropped, _day(dropped, snapshot), "LinkedIn drops it", Role.DIM))
    if stands.ready_at and stands.state is not State.CLOSED:
        role = Role.GOOD if stands.state is State.READY else Role.DIM
        told.append((stands.ready_at, _day(stands.ready_at, snapshot), "may be invited again", role))
    told.sort(key=lambda entry: entry[0])
    lines: list[Line] = [[(f"{when:<12} ", Role.DIM), (what, role)] for _, when, what, role in told]
    if not stands.wants_withdrawal:
        return lines
    if day := snapshot.plan.day_of.get(invitation.uid):
        when = f"{words.weekday_of(day)} {words.short_day(day, snapshot.today)}"
        lines.append([(f"{when:<12} ", Role.DIM), ("planned to withdraw", Role.STRONG)])
    else:
        lines.append([(" " * 13, Role.DIM), ("left to expire by itself", Role.DIM)])
    return lines


def _event(event: Event, invitation: Invitation, snapshot: Snapshot) -> tuple[datetime, str, str, Role]:
    what = _HAPPENED.get(Kind(event.kind), "") if event.kind in set(Kind) else event.kind
    role = Role.PLAIN
    match event.kind:
        case Kind.PRIORITY:
            what = f"priority {PRIORITY_MARKS.get(event.value or '', '')} {event.value or 'none'}"
        case Kind.SIGNAL | Kind.UNSIGNAL:
            what = f"{what}: {SIGNALS.get(event.value or '', event.value or '')}"
        case Kind.SNOOZED if event.until:
            what = f"snoozed until {_day(event.until, snapshot)}"
        case Kind.DIFFERED:
            what = f"{what}: {event.value or ''}"
            role = Role.WARM
        case Kind.KEPT:
            what = f"{KEPT_MARK} kept"
        case Kind.WITHDRAWN if event.value == EARLY:
            what += " before its time"
        case Kind.OPENED if event.value:
            how = event.value.split()
            what = "Sent page opened" if ON_LIST in how else what
            what += " before its time" if EARLY in how else ""
            what += " to invite again" if AGAIN in how else ""
        case Kind.TRIED | Kind.UNTRIED:
            what = f"{what}: {WAYS.get(event.value or '', event.value or '')}"
        case Kind.ZONE:
            what = f"{what} {event.value or 'nobody knows where'}"
        case Kind.ACCEPTED:
            role = Role.GOOD
        case Kind.CONNECTED if event.value == SAME_PERSON:
            what = "connected, by Connections.csv"
        case Kind.CONTRADICTED:
            exact = invitation.sent_earliest == invitation.sent_latest
            what = f"ruled out: {'exact wins' if exact else 'too wide'}"
            return event.at, _span(event.at, event.until or event.at, snapshot), what, Role.WARM
    if event.by == "linkedin" and event.kind != Kind.CONNECTED:
        what += ", by LinkedIn's word"
    when = (
        _day(event.at, snapshot)
        if event.until and event.kind in (Kind.ACCEPTED, Kind.CONNECTED)
        else _exact(event.at, snapshot)
    )
    return event.at, when, clean(what), role


def _wishes(row: Row) -> list[Line]:
    stands = row.stands
    lines: list[Line] = []
    if stands.priority:
        lines.append([(f"{PRIORITY_MARKS[stands.priority]} {stands.priority} priority", Role.PLAIN)])
    lines += [[(f"{letter} {SIGNALS[letter]}", Role.PLAIN)] for letter in stands.signals]
    if stands.kept:
        lines.append([(f"{KEPT_MARK} kept: never proposed for withdrawal", Role.PLAIN)])
    return lines


def _note(row: Row, width: int) -> list[Line]:
    note = row.invitation.note
    return [[(line, Role.DIM)] for line in wrapped(f"“{note}”", width)] if note else []


def _earlier(row: Row) -> list[Line]:
    others = [
        other for other in row.snapshot.book.to_same_person(row.invitation) if other is not row.invitation
    ]
    if not others:
        return []
    snapshot = row.snapshot
    lines: list[Line] = [[("Other invitations to this person", Role.STRONG)]]
    for other in others:
        state = snapshot.standings[other.uid].state
        lines.append([(f"{_exact(other.sent_earliest, snapshot):<12} ", Role.DIM), (str(state), Role.PLAIN)])
    return lines


def _day(instant: datetime, snapshot: Snapshot) -> str:
    return words.day_of(instant, snapshot.zone, snapshot.today)


def _exact(instant: datetime, snapshot: Snapshot) -> str:
    return words.exact(instant, snapshot.zone, snapshot.today)


def _span(earliest: datetime, latest: datetime, snapshot: Snapshot) -> str:
    if earliest == latest:
        return _exact(earliest, snapshot)
    first, last = local_day(earliest, snapshot.zone), local_day(latest, snapshot.zone)
    short = words.short_day(first, snapshot.today)
    return f"about {short}" if first == last else f"{short}–{words.short_day(last, snapshot.today)}"
