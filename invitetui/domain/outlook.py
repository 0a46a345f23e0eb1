"""When the backlog is clear: a range, for new invitations go stale while old ones are withdrawn."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import msgspec

from invitetui.domain.compare import wilson
from invitetui.domain.invitation import Kind
from invitetui.domain.moments import LocalDays, add_days, after, before, local_day
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Stale, Standing

LATELY = timedelta(days=28)
"""What the person sent within this time is their pace."""

_FORESEEN = 730
"""Days."""


class Clear(msgspec.Struct, frozen=True):
    """Between which days the backlog is clear."""

    earliest: date | None
    """If nothing new goes stale; None where nothing is planned at all."""
    latest: date | None
    """If nobody who waits now answers and the person sends on as of late; None: not within two years."""


def clear_between(snapshot: Snapshot) -> Clear:
    """Return the range.

    For its latest end all that is fresh now goes stale, as many are sent as in the last four weeks,
    and as few of those accept before the mark as the 95 % interval of the recent ones allows.
    """
    earliest = snapshot.plan.clear_on
    if earliest is None:
        return Clear(None, None)
    pace, mark = snapshot.pace, snapshot.rules.stale_after
    arriving: Counter[date] = Counter()
    sent_lately = decided = accepted = 0
    now, standings, surely = snapshot.now, snapshot.standings, Stale.SURELY
    day_of = LocalDays(snapshot.zone)
    since, first, past_it = before(now, LATELY), before(now, mark + 3 * LATELY), before(now, mark)
    for invitation in snapshot.book:
        sent = invitation.sent_latest
        if sent < first:
            continue
        stands = standings[invitation.uid]
        if since < sent <= now:
            sent_lately += 1
        if sent <= past_it:
            decided += 1
            accepted += stands.outcome is not None and _accepted_by(stands, after(sent, mark))
        elif stands.stale is not surely and not stands.kept and stands.pending:
            arriving[day_of(after(sent, mark))] += 0 if stands.wants_withdrawal else 1
    answered = wilson(accepted, decided).low or 0.0
    daily = sent_lately / LATELY.days * (1 - answered)
    waiting, sent_on = float(len(snapshot.plan.day_of)), local_day(after(snapshot.now, mark), snapshot.zone)
    day = snapshot.today
    waiting += min(snapshot.taken_today, pace.share(day))
    for _ in range(_FORESEEN):
        waiting += arriving[day] + (daily if day > sent_on else 0.0)
        waiting -= pace.share(day)
        if waiting <= 0 and day >= earliest:
            return Clear(earliest, day)
        waiting = max(0.0, waiting)
        day = add_days(day, 1)
    return Clear(earliest, None)


def _accepted_by(stands: Standing, instant: datetime) -> bool:
    outcome = stands.outcome
    return outcome is not None and outcome.kind == Kind.ACCEPTED and outcome.at <= instant
