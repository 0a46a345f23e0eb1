"""Likeness of notes: a measure, and a search that misses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.similar import NEARLY, Notes, essence, similarity

WORDS = st.sampled_from(
    "hi we met at pydata and your talk on data tools was good shall connect soon 李雷 ä".split()
)
NOTES = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join))


@given(NOTES, NOTES)
def test_it_is_symmetric_and_1_for_equal(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1


@given(NOTES)
def test_the_name_makes_no_difference(note: str) -> None:
    greeted = f"Hi Zyxw, {note}"
    assert essence(greeted, "Zyxw Vuts") == essence(f"Hi Qponm, {note}", "Qponm Lkji") or "zyxw" in essence(
        note
    )


@given(st.lists(NOTES, max_size=12), NOTES)
def test_the_search_finds_just_what_comparing_all_finds(earlier: list[str], note: str) -> None:
    found = Notes((str(number), text, "") for number, text in enumerate(earlier)).repeated(note)
    mine = essence(note)
    alike = [similarity(mine, essence(text)) for text in earlier if len(essence(text)) >= 12]
    best = max(alike, default=0.0)
    if len(mine) < 12 or best < NEARLY:
        assert found is None
    else:
        assert found is not None
        assert found.similarity == pytest.approx(best)
