"""What is worked out for a whole list at once, or kept from the book before, is what each alone gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book, Edits
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
