"""Dates as a person types them, at the command line or in the app."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from invitetui.domain.moments import midday

_BARE_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d(-?\d)?")


class NotADate(ValueError):
    """What was typed is no date; says what would be one."""


def instant(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return the instant (UTC) that `text` names.

    ISO-8601; without an offset it is local time, and a bare date is its noon. Beyond that the
    relative forms that Arrow reads: `2 days ago`, `in 3 weeks`.

    Raises:
        NotADate: it is neither.
    """
    text = text.strip()
    try:
        read = datetime.fromisoformat(text)
        if _BARE_DATE.fullmatch(text):
            return midday(read.date(), zone)
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return _relative(text, now)


def _relative(text: str, now: datetime) -> datetime:
    import arrow  # noqa: PLC0415  # 30 ms that ISO-8601 need not pay

    try:
        return arrow.get(now).dehumanize(text.lower(), locale="en_us").datetime
    except (ValueError, OverflowError) as error:
        raise NotADate(f"“{text}” is no date: 2026-11-21, 2026-11-21T09:30 and “2 days ago” are") from error
