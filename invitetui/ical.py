"""The plan as a calendar file: sittings and the days on which people may be invited again.

A work calendar is often shared: so an entry says how many and not whom, takes up no time of the day,
and names people only where that is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from invitetui.domain import words
from invitetui.domain.moments import add_days
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean

PRODUCT = "-//invitetui//invitetui//EN"
"""By which a calendar file is known as one of ours."""
_MINUTE = 60
_LARGEST = 2**31 - 1
"""RFC 5545 numbers have 32 bits."""


def calendar(snapshot: Snapshot, *, days: int | None = None, names: bool = False) -> bytes:
    """Return the plan as iCalendar (RFC 5545).

    The identity of an entry is its kind and its day, so that reading a later file again updates it.

    Args:
        snapshot: the book and the moment.
        days: only the first so many days, today among them; None is all.
        names: whether to say whom, and not only how many.
    """
    import icalendar  # noqa: PLC0415  # 0.3 s that only this command pays

    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "invitetui")
    for day, kind, title, says, uids in _entries(snapshot, days):
        entry = icalendar.Event()
        entry.add("uid", f"{kind}-{day:%Y%m%d}-{snapshot.book.seed}@invitetui")
        entry.add("dtstamp", _whole_seconds(snapshot.now))
        entry.add("sequence", min(max(0, int(snapshot.now.timestamp() // _MINUTE)), _LARGEST))
        entry.add("dtstart", day)
        if (following := add_days(day, 1)) > day:
            entry.add("dtend", following)
        entry.add("summary", title)
        entry.add("description", f"{says}\n{_named(uids, snapshot)}" if names else says)
        entry.add("class", "PRIVATE")
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    written: bytes = made.to_ical()
    return written


_Entry = tuple[date, str, str, str, Sequence[str]]


def _entries(snapshot: Snapshot, days: int | None) -> list[_Entry]:
    """Return day, kind, title, text and people of each entry, by day."""
    last = date.max if days is None else add_days(snapshot.today, days - 1)
    found: list[_Entry] = []
    for day, uids in snapshot.plan.days:
        title = f"invitetui: {words.count(len(uids), 'invitation')} to withdraw"
        found.append((day, "sitting", title, "Start invitetui and press t. You withdraw by hand.", uids))
    for day, ready in _released(snapshot.release_days).items():
        title = f"invitetui: {words.count(len(ready), 'person', 'people')} ready to be invited again"
        found.append((day, "release", title, "Start invitetui and press 3.", ready))
    return sorted(entry for entry in found if snapshot.today <= entry[0] <= last)


def _released(release_days: Mapping[str, date]) -> dict[date, list[str]]:
    by_day: dict[date, list[str]] = defaultdict(list)
    for uid, day in release_days.items():
        by_day[day].append(uid)
    return by_day


def _named(uids: Iterable[str], snapshot: Snapshot) -> str:
    return "\n".join(clean(snapshot.book[uid].name) for uid in uids)


def _whole_seconds(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
