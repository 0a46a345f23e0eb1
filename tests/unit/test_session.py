"""The one door through which the book changes; its laws over random steps are among the properties."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from invitetui.domain.actions import Edit, Record, Replace
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.reinvitation import Draft
from invitetui.domain.standing import State
from invitetui.session import STEPS, Session
from tests.keepers import Keeping
from tests.unit.made import sent, utc

NOW = utc("2026-11-19T10:00")


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Disk:
    """A keeper that remembers what it was given, and fails when told to."""

    def __init__(self) -> None:
        self.holds: dict[str, Invitation] = {}
        self.batches: list[Edits] = []
        self.fails = False

    def __call__(self, edits: Edits) -> None:
        if self.fails:
            raise OSError("the disk is full")
        self.batches.append(dict(edits))
        for uid, invitation in edits.items():
            if invitation is None:
                self.holds.pop(uid, None)
            else:
                self.holds[uid] = invitation


def session(
    *uids: str, keeper: Callable[[Edits], None] | None = None, clock: Callable[[], datetime] | None = None
) -> Session:
    book = Book.of(sent("2026-11-01", to=uid) for uid in uids)
    return Session(book, clock=clock or Clock(), zone=UTC, keeper=Keeping(keeper) if keeper else None)


def unsaved(opened: Session) -> bool:
    return not opened.saved


def test_a_bulk_action_is_one_step() -> None:
    opened = session("ada", "mei", "noor")
    before = opened.snapshot
    opened.apply(Record(["ada", "mei", "noor"], Kind.WITHDRAWN))
    assert opened.snapshot.counts[State.COOLING] == 3
    assert opened.undo()
    assert opened.snapshot.book == before.book
    assert opened.snapshot.standings == before.standings
    assert opened.undo() is None


def test_redo_does_again_what_was_undone_until_something_else_is_done() -> None:
    opened = session("ada")
    opened.apply(Record(["ada"], Kind.KEPT))
    opened.apply(Edit("ada", note="Hello"))
    done = opened.snapshot.book
    opened.undo()
    opened.undo()
    assert opened.redo()
    assert opened.redo()
    assert opened.redo() is None
    assert opened.snapshot.book == done
    opened.undo()
    opened.apply(Record(["ada"], Kind.PRIORITY, "high"))
    assert opened.redo() is None


def test_an_empty_change_is_no_step_and_does_not_forget_what_can_be_redone() -> None:
    opened = session("ada")
    opened.apply(Record(["ada"], Kind.KEPT))
    opened.undo()
    assert not opened.apply(Record(["ada"], Kind.UNKEPT))
    assert opened.undo() is None
    assert opened.redo()


def test_an_import_is_one_step_that_undo_takes_out_again() -> None:
    disk = Disk()
    opened = session("ada", keeper=disk)
    opened.apply(Replace({uid: sent("2026-11-02", to=uid) for uid in ("mei", "noor")}, "2 added"))
    opened.flush()
    opened.undo()
    assert opened.snapshot.book == Book.of([sent("2026-11-01", to="ada")])
    opened.flush()
    assert disk.batches[-1] == {"mei": None, "noor": None}


def test_a_hundred_steps_can_be_undone_and_no_more() -> None:
    opened = session("ada")
    for number in range(STEPS + 5):
        opened.apply(Edit("ada", note=f"note {number}"))
    undone = 0
    while opened.undo():
        undone += 1
    assert undone == STEPS == 100
    assert opened.snapshot.book["ada"].note == "note 4"
    while opened.redo():
        undone -= 1
    assert undone == 0
    assert opened.snapshot.book["ada"].note == "note 104"


def test_flush_hands_over_the_newest_of_each_invitation_once() -> None:
    disk = Disk()
    opened = session("ada", "mei", keeper=disk)
    assert not unsaved(opened)
    opened.apply(Edit("ada", note="one"))
    opened.apply(Edit("ada", note="two"))
    assert unsaved(opened)
    opened.flush()
    opened.flush()
    assert not unsaved(opened)
    assert [list(batch) for batch in disk.batches] == [["ada"]]
    assert disk.holds["ada"].note == "two"


def test_what_could_not_be_saved_stays_unsaved_and_goes_along_next_time() -> None:
    disk = Disk()
    opened = session("ada", "mei", keeper=disk)
    opened.apply(Edit("ada", note="one"))
    disk.fails = True
    with pytest.raises(OSError, match="full"):
        opened.flush()
    assert unsaved(opened)
    assert opened.snapshot.book["ada"].note == "one"
    opened.apply(Edit("mei", note="two"))
    opened.apply(Edit("ada", note="three"))
    disk.fails = False
    opened.flush()
    assert not unsaved(opened)
    assert disk.batches == [dict(opened.snapshot.book.by_uid)]


def test_what_is_being_written_is_not_saved_yet_and_what_comes_meanwhile_waits_for_the_next_flush() -> None:
    writing, may_end = threading.Event(), threading.Event()
    disk = Disk()

    def slow(edits: Edits) -> None:
        writing.set()
        assert may_end.wait(10)
        disk(edits)

    opened = session("ada", keeper=slow)
    opened.apply(Edit("ada", note="one"))
    thread = threading.Thread(target=opened.flush)
    thread.start()
    assert writing.wait(10)
    assert unsaved(opened)
    opened.apply(Edit("ada", note="two"))
    may_end.set()
    thread.join(10)
    assert disk.holds["ada"].note == "one"
    assert unsaved(opened)
    opened.flush()
    assert disk.holds["ada"].note == "two"
    assert not unsaved(opened)


def test_a_failed_write_does_not_bring_back_what_was_changed_meanwhile() -> None:
    disk = Disk()
    opened: Session

    def fails_late(edits: Edits) -> None:
        if disk.fails:
            opened.apply(Edit("ada", note="newer"))
            raise OSError("unplugged")
        disk(edits)

    opened = session("ada", keeper=fails_late)
    opened.apply(Edit("ada", note="older"))
    disk.fails = True
    with pytest.raises(OSError, match="unplugged"):
        opened.flush()
    disk.fails = False
    opened.flush()
    assert disk.holds["ada"].note == "newer"


def test_without_a_keeper_everything_counts_as_saved_once_flushed() -> None:
    opened = session("ada")
    opened.apply(Record(["ada"], Kind.KEPT))
    opened.flush()
    assert not unsaved(opened)


def test_looking_again_shows_the_moment_and_changes_no_book() -> None:
    clock = Clock()
    opened = session("ada", clock=clock)
    book = opened.snapshot.book
    clock.now = NOW + timedelta(days=365)
    assert opened.look().standings["ada"].state is State.EXPIRED
    assert opened.snapshot.book is book


def test_a_clock_set_back_loses_nothing_and_keeps_the_order_of_events() -> None:
    clock = Clock()
    opened = session("ada", clock=clock)
    opened.apply(Record(["ada"], Kind.KEPT))
    clock.now = NOW - timedelta(hours=1)
    opened.apply(Record(["ada"], Kind.PRIORITY, "low"))
    assert [event.kind for event in opened.snapshot.book["ada"].events] == ["kept", "priority"]
    opened.undo()
    clock.now = NOW
    assert opened.look().standings["ada"].kept


def test_a_draft_that_is_kept_while_it_is_typed_is_one_step() -> None:
    disk = Disk()
    opened = session("ada", "mei", keeper=disk)
    before = opened.snapshot.book
    for text in ("H", "Hi", "Hi Ada"):
        opened.apply(Draft("ada", text))
        opened.flush()
    assert disk.holds["ada"].events[-1].value == "Hi Ada"
    opened.apply(Draft("mei", "Hi"))
    opened.apply(Draft("ada", "Hi Ada!"))
    for says in ("Ada: draft kept", "Mei: draft kept", "Ada: draft kept"):
        change = opened.undo()
        assert change is not None
        assert change.says == says
    assert opened.snapshot.book == before
    assert opened.undo() is None
    opened.redo()
    opened.flush()
    assert disk.holds["ada"].events[-1].value == "Hi Ada"


def test_what_was_foreseen_is_done_as_it_would_have_been() -> None:
    clock = Clock()
    opened, plainly = session("ada", "mei", clock=clock), session("ada", "mei", clock=clock)
    step = Replace({"noor": sent("2026-11-02", to="noor")}, "an import")
    foreseen = opened.foreseen(step)
    clock.now += timedelta(days=20)  # meanwhile the hour may change what stands
    assert opened.apply(foreseen) == plainly.apply(step)
    assert opened.snapshot.standings == plainly.snapshot.standings
    assert opened.snapshot.book == plainly.snapshot.book
    assert opened.undo()
    assert "noor" not in opened.snapshot.book


def test_what_was_foreseen_of_another_book_is_done_anew() -> None:
    opened = session("ada")
    foreseen = opened.foreseen(Replace({"noor": sent("2026-11-02", to="noor")}, "an import"))
    opened.apply(Record(["ada"], Kind.WITHDRAWN))
    opened.apply(foreseen)
    assert opened.snapshot.counts[State.COOLING] == 1
    assert set(opened.snapshot.book.by_uid) == {"ada", "noor"}
