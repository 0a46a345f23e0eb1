"""Made-up invitations, events and snapshots, spelled as briefly as a test can read them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind, Word
from invitetui.domain.profile import HOME
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Standing, standing

RULES = Rules()
"""The defaults: 14 days, 21 days, six months."""


def utc(text: str) -> datetime:
    """Return the instant that `text` names: in UTC, unless it carries another offset."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def sent(earliest: str, latest: str | None = None, *, to: str = "ada", **fields: Any) -> Invitation:
    """Return an invitation to `to`, whose uid, name and address follow from that word."""
    given = {
        "uid": to,
        "name": to.title(),
        "url": HOME + to,
        "sent_earliest": utc(earliest),
        "sent_latest": utc(latest or earliest),
    }
    return Invitation(**{**given, **fields})


def event(
    kind: str, at: str, value: str | None = None, *, until: str | None = None, by: Word = "you"
) -> Event:
    return Event(kind, utc(at), until=utc(until) if until else None, value=value, by=by)


def withdrawn(at: str) -> Event:
    return event(Kind.WITHDRAWN, at)


def accepted(at: str, by: Word = "linkedin") -> Event:
    return event(Kind.ACCEPTED, at, by=by)


def stands(
    invitation: Invitation, now: str, rules: Rules = RULES, *, reinvited: str | None = None
) -> Standing:
    return standing(invitation, utc(now), rules, utc(reinvited) if reinvited else None)


def seen(at: str, *invitations: Invitation, rules: Rules = RULES, zone: tzinfo = UTC) -> Snapshot:
    """Return the snapshot of these invitations at that instant."""
    return Snapshot(Book.of(invitations), utc(at), rules, zone)
