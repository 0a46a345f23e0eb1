"""Draws what changed on the main screen, and nothing else: a key costs the lines that it touches.

What a key changes goes out as one frame as soon as the key is answered, and once: `DrawnAtOnce` is the
screen that sees to that, `LineCompositor` what draws it, `DrawingApp` the app that has such a screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.geometry import Region
from textual.widget import Widget

from invitetui.ui.painting import Painted

if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[Any]
else:
    _Screen = object


class ChangedLines(CompositorUpdate):
    """Pieces of lines, each with the column and the line at which it begins."""

    def __init__(self, pieces: list[tuple[int, int, Painted]]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:  # noqa: ARG002  # they are painted for it already
        """Return the codes and the text that put the pieces in their places."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{painted.codes}" for x, y, painted in self.pieces])


class LineCompositor(Compositor):
    """Asks each widget only for those of its lines that have to be drawn, and draws what looks different.

    Textual's own asks every widget within the smallest rectangle around all changes for all of its
    lines, and cuts them where widgets meet: ten times the work for a cursor that moves by a row. And it
    draws them again however they look: a widget that is told of its focus, its size or its place would
    bring another frame after the one that has shown all there is to see.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[int, dict[int, Painted]] = {}
        """What stands on the terminal, by line and by the column at which it begins, as far as is known."""

    def forget(self) -> None:
        """Take nothing for drawn: something else has been at the terminal."""
        self._shown.clear()

    def render_update(  # type: ignore[override]  # an update is not for Rich
        self, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> RenderableType | ChangedLines | None:
        """Return what has changed since the last update; for a picture (`full`) all, as Textual does."""
        if full:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        return self.render_partial_update()

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
            (part.x, y, painted)
            for region in changed
            for widget, place, part in self._parts(region)
            for y, painted in zip(
                part.line_range, _lines_of(widget, part.translate(-place.offset)), strict=False
            )
            if self._differs(part.x, y, painted)
        ]
        return ChangedLines(pieces) if pieces else None

    def _differs(self, x: int, y: int, painted: Painted) -> bool:
        """Return whether a piece looks different from what stands in its place; now it stands there."""
        line = self._shown.setdefault(y, {})
        before = line.get(x)
        if before == painted:
            return False
        end = x + painted.width
        for column, other in list(line.items()):
            if column < end and x < column + other.width:
                del line[column]
        line[x] = painted
        return True

    def _parts(self, region: Region) -> Iterator[tuple[Widget, Region, Region]]:
        """Yield the widgets seen in a region, foremost first, each with its place and its part of it."""
        for widget, (place, clip) in self.visible_widgets.items():
            if part := region.intersection(place).intersection(clip):
                yield widget, place, part
                for rest in _around(region, part):
                    yield from self._parts(rest)
                return


class DrawnAtOnce(_Screen):
    """Mixed into a screen that draws what a key has changed in one frame, once the key is answered.

    By itself Textual has each widget tell the screen when it has nothing else to do, and the screen wait
    for its timer: messages by the dozen, and up to 33 ms where a frame was drawn just before.
    """

    _compositor: LineCompositor
    _gathered: tuple[object, int, Collection[Widget]] = None, 0, ()
    """As of which layout and which number of changes all widgets were gathered, and they."""
    _kept: list[tuple[Painter, Region]] | None = None
    """What has to be painted once the key that is being answered is; None where none is."""

    @contextmanager
    def drawing(self, *, now: bool) -> Iterator[None]:
        """Draw at the end what is changed meanwhile, if `now`: no widget need tell of it by itself."""
        kept = self._kept = []
        try:
            yield
            if now:
                self.draw()
        finally:
            self._kept = None
            for widget, region in kept:
                widget.refresh(region)

    def keeps(self, widget: Painter, region: Region) -> bool:
        """Return whether a part of a widget will be painted without a word."""
        if self._kept is None:
            return False
        self._kept.append((widget, region))
        return True

    def draw(self) -> None:
        """Draw all that has changed, now; what changes later is drawn in Textual's own time."""
        if not self.is_current or not self.is_running:
            return
        for widget in self._all_there_is:
            if widget._layout_required:  # noqa: SLF001  # as `Widget._check_refresh` does
                widget._layout_required = False  # noqa: SLF001
                self._layout_required = True
                _forget_layout(widget)
            if widget._repaint_required:  # noqa: SLF001
                widget._repaint_required = False  # noqa: SLF001
                self._dirty_widgets.add(widget)
        for widget, region in self._kept or ():
            widget._set_dirty(region)  # noqa: SLF001  # as `Widget.refresh` does
            self._dirty_widgets.add(widget)
        self._on_timer_update()
        if self._kept:
            self._kept.clear()

    @property
    def _all_there_is(self) -> Collection[Widget]:
        """All widgets on the screen, but for itself: gathered anew where one has come or gone."""
        visible, updates = self._compositor.visible_widgets, self._nodes._updates  # noqa: SLF001
        if self._gathered[0] is not visible or self._gathered[1] != updates:
            self._gathered = visible, updates, {*self.walk_children(Widget), *visible} - {self}
        return self._gathered[2]

    def on_resize(self) -> None:
        """Draw everything anew: a terminal of another size may show anything, and so may one come back to."""
        self.forget()

    def forget(self) -> None:
        """Take nothing for drawn: something else has been at the terminal."""
        self._compositor.forget()

    def on_screen_suspend(self) -> None:
        """Beneath another screen lines look otherwise; see `Looks.strip`."""
        for widget in self.query(Painter):
            widget.refresh()

    on_screen_resume = on_screen_suspend


class Painter(Widget):
    """A widget of a screen that draws at once: paints its lines, and tells of them only if it must."""

    def paint(self, crop: Region) -> list[Painted] | None:  # noqa: ARG002  # for those who can
        """Return the lines of a region of it; None where they have to be drawn as any widget's."""
        return None

    def repaint(self, region: Region) -> None:
        """Have a part of it painted anew: by a screen that is about to draw, else when there is time."""
        screen = self.screen
        if not (isinstance(screen, DrawnAtOnce) and screen.keeps(self, region)):
            self.refresh(region)


def _lines_of(widget: Widget, crop: Region) -> list[Painted]:
    if isinstance(widget, Painter) and (lines := widget.paint(crop)) is not None:
        return lines
    console = widget.app.console
    return [Painted(strip.render(console), strip.cell_length) for strip in widget.render_lines(crop)]


class DrawingApp(App[None]):
    """An app with a screen that goes by what it has drawn."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Draw, and let those who go by what they drew know where another has drawn, or nobody has."""
        if renderable is not None and (self._batch_count or not isinstance(renderable, ChangedLines)):
            for each in self.screen_stack:
                if isinstance(each, DrawnAtOnce):
                    each.forget()
        super()._display(screen, renderable)


def _forget_layout(widget: Widget) -> None:
    """Forget how what is around a widget was laid out, as far up as its size has a say in it."""
    for ancestor in widget.ancestors:
        if not isinstance(ancestor, Widget):
            break
        ancestor._clear_arrangement_cache()  # noqa: SLF001
        if not ancestor.styles.auto_dimensions:
            break


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
