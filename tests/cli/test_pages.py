"""`invitetui import` of the Sent page, and `export` of some of the book."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import archives
from tests.cli.running import NOW, Cli, one, refused

MOMENT = datetime.fromisoformat(NOW).astimezone(UTC)
SENT = [one("Ada Quill", "ada", 20), one("Bo Vask", "bo", 10), one("Cy Zeel", "cy", 3)]


@pytest.fixture
def three(cli: Cli, tmp_path: Path) -> Cli:
    (tmp_path / "a.zip").write_bytes(archives.archive(SENT).zipped())
    cli("import", tmp_path / "a.zip")
    return cli


def test_a_complete_page_on_standard_input_makes_who_is_missing_a_question(three: Cli) -> None:
    page = archives.sent_text(SENT[1:], MOMENT).encode()
    said = three("import", "-", "--json", stdin=page).json
    assert (said["added"], said["unclear"], said["withdrawn"], said["rejected"]) == (0, 1, 0, [])
    assert {row["name"]: row["state"] for row in three.rows()} == {
        "Ada Quill": "unclear", "Bo Vask": "fresh", "Cy Zeel": "fresh",
    }  # fmt: skip
    again = three("import", "-", "--json", stdin=page).json
    assert (again["updated"], again["unclear"], again["unchanged"]) == (0, 0, 2)


def test_a_saved_page_of_which_the_moment_is_not_told_was_taken_when_it_was_saved(
    cli: Cli, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    saved = datetime.now(UTC).replace(microsecond=0) - timedelta(days=5)
    path.write_text(
        archives.sent_html([archives.Sent("Ada", "Quill", "ada", saved - timedelta(days=15))], saved)
    )
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    cli("import", path, now=None)
    before = cli.book.read_bytes()
    (row,) = cli.rows()
    assert row["sent_latest"] == f"{saved - timedelta(days=14):%Y-%m-%dT%H:%M:%SZ}"
    cli("import", path, now=None)
    assert cli.book.read_bytes() == before


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_some_of_the_book_is_exported_like_a_list(three: Cli, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    assert "1 invitations written" in three("export", path, "--filter", "older:14d").out
    three.monkeypatch.setenv("INVITETUI_FILE", str(tmp_path / "other.json"))
    assert three("import", path, "--json").json["added"] == 1
    assert [row["name"] for row in three.rows()] == ["Ada Quill"]
    three.monkeypatch.setenv("INVITETUI_FILE", str(three.book))
    assert "1 invitations" in three("export", tmp_path / f"stale.{ending}", "--tab", "stale").out
    assert "length of time" in refused(three("export", path, "--filter", "older:x"), 2)


def test_another_table_is_taken_once_its_columns_are_confirmed(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Person,Date\nAda Quill,2026-11-05\n")
    assert "--map" in refused(cli("import", path))
    assert cli("import", path, "--map", "name=Person,sent=Date", "--json").json["added"] == 1
    assert "needed" in refused(cli("import", path, "--map", "name=Person"), 2)


def test_an_incomplete_page_is_said_to_be_one(three: Cli) -> None:
    page = archives.sent_text(SENT, MOMENT, cards=1).encode()
    said = three("import", "-", stdin=page)
    assert "1 of 3: scroll to the end and copy again; nothing is concluded from what is missing" in said.err
    assert {row["state"] for row in three.rows()} <= {"fresh", "stale"}


def test_a_reason_that_many_rows_share_is_told_once(cli: Cli) -> None:
    card = "Ada\nCook\nSent whenever\nWithdraw\n"
    said = cli("import", "-", stdin=f"People (90)\n{card * 90}".encode())
    alike = [line for line in said.err.splitlines() if "not an age" in line]
    assert alike == [
        "  standard input, 90 rows, lines 4, 8, 12, 16, 20, …: “Sent whenever” is not an age that can be read"
    ]
    rejected = cli("import", "-", "--json", stdin=f"People (90)\n{card * 90}".encode()).json["rejected"]
    assert [one["line"] for one in rejected] == list(range(4, 364, 4))


def test_a_bare_day_of_a_table_is_a_day_here(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Person,Date\nAda Quill,2026-11-05\n")
    cli("import", path, "--map", "name=Person,sent=Date")
    (row,) = cli.rows()
    assert (row["sent_earliest"], row["sent_latest"]) == ("2026-11-04T23:00:00Z", "2026-11-05T22:59:59Z")


def test_two_cards_that_turn_out_to_be_one_person_are_told(cli: Cli) -> None:
    def page(title: str) -> list[archives.Sent]:
        ada = archives.Sent("Ada", "Quill", "ada", MOMENT - timedelta(days=19), title=title)
        other = archives.Sent("Ada", "Quill", "ada-2", MOMENT - timedelta(days=50), title="Baker")
        return [ada, other]

    before = MOMENT - timedelta(days=10)
    for title, at in (("Cook", before), ("Chef", MOMENT)):
        cli("import", "-", stdin=archives.sent_text(page(title), at).encode(), now=at.isoformat())
    assert len(cli.rows()) == 3
    cli("import", "-", stdin=archives.sent_html(page("Chef"), MOMENT).encode())
    cook = archives.sent_html(page("Cook"), before).encode()
    said = cli("import", "-", stdin=cook, now=before.isoformat())
    assert "known from a page, and now to be the same as others: 1" in said.out
    assert len(cli.rows()) == 2
