"""`invitetui import PATH... [--dry-run] [--json]`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import archives
from tests.archives import ERA_2024
from tests.cli.running import Cli, one, refused, unchanged
from tests.store.made import child, line_of

KEYS = ["added", "updated", "unchanged", "accepted", "unclear", "withdrawn", "skipped", "rejected"]


def test_the_json_has_its_keys_in_order(cli: Cli, archive: Path) -> None:
    said = cli("import", archive, "--json").json
    assert list(said) == KEYS
    assert said["added"] == 200
    assert 0 < said["accepted"] < 200
    assert (said["updated"], said["unchanged"], said["unclear"], said["withdrawn"]) == (0, 0, 0, 0)
    assert said["skipped"] > 0, "incoming invitations"
    assert said["rejected"] == []


def test_importing_again_changes_nothing(full: Cli, archive: Path) -> None:
    before = full.book.read_bytes()
    said = full("import", archive, "--json").json
    assert (said["added"], said["updated"], said["accepted"], said["unchanged"]) == (0, 0, 0, 200)
    assert full.book.read_bytes() == before


def test_a_dry_run_says_the_same_and_writes_nothing(cli: Cli, archive: Path) -> None:
    would = cli("import", archive, "--dry-run", "--json").json
    assert not cli.book.exists()
    assert "Would be: 200 added" in cli("import", archive, "--dry-run").out
    assert cli("import", archive, "--json").json == would
    unchanged(cli.book, lambda: cli("import", archive, "--dry-run"))


def test_in_plain_words(cli: Cli, archive: Path) -> None:
    (line,) = cli("import", archive).lines
    assert line.startswith("Done: 200 added, 0 updated, 0 unchanged, ")
    assert line.endswith(" 0 rejected.")


def test_standard_input_is_read(cli: Cli, archive: Path) -> None:
    assert cli("import", "-", "--json", stdin=archive.read_bytes()).json["added"] == 200


def test_zip_folder_and_single_files_say_the_same(cli: Cli, tmp_path: Path) -> None:
    made = archives.archive([one("Ada Quill", "ada", 20), one("Ivo Zeel", "ivo", 3)])
    folder = made.unpacked(tmp_path / "unpacked")
    assert cli("import", folder / "Invitations.csv", folder / "Connections.csv", "--json").json["added"] == 2
    again = cli("import", folder, "--json").json
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_two_archives_are_one_import(cli: Cli, tmp_path: Path) -> None:
    for name in ("ada", "ivo"):
        made = archives.archive([one(f"{name.title()} Quill", name, 20)])
        (tmp_path / f"{name}.zip").write_bytes(made.zipped())
    assert cli("import", tmp_path / "ada.zip", tmp_path / "ivo.zip", "--json").json["added"] == 2


def test_one_bad_path_and_nothing_of_any_is_taken(cli: Cli, archive: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(archive.read_bytes()[:500])
    assert "bad.zip" in refused(cli("import", archive, bad, "--json"))
    assert not cli.book.exists()


def _bad_sources(tmp_path: Path) -> dict[str, Path]:
    made = archives.archive([one("Ada Quill", "ada", 20)])
    files = {
        "empty.csv": b"",
        "not ours.zip": archives.pack({"Profile.csv": b"First Name\nAda\n"}),
        "nothing.zip": archives.pack({}),
        "no header.csv": b"\n".join(made.invitations.encode().splitlines()[1:]),
        "unclosed.csv": made.invitations.encode() + b'"Owner","Ivo',
        "too few columns.csv": made.invitations.encode() + b"Owner,Ivo\n",
        "text.txt": b"Hello\n",
        "half.json": b'{"invitetui": 1, "invitations": [',
        "later.json": b'{"invitetui": 99, "invitations": []}',
        "nul.csv": made.invitations.encode() + b"\0",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return {name: tmp_path / name for name in files}


def test_what_is_no_archive_is_refused_and_named(full: Cli, tmp_path: Path) -> None:
    for name, path in _bad_sources(tmp_path).items():
        unchanged(full.book, lambda path=path, name=name: _named(full, path, name))  # type: ignore[misc]


def _named(cli: Cli, path: Path, name: str) -> None:
    assert name in refused(cli("import", path))


def test_a_missing_archive_is_refused(full: Cli, tmp_path: Path) -> None:
    unchanged(full.book, lambda: refused(full("import", tmp_path / "nowhere.zip")))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_archive_is_refused(full: Cli, archive: Path) -> None:
    archive.chmod(0)
    unchanged(full.book, lambda: refused(full("import", archive)))


def test_a_device_and_a_pipe_are_no_archives(full: Cli, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    unchanged(full.book, lambda: refused(full("import", tmp_path / "pipe")))
    unchanged(full.book, lambda: refused(full("import", "/dev/null")))


def test_a_row_with_a_hostile_address_is_rejected_with_its_line(cli: Cli, tmp_path: Path) -> None:
    made = archives.archive([one("Ada Quill", "ada", 20), one("Ivo Zeel", "ivo", 3)], ERA_2024)
    evil = made.invitations.replace(
        "https://www.linkedin.com/in/ivo", "https://www.linkedin.com@evil.example/in/ivo"
    )
    (tmp_path / "Invitations.csv").write_text(evil)
    said = cli("import", tmp_path / "Invitations.csv", "--json").json
    assert all("evil.example" not in (row["url"] or "") for row in cli.rows())
    for rejected in said["rejected"]:
        assert list(rejected) == ["source", "line", "reason"]
        assert rejected["line"] is None or rejected["line"] > 1


def test_a_file_that_another_process_has_is_refused_and_it_is_named(full: Cli, archive: Path) -> None:
    with child("hold", full.book) as holder:
        pid = line_of(holder)
        uid = full.rows()[0]["uid"]
        unchanged(full.book, lambda: _names(refused(full("import", archive)), pid))
        unchanged(full.book, lambda: _names(refused(full("mark", uid, "kept")), pid))
        assert full("due").code == 0, "reading needs no lock"
        holder.communicate()


def _names(said: str, pid: str) -> None:
    assert f"process {pid}" in said


def test_a_damaged_book_is_refused_and_left_alone(full: Cli, archive: Path) -> None:
    full.book.write_bytes(full.book.read_bytes()[:-200])
    unchanged(full.book, lambda: refused(full("import", archive)))
    unchanged(full.book, lambda: refused(full("list", "--json")))
    unchanged(full.book, lambda: refused(full("mark", "x", "kept")))


def test_connections_that_come_alone_are_remembered_and_that_is_said(cli: Cli, tmp_path: Path) -> None:
    made = archives.archive([one("Ada Quill", "ada-quill", 20)])
    path = tmp_path / "Connections.csv"
    path.write_bytes(made.connections.encode() + b"\nBo,Vask,https://www.linkedin.com/in/bo,,,,21 Nov 2026\n")
    said = cli("import", path)
    assert "connections and messages are remembered: 1" in said.out
    assert cli("import", path, "--json").json["rejected"] == []
    assert "remembered" not in cli("import", path).out
