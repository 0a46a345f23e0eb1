"""Laws of all that comes in from outside: text, addresses, filters, dates, settings."""

from __future__ import annotations

import tempfile
import unicodedata
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from invitetui import settings
from invitetui.domain.compare import wilson
from invitetui.domain.profile import HOME, SENT_PAGE, HostileAddress, canonical, openable
from invitetui.domain.rules import Rules, evidence
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import stats
from invitetui.domain.text import clean, fold
from invitetui.domain.views import FILTER_WORDS, Filter, FilterError, SortBy, Tab, View
from invitetui.typed import NotADate, instant
from tests.property.books import START, ZONES, snapshots

anything = st.text(st.characters(categories=None), max_size=40)
"""Any code points, lone surrogates among them."""

awkward = st.text(
    st.sampled_from("aA ßİſǰΐ\u0345\u0301\u0323\u030a\u00a0\u2028\u202e\ufeff\x1b\x85\n\t\ud800K"),
    max_size=12,
)


@given(anything | awkward)
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_that_steers_a_terminal(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert shown == shown.strip()
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert not any(unicodedata.bidirectional(c) in BIDI_CONTROLS for c in shown)
    shown.encode()


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(anything | awkward)
def test_folding_twice_is_folding_once_and_knows_no_case_and_no_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(f"  {text}\t") == fold(text)


slugs = st.text(st.characters(categories=("L", "N", "M")) | st.sampled_from("-_.~%2fF5C@/\\?# "), max_size=20)
addresses = st.one_of(
    anything,
    slugs.map(HOME.__add__),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(("", "https://", "http://", "HTTPS://", "//", "javascript:", "file://", "-")),
        st.sampled_from(
            ("www.linkedin.com", "linkedin.com", "fr.linkedin.com", "www.linkedin.com@e.example", "e.example")
        ),
        st.sampled_from(("", ":443", ":", ".e.example", "\\", "\t")),
        slugs.map("/in/".__add__),
    ),
)


@given(addresses)
@example(HOME + "%2e%2e")
@example(HOME + "a%CC%8A")
def test_a_canonical_address_is_its_own_canonical_address(address: str) -> None:
    try:
        checked = canonical(address)
    except HostileAddress:
        return
    if checked is not None:
        assert canonical(checked) == checked
        assert checked.startswith(HOME)
        assert "/" not in checked.removeprefix(HOME)
        assert checked == clean(checked)


@given(addresses)
def test_what_is_opened_is_always_a_plain_ascii_page_of_linkedin(address: str) -> None:
    opened = openable(address)
    assert opened.startswith("https://www.linkedin.com/")
    assert opened.isascii()
    assert opened.isprintable()
    assert not set(opened) & set(" \\\"'`<>;|$&()")
    assert opened == SENT_PAGE or canonical(opened) == canonical(address)


filter_texts = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(("", "-", "--")),
        st.sampled_from(("", "colour:", *FILTER_WORDS)),
        st.sampled_from(("", "ada", "14d", "3w", "stale", "pending", "low", "none", "yes", "z", '"a b"', '"'))
        | anything,
    ),
    max_size=3,
).map(" ".join)


@given(filter_texts, snapshots)
def test_a_filter_is_refused_as_such_or_tells_each_one_apart(text: str, snapshot: Snapshot) -> None:
    try:
        wanted = Filter.parse(text)
    except FilterError:
        return
    for tab in Tab:
        whole = View(tab).sections(snapshot)
        found = View(tab, wanted).sections(snapshot)
        assert all(section.uids for section in found)
        titles = {section.title: section.uids for section in whole}
        for section in found:
            kept = iter(titles[section.title])
            assert all(uid in kept for uid in section.uids), "the order is that of the whole list"


@given(
    st.sampled_from(("ada", "older:14d", "younger:3w", "state:pending", "state:maybe", "priority:low"))
    | st.sampled_from(("priority:none", "note:no", "signal:z", "kept:yes", "source:fair", '"ada king"')),
    snapshots,
)
def test_a_word_and_its_negation_share_the_book_between_them(word: str, snapshot: Snapshot) -> None:
    wanted, unwanted = Filter.parse(word), Filter.parse(f"-{word}")
    for invitation in snapshot.book:
        stands = snapshot.standings[invitation.uid]
        assert wanted.matches(invitation, stands, snapshot) != unwanted.matches(invitation, stands, snapshot)


@given(snapshots, st.sampled_from(SortBy), st.booleans())
def test_every_sort_of_the_sent_tab_lists_everyone_once(
    snapshot: Snapshot, sort_by: SortBy, reverse: bool
) -> None:
    listed = [
        uid for s in View(Tab.SENT, sort_by=sort_by, reverse=reverse).sections(snapshot) for uid in s.uids
    ]
    assert sorted(listed) == sorted(snapshot.book.by_uid)


@given(snapshots)
def test_no_one_stands_in_two_sections_of_a_tab(snapshot: Snapshot) -> None:
    for tab in Tab:
        listed = [uid for section in View(tab).sections(snapshot) for uid in section.uids]
        assert len(listed) == len(set(listed))


@given(snapshots)
def test_the_figures_add_up(snapshot: Snapshot) -> None:
    found = stats(snapshot)
    assert sum(found.counts.values()) == len(snapshot.book) == found.naive.n
    assert sum(week.sent for week in found.weeks) == len(snapshot.book)
    assert sum(week.accepted for week in found.weeks) == found.naive.successes
    assert sum(week.open for week in found.weeks) == snapshot.pending == sum(b.count for b in found.ages)
    assert found.matured.n <= found.naive.n
    assert all(week.monday.weekday() == 0 for week in found.weeks)


@given(st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_wilson_interval_holds_its_rate_within_0_and_1(of: tuple[int, int]) -> None:
    found = wilson(*of)
    if found.rate is None or found.low is None or found.high is None:
        assert of == (0, 0)
    else:
        assert 0 <= found.low <= found.rate <= found.high <= 1
        turned = wilson(of[1] - of[0], of[1])
        assert turned.low == pytest.approx(1 - found.high, abs=1e-12)


dates = st.one_of(
    anything,
    st.datetimes().map(datetime.isoformat),
    st.dates().map(str),
    st.builds(
        "{}{} {}{}".format,
        st.sampled_from(("", "in ")),
        st.integers(-5, 10**12) | st.sampled_from(("a", "an")),
        st.sampled_from(("seconds", "hour", "days", "weeks", "months", "years", "quarters")),
        st.sampled_from((" ago", "")),
    ),
)


@given(dates, st.sampled_from(ZONES))
def test_what_is_typed_is_an_instant_in_utc_or_no_date(text: str, zone: tzinfo) -> None:
    try:
        read = instant(text, START, zone)
    except NotADate:
        return
    assert read.utcoffset() == timedelta()


toml = st.one_of(
    st.binary(max_size=60),
    st.builds(
        "[rules]\n{} = {}\n".format,
        st.sampled_from([*evidence(), "working_days", "nope"]),
        st.one_of(
            st.integers(),
            st.floats().map(str),
            st.sampled_from(
                ("true", '"x"', "[]", '["mon"]', "[1]", "{}", "1979-05-27", "0x" + "f" * 4000, "1" * 5000)
            ),
        ),
    ).map(str.encode),
)


@given(toml)
def test_any_settings_file_gives_rules_within_their_ranges_and_is_left_alone(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(content)
        found = settings.read(path)
        assert path.read_bytes() == content
    for name, known in evidence().items():
        assert known.low <= getattr(found.rules, name) <= known.high
    assert found.rules.day_starts < found.rules.day_ends
    assert found.rules.working_days
    assert all(line == clean(line) for line in found.problems)
    assert found.rules == Rules() or found.set_here
