"""The plan by example; its laws over random books are among the properties."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.pacing import gap_after
from invitetui.domain.rules import Rules
from tests.unit.made import RULES, accepted, event, seen, sent, withdrawn

THURSDAY = "2026-11-19T10:00"
SATURDAY = "2026-11-21T10:00"
EVEN = Rules(withdrawals_a_day=1)
"""One a day: a number that can't be varied."""


def stale(many: int) -> list[Invitation]:
    """Return so many stale invitations, oldest first."""
    return [sent(f"2026-10-01T{n // 60:02d}:{n % 60:02d}", to=f"u{n:03d}") for n in range(many)]


def planned(rules: Rules, now: str, *invitations: Invitation) -> list[tuple[str, int]]:
    return [(f"{day:%a %d}", len(uids)) for day, uids in seen(now, *invitations, rules=rules).plan.days]


def test_a_backlog_is_spread_over_working_days_a_share_somewhat_below_the_number_on_each() -> None:
    spread = planned(RULES, THURSDAY, *stale(25))
    assert spread == [("Thu 19", 8), ("Fri 20", 7), ("Mon 23", 8), ("Tue 24", 2)]
    assert seen(THURSDAY, *stale(25)).plan.clear_on == date(2026, 11, 24)


def test_a_number_of_one_is_the_same_each_day() -> None:
    assert planned(EVEN, THURSDAY, *stale(3)) == [("Thu 19", 1), ("Fri 20", 1), ("Mon 23", 1)]


def test_nothing_is_planned_on_a_day_off_though_it_is_today() -> None:
    assert planned(EVEN, SATURDAY, *stale(2)) == [("Mon 23", 1), ("Tue 24", 1)]
    assert planned(Rules(working_days=(6,), withdrawals_a_day=1), SATURDAY, *stale(2)) == [
        ("Sun 22", 1),
        ("Sun 29", 1),
    ]
    holidays = Rules(days_off=(date(2026, 11, 23), date(2026, 11, 25)), withdrawals_a_day=1)
    assert planned(holidays, SATURDAY, *stale(2)) == [("Tue 24", 1), ("Thu 26", 1)]
    assert seen(SATURDAY, *stale(12)).due_today == ()


@pytest.mark.parametrize(("done", "today"), [(0, 8), (1, 7), (7, 1), (8, 0), (14, 0)])
def test_what_is_done_today_uses_up_today_s_share_only(done: int, today: int) -> None:
    over = [sent("2026-10-01", to=f"done{n}").recording(withdrawn("2026-11-19T09:00")) for n in range(done)]
    snapshot = seen(THURSDAY, *stale(30), *over)
    assert len(snapshot.due_today) == today
    assert len(snapshot.plan.on(date(2026, 11, 20))) == 7


def test_what_was_withdrawn_late_last_evening_leaves_less_room_in_the_morning() -> None:
    late = [sent("2026-10-01", to=f"done{n}").recording(withdrawn("2026-11-18T23:00")) for n in range(10)]
    morning = seen("2026-11-19T09:00", *stale(30), *late)
    assert (morning.done_today, morning.room_now, morning.due_today) == (0, 0, ())
    assert morning.plan.days[0][0] == date(2026, 11, 20)
    fewer = seen("2026-11-19T09:00", *stale(30), *late[:3])
    assert (fewer.room_now, len(fewer.due_today)) == (7, 5)


def test_what_was_withdrawn_yesterday_within_the_hours_leaves_today_whole() -> None:
    noon = [sent("2026-10-01", to=f"done{n}").recording(withdrawn("2026-11-18T12:00")) for n in range(10)]
    morning = seen("2026-11-19T09:00", *stale(30), *noon)
    assert (morning.room_now, len(morning.due_today)) == (0, 8)
    assert morning.next_sitting == morning.now + timedelta(hours=3)
    assert seen("2026-11-19T12:00", *stale(30), *noon).room_now == 10


def test_what_was_missed_yesterday_stands_in_today_s_share() -> None:
    thursday = seen(THURSDAY, *stale(25))
    friday = thursday.moved_to(thursday.now + timedelta(days=1))
    assert (len(thursday.due_today), len(friday.due_today)) == (8, 7)
    assert friday.due_today == thursday.due_today[:7]


def test_an_import_that_settles_some_shrinks_the_plan() -> None:
    before = seen(THURSDAY, *stale(25))
    settled = {f"u{n:03d}": before.book[f"u{n:03d}"].recording(accepted("2026-11-18")) for n in range(10)}
    after = before.edited(settled, before.now)
    assert (before.plan.clear_on, after.plan.clear_on) == (date(2026, 11, 24), date(2026, 11, 20))


def test_a_number_lowered_at_noon_counts_what_was_done_in_the_morning() -> None:
    over = [sent("2026-10-01", to=f"done{n}").recording(withdrawn("2026-11-19T09:00")) for n in range(6)]
    assert len(seen(THURSDAY, *stale(30), *over).due_today) == 2
    assert seen(THURSDAY, *stale(30), *over, rules=Rules(withdrawals_a_day=5)).due_today == ()


def moved(to: str, day: str | None) -> Invitation:
    return sent("2026-10-20", to=to).recording(event(Kind.MOVED, "2026-11-19", until=day))


def test_who_was_moved_to_a_day_stands_on_it_and_takes_a_place_of_it() -> None:
    snapshot = seen(THURSDAY, *stale(25), moved("later", "2026-11-23"))
    assert snapshot.plan.day_of["later"] == date(2026, 11, 23)
    assert snapshot.plan.on(date(2026, 11, 23)) == ("later", *(f"u{n:03d}" for n in range(15, 22)))


def test_a_day_moved_to_is_the_next_that_takes_anyone_and_one_gone_by_is_today() -> None:
    snapshot = seen(THURSDAY, moved("weekend", "2026-11-21"), moved("gone by", "2026-11-17"))
    assert snapshot.plan.day_of == {"weekend": date(2026, 11, 23), "gone by": date(2026, 11, 19)}


def test_moving_never_pushes_a_day_over_its_number() -> None:
    many = [moved(f"m{n:02d}", "2026-11-20") for n in range(17)]
    assert planned(RULES, THURSDAY, *many) == [("Fri 20", 7), ("Mon 23", 8), ("Tue 24", 2)]


def test_the_last_word_on_a_day_holds() -> None:
    one = moved("ada", "2026-11-27")
    back = one.recording(event(Kind.MOVED, "2026-11-19T01:00"))
    first = one.recording(event(Kind.FIRST, "2026-11-19T01:00"))
    kept = one.recording(event(Kind.KEPT, "2026-11-19T01:00"))
    kept_before = sent("2026-10-20").recording(event(Kind.KEPT, "2026-11-01"), one.events[0])
    for invitation in (back, first):
        assert seen(THURSDAY, invitation).plan.day_of == {"ada": date(2026, 11, 19)}
    assert seen(THURSDAY, kept).plan.day_of == {}
    assert seen(THURSDAY, kept_before).plan.day_of == {"ada": date(2026, 11, 27)}


def test_who_would_expire_before_the_day_they_were_moved_to_is_left_to_expire() -> None:
    soon = sent("2026-05-25", to="soon").recording(event(Kind.MOVED, "2026-11-19", until="2026-11-20"))
    late = sent("2026-05-25", to="late").recording(event(Kind.MOVED, "2026-11-19", until="2026-11-27"))
    plan = seen(THURSDAY, soon, late).plan
    assert plan.day_of == {"soon": date(2026, 11, 20)}
    assert plan.left_to_expire == ("late",)


def test_what_linkedin_lists_although_its_time_is_over_is_planned() -> None:
    alive = sent("2026-05-01").recording(event(Kind.SEEN, "2026-11-18", by="linkedin"))
    assert seen(THURSDAY, alive).plan.day_of == {"ada": date(2026, 11, 19)}


def test_the_order_is_asked_for_then_signals_then_low_priority_then_oldest_and_high_priority_last() -> None:
    def rated(to: str, day: int, *events: tuple[str, str, str | None]) -> Invitation:
        return sent(f"2026-10-{day:02d}", to=to).recording(*(event(k, at, v) for k, at, v in events))

    snapshot = seen(
        THURSDAY,
        rated("high", 1, (Kind.PRIORITY, "2026-11-01", "high")),
        rated(
            "high with a signal", 2, (Kind.PRIORITY, "2026-11-01", "high"), (Kind.SIGNAL, "2026-11-01", "z")
        ),
        rated("older", 3),
        rated("medium", 4, (Kind.PRIORITY, "2026-11-01", "medium")),
        rated("low", 5, (Kind.PRIORITY, "2026-11-01", "low")),
        rated("signal", 6, (Kind.SIGNAL, "2026-11-01", "f")),
        rated("low with a signal", 7, (Kind.PRIORITY, "2026-11-01", "low"), (Kind.SIGNAL, "2026-11-01", "f")),
        rated("asked second", 8, (Kind.FIRST, "2026-11-19T09:30", None)),
        rated("asked first", 9, (Kind.FIRST, "2026-11-19T09:00", None)),
        rated("fresh, asked third", 18, (Kind.FIRST, "2026-11-19T09:45", None)),
    )
    assert list(snapshot.plan.order) == [
        "asked first",
        "asked second",
        "fresh, asked third",
        "low with a signal",
        "signal",
        "low",
        "older",
        "medium",
        "high",
        "high with a signal",
    ]


@pytest.mark.parametrize("unwanted", [Kind.KEPT, Kind.SNOOZED, Kind.WITHDRAWN, Kind.ACCEPTED, Kind.GONE])
def test_who_is_kept_snoozed_or_done_is_not_planned(unwanted: Kind) -> None:
    invitation = sent("2026-10-01").recording(event(unwanted, "2026-11-18", until="2026-12-01"))
    assert seen(THURSDAY, invitation).plan.days == ()


@pytest.mark.parametrize(
    ("sent_at", "left"),
    [
        # From 19 November a fortnight reaches to the start of 3 December.
        ("2026-06-02T23:59:59", True),
        ("2026-06-03T00:00:00", False),
    ],
)
def test_who_expires_within_a_fortnight_of_their_turn_is_left_to_expire(sent_at: str, left: bool) -> None:
    plan = seen(THURSDAY, sent(sent_at)).plan
    assert plan.left_to_expire == (("ada",) if left else ())
    assert plan.on(date(2026, 11, 19)) == (() if left else ("ada",))
    assert list(plan.order) == ["ada"]


def test_who_was_asked_for_is_never_left_to_expire() -> None:
    asked = sent("2026-05-20").recording(event(Kind.FIRST, "2026-11-19"))
    assert seen(THURSDAY, asked).plan.day_of == {"ada": date(2026, 11, 19)}


def test_those_left_to_expire_take_no_one_s_place() -> None:
    leaving = [sent("2026-05-25", to=f"old{n}") for n in range(5)]
    plan = seen(THURSDAY, *leaving, *stale(10)).plan
    assert len(plan.left_to_expire) == 5
    assert len(plan.on(date(2026, 11, 19))) == 8


def test_the_plan_up_to_the_calendar_s_end_is_no_crash() -> None:
    for now in ("9999-12-17T12:00", "9999-12-20T12:00", "9999-12-31T12:00"):
        snapshot = seen(now, *(sent("9999-11-01", to=f"u{n}") for n in range(25)), zone=UTC)
        assert len(list(snapshot.plan.order)) == 25


def test_the_gap_is_the_least_one_and_up_to_half_longer_and_always_the_same_for_a_uid() -> None:
    gaps = [gap_after(f"u{n}", RULES) for n in range(2000)]
    assert min(gaps) == timedelta(seconds=90)
    assert max(gaps) == timedelta(seconds=135)
    assert len(set(gaps)) == 46
    assert gaps == [gap_after(f"u{n}", RULES) for n in range(2000)]
    assert gap_after("u1", Rules(sitting_gap=0)) == timedelta()
    assert gap_after("a uid from a file edited by hand: \ud800", RULES) >= timedelta(seconds=90)


def test_how_many_are_due_is_known_without_the_plan() -> None:
    leaving = [sent("2026-05-25", to=f"old{n}") for n in range(5)]
    over = sent("2026-10-01", to="done").recording(withdrawn("2026-11-19T09:00"))
    for now in (THURSDAY, SATURDAY):
        for many in (0, 3, 9, 30):
            snapshot = seen(now, *leaving, over, *stale(many))
            assert snapshot.share_left_today == len(snapshot.due_today)
