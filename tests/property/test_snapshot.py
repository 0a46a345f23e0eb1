"""A snapshot that is carried forward equals one that is built from scratch."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation
from invitetui.domain.snapshot import Snapshot
from tests.property.books import instants, invitations, snapshots, uids


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
        "clear": snapshot.clear_between,
        "room": snapshot.room_now,
        "same person": {each.uid: snapshot.book.to_same_person(each) for each in snapshot.book},
        "reinvited": snapshot.book.reinvited,
    }


def afresh(snapshot: Snapshot) -> Snapshot:
    invited = sorted(snapshot.book, key=lambda invitation: invitation.uid)
    book = Book.of(invited, snapshot.book.journal)
    return Snapshot(book, snapshot.now, snapshot.rules, snapshot.zone)


@given(snapshots, st.lists(st.tuples(instants, edits()), max_size=4), st.data())
def test_any_walk_of_edits_and_moves_ends_where_a_new_snapshot_begins(
    snapshot: Snapshot, walk: list[tuple[datetime, Edits]], data: st.DataObject
) -> None:
    for now, edited in walk:
        move_only = data.draw(st.booleans())
        snapshot = snapshot.moved_to(now) if move_only else snapshot.edited(edited, now)
        assert figures(snapshot) == figures(afresh(snapshot))


@given(snapshots, edits(), instants)
def test_an_edit_and_its_inverse_are_the_identity(snapshot: Snapshot, edited: Edits, now: datetime) -> None:
    inverse: Edits = {uid: snapshot.book.get(uid) for uid in edited}
    back = snapshot.edited(edited, now).edited(inverse, snapshot.now)
    assert back.book == snapshot.book
    assert figures(back) == figures(afresh(snapshot))


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
