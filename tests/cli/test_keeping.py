"""`config`, `backups`, `export`, `check` and `locate`: the files around the book."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening
from invitetui.report import plain
from tests import archives
from tests.cli.running import Cli, one, refused, unchanged
from tests.store.made import child, line_of, on_disk


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# config


def test_each_setting_is_shown_with_where_it_comes_from(cli: Cli, home: Path) -> None:
    assert "stale_days = 14  (default)" in cli("config").lines
    (home / "config.toml").write_text("[rules]\nstale_days = 21\n")
    lines = cli("config").lines
    assert "stale_days = 21  (config.toml)" in lines
    assert "cooldown_days = 21  (default)" in lines


def test_init_writes_a_commented_file_that_sets_nothing(cli: Cli, home: Path) -> None:
    before = cli("config").lines
    assert str(home / "config.toml") in cli("config", "--init").out
    text = (home / "config.toml").read_text()
    assert "# stale_days = 14" in text
    assert cli("config").lines == before
    assert mode(home / "config.toml") == 0o600


def test_what_init_writes_is_all_taken_once_its_signs_are_taken_away(cli: Cli, home: Path) -> None:
    assert cli("config", "--init").code == 0
    path = home / "config.toml"
    path.write_text(re.sub(r"(?m)^# (\w+ = )", r"\1", path.read_text()))
    ran = cli("config")
    assert ran.err == ""
    assert 'keys.keep = "K"  (config.toml)' in ran.lines
    assert 'templates.talk = "Hi, I liked your talk about …"  (config.toml)' in ran.lines
    assert "does not lift a restriction" in path.read_text()


def test_keys_and_themes_that_can_t_be_are_named(cli: Cli, home: Path) -> None:
    (home / "config.toml").write_text('theme = "nrod"\n[keys]\nkeep = "w"\nkep = "f5"\n')
    ran = cli("config")
    assert [line.partition("config.toml: ")[2] for line in ran.err.splitlines()] == [
        "keys.kep: there is no such command",
        "keys.keep: “w” is the key of “first” already",
        "theme: there is none of the name “nrod”",
    ]
    assert 'theme = "invitetui"  (default)' in ran.lines, "what is refused is not in force"
    assert not [line for line in ran.lines if line.startswith("keys.")]
    told = cli("config", "--json").json
    assert (told["keys"], told["settings"]["theme"]["origin"]) == ({}, "default")


def test_the_settings_as_json_with_their_evidence(cli: Cli, home: Path) -> None:
    (home / "config.toml").write_text("[rules]\nstale_days = 21\nnope = 1\n")
    told = cli("config", "--json").json
    assert told["path"] == str(home / "config.toml")
    assert told["problems"] == ["nope: there is no such rule"]
    stale = told["settings"]["stale_days"]
    assert (stale["value"], stale["default"], stale["origin"]) == (21, 14, "config.toml")
    assert "LinkedIn publishes none" in stale["says"]
    assert told["settings"]["working_days"]["value"] == ["mon", "tue", "wed", "thu", "fri"]


def test_init_never_overwrites(cli: Cli, home: Path) -> None:
    cli("config", "--init")
    unchanged(home / "config.toml", lambda: refused(cli("config", "--init")))


def test_settings_hold_in_every_command(full: Cli, home: Path) -> None:
    before = sum(row["state"] == "stale" for row in full.rows())
    (home / "config.toml").write_text("[rules]\nstale_days = 60\nwithdrawals_a_day = 3\n")
    assert 0 < sum(row["state"] == "stale" for row in full.rows()) < before
    assert {len(day["uids"]) for day in full("plan", "--json").json["days"][:-1]} == {2, 3}


@pytest.mark.parametrize(
    "wrong",
    [
        "[rules]\nstale_day = 3\n",
        "[rules]\nstale_days = '3'\n",
        "[rules]\nwithdrawals_a_day = 99\n",
        "not toml",
    ],
)
def test_a_mistake_in_the_settings_is_said_and_the_default_holds(full: Cli, home: Path, wrong: str) -> None:
    rows = full.rows()
    path = home / "config.toml"
    path.write_text(wrong)
    ran = full("config")
    assert ran.code == 0
    assert str(path) in ran.err
    assert "stale_days = 14  (default)" in ran.out
    assert full.rows() == rows
    assert path.read_text() == wrong


# backups


def test_an_import_is_preceded_by_a_backup_that_can_be_brought_back(full: Cli, tmp_path: Path) -> None:
    before = on_disk(full.book)
    (tmp_path / "more.zip").write_bytes(archives.archive([one("Ada Quill", "ada-quill", 5)]).zipped())
    assert full("import", tmp_path / "more.zip", "--json").json["added"] == 1
    assert len(on_disk(full.book)) == 201
    (line,) = full("backups").lines
    name, held = line.split("  ")
    assert held.startswith("200 invitations")
    assert full("backups", "--restore", name).out == "Brought back: 200 invitations.\n"
    assert on_disk(full.book) == before
    assert "201 invitations" in full("backups").out, "what was replaced is a backup now"


def test_a_backup_replaces_a_damaged_file(full: Cli, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "more.zip").write_bytes(archives.archive([one("Ada Quill", "ada-quill", 5)]).zipped())
    full("import", tmp_path / "more.zip")
    full.book.write_bytes(b"")
    refused(full("list"))
    name = full("backups").out.split()[0]
    assert full("backups", "--restore", name).code == 0
    assert len(full.rows()) == 200


def test_no_backups_and_one_that_is_not_there(full: Cli) -> None:
    assert full("backups").lines == []
    for name in ("20261124T090000Z-import-200", "../../etc/passwd", ""):
        unchanged(full.book, lambda name=name: refused(full("backups", "--restore", name)))  # type: ignore[misc]


def test_nothing_is_brought_back_while_another_process_has_the_file(full: Cli, tmp_path: Path) -> None:
    (tmp_path / "more.zip").write_bytes(archives.archive([one("Ada Quill", "ada-quill", 5)]).zipped())
    full("import", tmp_path / "more.zip")
    name = full("backups").out.split()[0]
    with child("hold", full.book) as holder:
        line_of(holder)
        unchanged(full.book, lambda: refused(full("backups", "--restore", name)))
        holder.communicate()


# export


@pytest.fixture
def lived(full: Cli) -> Cli:
    """A book in which things happened, and a note that a spreadsheet would run."""
    stale = [row["uid"] for row in full.rows() if row["state"] == "stale"]
    full("mark", *stale[:4], "withdrawn", "--at", "2026-11-20")
    full("mark", *stale[2:6], "high")
    full("mark", stale[7], "kept")
    full("mark", stale[8], "accepted")
    assert any((row["note"] or "").startswith("=") for row in full.rows())
    return full


@pytest.mark.parametrize(
    ("name", "more"),
    [("all.csv", ()), ("all.json", ()), ("all", ("--format", "json")), ("b", ("--format", "csv"))],
)
def test_an_export_read_again_is_the_same_book(
    lived: Cli, tmp_path: Path, name: str, more: tuple[str, ...]
) -> None:
    out = tmp_path / name
    assert "200 invitations written" in lived("export", out, *more).out
    assert mode(out) == 0o600
    again = ("--file", tmp_path / "again.json")
    assert lived("import", out, *again, "--json").json["added"] == 200
    came, went = on_disk(tmp_path / "again.json"), on_disk(lived.book)
    assert came.by_uid == went.by_uid
    assert set(_but_the_seed(came)) == set(_but_the_seed(went)) != set()
    assert lived.rows(*again) == lived.rows()
    assert lived("plan", "--json", *again).json == lived("plan", "--json").json
    unchanged(lived.book, lambda: lived("import", out))


def _but_the_seed(book: Book) -> list[Event]:
    return [event for event in book.journal if event.kind != Happening.SEED]


def test_the_format_follows_the_ending_unless_it_is_named(full: Cli, tmp_path: Path) -> None:
    full("export", tmp_path / "a.json")
    full("export", tmp_path / "a.csv")
    full("export", tmp_path / "b.json", "--format", "csv")
    assert len(json.loads((tmp_path / "a.json").read_text())["invitations"]) == 200
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.json").read_bytes()
    refused(full("export", tmp_path / "c", "--format", "xml"), 2)


def test_no_field_of_the_csv_begins_a_formula(lived: Cli, tmp_path: Path) -> None:
    lived("export", tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(newline="") as file:
        fields = [field for row in csv.reader(file) for field in row]
    assert "'=1+1" in fields
    assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r")) for field in fields)


def test_an_export_overwrites_nothing(full: Cli, tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_text("mine")
    unchanged(tmp_path / "all.csv", lambda: refused(full("export", tmp_path / "all.csv")))
    refused(full("export", tmp_path / "no" / "folder" / "all.csv"))
    refused(full("export", tmp_path))
    unchanged(full.book, lambda: refused(full("export", full.book)))


# check


def test_a_whole_file(full: Cli) -> None:
    assert full("check").lines == ["The file is whole: 200 invitations."]
    assert full("check", "--repair").lines == ["The file is whole: 200 invitations."]
    assert sorted(path.name for path in full.book.parent.iterdir()) == ["book.json"]


def _damage(data: bytes) -> dict[str, bytes]:
    return {
        "torn": data[:-500],
        "empty": b"",
        "zeroes": bytes(len(data)),
        "garbage": os.urandom(50) + data,
        "a list": b"[]",
        "a string": b'"x"',
        "not UTF-8": data.replace("Rådström".encode(), b"R\xe5dstr\xf6m"),
        "no date": data.replace(b'"sent_latest":"2026', b'"sent_latest":"zzzz', 1),
        "an id that is none": data.replace(b'"1":', b'"01":', 1),
        "nested": b'{"invites":' + b"[" * 100_000,
        "NaN": data.replace(b'"schema":1', b'"schema":NaN'),
    }


def test_a_damaged_file_is_told_of_and_left_as_it_is(full: Cli) -> None:
    for what, damaged in _damage(full.book.read_bytes()).items():
        full.book.write_bytes(damaged)
        for _ in range(2):
            ran = full("check")
            assert ran.code == 1, what
            assert len(ran.err.splitlines()) == 1, what
            assert "is damaged" in ran.err, what
            assert "A repair would save into a copy" in ran.out, what
        assert full.book.read_bytes() == damaged, what
        refused(full("list"))
        refused(full("due", "--json"))


def test_a_repair_saves_what_can_be_read_into_a_copy(full: Cli) -> None:
    for count, (what, damaged) in enumerate(_damage(full.book.read_bytes()).items()):
        full.book.write_bytes(damaged)
        ran = full("check", "--repair")
        assert (ran.code, ran.err) == (0, ""), what
        assert full.book.read_bytes() == damaged, what
        copy = full.book.with_name(f"book.repaired{count + 1 if count else ''}.json")
        assert str(copy) in ran.out, what
        assert mode(copy) == 0o600
        saved = full("list", "--json", "--file", copy).json
        whole = {
            "torn": 195,
            "garbage": 200,
            "not UTF-8": 200,
            "no date": 199,
            "an id that is none": 200,
            "NaN": 200,
        }
        assert len(saved) >= whole.get(what, 0), what


def test_a_newer_file_can_be_read_but_not_changed_nor_repaired(full: Cli, archive: Path) -> None:
    full.book.write_bytes(full.book.read_bytes().replace(b'"schema":1', b'"schema":99'))
    assert len(full.rows()) == 200

    def change() -> None:
        assert "newer" in refused(full("import", archive))
        assert "newer" in refused(full("mark", full.rows()[0]["uid"], "kept"))
        assert "newer" in refused(full("check"))
        assert "newer" in refused(full("check", "--repair"))

    unchanged(full.book, change)


def test_there_is_nothing_to_check_yet(cli: Cli) -> None:
    refused(cli("check"))


def test_a_file_that_another_program_wrote_is_whole(full: Cli) -> None:
    held: dict[str, Any] = json.loads(full.book.read_text())
    held["theirs"] = {"1": {"x": 1}}
    full.book.write_bytes(b"\xef\xbb\xbf" + json.dumps(held, indent=1).replace("\n", "\r\n").encode())
    assert full("check").code == 0
    full("mark", full.rows()[0]["uid"], "kept")
    assert json.loads(full.book.read_text(encoding="utf-8-sig"))["theirs"] == held["theirs"]


# locate, and the log that it names


def test_the_log_tells_what_was_changed_in_counts_only(full: Cli, home: Path) -> None:
    full("mark", full.rows()[0]["uid"], "kept")
    told = (home / "state" / "log" / "invitetui.log").read_text()
    assert [line.split()[3:] for line in told.splitlines()] == [
        ["command", "name=import", "invitations=200", "confirmed=True"],
        ["command", "name=mark", "invitations=200", "confirmed=True"],
    ]


def test_a_mistake_of_the_program_itself_is_said_in_plain_words_and_logged(
    full: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ValueError("Ada Okafor")

    monkeypatch.setattr(plain, "due_line", wrong)
    said = refused(full("due"))
    log = home / "state" / "log" / "invitetui.log"
    assert "a mistake of its own" in said
    assert str(log) in said
    assert "Ada" not in said
    assert "crash kind=ValueError" in log.read_text()
    assert "invitetui/cli/greeting.py" in log.read_text()
    assert "Ada" not in log.read_text()


def test_locate_names_every_place(cli: Cli, home: Path) -> None:
    said = dict(line.split(maxsplit=1) for line in cli("locate").lines)
    assert said == {
        "data": str(cli.book),
        "settings": str(home / "config.toml"),
        "backups": str(home / "state" / "backups"),
        "log": str(home / "state" / "log" / "invitetui.log"),
    }
    assert cli("locate", "--json").json == said
    assert not cli.book.exists(), "nothing is made by asking"


def test_check_and_backups_as_json(full: Cli) -> None:
    assert full("check", "--json").json == {
        "whole": True,
        "invitations": 200,
        "problems": [],
        "copy": None,
    }
    full("mark", full.rows()[0]["uid"], "kept")
    full("import", "-", stdin=b'Owner,Ada Quill,"11/1/26, 1:00 AM",,OUTGOING\n')
    full.book.write_bytes(full.book.read_bytes()[:-40])
    ran = full("check", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["whole"] is False
    assert json.loads(ran.out)["problems"]
    copied = full("check", "--repair", "--json").json
    assert Path(copied["copy"]).is_file()


def test_new_files_are_the_persons_alone(full: Cli, home: Path) -> None:
    assert mode(full.book) == 0o600
    assert mode(full.book.parent) == 0o700
    for path in (home / "state").rglob("*"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path
