"""What is asked of the person, why, and what is likely."""

from __future__ import annotations

from invitetui.domain.invitation import Kind
from invitetui.domain.questions import question, questions
from tests.unit.made import event, seen, sent, withdrawn


def test_one_that_vanished_is_asked_about_with_its_evidence() -> None:
    young = sent(
        "2026-11-01", to="ada", events=(event(Kind.SEEN, "2026-11-10"), event(Kind.MISSED, "2026-11-20"))
    )
    old = sent("2026-05-10", "2026-05-25", to="bo", events=(event(Kind.MISSED, "2026-11-20"),))
    snapshot = seen("2026-11-21", young, old, sent("2026-11-02", to="cy"))
    assert questions(snapshot) == ("bo", "ada")
    asked = question("ada", snapshot)
    assert asked
    assert asked.says == "It was missing from LinkedIn's complete list of 20 Nov, and was on that of 10 Nov"
    assert asked.likely is None
    asked = question("bo", snapshot)
    assert asked
    assert (asked.likely, asked.evidence) == (Kind.GONE, "it is over 6 months old: LinkedIn drops it then")
    assert question("cy", snapshot) is None


def test_one_that_is_listed_against_the_persons_word_is_asked_about() -> None:
    ada = sent("2026-11-01", events=(withdrawn("2026-11-05"), event(Kind.SEEN, "2026-11-20")))
    asked = question("ada", seen("2026-11-21", ada))
    assert asked
    assert asked.says == "You said withdrawn on 5 Nov, and LinkedIn's list of 20 Nov still has it"
    assert asked.likely is Kind.PENDING
