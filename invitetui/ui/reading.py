"""The start on a large book: the newest rows at once, the rest and all that can be done once it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.reactive import reactive

from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import Tab, View, look_ahead
from invitetui.session import Session
from invitetui.store.book_file import BookFile
from invitetui.store.errors import StoreError
from invitetui.ui.present import header
from invitetui.ui.saving import SavingApp


class Opened(NamedTuple):
    """A book to work on, as far as its file was opened."""

    session: Session
    file: BookFile | None = None
    """None where it is still to be opened to be written to."""
    read_only: str | None = None
    """Why nothing can be changed, in plain words; None where it can."""
    notices: tuple[str, ...] = ()
    """What the person should know of the file, a line each."""


class ReadingApp(SavingApp):
    """Reads the rest in a thread. Until it is there one can only move about and leave."""

    reading = False
    """Whether rows are still on their way to the screen, so that it shows no numbers."""
    whole: reactive[bool] = reactive(default=True, repaint=False, init=False)
    """Whether all of the book is there and shown, and may be changed."""

    unreadable: StoreError | None = None
    """Why the rest can't be read: the app has ended for it."""
    notices: tuple[str, ...] = ()
    """What the person should know: mistakes in the settings, oddities of the file."""
    _rest: Callable[[], Opened] | None = None

    def begin_without(self, rest: Callable[[], Opened]) -> None:
        """Begin with the newest rows alone; `rest` opens the file and reads all of the book."""
        self._rest = rest
        self.reading = True
        self.set_reactive(ReadingApp.whole, value=False)

    @property
    def first_view(self) -> View:
        """What the list shows at first, by its rows: to be worked out in the thread."""
        return View(Tab.SENT)

    def on_ready(self) -> None:
        """The first screen is there: read what it lacks."""
        if self._rest:
            self.run_worker(partial(self._read, self._rest), thread=True, group="reading")
        else:
            self._is_whole()

    def all_is_there(self) -> None:
        """All of the book is there, and shown."""

    def look_outside(self) -> None:
        """Notice what other programs do to the file, once it is read."""
        if self.whole:
            super().look_outside()

    def _read(self, rest: Callable[[], Opened]) -> None:
        try:
            opened = rest()
        except StoreError as error:
            if not self._exit:  # whoever has left is not asked what to do about it
                self.unreadable = error
                self.call_from_thread(self.exit)
        else:
            _prepare(opened.session.snapshot, self.first_view, self.size.width)
            self.call_from_thread(self._take_rest, opened)

    def _take_rest(self, opened: Opened) -> None:
        self.session = opened.session
        self.reading = False
        self.work_on(opened.file)
        self.notices += opened.notices
        self.read_only = opened.read_only
        self.snapshot = opened.session.snapshot
        self.screen.call_after_refresh(self._is_whole)

    def _is_whole(self) -> None:
        """What can wait until all of it is shown is done now."""
        self.whole = True
        self.all_is_there()
        self.run_worker(partial(look_ahead, self.snapshot), thread=True, group="reading")


def _prepare(snapshot: Snapshot, view: View, width: int) -> None:
    """Work out in the thread what the first screen is made of, so that showing it takes a frame."""
    header.today(snapshot, width)
    header.tabs(snapshot, view.tab, width)
    view.sections(snapshot)
