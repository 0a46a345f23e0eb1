"""NO_COLOR: no colour at all goes to the terminal, and what only a background set off is reversed."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from invitetui.ui.look import contrast

_STANDS_OUT = 3.0
"""From this contrast with what lies around it a background is a form, such as a text cursor, and no shade."""


class Colourless(LineFilter):
    """Leaves bold, underlined and reversed text, and takes every colour away.

    The shades of a panel or of a row go without anything in their place: signs and weight tell the same.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours; `background` is what lies around them."""
        return [
            Segment(text, style and _bare(style, background), control) for text, style, control in segments
        ]


@lru_cache(2048)
def _bare(style: Style, background: Color) -> Style:
    bare, ground = style.without_color, style.bgcolor
    if style.meta:  # what a click there does
        bare += Style.from_meta(style.meta)
    if ground is None or ground.is_default or style.reverse:
        return bare
    around = Color(background.r, background.g, background.b)
    stands_out = contrast(Color(*ground.get_truecolor()), around) >= _STANDS_OUT
    return bare + Style(reverse=True) if stands_out else bare
