"""A question: the person, why it is asked, what is likely, and the answers with their keys."""

from __future__ import annotations

from collections.abc import Mapping

from invitetui.domain.invitation import Kind
from invitetui.domain.questions import Question
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.card import card
from invitetui.ui.present.pieces import Line, Role, answer_lines, wrapped


def asking(
    question: Question, snapshot: Snapshot, keys: Mapping[str, str], kinds: Mapping[Kind, str], width: int
) -> list[Line]:
    """Return the lines of one question.

    Args:
        question: what is asked.
        snapshot: the book.
        keys: the word of each answer, by its key.
        kinds: the same words by what they record.
        width: the cells that a line may take.
    """
    lines = [*card(question.uid, snapshot, width), []]
    lines += [[(line, Role.WARM)] for line in wrapped(question.says + ".", width)]
    if question.likely:
        told = f"Likely {kinds[question.likely]}: {question.evidence}."
        lines += [[(line, Role.PLAIN)] for line in wrapped(told, width)]
    look: Line = [("o ", Role.KEY), ("opens the page, to look there", Role.DIM)]
    return [*lines, [], [("What became of it?", Role.STRONG)], *answer_lines(keys, width), look]
