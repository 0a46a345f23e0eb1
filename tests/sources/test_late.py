"""A Sent page that is imported some time after it was copied still shows the same people."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.text import fold
from invitetui.sources import archive
from invitetui.sources.places import COPIED_LONG_AGO
from invitetui.sources.reconcile import reconcile
from invitetui.sources.reconciled import Reconciled
from invitetui.sources.seen import Seen
from tests import archives
from tests.archives import ERA_2022, ERA_2024, Era, made_up
from tests.sources.taking import EMPTY, NOW, PROVEN, compare, lines, only, row, take

AN_HOUR = timedelta(hours=1)


def page(sent: list[archives.Sent], late: timedelta, *, html: bool = False) -> Seen:
    """Return the page of `NOW` as it is understood when it is read `late`."""
    write = archives.sent_html if html else archives.sent_text
    return archive.read_bytes(write(sent, NOW).encode(), "the page", now=NOW + late)


def after(late: timedelta, *sources: Seen) -> tuple[Book, list[Reconciled]]:
    book, steps = EMPTY, []
    for seen in sources:
        steps.append(found := reconcile(book, seen, NOW + late))
        book = book.replacing(found.edits, found.noted)
    return book, steps


@settings(PROVEN, max_examples=40)
@given(
    st.integers(0, 10_000),
    st.integers(0, 24 * 60 - 1).map(lambda minutes: timedelta(minutes=minutes)),
    st.booleans(),
    st.sampled_from([ERA_2022, ERA_2024]),
)
def test_read_up_to_a_day_late_it_doubles_nobody_and_asks_nothing_new(
    seed: int, late: timedelta, html: bool, era: Era
) -> None:
    sent = made_up(60, NOW, seed, namesakes=False, reinvited=False)
    made = archive.read_bytes(archives.archive(sent, era, NOW).zipped(), "a.zip", now=NOW)
    for order in permutations([made, page(sent, late, html=html)]):
        book, steps = after(late, *order)
        truth = {fold(one.name): one.at for one in sent if one.at >= NOW - archives.WINDOW}
        assert len(book) == len(truth)
        assert all(one.sent_earliest <= truth[fold(one.name)] <= one.sent_latest for one in book)
        assert not any(step.rejected or step.contradicted for step in steps)
        assert not any(reconcile(book, again, NOW + late) for again in order)
    _, (_, asked) = after(timedelta(), made, page(sent, timedelta(), html=html))
    _, (_, late_asked) = after(late, made, page(sent, late, html=html))
    assert len(late_asked.unclear) <= len(asked.unclear) + 1, "who was sent in the last day is asked of later"


@pytest.mark.parametrize("late", [timedelta(minutes=20), 6 * AN_HOUR, 23 * AN_HOUR])
def test_the_same_text_pasted_again_later_is_the_same_people(late: timedelta) -> None:
    sent = made_up(60, NOW, 5, namesakes=False, reinvited=False)
    book, (first, second) = after(late, page(sent, timedelta()), page(sent, late))
    assert len(book) == len(first.added)
    assert (second.added, second.unclear, second.rejected, second.contradicted) == ((), (), (), ())


def test_a_page_of_days_ago_is_doubted_rather_than_taken_for_new_people() -> None:
    book = take(EMPTY, lines("From,To,Sent At,Message,Direction", row("Ada Quill", "11/8/26, 9:12 AM")))
    text = "People (1)\nAda Quill\nCook\nSent 3 days ago\nWithdraw\n"
    found = compare(book, text.encode())
    assert [one.reason for one in found.rejected] == [COPIED_LONG_AGO]
    assert (found.added, found.unclear) == ((), ())
    assert found.doubted == (only(book).uid,)
    assert not compare(book.replacing(found.edits), text.encode()).edits


def test_one_that_had_ended_may_be_invited_anew() -> None:
    book = take(EMPTY, lines("From,To,Sent At,Message,Direction", row("Ada Quill", "11/8/26, 9:12 AM")))
    ended = only(book).recording(Event(Kind.WITHDRAWN, NOW - timedelta(days=9)))
    found = compare(
        book.replacing({ended.uid: ended}), b"People (1)\nAda Quill\nCook\nSent 3 days ago\nWithdraw\n"
    )
    assert (len(found.added), found.rejected) == (1, ())


def test_somebody_far_off_in_time_is_somebody_new() -> None:
    book = take(EMPTY, lines("From,To,Sent At,Message,Direction", row("Ada Quill", "8/8/26, 9:12 AM")))
    assert len(compare(book, b"People (1)\nAda Quill\nCook\nSent 3 days ago\nWithdraw\n").added) == 1


def test_of_two_of_a_name_neither_row_is_lost_nor_doubled() -> None:
    cards = (
        b"People (2)\nAda Quill\nCook\nSent 3 days ago\nWithdraw\n"
        b"Ada Quill\nBaker\nSent 4 days ago\nWithdraw\n"
    )
    rows = lines(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
        row("Ada Quill", "11/18/26, 9:12 AM", "https://www.linkedin.com/in/ada-1"),
        row("Ada Quill", "11/17/26, 9:12 AM", "https://www.linkedin.com/in/ada-2"),
    )
    for order in permutations([cards, rows]):
        book = take(EMPTY, *order)
        assert sorted((one.url or "")[-1] for one in book) == ["1", "2"]
        assert all(one.sent_earliest == one.sent_latest for one in book)


def test_whoever_was_invited_after_the_page_was_copied_is_no_question() -> None:
    sent = made_up(20, NOW, 3, namesakes=False, reinvited=False)
    later = archives.Sent("Late", "Comer", "late", NOW + timedelta(hours=2))
    made = archive.read_bytes(archives.archive([later, *sent]).zipped(), "a.zip", now=NOW)
    book, _ = after(6 * AN_HOUR, made, page(sent, 6 * AN_HOUR))
    (new,) = [one for one in book if one.name == "Late Comer"]
    assert not any(event.kind == Kind.MISSED for event in new.events)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("People (195)\nAda\nSent 3 days ago\nWithdraw\n", "1 of 195: scroll to the end and copy again"),
        ("Ada\nSent 3 days ago\nWithdraw\n", "the page's count of people isn't among what was copied"),
        ("People (1)\nAda\nSent 3 days ago\nWithdraw\nBo\nSent 4 days ago\nWithdraw\n", "2 people where"),
    ],
)
def test_what_an_incomplete_page_lacks_is_said(text: str, told: str) -> None:
    (said,) = compare(EMPTY, text.encode()).incomplete
    assert said.startswith(told)
    assert said.endswith("; nothing is concluded from what is missing")


def test_a_complete_page_lacks_nothing() -> None:
    assert compare(EMPTY, b"People (1)\nAda\nSent 3 days ago\nWithdraw\n").incomplete == ()


def test_only_a_page_ends_the_want_of_one() -> None:
    sent = made_up(5, NOW, 3, namesakes=False)
    found = compare(EMPTY, archives.archive(sent).zipped())
    assert found.lacks_page
    assert not compare(EMPTY.replacing(found.edits), page(sent, timedelta())).lacks_page
    assert not compare(
        EMPTY, b"First Name,Last Name,Email Address,Company,Position,Connected On\n"
    ).lacks_page
