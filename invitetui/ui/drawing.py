"""Draws what changed on the main screen, and nothing else: a key costs the lines that it touches.

What a key changes goes out as one frame as soon as the key is answered, and once: `DrawnAtOnce` is the
screen that sees to that, `LineCompositor` what draws it, `DrawingApp` the app that has such a screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

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


_Part = tuple[Widget, Region, Region]
"""A widget, its place on the screen, and a part of that."""
_NOWHERE = Region(), Region()


class _Stand(NamedTuple):
    """Where a painter stands in a layout."""

    content: Region
    """The place of all that it paints."""
    seen: Region
    """What of that is within the screen and what is around it."""
    is_free: bool
    """Whether its lines are seen from end to end, and nothing lies over them."""


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
        self._to_paint: list[tuple[Painter, Region, list[int]]] = []
        """Which lines painters have to show that nothing lies over, and where all of their content stands."""
        self._stands: tuple[object, dict[Painter, _Stand]] = None, {}
        """Where painters stand, and as of which layout."""

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
        to_paint, self._to_paint = self._to_paint, []
        pieces = [
            (content.x, content.y + y, painted)
            for painter, content, lines in to_paint
            for y, painted in zip(lines, painter.paint(lines, content), strict=True)
            if self._differs(content.x, content.y + y, painted)
        ]
        pieces += [
            (part.x, y, painted)
            for widget, place, part in chain.from_iterable(map(self._parts, changed))
            for y, painted in zip(part.line_range, _lines_of(widget, place, part), strict=False)
            if self._differs(part.x, y, painted)
        ]
        return ChangedLines(pieces) if pieces else None

    def take(self, painter: Painter, lines: Iterable[int]) -> None:
        """Have lines of a painter, in order, drawn with the next update, as far as they are in view."""
        content, seen, is_free = self._stand_of(painter)
        in_view = [y for y in lines if seen.y <= content.y + y < seen.bottom]
        if in_view and is_free:
            self._to_paint.append((painter, content, in_view))
        elif in_view:
            first, last = in_view[0], in_view[-1]
            self._dirty_regions.add(Region(seen.x, content.y + first, seen.width, last - first + 1))

    def _stand_of(self, painter: Painter) -> _Stand:
        """Return where a painter stands, which is worked out once a layout."""
        visible = self.visible_widgets
        if self._stands[0] is not visible:
            self._stands = visible, {}
        known = self._stands[1]
        if painter not in known:
            place, clip = visible.get(painter, _NOWHERE)
            content = painter.content_of(place)
            seen = content.intersection(clip).intersection(self.size.region)
            before = takewhile(lambda other: other is not painter, visible)
            is_free = seen.column_span == content.column_span and not any(
                content.overlaps(visible[other][0]) for other in before
            )
            known[painter] = _Stand(content, seen, is_free)
        return known[painter]

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

    def _parts(self, region: Region) -> Iterator[_Part]:
        """Yield the widgets seen in a region, foremost first, each with its part of it."""
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
    _kept: dict[Painter, set[int]] | None = None
    """Which lines have to be painted once the key that is being answered is; None where none is."""

    @contextmanager
    def drawing(self, *, now: bool) -> Iterator[None]:
        """Draw at the end what is changed meanwhile, if `now`: no widget need tell of it by itself."""
        kept = self._kept = {}
        try:
            yield
            if now:
                self.draw()
        finally:
            self._kept = None
            for painter, lines in kept.items():
                painter.tell_of(lines)

    def keeps(self, painter: Painter, lines: Iterable[int]) -> bool:
        """Return whether lines of a painter will be drawn without a word."""
        if self._kept is None:
            return False
        self._kept.setdefault(painter, set()).update(lines)
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
        if self._kept and self.app.screen is self and not self.app._batch_count:  # noqa: SLF001  # else in its time
            for painter, lines in self._kept.items():
                self._take(painter, lines)
            self._kept.clear()
        self._on_timer_update()

    def _take(self, painter: Painter, lines: Collection[int]) -> None:
        """Have lines of a painter drawn with all else that has changed."""
        painter.forget_strips()
        self._dirty_widgets.add(painter)
        if self._layout_required or self._scroll_required:  # it may be somewhere else then
            painter.note_changed(lines)
        else:
            self._compositor.take(painter, sorted(lines))

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

    def paint(self, lines: Sequence[int], content: Region) -> list[Painted]:
        """Return lines of its content.

        Args:
            lines: which of them, counted from its top, in order.
            content: where on the screen all of it stands.
        """
        raise NotImplementedError

    def repaint(self, lines: Collection[int]) -> None:
        """Have lines of its content drawn anew: by a screen that is about to draw, else in its own time."""
        screen = self.screen
        if lines and not (isinstance(screen, DrawnAtOnce) and screen.keeps(self, lines)):
            self.tell_of(lines)

    def tell_of(self, lines: Collection[int]) -> None:
        """Tell the screen that these lines of its content are to be drawn anew."""
        self.refresh(self._region_of(lines))

    def note_changed(self, lines: Collection[int]) -> None:
        """Have these lines drawn anew without telling the screen, which is about to draw."""
        self._set_dirty(self._region_of(lines))

    def _region_of(self, lines: Collection[int]) -> Region:
        first, last = min(lines), max(lines)
        return Region(0, first, self.size.width, last - first + 1)

    def content_of(self, place: Region) -> Region:
        """Return where its content stands: within frame and padding of its place."""
        return place.shrink(self.styles.gutter)

    def forget_strips(self) -> None:
        """Forget what Textual has drawn of it: it shows something else now."""
        self._styles_cache.clear()


def _lines_of(widget: Widget, place: Region, part: Region) -> list[Painted]:
    """Return the lines of a part of a widget that has its place on the screen."""
    if isinstance(widget, Painter):
        content = widget.content_of(place)
        if part.column_span == content.column_span and content.contains_region(part):
            return widget.paint(range(part.y - content.y, part.bottom - content.y), content)
    console, strips = widget.app.console, widget.render_lines(part.translate(-place.offset))
    return [Painted(strip.render(console), strip.cell_length) for strip in strips]


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
