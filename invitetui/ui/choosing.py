"""The app's settings: what is in force, and how what is chosen takes hold at once."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from textual.theme import BUILTIN_THEMES

from invitetui import settings as kept
from invitetui.domain.text import clean
from invitetui.domain.words import count
from invitetui.session import Session
from invitetui.settings import Settings, SettingsError
from invitetui.state import StateError, StateFile
from invitetui.store.book_file import BookFile
from invitetui.ui import look
from invitetui.ui.saving import SavingApp

THEMES = frozenset({*BUILTIN_THEMES, look.DARK.name, look.LIGHT.name})
"""The names of all themes."""


def mistaken(settings: Settings) -> tuple[str, ...]:
    """Return a line for each key of the person's own that can't be, and for a theme that there is not."""
    lines: tuple[str, ...] = ()
    if settings.keys:
        from invitetui.ui.keymap import checked  # noqa: PLC0415  # most have none

        lines = checked(settings.keys)[1]
    if settings.theme is not None and settings.theme not in THEMES:
        lines += (f"theme: there is none of the name “{clean(settings.theme)}”",)
    return lines


def in_force(settings: Settings) -> Settings:
    """Return the settings without keys and a theme that can't be: what holds in their place is a default."""
    if settings.keys:
        from invitetui.ui.keymap import checked  # noqa: PLC0415  # most have none

        good = checked(settings.keys)[0]
        settings = replace(settings, keys={id_: text for id_, text in settings.keys.items() if id_ in good})
    if settings.theme is not None and settings.theme not in THEMES:
        no_theme = {"theme"}
        settings = replace(
            settings, theme=None, set_here=settings.set_here - no_theme, chosen=settings.chosen - no_theme
        )
    return settings


class ChoosingApp(SavingApp):
    """Keeps session and settings together: what is chosen is in force at once, and at the next start."""

    def __init__(
        self, session: Session, file: BookFile | None, config: Path | None, state: StateFile | None
    ) -> None:
        """Make the app.

        Args:
            session: the book and its door.
            file: the file behind it.
            config: config.toml, which is read and never written; None where there is none.
            state: where choices are kept; None is a first start that leaves no trace.
        """
        super().__init__(session, file)
        self.config = config
        self.state = state or StateFile()
        self.register_theme(look.DARK)
        self.register_theme(look.LIGHT)

    def settings(self) -> Settings:
        """Return the settings in force, each with where it comes from: config.toml may have changed."""
        return in_force(self._given())

    def _given(self) -> Settings:
        if self.config is None:
            return kept.with_chosen(Settings(Path("config.toml")), self.state.state.chosen)
        return kept.read(self.config, self.state.state)

    @property
    def theme_in_force(self) -> str:
        """The theme that was chosen or set; invitetui's own where none is, or none of that name."""
        return self.settings().theme or look.DARK.name

    def mistakes(self) -> tuple[str, ...]:
        """Return a line for each mistake in config.toml, those in its keys and theme among them."""
        given = self._given()
        return (*given.problems, *mistaken(given))

    def wrong_with(self, key: str, text: str) -> str | None:
        """Return why what was typed for a setting is not allowed, or None where it is."""
        try:
            self._value(key, text)
        except SettingsError as error:
            return str(error)
        return None

    def choose(self, key: str, text: str) -> str:
        """Put what was typed for a setting in force, and keep it for the next start; returns what to say.

        Raises:
            SettingsError: it is no value that is allowed.
        """
        value = self._value(key, text)
        trouble = ""
        try:
            if self.config is not None:
                kept.choose(key, value, self.config, self.state)
            else:
                self.state.note(chosen={**self.state.state.chosen, key: value})
        except StateError as error:
            trouble = f". Only until you leave: {error}"
        return f"{self._now_in_force(key)}{trouble}"

    def forget(self, key: str) -> str:
        """Go back to what config.toml says for a setting, or to its default; returns what to say."""
        trouble = ""
        try:
            kept.forget(key, self.state)
        except StateError as error:
            trouble = f". Only until you leave: {error}"
        return f"{self._now_in_force(key)}{trouble}"

    def set_mark(self, days: int) -> str:
        """Go by another mark from now on; returns what to say."""
        before = self.session.snapshot.rules.stale_days
        if before == days:
            return f"{count(days, 'day')} is your mark already"
        said = self.choose("stale_days", str(days)).partition(". Only")
        return f"Your mark is {count(days, 'day')} now · it was {before}{said[1]}{said[2]}"

    def _value(self, key: str, text: str) -> object:
        value: object = text
        if key != "theme":
            value = kept.typed(key, text)
        elif text not in self.available_themes:
            raise SettingsError("there is no theme of that name")
        if key not in kept.with_chosen(self.settings(), {key: value}).chosen:
            raise SettingsError(kept.contradicted(key))
        return value

    def _now_in_force(self, key: str) -> str:
        """Have the book and the screen go by the settings as they are by now."""
        settings = self.settings()
        if settings.rules != self.session.snapshot.rules:
            self.session.go_by(settings.rules)
            self.snapshot = self.session.snapshot
        self.theme = self.theme_in_force
        setting = next(known for known in settings.described() if known.key == key)
        value = setting.value.strip('[]"')
        return f"{setting.title}: {value} now · {setting.origin}"
