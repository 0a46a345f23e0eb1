"""What every command shares: the global options, the file opened for one command, and printing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from invitetui import __version__, clock
from invitetui.collector import collector_paused, kept_to_the_end
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.store.book_file import BookFile
from invitetui.typed import NotADate, instant

if TYPE_CHECKING:
    from invitetui.domain.rules import Rules
    from invitetui.domain.views import Filter
    from invitetui.settings import Settings

Function = TypeVar("Function", bound=Callable[..., Any])


class Refused(Exception):
    """The data or the input was refused; its text is for the person."""


class Options(msgspec.Struct):
    """The global options, wherever on the line they stood."""

    file: str | None = None
    now: datetime | None = None
    """The instant to act at, where one was given."""

    @property
    def moment(self) -> datetime:
        """The instant to act at."""
        return clock.system_clock() if self.now is None else self.now

    @property
    def path(self) -> Path:
        """The file to work on."""
        named = self.file or os.environ.get("INVITETUI_FILE")
        if named:
            return Path(os.path.expanduser(named))  # noqa: PTH111  # leaves `~nobody` as it is
        from invitetui.store import places  # noqa: PLC0415  # 14 ms that a named file need not pay

        return places.data_file()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        from invitetui import settings  # noqa: PLC0415
        from invitetui.state import StateFile  # noqa: PLC0415
        from invitetui.store import places  # noqa: PLC0415

        return settings.read(places.config_file(), StateFile(places.state_file()).state)


def typed_instant(text: str, option: str, now: datetime) -> datetime:
    """Return the instant that was typed for an option, or refuse it as wrong use."""
    try:
        return instant(text, now, clock.LOCAL)
    except NotADate as error:
        raise click.BadParameter(clean(str(error)), param_hint=option) from error


def parsed_filter(text: str) -> Filter:
    """Return the filter that was typed, or refuse it as wrong use."""
    from invitetui.domain.views import Filter, FilterError  # noqa: PLC0415  # only lists pay for filters

    try:
        return Filter.parse(text)
    except FilterError as error:
        raise click.BadParameter(clean(str(error)), param_hint="--filter") from error


def with_global_options(command: Function) -> Function:
    """Accept the global options on this command too, and hand the command what was given, here or before."""

    @click.option(
        "--file",
        metavar="PATH",
        type=click.Path(),
        help="The data file (else INVITETUI_FILE, else your data folder).",
    )
    @click.option(
        "--now", metavar="ISO-8601", help="Act as if it were that instant; a bare date is its noon."
    )
    @click.version_option(__version__, prog_name="invitetui")
    @wraps(command)
    def with_options(*, file: str | None, now: str | None, **given: object) -> object:
        options = click.get_current_context().ensure_object(Options)
        if now is not None:
            options.now = typed_instant(now, "--now", clock.system_clock())
        if file is not None:
            if not file:
                raise click.BadParameter("it names no file", param_hint="--file")
            options.file = file
        try:
            return command(options, **given)
        except BrokenPipeError:  # whoever reads has read enough: `invitetui list | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    return with_options  # type: ignore[return-value]


def rules_in_force(options: Options) -> Rules:
    """Return the rules in force; mistakes in the settings are said."""
    settings = options.settings
    for problem in settings.problems:
        click.echo(f"invitetui: {clean(str(settings.path))}: {problem}", err=True)
    return settings.rules


def snapshot_of(options: Options) -> Snapshot:
    """Return the book at the moment asked for; a file that was named but is not there is refused."""
    if options.file and not os.path.lexists(options.path):
        raise Refused(f"There is no file {clean(options.file)}: `invitetui import` makes it.")
    moment, rules = options.moment, rules_in_force(options)
    with collector_paused(), BookFile.open(options.path, writing=False) as file:
        return kept_to_the_end(Snapshot(file.load(), moment, rules, clock.LOCAL))


def print_json(value: object) -> None:
    """Print a value as JSON."""
    from invitetui.report import shapes  # noqa: PLC0415  # only programs ask for it

    click.echo(shapes.json_text(value))


def print_lines(lines: list[str]) -> None:
    """Print plain lines."""
    for line in lines:
        click.echo(line)
