"""The start on a large book: the newest rows at once, the rest once read, changes once it is proved whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.reactive import reactive

from invitetui.domain.views import Tab, View, look_ahead
from invitetui.session import Session
from invitetui.store.errors import StoreError
from invitetui.ui.present import header
from invitetui.ui.saving import SavingApp


@dataclass(frozen=True)
class Rest:
    """What is still to be read of a book of which the app has the newest rows."""

    read: Callable[[], Session]
    """Returns the session on all of it, to be looked at."""
    prove: Callable[[Session], None]
    """Makes sure that the file is whole, and has the session keep its changes there; may raise StoreError."""


class ReadingApp(SavingApp):
    """Reads the rest in a thread. Until it is proved whole nothing but moving about is answered."""

    reading: reactive[bool] = reactive(default=False, repaint=False, init=False)
    """Whether rows are still on their way to the screen."""
    whole: reactive[bool] = reactive(default=True, repaint=False, init=False)
    """Whether all of the book is there, and may be changed."""

    unreadable: StoreError | None = None
    """Why the rest can't be read: the app has ended for it."""
    _rest: Rest | None = None

    def begin_without(self, rest: Rest) -> None:
        """Begin with the newest rows alone."""
        self._rest = rest
        self.set_reactive(ReadingApp.reading, value=True)
        self.set_reactive(ReadingApp.whole, value=False)

    def on_ready(self) -> None:
        """The first screen is there: read what it lacks."""
        if self._rest:
            self.run_worker(partial(self._read, self._rest), thread=True, group="reading")
        else:
            self.watch_whole()
            self.run_worker(partial(look_ahead, self.snapshot), thread=True, group="reading")

    def watch_whole(self) -> None:
        """All of the book is there."""

    def look_outside(self) -> None:
        """Notice what other programs do to the file, once it is read."""
        if self.whole:
            super().look_outside()

    def _read(self, rest: Rest) -> None:
        try:
            session = rest.read()
            _prepare(session, self.size.width)
            self.call_from_thread(self._take_rest, session)
            rest.prove(session)
        except StoreError as error:
            self.unreadable = error
            self.call_from_thread(self.exit)
        else:
            self.call_from_thread(self._is_whole)
            look_ahead(session.snapshot)

    def _is_whole(self) -> None:
        self.whole = True

    def _take_rest(self, session: Session) -> None:
        self.session = session
        self.reading = False
        self.snapshot = session.snapshot


def _prepare(session: Session, width: int) -> None:
    """Work out in the thread what the first screen is made of, so that showing it takes a frame."""
    snapshot = session.snapshot
    header.today(snapshot, width)
    header.tabs(snapshot, Tab.SENT, width)
    View(Tab.SENT).sections(snapshot)
    snapshot.moved_to(snapshot.now)
