"""What LinkedIn restricts rests until it should lift, and the numbers climb back after."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from invitetui.domain.actions import Note
from invitetui.domain.book import Book
from invitetui.domain.brief import brief
from invitetui.domain.briefing import sentences
from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening
from invitetui.domain.restrictions import Why, lifted, recorded, restrictions
from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING, Rules
from invitetui.domain.snapshot import Snapshot
from tests.unit.made import RULES, sent, utc

MONDAY = "2026-11-23T10:00"


def noted(*events: Event, now: str = MONDAY, stale: int = 30, rules: Rules = RULES) -> Snapshot:
    invited = [sent(f"2026-10-01T00:{n:02d}", to=f"u{n:02d}") for n in range(stale)]
    return Snapshot(Book.of(invited, events), utc(now), rules, UTC)


def test_while_one_lasts_nothing_is_sent_nor_withdrawn_and_the_plan_begins_when_it_should_lift() -> None:
    snapshot = noted(recorded(Why.WEEKLY, "You've reached the weekly limit", utc("2026-11-20T15:00")))
    known = snapshot.pace.limits.current
    assert known
    assert (known.why, known.said) == (Why.WEEKLY, "You've reached the weekly limit")
    assert known.lifts_about == utc("2026-11-27T15:00")
    assert snapshot.pace.limits.begins_again == date(2026, 11, 27)
    assert (snapshot.due_today, snapshot.share_left_today, snapshot.free_this_week) == ((), 0, 0)
    assert snapshot.plan.days[0][0] == date(2026, 11, 27)
    assert len(snapshot.plan.day_of) == 30
    assert snapshot.next_sitting == utc("2026-11-27T09:00")


@pytest.mark.parametrize(
    ("why", "days"), [(Why.WEEKLY, 7), (Why.EMAIL, 7), (Why.WARNING, 7), (Why.OUTSTANDING, 30)]
)
def test_how_long_it_lasts_is_what_the_sources_say_unless_linkedin_says_it(why: Why, days: int) -> None:
    now = utc("2026-11-20")
    (known,) = restrictions((recorded(why, "", now),), now, RULES)
    assert known.lifts_about - known.since == timedelta(days=days)
    assert known.title
    assert WITHDRAWING_LIFTS_NOTHING in known.advice
    (said,) = restrictions((recorded(why, "", now, utc("2026-12-24")),), now, RULES)
    assert said.lifts_about == utc("2026-12-24")


def test_until_the_person_says_that_it_is_over_today_rests() -> None:
    long_ago = recorded(Why.WARNING, "", utc("2026-11-01"))
    assert noted(long_ago).due_today == ()
    assert noted(long_ago).plan.days[0][0] == date(2026, 11, 24)
    assert noted(long_ago, now="2026-11-24T10:00").due_today == ()
    assert noted(long_ago, lifted(utc("2026-11-23T09:00"))).due_today


@pytest.mark.parametrize(
    ("now", "says"),
    [("2026-11-26", None), ("2026-11-27", date(2026, 11, 27)), ("2026-12-10", date(2026, 11, 27))],
)
def test_past_its_day_it_is_asked_whether_it_has_lifted_and_that_day_stays_the_same(
    now: str, says: date | None
) -> None:
    weekly = recorded(Why.WEEKLY, "", utc("2026-11-20T09:00"))
    snapshot = noted(weekly, now=f"{now}T12:00")
    assert snapshot.pace.limits.should_have_lifted == says
    assert snapshot.due_today == ()
    assert sorted(uid for _, uids in snapshot.plan.days for uid in uids) == sorted(snapshot.standings)
    told = " ".join(sentences(brief(snapshot), snapshot))
    assert ("should have lifted" in told) == (says is not None)
    over = noted(weekly, lifted(utc("2026-11-28")), now="2026-12-10T12:00")
    assert over.pace.limits.should_have_lifted is None


def test_after_it_the_numbers_begin_at_half_and_climb_back_week_by_week() -> None:
    over = (recorded(Why.WEEKLY, "", utc("2026-11-02")), lifted(utc("2026-11-09T12:00")))
    weeks = {"2026-11-09": 5, "2026-11-16": 6, "2026-11-23": 7, "2026-11-30": 8, "2026-12-07": 10}
    for day, number in weeks.items():
        snapshot = noted(*over, now=f"{day}T12:00")
        assert snapshot.pace.number(snapshot.today) == number
        assert snapshot.due_today
        assert len(snapshot.due_today) <= number
    assert noted(*over, now="2026-11-16T12:00").weekly_number == 62
    assert noted(*over, now="2026-11-16T12:00").pace.limits.whole_again == date(2026, 12, 7)
    assert noted(*over, now="2026-12-07T12:00").weekly_number == 100
    assert noted(*over, now="2026-12-07T12:00").pace.limits.whole_again is None
    assert noted(*over, now="2026-11-09T12:00", rules=Rules(climb_weeks=0)).weekly_number == 100


def test_numbers_never_climb_down_to_nothing() -> None:
    over = (recorded(Why.WEEKLY, "", utc("2026-11-02")), lifted(utc("2026-11-23T08:00")))
    assert len(noted(*over, rules=Rules(withdrawals_a_day=1)).due_today) == 1


def test_the_past_is_seen_without_what_came_later() -> None:
    events = (recorded(Why.WEEKLY, "", utc("2026-11-20")), lifted(utc("2026-11-24")))
    assert noted(*events, now="2026-11-19").pace.limits.current is None
    assert noted(*events, now="2026-11-21").pace.limits.current
    assert noted(*events, now="2026-11-25").pace.limits.current is None


def test_a_second_one_takes_the_place_of_the_first() -> None:
    first, second = recorded(Why.WARNING, "a", utc("2026-11-19")), recorded(Why.EMAIL, "b", utc("2026-11-20"))
    known = restrictions((second, first), utc(MONDAY), RULES)
    assert [(one.why, one.said) for one in known] == [(Why.WARNING, "a"), (Why.EMAIL, "b")]
    assert known[0].lifted_at == utc("2026-11-20")
    assert noted(first, second).pace.limits.current == known[1]


def test_what_a_later_version_wrote_is_taken_for_a_warning_with_its_words() -> None:
    strange = Event(Happening.RESTRICTED, utc("2026-11-20"), value="shadow: you are unseen")
    (known,) = restrictions((strange,), utc(MONDAY), RULES)
    assert (known.why, known.said) == (Why.WARNING, "shadow: you are unseen")


def test_it_is_noted_as_a_step_that_can_be_taken_back() -> None:
    snapshot = noted()
    change = Note((recorded(Why.EMAIL, "", snapshot.now),), "noted").change(snapshot)
    restricted = snapshot.edited(change.after, snapshot.now, change.noted, change.unnoted)
    assert restricted.pace.limits.current
    back = change.inverse()
    assert (
        restricted.edited(back.after, snapshot.now, back.noted, back.unnoted).due_today == snapshot.due_today
    )
