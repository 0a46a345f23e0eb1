"""The command that a shell may greet with: due. It stands alone, so that nothing else is loaded with it."""

from __future__ import annotations

import click

from invitetui.cli.options import Options, print_json, print_lines, snapshot_of, with_global_options
from invitetui.report import plain


@click.command(short_help="Say what today asks for, and the outreach brief.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_global_options
def due(options: Options, as_json: bool) -> None:
    """Say what today asks for, and the outreach brief in a few lines: fit for a shell's greeting.

    All of it is words and numbers on lines of their own. `--json` names whom: due_today, opened,
    released.

    \b
    Examples:
      invitetui due
      invitetui due --json | jq ".due_today | length"
      invitetui list --tab today
    """
    snapshot = snapshot_of(options)
    if as_json:
        from invitetui.report import shapes  # noqa: PLC0415  # only programs ask for it

        print_json(shapes.due(snapshot))
    else:
        print_lines(plain.due_lines(snapshot))
