"""The palette: every command by name, from the one declaration."""

from __future__ import annotations

from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from invitetui.ui.commands import SCREEN_COMMANDS, Command
from invitetui.ui.screens.main import MainScreen
from invitetui.ui.screens.once import Once


class Palette(Once, CommandPalette):
    """Textual's palette, which a second enter in one burst would otherwise close twice."""


class CommandsProvider(Provider):
    """Offers the commands that work on the tab shown."""

    async def discover(self) -> Hits:
        """Yield all of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(self._title(command), partial(self._run, command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Yield those that match what is typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            title = self._title(command)
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), partial(self._run, command), help=command.help)

    def _commands(self) -> list[Command]:
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return []
        offered = {command.id for command in SCREEN_COMMANDS if screen.tab in command.where}
        return [command for command in screen.invitetui.commands if command.id in offered]

    @staticmethod
    def _title(command: Command) -> str:
        return Content(f"{command.word.capitalize()}  {command.key}").plain

    def _run(self, command: Command) -> None:
        if isinstance(self.screen, MainScreen):
            self.screen.action_do(command.id)
