"""Whatever is done, undone and saved, or not saved: no step is lost, and each can be taken back."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from invitetui import session as module
from invitetui.domain.actions import Action, Edit, Record, Replace, toggle_kept
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.session import Session
from tests.keepers import Keeping
from tests.property.books import START, books, invitations

STEPS = 6
"""A machine takes some fifty steps: too few to reach a hundred."""


class Sitting(RuleBasedStateMachine):
    """A session beside its model: the list of all books so far, and a disk."""

    def __init__(self) -> None:
        super().__init__()
        self.hundred, module.STEPS = module.STEPS, STEPS

    def teardown(self) -> None:
        module.STEPS = self.hundred

    @initialize(book=books)
    def open(self, book: Book) -> None:
        self.now = START + timedelta(days=45)
        self.disk: dict[str, Invitation] = dict(book.by_uid)
        self.disk_fails = False
        self.past: list[Book] = []
        self.book = book
        self.future: list[Book] = []
        keeper = Keeping(self.keep)
        self.session = Session(book, clock=lambda: self.now, zone=UTC, rules=Rules(), keeper=keeper)

    def keep(self, edits: Edits) -> None:
        if self.disk_fails:
            raise OSError("no space left")
        for uid, invitation in edits.items():
            if invitation is None:
                self.disk.pop(uid, None)
            else:
                self.disk[uid] = invitation

    def do(self, action: Action) -> None:
        """Apply it, and have the model say what the book has to be then."""
        expected = action.change(Snapshot(self.book, self.now, Rules(), UTC))
        change = self.session.apply(action)
        assert change == expected
        if change:
            self.past = [*self.past, self.book][-STEPS:]
            self.book, self.future = self.book.replacing(change.after), []

    def some(self, data: st.DataObject) -> list[str]:
        return data.draw(st.lists(st.sampled_from(sorted(self.book.by_uid)), min_size=1, max_size=4))

    @precondition(lambda self: len(self.book) > 0)
    @rule(
        data=st.data(),
        kind=st.sampled_from(Kind),
        value=st.sampled_from((None, "high", "low", "z", "f")),
        days=st.none() | st.integers(-40, 10),
    )
    def record(self, data: st.DataObject, kind: Kind, value: str | None, days: int | None) -> None:
        at = None if days is None else self.now + timedelta(days=days)
        until = self.now + timedelta(days=3) if kind is Kind.SNOOZED else None
        self.do(Record(self.some(data), kind, value, until=until, at=at))

    @precondition(lambda self: len(self.book) > 0)
    @rule(data=st.data())
    def toggle(self, data: st.DataObject) -> None:
        self.do(toggle_kept(self.session.look(), self.some(data)))

    @precondition(lambda self: len(self.book) > 0)
    @rule(
        data=st.data(),
        name=st.sampled_from((None, "", "Ada King", "Mei")),
        note=st.sampled_from((None, "", "Hi")),
    )
    def edit(self, data: st.DataObject, name: str | None, note: str | None) -> None:
        self.do(Edit(self.some(data)[0], name=name, note=note))

    @rule(found=st.lists(invitations(), max_size=4))
    def take_over(self, found: list[Invitation]) -> None:
        self.do(Replace({invitation.uid: invitation for invitation in found}, "imported"))

    @rule()
    def undo(self) -> None:
        change = self.session.undo()
        assert (change is None) == (not self.past)
        if self.past:
            self.future.append(self.book)
            self.book = self.past.pop()

    @rule()
    def redo(self) -> None:
        change = self.session.redo()
        assert (change is None) == (not self.future)
        if self.future:
            self.past.append(self.book)
            self.book = self.future.pop()

    @rule(fails=st.booleans())
    def flush(self, fails: bool) -> None:
        self.disk_fails = fails
        unsaved, before = not self.session.saved, dict(self.disk)
        try:
            self.session.flush()
        except OSError:
            assert fails
            assert not self.session.saved
            assert self.disk == before
        else:
            assert self.session.saved
            assert self.disk == self.book.by_uid
            assert not (fails and unsaved)

    @rule(hours=st.sampled_from((-30, -1, 1, 24, 24 * 14, 24 * 21)))
    def time_goes_on_or_back(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.session.look()

    @invariant()
    def memory_holds_every_step(self) -> None:
        assert self.session.snapshot.book == self.book

    @invariant()
    def what_is_on_the_disk_and_what_is_unsaved_are_the_book(self) -> None:
        kept: dict[str, Invitation | None] = {**self.disk, **self.session._unsaved}
        assert {uid: known for uid, known in kept.items() if known is not None} == self.book.by_uid
        assert self.session.saved == (not self.session._unsaved)

    @invariant()
    def the_snapshot_is_that_of_this_book_at_this_moment(self) -> None:
        afresh = Snapshot(self.book, self.session.snapshot.now, Rules(), UTC)
        assert self.session.snapshot.standings == afresh.standings
        assert self.session.snapshot.plan == afresh.plan


TestSitting = Sitting.TestCase
TestSitting.settings = settings(max_examples=60, stateful_step_count=40)
