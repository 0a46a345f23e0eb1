"""What the commands share that change the file: a session to work in, saving, and a copy from before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from invitetui import clock, log
from invitetui.cli.options import Options, rules_in_force
from invitetui.session import Session
from invitetui.store import backups, places
from invitetui.store.book_file import BookFile
from invitetui.store.errors import StoreError


@contextmanager
def open_session(options: Options, *, writing: bool) -> Iterator[tuple[BookFile, Session]]:
    """Open the file for one command, as a session whose clock stands still."""
    moment, rules = options.moment, rules_in_force(options)
    with BookFile.open(options.path, writing=writing) as file:
        yield (
            file,
            Session(
                file.load(),
                clock=clock.fixed(moment),
                zone=clock.LOCAL,
                rules=rules,
                keeper=file if writing else None,
            ),
        )


def flush(session: Session) -> None:
    """Make what the session changed durable; what the disk did not confirm is said."""
    warning = session.flush()
    if warning:
        click.echo(f"invitetui: {warning}", err=True)
    log.start(places.log_folder())
    command = click.get_current_context().info_name
    log.note("command", name=command, invitations=len(session.snapshot.book), confirmed=not warning)


def back_up(path: Path, reason: str) -> None:
    """Keep a copy; where that fails the work goes on, with a warning."""
    try:
        backups.back_up(path, reason, clock.system_clock())
    except StoreError as error:
        click.echo(f"invitetui: no backup could be made: {error}", err=True)
