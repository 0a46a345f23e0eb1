"""The global options, exit codes, and what is said when something is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from invitetui import __version__
from invitetui.cli.group import cli as commands
from tests.cli.running import Cli, refused, unchanged

ROOT = Path(__file__).parents[2]
COMMANDS = ("import list plan due stats mark guard config backups export check locate").split()


def test_every_command_of_the_contract_is_there_and_no_other() -> None:
    assert sorted(commands.commands) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(cli: Cli, command: str) -> None:
    ran = cli(command, "--help", now=None)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: invitetui {command} ")
    for option in ("--file", "--now", "--version", "--help"):
        assert option in ran.out


def test_help_of_all(cli: Cli) -> None:
    ran = cli("--help", now=None)
    assert ran.code == 0
    assert all(f"  {command} " in ran.out for command in COMMANDS)
    assert "--demo" in ran.out


def test_the_version_before_and_after_a_command(cli: Cli) -> None:
    assert cli("--version", now=None).out.split()[-1] == __version__
    for command in COMMANDS:
        assert cli(command, "--version", now=None).out.split()[-1] == __version__


@pytest.mark.parametrize(
    "line", [("nosuch",), ("--nosuch",), ("list", "--nosuch"), ("import",), ("list", "x")]
)
def test_what_is_not_understood_is_a_usage_error(cli: Cli, line: tuple[str, ...]) -> None:
    refused(cli(*line), 2)
    assert not cli.book.exists()


def test_the_demo_goes_with_no_command(cli: Cli) -> None:
    refused(cli("--demo", "list"), 2)


# --file and INVITETUI_FILE


def test_file_before_and_after_the_command_and_from_the_environment(full: Cli, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(full.book.read_bytes())
    full("mark", full.rows()[0]["uid"], "high")
    mine, others = full("list", "--filter", "priority:high").lines, ("list", "--filter", "priority:high")
    assert len(mine) == 1, "the file of INVITETUI_FILE"
    assert full("--file", other, *others).lines == ["Nobody on this list matches the filter."]
    assert full(*others, "--file", other).lines == ["Nobody on this list matches the filter."]
    assert full("--file", "/nowhere.json", *others, "--file", full.book).lines == mine, "the later one counts"


def test_without_either_it_is_the_platforms_folder(
    cli: Cli, archive: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INVITETUI_FILE")
    assert cli("import", archive).code == 0
    assert (home / "xdg_data_home" / "invitetui" / "invites.json").is_file()
    assert len(cli.rows()) == 200


def test_a_tilde_is_home(full: Cli, home: Path, archive: Path) -> None:
    assert full("import", archive, "--file", "~/mine.json").code == 0
    assert (home / "mine.json").is_file()
    assert len(full.rows("--file", "~/mine.json")) == 200


def test_files_that_are_none(cli: Cli, tmp_path: Path, archive: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", "/dev/null"):
        refused(cli("list", "--file", path))
        refused(cli("import", archive, "--file", path))
    refused(cli("list", "--file", "~nobody-of-this-name/book.json"))
    refused(cli("list", "--file", ""), 2)


def test_a_file_that_was_named_but_is_not_there(cli: Cli, tmp_path: Path) -> None:
    assert "nowhere.json" in refused(cli("list", "--file", tmp_path / "nowhere.json"))
    assert not (tmp_path / "nowhere.json").exists()


# --now


def test_now_before_and_after_the_command(full: Cli) -> None:
    later = full("due", "--json", now="2026-12-24").json
    assert later["date"] == "2026-12-24"
    assert full("due", "--json", "--now", "2026-12-24").json == later, "the later one counts"


@pytest.mark.parametrize(
    ("now", "age"),
    [
        ("2026-12-01", 7),
        ("2026-12-01T09:59:59", 6),
        ("2026-12-01T10:00", 7),
        ("2026-12-01T08:59:59Z", 6),
        ("20261201T100000+0100", 7),
        ("2026-12-01 10:00", 7),
    ],
)
def test_now_as_iso_8601(cli: Cli, tmp_path: Path, now: str, age: int) -> None:
    sent_at_ten_in_berlin = 'Owner,Ada Quill,"11/24/26, 1:00 AM",,OUTGOING'
    path = tmp_path / "Invitations.csv"
    path.write_text(f"From,To,Sent At,Message,Direction\n{sent_at_ten_in_berlin}\n")
    assert cli("import", path).code == 0
    assert cli.rows(now=now)[0]["age_days"] == age


@pytest.mark.parametrize("bad", ["", "garbage", "2026-02-30", "2026-11-24T25:00", "-", "９"])
@pytest.mark.parametrize(
    "command", ["list", "due", "import", "mark", "export", "backups", "config", "check", "locate"]
)
def test_a_now_that_is_no_instant_is_a_usage_error_before_anything_is_done(
    full: Cli, archive: Path, tmp_path: Path, home: Path, command: str, bad: str
) -> None:
    (name, *_) = full("backups").out.split() or [""]
    rest = {
        "import": (archive,),
        "mark": (full.rows()[0]["uid"], "withdrawn"),
        "export": (tmp_path / "out.csv",),
        "backups": ("--restore", name or "x"),
        "config": ("--init",),
    }.get(command, ())
    unchanged(full.book, lambda: refused(full(command, *rest, now=bad), 2))
    unchanged(full.book, lambda: refused(full(command, *rest, f"--now={bad}", now=None), 2))
    assert not (tmp_path / "out.csv").exists()
    assert not (home / "config.toml").exists()


@pytest.mark.parametrize("now", ["0001-01-09", "1970-01-01", "2028-02-29", "9999-12-31"])
@pytest.mark.parametrize("command", ["list", "plan", "due"])
def test_any_instant_of_the_calendar(full: Cli, command: str, now: str) -> None:
    assert full(command, "--json", now=now).code == 0


def test_the_local_day_follows_the_zone(full: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert full("due", "--json", now="2026-12-01T23:30:00Z").json["date"] == "2026-12-02"
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    assert full("due", "--json", now="2026-12-01T23:30:00Z").json["date"] == "2026-12-01"


# As a program of its own


def shell(*arguments: object, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "invitetui", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        check=False,
        timeout=30,
    )


def test_the_program_ends_with_the_same_codes(full: Cli, tmp_path: Path) -> None:
    assert shell("due").returncode == 0
    missing = shell("import", tmp_path / "nowhere.zip")
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert b"Traceback" not in missing.stderr
    assert shell("due", "--now", "soon").returncode == 2


def test_a_reader_that_has_read_enough_is_no_failure(full: Cli) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "invitetui", "list", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_said_in_a_line(full: Cli) -> None:
    with Path("/dev/full").open("w") as out:
        ran = subprocess.run(
            [sys.executable, "-m", "invitetui", "list", "--json"],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1


def test_names_are_printed_in_any_encoding(full: Cli) -> None:
    ran = shell("list", PYTHONIOENCODING="latin-1")
    assert ran.returncode == 0
    assert "Rådström".encode("latin-1") in ran.stdout


def test_the_command_line_starts_without_textual() -> None:
    code = "import sys, invitetui.cli; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_app_needs_a_terminal_and_says_what_works_without(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "invitetui", "--file", str(tmp_path / "book.json")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == (
        "invitetui: the app needs a terminal. `invitetui due` and `invitetui list` work without one.\n"
    )
