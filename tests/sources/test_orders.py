"""Archive, older archive, text page, HTML page: in any order, and twice, they give the same book."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import permutations
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation
from invitetui.domain.standing import PENDING, State
from invitetui.domain.text import clean, fold
from invitetui.sources import archive
from invitetui.sources.reconcile import reconcile
from invitetui.sources.seen import Seen
from tests import archives, orders
from tests.archives import ERA_2024, ERAS, Era, made_up
from tests.sources.taking import EMPTY, NOW, PROVEN, states

DAY = timedelta(days=1)


def plain(book: Book) -> Counter[Invitation]:
    return Counter(msgspec.structs.replace(invitation, uid="") for invitation in book)


def sources(
    sent: list[archives.Sent], era: Era, older_era: Era, days: list[int], *, complete: bool
) -> list[Seen]:
    """Return what LinkedIn shows on four days: two archives, the page as text and as HTML."""
    moments = [NOW - ago * DAY for ago in days]
    cards = None if complete else 5
    made = [
        archives.archive(sent, era, moments[0]).zipped(),
        archives.archive(sent, older_era, moments[1]).zipped(),
        archives.sent_text(sent, moments[2], cards=cards).encode(),
        archives.sent_html(sent, moments[3], cards=cards).encode(),
    ]
    return [
        archive.read_bytes(data, f"source {n}", now=moment)
        for n, (data, moment) in enumerate(zip(made, moments, strict=True))
    ]


def all_sources(sent: list[archives.Sent], era: Era, older_era: Era, days: list[int]) -> list[Seen]:
    """Return besides those what comes alone: the newest Connections.csv, and messages.csv."""
    alone = [archives.archive(sent, era, NOW).connections.encode(), archives.messages(sent, NOW).encode()]
    return [
        *sources(sent, era, older_era, days, complete=True),
        *(archive.read_bytes(data, f"alone {n}", now=NOW) for n, data in enumerate(alone)),
    ]


def some_orders(seen: list[Seen], seed: int, count: int = 8) -> list[tuple[Seen, ...]]:
    random = Random(seed)
    return [
        tuple(seen),
        tuple(reversed(seen)),
        *(tuple(random.sample(seen, len(seen))) for _ in range(count)),
    ]


def book_of(order: tuple[Seen, ...]) -> Book:
    book = EMPTY
    for seen in order:
        changes = reconcile(book, seen, NOW)
        book = book.replacing(changes.edits, changes.noted)
    return book


@settings(PROVEN, max_examples=15)
@given(
    st.integers(0, 10_000), st.sampled_from(ERAS), st.sampled_from(ERAS),
    st.lists(st.integers(0, 40), min_size=4, max_size=4), st.booleans(),
)  # fmt: skip
def test_four_sources_in_any_order_give_one_book(
    seed: int, era: Era, older_era: Era, days: list[int], complete: bool
) -> None:
    """Where names are unique: else see the next."""
    sent = made_up(25, NOW, seed, days=150, namesakes=False, reinvited=False)
    seen = sources(sent, era, older_era, days, complete=complete)
    books = [book_of(order) for order in permutations(seen)]
    for order, book in zip(permutations(seen), books, strict=True):
        assert plain(book) == plain(books[0])
        assert all(reconcile(book, again, NOW).edits == {} for again in order)


@settings(PROVEN, max_examples=40)
@given(
    st.integers(0, 10_000), st.sampled_from(ERAS), st.sampled_from(ERAS),
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
)  # fmt: skip
def test_files_may_come_alone_and_before_what_they_are_about(
    seed: int, era: Era, older_era: Era, days: list[int]
) -> None:
    sent = made_up(25, NOW, seed, days=230, namesakes=False, reinvited=era.addressed and older_era.addressed)
    seen = all_sources(sent, era, older_era, days)
    first, *others = some_orders(seen, seed)
    book = book_of(first)
    assert all(not reconcile(book, again, NOW) for again in first)
    for order in others:
        assert plain(book_of(order)) == plain(book)


@settings(PROVEN, max_examples=8)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_with_namesakes_and_second_requests_nobody_is_doubled_or_lost(seed: int, days: list[int]) -> None:
    sent = made_up(40, NOW, seed, days=150)
    seen = sources(sent, ERA_2024, ERA_2024, days, complete=True)
    truth = Counter((s.url, s.at) for s in sent if s.at <= max(NOW - ago * DAY for ago in days[:2]))
    for order in permutations(seen):
        book = book_of((*order, *order))
        exact = Counter((i.url, i.sent_earliest) for i in book if i.sent_earliest == i.sent_latest)
        assert exact == truth


@settings(PROVEN, max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(ERAS), st.booleans())
def test_the_truth_comes_out(seed: int, era: Era, as_text: bool) -> None:
    """An archive and the complete page of the same moment: states, times, links, notes, headlines."""
    sent = made_up(40, NOW, seed, days=150, namesakes=era.addressed and not as_text, reinvited=False)
    first, _, text, html = sources(sent, era, era, [0, 0, 0, 0], complete=True)
    page = text if as_text else html
    assert page.pages[0].complete
    for order in ((first, page), (page, first)):
        book = book_of(order)
        assert Counter((fold(i.name), i.sent_earliest, i.note) for i in book) == Counter(
            (fold(s.name), s.at, clean(s.note) or None) for s in sent
        )
        listed = {(fold(s.name), s.at): s for s in archives.pending(sent, NOW)}
        stood = states(book)
        for invitation in book:
            truth = listed.get((fold(invitation.name), invitation.sent_earliest))
            if era.addressed or not as_text:
                assert (invitation.url is None) == (
                    not era.addressed and truth is None and not invitation.url
                )
            if truth:
                assert invitation.headline == " ".join(archives.headline(truth))
            if Counter(fold(s.name) for s in sent)[fold(invitation.name)] == 1:
                assert (stood[invitation.name] in PENDING) == (truth is not None)
                if truth is None:
                    assert stood[invitation.name] in (State.ACCEPTED, State.UNCLEAR)


@pytest.mark.parametrize("seed", range(40))
def test_namesakes_mixed_eras_and_late_pages_give_one_book_and_nothing_false(seed: int) -> None:
    """A few of the seeds that `python -m tests.orders` tries."""
    known = orders.case(seed)
    first, *others = (orders.book_of(order) for order in orders.orders(known.seen, seed, 6))
    assert [orders.differences(first, other) for other in others] == [[]] * len(others)
    assert not any(reconcile(first, again, NOW) for again in known.seen)
    assert orders.falsehoods(first, known) == {}
