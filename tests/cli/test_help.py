"""The help of each command says what it does, with examples that work, and shells complete the rest."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from invitetui.cli.group import cli as commands
from invitetui.store.backups import back_up
from tests.cli.conftest import MOMENT
from tests.cli.running import Cli

ROOT = Path(__file__).parents[2]


def examples(text: str) -> list[list[str]]:
    """Return the arguments of each call of invitetui among the examples of a help text."""
    _, found, rest = text.partition("Examples:\n")
    assert found, text
    lines = [line.strip() for line in re.split(r"\n\s*\n", rest)[0].splitlines()]
    assert lines
    calls = [part.strip() for line in lines for part in line.split("|")]
    return [shlex.split(call)[1:] for call in calls if call.split()[0] == "invitetui"]


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_the_examples_of_each_command_are_calls_that_it_takes(cli: Cli, name: str) -> None:
    calls = examples(cli(name, "--help", now=None).out)
    assert any(call[0] == name for call in calls)
    for call in calls:
        command = commands.commands[call[0]]
        command.make_context(call[0], call[1:], parent=click.Context(commands))  # raises where it is wrong


def test_the_help_of_all_tells_codes_environment_and_completions(cli: Cli) -> None:
    text = cli("--help", now=None).out
    for call in examples(text):
        assert not call or call[0] == "--demo" or call[0] in commands.commands
    for word in ("INVITETUI_FILE", "INVITETUI_CONFIG", "INVITETUI_STATE", "NO_COLOR"):
        assert word in text
    for shell in ("bash", "zsh", "fish"):
        assert f"_INVITETUI_COMPLETE={shell}_source invitetui" in text


@pytest.mark.parametrize("name", ["", *sorted(commands.commands)])
def test_help_fits_a_terminal_of_80_columns(cli: Cli, name: str) -> None:
    lines = cli(*filter(None, [name]), "--help", now=None).out.splitlines()
    assert [line for line in lines if len(line) > 80] == []


# Completions, by the protocol that click's scripts speak


def completed(full: Cli, *words: str, in_: str = "bash") -> list[str]:
    """Return what the program offers for the last word."""
    typed = ["invitetui", *words]
    line = {"COMP_WORDS": " ".join(typed), "COMP_CWORD": str(len(words))}
    if in_ == "fish":
        line = {"COMP_WORDS": " ".join(typed), "COMP_CWORD": words[-1]}
    ran = subprocess.run(
        [sys.executable, "-m", "invitetui"],
        cwd=ROOT,
        env={**os.environ, **line, "_INVITETUI_COMPLETE": f"{in_}_complete"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ran.stderr == ""
    return [line for line in ran.stdout.splitlines() if line]


def test_commands_options_and_choices_are_completed(full: Cli) -> None:
    assert completed(full, "pl") == ["plain,plan"]
    assert "plain,--ics" in completed(full, "plan", "--")
    assert completed(full, "list", "--tab", "co") == ["plain,cooling"]
    assert completed(full, "import", "") == ["file,"]


def test_uids_are_completed_with_the_name_beside_them(full: Cli) -> None:
    row = full.rows()[0]
    assert completed(full, "mark", row["uid"][:4]) == [f"plain,{row['uid']}"]
    assert completed(full, "mark", row["uid"][:4], in_="fish") == [f"plain,{row['uid']}\t{row['name']}"]


def test_backups_are_completed(full: Cli) -> None:
    back_up(full.book, "work", MOMENT)
    names = [backup["name"] for backup in full("backups", "--json").json]
    assert len(names) == 1
    assert completed(full, "backups", "--restore", "") == [f"plain,{name}" for name in names]


def test_a_damaged_book_completes_nothing_and_says_nothing(full: Cli) -> None:
    full.book.write_text("[")
    assert completed(full, "mark", "r") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_takes(shell: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "invitetui"],
        cwd=ROOT,
        env={**os.environ, "_INVITETUI_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert "_INVITETUI_COMPLETE" in ran.stdout
    if program := shutil.which(shell):
        (tmp_path / "script").write_text(ran.stdout)
        subprocess.run([program, "-n", str(tmp_path / "script")], check=True, timeout=30)
