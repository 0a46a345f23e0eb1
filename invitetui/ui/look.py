"""The looks: what each role is in colour, and invitetui's own theme in dark and light.

One accent, and age is the only thing that warms. Every colour has a form or a word beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.color import Color
from textual.content import Content
from textual.style import Style
from textual.theme import Theme

from invitetui.ui.present.pieces import Line, Role

OVER_THE_LISTS = Path(__file__).with_name("screens.tcss")
"""How all screens are styled but the first, which need not wait for that to be read."""
STYLES = {
    Role.PLAIN: "",
    Role.STRONG: "bold",
    Role.DIM: "$quiet",
    Role.KEY: "$key",
    Role.CHOSEN: "$key bold underline",
    Role.GOOD: "$good",
    Role.WARM: "$age-stale",
    Role.HOT: "$age-twice",
    Role.BURNING: "$age-old",
    Role.TROUBLE: "$trouble bold",
}

READABLE = 4.5
"""The contrast that text has to have with what it stands on (WCAG 2, level AA)."""
_STEPS = 20
_RULE = 0.2
"""How far a thin rule goes from the background to the foreground."""

_ON_DARK = {
    "quiet": "#98a19c",
    "key": "#63c296",
    "good": "#90d0b1",
    "trouble": "#eb968a",
    "age-stale": "#d7a94b",
    "age-twice": "#e5954f",
    "age-old": "#ee8173",
    "cursor-row": "#24382f",
    "rule": "#2c332f",  # the darkest that 16 colours tell from the background
}
_ON_LIGHT = {
    "quiet": "#565d59",
    "key": "#16633f",
    "good": "#16633f",
    "trouble": "#98170f",
    "age-stale": "#754f00",
    "age-twice": "#8c4104",
    "age-old": "#a81f17",
    "cursor-row": "#d3e8dd",
    "rule": "#d0d2ca",
}
_IN_THE_TERMINALS_OWN = {
    "quiet": "ansi_bright_black",
    "key": "ansi_cyan",
    "good": "ansi_green",
    "trouble": "ansi_red",
    "age-stale": "ansi_yellow",
    "age-twice": "ansi_bright_red",
    "age-old": "ansi_red",
    "cursor-row": "ansi_default",  # there the sign and the weight set it off
    "rule": "ansi_bright_black",
}

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
    variables=_ON_DARK,
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
    variables=_ON_LIGHT,
)


def variables(theme: Theme) -> dict[str, str]:
    """Return the colours of the roles, of rules and of the cursor's row, for a theme without its own.

    The accent is the theme's. What could not be read on its backgrounds is drawn towards its foreground.
    """
    if theme.ansi:
        light = {"key": "ansi_blue"} if not theme.dark else {}
        return {**_IN_THE_TERMINALS_OWN, **light}
    ours = _ON_DARK if theme.dark else _ON_LIGHT
    if set(ours) <= set(theme.variables):
        return ours
    theirs = {name: Color.parse(colour) for name, colour in theme.to_color_system().generate().items()
              if name in ("foreground", "background", "surface", "panel", "primary")}  # fmt: skip
    foreground, background = theirs["background"] + theirs["foreground"], theirs["background"]
    row = _cursor_row(foreground, background, theirs["primary"])
    grounds = [background, theirs["surface"], theirs["panel"], row]
    wanted = {**{name: Color.parse(colour) for name, colour in ours.items()}, "key": theirs["primary"]}
    found = {name: _readable(colour, foreground, grounds).hex for name, colour in wanted.items()}
    return {**found, "cursor-row": row.hex, "rule": background.blend(foreground, _RULE).hex}


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (colour.r / 255, colour.g / 255, colour.b / 255)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _cursor_row(foreground: Color, background: Color, accent: Color) -> Color:
    """Return the background with as much of the accent as the foreground can be read on."""
    shades = [background.blend(accent, share / _STEPS) for share in (4, 3, 2, 1)]
    return next((shade for shade in shades if contrast(foreground, shade) >= READABLE), background)


def _readable(colour: Color, foreground: Color, grounds: Iterable[Color]) -> Color:
    """Return the colour, with as much of the foreground as it needs to be read on all of these."""
    # Where not even the foreground can be read, that is how the theme wants it.
    grounds = [ground for ground in grounds if contrast(foreground, ground) >= READABLE]
    shades = [colour.blend(foreground, step / _STEPS) for step in range(_STEPS)]
    fit = (shade for shade in shades if all(contrast(shade, ground) >= READABLE for ground in grounds))
    return next(fit, foreground)


def style_of(role: Role, variables: Mapping[str, str]) -> Style:
    """Return the look of a role with the colours of a theme, all but what it stands on.

    `parse_style` says the same, and reads the whole theme for it each time.
    """
    words = STYLES[role].split()
    colour = next((Color.parse(variables[word[1:]]) for word in words if word.startswith("$")), None)
    return Style(
        foreground=colour,
        bold=True if "bold" in words else None,
        underline=True if "underline" in words else None,
    )


def content(lines: Iterable[Line]) -> Content:
    """Return lines of pieces as Textual content; their text is never read as markup."""
    parts: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        if number:
            parts.append(("\n", ""))
        parts += [(text, STYLES[role]) for text, role in line]
    return Content.assemble(*parts)
