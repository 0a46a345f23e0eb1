"""Random invitations, events, rules and books, drawn so that marks, ranges and events often coincide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
ZONES: tuple[tzinfo, ...] = (UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"))

instants = st.builds(
    lambda days, seconds: START + timedelta(days=days, seconds=seconds),
    st.integers(0, 90),
    st.sampled_from((0, 0, -1, 1, 43_200)),
)
"""Whole days apart, give or take a second, so that much falls together."""

events = st.builds(
    Event,
    kind=st.sampled_from([*Kind, "of a later version"]),
    at=instants,
    until=st.none() | instants,
    value=st.sampled_from((None, "high", "medium", "low", "z", "i", "f", "other")),
    by=st.sampled_from(("you", "linkedin")),
)

rules = st.builds(
    Rules,
    stale_days=st.integers(1, 40),
    cooldown_days=st.integers(0, 30),
    expiry_months=st.integers(1, 3),
    withdrawals_a_day=st.integers(1, 6),
    invitations_a_week=st.integers(1, 10),
    working_days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    days_off=st.sets(st.integers(0, 130), max_size=3).map(
        lambda days: tuple(START.date() + timedelta(days=day) for day in sorted(days))
    ),
    reinvitations_a_day=st.integers(1, 2),
)

zones = st.sampled_from(ZONES)
uids = st.sampled_from([f"u{number}" for number in range(8)])


@st.composite
def invitations(draw: st.DrawFn, uid: st.SearchStrategy[str] = uids) -> Invitation:
    """Return an invitation to one of few people, sent at an instant or within a range."""
    one, other = draw(instants), draw(instants)
    exact = draw(st.booleans())
    return Invitation(
        uid=draw(uid),
        name=draw(st.sampled_from(("Ada King", "ada  king", "Mei"))),
        sent_earliest=min(one, other),
        sent_latest=min(one, other) if exact else max(one, other),
        url=draw(
            st.sampled_from((None, "https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/mei"))
        ),
        events=tuple(draw(st.lists(events, max_size=4))),
    )


journals = st.lists(
    st.builds(
        Event,
        kind=st.sampled_from([*Happening, "of a later version"]),
        at=instants,
        until=st.none() | instants,
        value=st.sampled_from((None, "7", "weekly", "outstanding: too many", "what a later version says")),
    ),
    max_size=4,
).map(tuple)

books = st.lists(invitations(), max_size=8, unique_by=lambda invitation: invitation.uid).map(Book.of)
journaled = st.builds(lambda book, journal: Book(book.by_uid, journal), books, journals)

snapshots = st.builds(Snapshot, journaled, instants, rules, zones)
