"""Whatever happens to a session and its file: the disk holds what was acknowledged, and memory agrees."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import TinyDB, where

from invitetui.domain.actions import Replace
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.session import Session
from invitetui.store import files
from invitetui.store.book_file import BookFile
from invitetui.store.errors import ChangedOutside, StoreError
from tests.property.books import START, invitations, uids
from tests.store import stock
from tests.store.seam import Call, around_each_call, counted

NOW = START + timedelta(days=45)


class Crashed(BaseException):
    """The process is gone: nothing that it would still have done is done."""


class Kept(NamedTuple):
    """What outlasts a restart: the book, and the books that undo leads back to, oldest first."""

    book: Book
    past: tuple[Book, ...]


class Storing(RuleBasedStateMachine):
    """A session and its file beside what they have to be."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="invitetui-machine-")
        self.environment = os.environ.get("INVITETUI_STATE")
        os.environ["INVITETUI_STATE"] = str(Path(self.folder.name, "state"))
        self.path = Path(self.folder.name, "data", "invites.json")
        self.acknowledged = Kept(Book({}), ())
        self.strangers = 0
        self.open()

    def teardown(self) -> None:
        self.file.close()
        self.folder.cleanup()
        if self.environment is None:
            del os.environ["INVITETUI_STATE"]
        else:
            os.environ["INVITETUI_STATE"] = self.environment

    def open(self) -> None:
        """Start afresh from what was acknowledged."""
        self.file = BookFile.open(self.path, writing=True)
        self.session = Session(self.file.load(), clock=lambda: NOW, zone=UTC, keeper=self.file)
        self.book, self.past = self.acknowledged
        self.future: tuple[Book, ...] = ()

    def do(self, edits: Edits) -> None:
        if self.session.apply(Replace(edits, "a step")):
            self.past, self.future = (*self.past, self.book), ()
            self.book = self.book.replacing(edits)

    def flush(self) -> str | None:
        """Save; where it is only thought that another program was there, go on from what it left."""
        try:
            warning = self.session.flush()
        except ChangedOutside:
            self.take_in()
            warning = self.session.flush()
        self.acknowledged = Kept(self.book, self.past)
        return warning

    def take_in(self) -> tuple[str, ...]:
        """Go on from what another program left."""
        theirs = self.file.load()
        clashes = self.session.take_in(theirs)
        self.book, self.future = self.session.snapshot.book, ()
        self.past = () if self.session.saved else (theirs,)
        self.acknowledged = Kept(theirs, ())
        return clashes

    @rule(new=invitations())
    def put(self, new: Invitation) -> None:
        self.do({new.uid: new})

    @precondition(lambda self: len(self.book) > 0)
    @rule(data=st.data(), days=st.integers(0, 9))
    def edit(self, data: st.DataObject, days: int) -> None:
        before = self.book[data.draw(st.sampled_from(sorted(self.book.by_uid)))]
        self.do({before.uid: before.recording(Event(Kind.KEPT, NOW + timedelta(days=days)))})

    @rule(found=st.lists(invitations(), max_size=8, unique_by=lambda one: one.uid))
    def import_many(self, found: list[Invitation]) -> None:
        self.do({one.uid: one for one in found})

    @precondition(lambda self: len(self.past) > 0)
    @rule()
    def undo(self) -> None:
        assert self.session.undo()
        *before, book = self.past
        self.past, self.book, self.future = tuple(before), book, (*self.future, self.book)

    @precondition(lambda self: len(self.future) > 0)
    @rule()
    def redo(self) -> None:
        assert self.session.redo()
        *before, book = self.future
        self.past, self.book, self.future = (*self.past, self.book), book, tuple(before)

    @rule()
    def save(self) -> None:
        assert self.flush() is None
        assert self.session.saved

    @rule(at=st.integers(1, 24), code=st.sampled_from((errno.ENOSPC, errno.EIO, errno.EACCES)))
    def save_where_a_call_fails(self, at: int, code: int) -> None:
        before = self.content()

        def fails(_name: str, _call: Call, _args: tuple[Any, ...]) -> None:
            raise OSError(code, os.strerror(code))

        try:
            with counted(at, fails) as made:
                self.flush()
        except StoreError:
            assert not self.session.saved
            assert self.content() == before
            assert self.file.load() == self.acknowledged.book
        if made[at - 1 : at] == ["unlink"]:  # what could not be taken away goes at the next start
            files.remove_leftovers(self.path)

    @rule(at=st.integers(1, 24))
    def crash_in_a_save(self, at: int) -> None:
        in_flight = Kept(self.book, self.past)
        left = at

        def around(_name: str, call: Call, args: tuple[Any, ...]) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                raise Crashed
            return call(*args)

        with suppress(Crashed), around_each_call(around):
            self.flush()
        self.file.close()
        with BookFile.open(self.path, writing=False) as file:
            book = file.load()
        assert book in (self.acknowledged.book, in_flight.book)
        if book == in_flight.book != self.acknowledged.book:
            self.acknowledged = in_flight
        elif book == in_flight.book:  # which of the two it is cannot be told from the book
            self.acknowledged = Kept(book, ())
        self.open()

    @rule()
    def leave_without_saving(self) -> None:
        self.file.close()
        self.open()

    @precondition(lambda self: len(self.acknowledged.book) > 0)
    @rule(uid=uids, what=st.sampled_from(("change", "remove", "add")), late=st.booleans())
    def edit_from_outside(self, uid: str, what: str, late: bool) -> None:
        unsaved = not self.session.saved
        mine, base = self.book, self.acknowledged.book
        with TinyDB(self.path) as db:
            table = db.table("invites")
            if what == "change":
                table.update({"name": "theirs"}, where("uid") == uid)
            elif what == "remove":
                table.remove(where("uid") == uid)
            else:
                self.strangers += 1
                table.insert({**table.all()[0], "uid": f"theirs {self.strangers}"})
        theirs = self.content()
        if late and unsaved:
            with pytest.raises(ChangedOutside):
                self.session.flush()
        assert self.content() == theirs
        clashes = self.take_in()
        assert all(self.book[clash].events[-1].kind == Kind.DIFFERED for clash in clashes)
        for other in {*mine.by_uid, *base.by_uid, *self.acknowledged.book.by_uid} - set(clashes):
            began, ours, there = base.get(other), mine.get(other), self.acknowledged.book.get(other)
            if began in (ours, there):
                assert self.book.get(other) == (there if ours == began else ours)

    def content(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None

    @invariant()
    def memory_is_what_was_done(self) -> None:
        assert self.session.snapshot.book == self.book

    @invariant()
    def what_was_acknowledged_is_on_the_disk_and_nothing_else(self) -> None:
        with BookFile.open(self.path, writing=False) as file:
            assert file.check() == []
            assert file.load() == self.acknowledged.book
        if self.path.parent.exists():
            assert [each.name for each in self.path.parent.iterdir()] in ([self.path.name], [])

    @invariant()
    def stock_tinydb_agrees(self) -> None:
        assert stock.book_in(self.content() or b"{}") == self.acknowledged.book


TestStoring = Storing.TestCase
TestStoring.settings = settings(max_examples=200, stateful_step_count=30)
