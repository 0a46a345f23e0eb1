"""Two sides changed the book: nothing that either said is lost, and contradictions are kept and told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from invitetui.domain.actions import Record
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.merge import merge
from invitetui.session import Session
from tests.keepers import Keeping

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SENT = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)


def sent(uid: str, *events: Event, **fields: str) -> Invitation:
    return Invitation(
        uid=uid, name=uid.title(), sent_earliest=SENT, sent_latest=SENT, events=events, **fields
    )


def event(kind: Kind, day: int) -> Event:
    return Event(kind, SENT + timedelta(days=day))


ADA, MEI = sent("ada"), sent("mei")
KEPT, PUT_FIRST, WITHDRAWN = event(Kind.KEPT, 1), event(Kind.FIRST, 2), event(Kind.WITHDRAWN, 3)


def merged(base: list[Invitation], ours: Edits, theirs: list[Invitation]) -> tuple[Book, tuple[str, ...]]:
    book = Book.of(theirs)
    found = merge(Book.of(base), ours, book, NOW)
    return book.replacing(found.edits), found.clashes


def test_what_only_we_changed_is_ours_and_what_only_they_changed_is_theirs() -> None:
    ours, theirs = ADA.recording(KEPT), MEI.recording(PUT_FIRST)
    book, clashes = merged([ADA, MEI], {"ada": ours}, [ADA, theirs])
    assert book == Book.of([ours, theirs])
    assert clashes == ()


def test_the_events_of_both_sides_stand_in_the_order_of_time() -> None:
    book, clashes = merged([ADA], {"ada": ADA.recording(KEPT, WITHDRAWN)}, [ADA.recording(PUT_FIRST)])
    assert book["ada"].events == (KEPT, PUT_FIRST, WITHDRAWN)
    assert clashes == ()


def test_the_same_said_twice_is_said_once() -> None:
    book, _ = merged([ADA], {"ada": ADA.recording(KEPT)}, [ADA.recording(KEPT)])
    assert book["ada"].events == (KEPT,)


def test_what_one_side_took_back_is_taken_back() -> None:
    base = ADA.recording(KEPT)
    book, _ = merged([base], {"ada": ADA}, [base.recording(WITHDRAWN)])
    assert book["ada"].events == (WITHDRAWN,)


def test_fields_that_each_side_filled_in_are_both_there() -> None:
    mine, theirs = msgspec.structs.replace(ADA, note="Hello"), msgspec.structs.replace(ADA, source="a list")
    book, clashes = merged([ADA], {"ada": mine}, [theirs])
    assert (book["ada"].note, book["ada"].source) == ("Hello", "a list")
    assert clashes == ()


def test_of_a_field_that_both_changed_ours_holds_and_theirs_is_kept_as_an_event() -> None:
    mine, theirs = msgspec.structs.replace(ADA, note="Hello"), msgspec.structs.replace(ADA, note="Dear Ada")
    book, clashes = merged([ADA], {"ada": mine}, [theirs])
    assert book["ada"].note == "Hello"
    assert book["ada"].events == (Event(Kind.DIFFERED, NOW, value="note: Dear Ada"),)
    assert clashes == ("ada",)


def test_what_we_brought_in_comes_along_and_what_they_took_out_is_not_lost_if_we_changed_it() -> None:
    book, _ = merged([ADA], {"mei": MEI, "ada": ADA.recording(KEPT)}, [])
    assert book == Book.of([MEI, ADA.recording(KEPT)])


def test_taking_out_what_they_have_changed_would_lose_it() -> None:
    theirs = ADA.recording(PUT_FIRST)
    assert merged([ADA], {"ada": None}, [theirs])[0] == Book.of([theirs])
    assert merged([ADA], {"ada": None}, [ADA])[0] == Book.of([])


def test_a_session_goes_on_from_their_book_with_its_own_changes_as_one_step() -> None:
    saved: dict[str, Invitation | None] = {}
    session = Session(Book.of([ADA, MEI]), clock=lambda: NOW, zone=UTC, keeper=Keeping(saved.update))
    session.apply(Record(["ada"], Kind.KEPT))
    theirs = Book.of([ADA, MEI.recording(PUT_FIRST)])
    assert session.take_in(theirs) == ()
    assert session.snapshot.book["ada"].events[0].kind == Kind.KEPT
    assert session.snapshot.book["mei"].events == (PUT_FIRST,)
    session.flush()
    assert list(saved) == ["ada"]
    assert session.undo()
    assert session.snapshot.book == theirs
