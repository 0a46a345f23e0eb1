"""When the backlog is clear: a range, for new invitations go stale while old ones are withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec

from invitetui.domain.compare import wilson
from invitetui.domain.moments import LocalTimes, add_days, after, before, local_day
from invitetui.domain.snapshot import Snapshot

LATELY = timedelta(days=28)
"""What the person sent within this time is their pace."""

_FORESEEN = 730
"""Days."""
_INSTANT = datetime.resolution


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
    pace, mark, now, book = snapshot.pace, snapshot.rules.stale_after, snapshot.now, snapshot.book
    first, past_it = before(now, mark + 3 * LATELY), before(now, mark)
    decided = book.sent_between(first, past_it)
    accepted = snapshot.part("accepted").between(first, past_it)
    answered = wilson(accepted, decided).low or 0.0
    sent_lately = book.sent_between(after(before(now, LATELY), _INSTANT), now)
    daily = sent_lately / LATELY.days * (1 - answered)
    arriving = _arriving(snapshot)
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


def _arriving(snapshot: Snapshot) -> Mapping[date, int]:
    """How many of those not yet past the mark, and not asked for, are past it on each day to come."""
    mark, day_of = snapshot.rules.stale_after, LocalTimes(snapshot.zone).day
    found = Counter({date.fromordinal(day): len(shelf) for (day,), shelf in snapshot.part("coming").items()})
    found.update(day_of(after(sent, mark)) for sent, _ in snapshot.part("maybe"))
    return found
