"""The journal: what concerns the account is noted through the same door, and taken back by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from invitetui.domain.actions import Note, Replace, restored
from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation
from invitetui.domain.journal import Happening, merged, seed_of
from invitetui.session import Session
from tests.keepers import Keeping

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WARNED = Event(Happening.RESTRICTED, NOW, value="weekly")
PAUSED = Event(Happening.PAUSED, NOW, until=NOW + timedelta(days=3))


def ada() -> Invitation:
    return Invitation("ada", "Ada", NOW - timedelta(days=20), NOW - timedelta(days=20))


def session(book: Book | None = None, keeper: Keeping | None = None) -> Session:
    return Session(Book.of([ada()]) if book is None else book, clock=lambda: NOW, zone=UTC, keeper=keeper)


def test_a_note_is_a_step_that_undo_takes_back_and_redo_brings_again() -> None:
    door = session()
    change = door.apply(Note((WARNED,), "LinkedIn warned you"))
    assert change.says == "LinkedIn warned you"
    assert WARNED in door.snapshot.book.journal
    door.undo()
    assert WARNED not in door.snapshot.book.journal
    door.redo()
    assert WARNED in door.snapshot.book.journal


def test_what_is_noted_already_is_no_step() -> None:
    door = session()
    door.apply(Note((WARNED,), ""))
    assert not door.apply(Note((WARNED,), ""))


def test_a_note_is_saved_and_can_be_taken_back_after_a_restart() -> None:
    keeper = Keeping(lambda _edits: None)
    first = session(keeper=keeper)
    first.apply(Note((WARNED,), ""))
    first.flush()
    assert first.saved
    assert WARNED in keeper.journal
    later = session(Book.of([ada()], keeper.journal), keeper)
    later.undo()
    later.flush()
    assert not keeper.journal


def test_the_first_invitation_brings_a_seed_that_stays_when_it_is_taken_back() -> None:
    door = session(Book({}))
    assert door.snapshot.book.seed == 0
    door.apply(Replace({"ada": ada()}, ""))
    seed = door.snapshot.book.seed
    assert seed
    door.undo()
    assert door.snapshot.book.seed == seed
    door.apply(Replace({"bea": Invitation("bea", "Bea", NOW, NOW)}, ""))
    assert [event.kind for event in door.snapshot.book.journal] == [Happening.SEED]


def test_a_seed_that_is_no_number_is_none() -> None:
    assert seed_of((Event(Happening.SEED, NOW, value="x"),)) == 0
    assert seed_of((Event(Happening.SEED, NOW),)) == 0


def test_a_backup_brings_its_journal_back() -> None:
    door = session(Book.of([ada()], (WARNED,)))
    door.apply(restored(door.snapshot.book, Book.of([ada()], (PAUSED,)), "restored"))
    assert door.snapshot.book.journal == (PAUSED,)
    door.undo()
    assert door.snapshot.book.journal == (WARNED,)


def test_two_sides_of_a_journal_are_both_heard() -> None:
    lifted = Event(Happening.LIFTED, NOW + timedelta(days=1))
    assert merged((WARNED,), (WARNED, lifted), (PAUSED,)) == (PAUSED, lifted)


def test_a_book_that_never_had_a_seed_keeps_its_plan_when_somebody_is_added() -> None:
    door = session()
    door.apply(Replace({"bea": Invitation("bea", "Bea", NOW, NOW)}, ""))
    assert door.snapshot.book.seed == 0
