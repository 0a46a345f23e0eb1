"""Saving what can be read of a damaged file, into a copy; the file itself is never touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from invitetui.domain.invitation import Invitation
from invitetui.store import files, layout
from invitetui.store.documents import problems_in, read_invitation
from invitetui.store.layout import INVITES, META, Documents, Malformed, Tables
from invitetui.store.schema import SCHEMA, schema_of

_OBJECT = re.compile(r'"(?:[^"\\]|\\.)*"\s*:\s*(?=\{)')
"""A key whose value is an object: a table, or a document."""


class Repair(msgspec.Struct, frozen=True):
    """What a repair keeps and what it does."""

    data: bytes
    """A whole file."""
    invitations: int
    """How many it holds."""
    said: tuple[str, ...]
    """What was wrong, and what became of it, in plain lines; none where the file was whole."""


def repaired(data: bytes) -> Repair:
    """Return a whole file with every invitation that can be read in `data`.

    Of two with the same uid the one of which more is recorded is kept. Tables that invitetui does not
    know are kept where the file can be read as a whole, and said to be left out where it can't.
    """
    try:
        tables = layout.parse(data)
        said = [*_without_wrong_schema(tables), *problems_in(tables.get(INVITES, {}))]
        found = [(document, _read(document)) for document in tables.get(INVITES, {}).values()]
        if not said:
            return Repair(b"".join(layout.render(tables)), len(found), ())
    except Malformed as error:
        tables = {}
        said = [*error.problems, "only invitations are kept, with new document ids"]
        found = [(document, _read(document)) for document in _documents_in(data.decode(errors="replace"))]

    best: dict[str, tuple[msgspec.Raw, Invitation]] = {}
    for document, invitation in found:
        if invitation is None:
            continue
        known = best.get(invitation.uid)
        if known is None or len(known[1].events) < len(invitation.events):
            best[invitation.uid] = (document, invitation)
    kept: Documents = {str(number): document for number, (document, _) in enumerate(best.values(), start=1)}
    schema = {"1": msgspec.Raw(layout.encode({"schema": SCHEMA}))}
    whole: Tables = {**tables, META: {**schema, **tables.get(META, {})}, INVITES: kept}
    said.append(f"{len(kept)} whole invitations can be read")
    return Repair(b"".join(layout.render(whole)), len(kept), tuple(said))


def repair_into(path: Path, copy: Path) -> Repair:
    """Write what can be read of the file at `path` into the new file `copy`, and return what was done.

    Raises:
        Unreadable, NotAFile: the file could not be read.
        ChangedOutside: there is a file at `copy` already.
        NotSaved, Unconfirmed: the copy could not be written.
    """
    found = files.read(path)
    repair = repaired(found[0] if found else b"{}")
    files.replace(copy, [repair.data], None)
    files.confirm(copy)
    return repair


def _without_wrong_schema(tables: Tables) -> list[str]:
    """Take a schema that is none out of `tables`, and return what was wrong with it."""
    try:
        schema_of(tables)
    except ValueError as error:
        del tables[META]["1"]
        return [str(error)]
    return []


def _documents_in(text: str) -> Iterator[msgspec.Raw]:
    """Yield each object in `text` that is a whole invitation, whatever stands around it."""
    decoder = json.JSONDecoder()
    at = 0
    while match := _OBJECT.search(text, at):
        at = match.end()
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "uid" in value:
            document = msgspec.Raw(layout.encode(value))
            if _read(document):
                at = end
                yield document


def _read(document: msgspec.Raw) -> Invitation | None:
    try:
        return read_invitation(document)
    except ValueError:
        return None
