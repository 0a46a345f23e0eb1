"""Commands that look: list, plan, due, stats, guard, check, locate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from invitetui import report
from invitetui.cli.options import (
    Options,
    Refused,
    parsed_filter,
    print_json,
    print_lines,
    snapshot_of,
    with_global_options,
)
from invitetui.domain.text import clean
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged


@click.command("list")
@click.option("--tab", type=click.Choice(report.LISTS), default="sent", help="Which list.", show_default=True)
@click.option("--filter", "filter_", default="", metavar="TEXT", help="Only rows of which all words hold.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an invitation.")
@click.option("--csv", "as_csv", is_flag=True, help="The same as CSV.")
@with_global_options
def list_(options: Options, tab: str, filter_: str, as_json: bool, as_csv: bool) -> None:
    """List invitations, one a line."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    chosen = parsed_filter(filter_)
    snapshot = snapshot_of(options)
    uids = report.uids_of(tab, snapshot, chosen)
    if as_json:
        print_json([report.row(uid, snapshot) for uid in uids])
    elif as_csv:
        click.echo(report.rows_as_csv([report.row(uid, snapshot) for uid in uids]), nl=False)
    else:
        print_lines(report.list_lines(uids, snapshot))


@click.command()
@click.option("--days", type=click.IntRange(1, 10_000), metavar="N", help="Only the first N days.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def plan(options: Options, days: int | None, as_json: bool) -> None:
    """Show whom to withdraw on which day."""
    snapshot = snapshot_of(options)
    if as_json:
        print_json(report.plan(snapshot, days))
    else:
        print_lines(report.plan_lines(snapshot, days))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def due(options: Options, as_json: bool) -> None:
    """Say what today asks for, and the outreach brief in a few lines: fit for a shell's greeting."""
    snapshot = snapshot_of(options)
    if as_json:
        print_json(report.due(snapshot))
    else:
        print_lines(report.due_lines(snapshot))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def stats(options: Options, as_json: bool) -> None:
    """Show what works, with its uncertainty."""
    from invitetui.domain.stats import stats as figures_of  # noqa: PLC0415

    snapshot = snapshot_of(options)
    figures = figures_of(snapshot)
    if as_json:
        print_json(report.stats(figures, snapshot))
    else:
        print_lines(report.stats_lines(figures, snapshot))


@click.command()
@click.argument("path")
@with_global_options
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
    found = list(look_up(lines, snapshot_of(options)))
    print_lines([f"{finding.asked}: {finding.says}" for finding in found])
    asked = sum(bool(line.strip()) for line in lines)
    click.echo(f"{len(found)} findings among {asked} people asked about.", err=True)


@click.command()
@click.option("--repair", "repair", is_flag=True, help="Save what can be read into a copy beside it.")
@with_global_options
def check(options: Options, repair: bool) -> None:
    """Say whether the file is whole, and if not, what is wrong where and what a repair would do.

    The file itself is never changed: a repair goes into a copy.
    """
    from invitetui.store import repair as repairs  # noqa: PLC0415
    from invitetui.store.files import free_name_beside  # noqa: PLC0415

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
        copy = free_name_beside(path, "repaired")
        print_lines(list(repairs.repair_into(path, copy).said))
        click.echo(f"They are in the copy {clean(str(copy))}; the file is as it was.")
        return
    print_lines(problems)
    click.echo(f"A repair would save into a copy: {would[-1]}. `invitetui check --repair` does.")
    raise Damaged(path, problems)


@click.command()
@with_global_options
def locate(options: Options) -> None:
    """Say where data, settings, backups and the log are."""
    from invitetui import log  # noqa: PLC0415
    from invitetui.store import places  # noqa: PLC0415

    click.echo(f"data      {clean(str(options.path))}")
    click.echo(f"settings  {clean(str(places.config_file()))}")
    click.echo(f"backups   {clean(str(places.backups_folder()))}")
    click.echo(f"log       {clean(str(places.log_folder() / log.NAME))}")
