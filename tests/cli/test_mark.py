"""`invitetui mark UID... STEP [--at ISO-8601]`."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cli.running import Cli, refused, unchanged


@pytest.fixture
def stale(full: Cli) -> list[str]:
    return [row["uid"] for row in full.rows() if row["state"] == "stale"]


@pytest.mark.parametrize(
    ("step", "key", "value"),
    [
        ("withdrawn", "state", "cooling"),
        ("withdrawn", "withdrawn_at", "2026-11-24T09:00:00Z"),
        ("withdrawn", "ready_at", "2026-12-15T09:00:00Z"),
        ("accepted", "state", "accepted"),
        ("accepted", "accepted_at", "2026-11-24T09:00:00Z"),
        ("gone", "state", "expired"),
        ("kept", "kept", True),
        ("kept", "planned_for", None),
        ("high", "priority", "high"),
        ("medium", "priority", "medium"),
        ("low", "priority", "low"),
    ],
)
def test_each_step_is_recorded(full: Cli, stale: list[str], step: str, key: str, value: object) -> None:
    ran = full("mark", stale[0], step)
    assert (ran.code, ran.err) == (0, "")
    assert full.row(stale[0])["name"] in ran.out
    assert full.row(stale[0])[key] == value


def test_unkept_is_planned_again(full: Cli, stale: list[str]) -> None:
    before = full.row(stale[0])
    full("mark", stale[0], "kept")
    full("mark", stale[0], "unkept")
    assert full.row(stale[0]) == before
    assert before["planned_for"]


def test_several_at_once(full: Cli, stale: list[str]) -> None:
    assert "3 invitations withdrawn" in full("mark", *stale[:3], "withdrawn").out
    assert {row["uid"] for row in full.rows("--tab", "cooling")} == set(stale[:3])


def test_at_says_when(full: Cli, stale: list[str]) -> None:
    assert full("mark", stale[0], "withdrawn", "--at", "2026-11-20T10:30:00+02:00").code == 0
    assert full.row(stale[0])["withdrawn_at"] == "2026-11-20T08:30:00Z"


def test_a_bare_date_is_its_noon_in_local_time(full: Cli, stale: list[str]) -> None:
    full("mark", stale[0], "withdrawn", "--at", "2026-11-20")
    full("mark", stale[-1], "withdrawn", "--at", "2026-10-20")
    assert full.row(stale[0])["withdrawn_at"] == "2026-11-20T11:00:00Z", "winter in Berlin"
    assert full.row(stale[-1])["withdrawn_at"] == "2026-10-20T10:00:00Z", "summer in Berlin"


def test_words_count_from_now_as_it_was_given(full: Cli, stale: list[str]) -> None:
    full("mark", stale[0], "withdrawn", "--at", "2 days ago")
    assert full.row(stale[0])["withdrawn_at"] == "2026-11-22T09:00:00Z"


def test_twenty_one_days_later_it_is_ready(full: Cli, stale: list[str]) -> None:
    full("mark", stale[0], "withdrawn")
    assert full.row(stale[0], now="2026-12-15T08:59:59Z")["state"] == "cooling"
    assert full.row(stale[0], now="2026-12-15T09:00:00Z")["state"] == "ready"


def test_the_same_again_changes_nothing(full: Cli, stale: list[str]) -> None:
    full("mark", stale[0], "kept")
    unchanged(full.book, lambda: full("mark", stale[0], "kept"))
    assert full("mark", stale[0], "kept").out == "Nothing to change\n"


def test_an_unknown_uid_and_nothing_of_any_is_recorded(full: Cli, stale: list[str]) -> None:
    def mark() -> None:
        assert "nosuchuid" in refused(full("mark", stale[0], "nosuchuid", "withdrawn"))

    unchanged(full.book, mark)


@pytest.mark.parametrize("at", ["2026-11-24T10:00:01+01:00", "2027-01-01", "soon", "2026-13-01", ""])
def test_a_time_to_come_or_that_is_none(full: Cli, stale: list[str], at: str) -> None:
    unchanged(full.book, lambda: refused(full("mark", stale[0], "withdrawn", "--at", at), 2))


@pytest.mark.parametrize("arguments", [(), ("kept",), ("someone", "forgotten"), ("someone", "WITHDRAWN")])
def test_a_step_that_is_none(full: Cli, arguments: tuple[str, ...]) -> None:
    unchanged(full.book, lambda: refused(full("mark", *arguments), 2))


@pytest.mark.parametrize("step", ["withdrawn", "accepted", "gone"])
def test_nothing_becomes_of_an_invitation_before_it_was_sent(full: Cli, stale: list[str], step: str) -> None:
    sent = datetime.fromisoformat(full.row(stale[0])["sent_earliest"])
    too_early = (sent - timedelta(days=1)).isoformat()
    unchanged(full.book, lambda: refused(full("mark", stale[0], step, "--at", too_early)))
    unchanged(full.book, lambda: refused(full("mark", stale[0], step, "--now", too_early)))
    assert full("mark", stale[0], "high", "--at", too_early).code == 0
    assert full("mark", stale[0], step, "--at", sent.isoformat()).code == 0
