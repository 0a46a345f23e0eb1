"""The command line: thin commands over the same functions that the app calls.

The app itself, and with it Textual, is imported only when it is opened.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from io import TextIOWrapper

import click

from invitetui.cli import changing, looking
from invitetui.cli.options import Options, Refused, with_global_options
from invitetui.domain.text import clean
from invitetui.store.errors import StoreError


class InOrder(click.Group):
    """Lists the commands in the order of a week, as they are added below."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        """Return the names in that order."""
        return list(self.commands)


@click.group(
    cls=InOrder, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--demo", is_flag=True, help="Look around in a made-up book, apart from your own.")
@with_global_options
def cli(options: Options, demo: bool) -> None:  # click hands options over by name
    """Triage, pace and remember LinkedIn invitations, by keyboard.

    Without a command: the full-screen app. invitetui never talks to LinkedIn: you act there by
    hand; it plans, opens the right page, paces and remembers.

    \b
    Examples:
      invitetui --demo
      invitetui import ~/Downloads/Basic_LinkedInDataExport_11-21-2026.zip
      invitetui
      invitetui due

    \b
    Exit codes:
      0  done
      1  the data or the input was refused; what is stored is unchanged
      2  a wrong call

    \b
    Environment:
      INVITETUI_FILE    the data file, where --file names none
      INVITETUI_CONFIG  the path of config.toml
      INVITETUI_STATE   the folder of backups, locks, log and state.json
      NO_COLOR          no colours; TEXTUAL_ANIMATIONS=none: nothing moves
      BROWSER           what opens a person's page

    \b
    Completions, in your shell's start-up file:
      bash   eval "$(_INVITETUI_COMPLETE=bash_source invitetui)"
      zsh    eval "$(_INVITETUI_COMPLETE=zsh_source invitetui)"
      fish   _INVITETUI_COMPLETE=fish_source invitetui | source

    `invitetui COMMAND --help` tells more of each command.
    """
    if click.get_current_context().invoked_subcommand is not None:
        if demo:
            raise click.UsageError("--demo opens the app, and goes with no command")
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise Refused("the app needs a terminal. `invitetui due` and `invitetui list` work without one.")
    gc.disable()  # what a start makes stays; the app lets the collector run once its first screen is there
    from invitetui import launch  # noqa: PLC0415  # Textual, only when the app is opened

    if demo:
        launch.demo(options.moment, options.settings)
    else:
        launch.app(options.path, options.now, options.settings)


for command in (
    changing.import_,
    looking.list_,
    looking.plan,
    looking.due,
    looking.stats,
    changing.mark,
    looking.guard,
    changing.config,
    changing.backups,
    changing.export,
    looking.check,
    looking.locate,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line: exit 0 done, 1 refused, 2 usage."""
    atexit.register(gc.freeze)  # the process ends: nobody needs a book to be looked through for garbage
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
    except Exception as error:  # noqa: BLE001  # whatever it is: plain words, and the rest into the log
        _fail(1, _own_mistake(error))
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _own_mistake(error: Exception) -> str:
    """Write an error that nothing was prepared for into the log, and return what to say of it."""
    from invitetui import log  # noqa: PLC0415  # only where something went wrong
    from invitetui.store import places  # noqa: PLC0415

    if not isinstance(error, log.Logged):
        log.start(places.log_folder())
        log.crash(error)
    return (
        "a mistake of its own has ended it. Your file is whole, with all that was shown as saved in it.\n"
        f"Where it went wrong, without names or notes, is in {clean(str(places.log_folder() / log.NAME))}"
    )


def _fail(code: int, says: str) -> None:
    click.echo(f"invitetui: {says}", err=True)
    sys.exit(code)
