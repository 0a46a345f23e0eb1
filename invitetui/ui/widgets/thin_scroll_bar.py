"""A scroll bar that is drawn in one go."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from invitetui.ui.drawing import Painter
from invitetui.ui.painting import Painted, finished


class ThinScrollBar(Painter, ScrollBar):
    """Looks and works like Textual's own, which takes as long to draw as all the rows beside it."""

    def render(self) -> RenderableType:
        """Return the bar; where everything is in view there is none."""
        bar = super().render()
        if isinstance(bar, ScrollBarRender) and bar.virtual_size <= bar.window_size:
            bar.virtual_size = 0
        return bar

    def paint(self, lines: Sequence[int], content: Region) -> list[Painted]:
        """Return the bar's cells of some lines: all are made, which takes hardly longer."""
        strips, console = self.render_lines(content.size.region), self.app.console
        return [Painted(strips[y].render(console), strips[y].cell_length) for y in lines]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the bar's cells of some lines."""
        bar = self.render()
        style = self.app.console.get_style(bar.style) if isinstance(bar, ScrollBarRender) else None
        if not (isinstance(bar, ScrollBarRender) and style and style.color and style.bgcolor):
            return super().render_lines(crop)
        width, height = self.size
        cells = bar.render_bar(
            height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            bar.thickness,
            bar.vertical,
            style.bgcolor,
            style.color,
        ).segments
        shown = list(cells)[crop.y : crop.bottom]
        different = list({id(cell): cell for cell in shown}.values())  # of a hundred cells some four
        strips = finished(self, [Strip([cell], width) for cell in different])
        drawn = {id(cell): strip for cell, strip in zip(different, strips, strict=True)}
        return [drawn[id(cell)] for cell in shown]
