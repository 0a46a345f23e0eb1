"""The steps that can be taken back, kept in the book's own file so that the two never disagree."""

from __future__ import annotations

import msgspec

from invitetui.domain.actions import Change, Step, Steps
from invitetui.domain.invitation import Event
from invitetui.store import layout
from invitetui.store.documents import read_invitation
from invitetui.store.layout import Documents

HISTORY = "history"
"""The table, a document a step; its ids count up."""


class _Step(msgspec.Struct):
    says: str
    before: dict[str, msgspec.Raw]
    """By uid, what each invitation was; null where the step brought it in."""
    noted: tuple[Event, ...] = ()
    unnoted: tuple[Event, ...] = ()


def numbers(documents: Documents) -> list[int]:
    """Return the numbers of the steps kept, oldest first; a key that is no number is passed over."""
    return sorted(int(key) for key in documents if key.isascii() and key.isdecimal())


def encoded(steps: Steps) -> dict[str, bytes | None]:
    """Return steps as documents: what they changed as it was before, and what to say of it."""
    return {
        str(number): None if step is None else layout.encode(_document(step))
        for number, step in steps.items()
    }


def _document(step: Change) -> dict[str, object]:
    said: dict[str, object] = {"says": step.says, "before": dict(step.before)}
    journal = {"noted": step.noted, "unnoted": step.unnoted}
    return said | {name: events for name, events in journal.items() if events}


def read_step(document: msgspec.Raw) -> Step | None:
    """Return a step; None where the document is none."""
    try:
        step = msgspec.json.decode(document, type=_Step)
        before = {
            uid: None if bytes(raw) == b"null" else read_invitation(raw) for uid, raw in step.before.items()
        }
    except (ValueError, RecursionError):
        return None
    return Step(step.says, before, step.noted, step.unnoted)
