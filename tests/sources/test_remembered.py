"""Files that come before what they are about: what they show is remembered, and compared again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.questions import questions
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.domain.text import clean
from invitetui.sources.remembered import fingerprint, remember, shown_of
from tests import archives
from tests.sources.taking import (
    ADDRESSED,
    CONNECTIONS,
    CONNECTIONS_WITH_URL,
    EMPTY,
    HOME,
    INVITATIONS,
    NOW,
    PROVEN,
    compare,
    lines,
    only,
    read,
    row,
    states,
    take,
    utc,
)
from tests.sources.test_properties import connections

ADA = HOME + "ada-quill"
BARE = lines(INVITATIONS, row("Ada Quill", "11/5/26, 9:12 AM"))
ADDRESSED_ROW = lines(ADDRESSED, row("Ada Quill", "11/5/26, 9:12 AM", ADA))
BY_NAME = lines(CONNECTIONS, "Ada,Quill,,,,7 Nov 2026")
BY_URL = lines(CONNECTIONS_WITH_URL, f"Ada,Quill,{ADA},,,,7 Nov 2026")


@PROVEN
@given(st.lists(connections(), max_size=8).map(tuple))
def test_what_is_remembered_is_what_was_shown(shown: tuple[object, ...]) -> None:
    first = remember((), shown, (), NOW)  # type: ignore[arg-type]
    again = remember(first.noted, shown, (), NOW)  # type: ignore[arg-type]
    assert again.noted == ()
    told = [
        [(clean(one.name), one.url, one.earliest, one.latest) for one in each.connections]
        for each in (first, again)
    ]
    assert sorted(map(str, told[0])) == sorted(map(str, told[1]))


def test_of_a_message_no_word_is_kept() -> None:
    ada = archives.Sent("Ada", "Quill", "ada-quill", utc("2026-11-05T17:12"), "My secret words", NOW)
    bo = archives.Sent("Bo", "Vask", "bo-vask", utc("2026-11-05T17:12"), "Hello", NOW)
    changes = compare(EMPTY, archives.messages([ada, bo], NOW).encode())
    assert (shown_of(changes.noted), changes.edits) == (2, {})  # and not the answers to the owner
    assert "secret" not in str(changes.noted)
    assert fingerprint("My  SECRET words") in str(changes.noted)


@pytest.mark.parametrize(
    "value",
    ["", "c", "c\tnever\tAda\tada", "c\t2026-11-07\t\t", "x\t\t\t", "m\t2026\t", "c\t2026-11-07\tA\t../x"],
)
def test_what_others_made_of_it_does_no_harm(value: str) -> None:
    book = Book({}, (Event(Happening.SHOWN, NOW, value=value),))
    assert len(take(book, BARE)) == 1


def test_an_import_that_only_adds_to_the_memory_is_a_step_and_then_none() -> None:
    changes = compare(EMPTY, BY_URL)
    assert changes
    assert not compare(EMPTY.replacing(changes.edits, changes.noted), BY_URL)


def test_a_name_that_turns_out_to_be_shared_decides_no_more() -> None:
    book = take(EMPTY, BARE, BY_NAME)
    assert states(book) == {"Ada Quill": State.ACCEPTED}
    namesake = lines(INVITATIONS, row("Ada Quill", "11/6/26, 9:12 AM"))
    assert not any(invitation.events for invitation in take(book, namesake))
    other = lines(CONNECTIONS, "Ada,Quill,,,,9 Nov 2026")
    assert not only(take(book, other)).events


def test_an_address_that_came_with_a_shared_name_goes_with_it() -> None:
    book = take(EMPTY, BARE, BY_URL)
    assert only(book).url == ADA
    other = lines(CONNECTIONS_WITH_URL, f"Ada,Quill,{ADA}-2,,,,9 Nov 2026")
    assert (only(take(book, other)).url, only(take(book, other)).events) == (None, ())


def test_what_was_found_by_name_and_has_lost_its_evidence_holds() -> None:
    ada = only(take(EMPTY, BARE, BY_URL))
    book = take(Book.of([ada]), lines(INVITATIONS, row("Bo Vask", "11/6/26, 9:12 AM")))
    assert book[ada.uid] == ada


def test_a_connection_belongs_to_the_latest_invitation_whichever_came_first() -> None:
    july = lines(ADDRESSED, row("Ada Quill", "7/5/26, 9:12 AM", ADA))
    for order in ((july, BY_URL, ADDRESSED_ROW), (BY_URL, ADDRESSED_ROW, july)):
        accepted = [i.sent_earliest.month for i in take(EMPTY, *order) if i.events]
        assert accepted == [11]


def asked(*sources: bytes) -> tuple[Invitation, Snapshot]:
    page = b"People (1)\nCy Zeel\nBaker\nSent 1 week ago\nWithdraw\n"
    book = take(EMPTY, *sources, page)
    snapshot = Snapshot(book, NOW, Rules(), NOW.tzinfo)  # type: ignore[arg-type]
    (uid,) = questions(snapshot)
    return book[uid], snapshot


def test_who_vanished_and_may_be_among_the_connections_has_likely_accepted() -> None:
    from invitetui.domain.questions import question  # noqa: PLC0415

    two = lines(CONNECTIONS, "Ada,Quill,,,,7 Nov 2026", "Ada,Quill,,,,9 Nov 2026")
    ada, snapshot = asked(BARE, two)
    told = question(ada.uid, snapshot)
    assert told
    assert told.likely is Kind.ACCEPTED
    assert told.evidence == "somebody of this name is in Connections.csv since 9 Nov"
    before = lines(CONNECTIONS_WITH_URL, f"Ada,Quill,{ADA},,,,3 May 2020")
    ada, snapshot = asked(ADDRESSED_ROW, before)
    told = question(ada.uid, snapshot)
    assert told
    assert (told.likely, told.evidence) == (Kind.ACCEPTED, "they are in Connections.csv since 3 May 2020")
    ada, snapshot = asked(ADDRESSED_ROW)
    told = question(ada.uid, snapshot)
    assert told
    assert told.likely is None


def test_the_likely_answer_is_the_same_in_any_order() -> None:
    two = lines(CONNECTIONS, "Ada,Quill,,,,7 Nov 2026", "Ada,Quill,,,,9 Nov 2026")
    assert asked(two, BARE)[0].events == asked(BARE, two)[0].events


def test_withdrawals_that_an_export_brings_are_counted() -> None:
    from invitetui.sources import own  # noqa: PLC0415

    ada = only(take(EMPTY, ADDRESSED_ROW))
    export = own.to_json([ada.recording(Event(Kind.WITHDRAWN, utc("2026-11-20")))])
    changes = compare(take(EMPTY, ADDRESSED_ROW), export)
    assert (changes.withdrawn, changes.updated, changes.says) == (
        (ada.uid,), (ada.uid,), "Import: 1 updated, 1 withdrawn",
    )  # fmt: skip
    assert compare(EMPTY, export).withdrawn == (ada.uid,)
    assert compare(take(EMPTY, export), export).withdrawn == ()
    assert read(export).records
