"""Opens the app: on the person's file, or on a made-up book in a folder that goes away again."""

from __future__ import annotations

import gc
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from invitetui import __version__, clock, log
from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import add_days, local_day, midday
from invitetui.domain.rules import Rules
from invitetui.domain.words import short_day, weekday_of
from invitetui.session import Session
from invitetui.settings import Settings
from invitetui.state import StateError, StateFile
from invitetui.store import places
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, Locked, Newer, ReadOnly, Unreadable
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.reading import Opened

FIRST_SHOWN = 150
"""Rows that a large book begins with: more than any screen has."""


def app(path: Path, now: datetime | None, settings: Settings) -> None:
    """Run the app on the file at `path`; where the file is damaged, on what the person chooses instead.

    Whoever leaves it for the made-up book, and that one by a key, comes back to it.

    Args:
        path: the data file; a missing one is a new, empty book.
        now: act as if the app were started at that instant; None is the machine's clock.
        settings: the settings in force.

    Raises:
        StoreError: the file can't be opened at all, or is damaged and was left alone.
    """
    log.start(places.log_folder())
    notices: tuple[str, ...] = ()
    while True:
        try:
            ended = _run(path, now, settings, *notices)
        except Damaged as error:
            from invitetui.rescue import rescued  # noqa: PLC0415  # a whole file need not pay for it

            path, notice = rescued(path, error)
            notices = (notice,)
            continue
        if not (ended.wants_demo and demo(now or clock.system_clock(), settings).left):
            return


def _run(
    path: Path, now: datetime | None, settings: Settings, *notices: str, made_up: bool = False
) -> InvitetuiApp:
    """Run the app on the file and return it; without the right to write it says why, and only shows."""
    with ExitStack() as stack:
        ticking = clock.running_from(now) if now else clock.system_clock

        def session_on(file: BookFile, rules: Rules) -> Session:
            return Session(file.load(), clock=ticking, zone=clock.LOCAL, rules=rules, keeper=file)

        def reopened() -> Session:
            file = stack.enter_context(BookFile.open(path, writing=True))
            session = session_on(file, shown.session.snapshot.rules)
            shown.work_on(file)
            return session

        def opened() -> Opened:
            read_only: str | None = None
            try:
                file = stack.enter_context(BookFile.open(path, writing=True))
            except (Locked, Newer, ReadOnly) as error:
                read_only = str(error)
                file = stack.enter_context(BookFile.open(path, writing=False))
            session = session_on(file, settings.rules)
            if newest and not session.snapshot.book:
                raise Unreadable(path, "it was removed or emptied meanwhile")
            return Opened(session, file, read_only, file.oddities())

        state = StateFile(places.state_file())
        newest = _newest(path)
        if newest:
            begun = Opened(Session(Book.of(newest), clock=ticking, zone=clock.LOCAL, rules=settings.rules))
        else:
            begun = opened()
        shown = InvitetuiApp(
            begun.session,
            file=begun.file,
            rest=opened if newest else None,
            reopen=reopened,
            read_only=begun.read_only,
            notices=(*notices, *begun.notices),
            theme=settings.theme,
            keys=settings.keys,
            state=state,
            templates=settings.templates,
            config=settings.path,
            made_up=made_up,
            when_ready=lambda: _settle(shown),
        )
        try:
            shown.run()
        finally:  # ctrl+q, a signal, the terminal closed: what was answered is kept
            if shown.failure:
                log.crash(shown.failure)
            with suppress(StateError):  # the place in the list is no reason not to end
                state.save()
            shown.session.flush()
        if shown.unreadable:
            raise shown.unreadable
        log.note("ended", saved=shown.session.saved)
        if shown.failure:
            raise log.Logged from shown.failure
        return shown


def _newest(path: Path) -> list[Invitation]:
    """Return what a large file is begun with, before it is opened to be written to."""
    with BookFile.open(path, writing=False) as file:
        return file.newest(FIRST_SHOWN)


def demo(now: datetime, settings: Settings) -> InvitetuiApp:
    """Run the app on a made-up book, with every file in a temporary folder, and return it."""
    import tempfile  # noqa: PLC0415  # only the demo needs a folder that goes away, and made-up people

    from invitetui.demo import demo_book  # noqa: PLC0415

    log.start(places.log_folder())
    now = _working_morning(now, settings)
    with tempfile.TemporaryDirectory(prefix="invitetui-demo-") as folder, _state_in(Path(folder) / "state"):
        path = Path(folder) / "invites.json"
        with BookFile.open(path, writing=True) as file:
            file.load()
            file.save(dict(demo_book(now).by_uid))
        day = local_day(now, clock.LOCAL)
        told = f"A made-up book on {weekday_of(day)} {short_day(day, day)}: nobody in it exists"
        return _run(path, now, settings, told, made_up=True)


@contextmanager
def _state_in(folder: Path) -> Iterator[None]:
    """Have locks, backups and choices kept in `folder` meanwhile."""
    before = os.environ.get("INVITETUI_STATE")
    os.environ["INVITETUI_STATE"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["INVITETUI_STATE"]
        else:
            os.environ["INVITETUI_STATE"] = before


def _working_morning(now: datetime, settings: Settings) -> datetime:
    """Return `now`, or ten o'clock of the next working day: on a day off there is no sitting to see."""
    day = local_day(now, clock.LOCAL)
    if day.weekday() in settings.rules.working_days:
        return now
    while day.weekday() not in settings.rules.working_days:
        day = add_days(day, 1)
    return midday(day, clock.LOCAL) - timedelta(hours=2)


def _settle(shown: InvitetuiApp) -> None:
    """Once the first screen is there, collect garbage again.

    The collector runs from here on over what is new only: the book and the code stay.
    """
    gc.freeze()
    gc.enable()
    log.note(
        "started",
        version=__version__,
        python=platform.python_version(),
        on=sys.platform,
        terminal=os.environ.get("TERM"),
        columns=shown.size.width,
        lines=shown.size.height,
        invitations=len(shown.snapshot.book),
        read_only=shown.read_only is not None,
    )
