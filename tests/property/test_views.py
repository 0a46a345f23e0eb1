"""What is worked out for a whole list at once, or kept from the book before, is what each alone gives."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book, Edits
from invitetui.domain.moments import after
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import fold
from invitetui.domain.views import _PRIORITY_RANK, _STATE_RANK, SortBy, Tab, View
from tests.property.books import snapshots
from tests.property.test_snapshot import edits

FILTERS = (
    "a",
    "-a",
    "older:0h",
    "older:14d",
    "younger:0h",
    "younger:3w",
    "state:stale a",
    "note:no -state:fresh",
)


def uids_of(view: View, snapshot: Snapshot) -> list[str]:
    return [uid for section in view.sections(snapshot) for uid in section.uids]


@given(snapshots, st.sampled_from(FILTERS))
def test_a_filter_of_all_at_once_is_the_filter_of_each(snapshot: Snapshot, text: str) -> None:
    view = View(Tab.SENT).filtered(text)
    book, standings = snapshot.book, snapshot.standings
    assert uids_of(view, snapshot) == [
        uid for uid in book.newest_first if view.filter.matches(book[uid], standings[uid], snapshot)
    ]


@given(snapshots, st.sampled_from(SortBy), st.booleans())
def test_an_order_is_that_of_the_column_and_then_of_the_newest(
    snapshot: Snapshot, sort_by: SortBy, reverse: bool
) -> None:
    def rank(uid: str) -> object:
        stands = snapshot.standings[uid]
        return {
            SortBy.SENT: 0,
            SortBy.NAME: fold(snapshot.book[uid].name),
            SortBy.STATE: _STATE_RANK[stands.state],
            SortBy.PRIORITY: _PRIORITY_RANK[stands.priority],
        }[sort_by]

    expected = sorted(snapshot.book, key=lambda one: one.sent_latest, reverse=True)
    uids = sorted((one.uid for one in expected), key=rank)  # type: ignore[arg-type]
    found = uids_of(View(Tab.SENT, sort_by=sort_by, reverse=reverse), snapshot)
    assert found == (uids[::-1] if reverse else uids)


@given(snapshots, edits())
def test_what_a_book_keeps_of_the_one_before_is_what_it_would_work_out(
    snapshot: Snapshot, changes: Edits
) -> None:
    def kept(book: Book) -> list[object]:
        return [book.newest_first, book.by_name, dict(book.texts), dict(book.attempts), book._repeated]

    kept(snapshot.book)
    after = snapshot.book.replacing(changes)
    assert kept(after) == kept(Book(dict(after.by_uid)))


@given(snapshots, st.lists(st.text("ab o-", max_size=4), max_size=6), st.booleans())
def test_what_was_found_before_never_changes_what_is_found(
    snapshot: Snapshot, texts: list[str], reverse: bool
) -> None:
    for text in texts:
        view = View(Tab.SENT, reverse=reverse).filtered(text)
        anew = Snapshot(Book(dict(snapshot.book.by_uid)), snapshot.now, snapshot.rules, snapshot.zone)
        assert uids_of(view, snapshot) == uids_of(view, anew)


@given(snapshots, st.timedeltas(timedelta(), timedelta(days=9)), st.sampled_from(SortBy), st.booleans())
def test_an_order_kept_as_time_goes_by_is_the_one_of_its_time(
    snapshot: Snapshot, passed: timedelta, sort_by: SortBy, reverse: bool
) -> None:
    view = View(Tab.SENT, sort_by=sort_by, reverse=reverse)
    view.sections(snapshot)
    later = snapshot.moved_to(after(snapshot.now, passed))
    anew = Snapshot(later.book, later.now, later.rules, later.zone)
    assert uids_of(view, later) == uids_of(view, anew)
