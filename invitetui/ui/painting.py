"""Paints lines of pieces: as codes for the terminal, and as strips for what Textual draws by itself.

A strip is made to be cut and joined, which takes ten times as long as to make the text of it. So what
widgets of our own draw on the main screen goes to the terminal as text with its codes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from invitetui.ui.present.pieces import Line, Role, cells_of, cut_line, disputed, steady, width_of

_HERE = "\0"


class Painted(NamedTuple):
    """A line or a part of one as it goes to the terminal."""

    codes: str
    """The text with the codes of its looks."""
    width: int
    """The cells that it takes."""


class Looks:
    """The looks of what a widget draws by itself, by the roles that text plays: each is made once."""

    def __init__(self, widget: Widget, look: Callable[[Role], Style]) -> None:
        """Start with none made; `look` returns the look of a role."""
        self._widget = widget
        self._look = look
        self._styles: dict[Role, Style] = {}
        self._codes: dict[Role, tuple[str, str]] = {}
        """What goes before text of that role, and what after it."""

    def clear(self) -> None:
        """Forget how they looked: the colours are others now."""
        self._styles.clear()
        self._codes.clear()

    def strip(self, line: Line, width: int) -> Strip:
        """Return a line in these looks, cut or filled to `width` cells.

        What lies beneath another screen is drawn in one go with what lies over it, and not held in place.
        """
        line = cut_line(line, width)
        if self._widget.app.screen is not self._widget.screen:
            line = [(steady(text), role) for text, role in line]
        segments = [Segment(text, self._style(role)) for text, role in line]
        segments.append(Segment(" " * (width - width_of(line)), self._style(Role.PLAIN)))
        return Strip(segments, width)

    def paint(self, line: Line, width: int, x: int) -> Painted:
        """Return a line in these looks, cut or filled to `width` cells, that begins at column `x`."""
        sizes = [cells_of(text) for text, _ in line]
        if sum(sizes) > width:
            line = cut_line(line, width)
            sizes = [cells_of(text) for text, _ in line]
        codes: list[str] = []
        end = x + width
        for (text, role), size in zip(line, sizes, strict=True):
            before, after = self._code(role)
            codes += before, _held_in_place(text, x, size) if disputed(text) else text, after
            x += size
        before, after = self._code(Role.PLAIN)
        codes += before, " " * (end - x), after
        return Painted("".join(codes), width)

    def _style(self, role: Role) -> Style:
        if (style := self._styles.get(role)) is None:
            style = self._styles[role] = self._look(role)
        return style

    def _code(self, role: Role) -> tuple[str, str]:
        if (code := self._codes.get(role)) is None:
            (strip,) = finished(self._widget, [Strip([Segment(_HERE, self._style(role))], 1)])
            before, _, after = strip.render(self._widget.app.console).partition(_HERE)
            code = self._codes[role] = before, after
        return code


def _held_in_place(text: str, x: int, size: int) -> str:
    """Return text that some terminals draw wider or narrower, so that what follows stays in line.

    The room is cleared, the text is drawn, and the cursor is put where the next column begins.
    """
    return f"{_go(x)}{' ' * size}{_go(x)}{text}{_go(x + size)}"


def _go(column: int) -> str:
    return f"\x1b[{column + 1}G"


def finished(widget: Widget, strips: Sequence[Strip]) -> list[Strip]:
    """Return lines that a widget has drawn by itself, without frame and padding, fit for the terminal."""
    background = widget.background_colors[1]
    for each in widget.get_line_filters():
        strips = [strip.apply_filter(each, background) for strip in strips]
    return list(strips)
