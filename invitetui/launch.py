"""Opens the app: on the person's file, or on a made-up book in a folder that goes away again."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

from invitetui import clock
from invitetui.session import Session
from invitetui.settings import Settings
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Locked, Newer, ReadOnly
from invitetui.ui.app import InvitetuiApp


def app(path: Path, now: datetime | None, settings: Settings) -> None:
    """Run the app on the file at `path`; without the right to write it is opened read-only, and says why.

    Args:
        path: the data file; a missing one is a new, empty book.
        now: act as if the app were started at that instant; None is the machine's clock.
        settings: the settings in force.

    Raises:
        StoreError: the file can't be opened at all.
    """
    with ExitStack() as stack:
        read_only: str | None = None
        try:
            file = stack.enter_context(BookFile.open(path, writing=True))
        except (Locked, Newer, ReadOnly) as error:
            read_only = str(error)
            file = stack.enter_context(BookFile.open(path, writing=False))
        session = Session(
            file.load(),
            clock=clock.running_from(now) if now else clock.system_clock,
            zone=clock.LOCAL,
            rules=settings.rules,
            keeper=file,
        )
        shown = InvitetuiApp(
            session,
            read_only=read_only,
            notices=settings.problems,
            theme=settings.theme,
            before_import=lambda: _back_up(path),
            when_ready=lambda: _settle(shown),
        )
        try:
            shown.run()
        finally:  # ctrl+q, a signal, the terminal closed: what was answered is kept
            session.flush()


def demo(now: datetime, settings: Settings) -> None:
    """Run the app on a made-up book, with every file in a temporary folder."""
    import tempfile  # noqa: PLC0415  # only the demo needs a folder that goes away, and made-up people

    from invitetui.demo import demo_book  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="invitetui-demo-") as folder:
        os.environ["INVITETUI_STATE"] = str(Path(folder) / "state")
        path = Path(folder) / "invites.json"
        with BookFile.open(path, writing=True) as file:
            file.load()
            file.save(dict(demo_book(now).by_uid))
        app(path, now, settings)


def _settle(shown: InvitetuiApp) -> None:
    """Once the first screen is there: collect garbage again, and end by a signal as by a key.

    The collector runs from here on over what is new only: the book and the code stay.
    """
    gc.freeze()
    gc.enable()
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows has neither
            loop.add_signal_handler(getattr(signal, name), shown.exit)


def _back_up(path: Path) -> None:
    from invitetui.store.backups import back_up  # noqa: PLC0415

    back_up(path, "import", clock.system_clock())
