"""The audit's card: one person, how far one is, and where in the three weeks."""

from __future__ import annotations

from invitetui.domain.audit import Stage
from invitetui.domain.rules import Rules
from invitetui.domain.standing import SIGNALS
from invitetui.ui.present.brief import stage_words
from invitetui.ui.present.card import views_words
from invitetui.ui.present.pieces import Line, Role, cut_line, meter, wrapped_line
from invitetui.ui.present.rows import PRIORITY_MARKS

PRIORITY_KEYS = {"h": "high", "m": "medium", "l": "low"}
"""The key of each priority."""

_MEANS = {
    "high": "industry leader, likely collaborator",
    "medium": "colleague, peer",
    "low": "broad networking",
}


def progress(rated: int, to_go: int, width: int) -> Line:
    """Return how far it is: `63 of 112 rated ▕████░░░▏ 49 to go`."""
    total = rated + to_go
    room = max(6, min(24, width - 36))
    return [
        (f"{rated:,} of {total:,} rated   ", Role.STRONG),
        *meter(rated / total if total else 1.0, room),
        (f"   {to_go:,} to go", Role.DIM),
    ]


def answers(given: str, width: int) -> list[Line]:
    """Return the keys: the priorities with what each is for, then the signals, those given as such."""
    lines: list[Line] = [
        cut_line(
            [
                (f"{key} ", Role.KEY),
                (f"{PRIORITY_MARKS[name]} {name:<8}", Role.PLAIN),
                (_MEANS[name], Role.DIM),
            ],
            width,
        )
        for key, name in PRIORITY_KEYS.items()
    ]
    signals: Line = []
    for letter, says in SIGNALS.items():
        has = letter in given
        signals += [
            (f"{letter} ", Role.KEY),
            (f"{'✓ ' if has else ''}{says}   ", Role.WARM if has else Role.PLAIN),
        ]
    return [*lines, [], *wrapped_line(signals, width)]


def looking(views_left: int, rules: Rules, width: int) -> list[Line]:
    """Return the key that looks the person up, with what is left of today's profile views."""
    line: Line = [("o ", Role.KEY), ("look them up", Role.PLAIN), *views_words(views_left, rules)]
    return wrapped_line([*line, ("   space ", Role.KEY), ("not now", Role.PLAIN)], width)


def ended(stage: Stage, width: int) -> list[Line]:
    """Return what is said when everyone has a priority."""
    return [
        [("Everyone who is pending has a priority", Role.GOOD)],
        [],
        *where(stage, width),
    ]


def where(stage: Stage, width: int) -> list[Line]:
    """Return where in the three weeks the person stands."""
    return wrapped_line([("Week ", Role.DIM), *stage_words(stage)], width)
