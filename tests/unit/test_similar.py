"""How alike two notes are: symmetric, 1 for equal, and on the right side of the mark for real notes."""

from __future__ import annotations

import pytest

from invitetui.domain.similar import NEARLY, Notes, essence, similarity, trigrams

TALK = "Hi {f}, I saw your talk and would love to compare notes."
TALK_IN_CHINESE = "我看了您的演讲，很想和您交流一下数据工具方面的经验。"
NEWS = (
    "Hi {f}, since I last wrote {news}. I think it touches your work too: we both build tools for small "
    "data teams. Happy to connect if you like."
)


def alike(one: str, other: str, name: str = "Ada Okafor", to: str = "Priya Tanaka") -> float:
    return similarity(essence(one, name), essence(other, to))


def test_the_formula() -> None:
    assert trigrams("abc") == {" ab", "abc", "bc "}
    assert similarity("abc", "abd") == 1 / 5
    assert similarity("abc", "xyz") == 0
    assert similarity("", "") == 1


def test_the_same_words_to_somebody_else_are_the_same_words() -> None:
    one, other = TALK.format(f="Ada"), TALK.format(f="PRIYA").replace(",", " –").upper()
    assert alike(one, other) == 1
    assert essence("Hi Søren-Åke!  Well… you", "søren åke") == "hi well you"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NEWS.format(f="Ada", news="we opened an office"), NEWS.format(f="Priya", news="we shipped it")),
        (TALK.format(f="Ada"), TALK.format(f="Priya") + " Best, Jo"),
        (TALK_IN_CHINESE, TALK_IN_CHINESE.replace("工具", "平台")),
    ],
    ids=["a gap filled anew", "a greeting added", "Chinese"],
)  # fmt: skip
def test_what_repeats(one: str, other: str) -> None:
    assert NEARLY <= alike(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TALK, "Hello Priya, we both work on data tooling: shall we connect?"),
        (TALK, "Hi Priya, a friend suggested that we should know each other."),
        ("Hi, I enjoyed your talk on tooling for data teams. I would love to compare notes sometime.",
         "Hi, loved your talk about data tooling! Could we compare notes over a coffee some day?"),
        (TALK_IN_CHINESE, "您好，朋友建议我们认识一下，期待与您联系。"),
    ],
)  # fmt: skip
def test_what_was_written_apart(one: str, other: str) -> None:
    assert alike(one, other) < 0.45 < NEARLY


def test_the_earlier_note_that_is_most_alike_is_named() -> None:
    notes = Notes(
        [
            ("talk", TALK.format(f="Ada"), "Ada Okafor"),
            ("friend", "Hi Rosa, a friend suggested that we should know each other.", "Rosa Eze"),
            ("talk again", TALK.format(f="Umut"), "Umut Demir"),
            ("longer", TALK.format(f="Mei") + " Best regards from Berlin", "Mei Tanaka"),
        ]
    )
    assert len(notes) == 3
    assert notes.repeated(TALK.format(f="Noor"), "Noor Haddad") == ("talk again", 1.0)
    found = notes.repeated(TALK.format(f="Noor") + " Best regards from Oslo", "Noor Haddad")
    assert found is not None
    assert found.uid == "longer"
    assert notes.repeated("Hello Noor, may I ask how you hire for data teams?", "Noor Haddad") is None


@pytest.mark.parametrize("note", ["", "Hi", "Hello Ada", "👋👋👋", "Hi Ada Okafor!"])
def test_next_to_nothing_repeats_nothing(note: str) -> None:
    assert Notes([("x", note, "Ada Okafor")]).repeated(note, "Ada Okafor") is None
