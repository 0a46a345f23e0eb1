"""`plan --ics`: what a calendar is told, and what it is not."""

from __future__ import annotations

import stat
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.running import Cli, refused, unchanged

PATH = "plan.ics"


def read(path: Path) -> list[Any]:
    """Return the entries of a calendar file, as another program reads them."""
    made = Calendar.from_ical(path.read_bytes())
    assert isinstance(made, Calendar)
    return list(made.events)


@pytest.fixture
def withdrawn(full: Cli) -> Cli:
    """Three were withdrawn a fortnight ago, so that their release days lie ahead."""
    for row in full.rows("--tab", "stale")[:3]:
        assert full("mark", row["uid"], "withdrawn", "--at", "2026-11-10").code == 0
    return full


def test_sittings_and_releases_stand_on_their_days(withdrawn: Cli, tmp_path: Path) -> None:
    said = withdrawn("plan", "--ics", tmp_path / PATH)
    plan = withdrawn("plan", "--json").json
    entries = read(tmp_path / PATH)
    assert said.lines == [f"{len(entries)} entries written to {tmp_path / PATH}"]
    sittings = {
        entry["dtstart"].dt: str(entry["summary"]) for entry in entries if "withdraw" in entry["summary"]
    }
    assert sittings == {
        date.fromisoformat(day["date"]): "invitetui: "
        f"{len(day['uids'])} invitation{'s' if len(day['uids']) > 1 else ''} to withdraw"
        for day in plan["days"]
    }
    releases = [entry for entry in entries if "invited again" in entry["summary"]]
    assert sum(int(str(entry["summary"]).split()[1]) for entry in releases) == 3
    for entry in entries:
        assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(days=1)
        assert (entry["class"], entry["transp"]) == ("PRIVATE", "TRANSPARENT")


def test_nobody_is_named_unless_asked(withdrawn: Cli, tmp_path: Path) -> None:
    withdrawn("plan", "--ics", tmp_path / PATH)
    rows = withdrawn.rows()
    text = (tmp_path / PATH).read_text()
    assert not any(one in text for row in rows for one in (row["name"], row["uid"], "linkedin.com"))
    withdrawn("plan", "--ics", tmp_path / PATH, "--names")
    described = [str(entry["description"]) for entry in read(tmp_path / PATH)]
    planned = [row["name"] for row in rows if row["planned_for"]]
    assert planned
    assert all(any(name in text for text in described) for name in planned)


def test_a_later_file_updates_the_entries_of_the_earlier(withdrawn: Cli, tmp_path: Path) -> None:
    withdrawn("plan", "--ics", tmp_path / PATH)
    before = {str(entry["uid"]): entry for entry in read(tmp_path / PATH)}
    withdrawn("mark", withdrawn.rows("--tab", "today")[0]["uid"], "kept")
    assert withdrawn("plan", "--ics", tmp_path / PATH, now="2026-11-24T10:30:00+01:00").code == 0
    after = {str(entry["uid"]): entry for entry in read(tmp_path / PATH)}
    assert len(before) == len(set(before))
    assert set(after) <= set(before)
    for uid, entry in after.items():
        assert entry["dtstart"].dt == before[uid]["dtstart"].dt
        assert entry["sequence"] > before[uid]["sequence"]
        assert entry["dtstamp"].dt > before[uid]["dtstamp"].dt


def test_only_the_first_days(withdrawn: Cli, tmp_path: Path) -> None:
    withdrawn("plan", "--ics", tmp_path / PATH, "--days", 2)
    days = {entry["dtstart"].dt for entry in read(tmp_path / PATH)}
    assert days <= {date(2026, 11, 24), date(2026, 11, 25)}


def test_to_standard_output_and_with_nothing_to_do(cli: Cli) -> None:
    ran = cli("plan", "--ics", "-")
    assert ran.code == 0
    assert ran.out.startswith("BEGIN:VCALENDAR\r\n")
    assert "VEVENT" not in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_it_is_the_persons_alone_and_replaces_only_its_like(full: Cli, tmp_path: Path) -> None:
    full("plan", "--ics", tmp_path / PATH)
    assert stat.S_IMODE((tmp_path / PATH).stat().st_mode) == 0o600
    other = tmp_path / "other.ics"
    other.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    unchanged(other, lambda: refused(full("plan", "--ics", other)))
    refused(full("plan", "--ics", tmp_path))
    refused(full("plan", "--ics", tmp_path / PATH, "--json"), 2)
    refused(full("plan", "--names"), 2)


@pytest.mark.parametrize("now", ["0001-01-09", "1970-01-01", "9999-12-31"])
def test_any_instant_of_the_calendar(full: Cli, now: str) -> None:
    assert full("plan", "--ics", "-", now=now).code == 0


def test_names_are_harmless(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "Invitations.csv"
    name = '"Ada\x1b[2J;BEGIN:VEVENT\\nX, Quill"'
    path.write_text(f'From,To,Sent At,Message,Direction\nOwner,{name},"10/1/26, 1:00 AM",,OUTGOING\n')
    assert cli("import", path).code == 0
    ran = cli("plan", "--ics", "-", "--names")
    assert "\x1b" not in ran.out
    assert ran.out.count("\nBEGIN:VEVENT") == 1
