"""What an import changes in the book: who is whom, which invitation it is, what was accepted."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import process_time

import msgspec
import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.standing import State
from invitetui.sources.seen import Seen, SeenInvitation, merge
from tests.archives import sent_at
from tests.sources.taking import (
    ADDRESSED,
    CONNECTIONS,
    CONNECTIONS_WITH_URL,
    EMPTY,
    HOME,
    INVITATIONS,
    NOW,
    compare,
    lines,
    only,
    read,
    row,
    states,
    take,
    utc,
)

NOV_5 = "11/5/26, 9:12 AM"
SENT = utc("2026-11-05T17:12")
ADA = HOME + "ada-quill"
ADA_SENT = lines(ADDRESSED, row("Ada Quill", NOV_5, ADA, "Hello"))
ADA_SENT_BARE = lines(INVITATIONS, row("Ada Quill", NOV_5))


def connected(day: str, url: str = ADA, first: str = "Ada", last: str = "Quill") -> bytes:
    return lines(CONNECTIONS_WITH_URL, f'{first},"{last}",{url},,,,{day}')


def connected_by_name(*days: str) -> bytes:
    return lines(CONNECTIONS, *(f"Ada,Quill,,,,{day}" for day in days))


BY_NAME = connected_by_name("7 Nov 2026")


def marked(book: Book, kind: Kind, at: str) -> Book:
    ada = only(book)
    return book.replacing({ada.uid: ada.recording(Event(kind, utc(at)))})


# The same again


def test_a_first_import_adds_and_a_second_changes_nothing() -> None:
    seen = merge([read(ADA_SENT), read(connected("7 Nov 2026"))])
    first = compare(EMPTY, seen)
    assert len(first.added) == len(first.accepted) == len(first.edits) == 1
    assert (first.updated, first.unchanged, first.unclear, first.withdrawn) == ((), 0, (), ())
    second = compare(EMPTY.replacing(first.edits), seen)
    assert (second.edits, second.added, second.accepted, second.unchanged) == ({}, (), (), 1)


def test_names_of_invitations_follow_from_person_and_time() -> None:
    assert take(EMPTY, ADA_SENT) == take(EMPTY, ADA_SENT)


def test_one_row_twice_is_one_invitation() -> None:
    assert len(take(EMPTY, lines(INVITATIONS, row("Ada", NOV_5), row("Ada ", NOV_5)))) == 1


def test_a_second_request_to_a_person_is_a_second_invitation() -> None:
    book = take(EMPTY, lines(ADDRESSED, row("Ada", NOV_5, ADA), row("Ada", "7/5/26, 9:12 AM", ADA)))
    assert [book.attempt(invitation) for invitation in book] == [2, 1]


def test_skipped_and_rejected_are_handed_on() -> None:
    data = lines(INVITATIONS, row("Ada", "never"), row("Bo", NOV_5, direction="INCOMING"))
    changes = compare(EMPTY, data)
    assert (changes.skipped, len(changes.rejected), changes.edits) == (1, 1, {})


# Who is whom


@pytest.mark.parametrize("order", [(ADA_SENT, ADA_SENT_BARE), (ADA_SENT_BARE, ADA_SENT)])
def test_archives_with_and_without_addresses_meet_in_one_invitation(order: tuple[bytes, bytes]) -> None:
    ada = only(take(EMPTY, *order))
    assert (ada.name, ada.url, ada.note) == ("Ada Quill", ADA, "Hello")
    assert only(take(EMPTY, merge(map(read, order)))).url == ADA
    again = compare(take(EMPTY, *order), merge(map(read, order)))
    assert (again.edits, again.unchanged) == ({}, 1)


def test_a_gap_is_filled_and_counted_as_updated() -> None:
    changes = compare(take(EMPTY, ADA_SENT_BARE), ADA_SENT)
    assert len(changes.updated) == 1
    assert (changes.added, changes.unchanged) == ((), 0)


def test_what_is_known_is_never_overwritten() -> None:
    other = lines(ADDRESSED, row("Ada Umber", NOV_5, HOME + "ADA-Quill", "Other"))
    ada = only(take(EMPTY, ADA_SENT, other))
    assert (ada.name, ada.url, ada.note) == ("Ada Quill", ADA, "Hello")


def test_the_slug_is_the_same_raw_and_percent_encoded_and_in_any_case() -> None:
    book = take(
        EMPTY,
        lines(ADDRESSED, row("Zoë", NOV_5, HOME + "zoë-Q")),
        connected("7 Nov 2026", HOME + "zoe%CC%88-q", "Z", "Q"),
    )
    assert states(book) == {"Zoë": State.ACCEPTED}


def test_namesakes_with_addresses_are_two_people() -> None:
    data = lines(ADDRESSED, row("Ada Quill", NOV_5, ADA), row("Ada Quill", NOV_5, ADA + "-2"))
    for order in ((data, ADA_SENT_BARE), (ADA_SENT_BARE, data)):
        book = take(EMPTY, *order, connected("7 Nov 2026", ADA + "-2"))
        assert {i.url: bool(i.events) for i in book} == {ADA: False, ADA + "-2": True}


def test_namesakes_without_addresses_are_told_apart_by_when_they_were_invited() -> None:
    bare = lines(INVITATIONS, row("Ada Quill", NOV_5), row("Ada Quill", "11/6/26, 9:12 AM"))
    addressed = lines(
        ADDRESSED, row("Ada Quill", NOV_5, ADA), row("Ada Quill", "11/6/26, 9:12 AM", ADA + "-2")
    )
    for order in ((bare, addressed), (addressed, bare)):
        assert {i.url: i.sent_earliest.day for i in take(EMPTY, *order)} == {ADA: 5, ADA + "-2": 6}


def test_a_namesake_invited_at_another_time_gets_no_address() -> None:
    bare = lines(INVITATIONS, row("Ada Quill", "6/5/26, 9:12 AM"))
    for order in ((bare, ADA_SENT), (ADA_SENT, bare)):
        assert {i.url for i in take(EMPTY, *order)} == {None, ADA}


# When it was sent


def seen_between(earliest: str, latest: str, headline: str | None = None) -> Seen:
    ada = SeenInvitation("Ada Quill", ADA, utc(earliest), utc(latest), None, 1, "page", headline)
    return Seen("a page", invitations=(ada,))


@pytest.mark.parametrize("exact_first", [True, False])
def test_an_exact_time_beats_a_range(exact_first: bool) -> None:
    weeks = seen_between("2026-11-01", "2026-11-07", "Baker")
    order: list[bytes | Seen] = [ADA_SENT, weeks] if exact_first else [weeks, ADA_SENT]
    ada = only(take(EMPTY, *order))
    assert (ada.sent_earliest, ada.sent_latest, ada.headline) == (SENT, SENT, "Baker")


def test_two_ranges_meet_in_their_intersection() -> None:
    book = take(EMPTY, seen_between("2026-11-01", "2026-11-07"), seen_between("2026-11-04", "2026-11-10"))
    assert (only(book).sent_earliest, only(book).sent_latest) == (utc("2026-11-04"), utc("2026-11-07"))


def test_ranges_apart_are_two_invitations() -> None:
    assert len(take(EMPTY, ADA_SENT, seen_between("2026-06-01", "2026-06-07"))) == 2


def test_the_hour_that_autumn_has_twice_meets_the_exact_time() -> None:
    twice = lines(ADDRESSED, row("Ada Quill", "11/1/26, 1:30 AM", ADA))
    ada = only(take(EMPTY, twice))
    assert (ada.sent_earliest, ada.sent_latest) == (utc("2026-11-01T08:30"), utc("2026-11-01T09:30"))
    exact = seen_between("2026-11-01T09:30", "2026-11-01T09:30")
    assert only(take(EMPTY, twice, exact)).sent_earliest == utc("2026-11-01T09:30")


@pytest.mark.parametrize("columns", [INVITATIONS, ADDRESSED])
def test_two_of_a_name_in_the_hour_that_autumn_has_twice_are_two(columns: str) -> None:
    urls = (ADA, ADA + "-2") if columns == ADDRESSED else (None, None)
    rows = [row("Ada Quill", f"11/1/26, 1:{at} AM", url) for at, url in zip((10, 30), urls, strict=True)]
    data = lines(columns, *rows)
    bare = lines(INVITATIONS, *(row("Ada Quill", f"11/1/26, 1:{at} AM") for at in (30, 10)))
    for order in ((data, bare), (bare, data), (data, data), (bare, ADA_SENT_BARE, data)):
        twice = [one for one in take(EMPTY, *order) if one.sent_earliest < SENT]
        assert sorted((i.sent_earliest, i.url) for i in twice) == [
            (utc("2026-11-01T08:10"), urls[0]), (utc("2026-11-01T08:30"), urls[1]),
        ]  # fmt: skip
        assert all(i.sent_latest - i.sent_earliest == timedelta(hours=1) for i in twice)


# Acceptance


def acceptance(book: Book) -> Event | None:
    return next((event for event in only(book).events if event.kind == Kind.ACCEPTED), None)


@pytest.mark.parametrize(
    ("day", "at", "until"),
    [
        ("7 Nov 2026", "2026-11-07T00:00:00", "2026-11-07T23:59:59"),
        ("5 Nov 2026", "2026-11-05T17:12:00", "2026-11-05T23:59:59"),
    ],
)
def test_an_acceptance_is_as_exact_as_the_day_and_the_sending_allow(day: str, at: str, until: str) -> None:
    event = acceptance(take(EMPTY, ADA_SENT, connected(day)))
    assert event == Event(Kind.ACCEPTED, utc(at), utc(until), by="linkedin")


def test_a_connection_older_than_the_invitation_accepts_nothing() -> None:
    changes = compare(take(EMPTY, ADA_SENT), connected("4 Nov 2026"))
    assert (changes.edits, changes.accepted, changes.unchanged) == ({}, (), 0)


def test_a_connection_accepts_the_latest_invitation_before_it() -> None:
    book = take(EMPTY, lines(ADDRESSED, *(row("Ada", f"{month}/5/26, 9:12 AM", ADA) for month in (5, 7, 9))))
    accepted = take(book, connected("7 Aug 2026"))
    assert [i.sent_earliest.month for i in accepted if i.events] == [7]
    assert take(accepted, connected("7 Aug 2026")) == accepted


def test_connections_of_nobody_we_know_are_not_ours() -> None:
    changes = compare(EMPTY, connected("7 Nov 2026"))
    assert (changes.edits, changes.unchanged, changes.skipped) == ({}, 0, 0)


@pytest.mark.parametrize(
    ("invitations", "connections", "accepts"),
    [
        (ADA_SENT_BARE, BY_NAME, True),
        (ADA_SENT_BARE, connected("7 Nov 2026"), True),
        (ADA_SENT, BY_NAME, True),
        (ADA_SENT, connected("7 Nov 2026", ADA + "-2"), False),
        (ADA_SENT_BARE, connected_by_name("7 Nov 2026", "8 Nov 2026"), False),
        (ADA_SENT_BARE, connected_by_name("7 Nov 2026", "8 Nov 2020"), False),
        (lines(INVITATIONS, row("ADA  Quill ", NOV_5)), BY_NAME, True),
        (lines(INVITATIONS, *(row("Ada Quill", f"11/{d}/26, 9:12 AM") for d in (1, 2))), BY_NAME, False),
        (lines(ADDRESSED, *(row("Ada Quill", NOV_5, ADA + x) for x in ("", "-2"))), BY_NAME, False),
        (lines(INVITATIONS, row("", NOV_5)), lines(CONNECTIONS, ",,x@example.org,,,7 Nov 2026"), False),
    ],
)  # fmt: skip
def test_a_name_decides_only_where_it_can_mean_nobody_else(
    invitations: bytes, connections: bytes, accepts: bool
) -> None:
    book = take(EMPTY, invitations, connections)
    assert any(invitation.events for invitation in book) == accepts


def test_the_connection_of_a_bare_name_brings_the_address() -> None:
    for order in ((BY_NAME, connected("7 Nov 2026")), (connected("7 Nov 2026"), BY_NAME)):
        ada = only(take(EMPTY, ADA_SENT_BARE, *order))
        assert ada.url == ADA
        assert len(ada.events) == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_more_exact_source_says_more_exactly_when_it_was_accepted(order: tuple[int, int]) -> None:
    days = [connected("7 Nov 2026"), connected('"11/7/26, 6:05 PM"')]
    event = acceptance(take(EMPTY, ADA_SENT, *(days[number] for number in order)))
    assert event == Event(Kind.ACCEPTED, utc("2026-11-07T18:05"), utc("2026-11-07T23:59:59"), by="linkedin")
    other_day = connected("9 Nov 2026")
    assert compare(take(EMPTY, ADA_SENT, days[0]), other_day).unchanged == 1


# The person's own word


@pytest.mark.parametrize(
    ("kind", "at", "state"),
    [
        (Kind.WITHDRAWN, "2026-11-07T10:00", State.COOLING),
        (Kind.WITHDRAWN, "2026-11-09T10:00", State.COOLING),
        (Kind.WITHDRAWN, "2026-11-06T23:00", State.ACCEPTED),
        (Kind.DISMISSED, "2026-11-09T10:00", State.CLOSED),
        (Kind.GONE, "2026-11-09T10:00", State.ACCEPTED),
        (Kind.KEPT, "2026-11-09T10:00", State.ACCEPTED),
        (Kind.OPENED, "2026-11-06T10:00", State.ACCEPTED),
    ],
)
def test_what_the_person_said_outranks_a_connection(kind: Kind, at: str, state: State) -> None:
    book = marked(take(EMPTY, ADA_SENT), kind, at)
    changed = take(book, connected("7 Nov 2026"))
    assert states(changed) == {"Ada Quill": state}
    assert (changed.by_uid == book.by_uid) == (state is not State.ACCEPTED)
    assert take(changed, connected("7 Nov 2026")) == changed


def test_an_acceptance_told_by_the_person_stays_as_told() -> None:
    book = marked(take(EMPTY, ADA_SENT), Kind.ACCEPTED, "2026-11-08T10:00")
    changes = compare(book, connected("7 Nov 2026"))
    assert (changes.edits, changes.accepted, changes.unchanged) == ({}, (), 1)


def test_a_correction_by_the_person_is_not_corrected_back() -> None:
    accepted = take(EMPTY, ADA_SENT, connected("7 Nov 2026"))
    corrected = marked(accepted, Kind.WITHDRAWN, "2026-11-06T10:00")
    assert take(corrected, connected("7 Nov 2026")) == corrected


def test_notes_wishes_and_events_survive_every_import() -> None:
    ada = only(take(EMPTY, ADA_SENT_BARE))
    wished = msgspec.structs.replace(ada, note="mine", source="fair").recording(
        Event(Kind.PRIORITY, NOW, value="high"), Event("of a later version", NOW)
    )
    after = only(take(Book.of([wished]), ADA_SENT, connected("7 Nov 2026")))
    assert (after.note, after.source, after.events[:2]) == ("mine", "fair", wished.events)


# Extremes


@pytest.mark.parametrize("columns", [INVITATIONS, ADDRESSED])
def test_one_person_thousands_of_times_takes_no_longer_than_thousands_of_people(columns: str) -> None:
    start = NOW - timedelta(days=2_000)
    times = [sent_at(start + timedelta(minutes=number)) for number in range(20_000)]
    url = ADA if columns == ADDRESSED else None
    data = lines(columns, *(row("Ada Quill", time, url) for time in times))
    days = lines(CONNECTIONS, *["Ada,Quill,,,,7 Nov 2026"] * 20_000)
    before = process_time()
    book = take(EMPTY, data, data, ADA_SENT, days)
    assert len(book) == len(set(times)) + 1
    assert process_time() - before < 5


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    ends = datetime.max.replace(tzinfo=NOW.tzinfo, microsecond=0)
    old = Invitation("a", "Ada Quill", ends - timedelta(days=1), ends, ADA)
    assert len(take(Book.of([old]), ADA_SENT, connected("29 Feb 2028"))) == 2
