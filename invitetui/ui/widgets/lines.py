"""One-line and many-line displays of pieces: the header, the tabs, the message line, the footer, the pane."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.widgets import Static

from invitetui.domain.views import Tab
from invitetui.ui.commands import Command
from invitetui.ui.look import content
from invitetui.ui.messages import CommandClicked, TabClicked
from invitetui.ui.present.pieces import Line, Role, width_of


class Lines(Static):
    """Shows lines of pieces."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes, markup=False)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; the screen is laid out anew only where their number decides the height."""
        self.update(content(lines), layout=self.styles.is_auto_height)


class Clickable(Lines):
    """One line of labels, each of which posts its message when it is clicked."""

    def show_labels(self, labels: Sequence[tuple[Line, Message]], gap: str) -> None:
        """Show the labels with a gap between them."""
        line: Line = []
        self._spans: list[tuple[int, int, Message]] = []
        for label, message in labels:
            if line:
                line.append((gap, Role.PLAIN))
            start = width_of(line)
            line += label
            self._spans.append((start, width_of(line), message))
        self.show([line])

    def on_click(self, event: events.Click) -> None:
        """Post the message of the label under the mouse."""
        for start, end, message in getattr(self, "_spans", []):
            if start <= event.x < end:
                self.post_message(message)
                return


class TabBar(Clickable):
    """The four tabs."""

    def show_tabs(self, labels: Sequence[tuple[Tab, Line]]) -> None:
        """Show the labels of the tabs."""
        self.show_labels([(label, TabClicked(tab)) for tab, label in labels], " ")


class KeyBar(Clickable):
    """The footer: the keys that are of most use here, as many as there is room for."""

    def show_commands(self, commands: Sequence[Command], width: int) -> None:
        """Show the keys and words of these commands."""
        labels: list[tuple[Line, Message]] = []
        room = width - 1
        for command in commands:
            label: Line = [(f" {command.key}", Role.KEY), (f" {command.word}", Role.DIM)]
            room -= width_of(label) + 1
            if room < 0:
                break
            labels.append((label, CommandClicked(command.id)))
        self.show_labels(labels, " ")
