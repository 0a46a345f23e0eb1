"""A snapshot that is carried forward equals one that is built from scratch."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Journal
from invitetui.domain.moments import add_days, after
from invitetui.domain.places import KIN
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import SortBy, Tab, View
from tests.property.books import START, instants, invitations, journals, snapshots, uids


@st.composite
def edits(draw: st.DrawFn) -> Edits:
    """Put in, write over (to someone else too) and take out."""
    chosen = draw(st.lists(uids, unique=True, max_size=3))
    return {uid: draw(st.none() | invitations(st.just(uid))) for uid in chosen}


def figures(snapshot: Snapshot) -> dict[str, object]:
    """Everything that a screen reads from it."""
    return {
        "now": snapshot.now,
        "standings": dict(snapshot.standings),
        "counts": {state: count for state, count in snapshot.counts.items() if count},
        "pending": snapshot.pending,
        "asking": snapshot.asking,
        "stale": snapshot.stale,
        "opened": snapshot.opened,
        "sent this week": snapshot.sent_this_week,
        "done today": snapshot.done_today,
        "taken today": snapshot.taken_today,
        "share left": snapshot.share_left_today,
        "plan": snapshot.plan,
        "sitting": snapshot.sitting,
        "wait": snapshot.wait,
        "next sitting": snapshot.next_sitting,
        "released": list(snapshot.release_days.items()),
        "released today": snapshot.released_today,
        "first days": [snapshot.first_days.of(uid, at, high=False) for at, uid in snapshot.part("cooling")],
        "invited again today": snapshot.reinvited_today,
        "places": {part: list(snapshot.part(part).items()) for part in KIN},
        "days": [snapshot.pace.share(add_days(snapshot.today, later)) for later in range(30)],
        "clear": snapshot.clear_between,
        "room": snapshot.room_now,
        "same person": {each.uid: snapshot.book.to_same_person(each) for each in snapshot.book},
        "reinvited": snapshot.book.reinvited,
    }


def rows(snapshot: Snapshot) -> list[object]:
    """Every list; where nothing else tells two apart, they stand in the order of the book."""
    return [
        View(tab, sort_by=sort_by, reverse=reverse).sections(snapshot)
        for tab in Tab
        for sort_by in SortBy
        for reverse in (False, True)
    ]


def assert_as_if_new(snapshot: Snapshot) -> None:
    """What is carried over equals what a new snapshot works out; of a book in another order, too."""
    invited, journal = list(snapshot.book), snapshot.book.journal
    assert list(snapshot.standings) == [one.uid for one in invited]
    new, sorted_ = (
        Snapshot(Book.of(some, journal), snapshot.now, snapshot.rules, snapshot.zone)
        for some in (invited, sorted(invited, key=lambda invitation: invitation.uid))
    )
    assert rows(snapshot) == rows(new)
    assert figures(snapshot) == figures(sorted_)


@given(snapshots, st.lists(st.tuples(instants, edits(), journals), max_size=5), st.data())
def test_any_walk_of_edits_and_moves_ends_where_a_new_snapshot_begins(
    snapshot: Snapshot, walk: list[tuple[datetime, Edits, Journal]], data: st.DataObject
) -> None:
    for now, edited, noted in walk:
        if data.draw(st.booleans()):
            snapshot = snapshot.moved_to(now)
        else:
            snapshot = snapshot.edited(edited, now, noted if data.draw(st.booleans()) else ())
        if data.draw(st.booleans()):
            assert_as_if_new(snapshot)
    assert_as_if_new(snapshot)


passed = st.timedeltas(timedelta(), timedelta(hours=9))
said = st.builds(
    lambda kind, value: Event(kind, START, value=value),
    st.sampled_from(Kind),
    st.sampled_from((None, "high", "low", "z")),
)


@given(snapshots, st.lists(st.tuples(passed, st.none() | said), max_size=8), st.data())
def test_what_is_recorded_hour_by_hour_gives_what_it_gives_at_once(
    snapshot: Snapshot, walk: list[tuple[timedelta, Event | None]], data: st.DataObject
) -> None:
    for hours, event in walk:
        now = after(snapshot.now, hours)
        if event and len(snapshot.book):
            uid = data.draw(st.sampled_from(sorted(snapshot.book.by_uid)))
            recorded = snapshot.book[uid].recording(msgspec.structs.replace(event, at=now))
            snapshot = snapshot.edited({uid: recorded}, now)
        else:
            snapshot = snapshot.moved_to(now)
        assert_as_if_new(snapshot)


@given(snapshots, edits(), instants)
def test_an_edit_and_its_inverse_are_the_identity(snapshot: Snapshot, edited: Edits, now: datetime) -> None:
    inverse: Edits = {uid: snapshot.book.get(uid) for uid in edited}
    back = snapshot.edited(edited, now).edited(inverse, snapshot.now)
    assert back.book == snapshot.book
    assert figures(back) == figures(snapshot)
    assert_as_if_new(back)


@given(snapshots)
def test_counts_add_up(snapshot: Snapshot) -> None:
    pending = [stands for stands in snapshot.standings.values() if stands.pending]
    assert sum(snapshot.counts.values()) == len(snapshot.book) == len(snapshot.standings)
    assert snapshot.pending == len(pending)
    assert snapshot.stale <= snapshot.pending
    assert snapshot.share_left_today == len(snapshot.due_today)
    assert 0 <= snapshot.free_this_week <= snapshot.rules.invitations_a_week


@given(st.lists(invitations(), max_size=6, unique_by=lambda invitation: invitation.uid))
def test_who_was_invited_again_does_not_depend_on_the_order_of_the_file(sent: list[Invitation]) -> None:
    one, other = Book.of(sent), Book.of(reversed(sent))
    assert one == other
    assert one.reinvited == other.reinvited
