"""The app's care for the file: saving off the event loop, changes from outside, backups, taking over."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from textual.reactive import Initialize, reactive
from textual.timer import Timer

from invitetui import clock, log
from invitetui.domain.book import Book
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.words import count
from invitetui.session import Session
from invitetui.store.book_file import BookFile
from invitetui.store.errors import ChangedOutside, Damaged, NotAFile, StoreError
from invitetui.ui.commands import DELIVERED
from invitetui.ui.failing import FailingApp

RETRY_AFTER = 5.0
"""Seconds after which a save that failed is tried again."""
SAVE_AFTER = 0.02
"""Seconds between a change and its save: what it changed is on the screen first, undisturbed."""
LONG = 0.5
"""Seconds after which a save is one that the person waits for, and told of."""
BACK_UP_AFTER = timedelta(minutes=30)
"""Of work since the last backup."""


def _first_snapshot(app: SavingApp) -> Snapshot:
    return app.session.snapshot


class SavingApp(FailingApp[None]):
    """Keeps session and file together; what it shows is left to `InvitetuiApp`.

    Nothing here repaints by itself: who watches draws what looks different, and not the whole screen.
    """

    snapshot: reactive[Snapshot] = reactive(Initialize(_first_snapshot), repaint=False, init=False)
    """The book as it is shown."""
    saving: reactive[bool] = reactive(default=False, repaint=False, init=False)
    """Whether a change is on its way to the disk."""
    saving_long: reactive[bool] = reactive(default=False, repaint=False, init=False)
    """Whether one has been on its way for so long that the person is told: most are there at once."""
    trouble: reactive[str] = reactive("", repaint=False, init=False)
    """Why the newest changes are not saved; stays until they are."""
    news: reactive[str] = reactive("", repaint=False, init=False)
    """What became of the file without the person's doing, in words."""
    read_only: reactive[str | None] = reactive(None, repaint=False, init=False)
    """Why nothing can be changed, in plain words; None where it can."""
    may_be_free: reactive[bool] = reactive(default=False, init=False)
    """Whether the one that held the file has closed since, so that it could be taken over."""

    file: BookFile | None
    """The file behind the session; None where there is none yet, or none at all, as in a test."""
    in_use: bool
    """Whether another process had the file when it was opened."""
    keys: Mapping[str, str] = DELIVERED
    """The key in force of each command, by its id, as a person writes it."""

    def __init__(self, session: Session, file: BookFile | None) -> None:
        super().__init__()
        self.session = session
        self.work_on(file)
        self._leaving = False
        self._rescued: tuple[Path, Book] | None = None
        self._retry: Timer | None = None
        self._long: Timer | None = None
        self._backed_up_at = clock.system_clock()

    def work_on(self, file: BookFile | None) -> None:
        """Watch, back up and read again that file from now on."""
        self.file = file
        self.in_use = file is not None and file.in_use

    def save_soon(self) -> None:
        """Make all changes durable off the event loop; those that come meanwhile go along."""
        if not self.saving and not self.session.saved:
            self.saving = True
            get_running_loop().call_later(SAVE_AFTER, self._start_saving)

    def _start_saving(self) -> None:
        self._long = self.set_timer(LONG, self._takes_long)
        self.run_worker(self._save, thread=True, group="saving")

    def _takes_long(self) -> None:
        self.saving_long = self.saving

    def _save(self) -> None:
        trouble, theirs = "", None
        try:
            while not self.session.saved:
                if warning := self.session.flush():
                    self.call_from_thread(setattr, self, "news", warning)
        except (ChangedOutside, Damaged, NotAFile) as error:
            theirs, trouble = self._read_theirs(error)
        except Exception as error:  # noqa: BLE001  # whatever it is, the person has to hear that nothing is saved
            trouble = str(error)
            log.note("not saved", kind=type(error).__name__, number=getattr(error, "errno", None))
        self.call_from_thread(self._saved, trouble, theirs)
        self._back_up_now_and_then()

    def _saved(self, trouble: str, theirs: Book | None) -> None:
        self.saving = self.saving_long = False
        if self._long:
            self._long.stop()
        self.trouble = trouble
        if theirs is not None:
            self._take_in(theirs)
        if trouble:
            self._leaving = False
            if self._retry:
                self._retry.stop()
            self._retry = self.set_timer(RETRY_AFTER, self.save_soon)
        elif not self.session.saved:
            self.save_soon()
        elif self._leaving:
            self.exit()

    @property
    def left(self) -> bool:
        """Whether the person has left by a key, and was not sent away by a signal."""
        return self._leaving

    def leave(self) -> None:
        """Save and quit; where saving fails, the trouble stays on the screen and so does the app."""
        self._leaving = True
        if self.session.saved and not self.saving:
            self.exit()
        else:
            self.save_soon()

    # Changes from outside

    def look_outside(self) -> None:
        """Notice what other programs did to the file: one look at its size and times.

        While it is read again nothing is saved, so that a save never takes theirs for ours.
        """
        if self.file is None:
            return
        if self.read_only:
            self.may_be_free = self.in_use and not self.file.in_use
        if self.saving or self.trouble or not self.file.changed_outside:
            return
        self.saving = True
        self.run_worker(self._read_again, thread=True, group="saving")

    def _read_again(self) -> None:
        theirs, trouble = self._read_theirs(None)
        self.call_from_thread(self._saved, trouble, theirs)

    def _read_theirs(self, error: StoreError | None) -> tuple[Book | None, str]:
        """In a thread: return the book as another program left it, or the trouble there is with it."""
        if self.file is None:
            return None, str(error)
        try:
            if self.file.exists:
                return self.file.load(), ""
            why, remedy = "the file was removed. Everything", f"; {self.keys['save']} makes the file again"
        except (Damaged, NotAFile) as another:
            why, remedy = "everything", f": {another}"
        except StoreError as another:
            return None, str(another)
        try:
            return None, f"{why} is in {self._rescue(self.file, self.session.snapshot.book)}{remedy}"
        except StoreError as another:
            return None, str(another)

    def _rescue(self, file: BookFile, book: Book) -> Path:
        """Save the book beside its file, which is gone; once for each state of the book."""
        if self._rescued is None or self._rescued[1] is not book:
            self._rescued = file.rescue(book), book
        return self._rescued[0]

    def _take_in(self, theirs: Book) -> None:
        if theirs == self.session.snapshot.book:
            return
        clashes = self.session.take_in(theirs)
        log.note("taken in", invitations=len(theirs), clashes=len(clashes))
        self.snapshot = self.session.snapshot
        self.news = "Another program changed the file: its changes are in"
        if clashes:
            self.news += f", and {count(len(clashes), 'invitation')} changed on both sides keep both"
        self.save_soon()

    def save_again(self) -> None:
        """Try again to save; a file that was removed is made anew, with everything in it."""
        if self.saving:
            return
        if self.trouble and self.file and self.file.is_missing:
            self.file.load()
            self.session.save_all()
        self.save_soon()

    # Backups

    def back_up(self, reason: str) -> str:
        """Keep a copy of the file as it is; returns why that failed, or nothing. Not for the event loop."""
        if self.file is None or self.read_only:
            return ""
        self._backed_up_at = clock.system_clock()
        try:
            self.file.back_up(reason, self._backed_up_at)
        except StoreError as error:
            return str(error)
        return ""

    def back_up_at_start(self) -> None:
        """Keep a copy if the file has changed since the last one, and get ready to save."""

        def work() -> None:
            if self.file:
                self.file.get_ready()
            self._tell_failure(self.back_up("start"))

        self.run_worker(work, thread=True, group="backup")

    def _back_up_now_and_then(self) -> None:
        if clock.system_clock() - self._backed_up_at >= BACK_UP_AFTER:
            self._tell_failure(self.back_up("work"))

    def _tell_failure(self, failure: str) -> None:
        if failure:
            log.note("no backup")
            self.call_from_thread(setattr, self, "news", f"No backup could be made: {failure}")

    # Taking over

    def take_over(self, reopen: Callable[[], Session]) -> str:
        """Write to the file after all, where its holder has gone; returns what came of it."""
        try:
            self.session = reopen()
        except StoreError as error:
            return str(error)
        self.read_only, self.may_be_free = None, False
        self.snapshot = self.session.snapshot
        return "The file is yours: changes are saved again"
