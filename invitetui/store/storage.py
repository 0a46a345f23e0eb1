"""The TinyDB storage: serves the whole TinyDB API, and underneath patches single documents."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from invitetui.collector import collector_paused
from invitetui.store import files, layout, lines
from invitetui.store.errors import ChangedOutside, Damaged, ReadOnly, StoreError
from invitetui.store.layout import Documents, Malformed, Pieces, Tables

Patch = Mapping[str, Mapping[str, bytes | None]]
"""By table and document id: the encoded document to put there, or None to take it out."""


class BookStorage:
    """One TinyDB file, held in memory as encoded documents and replaced whole at each save.

    A save that fails leaves memory as it was, so it can be tried again.
    """

    def __init__(self, path: str | Path, *, writing: bool = True) -> None:
        self.target = Path(os.path.realpath(path))
        """The file itself, where `path` is a link to it: the link stays when the file is replaced."""
        self._writing = writing
        self._tables: Tables | None = None
        self._beside: Tables | None = None
        """All tables but that of the invitations, where those were read, but not as documents yet."""
        self._pieces: Pieces = {}
        """What the last save rendered: most of it will do for the next."""
        self._seen = files.fingerprint(self.target)

    @property
    def tables(self) -> Tables:
        """The encoded documents by table and id, read when first asked for. Not to be changed.

        Raises:
            Damaged, NotAFile, Unreadable, ChangedOutside: see each.
        """
        if self._tables is None and self._beside is None:
            return self._read_file()
        if self._tables is None:
            tables, seen = self._read()
            if seen != self._seen:
                raise ChangedOutside(self.target)
            self._tables, self._beside = tables, None
        return self._tables

    def documents(self, table: str) -> Documents:
        """Return the documents of a table, not to be changed; raises as `tables`."""
        tables = self.tables if self._beside is None else self._beside
        return tables.get(table, {})

    @property
    def is_unread(self) -> bool:
        """Whether what the file holds now is not in memory."""
        return self._tables is None or self.changed_outside()

    def was_read(self, seen: files.Fingerprint | None, beside: Tables) -> None:
        """Take it that the invitations were read otherwise; what is written again is that very content.

        Args:
            seen: the fingerprint of what was read.
            beside: all tables but that of the invitations and the schema's.
        """
        self._tables, self._beside, self._seen = None, beside, seen
        self._pieces.clear()

    def refresh(self) -> None:
        """Read the file again if it is not what was last read or written; raises as `tables`."""
        if self.is_unread:
            self._read_file()

    def changed_outside(self) -> bool:
        """Whether another program changed, replaced or removed the file since, be that by what is no file."""
        try:
            return files.fingerprint(self.target) != self._seen
        except StoreError:
            return True

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return all documents, decoded; None where there is no file yet."""
        tables = self.tables
        if not tables:
            return None
        return {
            name: {key: layout.decode(document) for key, document in documents.items()}
            for name, documents in tables.items()
        }

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Save these decoded documents in the place of all; those that say the same keep their bytes."""
        before = self.tables
        after: Tables = {}
        for name, documents in data.items():
            stored = before.get(name, {})
            kept = after[name] = {}
            for doc_id, document in documents.items():
                key, encoded = str(doc_id), layout.encode(document)
                known = stored.get(key)
                same = known is not None and layout.encode(layout.decode(known)) == encoded
                kept[key] = known if known is not None and same else msgspec.Raw(encoded)
        self._save(after)

    def patch(self, patch: Patch) -> None:
        """Save these documents and leave all others byte for byte; durable when it returns.

        Raises:
            NotSaved, ChangedOutside, ReadOnly: nothing was saved, and memory is as it was.
            Unconfirmed: saved, but perhaps not for good.
        """
        after = dict(self.tables)
        for name, documents in patch.items():
            table = after[name] = dict(after.get(name, {}))
            for key, document in documents.items():
                if document is None:
                    table.pop(key, None)
                else:
                    table[key] = msgspec.Raw(document)
        self._save(after)

    def replace_all(self, tables: Tables) -> None:
        """Save these tables in the place of whatever was last seen there, damaged or not; as `patch`."""
        self._save(tables)

    def close(self) -> None:
        """Write no more: what guarded the file is let go."""
        self._writing = False

    def _save(self, tables: Tables) -> None:
        if not self._writing:
            raise ReadOnly(self.target)
        self._seen = files.replace(self.target, layout.render(tables, self._pieces), self._seen)
        self._tables, self._beside = tables, None
        files.confirm(self.target)

    def _read_file(self) -> Tables:
        self._tables = self._beside = None
        self._pieces.clear()
        self._seen = files.fingerprint(self.target)
        self._tables, self._seen = self._read()
        return self._tables

    def _read(self) -> tuple[Tables, files.Fingerprint | None]:
        with collector_paused():
            if read := lines.tables(self.target):
                return read
            data, seen = files.read(self.target) or (b"{}\n", None)
            try:
                return layout.parse(data), seen
            except Malformed as error:
                raise Damaged(self.target, error.problems) from None
