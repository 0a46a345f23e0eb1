"""The palette: every command, person, setting and theme by name."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import cast

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean, fold
from invitetui.settings import SettingsError
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.commands import SCREEN_COMMANDS, Command
from invitetui.ui.present.rows import Row
from invitetui.ui.present.settings import value
from invitetui.ui.screens.main import MainScreen
from invitetui.ui.screens.once import Once


class Palette(Once, CommandPalette):
    """Textual's palette, which a second enter in one burst would otherwise close twice."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go a page on only where there is room for one: Textual looks for a row that is not there."""
        if action == "command_list" and parameters[0] in ("page_up", "page_down"):
            return any(options.scrollable_content_region for options in self.query(CommandList))
        return super().check_action(action, parameters)


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
            # Letters of it in their order do too, after all that holds the words as they are.
            score = found(query, title) or min(9, matcher.match(title)) / 10
            if score:
                shown = Content(title)
                yield Hit(score + 0.3, shown, partial(self._run, command), help=command.help)

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


def found(query: str, title: str) -> int:
    """Return how well a title fits what is typed: 3 it begins so, 2 its words do, 1 it holds them, else 0."""
    query, title = fold(query), fold(title)
    words = query.split()
    if title.startswith(query):
        return 3
    if all(title.startswith(word) or f" {word}" in title for word in words):
        return 2
    return int(all(word in title for word in words))


PEOPLE_AT_MOST = 30
"""People offered at once: whoever looks for one of more types another letter."""
_AT_A_TIME = 2_000
"""Names compared before other work gets its turn: a few milliseconds."""


class PeopleProvider(Provider):
    """Finds people by name, to go to their row."""

    async def search(self, query: str) -> Hits:
        """Yield those whose name, or a word of it, begins so; then those whose name holds it."""
        if not isinstance(self.screen, MainScreen):
            return
        snapshot = self.screen.snapshot
        for rank, uids in enumerate(await self._found(fold(query), snapshot)):
            for uid in uids:
                row = Row.of(uid, snapshot)
                about = f"{row.state[0]} · {row.age} · {clean(row.about)}"
                # All of it as content: what the palette is given as help it reads as markup.
                shown = Content.assemble(clean(row.invitation.name), ("\n" + about, "dim"))
                yield Hit(3.2 - rank, shown, partial(self._go, uid), text=row.invitation.name)

    @staticmethod
    async def _found(needle: str, snapshot: Snapshot) -> list[list[str]]:
        """Return who is found, the best first, never more than can be offered."""
        ranks: list[list[str]] = [[], [], []]
        for number, invitation in enumerate(snapshot.book):
            if number % _AT_A_TIME == 0:
                await asyncio.sleep(0)
            name = fold(invitation.name)
            if needle in name:
                rank = 0 if name.startswith(needle) else 1 if f" {needle}" in name else 2
                if len(ranks[rank]) < PEOPLE_AT_MOST:
                    ranks[rank].append(invitation.uid)
            if len(ranks[0]) == PEOPLE_AT_MOST:
                break
        first, second, third = ranks
        second = second[: PEOPLE_AT_MOST - len(first)]
        return [first, second, third[: PEOPLE_AT_MOST - len(first) - len(second)]]

    def _go(self, uid: str) -> None:
        if isinstance(self.screen, MainScreen):
            self.screen.jump_to(uid)


class SettingsProvider(Provider):
    """Finds settings, to change them, and themes, to use them."""

    async def search(self, query: str) -> Hits:
        """Yield the settings, then the themes, that match what is typed."""
        if not isinstance(self.screen, MainScreen):
            return
        app = cast("InvitetuiApp", self.app)
        for setting in app.settings().described():
            title = f"Setting: {setting.title}  {value(setting)}"
            if score := found(query, title):
                show = partial(self.screen.show_settings, setting.key)
                yield Hit(score + 0.1, Content(title), show, help=setting.says)
        for name in app.available_themes:
            title = f"Theme: {name}"
            if score := found(query, title):
                yield Hit(score, Content(title), partial(self._use, name), help="Use these colours.")

    def _use(self, name: str) -> None:
        app = cast("InvitetuiApp", self.app)
        try:
            app.say(app.choose("theme", name))
        except SettingsError as error:
            app.say(str(error))
