"""The command line: thin commands over the same functions that the app calls.

The app itself, and with it Textual, is imported only when it is opened.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from invitetui import __version__, clock, report
from invitetui.domain.actions import Apply, Record
from invitetui.domain.invitation import Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.session import Session
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, StoreError
from invitetui.typed import NotADate, instant

if TYPE_CHECKING:
    from invitetui.settings import Settings
    from invitetui.sources.seen import Seen

Function = TypeVar("Function", bound=Callable[..., Any])


class Refused(Exception):
    """The data or the input was refused; its text is for the person."""


@dataclass
class Options:
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
        from invitetui.store import places  # noqa: PLC0415

        return settings.read(places.config_file())


def _typed(text: str, option: str, now: datetime) -> datetime:
    try:
        return instant(text, now, clock.LOCAL)
    except NotADate as error:
        raise click.BadParameter(clean(str(error)), param_hint=option) from error


def _with_global_options(command: Function) -> Function:
    """Accept the global options on this command too, and hand the command what was given, here or before."""

    @click.option(
        "--file", metavar="PATH", help="The data file (else INVITETUI_FILE, else your data folder)."
    )
    @click.option(
        "--now", metavar="ISO-8601", help="Act as if it were that instant; a bare date is its noon."
    )
    @click.version_option(__version__, prog_name="invitetui")
    @wraps(command)
    def with_options(*, file: str | None, now: str | None, **given: object) -> object:
        options = click.get_current_context().ensure_object(Options)
        if now is not None:
            options.now = _typed(now, "--now", clock.system_clock())
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


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--demo", is_flag=True, help="Look around in a made-up book, apart from your own.")
@_with_global_options
def cli(options: Options, demo: bool) -> None:  # click hands options over by name
    """Triage, pace and remember LinkedIn invitations, by keyboard.

    Without a command: the full-screen app. invitetui never talks to LinkedIn: you act there by
    hand; it plans, opens the right page, paces and remembers.
    """
    if click.get_current_context().invoked_subcommand is not None:
        if demo:
            raise click.UsageError("--demo opens the app, and goes with no command")
        return
    gc.disable()  # what a start makes stays; the app lets the collector run once its first screen is there
    from invitetui import launch  # noqa: PLC0415  # Textual, only when the app is opened

    if demo:
        launch.demo(options.moment, options.settings)
    else:
        launch.app(options.path, options.now, options.settings)


@cli.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Say what it would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@_with_global_options
def import_(options: Options, paths: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Read what LinkedIn gives: an archive, its folder, a CSV file of it, or our own export."""
    from invitetui.sources.reconcile import reconcile  # noqa: PLC0415
    from invitetui.sources.seen import merge  # noqa: PLC0415

    seen = merge([_read(path) for path in paths])
    with _open(options, writing=not dry_run) as session:
        found = reconcile(session.snapshot.book, seen, session.snapshot.now)
        if not dry_run and found.edits:
            _back_up(options.path, "import")
            session.apply(Apply(found.edits, "import"))
            session.flush()
    result = {
        "added": len(found.added),
        "updated": len(found.updated),
        "unchanged": found.unchanged,
        "accepted": len(found.accepted),
        "unclear": len(found.unclear),
        "withdrawn": len(found.withdrawn),
        "skipped": found.skipped,
        "rejected": [
            {"source": rejected.source, "line": rejected.line, "reason": rejected.reason}
            for rejected in found.rejected
        ],
    }
    if as_json:
        _print_json(result)
        return
    told = ", ".join(f"{number:,} {kind}" for kind, number in result.items() if isinstance(number, int))
    click.echo(f"{'Would be' if dry_run else 'Done'}: {told}, {len(found.rejected):,} rejected.")
    for rejected in found.rejected:
        line = f", line {rejected.line}" if rejected.line else ""
        click.echo(f"  {rejected.source}{line}: {rejected.reason}", err=True)


def _read(path: str) -> Seen:
    from invitetui.sources.archive import read, read_bytes  # noqa: PLC0415
    from invitetui.sources.seen import SourceError  # noqa: PLC0415

    try:
        if path == "-":
            return read_bytes(sys.stdin.buffer.read(), "standard input")
        return read(Path(path))
    except SourceError as error:
        raise Refused(str(error)) from error


def _back_up(path: Path, reason: str) -> None:
    """Keep a copy; where that fails the work goes on, with a warning."""
    from invitetui.store.backups import back_up  # noqa: PLC0415

    try:
        back_up(path, reason, clock.system_clock())
    except StoreError as error:
        click.echo(f"invitetui: no backup could be made: {error}", err=True)


@cli.command("list")
@click.option("--tab", type=click.Choice(report.LISTS), default="sent", help="Which list.", show_default=True)
@click.option("--filter", "filter_", default="", metavar="TEXT", help="Only rows of which all words hold.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an invitation.")
@click.option("--csv", "as_csv", is_flag=True, help="The same as CSV.")
@_with_global_options
def list_(options: Options, tab: str, filter_: str, as_json: bool, as_csv: bool) -> None:
    """List invitations, one a line."""
    from invitetui.domain.views import Filter, FilterError  # noqa: PLC0415

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    try:
        chosen = Filter.parse(filter_)
    except FilterError as error:
        raise click.BadParameter(clean(str(error)), param_hint="--filter") from error
    snapshot = _snapshot(options)
    uids = report.uids_of(tab, snapshot, chosen)
    if as_json:
        _print_json([report.row(uid, snapshot) for uid in uids])
    elif as_csv:
        click.echo(report.rows_as_csv([report.row(uid, snapshot) for uid in uids]), nl=False)
    else:
        _print_lines(report.list_lines(uids, snapshot))


@cli.command()
@click.option("--days", type=click.IntRange(1, 10_000), metavar="N", help="Only the first N days.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_with_global_options
def plan(options: Options, days: int | None, as_json: bool) -> None:
    """Show whom to withdraw on which day."""
    snapshot = _snapshot(options)
    if as_json:
        _print_json(report.plan(snapshot, days))
    else:
        _print_lines(report.plan_lines(snapshot, days))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_with_global_options
def due(options: Options, as_json: bool) -> None:
    """Say what today asks for, in one line: fit for a shell's greeting."""
    snapshot = _snapshot(options)
    if as_json:
        _print_json(report.due(snapshot))
    else:
        click.echo(report.due_line(snapshot))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_with_global_options
def stats(options: Options, as_json: bool) -> None:
    """Show what works, with its uncertainty."""
    from invitetui.domain.stats import stats as figures_of  # noqa: PLC0415

    snapshot = _snapshot(options)
    figures = figures_of(snapshot)
    if as_json:
        _print_json(report.stats(figures, snapshot))
    else:
        _print_lines(report.stats_lines(figures, snapshot))


_STEPS: dict[str, tuple[Kind, str | None]] = {
    "withdrawn": (Kind.WITHDRAWN, None),
    "accepted": (Kind.ACCEPTED, None),
    "gone": (Kind.GONE, None),
    "kept": (Kind.KEPT, None),
    "unkept": (Kind.UNKEPT, None),
    "high": (Kind.PRIORITY, "high"),
    "medium": (Kind.PRIORITY, "medium"),
    "low": (Kind.PRIORITY, "low"),
}


@cli.command()
@click.argument("uids", nargs=-1, required=True, metavar="UID...")
@click.argument("step", type=click.Choice(list(_STEPS)))
@click.option("--at", metavar="ISO-8601", help="When it happened, if not now.")
@_with_global_options
def mark(options: Options, uids: tuple[str, ...], step: str, at: str | None) -> None:
    """Record one step of these invitations, as in the app."""
    kind, value = _STEPS[step]
    happened = None if at is None else _typed(at, "--at", options.moment)
    with _open(options, writing=True) as session:
        if happened and happened > session.snapshot.now:
            raise click.BadParameter("that is in the future", param_hint="--at")
        if unknown := [uid for uid in uids if uid not in session.snapshot.book]:
            raise Refused(f"There is no invitation “{clean(unknown[0])}”: `invitetui list` shows them all.")
        change = session.apply(Record(uids, kind, value=value, at=happened))
        session.flush()
    click.echo(report.marked(change))


@cli.command()
@click.argument("path")
@_with_global_options
def guard(options: Options, path: str) -> None:
    """Say who in a list of names or profile addresses should not be invited now, and why."""
    from invitetui.domain.reinvite import guard as look_up  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refused(f"{clean(path)} is not UTF-8 text") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no file name"
        raise Refused(f"{clean(path)} can't be read: {reason}") from error
    found = list(look_up(lines, _snapshot(options)))
    _print_lines([f"{finding.asked}: {finding.says}" for finding in found])
    asked = sum(bool(line.strip()) for line in lines)
    click.echo(f"{len(found)} findings among {asked} people asked about.", err=True)


@cli.command()
@click.option("--init", "init", is_flag=True, help="Write the commented settings file.")
@_with_global_options
def config(options: Options, init: bool) -> None:
    """Show the settings in force, and where each comes from."""
    from invitetui.settings import SettingsError, write_commented  # noqa: PLC0415

    settings = options.settings
    if init:
        try:
            write_commented(settings.path)
        except SettingsError as error:
            raise Refused(str(error)) from error
        click.echo(f"Written: {clean(str(settings.path))}")
        return
    for key, value in settings.values().items():
        click.echo(f"{key} = {clean(value)}  ({'config.toml' if key in settings.set_here else 'default'})")
    for problem in settings.problems:
        click.echo(f"invitetui: {clean(str(settings.path))}: {problem}", err=True)


@cli.command()
@click.option("--restore", metavar="NAME", help="Bring this one back; the present file is kept as a backup.")
@_with_global_options
def backups(options: Options, restore: str | None) -> None:
    """List the backups with their counts, or bring one back."""
    from invitetui.store import backups as kept  # noqa: PLC0415

    path = options.path
    if restore is None:
        for backup in kept.backups(path):
            held = "damaged" if backup.invitations is None else f"{backup.invitations:,} invitations"
            click.echo(f"{backup.name}  {held}, {backup.size:,} bytes")
        return
    with BookFile.open(path, writing=True) as file:
        data = kept.read_backup(path, restore)
        kept.back_up(path, "restore", clock.system_clock())
        file.replace_with(data)
        count = len(file.load())
    click.echo(f"Brought back: {count:,} invitations.")


@cli.command()
@click.argument("path")
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), help="Else by the file's ending.")
@_with_global_options
def export(options: Options, path: str, format_: str | None) -> None:
    """Write everything to a file, for a CRM or a spreadsheet; importing it again gives the same book."""
    from invitetui.sources.own import to_csv, to_json  # noqa: PLC0415

    snapshot = _snapshot(options)
    as_json = format_ == "json" or (format_ is None and path.lower().endswith(".json"))
    data = to_json(snapshot.book) if as_json else to_csv(snapshot)
    if path == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(data)
    except FileExistsError as error:
        raise Refused(f"{clean(path)} exists already and is left as it is") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no file name"
        raise Refused(f"{clean(path)} can't be written: {reason}") from error
    click.echo(f"{len(snapshot.book):,} invitations written to {clean(path)}")


@cli.command()
@click.option("--repair", "repair", is_flag=True, help="Save what can be read into a copy beside it.")
@_with_global_options
def check(options: Options, repair: bool) -> None:
    """Say whether the file is whole, and if not, what is wrong where and what a repair would do.

    The file itself is never changed: a repair goes into a copy.
    """
    from invitetui.store import repair as repairs  # noqa: PLC0415

    path = options.path
    with BookFile.open(path, writing=False) as file:
        if not file.exists:
            raise Refused(f"There is no file {clean(str(path))} yet.")
        if not (problems := file.check()):
            click.echo(f"The file is whole: {len(file.load()):,} invitations.")
            return
    if not (would := repairs.repaired(path.read_bytes()).said):
        raise Refused(problems[0])  # whole, but made by a newer invitetui
    if repair:
        copy = _free_name_beside(path)
        _print_lines(list(repairs.repair_into(path, copy).said))
        click.echo(f"They are in the copy {clean(str(copy))}; the file is as it was.")
        return
    _print_lines(problems)
    click.echo(f"A repair would save into a copy: {would[-1]}. `invitetui check --repair` does.")
    raise Damaged(path, problems)


def _free_name_beside(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.repaired{again}{path.suffix}") for again in ("", *range(2, 1000)))
    return next(name for name in names if not os.path.lexists(name))


@cli.command()
@_with_global_options
def locate(options: Options) -> None:
    """Say where data, settings, backups and the log are."""
    from invitetui.store import places  # noqa: PLC0415

    click.echo(f"data      {clean(str(options.path))}")
    click.echo(f"settings  {clean(str(places.config_file()))}")
    click.echo(f"backups   {clean(str(places.backups_folder()))}")
    click.echo(f"log       {clean(str(places.log_folder()))}")


@contextmanager
def _open(options: Options, *, writing: bool) -> Iterator[Session]:
    """Open the file for one command, as a session whose clock stands still."""
    moment, settings = options.moment, options.settings
    with BookFile.open(options.path, writing=writing) as file:
        yield Session(
            file.load(),
            clock=clock.fixed(moment),
            zone=clock.LOCAL,
            rules=settings.rules,
            keeper=file.save if writing else None,
        )


def _snapshot(options: Options) -> Snapshot:
    """The book at the moment asked for; a file that was named but is not there is refused."""
    if options.file and not os.path.lexists(options.path):
        raise Refused(f"There is no file {clean(options.file)}: `invitetui import` makes it.")
    with _open(options, writing=False) as session:
        return session.snapshot


def _print_json(value: object) -> None:
    click.echo(report.json_text(value))


def _print_lines(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


def main() -> None:
    """Run the command line: exit 0 done, 1 refused, 2 usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # for names that the terminal's encoding lacks
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(prog_name="invitetui", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "invitetui"
        _fail(2, f"{error.format_message()}\nTry `{command} --help`.")
    except (Refused, StoreError) as error:
        _fail(1, str(error))
    except click.Abort:
        sys.exit(130)
    except OSError as error:  # the disk to which the output goes is full, for one
        _fail(1, clean(str(error)))
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _fail(code: int, says: str) -> None:
    click.echo(f"invitetui: {says}", err=True)
    sys.exit(code)
