"""Stock TinyDB doing what we do: the control of every test of what faults do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Invitation


def save(db: TinyDB, edits: Edits) -> None:
    """Save as `BookFile.save` does, by one call of TinyDB for each edit; `u7` is document 7."""
    table = db.table("invites")
    for uid, invitation in edits.items():
        number = int(uid[1:])
        if invitation is None:
            table.remove(doc_ids=[number])
        else:
            table.upsert(Document(msgspec.to_builtins(invitation), number))


def book_in(data: bytes) -> Book:
    """Return the book in a file, as stock TinyDB understands it.

    Raises:
        ValueError: it can't be read.
    """
    return book_of(json.loads(data))


def book_of(tables: dict[str, dict[str, Any]]) -> Book:
    return Book.of(msgspec.convert(document, Invitation) for document in tables.get("invites", {}).values())


def written_by_stock(path: Path, book: Book) -> None:
    """Write the book as stock TinyDB lays it out."""
    documents = {each.uid[1:]: msgspec.to_builtins(each) for each in book}
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "invites": documents}))
