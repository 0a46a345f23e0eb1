"""The settings: each rule with its evidence, to be changed and checked at once."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from invitetui.domain.text import clean
from invitetui.domain.words import count
from invitetui.settings import Setting, SettingsError
from invitetui.ui.look import content
from invitetui.ui.present import settings as present
from invitetui.ui.present.pieces import Line, Role, cut, sides, wrapped
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.lines import Lines
from invitetui.ui.widgets.options import Options

_THEME = "theme"
_EXAMPLES = {"working_days": "days, such as mon tue wed", "days_off": "dates, such as 2026-12-24 2026-12-31"}


class SettingsScreen(Once, InApp, Screen[None]):
    """A list of all settings; `enter` changes the one under the cursor, `backspace` takes that back.

    What is chosen here is kept apart from config.toml, which stays as the person wrote it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,comma", "leave", "back"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
        ("g,home", "end(-1)", "to the first"),
        ("G,end", "end(1)", "to the last"),
        ("backspace,delete", "forget", "as it was before"),
    ]

    def __init__(self, start_at: str | None = None) -> None:
        """Make the screen with the cursor on the setting of that key."""
        super().__init__()
        self._start_at = start_at
        self._listed: list[Setting] = []
        self._choosing_theme = False
        self._said: Line = []

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="settings-title")
        yield Options(id="settings", markup=False, compact=True)
        yield Lines(id="settings-evidence")
        yield Field(id="settings-value")
        yield Lines(id="settings-message")
        yield Lines(id="settings-keys")

    def on_mount(self) -> None:
        """Show them all."""
        self.query_one("#settings-value").display = False
        self._list_settings(self._start_at)
        self._options.focus()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        chosen = self._under_cursor
        self._list_themes(self.app.theme) if self._choosing_theme else self._list_settings(chosen)

    @property
    def _options(self) -> Options:
        return self.query_one(Options)

    @property
    def _under_cursor(self) -> str | None:
        number = self._options.highlighted
        return None if number is None else self._options.get_option_at_index(number).id

    @property
    def _setting(self) -> Setting | None:
        return next((setting for setting in self._listed if setting.key == self._under_cursor), None)

    @property
    def _width(self) -> int:
        """Columns of the evidence: no longer than a line reads well."""
        return min(100, self.size.width - 2)

    # What is shown

    def say(self, text: str) -> None:
        """Say something beneath the settings."""
        self._said = [(cut(text, 200), Role.WARM)]
        self._show_rest()

    def _list_settings(self, cursor: str | None) -> None:
        settings = self.invitetui.settings()
        self._choosing_theme = False
        self._listed = settings.described()
        width = self.size.width - 4
        longest = max(len(present.evidence(setting, self._width)) for setting in self._listed)
        self.query_one("#settings-evidence").styles.height = min(longest + 1, self.size.height // 2)
        self._fill([(setting.key, present.row(setting, width)) for setting in self._listed], cursor)
        keys, templates = count(len(settings.keys), "key"), count(len(settings.templates), "template")
        own = f"{keys} and {templates} of your own · "
        path = clean(str(settings.path))
        where: Line = [(cut(f"{own}{path}", max(0, self.size.width - 14)), Role.DIM), (" ", Role.DIM)]
        self.query_one("#settings-title", Lines).show(
            [sides([(" Settings  ", Role.STRONG)], where, self.size.width)]
        )
        if not self._said and (mistakes := self.invitetui.mistakes()):
            self._said = [(cut(mistake, 500), Role.TROUBLE) for mistake in mistakes]
        self._show_rest()

    def _list_themes(self, cursor: str) -> None:
        self._choosing_theme = True
        names = sorted(self.app.available_themes, key=lambda name: (not name.startswith("invitetui"), name))
        self._fill([(name, [(name, Role.PLAIN)]) for name in names], cursor)
        self.query_one("#settings-title", Lines).show([[(" Theme", Role.STRONG)]])
        self._show_rest()

    def _fill(self, rows: list[tuple[str, Line]], cursor: str | None) -> None:
        options = self._options
        options.clear_options()
        options.add_options(Option(content([line]), id=key) for key, line in rows)
        keys = [key for key, _ in rows]
        options.highlighted = keys.index(cursor) if cursor in keys else 0

    def _show_rest(self) -> None:
        """The evidence, what was said last, and the keys."""
        evidence = self.query_one("#settings-evidence", Lines)
        evidence.display = not self._choosing_theme
        if setting := self._setting:
            lines = present.evidence(setting, self._width)
            evidence.show([[], *([(" ", Role.PLAIN), *line] for line in lines)])
        message = self.query_one("#settings-message", Lines)
        message.show(self._message)
        message.styles.height = len(self._message)
        self.query_one("#settings-keys", Lines).show([self._keys])

    @property
    def _message(self) -> list[Line]:
        """What was said last, each thing wrapped; what there is no room for is counted."""
        width, most = self.size.width - 2, max(1, self.size.height // 4)
        pieces = [(line, role) for text, role in self._said for line in wrapped(text, width)]
        if len(pieces) > most:
            pieces[most - 1 :] = [(f"and {len(pieces) - most + 1} more lines: `invitetui config`", Role.DIM)]
        return [[(" ", Role.PLAIN), piece] for piece in pieces] or [[]]

    @property
    def _keys(self) -> Line:
        if self._choosing_theme:
            keys = {"enter": "choose", "esc": "back"}
        elif self.query_one("#settings-value").display:
            keys = {"enter": "set", "esc": "back"}
        else:
            keys = {"enter": "change", "backspace": "as it was", "esc": "back"}
        line: Line = []
        for key, word in keys.items():
            line += [(f" {key}", Role.KEY), (f" {word}  ", Role.DIM)]
        return line

    def _say(self, text: str, role: Role = Role.GOOD) -> None:
        self._said = [(cut(text, 300), role)]
        self._show_rest()

    # What is done

    def action_move(self, rows: int) -> None:
        """Go up or down by a row."""
        self._options.action_cursor_down() if rows > 0 else self._options.action_cursor_up()

    def action_end(self, way: int) -> None:
        """Go to the first or the last."""
        self._options.action_last() if way > 0 else self._options.action_first()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the evidence of a setting, or the look of a theme."""
        if self._choosing_theme and event.option.id:
            self.app.theme = event.option.id
        elif not self._choosing_theme and self._listed:
            self._show_rest()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask for another value, or take the theme."""
        if self.too_small or event.option.id is None:
            return
        if self._choosing_theme:
            self._choose(_THEME, event.option.id)
        elif event.option.id == _THEME:
            self._list_themes(self.app.theme)
        else:
            self._ask()

    def _ask(self) -> None:
        setting = self._setting
        if setting is None:
            return
        field = self.query_one("#settings-value", Field)
        field.value = present.as_typed(setting)
        field.display = True
        self.set_focus(field)
        self._say(f"{setting.title}: {present.allowed(setting) or _EXAMPLES[setting.key]}", Role.DIM)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check the value as it is typed."""
        if event.input.display and (setting := self._setting):
            if wrong := self.invitetui.wrong_with(setting.key, event.value):
                self._say(wrong, Role.TROUBLE)
            else:
                self._say("enter sets it", Role.DIM)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Set the value, if it is one that is allowed."""
        if setting := self._setting:
            self._choose(setting.key, event.value)

    def _choose(self, key: str, text: str) -> None:
        try:
            says = self.invitetui.choose(key, text)
        except SettingsError as error:
            self._say(str(error), Role.TROUBLE)
            return
        self._close_field()
        self._said = [(cut(says, 300), Role.GOOD)]
        self._list_settings(key)

    def action_forget(self) -> None:
        """Go back to what config.toml says, or to the default."""
        setting = self._setting
        if setting is None or self._choosing_theme or self.too_small:
            return
        if setting.origin == "chosen in the app":
            self._said = [(cut(self.invitetui.forget(setting.key), 300), Role.GOOD)]
            self._list_settings(setting.key)
        else:
            self._say(f"Nothing was chosen here: it is {setting.origin}", Role.DIM)

    def _close_field(self) -> None:
        self.query_one("#settings-value").display = False
        self._said = []
        self.set_focus(self._options)

    def action_leave(self) -> None:
        """One step back: out of the field, out of the themes, out of the settings."""
        if self.query_one("#settings-value").display:
            self._close_field()
            self._show_rest()
        elif self._choosing_theme:
            self.app.theme = self.invitetui.theme_in_force
            self._list_settings(_THEME)
        else:
            self.dismiss(None)
