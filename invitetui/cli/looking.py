"""Commands that look: list, plan, stats, guard, check, locate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

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
from invitetui.domain.words import count
from invitetui.report import plain, shapes
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged

NO_PROFILE = "no address of a profile"


@click.command("list")
@click.option("--tab", type=click.Choice(shapes.LISTS), default="sent", help="Which list.", show_default=True)
@click.option("--filter", "filter_", default="", metavar="TEXT", help="Only rows of which all words hold.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an invitation.")
@click.option("--csv", "as_csv", is_flag=True, help="The same as CSV.")
@with_global_options
def list_(options: Options, tab: str, filter_: str, as_json: bool, as_csv: bool) -> None:
    """List invitations, one a line.

    Each line reads as one would say it: name, state, age, address, uid. `--json` and `--csv` have all
    that is known; `--tab today` is whom today's sitting asks about, in its order. The filter takes
    plain words and older:14d, younger:3w, state:stale, priority:low, source:x, note:no; a - turns one
    round.

    \b
    Examples:
      invitetui list --tab today
      invitetui list --filter "older:30d priority:low"
      invitetui list --tab ready --json | jq -r ".[].name"
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    chosen = parsed_filter(filter_)
    snapshot = snapshot_of(options)
    uids = shapes.uids_of(tab, snapshot, chosen)
    if as_json:
        print_json([shapes.row(uid, snapshot) for uid in uids])
    elif as_csv:
        click.echo(shapes.rows_as_csv([shapes.row(uid, snapshot) for uid in uids]), nl=False)
    else:
        print_lines(plain.list_lines(uids, snapshot) or [plain.empty_line(tab, filter_, snapshot)])


@click.command()
@click.option("--days", type=click.IntRange(1, 10_000), metavar="N", help="Only the first N days.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--ics", metavar="PATH", type=click.Path(), help="Write a calendar file; - is standard output.")
@click.option("--names", is_flag=True, help="With --ics: say whom, and not only how many.")
@with_global_options
def plan(options: Options, days: int | None, as_json: bool, ics: str | None, names: bool) -> None:
    """Show whom to withdraw on which day.

    The plan follows from the book, the settings and the day, and is never stored: what was missed is
    spread over the coming days.

    `--ics` puts sittings and the days on which people may be invited again into a calendar file:
    all-day entries, marked private, with counts only. Reading a later file updates its entries; a
    calendar that is subscribed to the file also loses those of days on which nothing is left to do.

    \b
    Examples:
      invitetui plan --days 7
      invitetui plan --json | jq .clear_on
      invitetui plan --ics ~/invitetui.ics
      invitetui plan --ics - --names --days 14
    """
    if as_json and ics is not None:
        raise click.UsageError("--json and --ics exclude each other")
    if names and ics is None:
        raise click.UsageError("--names goes with --ics")
    snapshot = snapshot_of(options)
    if ics is not None:
        from invitetui.ical import calendar  # noqa: PLC0415  # only this option pays for calendars

        _write_calendar(ics, calendar(snapshot, days=days, names=names))
    elif as_json:
        print_json(shapes.plan(snapshot, days))
    else:
        print_lines(plain.plan_lines(snapshot, days))


def _write_calendar(path: str, data: bytes) -> None:
    """Write a calendar file, in the place of an earlier one of ours but of no other file."""
    from invitetui.ical import PRODUCT  # noqa: PLC0415
    from invitetui.store import files  # noqa: PLC0415

    if path == "-":
        sys.stdout.buffer.write(data)
        return
    target = Path(path).expanduser().resolve()
    there = files.read(target)
    if there and PRODUCT.encode() not in there[0]:
        raise Refused(f"{clean(path)} exists already, is no calendar file of ours, and is left as it is")
    files.replace(target, [data], there[1] if there else None)
    click.echo(f"{data.count(b'BEGIN:VEVENT')} entries written to {clean(path)}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def stats(options: Options, as_json: bool) -> None:
    """Show what works, with its uncertainty.

    Rates in JSON are fractions of 1, days are days since sent, intervals are 95 %; null is what
    can't be said.

    \b
    Examples:
      invitetui stats
      invitetui stats --json | jq .matured
    """
    from invitetui.domain.stats import stats as figures_of  # noqa: PLC0415

    snapshot = snapshot_of(options)
    figures = figures_of(snapshot)
    if as_json:
        print_json(shapes.stats(figures, snapshot))
    else:
        print_lines(plain.stats_lines(figures, snapshot))


@click.command(short_help="Say who in a list should not be invited now, and why.")
@click.argument("path", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def guard(options: Options, path: str, as_json: bool) -> None:
    """Say who in a list of names or profile addresses should not be invited now, and why.

    One name or address a line; - is standard input. Named are those who are pending, still cooling
    down, connected, or withdrawn or expired twice before. Lines that are neither a name nor the
    address of a profile are told on standard error, and in the JSON as "not understood".

    \b
    Examples:
      invitetui guard prospects.txt
      pbpaste | invitetui guard -
      invitetui guard prospects.txt --json | jq -r ".[].asked"
    """
    from invitetui.domain.reinvite import check_list  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refused(f"{clean(path)} is not UTF-8 text") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no file name"
        raise Refused(f"{clean(path)} can't be read: {reason}") from error
    checked = check_list(lines, snapshot_of(options))
    if as_json:
        print_json(
            [
                {"asked": one.asked, "warning": str(one.warning), "says": one.says, "uid": one.uid}
                for one in checked.findings
            ]
            + [
                {"asked": line, "warning": "not understood", "says": NO_PROFILE, "uid": None}
                for line in checked.unread
            ]
        )
        return
    print_lines([f"{finding.asked}: {finding.says}" for finding in checked.findings])
    people = count(checked.people, "person", "people")
    told = f"{count(len(checked.findings), 'finding')} among {people} asked about"
    if checked.unread:
        told += f"; {count(len(checked.unread), 'line')} not understood ({NO_PROFILE}):"
    click.echo("\n".join([told if checked.unread else f"{told}.", *checked.unread]), err=True)


@click.command(short_help="Say whether the file is whole, and what a repair would do.")
@click.option("--repair", "repair", is_flag=True, help="Save what can be read into a copy beside it.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: whole, invitations, problems, copy.")
@with_global_options
def check(options: Options, repair: bool, as_json: bool) -> None:
    """Say whether the file is whole, and if not, what is wrong where and what a repair would do.

    The file itself is never changed: a repair goes into a copy. The exit code is 1 where the file is
    damaged and was not repaired.

    \b
    Examples:
      invitetui check
      invitetui check --repair
      invitetui check --file old.json --json
    """
    from invitetui.store import repair as repairs  # noqa: PLC0415
    from invitetui.store.files import free_name_beside  # noqa: PLC0415

    path = options.path
    told: dict[str, object] = {"whole": True, "invitations": None, "problems": [], "copy": None}
    with BookFile.open(path, writing=False) as file:
        if not file.exists:
            raise Refused(f"There is no file {clean(str(path))} yet.")
        if not (problems := file.check()):
            told["invitations"] = held = len(file.load())
            print_json(told) if as_json else click.echo(f"The file is whole: {held:,} invitations.")
            return
    if not (would := repairs.repaired(path.read_bytes()).said):
        raise Refused(problems[0])  # whole, but made by a newer invitetui
    told |= {"whole": False, "problems": list(problems)}
    lines = [*problems, f"A repair would save into a copy: {would[-1]}. `invitetui check --repair` does."]
    if repair:
        copy = free_name_beside(path, "repaired")
        lines = [
            *repairs.repair_into(path, copy).said,
            f"They are in the copy {clean(str(copy))}; the file is as it was.",
        ]
        told["copy"] = str(copy)
    print_json(told) if as_json else print_lines(lines)
    if not repair:
        raise Damaged(path, problems)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def locate(options: Options, as_json: bool) -> None:
    """Say where data, settings, backups and the log are.

    The log tells in what order things went, in counts and fixed words: no name, note or address is
    in it.

    \b
    Examples:
      invitetui locate
      invitetui locate --json | jq -r .log
    """
    from invitetui import log  # noqa: PLC0415
    from invitetui.store import places  # noqa: PLC0415

    found = {
        "data": options.path,
        "settings": places.config_file(),
        "backups": places.backups_folder(),
        "log": places.log_folder() / log.NAME,
    }
    if as_json:
        print_json({name: str(path) for name, path in found.items()})
    else:
        print_lines([f"{name:<9} {clean(str(path))}" for name, path in found.items()])
