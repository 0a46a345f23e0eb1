"""Commands that change or write something: import, mark, config, backups, export."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from invitetui import clock
from invitetui.cli.options import (
    Options,
    Refused,
    parsed_filter,
    print_json,
    print_lines,
    snapshot_of,
    typed_instant,
    with_global_options,
)
from invitetui.cli.working import back_up, flush, open_session
from invitetui.domain.actions import Record, restored
from invitetui.domain.invitation import OUTCOMES, Kind
from invitetui.domain.moments import iso, local_day
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.report import plain, shapes
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, StoreError

if TYPE_CHECKING:
    from invitetui.settings import Settings
    from invitetui.sources.mapped import Columns
    from invitetui.sources.seen import Seen
    from invitetui.store.backups import Backup


@click.command("import", short_help="Read what LinkedIn gives: archive, CSV, Sent page; or our export.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "--map", "map_", metavar="name=…,sent=…", help="The columns of a table that is none of LinkedIn's."
)
@click.option("--dry-run", is_flag=True, help="Say what it would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@with_global_options
def import_(options: Options, paths: tuple[str, ...], map_: str | None, dry_run: bool, as_json: bool) -> None:
    """Read what LinkedIn gives: an archive, its folder, a CSV of it, the Sent page, or our own export.

    - is standard input. Each PATH is taken whole or not at all; reading the same thing again changes
    nothing. The archive: LinkedIn, Settings & Privacy, Data privacy, Get a copy of your data. The Sent
    page: My Network, Manage, Sent; scroll to its end, select all, copy. Any other CSV is read by its
    columns, confirmed with `--map`.

    \b
    Examples:
      invitetui import ~/Downloads/Basic_LinkedInDataExport_11-21-2026.zip
      invitetui import archive.zip --dry-run --json
      pbpaste | invitetui import -
      invitetui import crm.csv --map name=Person,sent=Date
    """
    from invitetui.sources.mapped import parsed  # noqa: PLC0415
    from invitetui.sources.reconcile import reconcile  # noqa: PLC0415
    from invitetui.sources.remembered import shown_of  # noqa: PLC0415
    from invitetui.sources.seen import alike, merge  # noqa: PLC0415

    try:
        columns = parsed(map_) if map_ else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--map") from error
    seen = merge([_read(path, options, columns) for path in paths])
    with open_session(options, writing=not dry_run) as (_, session):
        found = reconcile(session.snapshot.book, seen, session.snapshot.now, session.snapshot.rules)
        if not dry_run and found:
            back_up(options.path, "import")
            session.apply(found.action)
            flush(session)
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
            for rejected in (*found.rejected, *found.contradicted)
        ],
    }
    if as_json:
        print_json(result)
        return
    told = ", ".join(f"{number:,} {kind}" for kind, number in result.items() if isinstance(number, int))
    refused = (*found.rejected, *found.contradicted)
    click.echo(f"{'Would be' if dry_run else 'Done'}: {told}, {len(refused):,} rejected.")
    if (shown := shown_of(found.noted)) and not found.edits:
        click.echo(f"  connections and messages are remembered: {shown:,}, to compare with later imports too")
    if found.joined:
        click.echo(f"  known from a page, and now to be the same as others: {len(found.joined):,}")
    for told in found.incomplete:
        click.echo(f"  the Sent page is not complete: {told}", err=True)
    for told, _ in alike(refused):
        click.echo(f"  {told}", err=True)


def _read(path: str, options: Options, columns: Columns | None) -> Seen:
    """Read a source; the ages of a Sent page count from when its file was saved, unless told otherwise."""
    from invitetui.sources.archive import read, read_bytes  # noqa: PLC0415
    from invitetui.sources.seen import SourceError  # noqa: PLC0415
    from invitetui.sources.unpack import saved_at  # noqa: PLC0415

    zone = clock.LOCAL
    try:
        if path == "-":
            return read_bytes(
                sys.stdin.buffer.read(), "standard input", now=options.moment, columns=columns, zone=zone
            )
        taken_at = options.now or saved_at(Path(path), options.moment)
        return read(Path(path), now=taken_at, columns=columns, zone=zone)
    except SourceError as error:
        raise Refused(str(error)) from error


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


def _known_uids(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete a uid, with the name beside it where the shell shows such things."""
    options = context.ensure_object(Options)
    try:
        options.file = context.params.get("file") or options.file
        book = snapshot_of(options).book
    except (Refused, StoreError):
        return []
    return [
        CompletionItem(uid, help=clean(one.name)) for uid, one in book.by_uid.items() if uid.startswith(typed)
    ]


def _refuse_what_comes_before_it_was_sent(
    uids: tuple[str, ...], at: datetime | None, snapshot: Snapshot
) -> None:
    """A day is what people remember, so that on the day itself any time will do."""
    happened, word = (at, "--at") if at else (snapshot.now, "the clock")
    for invitation in map(snapshot.book.__getitem__, uids):
        sent_on = local_day(invitation.sent_earliest, snapshot.zone)
        if local_day(happened, snapshot.zone) < sent_on:
            raise Refused(f"{clean(invitation.name)} was invited on {sent_on}: {word} is before that.")


@click.command()
@click.argument("uids", nargs=-1, required=True, metavar="UID...", shell_complete=_known_uids)
@click.argument("step", type=click.Choice(list(_STEPS)))
@click.option("--at", metavar="ISO-8601", help="When it happened, if not now.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: the uids changed, and what is said of it.")
@with_global_options
def mark(options: Options, uids: tuple[str, ...], step: str, at: str | None, as_json: bool) -> None:
    """Record one step of these invitations, as in the app.

    So a sitting goes without the full screen: list whom it asks about, withdraw by hand on LinkedIn's
    own page, and mark them. In the app the step can be taken back.

    \b
    Examples:
      invitetui list --tab today
      invitetui mark r7scj053n7 withdrawn
      invitetui mark r7scj053n7 k2wq81hd0x withdrawn --at 2026-11-23T10:15
      invitetui mark r7scj053n7 kept --json
    """
    kind, value = _STEPS[step]
    happened = None if at is None else typed_instant(at, "--at", options.moment)
    with open_session(options, writing=True) as (_, session):
        if happened and happened > session.snapshot.now:
            raise click.BadParameter("that is in the future", param_hint="--at")
        if unknown := [uid for uid in uids if uid not in session.snapshot.book]:
            raise Refused(f"There is no invitation “{clean(unknown[0])}”: `invitetui list` shows them all.")
        if kind in OUTCOMES:
            _refuse_what_comes_before_it_was_sent(uids, happened, session.snapshot)
        change = session.apply(Record(uids, kind, value=value, at=happened))
        flush(session)
    if as_json:
        print_json({"changed": list(change.uids), "says": plain.marked(change)})
    else:
        click.echo(plain.marked(change))


@click.command()
@click.option("--init", "init", is_flag=True, help="Write the commented settings file.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the evidence of each rule.")
@with_global_options
def config(options: Options, init: bool, as_json: bool) -> None:
    """Show the settings in force, and where each comes from.

    They are in config.toml, in the folder that `invitetui locate` names: rules, keys, theme and
    templates. A mistake in it costs only its own key, and is named in a line. What was chosen in the
    app goes before the file.

    \b
    Examples:
      invitetui config
      invitetui config --init
      invitetui config --json | jq .settings.stale_days
    """
    from invitetui.settings import SettingsError, write_commented  # noqa: PLC0415

    settings = options.settings
    if init:
        from invitetui.ui.commands import COMMANDS  # noqa: PLC0415  # loads what the app is made of

        try:
            write_commented(settings.path, [(one.id, one.keys, one.help) for one in COMMANDS])
        except SettingsError as error:
            raise Refused(str(error)) from error
        click.echo(f"Written: {clean(str(settings.path))}")
        return
    mistakes, settings = _mistaken(settings)
    problems = [*settings.problems, *mistakes]
    if as_json:
        print_json(shapes.settings(settings, problems))
        return
    for setting in settings.described():
        click.echo(f"{setting.key} = {clean(setting.value)}  ({setting.origin})")
    for id_, keys in settings.keys.items():
        click.echo(f'keys.{id_} = "{keys}"  (config.toml)')
    for name, text in settings.templates.items():
        click.echo(f'templates.{name} = "{text}"  (config.toml)')
    for problem in problems:
        click.echo(f"invitetui: {clean(str(settings.path))}: {problem}", err=True)


def _mistaken(settings: Settings) -> tuple[tuple[str, ...], Settings]:
    """Return what only the app can tell of keys and theme, and the settings without what can't be."""
    if not settings.keys and settings.theme is None:
        return (), settings
    from invitetui.ui.choosing import in_force, mistaken  # noqa: PLC0415  # loads what the app is made of

    return mistaken(settings), in_force(settings)


def _known_backups(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the name of a backup, with how much it holds."""
    from invitetui.store import backups as kept  # noqa: PLC0415

    options = context.ensure_object(Options)
    options.file = context.params.get("file") or options.file
    return [
        CompletionItem(backup.name, help=_held(backup))
        for backup in kept.backups(options.path)
        if backup.name.startswith(typed)
    ]


def _held(backup: Backup) -> str:
    return "damaged" if backup.invitations is None else f"{backup.invitations:,} invitations"


@click.command()
@click.option(
    "--restore",
    metavar="NAME",
    help="Bring this one back; the present file is kept as a backup.",
    shell_complete=_known_backups,
)
@click.option("--json", "as_json", is_flag=True, help="As JSON: name, when, reason, invitations, size.")
@with_global_options
def backups(options: Options, restore: str | None, as_json: bool) -> None:
    """List the backups with their counts, or bring one back.

    They are made at a start when something changed, before an import and before bringing one back, and
    every half hour of work. Bringing one back is a step that the app can take back.

    \b
    Examples:
      invitetui backups
      invitetui backups --json | jq -r ".[0].name"
    """
    from invitetui.store import backups as kept  # noqa: PLC0415

    path = options.path
    if restore is None:
        found = kept.backups(path)
        if as_json:
            print_json(
                [
                    {
                        "name": backup.name,
                        "when": iso(backup.when),
                        "reason": backup.reason,
                        "invitations": backup.invitations,
                        "size": backup.size,
                    }
                    for backup in found
                ]
            )
        else:
            print_lines([f"{backup.name}  {_held(backup)}, {backup.size:,} bytes" for backup in found])
        return
    try:
        with open_session(options, writing=True) as (file, session):
            book = file.book_in(restore)
            back_up(path, "restore")
            session.apply(restored(session.snapshot.book, book, "a backup brought back"))
            flush(session)
            count = len(book)
    except Damaged:  # nothing of the file can be kept: the backup takes its place
        with BookFile.open(path, writing=True) as file:
            data = kept.read_backup(path, restore)
            back_up(path, "restore")
            file.replace_with(data)
            count = len(file.load())
    click.echo(f"Brought back: {count:,} invitations.")


@click.command(short_help="Write everything to a file, for a CRM or a spreadsheet.")
@click.argument("path", type=click.Path())
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), help="Else by the file's ending.")
@click.option("--tab", type=click.Choice(shapes.LISTS), help="Only that list.")
@click.option("--filter", "filter_", default="", metavar="TEXT", help="Only those of which all words hold.")
@with_global_options
def export(options: Options, path: str, format_: str | None, tab: str | None, filter_: str) -> None:
    """Write everything to a file, for a CRM or a spreadsheet; importing it again gives the same book.

    A file that is there already is left as it is; - is standard output.

    \b
    Examples:
      invitetui export invitations.csv
      invitetui export - --format json | jq length
      invitetui export ready.csv --tab ready --filter "priority:high"
    """
    from invitetui.sources.own import to_csv, to_json  # noqa: PLC0415
    from invitetui.store.files import write_new  # noqa: PLC0415

    ending = Path(path).suffix.lower().removeprefix(".")
    if format_ is None and ending not in ("csv", "json", "txt", ""):
        raise click.UsageError(f"“.{clean(ending)}” is no format: say --format csv or --format json")
    chosen = parsed_filter(filter_)
    snapshot = snapshot_of(options)
    some = shapes.uids_of(tab or "sent", snapshot, chosen) if tab or filter_ else None
    uids = list(snapshot.book.by_uid) if some is None else some
    as_json = format_ == "json" or (format_ is None and ending == "json")
    if as_json:
        journal = snapshot.book.journal if some is None else ()
        data = to_json((snapshot.book[uid] for uid in uids), journal)
    else:
        data = to_csv(snapshot, some)
    if path == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        write_new(Path(path), data)
    except FileExistsError as error:
        raise Refused(f"{clean(path)} exists already and is left as it is") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no file name"
        raise Refused(f"{clean(path)} can't be written: {reason}") from error
    click.echo(f"{len(uids):,} invitations written to {clean(path)}")
