"""Lists kept in order are those that a sort of all would give."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.shelves import Item, Key, Shelves
from invitetui.domain.snapshot import Snapshot
from tests.property.books import instants, snapshots, uids

items = st.sets(st.tuples(st.integers(0, 3), instants, uids), max_size=12)


def by_key(some: set[tuple[int, datetime, str]]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = {}
    for key, at, uid in some:
        found.setdefault((key,), []).append((at, uid))
    return found


def all_of(shelves: Shelves) -> list[tuple[int, datetime, str]]:
    return [(key, at, uid) for (key,), shelf in shelves.items() for at, uid in shelf]


@given(items, items, items)
def test_shelves_after_an_edit_hold_what_is_left_and_what_came_in_order(
    before: set[tuple[int, datetime, str]],
    out: set[tuple[int, datetime, str]],
    put: set[tuple[int, datetime, str]],
) -> None:
    first = Shelves.of(by_key(before))
    after = first.edited(by_key(before & out), by_key(put - (before - out)))
    assert all_of(first) == sorted(before)
    assert all_of(after) == sorted((before - out) | put)
    assert (len(after), after.uids) == (len(all_of(after)), [uid for _, uid in after])


@given(items, items)
def test_shelves_that_an_edit_leaves_as_they_are_are_the_same(
    before: set[tuple[int, datetime, str]], touched: set[tuple[int, datetime, str]]
) -> None:
    shelves = Shelves.of(by_key(before))
    same = by_key(before & touched)
    assert shelves.edited(same, same) is shelves


@given(items, instants, instants)
def test_as_many_are_between_two_instants_as_are_counted(
    some: set[tuple[int, datetime, str]], first: datetime, last: datetime
) -> None:
    by_day = {(at.toordinal(), at, uid) for _, at, uid in some}
    found = Shelves.of(by_key(by_day)).between(first, last)
    assert found == sum(first <= at <= last for _, at, _ in by_day)


@given(snapshots, instants, instants)
def test_as_many_of_a_book_were_sent_between_two_instants_as_are_counted(
    snapshot: Snapshot, first: datetime, last: datetime
) -> None:
    counted = sum(first <= invitation.sent_latest <= last for invitation in snapshot.book)
    assert snapshot.book.sent_between(first, last) == counted
