"""The looks: what each role is in colour, and invitetui's own theme in dark and light.

One accent, and age is the only thing that warms. Every colour has a form or a word beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.theme import Theme

from invitetui.ui.present.pieces import Line, Role

STYLES = {
    Role.PLAIN: "",
    Role.STRONG: "bold",
    Role.DIM: "$quiet",
    Role.KEY: "$primary",
    Role.CHOSEN: "$primary bold underline",
    Role.GOOD: "$text-success",
    Role.WARM: "$age-stale",
    Role.HOT: "$age-twice",
    Role.BURNING: "$age-old",
    Role.TROUBLE: "$text-error bold",
}

VARIABLES = {
    "quiet": "#828b86",
    "cursor-row": "#24382f",
    "age-stale": "#d7a94b",
    "age-twice": "#e0893f",
    "age-old": "#e2604f",
}
"""What is said quietly, the row under the cursor, and the warming scale; for other themes too."""

DARK = Theme(
    name="invitetui",
    primary="#58b88a",
    success="#58b88a",
    warning="#d7a94b",
    error="#e2604f",
    foreground="#d5d9d6",
    background="#131615",
    surface="#181c1a",
    panel="#222825",
    dark=True,
    variables=VARIABLES,
)
LIGHT = Theme(
    name="invitetui-light",
    primary="#1d7a4f",
    success="#1d7a4f",
    warning="#8a5f00",
    error="#b3261e",
    foreground="#20242a",
    background="#fafaf7",
    surface="#f1f1ec",
    panel="#e4e5de",
    dark=False,
    variables={
        "quiet": "#6b726e",
        "cursor-row": "#cfe6da",
        "age-stale": "#8a5f00",
        "age-twice": "#a8500a",
        "age-old": "#b3261e",
    },
)


def content(lines: Iterable[Line]) -> Content:
    """Return lines of pieces as Textual content; their text is never read as markup."""
    parts: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        if number:
            parts.append(("\n", ""))
        parts += [(text, STYLES[role]) for text, role in line]
    return Content.assemble(*parts)
