"""What stands before all commands: the app itself, the list of commands, and how a call ends."""

from __future__ import annotations

import os
import sys
from collections import UserDict
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from invitetui.cli.options import Options, Refused, with_global_options
from invitetui.domain.text import clean
from invitetui.store.errors import StoreError

_COMMANDS = {
    "import": "changing.import_",
    "list": "looking.list_",
    "plan": "looking.plan",
    "due": "greeting.due",
    "stats": "looking.stats",
    "mark": "changing.mark",
    "guard": "looking.guard",
    "config": "changing.config",
    "backups": "changing.backups",
    "export": "changing.export",
    "check": "looking.check",
    "locate": "looking.locate",
}
"""Where each command is found, in the order of a week."""


class Late(UserDict[str, Any]):
    """Commands by name, each imported when it is asked for; until then it is told where to find it."""

    def __getitem__(self, name: str) -> click.Command:
        found = self.data[name]
        if isinstance(found, str):
            module, _, attribute = found.partition(".")
            found = self.data[name] = getattr(import_module(f"invitetui.cli.{module}"), attribute)
        command: click.Command = found
        return command


class InOrder(click.Group):
    """Lists the commands in the order of a week."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        """Return the names in that order."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    commands=Late(_COMMANDS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
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
    from invitetui import launch  # noqa: PLC0415  # Textual, only when the app is opened

    if demo:
        launch.demo(options.moment, options.settings)
    else:
        launch.app(options.path, options.now, options.settings)


def run() -> int:
    """Run the command that the process was called with, say what went wrong, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # for names that the terminal's encoding lacks
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(prog_name="invitetui", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "invitetui"
        return _failed(2, f"{error.format_message()}\nTry `{command} --help`.")
    except (Refused, StoreError) as error:
        return _failed(1, str(error))
    except click.Abort:
        return 130
    except OSError as error:  # the disk to which the output goes is full, for one
        return _failed(1, clean(str(error)))
    except Exception as error:  # noqa: BLE001  # whatever it is: plain words, and the rest into the log
        return _failed(1, _own_mistake(error))
    return code if isinstance(code, int) else 0


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


def _failed(code: int, says: str) -> int:
    click.echo(f"invitetui: {says}", err=True)
    return code
