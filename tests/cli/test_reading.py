"""`list`, `plan`, `due` and `stats`: what other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

import pytest

from invitetui.domain.book import Book
from invitetui.domain.groups import DIMENSIONS
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.report.plain import empty_line
from invitetui.settings import choose
from invitetui.state import StateFile
from invitetui.store.book_file import BookFile
from tests.cli.conftest import MOMENT
from tests.cli.running import Cli, refused
from tests.unit.made import sent

KEYS = (
    "uid name url headline state sent_earliest sent_latest age_days stale priority kept signals source note "
    "planned_for withdrawn_at ready_at accepted_at attempt"
).split()
STATES = {"fresh", "stale", "opened", "accepted", "cooling", "ready", "expired", "closed", "unclear"}


@pytest.fixture
def triaged(full: Cli) -> Cli:
    """The book with some cooling down, ready, kept, prioritised, and one snoozed."""
    stale = [row["uid"] for row in full.rows() if row["state"] == "stale"]
    assert len(stale) > 30
    for uids, step, at in (
        (stale[:3], "withdrawn", "2026-11-20T10:00:00Z"),
        (stale[-2:], "withdrawn", "2026-11-01T10:00:00Z"),
        (stale[5:8], "kept", None),
        (stale[8:10], "high", None),
        (stale[10:12], "low", None),
    ):
        assert full("mark", *uids, step, *(["--at", at] if at else [])).code == 0
    with BookFile.open(full.book, writing=True) as file:
        snoozed = Event(Kind.SNOOZED, MOMENT, until=MOMENT + timedelta(days=5))
        file.save({stale[12]: file.load()[stale[12]].recording(snoozed)})
    return full


# list


def test_an_empty_list_says_so_in_plain_words_and_stays_empty_for_programs(triaged: Cli, cli: Cli) -> None:
    sunday = "2026-11-22T12:00:00+01:00"
    assert triaged("list", "--tab", "today", now=sunday).lines == [
        "Nobody today; the next sitting is Monday 23 Nov."
    ]
    assert triaged("list", "--tab", "today", "--json", now=sunday).json == []
    assert len(triaged("list", "--tab", "today", "--csv", now=sunday).lines) == 1
    assert triaged("list", "--filter", "nobody-is-called-that").lines == [
        "Nobody on this list matches the filter."
    ]
    early = "2026-11-21T12:00:00+01:00"
    assert triaged("list", "--tab", "ready", now=early).lines == [
        "Nobody is ready to be invited again; the first is 22 Nov."
    ]
    assert triaged("list", "--tab", "cooling", now="2026-10-30").lines == ["Nobody is cooling down."]


@pytest.mark.parametrize(
    ("tab", "says"),
    [
        ("sent", "No invitation is in the book yet."),
        ("stale", "Nobody is stale."),
        ("today", "Nobody today, and nothing is planned."),
        ("cooling", "Nobody is cooling down."),
        ("ready", "Nobody is ready to be invited again."),
    ],
)
def test_a_list_of_an_empty_book_says_so(cli: Cli, tab: str, says: str) -> None:
    assert cli("list", "--tab", tab).lines == [says]


def test_a_list_without_those_who_are_snoozed_says_so() -> None:
    until = Event(Kind.SNOOZED, MOMENT - timedelta(hours=1), until=MOMENT + timedelta(days=5))
    snapshot = Snapshot(Book.of([sent("2026-10-01").recording(until)]), MOMENT, Rules(), UTC)
    assert empty_line("stale", "", snapshot) == "Nobody on this list: 1 is stale, and snoozed."


def test_every_row_has_every_key_in_order(triaged: Cli) -> None:
    for row in triaged.rows():
        assert list(row) == KEYS
        assert row["state"] in STATES
        assert row["stale"] in {"surely", "maybe", "no"}
        assert isinstance(row["age_days"], int)
        assert isinstance(row["kept"], bool)
        assert isinstance(row["signals"], list)
        assert row["attempt"] >= 1
        assert row["planned_for"] is None or date.fromisoformat(row["planned_for"]) >= date(2026, 11, 24)


def test_the_sent_tab_is_everything_newest_first(triaged: Cli) -> None:
    rows = triaged.rows()
    assert len(rows) == 200
    assert rows == triaged.rows("--tab", "sent")
    sent = [row["sent_latest"] for row in rows]
    assert sent == sorted(sent, reverse=True)


def test_the_stale_tab_begins_with_the_plan_in_its_order(triaged: Cli) -> None:
    rows = triaged.rows("--tab", "stale")
    planned = [uid for day in triaged("plan", "--json").json["days"] for uid in day["uids"]]
    assert [row["uid"] for row in rows][: len(planned)] == planned
    assert {row["stale"] for row in rows} <= {"surely", "maybe"}
    assert sum(row["kept"] for row in rows) == 3


def test_the_cooling_tab_is_who_is_cooling_the_next_to_be_ready_first(triaged: Cli) -> None:
    rows = triaged.rows("--tab", "cooling")
    assert [row["state"] for row in rows] == ["cooling"] * 3
    assert {row["withdrawn_at"] for row in rows} == {"2026-11-20T10:00:00Z"}
    assert {row["ready_at"] for row in rows} == {"2026-12-11T10:00:00Z"}


def test_the_ready_tab_is_who_may_be_invited_again(triaged: Cli) -> None:
    rows = triaged.rows("--tab", "ready")
    assert [row["state"] for row in rows] == ["ready"] * 2
    assert {row["ready_at"] for row in rows} == {"2026-11-22T10:00:00Z"}


def test_ages_are_whole_days_and_the_mark_is_at_fourteen(full: Cli) -> None:
    for row in full.rows():
        age = MOMENT - MOMENT.fromisoformat(row["sent_latest"])
        assert row["age_days"] == age // timedelta(days=1)
        if row["state"] in ("fresh", "stale"):
            assert (row["stale"] == "surely") == (row["state"] == "stale") == (age >= timedelta(days=14))


def test_what_is_planned_says_for_when(triaged: Cli) -> None:
    day_of = {uid: day["date"] for day in triaged("plan", "--json").json["days"] for uid in day["uids"]}
    assert {row["uid"]: row["planned_for"] for row in triaged.rows() if row["planned_for"]} == day_of


def test_csv_holds_the_same_columns_and_rows(triaged: Cli) -> None:
    ran = triaged("list", "--csv")
    assert ran.code == 0
    read = list(csv.DictReader(io.StringIO(ran.out)))
    assert list(read[0]) == KEYS
    rows = triaged.rows()
    assert [row["uid"] for row in read] == [row["uid"] for row in rows]
    formulas = {row["note"] for row in read} & {"=1+1", "'=1+1"}
    assert formulas == {"'=1+1"}
    for shown, row in zip(read, rows, strict=True):
        assert shown["url"] == (row["url"] or "")
        assert shown["state"] == row["state"]


def test_csv_of_nothing_still_has_its_header(full: Cli) -> None:
    assert full("list", "--csv", "--filter", "nobody-is-called-this").out.strip().split(",") == KEYS


def test_a_line_names_each_invitation(triaged: Cli) -> None:
    lines = triaged("list").lines
    assert len(lines) == 200
    for line, row in zip(lines, triaged.rows(), strict=True):
        assert line.startswith(f"{row['name']}, {row['state']}")
        assert line.endswith(f", uid {row['uid']}")
        assert "  " not in line
        assert not any(sign in line for sign in "·–—…•◐●▲■▽⚑"), "words for a screen reader"
        assert row["state"] in line
        assert row["url"] in line


def test_todays_list_is_whom_the_sitting_asks_about(triaged: Cli) -> None:
    said = triaged("due", "--json").json
    assert [row["uid"] for row in triaged.rows("--tab", "today")] == [*said["opened"], *said["due_today"]]
    assert all(", planned today, " in line for line in triaged("list", "--tab", "today").lines)


def test_a_whole_sitting_in_plain_text(triaged: Cli) -> None:
    today = [line.rpartition("uid ")[2] for line in triaged("list", "--tab", "today").lines]
    assert triaged("mark", today[0], "withdrawn").code == 0
    assert triaged("mark", today[1], "accepted").code == 0
    assert triaged("mark", today[2], "kept").code == 0
    said = triaged("mark", today[3], "withdrawn", "--json").json
    assert said["changed"] == [today[3]]
    assert said["says"].startswith(triaged.row(today[3])["name"])
    assert "2 of 8 done today" in triaged("due").lines[0]
    assert not {*today[:4]} & {row["uid"] for row in triaged.rows("--tab", "today")}


@pytest.mark.parametrize(
    ("filter_", "holds"),
    [
        ("state:stale", lambda row: row["state"] == "stale"),
        ("state:pending", lambda row: row["state"] in ("fresh", "stale", "opened")),
        ("priority:high", lambda row: row["priority"] == "high"),
        ("kept:yes", lambda row: row["kept"]),
        ("note:no", lambda row: row["note"] is None),
        ("older:30d", lambda row: row["age_days"] >= 30),
        ("younger:2w", lambda row: row["age_days"] < 14),
        ("older:30d -state:accepted rådström", lambda row: row["age_days"] >= 30 and _radstroem(row)),
        ('"marrow-finch"', lambda row: "Marrow-Finch" in row["name"]),
        ("[/x]", lambda row: "[/x]" in row["name"]),
    ],
)
def test_a_filter_shows_whom_its_words_hold_of(triaged: Cli, filter_: str, holds: Any) -> None:
    wanted = [row for row in triaged.rows() if holds(row)]
    assert wanted
    assert triaged.rows("--filter", filter_) == wanted


def _radstroem(row: dict[str, Any]) -> bool:
    return "Rådström" in row["name"] and row["state"] != "accepted"


@pytest.mark.parametrize("bad", ["older:soon", "state:nowhere", "priority:highest", "-younger:"])
def test_a_filter_that_says_nothing_is_a_usage_error(full: Cli, bad: str) -> None:
    refused(full("list", "--filter", bad), 2)


def test_json_and_csv_at_once_a_tab_that_is_none(full: Cli) -> None:
    refused(full("list", "--json", "--csv"), 2)
    refused(full("list", "--tab", "stats"), 2)


# plan


def test_everyone_surely_stale_stands_in_the_plan_once_but_kept_and_snoozed(triaged: Cli) -> None:
    plan = triaged("plan", "--json").json
    assert list(plan) == ["clear_on", "days", "left_to_expire"]
    planned = [uid for day in plan["days"] for uid in day["uids"]] + plan["left_to_expire"]
    assert max(Counter(planned).values()) == 1
    snoozed = {uid for uid, invitation in _load(triaged).items() if _is_snoozed(invitation)}
    assert len(snoozed) == 1
    expected = {row["uid"] for row in triaged.rows() if row["stale"] == "surely" and not row["kept"]}
    assert set(planned) == expected - snoozed


def _load(cli: Cli) -> dict[str, Any]:
    return {document["uid"]: document for document in json.loads(cli.book.read_text())["invites"].values()}


def _is_snoozed(document: dict[str, Any]) -> bool:
    return any(event["kind"] == "snoozed" for event in document.get("events", []))


def test_days_are_working_days_from_today_on_with_ten_at_most(triaged: Cli) -> None:
    plan = triaged("plan", "--json").json
    dates = [date.fromisoformat(day["date"]) for day in plan["days"]]
    assert dates[0] == date(2026, 11, 24)
    assert dates == sorted(set(dates))
    assert all(day.weekday() < 5 for day in dates)
    assert all(list(day) == ["date", "uids"] and 1 <= len(day["uids"]) <= 10 for day in plan["days"])
    assert plan["clear_on"] == plan["days"][-1]["date"]


def test_days_shortens_the_calendar_and_nothing_else(triaged: Cli) -> None:
    whole = triaged("plan", "--json").json
    short = triaged("plan", "--json", "--days", 2).json
    assert short["days"] == [day for day in whole["days"] if day["date"] <= "2026-11-25"]
    assert short["clear_on"] == whole["clear_on"]
    assert triaged("plan", "--json", "--days", 10_000).json == whole


@pytest.mark.parametrize("bad", ["0", "-1", "many", "99999"])
def test_days_that_are_no_number_of_days(full: Cli, bad: str) -> None:
    refused(full("plan", "--days", bad), 2)


def test_days_to_the_end_of_the_calendar(full: Cli) -> None:
    assert full("plan", "--json", "--days", 10_000, now="9999-12-20").code == 0


def test_the_plan_in_plain_lines(triaged: Cli) -> None:
    plan = triaged("plan", "--json").json
    lines = triaged("plan").lines
    assert lines[0].startswith("Tue 2026-11-24    8  ")
    assert any(line.startswith(f"The backlog is clear on {plan['clear_on']}") for line in lines)


def test_a_book_with_nothing_stale(cli: Cli) -> None:
    assert cli("plan", "--json").json == {"clear_on": None, "days": [], "left_to_expire": []}
    assert cli("plan").lines == ["Nothing is to be withdrawn."]


# due


def test_due_says_what_today_asks_for(triaged: Cli) -> None:
    said = triaged("due", "--json").json
    today = triaged("plan", "--json", "--days", 1).json["days"][0]
    assert said["date"] == today["date"] == "2026-11-24"
    assert said["due_today"] == today["uids"]
    assert (said["ready"], said["done_today"], said["opened"]) == (2, 0, [])
    line, *brief = triaged("due").lines
    assert brief == said["says"]
    assert f"{said['pending']} pending" in line
    assert "0 of 8 done today" in line
    assert "2 ready to invite again" in line


def test_due_on_no_book_at_all_greets_too(cli: Cli) -> None:
    assert cli("due").lines == ["0 pending, 0 stale, nothing due today, 100 free this week"]


# stats


def test_stats_count_what_the_list_shows(triaged: Cli) -> None:
    figures = triaged("stats", "--json").json
    assert {"n", "naive", "matured", "time_to_accept", "weeks", "ages", "pending", "week"} <= set(figures)
    states = Counter(row["state"] for row in triaged.rows())
    assert figures["n"]["sent"] == 200
    assert {state: n for state, n in figures["n"].items() if n and state != "sent"} == dict(states)
    assert figures["pending"]["total"] == states["fresh"] + states["stale"]
    naive = figures["naive"]
    assert naive["low"] < naive["rate"] < naive["high"]
    assert sum(week["sent"] for week in figures["weeks"]) <= 200
    assert triaged("stats").lines


def test_stats_have_all_figures_in_the_shape_that_programs_rely_on(triaged: Cli) -> None:
    figures = triaged("stats", "--json").json
    assert set(figures["matured"]) == {"rate", "low", "high", "n", "mature_after_days"}
    for point in figures["curve"]:
        assert set(point) == {"day", "accepted", "low", "high", "at_risk"}
        assert 0 <= point["low"] <= point["accepted"] <= point["high"] <= 1
    days = [point["day"] for point in figures["curve"]]
    assert days == sorted(set(days))
    for row in figures["incidence"]:
        assert set(row) == {"day", "accepted", "withdrawn", "expired"}
    assert set(figures["time_to_accept"]) == {"q25", "median", "q75", "p95"}
    assert list(figures["groups"]) == list(DIMENSIONS) == list(figures["differences"])
    for groups in figures["groups"].values():
        assert all(set(group) == {"value", "rate", "low", "high", "n"} for group in groups)
    for name in ("note", "note_length", "source", "priority", "attempt", "week"):
        assert sum(group["n"] for group in figures["groups"][name]) == figures["matured"]["n"]
    assert [policy["mark_days"] for policy in figures["simulator"]] == [7, 10, 14, 21, 30, 60]
    assert all(set(policy) == {"mark_days", "lost", "freed"} for policy in figures["simulator"])
    assert len(figures["forecast"]) == 8
    for week in figures["forecast"]:
        assert week["pending_low"] <= week["pending"] <= week["pending_high"]
        assert week["stale_low"] <= week["stale"] <= week["stale_high"]
    assert set(figures["pending"]) == {"total", "stale", "warn", "alarm"}
    assert set(figures["week"]) == {"sent", "limit", "free"}
    assert len(figures["chance_left"]) == figures["pending"]["total"]
    assert all(0 <= chance <= 1 for chance in figures["chance_left"].values())
    assert triaged("stats", "--json").json == figures, "the forecast is seeded"


def test_the_mark_chosen_in_the_app_is_in_force_everywhere_and_config_says_so(full: Cli, home: Path) -> None:
    stale = len(full.rows("--tab", "stale"))
    choose("stale_days", 60, home / "config.toml", StateFile(home / "state" / "state.json"))
    assert "stale_days = 60  (chosen in the app)" in full("config").lines
    assert len(full.rows("--tab", "stale")) < stale


def test_stats_of_nothing(cli: Cli) -> None:
    assert cli("stats", "--json").json["n"]["sent"] == 0
    assert cli("stats").code == 0
