"""The app: holds the session, keeps the file up to date, and shows one screen at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.reactive import Initialize, reactive

from invitetui.domain.actions import Action, Change
from invitetui.domain.snapshot import Snapshot
from invitetui.session import Session
from invitetui.ui import look
from invitetui.ui.browser import open_page
from invitetui.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from textual.command import Provider


def _palette() -> type[Provider]:
    """Return the palette's source, imported only when it is wanted."""
    from invitetui.ui.palette import CommandsProvider  # noqa: PLC0415

    return CommandsProvider


def _first_snapshot(app: InvitetuiApp) -> Snapshot:
    return app.session.snapshot


_A_MINUTE = timedelta(minutes=1)
RETRY_AFTER = 5.0
"""Seconds after which a save that failed is tried again."""


class InvitetuiApp(App[None]):
    """invitetui, full screen.

    Data flows one way: a key runs a command, the command applies an action, the session answers with
    a change and a new snapshot, and every screen that watches `snapshot` shows it.
    """

    TITLE = "invitetui"
    CSS_PATH = "invitetui.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_palette}  # noqa: RUF012  # Textual's own declaration is a plain set

    snapshot: reactive[Snapshot] = reactive(Initialize(_first_snapshot), init=False)
    """The book as it is shown."""
    saving: reactive[bool] = reactive(default=False, init=False)
    """Whether a change is on its way to the disk."""
    trouble: reactive[str] = reactive("", init=False)
    """Why the newest changes are not saved; stays until they are."""

    def __init__(
        self,
        session: Session,
        *,
        read_only: str | None = None,
        notices: tuple[str, ...] = (),
        theme: str | None = None,
        opener: Callable[[str], bool] = open_page,
        before_import: Callable[[], None] = lambda: None,
        start_in: Path | None = None,
        when_ready: Callable[[], None] = lambda: None,
    ) -> None:
        """Make the app on a session.

        Args:
            session: the book and its door.
            read_only: why nothing can be changed, in plain words; None where it can.
            notices: lines to say at the start: mistakes in the settings, and the like.
            theme: the theme to use; None is invitetui's own.
            opener: opens a page in the browser and returns whether that worked.
            before_import: called in a thread before an import is applied: makes a backup.
            start_in: the folder in which the import's file picker starts.
            when_ready: called once the first screen is there.
        """
        super().__init__()
        self.session = session
        self.read_only = read_only
        self.notices = notices
        self.opener = opener
        self.before_import = before_import
        self.start_in = start_in
        self.when_ready = when_ready
        self._leaving = False
        self.register_theme(look.DARK)
        self.register_theme(look.LIGHT)
        self.theme = theme if theme in self.available_themes else look.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the warming scale for themes that have none of their own."""
        return look.VARIABLES

    def get_default_screen(self) -> MainScreen:
        """Start with the book, and not with an empty screen beneath it."""
        return MainScreen()

    def on_ready(self) -> None:
        """The first screen is there."""
        self.when_ready()

    def look(self) -> Snapshot:
        """Return the book at this very moment; screens hear of it when it looks different by now."""
        shown, fresh = self.snapshot, self.session.look()
        if fresh.standings is not shown.standings or fresh.now - shown.now >= _A_MINUTE:
            self.snapshot = fresh
        return fresh

    def apply(self, action: Action) -> Change:
        """Do an action; what it changed is shown at once and saved soon."""
        return self._shown(self.session.apply(action))

    def undo(self) -> Change | None:
        """Take the last step back."""
        return self._shown(change) if (change := self.session.undo()) else None

    def redo(self) -> Change | None:
        """Do again what was undone."""
        return self._shown(change) if (change := self.session.redo()) else None

    def open_page(self, address: str, done: Callable[[bool], None]) -> None:
        """Open a checked address in the browser, off the event loop; `done` hears whether it worked."""

        def work() -> None:
            worked = self.opener(address)
            self.call_from_thread(done, worked)

        self.run_worker(work, thread=True, group="browser")

    def save_soon(self) -> None:
        """Make all changes durable off the event loop; those that come meanwhile go along."""
        if not self.saving and not self.session.saved:
            self.saving = True
            self.run_worker(self._save, thread=True, group="saving")

    def _save(self) -> None:
        trouble = ""
        try:
            while not self.session.saved:
                self.session.flush()
        except Exception as error:  # noqa: BLE001  # whatever it is, the person has to hear that nothing is saved
            trouble = str(error)
        self.call_from_thread(self._saved, trouble)

    def _saved(self, trouble: str) -> None:
        self.saving = False
        self.trouble = trouble
        if trouble:
            self._leaving = False
            self.set_timer(RETRY_AFTER, self.save_soon)
        elif not self.session.saved:
            self.save_soon()
        elif self._leaving:
            self.exit()

    def leave(self) -> None:
        """Save and quit; where saving fails, the trouble stays on the screen and so does the app."""
        self._leaving = True
        if self.session.saved and not self.saving:
            self.exit()
        else:
            self.save_soon()

    def _shown(self, change: Change) -> Change:
        self.snapshot = self.session.snapshot
        self.save_soon()
        return change
