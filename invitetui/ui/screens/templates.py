"""Templates on the screen of a re-invitation: begin with one, keep the note as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invitetui.domain.notes import STARTERS, as_template, filled
from invitetui.domain.text import clean, harmless
from invitetui.state import StateError
from invitetui.ui.present.pieces import Role
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.picking import AskScreen, Choice, PickScreen

if TYPE_CHECKING:
    from invitetui.domain.reinvitation import Person
    from invitetui.ui.widgets.note_editor import NoteEditor


class TemplateKeys(InApp):
    """Mixed into the screen on which a note is written: all that it has to do with templates."""

    if TYPE_CHECKING:

        @property
        def person(self) -> Person:
            """Whom the note is for."""
            ...

        @property
        def editor(self) -> NoteEditor:
            """Where it is written."""
            ...

        def write_from(self, text: str) -> None:
            """Begin with this text."""
            ...

        def say(self, text: str, role: Role = Role.PLAIN) -> None:
            """Say something."""
            ...

    def _named(self) -> dict[str, str]:
        """The person's own, then those of config.toml, then the starters; of one name the first holds."""
        named: dict[str, str] = {}
        for texts in (self.invitetui.state.state.templates, self.invitetui.templates, STARTERS):
            named = {**named, **{name: text for name, text in texts.items() if name not in named}}
        return named

    def _choices(self) -> list[Choice]:
        return [Choice(name, clean(name), clean(text)) for name, text in self._named().items()]

    def action_template(self) -> None:
        """Ask with which template to begin."""
        self.invitetui.push_screen(
            PickScreen("Begin with a template", self._choices(), forget=self._forget), self._begin
        )

    def _begin(self, name: str | None) -> None:
        if (template := self._named().get(name or "")) is not None:
            self.write_from(filled(template, self.person.newest.name))

    def action_keep_template(self) -> None:
        """Ask for a name, and keep the note as a template under it."""
        if self.editor.text.strip():
            self.invitetui.push_screen(AskScreen("A name for this template"), self._keep_as)
        else:
            self.say("There is no note to keep", Role.DIM)

    def _keep_as(self, name: str | None) -> None:
        if name:
            template = as_template(harmless(self.editor.text).strip(), self.person.newest.name)
            self._change({**self.invitetui.state.state.templates, clean(name): template})
            self.say(f"Kept as template “{name}”: t begins with it", Role.GOOD)

    def _forget(self, name: str) -> list[Choice]:
        own = self.invitetui.state.state.templates
        self._change({known: text for known, text in own.items() if known != name})
        return self._choices()

    def _change(self, templates: dict[str, str]) -> None:
        try:
            self.invitetui.state.change(templates=templates)
        except StateError as error:
            self.say(f"Only until you leave: {error}", Role.TROUBLE)
