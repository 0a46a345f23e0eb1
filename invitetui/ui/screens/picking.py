"""A list to choose one of, by its number, by walking, or by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from invitetui.domain.text import fold
from invitetui.ui.look import content
from invitetui.ui.present.pieces import Line, Role, cut
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.lines import Lines
from invitetui.ui.widgets.options import Options

_MOST = 200
"""Choices shown at once; typing narrows them down."""


class Choice(NamedTuple):
    """One of several."""

    id: str
    name: str
    told: str = ""
    """What is said beside its name."""


class PickScreen(Once, ModalScreen[str | None]):
    """Answers with the id of what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", "back"),
        ("down", "move(1)", "down"),
        ("up", "move(-1)", "up"),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        typed: str | None = None,
        forget: Callable[[str], Sequence[Choice]] | None = None,
    ) -> None:
        """Ask.

        Args:
            title: what is asked.
            choices: what there is to choose from.
            typed: what the field for a part of the name invites to; None is no field, and numbers choose.
            forget: takes a choice away (`x`) and returns those that are left.
        """
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._typed = typed
        self._forget = forget

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        with Vertical(classes="sheet"):
            yield Lines(id="pick-title")
            if self._typed is not None:
                yield Field(id="pick-typed", placeholder=self._typed, compact=True)
            yield Options(id="pick", markup=False, compact=True)
            yield Lines(id="pick-keys")

    def on_mount(self) -> None:
        """Show the choices."""
        self.query_one("#pick-title", Lines).show([[(self._title, Role.STRONG)], []])
        keys: Line = [("enter ", Role.KEY), ("choose   ", Role.DIM)]
        if self._typed is None:
            keys = [("1…9", Role.KEY), (" or ", Role.DIM), *keys]
        if self._forget:
            keys += [("x ", Role.KEY), ("forget one of your own   ", Role.DIM)]
        self.query_one("#pick-keys", Lines).show([[], [*keys, ("esc ", Role.KEY), ("back", Role.DIM)]])
        self.set_focus(self.query_one(Options) if self._typed is None else self.query_one(Field))
        self._show("")

    def _show(self, part: str) -> None:
        part = fold(part)
        found = [choice for choice in self._choices if part in fold(f"{choice.name} {choice.told}")]
        found.sort(key=lambda choice: not fold(choice.name).startswith(part))
        width = min(84, int(self.size.width * 0.96)) - 8
        options = self.query_one(Options)
        options.clear_options()
        options.add_options(
            Option(content(self._lines(number, choice, width)), id=choice.id)
            for number, choice in enumerate(found[:_MOST], 1)
        )
        options.highlighted = 0 if found else None

    def _lines(self, number: int, choice: Choice, width: int) -> list[Line]:
        if self._typed is not None:
            return [[(cut(choice.name, width), Role.PLAIN), (f"  {cut(choice.told, 20)}", Role.DIM)]]
        key = f"{number} " if number < 10 else "  "
        return [
            [(key, Role.KEY), (cut(choice.name, width - 2), Role.STRONG)],
            [("  ", Role.PLAIN), (cut(choice.told, width - 2), Role.DIM)],
        ]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the choices down."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Choose the one under the cursor."""
        options = self.query_one(Options)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose it."""
        self.dismiss(event.option.id)

    def on_key(self, event: events.Key) -> None:
        """Choose by number, walk, or take one away, where nothing is typed."""
        if self._typed is not None or event.character is None:
            return
        key = event.character
        if key in "123456789" and int(key) <= len(self._choices):
            event.stop()
            self.dismiss(self._choices[int(key) - 1].id)
        elif key in "jk":
            event.stop()
            self.action_move(1 if key == "j" else -1)
        elif key == "x" and self._forget:
            event.stop()
            highlighted = self.query_one(Options).highlighted
            if highlighted is not None:
                self._choices = tuple(self._forget(self._choices[highlighted].id))
                self._show("")

    def action_move(self, rows: int) -> None:
        """Go up or down."""
        options = self.query_one(Options)
        options.action_cursor_down() if rows > 0 else options.action_cursor_up()


class AskScreen(Once, ModalScreen[str | None]):
    """Answers with what was typed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "back")]

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical(classes="sheet"):
            yield Lines(id="pick-title")
            yield Field(self._value, id="pick-typed", compact=True)
            yield Lines(id="pick-keys")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one("#pick-title", Lines).show([[(self._title, Role.STRONG)], []])
        keys: Line = [("enter ", Role.KEY), ("keep   ", Role.DIM), ("esc ", Role.KEY), ("back", Role.DIM)]
        self.query_one("#pick-keys", Lines).show([keys])
        self.set_focus(self.query_one(Field))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed, if anything was."""
        if event.value.strip():
            self.dismiss(event.value.strip())
