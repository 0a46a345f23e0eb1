"""A large file that invitetui has laid out itself, read ahead of the proof that it is whole.

The newest invitations are told from its bytes in a tenth of the time that all of it takes; and all of
them are decoded some thousand lines at a time, so that other threads go on. What is read ahead is only
looked at: before anything is changed `BookFile.load` reads the file with all care.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from heapq import nlargest
from itertools import islice
from operator import attrgetter

import msgspec

from invitetui.domain.invitation import Invitation
from invitetui.store import layout
from invitetui.store.layout import INVITES, META, Tables
from invitetui.store.schema import SCHEMA, SCHEMA_DOCUMENT
from invitetui.store.table import in_utc_all, read_invitation

LARGE = 2_000
"""Invitations from which on reading ahead is worth it, roughly."""
_DOCUMENT = 300
"""Bytes that an invitation takes at the least, as a rule."""
_AT_ONCE = 1 << 19
"""Bytes decoded at once, in a millisecond or two."""
_SENT = b'"sent_latest":"'
_SECONDS = len("2026-11-21T17:00:00Z")
_decode = msgspec.json.Decoder(dict[str, Invitation]).decode


def _opening() -> bytes:
    """Return how each file begins that this invitetui has written."""
    meta = {SCHEMA_DOCUMENT: msgspec.Raw(layout.encode({"schema": SCHEMA}))}
    return b"".join(layout.render({META: meta, INVITES: {}})).removesuffix(b"}}\n") + b"\n"


_OPENING = _opening()


class Ahead:
    """The bytes of such a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @classmethod
    def of(cls, data: bytes) -> Ahead | None:
        """Return the file, or None where it is small, or was laid out by another program."""
        return cls(data) if data.startswith(_OPENING) and len(data) >= LARGE * _DOCUMENT else None

    @cached_property
    def _end(self) -> int:
        """Where the invitations end: looking for it takes as long as all else that the first rows need."""
        return max(0, self._data.find(b"\n}", len(_OPENING)))

    def newest(self, count: int) -> list[Invitation]:
        """Return the invitations sent last, newest first; fewer where some of the lines are no invitations.

        Other tables, which come after them, name instants too: the steps that can be taken back.
        """
        parts = self._data.split(_SENT)
        instants = [part[:_SECONDS] for part in islice(parts, 1, None)]
        found = []
        for place in nlargest(count, range(len(instants)), key=instants.__getitem__):
            line = parts[place].rpartition(b"\n")[2] + _SENT + parts[place + 1].partition(b"\n")[0]
            with suppress(ValueError):
                found.append(read_invitation(line.partition(b": ")[2].removesuffix(b",")))
        return sorted(found, key=attrgetter("sent_latest"), reverse=True)

    def invitations(self) -> dict[str, Invitation] | None:
        """Return all invitations by document id, in the file's order; None where some can't be read."""
        found: dict[str, Invitation] = {}
        try:
            for lines in self._lines():
                found |= _decode(b"{" + lines + b"}")
            return in_utc_all(found)
        except (ValueError, RecursionError):
            return None

    def beside(self) -> Tables | None:
        """Return the other tables that follow the invitations; None where they can't be read."""
        try:
            return layout.decode_tables(b'{"": {' + self._data[self._end :])
        except (ValueError, RecursionError):
            return None

    def _lines(self) -> Iterator[bytes]:
        start = len(_OPENING)
        while start < self._end:
            end = self._data.find(b",\n", start + _AT_ONCE, self._end)
            end = self._end if end < 0 else end
            yield self._data[start:end]
            start = end + len(b",\n")
