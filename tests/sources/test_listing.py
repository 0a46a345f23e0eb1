"""The Sent page and a book: who is pending, who is missing, and what is then a question."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from time import process_time

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.standing import PENDING, State
from invitetui.sources.reconcile import reconcile
from invitetui.sources.reconciled import Reconciled
from invitetui.sources.seen import merge
from tests import archives
from tests.archives import Sent
from tests.sources.taking import EMPTY, HOME, NOW, compare, connected_by, lines, read, states, take

DAY = timedelta(days=1)


def sent(name: str, days: float, note: str = "", accepted: float | None = None) -> Sent:
    first, last = name.split()
    at = (NOW - days * DAY).replace(second=0, microsecond=0)
    return Sent(
        first, last, f"{name.lower().replace(' ', '-')}", at, note, NOW - accepted * DAY if accepted else None
    )


ADA, BO, CY = sent("Ada Quill", 20), sent("Bo Vask", 10), sent("Cy Zeel", 3)
ARCHIVE = archives.archive([ADA, BO, CY]).zipped()
PAGES = [archives.sent_text, archives.sent_html]


@pytest.fixture(params=["text", "html"])
def page(request: pytest.FixtureRequest) -> bytes:
    """The complete Sent page, on which Ada is missing."""
    write = archives.sent_text if request.param == "text" else archives.sent_html
    return write([BO, CY], NOW).encode()


def at(book: Book, data: bytes, days: float) -> Reconciled:
    moment = NOW - days * DAY
    from invitetui.sources import archive  # noqa: PLC0415

    return reconcile(book, archive.read_bytes(data, "page", now=moment), moment)


def test_who_is_missing_from_a_complete_page_is_a_question(page: bytes) -> None:
    book = take(EMPTY, ARCHIVE)
    changes = compare(book, page)
    assert [book[uid].name for uid in changes.unclear] == ["Ada Quill"]
    assert (changes.added, changes.accepted, changes.rejected) == ((), (), ())
    after = book.replacing(changes.edits)
    assert states(after) == {"Ada Quill": State.UNCLEAR, "Bo Vask": State.FRESH, "Cy Zeel": State.FRESH}
    assert compare(after, page).edits == {}
    assert {i.name: i.headline for i in after}["Bo Vask"] == " ".join(archives.headline(BO))


@pytest.mark.parametrize("write", PAGES)
def test_an_incomplete_copy_concludes_nothing(write: object) -> None:
    assert callable(write)
    book = take(EMPTY, ARCHIVE)
    changes = compare(book, write([BO, CY], NOW, cards=1).encode())
    assert changes.unclear == ()
    assert State.UNCLEAR not in states(book.replacing(changes.edits)).values()


def test_nobody_sent_after_the_page_was_taken_is_missing(page: bytes) -> None:
    book = take(EMPTY, archives.archive([sent("Dee Umber", 1)]).zipped())
    assert at(book, archives.sent_html([sent("Dee Umber", 1), BO], NOW - 2 * DAY).encode(), 2).unclear == ()


def test_a_newer_page_that_lists_it_answers_the_question_in_any_order(page: bytes) -> None:
    book = take(EMPTY, ARCHIVE)
    newer = archives.sent_html([ADA, BO, CY], NOW + DAY).encode()
    first = book.replacing(compare(book, page).edits)
    first = first.replacing(at(first, newer, -1).edits)
    second = book.replacing(at(book, newer, -1).edits)
    second = second.replacing(compare(second, page).edits)
    assert first == second
    assert set(states(first, NOW + DAY).values()) <= {*PENDING}


def test_a_connection_answers_the_question(page: bytes) -> None:
    book = take(EMPTY, ARCHIVE, page)
    connection = connected_by(HOME + "ada-quill", "15 Nov 2026")
    assert states(take(book, connection))["Ada Quill"] is State.ACCEPTED
    assert take(book, connection).by_uid == take(EMPTY, ARCHIVE, connection, page).by_uid


def test_what_is_over_six_months_old_by_then_is_expired(page: bytes) -> None:
    old = archives.archive([sent("Eve Old", 200), BO, CY]).zipped()
    assert states(take(EMPTY, old, page))["Eve Old"] is State.EXPIRED


def test_what_linkedin_lists_after_six_months_is_pending_still() -> None:
    old = sent("Eve Old", 190)
    book = take(EMPTY, archives.archive([old]).zipped())
    assert states(book)["Eve Old"] is State.EXPIRED
    html = archives.sent_html([BO], NOW).replace("bo-vask", "eve-old").replace("Bo Vask", "Eve Old")
    html = html.replace("Sent 1 week ago", "Sent 6 months ago")
    assert states(take(book, html.encode())) == {"Eve Old": State.STALE}


@pytest.mark.parametrize("kind", [Kind.WITHDRAWN, Kind.GONE])
def test_one_that_was_withdrawn_here_and_is_listed_still_is_a_question_and_no_overwrite(
    kind: Kind, page: bytes
) -> None:
    book = take(EMPTY, ARCHIVE)
    bo = next(i for i in book if i.name == "Bo Vask")
    book = book.replacing({bo.uid: bo.recording(Event(kind, NOW - 2 * DAY))})
    changes = compare(book, page)
    assert bo.uid in changes.unclear
    after = book.replacing(changes.edits)
    assert states(after)["Bo Vask"] is (State.COOLING if kind == Kind.WITHDRAWN else State.EXPIRED)
    answered = after.replacing({bo.uid: after[bo.uid].recording(Event(Kind.PENDING, NOW))})
    assert states(answered)["Bo Vask"] is State.FRESH
    withdrawn_later = book.replacing({bo.uid: bo.recording(Event(kind, NOW + DAY))})
    assert bo.uid not in at(withdrawn_later, page, 0).unclear


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Kind.ACCEPTED, State.ACCEPTED),
        (Kind.WITHDRAWN, State.COOLING),
        (Kind.GONE, State.EXPIRED),
        (Kind.PENDING, State.STALE),
    ],
)
def test_the_persons_word_answers(kind: Kind, state: State, page: bytes) -> None:
    book = take(EMPTY, ARCHIVE, page)
    ada = next(i for i in book if i.name == "Ada Quill")
    answered = book.replacing({ada.uid: ada.recording(Event(kind, NOW))})
    assert states(answered)["Ada Quill"] is state
    assert take(answered, page, ARCHIVE) == answered


def test_namesakes_on_a_page_without_addresses_are_told_apart_by_headline_or_left_out() -> None:
    twins = [sent("Ada Quill", 10), Sent("Ada", "Quill", "ada-quill-2", NOW - 11 * DAY)]
    text = archives.sent_text(twins, NOW).encode()
    html = archives.sent_html(twins, NOW).encode()
    addressed = take(EMPTY, html)
    assert compare(addressed, text).rejected == ()
    assert compare(addressed, text).added == ()
    bare = take(EMPTY, archives.archive(twins).zipped())
    changes = compare(bare, text)
    assert (len(changes.rejected), changes.added, changes.unclear) == (2, (), ())
    assert len(take(EMPTY, text, html)) == 2
    assert len(take(EMPTY, text, archives.archive(twins).zipped(), html)) == 2


def test_two_people_alike_in_all_but_their_address_are_two_once_it_is_known() -> None:
    twins = [Sent("Ada", "Quill", f"ada-{number}00", NOW - 10 * DAY) for number in (1, 3)]
    text = lines("People (2)", *["Ada Quill", "Cook", "Sent 1 week ago", "Withdraw"] * 2)
    html = archives.sent_html(twins, NOW)
    for one in twins:
        for line in archives.headline(one):
            html = html.replace(f"<p class='_x3a9'><span>{line}</span></p>", "")
    html = html.replace("</a></p>", "</a></p><p>Cook</p>")
    alone = compare(EMPTY, text)
    assert (len(alone.added), len(alone.rejected)) == (1, 1)
    both = take(EMPTY, text, html.encode())
    assert sorted(str(i.url) for i in both) == sorted(one.url for one in twins)
    assert take(both, text, html.encode()) == both


def test_one_name_on_thousands_of_cards_takes_no_longer_than_thousands_of_names() -> None:
    cards = [
        line for n in range(10_000) for line in ("Ada Quill", f"Cook {n}", "Sent 1 week ago", "Withdraw")
    ]
    before = process_time()
    changes = compare(EMPTY, lines("People (10,000)", *cards))
    assert (len(changes.rejected), changes.edits) == (10_000, {})
    assert process_time() - before < 3


def test_messages_tell_the_time_of_an_acceptance_in_any_order() -> None:
    ada = sent("Ada Quill", 20, "Hello Ada", accepted=15.3)
    made = archives.archive([ada, BO])
    sources = [made.invitations.encode(), made.connections.encode(), archives.messages([ada], NOW).encode()]
    for order in permutations(range(3)):
        (event,) = [e for i in take(EMPTY, *(sources[n] for n in order)) for e in i.events]
        assert event == Event(Kind.ACCEPTED, NOW - 15.3 * DAY, by="linkedin")
    whole = archives.pack({**made.files(), "messages.csv": sources[2], "guide_messages.csv": b"x"})
    assert take(EMPTY, whole).by_uid == take(EMPTY, *sources).by_uid
    damaged = archives.pack({**made.files(), "messages.csv": sources[2] + b'"'})
    assert [r.source for r in read(damaged, "a.zip").rejected] == ["a.zip/messages.csv"]
    with pytest.raises(Exception, match="not with people"):
        read(sources[2], "guide_messages.csv")


def test_connections_alone_wait_for_the_invitations() -> None:
    ada = sent("Ada Quill", 20, accepted=15)
    made = archives.archive([ada])
    changes = compare(EMPTY, made.connections.encode())
    assert (changes.edits, changes.rejected, bool(changes)) == ({}, (), True)
    book = take(EMPTY, made.connections.encode())
    assert not compare(book, made.connections.encode())
    assert take(book, made.invitations.encode()).by_uid == take(EMPTY, made.zipped()).by_uid


def test_an_archive_and_a_page_in_one_import_say_the_same(page: bytes) -> None:
    assert take(EMPTY, merge([read(page), read(ARCHIVE)])) == take(EMPTY, ARCHIVE, page)
