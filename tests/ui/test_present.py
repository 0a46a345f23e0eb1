"""What is shown, as pure functions: every promise of a width is kept, for any text."""

from __future__ import annotations

import random
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from invitetui.demo import demo_book
from invitetui.domain.actions import Record
from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.preparing import prepare
from invitetui.domain.reinvitation import person_of
from invitetui.domain.reinvite import check_list
from invitetui.domain.restrictions import Why, recorded
from invitetui.domain.rules import Rules
from invitetui.domain.similar import Repeated
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import stats
from invitetui.domain.text import clean
from invitetui.domain.views import SortBy, Tab, View
from invitetui.ui.present import again, calendar, card, detail, header, rows, welcome
from invitetui.ui.present.checked import checked_lines
from invitetui.ui.present.figures import figures
from invitetui.ui.present.pieces import (
    Line,
    Role,
    bar,
    column,
    cut,
    cut_line,
    fit,
    meter,
    plain,
    sides,
    width_of,
    wrapped,
    wrapped_line,
)
from tests.ui.running import NOW, few
from tests.unit.made import sent, utc, withdrawn

SNAPSHOT = Snapshot(demo_book(NOW), NOW, Rules(), NOW.tzinfo)  # type: ignore[arg-type]  # it is UTC
UIDS = list(SNAPSHOT.standings)
WIDTHS = st.integers(1, 60)
WORDS = st.text(st.one_of(st.characters(), st.sampled_from("李雷김👩‍👧🏳️é\u0301\u202e\x1b [/]…")), max_size=40)
LINES = st.lists(st.tuples(WORDS.map(clean), st.sampled_from(Role)), max_size=6)
EVERY_WIDTH = range(20, 251)
LISTS = pytest.mark.parametrize(("tab", "least"), [(Tab.SENT, 20), (Tab.STALE, 20), (Tab.COOLING, 27)])
"""Each list with the width from which on its least columns fit; an app that small does nothing."""


@given(WORDS, st.integers(-1, 60))
def test_cut_is_never_wider_and_says_where_something_is_missing(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) <= max(0, width)
    assert shown == clean(text) or width <= 0 or shown.endswith("…")


@given(WORDS, st.integers(0, 60), st.booleans())
def test_fit_is_exactly_as_wide(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width


@given(LINES, WIDTHS)
def test_a_cut_line_is_never_wider(line: Line, width: int) -> None:
    shown = cut_line(line, width)
    assert width_of(shown) <= width
    assert shown == line or plain(shown).endswith("…")


@given(WORDS, st.integers(2, 60))
def test_wrapped_loses_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(
    st.lists(st.tuples(st.text("ab 李", max_size=12), st.sampled_from(Role)), max_size=6), st.integers(30, 60)
)
def test_a_wrapped_line_loses_nothing(line: Line, width: int) -> None:
    lines = wrapped_line(line, width, "  ")
    assert all(width_of(part) <= width for part in lines)
    assert "".join("".join(map(plain, lines)).split()) == "".join(plain(line).split())


@given(LINES, LINES, WIDTHS)
def test_sides_fill_the_width_or_give_way(left: Line, right: Line, width: int) -> None:
    shown = sides(left, right, width)
    assert width_of(shown) <= width
    if width_of(left) + width_of(right) < width:
        assert width_of(shown) == width


@given(st.floats(-1, 2), WIDTHS)
def test_a_bar_is_as_wide_as_it_should_be(share: float, width: int) -> None:
    assert cell_len(bar(share, width)) == width
    assert cell_len(bar(share, width, empty="░")) == width
    assert width_of(meter(share, width)) == width + 2
    assert len(column(share)) == 1


@given(st.floats(0, 1), st.floats(0, 1), WIDTHS)
def test_more_is_never_drawn_as_less(one: float, other: float, width: int) -> None:
    def filled(share: float) -> int:
        return sum("▏▎▍▌▋▊▉█".index(sign) + 1 for sign in bar(share, width).rstrip())

    assert (one <= other) <= (filled(min(one, other)) <= filled(max(one, other)))


def test_bars_by_example() -> None:
    assert bar(0.5, 4) == "██  "
    assert bar(0.5, 1) == "▌"
    assert bar(1, 3, empty="░") == "███"
    assert [column(share) for share in (0, 0.01, 0.5, 1)] == ["·", "▁", "▄", "█"]


@LISTS
def test_columns_fill_every_width_and_exceed_none(tab: Tab, least: int) -> None:
    for width in range(least, 251):
        shown = rows.columns(tab, width)
        assert all(one.width > 0 for one in shown), width
        assert rows._MARGIN + sum(one.width + 1 for one in shown) == width, width
        assert shown[0].title == "Name"


@LISTS
def test_rows_and_titles_fit_every_width(tab: Tab, least: int) -> None:
    for width in range(least, 251):
        assert width_of(rows.header(tab, width, SortBy.SENT)) == width
        assert width_of(rows.cells(UIDS[width], tab, SNAPSHOT, width, marked=True)) == width


def test_age_is_always_there_and_a_name_has_room() -> None:
    for width in EVERY_WIDTH:
        titles = [one.title for one in rows.columns(Tab.SENT, width)]
        assert "Sent" in titles
        if width >= 40:
            assert rows.columns(Tab.SENT, width)[0].width >= 16


def test_a_column_is_found_where_it_stands() -> None:
    for width in (40, 80, 120):
        titles = plain(rows.header(Tab.SENT, width))
        for one in rows.columns(Tab.SENT, width):
            found = rows.column_at(Tab.SENT, width, titles.index(one.title))
            assert found
            assert found.title == one.title
    assert rows.column_at(Tab.SENT, 80, 0) is None


@pytest.mark.parametrize("width", [35, 40, 60, 80, 120, 250])
def test_all_that_is_told_fits(width: int) -> None:
    told: list[Line] = [
        header.today(SNAPSHOT, width),
        header.today(SNAPSHOT, width, saving=True, read_only=True),
        calendar.days_line(SNAPSHOT, width),
        *calendar.calendar(SNAPSHOT, width),
        *(line for figure in figures(stats(SNAPSHOT), SNAPSHOT) for line in figure.lines(width)),
        *(line for tab in Tab for line in welcome.empty(View(tab), SNAPSHOT, width, 20)),
        *welcome.steps(width),
        *(line for uid in UIDS[::20] for line in detail.detail(uid, SNAPSHOT, width)),
    ]
    for line in told:
        assert width_of(line) <= width, plain(line)


@pytest.mark.parametrize("width", [40, 60, 76])
def test_a_card_fits(width: int) -> None:
    for uid in UIDS[::20]:
        for line in card.card(uid, SNAPSHOT, width):
            assert width_of(line) <= width, plain(line)


def test_one_of_each_has_a_state_in_a_word() -> None:
    book = {invitation.uid: invitation for invitation in few()}
    assert len(book) == len(few())
    assert {plain([rows.Row.of(uid, SNAPSHOT).state]).split()[0].rstrip(",") for uid in UIDS} >= {
        *("fresh", "stale", "accepted", "cooling", "ready", "closed"),
    }


def test_what_speaks_against_a_sitting_is_said_the_weightiest_first() -> None:
    def told(now: str, *events: Event, done: tuple[str, int] = ("2026-11-01", 0)) -> list[str]:
        over = [sent("2026-10-01", to=f"d{n}").recording(withdrawn(done[0])) for n in range(done[1])]
        waiting = [sent(f"2026-10-02T00:{n:02d}", to=f"u{n}") for n in range(20)]
        return card.why_not_now(Snapshot(Book.of([*over, *waiting], events), utc(now), Rules(), UTC))

    assert told("2026-11-23T10:00") == []
    assert told("2026-11-23T20:00") == ["It is outside your hours, 9:00 to 18:00"]
    assert told("2026-11-21T10:00") == ["Today is a day off"]
    assert told("2026-11-24T10:00", done=("2026-11-23T16:00", 10)) == [
        "You withdrew 10 or more in the last 24 hours: there is room again 24 Nov 16:00"
    ]
    restricted = recorded(Why.WEEKLY, "", utc("2026-11-22T12:00"))
    assert told("2026-11-23T20:00", restricted) == [
        "LinkedIn has restricted you (the weekly limit is reached): withdrawing rests until about Sun"
    ]


@pytest.mark.parametrize("width", [38, 58, 78, 118])
def test_what_stands_on_the_screen_of_a_re_invitation_fits(width: int) -> None:
    prepared = prepare(UIDS[0], SNAPSHOT)
    place = again.Place("Africa/Lagos", UTC)
    for uid in UIDS[::20]:
        person = person_of(uid, SNAPSHOT)
        told: list[Line] = [
            *again.who(person, SNAPSHOT, ["something stands against it " * 4], width),
            *again.aside(person, SNAPSHOT, prepared.hours, place, width),
            *again.aside(person, SNAPSHOT, None, None, width),
            *again.note_length("x" * 350, SNAPSHOT, prepared.allowance, width),
            *again.alarm(Repeated(UIDS[1], 0.7), person, SNAPSHOT, width),
            *again.keys(writing=False, width=width, said=[("said " * 40, Role.PLAIN)]),
            *again.keys(writing=True, width=width, said=[], low=True),
        ]
        for line in told:
            assert width_of(line) <= width, plain(line)


@pytest.mark.parametrize("width", [38, 58, 78, 118])
def test_a_checked_list_fits(width: int) -> None:
    lines = [SNAPSHOT.book[uid].name for uid in UIDS] + ["https://evil.example/" + "x" * 200]
    for line in checked_lines(check_list(lines, SNAPSHOT), width):
        assert width_of(line) <= width, plain(line)


@pytest.mark.parametrize("tab", [Tab.SENT, Tab.STALE, Tab.COOLING])
def test_rows_made_of_the_same_look_the_same(tab: Tab) -> None:
    draw = random.Random(5)
    book = Book.of([*demo_book(NOW), *few()])
    before = Snapshot(book, NOW, Rules(), UTC)
    kept = 0
    for kind in (Kind.WITHDRAWN, Kind.KEPT, Kind.FIRST, Kind.PRIORITY, Kind.ACCEPTED, Kind.SNOOZED) * 4:
        uids = draw.sample([uid for uid, stands in before.standings.items() if stands.pending], 2)
        until = NOW + timedelta(days=3) if kind is Kind.SNOOZED else None
        value = "high" if kind is Kind.PRIORITY else None
        edits = Record(uids, kind, value=value, until=until).change(before).after
        after = before.edited(edits, NOW)
        for uid in book.by_uid:
            made = zip(*(rows.made_of([uid], tab, snapshot)[0] for snapshot in (before, after)), strict=True)
            if all(one is other for one, other in made):
                kept += 1
                assert rows.cells(uid, tab, before, 90) == rows.cells(uid, tab, after, 90)
        before = after
    assert kept or tab is not Tab.SENT
