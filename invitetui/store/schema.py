"""The version of the file's form, and the way from each older one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from invitetui.store import layout
from invitetui.store.layout import META, Tables

SCHEMA = 1
"""The version that this invitetui writes, stored as document 1 of the table `meta`."""

SCHEMA_DOCUMENT = "1"

Migration = Callable[[Tables], Tables]
"""Returns the tables in the next schema; it leaves those it is given as they are."""

MIGRATIONS: Mapping[int, Migration] = {}
"""By schema, the step to the one after it. The first schema has none before it."""


def schema_of(tables: Tables) -> int:
    """Return the version of the form that a file is in; the first where it does not say.

    Raises:
        ValueError: what it says is no version.
    """
    document = tables.get(META, {}).get(SCHEMA_DOCUMENT)
    if document is None:
        return 1
    said = layout.decode(document)
    schema = said.get("schema", 1) if isinstance(said, dict) else None
    if type(schema) is not int or schema < 1:
        raise ValueError('document 1 of "meta" names no schema')
    return schema


def migrated(tables: Tables, migrations: Mapping[int, Migration], to: int) -> Tables:
    """Return the tables in schema `to`, by one step after the other; what `meta` says beside it stays."""
    for schema in range(schema_of(tables), to):
        tables = migrations[schema](tables)
    meta = tables.get(META, {})
    said = layout.fields(meta[SCHEMA_DOCUMENT]) if SCHEMA_DOCUMENT in meta else {}
    document = layout.join({**said, "schema": msgspec.Raw(layout.encode(to))})
    return {**tables, META: {**meta, SCHEMA_DOCUMENT: msgspec.Raw(document)}}
