"""What an import would change, by kind, with names: shown before anything is applied."""

from __future__ import annotations

from collections.abc import Sequence

from invitetui.domain import words
from invitetui.domain.invitation import Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.sources.reconcile import Reconciled
from invitetui.ui.present.pieces import Line, Role, cut, wrapped

_NAMES = 4
_REJECTED = 8


def preview(found: Reconciled, what: str, snapshot: Snapshot, width: int) -> list[Line]:
    """Return the lines of the preview, each at most `width` cells."""
    lines: list[Line] = [*([(line, Role.STRONG)] for line in wrapped(what, width)), []]
    narrowed = set(found.narrowed)
    completed = tuple(uid for uid in found.updated if uid not in narrowed and uid not in found.unclear)
    listed = tuple(uid for uid in found.unclear if _is_listed(found, uid))
    vanished = tuple(uid for uid in found.unclear if uid not in listed)
    for number, kind, uids in (
        (len(vanished), "no longer pending: questions, for it is not known why", vanished),
        (len(listed), "listed still, although you said otherwise: questions", listed),
        (len(found.added), "new", found.added),
        (len(found.accepted), "now known to be accepted", found.accepted),
        (len(found.narrowed), "times made more exact", found.narrowed),
        (len(completed), "completed or confirmed", completed),
    ):
        if number:
            lines.append([(f"{number:>6,}  ", Role.GOOD), (kind, Role.PLAIN)])
            lines.append([(" " * 8, Role.DIM), (cut(_names(uids, found, snapshot), width - 8), Role.DIM)])
    for number, kind in (
        (found.unchanged, "known already, unchanged"),
        (found.skipped, "not yours to triage: incoming invitations, hidden members"),
    ):
        if number:
            lines.append([(f"{number:>6,}  ", Role.DIM), (kind, Role.DIM)])
    if found.rejected:
        lines += [[], [(words.count(len(found.rejected), "row") + " can't be taken:", Role.WARM)]]
        for rejected in found.rejected[:_REJECTED]:
            place = rejected.source + (f", line {rejected.line}" if rejected.line else "")
            lines += [[("  " + line, Role.DIM)] for line in wrapped(f"{place}: {rejected.reason}", width - 2)]
        if (more := len(found.rejected) - _REJECTED) > 0:
            lines.append([(f"  and {more:,} more", Role.DIM)])
    if not found.edits:
        lines += [[], [("Nothing in it is new: there is nothing to apply.", Role.PLAIN)]]
    return lines


def _is_listed(found: Reconciled, uid: str) -> bool:
    return not any(event.kind == Kind.MISSED for event in found.edits[uid].events)


def _names(uids: Sequence[str], found: Reconciled, snapshot: Snapshot) -> str:
    names = [
        found.edits[uid].name if uid in found.edits else snapshot.book[uid].name for uid in uids[:_NAMES]
    ]
    more = len(uids) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")
