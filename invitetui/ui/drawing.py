"""Draws what changed on the main screen, and nothing else: a key costs the lines that it touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.segment import ControlType, Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from invitetui.ui.present.pieces import disputed


class ChangedLines(CompositorUpdate):
    """Pieces of lines, each with the column and the line at which it begins."""

    def __init__(self, pieces: list[tuple[int, int, Strip]]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """Return the codes and the text that put the pieces in their places."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.pieces])


class LineCompositor(Compositor):
    """Asks each widget only for those of its lines that have to be drawn.

    Textual's own asks every widget within the smallest rectangle around all changes for all of its
    lines, and cuts them where widgets meet: ten times the work for a cursor that moves by a row.
    """

    def render_partial_update(self) -> ChangedLines | None:  # type: ignore[override]  # another update is one too
        """Return what has changed since the last update, or None where nothing did."""
        screen = self.size.region
        within = [part for region in self._dirty_regions if (part := region.intersection(screen))]
        changed = [
            region
            for region in within
            if not any(other != region and other.contains_region(region) for other in within)
        ]
        self._dirty_regions.clear()
        pieces = [
            (part.x, y, strip)
            for region in changed
            for widget, place, part in self._parts(region)
            for y, strip in zip(
                part.line_range, widget.render_lines(part.translate(-place.offset)), strict=False
            )
        ]
        return ChangedLines(pieces) if pieces else None

    def _parts(self, region: Region) -> Iterator[tuple[Widget, Region, Region]]:
        """Yield the widgets seen in a region, foremost first, each with its place and its part of it."""
        for widget, (place, clip) in self.visible_widgets.items():
            if part := region.intersection(place).intersection(clip):
                yield widget, place, part
                for rest in _around(region, part):
                    yield from self._parts(rest)
                return


def finished(widget: Widget, strips: Sequence[Strip]) -> list[Strip]:
    """Return lines that a widget has drawn by itself, without frame and padding, fit for the terminal."""
    background = widget.background_colors[1]
    for each in widget.get_line_filters():
        strips = [strip.apply_filter(each, background) for strip in strips]
    return list(strips)


def _around(whole: Region, part: Region) -> Iterator[Region]:
    """Yield what is left of `whole` without `part`, which lies within it."""
    above, below = part.y - whole.y, whole.bottom - part.bottom
    left, right = part.x - whole.x, whole.right - part.right
    if above:
        yield Region(whole.x, whole.y, whole.width, above)
    if left:
        yield Region(whole.x, part.y, left, part.height)
    if right:
        yield Region(part.right, part.y, right, part.height)
    if below:
        yield Region(whole.x, part.bottom, whole.width, below)


def in_place(strip: Strip, x: int) -> Strip:
    """Draw texts that some terminals draw wider or narrower so that what follows stays in line.

    The room is cleared, the text is drawn, and the cursor is put where the next column begins.
    """
    if not any(disputed(text) for text, _, _ in strip):
        return strip
    segments: list[Segment] = []
    for segment in strip:
        size = segment.cell_length
        if disputed(segment.text):
            clear = f"{_go(x)}{' ' * size}{_go(x)}"
            segments += [
                _control(clear, segment.style, x),
                segment,
                _control(_go(x + size), segment.style, x + size),
            ]
        else:
            segments.append(segment)
        x += size
    return Strip(segments, strip.cell_length)


def _go(column: int) -> str:
    return f"\x1b[{column + 1}G"


def _control(codes: str, style: Style | None, column: int) -> Segment:
    return Segment(codes, style, [(ControlType.CURSOR_MOVE_TO_COLUMN, column)])
