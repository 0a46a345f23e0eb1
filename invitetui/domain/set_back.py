"""Whether the clock has gone back: a book with steps of a time that is yet to come."""

from __future__ import annotations

from datetime import timedelta

from invitetui.domain.moments import local_day
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.words import short_day

_AHEAD = timedelta(hours=1)
"""So far two machines' clocks may differ without a word."""


def set_back(snapshot: Snapshot) -> str | None:
    """Return what to say where the book has steps later than its instant; None elsewhere.

    Looks at every event: a step that is yet to come counts for nothing, so that somebody withdrawn is
    shown as pending.
    """
    newest = max((event.at for one in snapshot.book for event in one.events), default=snapshot.now)
    if newest - snapshot.now <= _AHEAD:
        return None
    zone, today = snapshot.zone, snapshot.today
    day, clock_says = short_day(local_day(newest, zone), today), short_day(today, today)
    return f"The clock says {clock_says}, and the book has steps up to {day}: the later ones don't count yet"
