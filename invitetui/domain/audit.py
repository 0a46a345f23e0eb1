"""The three weeks that the sources advise: audit, selective withdrawal, clean slate; and the audit itself."""

from __future__ import annotations

from enum import IntEnum

import msgspec

from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Stale, Standing
from invitetui.domain.words import count


class Audit(msgspec.Struct, frozen=True):
    """Who is pending without a priority, and how far the person is."""

    queue: tuple[str, ...]
    """Those without a priority, the most useful to judge first."""
    rated: int
    """How many of the pending have a priority."""

    @property
    def total(self) -> int:
        """How many are pending."""
        return self.rated + len(self.queue)


def audit(snapshot: Snapshot) -> Audit:
    """Return the audit as it stands: it can be left and taken up again at any point.

    First come those whose judgement changes the plan now: surely stale, oldest first. Then those that
    may be, then the fresh; last those with a signal already, the snoozed and the kept.
    """
    rated = 0
    queue = []
    for uid, stands in snapshot.standings.items():
        if not stands.pending:
            continue
        if stands.priority:
            rated += 1
        else:
            queue.append((_usefulness(stands), snapshot.book[uid].sent_latest, uid))
    return Audit(tuple(uid for _, _, uid in sorted(queue)), rated)


_STALE_RANK = {Stale.SURELY: 0, Stale.MAYBE: 1, Stale.NO: 2}


def _usefulness(stands: Standing) -> tuple[bool, bool, bool, int]:
    return stands.kept, stands.snoozed_until is not None, bool(stands.signals), _STALE_RANK[stands.stale]


class Week(IntEnum):
    """One of the three weeks; how long each takes is up to the backlog."""

    AUDIT = 1
    SELECTIVE = 2
    CLEAN_SLATE = 3

    @property
    def title(self) -> str:
        """What it is called."""
        return ("Audit", "Selective withdrawal", "Clean slate")[self - 1]


class Stage(msgspec.Struct, frozen=True):
    """Where in the three weeks the person stands, and why."""

    week: Week
    why: str


_AUDITED = 0.9
"""From this share of the backlog judged, the audit is as good as done."""


def stage(snapshot: Snapshot) -> Stage:
    """Return where the person stands: what is next with the backlog, not what the calendar says."""
    left = set(snapshot.plan.left_to_expire)
    asking = [uid for part in (snapshot.part("moved"), snapshot.part("queue")) for uid in part.uids]
    backlog = list(filter(None, snapshot.standings.some([uid for uid in asking if uid not in left])))
    if not backlog and left:
        return Stage(
            Week.CLEAN_SLATE, f"{count(len(left), 'is', 'are')} left to expire, and nobody to withdraw"
        )
    if not backlog:
        return Stage(Week.CLEAN_SLATE, "nothing is to be withdrawn: the slate is clean")
    judged = sum(bool(stands.priority or stands.signals or stands.first_at) for stands in backlog)
    if judged < _AUDITED * len(backlog):
        unjudged = len(backlog) - judged
        told = f"{unjudged:,} of the {count(len(backlog), 'person', 'people')} to withdraw"
        return Stage(
            Week.AUDIT, f"{told} {'has' if unjudged == 1 else 'have'} neither priority nor signal yet"
        )
    chosen = sum(
        stands.priority != "high" and bool(stands.signals or stands.priority == "low" or stands.first_at)
        for stands in backlog
    )
    if chosen:
        told = f"{count(chosen, 'person', 'people')} of low priority, with a signal, or put first"
        return Stage(Week.SELECTIVE, f"{told} {'goes' if chosen == 1 else 'go'} before all others")
    left_over = count(len(backlog), "person is", "people are")
    return Stage(Week.CLEAN_SLATE, f"{left_over} left to withdraw, those of high priority last")
