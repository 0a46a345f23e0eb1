"""What an import would change, by kind, with names: shown before anything is applied."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from invitetui.domain import words
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.sources.reconciled import Reconciled
from invitetui.sources.remembered import shown_of
from invitetui.sources.seen import Rejected, alike
from invitetui.ui.present.pieces import Line, Role, cut, wrapped

ONLY_THE_PAGE = (
    "Who of them is still pending only LinkedIn's Sent page says: when this is imported, press i again and "
    "paste it (My Network, Manage, Sent; scroll to its end, select all, copy)."
)
_NAMES = 4
_REJECTED = 8


def preview(found: Reconciled, what: str, snapshot: Snapshot, width: int) -> list[Line]:
    """Return the lines of the preview, each at most `width` cells."""
    lines: list[Line] = [*([(line, Role.STRONG)] for line in wrapped(what, width)), []]
    narrowed = set(found.narrowed)
    doubted = dict.fromkeys(_without(found.doubted, set(found.unclear)))
    told_apart = {*narrowed, *doubted, *found.unclear, *found.accepted, *found.withdrawn}
    rest = [uid for uid in found.updated if uid not in told_apart]
    gone = dict.fromkeys(uid for uid in rest if _is_newly_missed(found, snapshot, uid))
    completed = tuple(uid for uid in rest if uid not in gone)
    listed = tuple(uid for uid in found.unclear if _is_listed(found, uid))
    vanished = tuple(uid for uid in found.unclear if uid not in listed)
    for number, kind, uids in (
        (len(vanished), "no longer pending: questions, for it is not known why", vanished),
        (len(listed), "listed still, although you said otherwise: questions", listed),
        (len(found.added), "new", found.added),
        (len(found.accepted), "now known to be accepted", found.accepted),
        (len(found.joined), "known from a page, and now to be the same as others", found.joined),
        (len(found.withdrawn), "now known to be withdrawn", found.withdrawn),
        (len(exact := _without(found.narrowed, doubted)), "times made more exact", exact),
        (len(completed), "completed or confirmed", completed),
        (len(doubted), "perhaps listed: a card that can't be taken may mean any of them", tuple(doubted)),
        (len(gone), "no longer listed, which needs no answer", tuple(gone)),
    ):
        if number:
            lines.append([(f"{number:>6,}  ", Role.GOOD), (kind, Role.PLAIN)])
            lines.append([(" " * 8, Role.DIM), (cut(_names(uids, found, snapshot), width - 8), Role.DIM)])
    for number, kind in (
        (found.unchanged, "known already, unchanged"),
        (shown_of(found.noted), "connections and messages to compare with later imports too"),
        (found.skipped, "not yours to triage: incoming invitations, hidden members"),
    ):
        if number:
            lines.append([(f"{number:>6,}  ", Role.DIM), (kind, Role.DIM)])
    for told in found.incomplete:
        lines.append([])
        lines += [[(line, Role.WARM)] for line in wrapped(f"The Sent page is not complete: {told}", width)]
    lines += _refused(found.contradicted, "contradicts another; the more exact is kept:", "time", width)
    lines += _refused(found.rejected, "can't be taken:", "row", width)
    if found.added and found.lacks_page:
        lines += [[], *([(line, Role.PLAIN)] for line in wrapped(ONLY_THE_PAGE, width))]
    if not found:
        lines += [[], [("Nothing in it is new: there is nothing to apply.", Role.PLAIN)]]
    return lines


def _refused(refused: Sequence[Rejected], told: str, what: str, width: int) -> list[Line]:
    if not refused:
        return []
    several = told.replace("contradicts", "contradict") if len(refused) > 1 else told
    lines: list[Line] = [[], [(f"{words.count(len(refused), what)} {several}", Role.WARM)]]
    reasons = alike(refused)
    for reason, _ in reasons[:_REJECTED]:
        lines += [[("  " + line, Role.DIM)] for line in wrapped(reason, width - 2)]
    if more := sum(count for _, count in reasons[_REJECTED:]):
        lines.append([(f"  and {more:,} more", Role.DIM)])
    return lines


def _without(uids: Sequence[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(uid for uid in uids if uid not in others)


def _is_newly_missed(found: Reconciled, snapshot: Snapshot, uid: str) -> bool:
    known = snapshot.book[uid].events
    return any(event.kind == Kind.MISSED and event not in known for event in _events(found, uid))


def _is_listed(found: Reconciled, uid: str) -> bool:
    return not any(event.kind == Kind.MISSED for event in _events(found, uid))


def _events(found: Reconciled, uid: str) -> tuple[Event, ...]:
    return edit.events if (edit := found.edits.get(uid)) else ()


def _names(uids: Sequence[str], found: Reconciled, snapshot: Snapshot) -> str:
    names = [(found.edits.get(uid) or snapshot.book[uid]).name for uid in uids[:_NAMES]]
    more = len(uids) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")
