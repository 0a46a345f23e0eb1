"""The book in a file that invitetui has laid out itself, told from its lines: the newest of it, or all of it.

The newest are told in a tenth of the time that all of it takes, and no reading holds the file in memory.
What is needed to write it again is read when something is first saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from operator import attrgetter, itemgetter
from pathlib import Path

import msgspec

from invitetui.collector import collector_paused
from invitetui.domain.invitation import Invitation
from invitetui.store import layout
from invitetui.store.documents import in_utc_all, read_invitation
from invitetui.store.files import Fingerprint, fingerprint
from invitetui.store.layout import Tables
from invitetui.store.lines import Lines, NotByLines, pieces_of

LARGE = 2_000
"""Invitations from which on it is worth it to begin with the newest, roughly."""
_DOCUMENT = 300
"""Bytes that an invitation takes at the least, as a rule."""
_SENT = b'"sent_latest":"'
_BEGINS = re.compile(rb'"\d+": \{"uid":')
_SECONDS = len("2026-11-21T17:00:00Z")
_NEEDED = b'"sent_earliest"'
_ESCAPED = b"\\u00"
_decode = msgspec.json.Decoder(dict[str, Invitation]).decode


class Read(msgspec.Struct, frozen=True):
    """What was read of a file."""

    invitations: dict[str, Invitation]
    """By uid, in the file's order."""
    ids: list[str]
    """The document id of each, in the same order."""
    beside: Tables
    """The other tables."""
    seen: Fingerprint | None


def newest(path: Path, count: int) -> list[Invitation]:
    """Return the invitations sent last, as `Book.newest_first` has them.

    They are fewer where some of the lines are no invitations, and none at all where the file is small,
    or was laid out by another program.
    """
    seen = fingerprint(path)
    if seen is None or seen.size < LARGE * _DOCUMENT:
        return []
    last: list[tuple[bytes, bytes]] = []
    """When each was sent, to the second, and its line; newest first."""
    try:
        for piece in pieces_of(path):
            since = last[-1][0] if len(last) == count else b""
            late = islice(_sent_after(since, piece), count)
            last = sorted([*last, *late], key=itemgetter(0), reverse=True)[:count]
    except NotByLines:
        return []
    found = []
    for _, line in last:
        with suppress(ValueError):
            found.append(read_invitation(line.partition(b": ")[2].removesuffix(b",")))
    return sorted(found, key=attrgetter("sent_latest"), reverse=True)


def _sent_after(since: bytes, piece: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield those in a piece that were sent after an instant, newest first: when, and their lines.

    Steps that can be taken back, which follow the invitations, name instants too.
    """
    parts = piece.split(_SENT)  # each from the second on begins with an instant
    beyond = since + b"\xff" if since else since  # after all that goes on with the same second
    late = [place for place, part in enumerate(parts[1:], 1) if part > beyond]
    for place in sorted(late, key=lambda place: parts[place][:_SECONDS], reverse=True):
        begins = parts[place - 1].rpartition(b"\n")[2]
        if _BEGINS.match(begins):
            yield parts[place][:_SECONDS], begins + _SENT + parts[place].partition(b"\n")[0]


def read(path: Path) -> Read | None:
    """Return all of a file, or None where it is not to be read by its lines, or is damaged.

    No invitation lacks the name of a field that each needs, and none can spell it otherwise without an
    escape. So where there are as many of these names as ids, no document stands twice.

    Raises:
        Unreadable: the system would not let it be read.
    """
    found: dict[str, Invitation] = {}
    ids: list[str] = []
    named = 0
    lines = Lines(path, _decode)
    try:
        with collector_paused():
            for piece, documents in lines:
                if not layout.are_ids(documents) or not layout.is_utf8(piece):
                    return None
                if b"\\" in piece and _ESCAPED in piece:
                    return None
                for invitation in in_utc_all(documents).values():
                    found[invitation.uid] = invitation
                ids += documents
                named += piece.count(_NEEDED)
        beside = lines.beside()
    except (NotByLines, ValueError):
        return None
    if not len(found) == len(ids) == len(set(ids)) == named:
        return None
    return Read(found, ids, beside, lines.seen)
