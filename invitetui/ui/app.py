"""The app: holds the session, keeps the file up to date, and shows one screen at a time."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual._time import get_time
from textual.binding import Binding, BindingsMap

from invitetui import log
from invitetui.domain.actions import Action, Change
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.domain.views import View
from invitetui.session import Session
from invitetui.state import StateFile
from invitetui.store.book_file import BookFile
from invitetui.ui import look
from invitetui.ui.browser import open_page
from invitetui.ui.bursts import WatchedKeys, takes_text
from invitetui.ui.choosing import ChoosingApp
from invitetui.ui.commands import COMMANDS, Group, acts_once
from invitetui.ui.drawing import DrawingApp, DrawnAtOnce
from invitetui.ui.reading import Opened, ReadingApp
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from textual.command import Provider


def _from_palette(name: str) -> Callable[[], type[Provider]]:
    """Return what returns a source of the palette, imported only when it is wanted."""

    def provider() -> type[Provider]:
        from invitetui.ui import palette  # noqa: PLC0415

        found: type[Provider] = getattr(palette, name)
        return found

    return provider


_A_MINUTE = timedelta(minutes=1)


class InvitetuiApp(WatchedKeys, ReadingApp, ChoosingApp, DrawingApp):
    """invitetui, full screen.

    Data flows one way: a key runs a command, the command applies an action, the session answers with
    a change and a new snapshot, and every screen that watches `snapshot` shows it.
    """

    TITLE = "invitetui"
    CSS_PATH = "invitetui.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {  # noqa: RUF012  # Textual's own declaration is a plain set
        _from_palette(name) for name in ("CommandsProvider", "PeopleProvider", "SettingsProvider")
    }

    def __init__(
        self,
        session: Session,
        *,
        file: BookFile | None = None,
        rest: Callable[[], Opened] | None = None,
        reopen: Callable[[], Session] | None = None,
        read_only: str | None = None,
        notices: tuple[str, ...] = (),
        theme: str | None = None,
        keys: Mapping[str, str] | None = None,
        opener: Callable[[str], bool] = open_page,
        start_in: Path | None = None,
        state: StateFile | None = None,
        templates: Mapping[str, str] | None = None,
        config: Path | None = None,
        made_up: bool = False,
        when_ready: Callable[[], None] = lambda: None,
        ticks: Callable[[], float] = get_time,
    ) -> None:
        """Make the app on a session.

        Args:
            session: the book and its door.
            file: the file behind it, to be watched and backed up.
            rest: opens the file and reads it, where the session has only the newest of a large book.
            reopen: opens the file for writing after all, and returns the session on it.
            read_only: why nothing can be changed, in plain words; None where it can.
            notices: lines to say at the start: mistakes in the settings, and the like.
            theme: the theme to use; None is invitetui's own.
            keys: keys of the person's own, by a command's id.
            opener: opens a page in the browser and returns whether that worked.
            start_in: the folder in which the import's file picker starts.
            state: where the person was last, and what they chose; None is a first start that leaves no trace.
            templates: notes of the person's own to start a new invitation from, by their names.
            config: config.toml, to show where a setting comes from; None where there is none.
            made_up: whether this is the made-up book, which nobody need be asked to look at.
            when_ready: called once the first screen is there.
            ticks: seconds on the clock by which keys are reported: how long a card has been on the screen.
        """
        self.ticks = ticks
        super().__init__(session, file, config, state)
        if rest:
            self.begin_without(rest)
        self.reopen = reopen
        self.set_reactive(InvitetuiApp.read_only, read_only)
        self.notices = notices
        self.opener = opener
        self.start_in = start_in
        self.made_up = made_up
        self.wants_demo = False
        """Whether the person leaves for the made-up book."""
        self.templates = templates or {}
        self.when_ready = when_ready
        self.theme = theme if theme in self.available_themes else look.DARK.name
        name = clean(config.name) if config else "config.toml"
        self.notices += tuple(f"{name}: {mistake}" for mistake in self.mistakes())
        self.commands = COMMANDS
        if keys:
            self._use(keys)

    def _use(self, keys: Mapping[str, str]) -> None:
        """Give commands the person's own keys: only whoever has some pays for it."""
        from invitetui.ui.keymap import checked, rebound, whole  # noqa: PLC0415

        keymap, _ = checked(keys)
        self.commands = rebound(keymap)
        self.keys = {command.id: command.key for command in self.commands}
        self.set_keymap(whole(keymap))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the roles, for themes that have none of their own."""
        return look.variables(self.current_theme)

    def get_default_screen(self) -> MainScreen:
        """Start with the book, and not with an empty screen beneath it."""
        return MainScreen()

    def refresh_css(self, animate: bool = True) -> None:
        """Style all there is anew; before the first screen, which is styled in any case, take the colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def action_command_palette(self) -> None:
        """Show every command by name."""
        from textual.command import CommandPalette  # noqa: PLC0415

        from invitetui.ui.palette import Palette  # noqa: PLC0415

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                Palette(placeholder="a command, a person, a setting or a theme", id="--command-palette")
            )

    @property
    def first_view(self) -> View:
        """The list as it was left the last time."""
        lists = (screen for screen in self.screen_stack if isinstance(screen, MainScreen))
        return next((each.view for each in lists), super().first_view)

    def all_is_there(self) -> None:
        """All of the book is there, and shown: another screen is found styled."""
        css = look.OVER_THE_LISTS
        self.stylesheet.add_source(css.read_text("utf-8"), read_from=(str(css), ""))
        self.when_ready()
        self.back_up_at_start()
        if not self.notices:
            self.run_worker(self._look_at_the_clock, thread=True, group="reading")

    def _look_at_the_clock(self) -> None:
        """In a thread: say it where the book has steps of a time that is yet to come."""
        from invitetui.domain.set_back import set_back  # noqa: PLC0415  # not for the first frame

        if told := set_back(self.session.snapshot):
            self.call_from_thread(self.say, told)

    async def on_event(self, event: events.Event) -> None:
        """Answer a key, and draw what came of it unless another waits."""
        came_back = isinstance(event, events.Key) and event.is_forwarded
        await super().on_event(event)
        if came_back and isinstance(self.screen, DrawnAtOnce) and not self.arrivals.waiting:
            self.screen.draw()

    @property
    def answers_at_once(self) -> bool:
        """Whether the lists answer, and no field.

        Textual's own way to them leads through the queues of the list and of all that is around it.
        """
        return isinstance(self.screen, MainScreen) and not takes_text(self.focused)

    def answer(self, event: events.Key) -> bool:
        """Have the lists answer a key; return whether it means anything to them."""
        self.app_focus = True
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return False
        with screen.drawing(now=not self.arrivals.waiting):
            return screen.answer_key(event, self._command_of(event.key))

    def on_key(self, event: events.Key) -> None:
        """Type a letter that was pressed in one burst with the key that opened the field.

        A field takes its letters itself, so one that comes as far as this was on its way before.
        """
        if (field := self.focused) and takes_text(field) and event.is_printable and event.character:
            event.prevent_default()
            field.insert_text_at_cursor(event.character)  # type: ignore[attr-defined]

    def acts_once(self, key: str) -> bool:
        """Return whether a key records something of the person under the cursor."""
        return acts_once(self._command_of(key))

    def opens_field(self, event: events.Key) -> bool:
        """Return whether a key opens the filter or asks for a list to check, and will be answered."""
        id_, screen = self._command_of(event.key), self.screen
        may = isinstance(screen, MainScreen) and not screen.is_too_early(event, id_)
        return may and id_ in ("filter", "check")

    def _command_of(self, key: str) -> str | None:
        """Return which command a key runs on the main screen."""
        found = self._by_key.get(key) if isinstance(self.screen, MainScreen) else None
        return found[0].id if found else None

    @cached_property
    def _by_key(self) -> dict[str, list[Binding]]:
        """The commands by their keys: Textual would gather those anew to answer each one."""
        moves_first = sorted(self.commands, key=lambda command: command.group is not Group.MOVE)
        return BindingsMap(command.binding(command.id) for command in moves_first).key_to_bindings

    def pasted(self, keys: int) -> str:
        """Return what to say of so many keys that came as pasted text, on the screen that is shown."""
        return self.screen.pasted(keys) if isinstance(self.screen, InApp) else ""

    def is_for_a_field(self, event: events.Key) -> bool:
        """Take a key of pasted text into the field of the screen that is shown, where it waits for one."""
        character = event.character or ""
        return isinstance(self.screen, InApp) and self.screen.is_meant_for_a_field(character)

    def say(self, text: str) -> None:
        """Say something on the screen that is shown."""
        if isinstance(self.screen, InApp):
            self.screen.say(text)

    def on_notify(self) -> None:
        """Put what was said in passing before away: one is read, a pile is not."""
        self.clear_notifications()

    def on_app_focus(self) -> None:
        """Back from another window, where the file may have been changed."""
        self.look_outside()

    def look(self) -> Snapshot:
        """Return the book at this very moment; screens hear of it when it looks different by now."""
        self.look_outside()
        shown, fresh = self.snapshot, self.session.look()
        if fresh.standings is not shown.standings or fresh.now - shown.now >= _A_MINUTE:
            self.snapshot = fresh
        return fresh

    def apply(self, action: Action) -> Change:
        """Do an action; what it changed is shown at once and saved soon."""
        change = self.session.apply(action)
        tell = partial(log.note, "step", kind=type(action).__name__, invitations=len(change.uids))
        get_running_loop().call_soon(tell)  # once it is shown: a line takes as long to write as a row to draw
        return self._shown(change)

    def undo(self) -> Change | None:
        """Take the last step back."""
        log.note("undo")
        return self._shown(change) if (change := self.session.undo()) else None

    def redo(self) -> Change | None:
        """Do again what was undone."""
        log.note("redo")
        return self._shown(change) if (change := self.session.redo()) else None

    def open_page(self, address: str, done: Callable[[bool], None]) -> None:
        """Open a checked address in the browser, off the event loop; `done` hears whether it worked."""

        def work() -> None:
            worked = self.opener(address)
            self.call_from_thread(done, worked)

        self.run_worker(work, thread=True, group="browser")

    def _shown(self, change: Change) -> Change:
        self.snapshot = self.session.snapshot
        self.save_soon()
        return change
