"""Importing again changes nothing, and neither does the order, whatever the archives hold."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.sources.acceptance import BY_NAME_WITH_ADDRESS
from invitetui.sources.listing import BESIDE
from invitetui.sources.reconcile import DOUBTFUL
from invitetui.sources.seen import Seen, SeenConnection, SeenInvitation, merge
from invitetui.sources.times import COPIED_LATE, gap, is_range
from tests import archives
from tests.archives import ERA_2022, ERA_2023, ERA_2024, ERAS, made_up
from tests.sources.taking import EMPTY, HOME, NOW, PROVEN, compare, read, take

NAMES = st.sampled_from(["Ada Quill", "ada  quill", "Bo Vask", "李 伟"])
URLS = st.none() | st.sampled_from([HOME + slug for slug in ("ada", "Ada", "ada-2", "bo", "李伟")])
HOURS = st.integers(min_value=0, max_value=40).map(lambda hours: NOW - timedelta(hours=13 * hours))


@st.composite
def invitations(draw: st.DrawFn) -> SeenInvitation:
    earliest = draw(HOURS)
    latest = earliest + draw(st.sampled_from([timedelta()] * 3 + [timedelta(hours=1), timedelta(days=7)]))
    note = draw(st.sampled_from([None, "Hello"]))
    return SeenInvitation(draw(NAMES), draw(URLS), earliest, latest, note, 1, "made-up.csv")


@st.composite
def connections(draw: st.DrawFn) -> SeenConnection:
    day = draw(HOURS).replace(hour=0)
    return SeenConnection(
        draw(NAMES),
        draw(URLS),
        day,
        day + timedelta(days=1, seconds=-1),
        draw(st.integers(1, 9)),
        "made-up.csv",
    )


def exact(seen: Seen) -> Seen:
    """As an archive is: ranges come from the Sent page alone."""
    return Seen(
        seen.what,
        tuple(msgspec.structs.replace(i, sent_latest=i.sent_earliest) for i in seen.invitations),
        seen.connections,
    )


SEEN = st.builds(
    Seen,
    what=st.just("made up"),
    invitations=st.lists(invitations(), max_size=8).map(tuple),
    connections=st.lists(connections(), max_size=6).map(tuple),
)
WORDS = st.sampled_from([Kind.WITHDRAWN, Kind.GONE, Kind.ACCEPTED, Kind.KEPT, Kind.DISMISSED])


@st.composite
def books(draw: st.DrawFn) -> Book:
    book = take(EMPTY, draw(SEEN), draw(SEEN))
    for invitation in tuple(book):
        if draw(st.booleans()):
            said = Event(draw(WORDS), draw(HOURS))
            book = book.replacing({invitation.uid: invitation.recording(said)})
    return book


@PROVEN
@given(books(), SEEN.map(exact))
def test_importing_again_changes_nothing(book: Book, seen: Seen) -> None:
    after = take(book, seen)
    again = compare(after, seen)
    assert again.edits == {}
    assert (again.added, again.updated, again.accepted) == ((), (), ())


@PROVEN
@given(books(), SEEN)
def test_an_import_never_deletes(book: Book, seen: Seen) -> None:
    changes = compare(book, seen)
    assert set(changes.edits) == {*changes.added, *changes.updated, *changes.accepted}
    after = book.replacing(changes.edits)
    for before in book:
        now = after[before.uid]
        assert now.name == before.name
        assert [e for e in now.events if e.by == "you"] == [e for e in before.events if e.by == "you"]
        kept = [
            e.kind for e in before.events if not e.value and e.kind not in BESIDE
        ]  # what a name decided may be taken back
        if any(e.kind == Kind.ACCEPTED for i in after for e in i.events if i.person == now.person):
            kept = [kind for kind in kept if kind != Kind.ACCEPTED]  # a later invitation was the accepted one
        assert [e.kind for e in now.events if e.kind in kept][: len(kept)] == kept
        assert now.sent_latest - now.sent_earliest <= before.sent_latest - before.sent_earliest
        assert before.url in (None, now.url) or BY_NAME_WITH_ADDRESS in [e.value for e in before.events]
        assert before.note in (None, now.note)


@PROVEN
@given(books(), SEEN)
def test_nobody_who_was_seen_is_lost(book: Book, seen: Seen) -> None:
    changes = compare(book, seen)
    after = book.replacing(changes.edits)
    contradicted = {rejected.line for rejected in changes.contradicted}
    doubtful = any(rejected.reason == DOUBTFUL for rejected in changes.rejected)
    for shown in seen.invitations:
        assert doubtful or contradicted or any(
            gap(i, shown) <= (COPIED_LATE if is_range(i) or is_range(shown) else timedelta())
            and (shown.url is None or (i.url or "").casefold() == shown.url.casefold())
            for i in after
        )  # fmt: skip


def apart_from_uid(book: Book) -> Counter[Invitation]:
    return Counter(msgspec.structs.replace(invitation, uid="") for invitation in book)


@settings(PROVEN, max_examples=60)
@given(
    st.integers(0, 10_000),
    st.sampled_from(ERAS),
    st.sampled_from(ERAS),
    st.integers(0, 60),
)
def test_two_archives_in_any_order_give_equal_books(
    seed: int, older_era: archives.Era, newer_era: archives.Era, days_apart: int
) -> None:
    """Where names are unique, or both archives have addresses."""
    both_addressed = older_era.addressed and newer_era.addressed
    sent = made_up(40, NOW, seed, days=240, namesakes=both_addressed, reinvited=both_addressed)
    older = read(archives.archive(sent, older_era, NOW - timedelta(days=days_apart)).zipped(), "older.zip")
    newer = read(archives.archive(sent, newer_era, NOW).zipped(), "newer.zip")
    assert apart_from_uid(take(EMPTY, older, newer)) == apart_from_uid(take(EMPTY, newer, older))
    assert apart_from_uid(take(EMPTY, merge([older, newer]))) == apart_from_uid(take(EMPTY, older, newer))


@settings(PROVEN, max_examples=40)
@given(st.integers(0, 10_000))
def test_namesakes_of_two_eras_never_double_or_lose_an_invitation(seed: int) -> None:
    sent = made_up(60, NOW, seed)
    for bare_era in (ERA_2022, ERA_2023):
        bare, addressed = archives.archive(sent, bare_era), archives.archive(sent, ERA_2024)
        for order in ((bare, addressed), (addressed, bare)):
            book = take(EMPTY, *(made.zipped() for made in order))
            assert Counter((i.url, i.sent_earliest) for i in book) == Counter((s.url, s.at) for s in sent)
