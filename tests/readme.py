"""Fill the README's tables from the code: `python -m tests.readme`. A test fails where they differ."""

from __future__ import annotations

import re
from pathlib import Path

import click

from invitetui.cli.group import cli
from invitetui.domain.views import Tab
from invitetui.ui.commands import COMMANDS, EVERYWHERE, LISTS, Command
from invitetui.ui.present.header import TITLES

README = Path(__file__).parent.parent / "README.md"


def filled(text: str) -> str:
    """Return the README with its tables of keys and commands as the code has them."""
    text = _between(text, "keys", "| key | what it does | where |\n|---|---|---|\n", map(_key_row, COMMANDS))
    return _between(text, "commands", "| command | does |\n|---|---|\n", map(_command_row, _commands()))


def _between(text: str, name: str, head: str, rows: object) -> str:
    table = head + "".join(rows)  # type: ignore[arg-type]
    pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    return re.sub(pattern, lambda found: found[1] + table + found[2], text, flags=re.DOTALL)


def _key_row(command: Command) -> str:
    keys = " ".join(f"`{key}`" for key in command.all_keys.split(" "))
    return f"| {keys} | {command.help} | {_places(command)} |\n"


def _places(command: Command) -> str:
    if command.where == EVERYWHERE:
        return "all tabs"
    if command.where == LISTS:
        return "the lists"
    return ", ".join(TITLES[tab] for tab in Tab if tab in command.where)


def _commands() -> list[tuple[str, click.Command]]:
    return [("", cli), *cli.commands.items()]


def _command_row(entry: tuple[str, click.Command]) -> str:
    name, command = entry
    if not name:
        return "| `invitetui`, `invitetui --demo` | the app on your file, or on a made-up book |\n"
    words = [
        parameter.make_metavar(click.Context(command))
        for parameter in command.params
        if isinstance(parameter, click.Argument)
    ]
    options = [
        f"[{parameter.opts[0]}]"
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.name not in ("file", "now", "version")
    ]
    does = (command.help or "").partition("\n\n")[0].replace("\n", " ")
    usage = " ".join(["invitetui", name, *words, *options]).replace("|", "\\|")
    return f"| `{usage}` | {does} |\n"


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
