"""Names and notes are data: nothing in them steers a terminal, and equal names are found equal."""

from __future__ import annotations

import pytest

from invitetui.domain.text import clean, fold

BAD = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Ada King", "Ada King"),
        ("  Ada \t\n King\u00a0 ", "Ada King"),
        ("Ada\r\nKing", "Ada King"),
        ("\x1b]0;title\x07Ada", f"{BAD}]0;title{BAD}Ada"),
        ("\x1b[2JAda", f"{BAD}[2JAda"),
        ("\x9b2JAda\x85", f"{BAD}2JAda{BAD}"),
        ("A\x00d\x7fa", f"A{BAD}d{BAD}a"),
        ("Ada\u202egniK\u202c", f"Ada{BAD}gniK{BAD}"),
        ("\u2066Ada\u2069", f"{BAD}Ada{BAD}"),
        ("Ada\u2028King\u2029", f"Ada{BAD}King{BAD}"),
        ("Ada \ud83d", f"Ada {BAD}"),
        ("\ufeffAda\ufff9", f"{BAD}Ada{BAD}"),
        ("[/bold] [@click=quit]", "[/bold] [@click=quit]"),
        ("山田 花子 🏳️‍🌈 محمد", "山田 花子 🏳️‍🌈 محمد"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_as_a_mark(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada  King ", "ada king"),
        ("Søren Rådström", "SØREN RÅDSTRÖM"),
        ("R\u00e5dstr\u00f6m", "Ra\u030adstro\u0308m"),
        ("Strauß", "STRAUSS"),
        ("Ada\u00a0King", "Ada King"),
        ("ß\u0301", "sś"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_different() -> None:
    assert fold("Ada King") != fold("Ada Kling")
    assert fold("Rådström") != fold("Radstrom")
