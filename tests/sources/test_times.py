"""Times of sending that can't both be: the more exact one is kept, and the other is reported, not lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from invitetui.domain.invitation import Event, Kind
from invitetui.sources.seen import Seen, SeenInvitation
from tests.sources.taking import ADDRESSED, EMPTY, HOME, compare, lines, only, row, take, utc

ADA = HOME + "ada-quill"
EXACT: bytes | Seen = lines(ADDRESSED, row("Ada Quill", "11/5/26, 9:12 AM", ADA))
SENT = utc("2026-11-05T17:12")


def card(earliest: str, latest: str) -> bytes | Seen:
    one = SeenInvitation("Ada Quill", ADA, utc(earliest), utc(latest), None, 7, "page.html")
    return Seen("a page", invitations=(one,))


def contradicted(earliest: str, latest: str) -> Event:
    return Event(Kind.CONTRADICTED, utc(earliest), utc(latest), by="linkedin")


def when(sources: tuple[bytes | Seen, ...]) -> tuple[datetime, datetime, tuple[Event, ...]]:
    ada = only(take(EMPTY, *sources))
    return ada.sent_earliest, ada.sent_latest, ada.events


@pytest.mark.parametrize("days", [("2026-10-28", "2026-11-03"), ("2026-11-07", "2026-11-13")])
def test_an_exact_time_is_kept_against_a_range_that_excludes_it(days: tuple[str, str]) -> None:
    for order in permutations([EXACT, card(*days)]):
        assert when(order) == (SENT, SENT, (contradicted(*days),))
        assert compare(take(EMPTY, *order), order[0]).edits == {}


def test_of_two_ranges_apart_the_narrower_is_kept() -> None:
    wide, narrow = card("2026-10-20", "2026-10-31"), card("2026-11-01", "2026-11-07")
    for order in permutations([wide, narrow]):
        told = (contradicted("2026-10-20", "2026-10-31"),)
        assert when(order) == (utc("2026-11-01"), utc("2026-11-07"), told)


def test_what_an_exact_time_settles_is_no_contradiction_any_more() -> None:
    early, late = card("2026-10-20", "2026-10-26"), card("2026-11-01", "2026-11-07")
    for order in permutations([early, late, EXACT]):
        assert when(order) == (SENT, SENT, (contradicted("2026-10-20", "2026-10-26"),))


def test_it_is_reported_with_what_was_kept_and_why() -> None:
    (told,) = compare(take(EMPTY, EXACT), card("2026-10-28", "2026-11-03")).contradicted
    assert (told.source, told.line) == ("page.html", 7)
    assert told.reason == (
        "Ada Quill: sent between 2026-10-28 and 2026-11-03 by this source, 2026-11-05 17:12 UTC by what was "
        "known, which can't both be; kept is what was known and not this, for it is exact"
    )
    (told,) = compare(take(EMPTY, card("2026-10-28", "2026-11-03")), EXACT).contradicted
    assert told.reason.endswith("kept is this and not what was known, for it is exact")


def test_three_weeks_later_it_is_another_invitation() -> None:
    again = lines(ADDRESSED, row("Ada Quill", "10/14/26, 9:12 AM", ADA))
    day = (utc("2026-10-14T16:12") + timedelta(days=22)).date().isoformat()
    book = take(EMPTY, again, card(day, day + "T23:59"))
    assert len(book) == 2
    assert not any(invitation.events for invitation in book)


def test_two_exact_times_are_two_invitations() -> None:
    assert len(take(EMPTY, EXACT, lines(ADDRESSED, row("Ada Quill", "11/6/26, 9:12 AM", ADA)))) == 2


def test_a_minute_that_an_archive_cuts_off_contradicts_nothing() -> None:
    after = card("2026-11-05T17:12:40", "2026-11-05T18:00")
    assert when((EXACT, after)) == when((after, EXACT)) == (SENT, SENT, ())
