"""The journal in the file: a document an event, in the order of their numbers."""

from __future__ import annotations

import msgspec

from invitetui.domain.invitation import Event
from invitetui.domain.journal import Journal
from invitetui.store import layout
from invitetui.store.documents import in_utc
from invitetui.store.layout import Documents

JOURNAL = "journal"
"""The table."""

_decode = msgspec.json.Decoder(Event).decode


def read_journal(documents: Documents) -> Journal:
    """Return the events of the table; a document that is none (a later version's) is passed over."""
    return tuple(event for _, event in _numbered(documents))


def encoded(journal: Journal, documents: Documents) -> dict[str, bytes | None]:
    """Return what has to be written so that `documents` hold this journal; what they hold already stays."""
    missing = list(journal)
    changes: dict[str, bytes | None] = {}
    for key, event in _numbered(documents):
        if event in missing:
            missing.remove(event)
        else:
            changes[key] = None
    first = max((int(key) for key in documents if key.isascii() and key.isdecimal()), default=0) + 1
    return changes | {str(key): layout.encode(event) for key, event in enumerate(missing, first)}


def _numbered(documents: Documents) -> list[tuple[str, Event]]:
    found = []
    for key in sorted(filter(str.isdecimal, documents), key=int):
        try:
            event = _decode(documents[key])
            until = event.until and in_utc(event.until)
            found.append((key, msgspec.structs.replace(event, at=in_utc(event.at), until=until)))
        except (ValueError, RecursionError):
            continue
    return found
