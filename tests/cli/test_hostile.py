"""Names that would steer the terminal are harmless on standard output, whatever the file holds."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from tests import archives
from tests.cli.running import Cli, Ran, one

EVIL = [
    "Ada \x1b]52;c;ZXZpbA==\x07 Clip",
    "Ivo \x1b]0;title\x1b\\ Title",
    "Zoë \x9b31m C1",
    "Tove \x9d0;x\x9c C1",
    "Kofi \u202egnp.exe Bidi",
    "Wéi [/x] [@click=app.bell]x[/] Markup",
    "Umut \x7f\u2028\u2066 Lines",
    "Noor a\rb\x08\x08\x08 Back",
]


def harmless(text: str) -> None:
    """No control character but the end of a line, no bidi control, no separator; not even in JSON."""
    steering = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"}
    assert not steering
    assert not {"\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"} & set(text)


@pytest.fixture
def by_hand(cli: Cli) -> Cli:
    """A file that someone edited: all that an import would have cleaned stands in it."""
    documents = {
        str(number): {
            "uid": f"u{number}" + ("\x1b[31m" if number == 1 else ""),
            "name": name,
            "headline": name,
            "note": name,
            "source": f"\t={name}",
            "url": f"https://www.linkedin.com/in/x\x1b]52;c;{number}\x07\x9d",
            "sent_earliest": "2026-10-01T10:00:00Z",
            "sent_latest": "2026-10-01T10:00:00Z",
        }
        for number, name in enumerate(EVIL, start=1)
    }
    cli.book.parent.mkdir()
    cli.book.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "invites": documents}, ensure_ascii=False))
    return cli


@pytest.mark.parametrize(
    "line",
    [
        *[
            "list",
            "list --csv",
            "list --json",
            "list --tab stale",
            "plan",
            "plan --json",
            "due",
            "due --json",
        ],
        *["stats", "check", "backups", "locate", "mark u2 withdrawn", "mark u1\x1b[31m kept"],
    ],
)
def test_every_command_prints_no_control_character(by_hand: Cli, line: str) -> None:
    ran = by_hand(*line.split(" "))
    assert ran.code == 0
    harmless(ran.out)
    harmless(ran.err)


def test_json_says_what_stands_in_the_file_all_the_same(by_hand: Cli) -> None:
    ran = by_hand("list", "--json")
    harmless(ran.out)
    assert sorted(row["name"] for row in ran.json) == sorted(EVIL)


def test_csv_for_a_spreadsheet_is_cleaned(by_hand: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(by_hand("list", "--csv").out)))
    assert len(rows) == len(EVIL)
    assert all(row["source"].startswith("'=") for row in rows)


def test_the_guard_repeats_nothing_harmful(by_hand: Cli) -> None:
    ran = by_hand("guard", "-", stdin="\n".join([*EVIL, "\x1b[2J"]).encode())
    harmless(ran.out + ran.err)
    assert len(ran.lines) == 6, "the other two have a line end inside"


def test_an_import_stores_names_without_harm(cli: Cli, tmp_path: Path) -> None:
    sent = [one(name, f"person-{number}", 20, note=name) for number, name in enumerate(EVIL[:-1])]
    (tmp_path / "evil.zip").write_bytes(archives.archive(sent).zipped())
    assert cli("import", tmp_path / "evil.zip").code == 0
    harmless(cli.book.read_text())
    for line in ("list", "list --json", "list --csv", "plan"):
        harmless(cli(*line.split()).out)
    assert any("[/x] [@click=app.bell]x[/]" in row["name"] for row in cli.rows())


def test_a_lone_surrogate_is_kept_in_the_file_and_shown_as_a_replacement(by_hand: Cli) -> None:
    text = by_hand.book.read_text().replace("Ada ", "Ada \\ud800", 1)
    by_hand.book.write_text(text)
    assert "\ud800" in by_hand("list", "--json").json[-1]["name"] + by_hand("list", "--json").json[0]["name"]
    assert "Ada \ufffd" in by_hand("list").out
    assert by_hand("list", "--csv").code == 0
    assert by_hand("mark", "u2", "kept").code == 0
    assert "\\ud800" in by_hand.book.read_text()


@pytest.mark.parametrize(
    "line",
    [
        ("import", "no\x1b]0;x\x07.zip"),
        ("guard", "no\x1b]0;x\x07.txt"),
        ("list", "--file", "no\x1b]0;x\x07.json"),
        ("list", "--filter", "older:\x1b]0;x\x07"),
        ("list", "--tab", "\x1b]0;x\x07"),
        ("\x1b]0;x\x07",),
        ("--\x1b]0;x\x07",),
        ("mark", "\x1b]0;x\x07", "kept"),
        ("backups", "--restore", "\x1b]0;x\x07"),
        ("export", "no/\x1b]0;x\x07"),
        ("due", "--now", "\x1b]0;x\x07"),
    ],
)
def test_what_is_refused_is_named_without_harm(by_hand: Cli, line: tuple[str, ...]) -> None:
    ran: Ran = by_hand(*line)
    assert ran.code in (1, 2)
    harmless(ran.out + ran.err)


def test_names_in_the_settings_are_harmless_too(cli: Cli, home: Path) -> None:
    escape = '"\\u001b]0;x\\u0007"'
    (home / "config.toml").write_text(
        f"theme = {escape}\n{escape} = 1\n[rules]\n{escape} = 2\nworking_days = [{escape}]\n"
    )
    ran = cli("config")
    assert ran.code == 0
    harmless(ran.out + ran.err)
