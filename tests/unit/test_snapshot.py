"""What the header and the sitting read: counts, this week, today, and the gap since the last withdrawal."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.pacing import gap_after
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from tests.unit.made import RULES, accepted, event, seen, sent, utc, withdrawn

NOW = "2026-11-19T10:00"
"""A Thursday."""


def test_an_empty_book_has_nothing_to_say() -> None:
    nothing = seen(NOW)
    assert (nothing.pending, nothing.stale, nothing.opened, nothing.sitting) == (0, 0, (), ())
    assert (nothing.due_today, nothing.done_today, nothing.wait) == ((), 0, timedelta())
    assert nothing.plan.clear_on is None
    assert nothing.free_this_week == 100


def test_counts() -> None:
    snapshot = seen(
        NOW,
        sent("2026-11-10", to="fresh"),
        sent("2026-11-01", to="stale"),
        sent("2026-11-01", to="opened").recording(event(Kind.OPENED, "2026-11-19T09:00")),
        sent("2026-11-10", to="young").recording(event(Kind.OPENED, "2026-11-19T08:00")),
        sent("2026-11-01", to="accepted").recording(accepted("2026-11-03")),
        sent("2026-11-01", to="withdrawn").recording(withdrawn("2026-11-17")),
    )
    assert dict(snapshot.counts) == {
        State.FRESH: 1,
        State.STALE: 1,
        State.OPENED: 2,
        State.ACCEPTED: 1,
        State.COOLING: 1,
    }
    assert snapshot.pending == 4
    assert snapshot.stale == 2
    assert snapshot.opened == ("young", "opened")


@pytest.mark.parametrize(
    ("sent_at", "counts"),
    [
        ("2026-11-19T10:00:00", True),
        ("2026-11-12T10:00:01", True),
        ("2026-11-12T10:00:00", False),
        ("2026-11-19T10:00:01", False),
    ],
)
def test_this_week_is_the_last_seven_days_to_the_second(sent_at: str, counts: bool) -> None:
    assert seen(NOW, sent(sent_at)).sent_this_week == counts


def test_free_this_week_is_never_below_zero() -> None:
    invitations = [sent("2026-11-18", to=f"u{number}") for number in range(3)]
    assert seen(NOW, *invitations, rules=Rules(invitations_a_week=5)).free_this_week == 2
    assert seen(NOW, *invitations, rules=Rules(invitations_a_week=2)).free_this_week == 0


def test_today_and_what_is_done_today_are_those_of_the_person_s_zone() -> None:
    late = sent("2026-10-01").recording(withdrawn("2026-11-18T23:30"))
    assert seen(NOW, late, zone=UTC).done_today == 0
    assert seen(NOW, late, zone=ZoneInfo("Europe/Berlin")).done_today == 1
    assert seen("2026-11-18T23:30", zone=ZoneInfo("Europe/Berlin")).today == date(2026, 11, 19)


def test_an_age_is_a_range_and_never_below_zero() -> None:
    snapshot = seen(NOW)
    assert snapshot.age(sent("2026-11-01T10:00", "2026-11-04T10:00")) == (timedelta(15), timedelta(18))
    assert snapshot.age(sent("2026-11-19T09:00", "2026-11-20")) == (timedelta(), timedelta(hours=1))


def test_a_sitting_asks_about_opened_pages_first_then_takes_its_size_of_today_s_share() -> None:
    stale = [sent(f"2026-10-{day:02d}", to=f"d{day:02d}") for day in range(1, 13)]
    opened = stale[9].recording(event(Kind.OPENED, "2026-11-19T09:00"))
    snapshot = seen(NOW, *stale[:9], opened, *stale[10:], rules=Rules(sitting_size=3, withdrawals_a_day=10))
    assert len(snapshot.due_today) == snapshot.pace.share(snapshot.today) == 8
    assert snapshot.sitting == ("d10", "d01", "d02", "d03")


def test_the_wait_runs_from_the_newest_withdrawal_and_ends() -> None:
    older = sent("2026-10-01", to="ada").recording(withdrawn("2026-11-19T09:00"))
    newer = sent("2026-10-01", to="mei").recording(withdrawn("2026-11-19T10:00"))
    snapshot = seen(NOW, older, newer)
    gap = gap_after("mei", RULES)
    assert snapshot.wait == gap
    assert snapshot.moved_to(snapshot.now + gap - timedelta(seconds=1)).wait == timedelta(seconds=1)
    assert snapshot.moved_to(snapshot.now + gap).wait == timedelta()


def test_moving_to_an_instant_at_which_nothing_changes_derives_nothing_anew() -> None:
    snapshot = seen(NOW, sent("2026-11-10"))
    assert snapshot.moved_to(utc("2026-11-23T23:59:59")).standings is snapshot.standings
    assert snapshot.moved_to(utc("2026-11-24")).standings["ada"].state is State.STALE
    assert snapshot.moved_to(utc("2026-11-11")).standings == snapshot.standings


def test_an_edit_touches_the_other_invitations_to_both_persons_it_concerns() -> None:
    old, new = sent("2026-09-01", uid="old"), sent("2026-11-01", uid="new")
    snapshot = seen(NOW, old.recording(withdrawn("2026-10-01")), new, sent("2026-09-01", to="mei"))
    assert snapshot.standings["old"].state is State.CLOSED
    moved = snapshot.edited({"new": sent("2026-11-01", uid="new", to="mei")}, snapshot.now)
    assert moved.standings["old"].state is State.READY
    assert moved.standings["mei"].state is State.CLOSED
    assert moved.edited({"new": None}, snapshot.now).standings["mei"].state is State.STALE


def test_an_earlier_snapshot_stays_as_it_was() -> None:
    snapshot = seen(NOW, sent("2026-11-01"))
    standings = dict(snapshot.standings)
    snapshot.edited({"ada": None, "mei": sent("2026-11-01", to="mei")}, utc("2027-11-19"))
    assert snapshot.standings == standings
    assert snapshot.book == Book.of([sent("2026-11-01")])


def test_a_clock_set_back_shows_the_book_as_it_was_then() -> None:
    snapshot = seen(NOW, sent("2026-11-01").recording(withdrawn("2026-11-19T10:00")))
    back = snapshot.moved_to(utc("2026-11-19T09:59:59"))
    assert back.standings["ada"].state is State.STALE
    assert back.moved_to(utc(NOW)).standings == snapshot.standings


def test_the_last_day_of_the_calendar_is_no_crash() -> None:
    snapshot = Snapshot(
        Book.of([sent("9999-11-01"), sent("9999-12-30", to="mei").recording(withdrawn("9999-12-31"))]),
        utc("9999-12-31T23:59:59"),
        RULES,
        ZoneInfo("Europe/Berlin"),
    )
    assert snapshot.standings["mei"].state is State.COOLING
    assert snapshot.plan.clear_on
    assert snapshot.today == date.max
    assert snapshot.wait == timedelta(0)
    assert snapshot.sitting


@pytest.mark.parametrize(
    ("opened", "views", "early"),
    [
        (event(Kind.OPENED, "2026-11-19T09:00"), 1, 0),
        (event(Kind.VIEWED, "2026-11-19T09:00"), 1, 0),
        (event(Kind.OPENED, "2026-11-19T09:00", "list"), 0, 0),
        (event(Kind.OPENED, "2026-11-19T09:00", "early"), 1, 1),
        (event(Kind.OPENED, "2026-11-19T09:00", "early list"), 0, 1),
        (event(Kind.OPENED, "2026-11-18T23:59", "early"), 0, 0),
        (event(Kind.OPENED, "2026-11-19T13:00", "early"), 0, 0),
    ],
)
def test_pages_opened_today_are_counted_by_how_they_were_opened(
    opened: Event, views: int, early: int
) -> None:
    now = "2026-11-19T12:00"
    snapshot = seen(now, sent("2026-11-01", events=(opened,)))
    assert (snapshot.views_today, snapshot.early_today) == (views, early)
    without_address = seen(now, sent("2026-11-01", url=None, events=(opened,)))
    assert (without_address.views_today, without_address.early_today) == (0, early)


def test_a_look_at_a_page_asks_nothing() -> None:
    snapshot = seen("2026-11-19", sent("2026-11-01", events=(event(Kind.VIEWED, "2026-11-18"),)))
    assert snapshot.opened == ()
    assert snapshot.standings["ada"].state is State.STALE
