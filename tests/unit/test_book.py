"""The book knows which invitations went to the same person, through every change."""

from __future__ import annotations

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Kind
from tests.unit.made import event, sent, utc

FIRST = sent("2026-01-10", uid="first")
SECOND = sent("2026-06-10", uid="second")
THIRD = sent("2026-09-10", uid="third")
OTHER = sent("2026-03-10", to="mei")


def test_invitations_to_one_person_are_told_oldest_first_however_they_came_in() -> None:
    book = Book.of([SECOND, OTHER, THIRD, FIRST])
    assert book.to_same_person(SECOND) == (FIRST, SECOND, THIRD)
    assert book.to_same_person(OTHER) == (OTHER,)
    assert [book.attempt(each) for each in (FIRST, SECOND, THIRD, OTHER)] == [1, 2, 3, 1]
    assert book.reinvited == {"first": utc("2026-06-10"), "second": utc("2026-09-10")}


def test_without_an_address_the_name_tells_who_it_is() -> None:
    one = sent("2026-01-10", uid="one", name="Ada King", url=None)
    two = sent("2026-02-10", uid="two", name="ADA  king", url=None)
    assert Book.of([two, one]).to_same_person(one) == (one, two)


def test_edits_put_in_take_out_and_write_over() -> None:
    book = Book.of([FIRST, OTHER])
    kept = OTHER.recording(event(Kind.KEPT, "2026-03-11"))
    after = book.replacing({"mei": kept, "third": THIRD, "first": None, "nobody": None})
    assert after == Book.of([kept, THIRD])
    assert book == Book.of([FIRST, OTHER])
    assert [each.uid for each in after] == ["mei", "third"]


@pytest.mark.parametrize(
    "edits",
    [
        {"second": SECOND},
        {"first": sent("2026-07-10", uid="first")},
        {"mei": sent("2026-03-10", uid="mei")},
        {"first": None},
        {"first": FIRST.recording(event(Kind.KEPT, "2026-03-11"))},
        {"first": sent("2026-01-10", uid="first", to="mei")},
    ],
    ids=["a second one", "another date", "another person", "taken out", "an event", "to someone else"],
)
def test_who_was_invited_again_is_right_after_each_kind_of_edit(edits: dict[str, object]) -> None:
    before = Book.of([FIRST, OTHER])
    assert before.attempt(FIRST) == 1
    after = before.replacing(edits)  # type: ignore[arg-type]
    afresh = Book.of(after)
    assert after.reinvited == afresh.reinvited
    for invitation in after:
        assert after.to_same_person(invitation) == afresh.to_same_person(invitation)


def test_books_of_equal_invitations_are_equal_in_any_order() -> None:
    assert Book.of([FIRST, OTHER]) == Book.of([OTHER, FIRST])
    assert Book.of([FIRST]) != Book.of([SECOND])
    assert Book.of([FIRST]) != {"first": FIRST}


def test_a_book_is_read_like_a_mapping() -> None:
    book = Book.of([FIRST, OTHER])
    assert len(book) == 2
    assert "first" in book
    assert book["first"] is book.get("first") is FIRST
    assert book.get("nobody") is None
    assert dict(book.by_uid) == {"first": FIRST, "mei": OTHER}
