"""The backups, newest first; one can be brought back, and that is a step like any other."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from invitetui import clock
from invitetui.domain import words
from invitetui.domain.actions import restored
from invitetui.domain.book import Book
from invitetui.store.backups import Backup
from invitetui.store.errors import StoreError
from invitetui.ui.look import content
from invitetui.ui.present.pieces import Line, Role, fit
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines
from invitetui.ui.widgets.options import Options

_REASONS = {"import": "before an import", "restore": "before bringing one back", "start": "at a start"}


class BackupsScreen(Once, InApp, ModalScreen[str | None]):
    """Answers with what was brought back, in words; None where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q", "dismiss(None)", "back"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
    ]

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        yield Lines(id="backups-title")
        yield Options(id="backups", markup=False, compact=True)
        yield Lines(id="backups-keys")

    def on_mount(self) -> None:
        """Look for the backups, off the event loop."""
        self._say([[("Looking for backups", Role.DIM)]])
        self.run_worker(self._look, thread=True)

    def _look(self) -> None:
        file = self.invitetui.file
        try:
            found = file.backups() if file else []
        except StoreError as error:
            self.tell(self._say, [[(str(error), Role.TROUBLE)]])
        else:
            self.tell(self._show, found)

    def _say(self, lines: list[Line]) -> None:
        self.query_one("#backups-keys", Lines).show(lines)

    def _show(self, found: list[Backup]) -> None:
        self.query_one("#backups-title", Lines).show(
            [[("Backups", Role.STRONG), (f"  {len(found)} of this book, newest first", Role.DIM)], []]
        )
        options = self.query_one(Options)
        options.add_options(Option(content([_line(backup)]), id=backup.name) for backup in found)
        options.highlighted = 0 if found else None
        options.focus()
        keys: Line = (
            [("enter ", Role.KEY), (f"bring it back ({self.key('undo')} undoes)   ", Role.DIM)]
            if found
            else []
        )
        self._say([[], [*keys, ("esc ", Role.KEY), ("back", Role.DIM)]])

    def action_move(self, rows: int) -> None:
        """Go up or down by some rows."""
        options = self.query_one(Options)
        options.action_cursor_down() if rows > 0 else options.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read the backup, off the event loop."""
        if event.option.id:
            self.run_worker(partial(self._read, event.option.id), thread=True)

    def _read(self, name: str) -> None:
        file = self.invitetui.file
        if file is None:
            return
        try:
            book = file.book_in(name)
        except StoreError as error:
            self.tell(self._say, [[], [(str(error), Role.TROUBLE)]])
            return
        failure = self.invitetui.back_up("restore")
        self.tell(self._restore, book, failure)

    def _restore(self, book: Book, failure: str) -> None:
        now = self.invitetui.session.snapshot.book
        change = self.invitetui.apply(
            restored(now, book, f"{words.count(len(book), 'invitation')} brought back")
        )
        warning = f" · no backup could be made: {failure}" if failure else ""
        self.dismiss(f"{self.undoable(change)}{warning}" if change else "The book is just as it was then")


def _line(backup: Backup) -> Line:
    local = backup.when.astimezone(clock.LOCAL)
    held = "damaged" if backup.invitations is None else words.count(backup.invitations, "invitation")
    return [
        (f"{words.short_day(local.date(), local.date())} {local.year} {local:%H:%M}   ", Role.PLAIN),
        (fit(held, 20), Role.STRONG),
        (_REASONS.get(backup.reason, "while working"), Role.DIM),
    ]
