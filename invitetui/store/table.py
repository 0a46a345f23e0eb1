"""The table of invitations: a TinyDB table that reads and writes them as `Invitation`s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from invitetui.collector import collector_paused
from invitetui.domain.invitation import Invitation
from invitetui.store import layout
from invitetui.store.documents import problems_in, read_invitation, write_invitation
from invitetui.store.errors import Damaged
from invitetui.store.layout import INVITES, META
from invitetui.store.schema import SCHEMA, SCHEMA_DOCUMENT
from invitetui.store.storage import BookStorage, Patch


class InvitationTable(Table):
    """A TinyDB table with a short way in and out for `Invitation`s."""

    @property
    def storage(self) -> BookStorage:  # type: ignore[override]  # a `Storage` by what it does
        """The storage, which holds each document encoded."""
        return cast("BookStorage", self._storage)

    def invitations(self) -> dict[str, Invitation]:
        """Return every invitation by document id, in the file's order.

        Raises:
            Damaged: a document is no invitation, or two have the same uid.
        """
        documents = self.storage.tables.get(self.name, {})
        try:
            with collector_paused():
                found = {key: read_invitation(document) for key, document in documents.items()}
        except ValueError:
            found = {}
        if len({invitation.uid for invitation in found.values()}) < len(documents):
            raise Damaged(self.storage.target, list(problems_in(documents)))
        return found

    def put(self, invitations: Mapping[str, Invitation | None], beside: Patch | None = None) -> None:
        """Save these by document id, and other tables' documents in the same save; None takes one out.

        Raises as `BookStorage.patch`.
        """
        tables = self.storage.tables
        stored = tables.get(self.name, {})
        encoded = {
            key: None if invitation is None else write_invitation(invitation, stored.get(key))
            for key, invitation in invitations.items()
        }
        no_schema_yet = SCHEMA_DOCUMENT not in tables.get(META, {})
        meta = {META: {SCHEMA_DOCUMENT: layout.encode({"schema": SCHEMA})}} if no_schema_yet else {}
        self.clear_cache()
        self._next_id = None
        self.storage.patch({**meta, self.name: encoded, **(beside or {})})


class InvitationDB(TinyDB):
    """A TinyDB whose tables are `InvitationTable`s."""

    table_class = InvitationTable

    @property
    def invites(self) -> InvitationTable:
        """The table of invitations."""
        return cast("InvitationTable", self.table(INVITES))


Storage.register(BookStorage)  # one by what it does, so that reading alone need not load TinyDB
