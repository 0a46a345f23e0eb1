"""The person's file, as the rest of invitetui sees it: a book to load and edits to save."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from invitetui.domain.actions import Step, Steps
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation
from invitetui.domain.journal import Journal
from invitetui.store import files, history, layout, schema
from invitetui.store.documents import problems_in, read_invitation
from invitetui.store.errors import Damaged, Newer, StoreError, Unconfirmed
from invitetui.store.history import HISTORY
from invitetui.store.journal import JOURNAL, encoded, read_journal
from invitetui.store.layout import INVITES, Malformed, Tables
from invitetui.store.lines import starts_as_ours
from invitetui.store.lock import Hold, hold, named
from invitetui.store.reading import newest, read
from invitetui.store.storage import BookStorage

if TYPE_CHECKING:
    from invitetui.store.backups import Backup
    from invitetui.store.table import InvitationTable


class BookFile:
    """The person's file. Open it with `BookFile.open`, and close it, or use it in a `with`.

    `load`, `save` and `back_up` may be called from any thread; they wait for one another.
    """

    def __init__(self, path: Path, storage: BookStorage, held: Hold | None) -> None:
        self.path = path
        """The path it was opened by, perhaps a link."""
        self._storage = storage
        self._held = held
        self._one_at_a_time = Lock()
        self._uids: Collection[str] | None = None
        """The invitations in the file's order; None until it was loaded."""
        self._ids_read: Iterable[str] = ()
        """Their document ids, in the same order."""
        self._known_ids: dict[str, str] | None = None

    @classmethod
    def open(cls, path: Path, *, writing: bool) -> BookFile:
        """Open the file; a missing one is a new, empty book, and nothing is made until the first save.

        Args:
            path: the file, or a link to it.
            writing: whether it will be changed. That takes the file's lock until `close`.

        Raises:
            NotAFile: a folder, a pipe or a device.
            Unreadable: the system would not let it be read.
            Locked, Newer, ReadOnly: it can't be changed now, but may be opened for reading.

        A damaged file opens, for a backup may have to be put in its place; `load` says what is wrong.
        """
        storage = BookStorage(path, writing=writing)
        if not writing:
            return cls(path, storage, None)
        files.require_writable(storage.target)
        held = hold(storage.target)
        file = cls(path, storage, held)
        try:
            files.remove_leftovers(storage.target)
            if not starts_as_ours(storage.target):
                storage.refresh()
                _refuse_newer(storage.target, storage.tables)
        except Damaged:
            pass
        except BaseException:
            held.release()
            raise
        return file

    def get_ready(self) -> None:
        """Load what saving needs and reading does not, while all that was installed is surely there."""
        with self._one_at_a_time:
            _ = self._invites

    @cached_property
    def _invites(self) -> InvitationTable:
        """The table in TinyDB's own terms: nobody asks who only reads a file of our own."""
        from invitetui.store.table import InvitationDB  # noqa: PLC0415

        return InvitationDB(storage=lambda: self._storage).invites

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and of its lock. Harmless when called again."""
        with self._one_at_a_time:
            self._storage.close()
            if self._held:
                self._held.release()

    @property
    def exists(self) -> bool:
        """Whether there is a file yet."""
        return files.fingerprint(self._storage.target) is not None

    @property
    def is_missing(self) -> bool:
        """Whether nothing at all stands where the file should be."""
        return not os.path.lexists(self._storage.target)

    @property
    def in_use(self) -> bool:
        """Whether another process has named itself as the one that writes to it: one look at a small file."""
        return self._held is None and named(self._storage.target)

    @property
    def changed_outside(self) -> bool:
        """Whether another program changed, replaced or removed the file since it was loaded or saved."""
        return self._storage.changed_outside()

    def newest(self, count: int) -> list[Invitation]:
        """Return the newest invitations of a large file, `count` of them or fewer, before the file is loaded.

        There are none where it is not large, or was written by another program. They are to be looked at, not
        changed, until `load` says that the file is whole.
        """
        return newest(self._storage.target, count)

    def load(self) -> Book:
        """Return the book; the file is read again if another program changed it.

        Raises:
            Damaged: it is not a whole book; the file is left as it is.
            Newer: another program has made it newer since it was opened for writing.
            NotAFile, Unreadable, ChangedOutside: it could not be read.
        """
        with self._one_at_a_time:
            return self._load()

    def _load(self) -> Book:
        if self._storage.is_unread and (found := read(self._storage.target)):
            self._storage.was_read(found.seen, found.beside)
            self._uids, self._ids_read, self._known_ids = tuple(found.invitations), found.ids, None
            return Book(found.invitations, read_journal(found.beside.get(JOURNAL, {})))
        self._storage.refresh()
        if self._held:
            _refuse_newer(self._storage.target, self._storage.tables)
            self._migrate()
        self._invites.clear_cache()
        invitations = self._invites.invitations()
        self._known_ids = {invitation.uid: key for key, invitation in invitations.items()}
        self._uids = self._known_ids
        journal = read_journal(self._storage.tables.get(JOURNAL, {}))
        return Book({invitation.uid: invitation for invitation in invitations.values()}, journal)

    def _ids(self) -> dict[str, str]:
        """Return the document id of each invitation, by uid: nobody asks before the first save."""
        if self._uids is None:
            self._load()
        if self._known_ids is None:
            self._known_ids = dict(zip(self._uids or (), self._ids_read, strict=True))
            self._uids, self._ids_read = self._known_ids, ()
        return self._known_ids

    def _migrate(self) -> None:
        """Bring a file of an older schema to this one, in one save, once a copy of it is kept."""
        tables = self._storage.tables
        if not tables or schema.schema_of(tables) == schema.SCHEMA:
            return
        last_changed = self._storage.target.stat().st_mtime
        self._back_up("migrate", datetime.fromtimestamp(last_changed, UTC))
        self._storage.replace_all(schema.migrated(tables, schema.MIGRATIONS, schema.SCHEMA))

    @property
    def steps(self) -> list[int]:
        """The numbers of the steps that can be taken back, oldest first."""
        return history.numbers(self._storage.documents(HISTORY))

    def step(self, number: int) -> Step | None:
        """Return a step that can be taken back; None where it can't be read."""
        document = self._storage.documents(HISTORY).get(str(number))
        return None if document is None else history.read_step(document)

    def save(self, edits: Edits, steps: Steps | None = None, journal: Journal | None = None) -> None:
        """Save what changed; durable when it returns.

        Args:
            edits: by uid, what each invitation is now; None takes one out.
            steps: the steps to keep or to forget, in the same save.
            journal: the whole journal as it is now; None leaves it as it is.

        Raises:
            NotSaved: the old file is whole; the same edits may be saved again.
            ChangedOutside: another program changed the file; nothing was overwritten.
            ReadOnly: the file was opened for reading.
            Unconfirmed: saved, but perhaps not for good: as saved as this disk can tell.
            Damaged, Unreadable: it had not been loaded, and can't be.
        """
        with self._one_at_a_time:
            ids = self._ids()
            new: dict[str, str] = {}
            changes: dict[str, Invitation | None] = {}
            first = 0
            for uid, invitation in edits.items():
                key = ids.get(uid)
                if key is None and invitation is not None:
                    first = first or max(map(int, ids.values()), default=0) + 1
                    key = new[uid] = str(first + len(new))
                if key is not None:
                    changes[key] = invitation
            beside = {HISTORY: history.encoded(steps)} if steps else {}
            if journal is not None and (noted := self._noted(journal)):
                beside[JOURNAL] = noted
            if not changes and not beside:
                return
            unconfirmed: Unconfirmed | None = None
            try:
                self._invites.put(changes, beside)
            except Unconfirmed as error:
                unconfirmed = error
            ids.update(new)
            for uid, invitation in edits.items():
                if invitation is None:
                    ids.pop(uid, None)
            if unconfirmed:
                raise unconfirmed

    def _noted(self, journal: Journal) -> dict[str, bytes | None]:
        return encoded(journal, self._storage.tables.get(JOURNAL, {}))

    def replace_with(self, data: bytes) -> None:
        """Put a backup's content in the place of the whole file, be that damaged or not.

        The file as it is should have been backed up before. Load the book again after it.

        Raises:
            Damaged, Newer: `data` is not a book that this invitetui can write; nothing was changed.
            NotSaved, ChangedOutside, ReadOnly, Unconfirmed: as `save`.
        """
        target = self._storage.target
        try:
            tables = layout.parse(data)
        except Malformed as error:
            raise Damaged(target, error.problems) from None
        if problems := list(problems_in(tables.get(INVITES, {}))):
            raise Damaged(target, problems)
        _refuse_newer(target, tables)
        with self._one_at_a_time:
            self._uids = self._known_ids = None
            self._storage.replace_all(tables)

    def oddities(self) -> tuple[str, ...]:
        """Return what the person should know of the file: no locks, second names, conflicted copies."""
        from invitetui.store.beside import oddities  # noqa: PLC0415

        warning = self._held.warning if self._held else None
        return (*([warning] if warning else ()), *oddities(self._storage.target))

    def rescue(self, book: Book) -> Path:
        """Save `book` beside the file, which is gone, and return where.

        Raises:
            StoreError: that can't be written either.
        """
        target = self._storage.target
        copy = files.free_name_beside(target, "recovered")
        with BookFile.open(copy, writing=True) as file:
            file.save(dict(book.by_uid), journal=book.journal)
        return copy

    def back_up(self, reason: str, now: datetime) -> None:
        """Keep a compressed copy of the file as it is; see `backups.back_up`."""
        with self._one_at_a_time:
            self._back_up(reason, now)

    def _back_up(self, reason: str, now: datetime) -> None:
        from invitetui.store.backups import back_up  # noqa: PLC0415  # gzip is not for the first frame

        known = len(self._uids) if self._uids is not None and not self.changed_outside else None
        back_up(self.path, reason, now, known)

    def backups(self) -> list[Backup]:
        """Return the backups of the file, newest first; see `backups.backups`."""
        from invitetui.store.backups import backups  # noqa: PLC0415

        return backups(self.path)

    def book_in(self, backup: str) -> Book:
        """Return the book in the backup of that name; raises as `backups.read_backup`."""
        from invitetui.store.backups import read_backup  # noqa: PLC0415

        tables = layout.parse(read_backup(self.path, backup))
        documents = tables.get(INVITES, {}).values()
        return Book.of(map(read_invitation, documents), read_journal(tables.get(JOURNAL, {})))

    def check(self) -> list[str]:
        """Return what is wrong with the file as it is on the disk, a plain line each; none if it is whole."""
        target = self._storage.target
        try:
            found = files.read(target)
            tables = layout.parse(found[0]) if found else {}
        except StoreError as error:
            return [str(error)]
        except Malformed as error:
            return list(error.problems)
        wrong = list(problems_in(tables.get(INVITES, {})))
        try:
            _refuse_newer(target, tables)
        except Damaged as error:
            wrong += error.problems
        except Newer as error:
            wrong.append(str(error))
        return wrong


def _refuse_newer(target: Path, tables: Tables) -> None:
    try:
        found = schema.schema_of(tables)
    except ValueError as error:
        raise Damaged(target, [str(error)]) from None
    if found > schema.SCHEMA:
        raise Newer(target, found)
