"""One-line and many-line displays of pieces: the header, the tabs, the message line, the footer, the pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest

from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from invitetui.domain.views import Tab
from invitetui.ui.commands import Commands, footer
from invitetui.ui.drawing import Painter
from invitetui.ui.look import content, style_of
from invitetui.ui.messages import CommandClicked, TabClicked
from invitetui.ui.painting import Looks, Painted
from invitetui.ui.present.pieces import Line, Role, joined, width_of


class Lines(Static):
    """Shows lines of pieces."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes, markup=False)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; the screen is laid out anew only where their number decides the height."""
        self.update(content(lines), layout=self.styles.is_auto_height)


class Band(Painter):
    """Shows lines of pieces in a place of a fixed size; only lines that are different are drawn again."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._painted: dict[int, Painted] = {}
        """Lines as they were last painted, by number."""
        self._painted_at = 0, 0
        """In which column, and how wide."""
        self._looks = Looks(self, self._look)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines, cut where there is no room for them."""
        before, self._lines = self._lines, list(lines)
        changed = [y for y, (old, new) in enumerate(zip_longest(before, self._lines)) if old != new]
        for y in changed:
            self._painted.pop(y, None)
        if self.is_attached:
            self.repaint(changed)

    def render(self) -> Content:
        """Return all that it shows."""
        return content(self._lines)

    def paint(self, lines: Sequence[int], content: Region) -> list[Painted]:
        """Return lines of it; those painted before are kept."""
        at = content.x, content.width
        if at != self._painted_at:
            self._painted_at = at
            self._painted.clear()
        return [self._painted_line(y) for y in lines]

    def _painted_line(self, y: int) -> Painted:
        if (painted := self._painted.get(y)) is None:
            x, width = self._painted_at
            painted = self._painted[y] = self._looks.paint(self._line(y), width, x)
        return painted

    def render_line(self, y: int) -> Strip:
        """Return a line with each piece in its look."""
        return self._looks.strip(self._line(y), self.size.width)

    def _line(self, y: int) -> Line:
        return self._lines[y] if y < len(self._lines) else []

    def _look(self, role: Role) -> Style:
        return (self.visual_style + style_of(role, self.app.theme_variables)).rich_style

    def notify_style_update(self) -> None:
        """Forget how it looked in other colours."""
        self._looks.clear()
        self._painted.clear()
        super().notify_style_update()


class Clickable(Band):
    """One line of labels, each of which posts its message when it is clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._labels: Sequence[tuple[Line, Callable[[], Message]]] = ()
        self._gap = ""

    def show_labels(self, labels: Sequence[tuple[Line, Callable[[], Message]]], gap: str) -> None:
        """Show the labels with a gap between them, each with what makes its message."""
        self._labels, self._gap = labels, gap
        self.show([joined([label for label, _ in labels], gap)])

    def on_click(self, event: events.Click) -> None:
        """Post the message of the label under the mouse."""
        start = 0
        for label, message in self._labels:
            end = start + width_of(label)
            if start <= event.x < end:
                self.post_message(message())
                return
            start = end + len(self._gap)


class TabBar(Clickable):
    """The four tabs."""

    def show_tabs(self, labels: Sequence[tuple[Tab, Line]]) -> None:
        """Show the labels of the tabs."""
        self.show_labels([(label, partial(TabClicked, tab)) for tab, label in labels], " ")


class KeyBar(Clickable):
    """The footer: the keys that are of most use here, as many as there is room for."""

    _shows: tuple[object, ...] = ()

    def show_commands(self, tab: Tab, among: Commands, width: int, *, empty: bool) -> None:
        """Show the keys and words of the commands that are of most use on a tab; `empty` is the book."""
        shows = tab, among, width, empty
        if shows == self._shows:
            return
        self._shows = shows
        labels: list[tuple[Line, Callable[[], Message]]] = []
        room = width - 1
        for command in footer(tab, among, empty=empty):
            label: Line = [(f" {command.key}", Role.KEY), (f" {command.word}", Role.DIM)]
            room -= width_of(label) + 1
            if room < 0:
                break
            labels.append((label, partial(CommandClicked, command.id)))
        self.show_labels(labels, " ")
