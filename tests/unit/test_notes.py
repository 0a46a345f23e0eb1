"""The note of an invitation: its length, its gaps, its templates, and how many a month has."""

from __future__ import annotations

import pytest

from invitetui.domain.notes import (
    FREE,
    GAPS,
    STARTERS,
    as_template,
    filled,
    first_name,
    length,
    next_gap,
    notes_this_month,
    unfinished,
)
from invitetui.domain.rules import Rules
from tests.unit.made import seen, sent

NOW = "2026-11-19T10:00"


@pytest.mark.parametrize(
    ("note", "units"),
    [("", 0), ("Hi Ada", 6), ("Søren\n李雷", 8), ("👋", 2), ("👩‍👩‍👧‍👦", 11), ("e\u0301", 2)],
)
def test_length_is_what_a_web_page_s_field_counts(note: str, units: int) -> None:
    assert length(note) == units == len(note.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ada Okafor", "Ada"),
        ("Dr. Ada Okafor", "Ada"),
        ("Prof Dr Ada King", "Ada"),
        ("李雷", "李雷"),
        ("Dr.", "Dr."),
    ],
)
def test_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_greets_by_name_leaves_both_gaps_and_room_to_fill_them(name: str) -> None:
    note = filled(STARTERS[name], "Dr. Ada Okafor")
    assert note.startswith("Hi Ada, ")
    assert all(gap in note for gap in GAPS.values())
    assert "{" not in note
    assert length(note) <= FREE - 50
    assert as_template(note, "Dr. Ada Okafor") == STARTERS[name]


def test_other_braces_stay_and_names_are_taken_literally() -> None:
    assert (
        filled("{first} {name} {0} {} {first.x} [/x]", r"\1 {changed}")
        == r"\1 \1 {changed} {0} {} {first.x} [/x]"
    )
    assert (
        as_template("Hi Ada, Adam says hi to Ada Okafor", "Ada Okafor")
        == "Hi {first}, Adam says hi to {name}"
    )


def test_gaps_are_walked_round() -> None:
    note = filled("{changed} and {common}", "Ada")
    first, second = (note.index(gap) for gap in GAPS.values())
    assert next_gap(note) == (first, first + len(GAPS["changed"]))
    assert next_gap(note, first + 1) == (second, len(note))
    assert next_gap(note, second + 1) == next_gap(note)
    assert next_gap("no gap [here]") is None


def test_the_calendar_month_s_notes_are_counted_from_the_book() -> None:
    snapshot = seen(
        NOW,
        sent("2026-11-01T00:00", to="a", note="Hi"),
        sent("2026-11-18", to="b", note="Hi"),
        sent("2026-11-18", to="c"),
        sent("2026-10-31T23:59", to="d", note="Hi"),
        sent("2025-11-18", to="e", note="Hi"),
        sent("2026-11-20", to="later", note="Hi"),
    )
    assert notes_this_month(snapshot) == (2, 3)


def test_free_notes_end_and_premium_has_no_such_limit() -> None:
    many = [sent("2026-11-10", to=f"p{number}", note="Hi") for number in range(7)]
    assert notes_this_month(seen(NOW, *many)) == (7, 0)
    assert notes_this_month(seen(NOW, *many, rules=Rules(note_length=300))) == (7, None)


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("Hi Ada", []),
        (" \n", ["There is no note"]),
        ("[what changed since]", ["[what changed since] is still to be filled in"]),
        ("x" * 301, ["LinkedIn takes 300 characters at most"]),
        ("👋" * 150, []),
        ("👋" * 151, ["LinkedIn takes 300 characters at most"]),
    ],
)
def test_what_a_note_still_lacks(note: str, says: list[str]) -> None:
    assert unfinished(note) == says
