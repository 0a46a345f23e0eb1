"""The outreach brief: what it holds, and what it says of it."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from invitetui.domain.book import Book
from invitetui.domain.brief import Slots, advice, brief, slots
from invitetui.domain.briefing import sentences
from invitetui.domain.compare import wilson
from invitetui.domain.invitation import Event, Invitation
from invitetui.domain.journal import Happening
from invitetui.domain.outlook import clear_between
from invitetui.domain.restrictions import Why, lifted, recorded
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from tests.unit.made import accepted, seen, sent, utc, withdrawn

NOW = "2026-11-23T10:00"


def stale(many: int) -> list[Invitation]:
    return [sent(f"2026-10-01T00:{n:02d}", to=f"u{n:02d}") for n in range(many)]


def answered(many: int, yes: int) -> list[Invitation]:
    """Return invitations old enough to have been answered, the first so many accepted."""
    return [
        sent("2026-09-15", to=f"a{n:03d}").recording(accepted("2026-09-18")) if n < yes
        else sent("2026-09-15", to=f"a{n:03d}").recording(withdrawn("2026-10-10"))
        for n in range(many)
    ]  # fmt: skip


def told(snapshot: Snapshot) -> str:
    return "\n".join(sentences(brief(snapshot), snapshot))


def noting(*events: Event) -> Snapshot:
    return Snapshot(Book.of(stale(20), events), utc(NOW), Rules(), UTC)


def test_slots_are_those_of_the_rolling_week_and_free_up_a_week_after_each_was_sent() -> None:
    week = [sent(f"2026-11-{day}T12:00", to=f"w{day}") for day in (16, 17, 17, 20)]
    week = [*week[:2], sent("2026-11-17T13:00", to="other"), week[3], sent("2026-11-16T09:00", to="before")]
    assert slots(seen(NOW, *week)) == Slots(
        number=100,
        usual=100,
        sent=4,
        reserve=10,
        frees_up=((date(2026, 11, 23), 1), (date(2026, 11, 24), 2), (date(2026, 11, 27), 1)),
    )
    assert slots(seen(NOW, *week)).free == 96
    assert slots(seen(NOW, *week)).to_use == 86
    few = slots(seen(NOW, *week, rules=Rules(invitations_a_week=8)))
    assert (few.free, few.to_use) == (4, 0)


@pytest.mark.parametrize(
    ("number", "lifts", "frees_up"),
    [
        (100, "2026-11-25", ((date(2026, 11, 25), 49), (date(2026, 11, 27), 1))),
        (2, "2026-11-25", ((date(2026, 11, 27), 1),)),
        (2, "2026-11-30", ((date(2026, 11, 30), 1),)),
        (100, "2026-11-22", ()),
    ],
)
def test_while_restricted_the_next_slots_are_those_after_it_lifts(
    number: int, lifts: str, frees_up: tuple[tuple[date, int], ...]
) -> None:
    week = [sent(f"2026-11-{day}T12:00", to=f"w{day}") for day in (16, 17, 20)]
    restricted = recorded(Why.WARNING, "", utc("2026-11-21"), utc(lifts))
    rules = Rules(invitations_a_week=number)
    known = slots(Snapshot(Book.of(week, (restricted,)), utc(NOW), rules, UTC))
    assert (known.free, known.frees_up) == (0, frees_up)


def test_who_is_left_to_expire_is_not_counted_among_those_to_withdraw() -> None:
    snapshot = seen(NOW, *stale(20), sent("2026-05-28", to="late"))
    assert snapshot.plan.left_to_expire == ("late",)
    assert "20 of the 20 people to withdraw" in told(snapshot)
    assert "nobody to withdraw" in told(seen(NOW, sent("2026-05-28", to="late")))


def test_it_says_what_there_is_to_do_and_no_more() -> None:
    assert told(seen(NOW)) == "90 invitations to send now, 10 more in reserve."
    says = told(seen(NOW, *stale(20), sent("2026-11-20", to="new")))
    assert "89 invitations to send now, 10 more in reserve; 1 slot frees up Fri." in says
    assert "Room for 79 more under the mark of 100 pending." in says
    assert "8 people to withdraw today, whenever you like until 18 o'clock." in says
    assert "Week 1 of 3, audit: 20 of the 20 people to withdraw have neither priority nor signal yet." in says


def test_out_of_hours_it_says_when_to_sit_next() -> None:
    late = seen("2026-11-23T19:00", *stale(20))
    assert "8 people to withdraw today; the hours are over, the next sitting is tomorrow at 09:00." in told(
        late
    )
    assert late.sitting == late.sitting_ahead == late.due_today[:5]
    saturday = seen("2026-11-21T10:00", *stale(20))
    assert "The next sitting is Mon 23 Nov at 09:00." in told(saturday) or "Mon at 09:00" in told(saturday)
    assert saturday.sitting == ()
    assert saturday.sitting_ahead == saturday.plan.days[0][1][:5]


def test_a_restriction_comes_first_with_when_it_should_lift() -> None:
    known = noting(recorded(Why.OUTSTANDING, "Too many\x1b[2J pending", utc("2026-11-22")))
    says = told(known)
    assert says.startswith("Too many invitations are outstanding (“Too many")
    assert "\x1b" not in says
    assert "it should lift by 22 Dec" in says
    assert "to send now" not in says
    assert brief(known).slots.free == 0


def test_after_it_the_numbers_are_said_to_be_lower() -> None:
    known = noting(recorded(Why.WEEKLY, "", utc("2026-11-10")), lifted(utc("2026-11-20")))
    assert "After the restriction the numbers are lower, 50 a week, and climb until 18 Dec." in told(known)
    assert brief(known).slots.to_use == 45


def test_a_pause_is_said() -> None:
    pause = Event(Happening.PAUSED, utc(NOW), until=utc("2026-12-01"))
    assert "The plan is paused until 1 Dec." in told(noting(pause)) or "Tue 1 Dec" in told(noting(pause))
    assert "The plan is paused until you resume it." in told(noting(Event(Happening.PAUSED, utc(NOW))))


def test_who_is_ready_is_named() -> None:
    ready = [sent("2026-10-01", to=f"r{n}").recording(withdrawn("2026-10-20")) for n in range(5)]
    snapshot = seen(NOW, *ready, rules=Rules(reinvitation_spread=0))
    assert "To invite again today: R0, R1, R2." in told(snapshot)
    more = seen(NOW, *ready, rules=Rules(reinvitation_spread=0, reinvitations_a_day=5))
    assert "To invite again today: R0, R1, R2 and 2 more." in told(more)
    cooling = [sent("2026-10-01", to="c").recording(withdrawn("2026-11-20"))]
    assert "Nobody to invite again today; the next " in told(seen(NOW, *cooling))


def test_a_rate_that_is_surely_too_low_asks_for_fewer_and_says_why() -> None:
    known = brief(seen(NOW, *answered(100, 12)))
    assert known.lately.matured == wilson(12, 100)
    assert known.advice
    assert known.advice.number == 66
    assert "100 invitations" in known.advice.why
    assert "under 30 %" in known.advice.why
    assert "Better 66 a week for now." in told(seen(NOW, *answered(100, 12)))
    assert brief(seen(NOW, *answered(100, 25))).advice is None  # it may well be 33 %
    assert advice(wilson(0, 9), 100) is None
    assert advice(wilson(0, 1000), 100) == advice(wilson(0, 1000), 100)
    assert advice(wilson(0, 1000), 1) is None


def test_the_backlog_is_clear_at_the_earliest_by_the_plan_and_later_where_more_goes_stale() -> None:
    alone = seen(NOW, *stale(30))
    assert clear_between(alone).earliest == clear_between(alone).latest == alone.plan.clear_on
    fresh = [sent(f"2026-11-{12 + n // 6}T09:0{n % 6}", to=f"f{n:02d}") for n in range(60)]
    clear = clear_between(seen(NOW, *stale(30), *fresh))
    assert clear.earliest == alone.plan.clear_on
    assert clear.latest
    assert clear.earliest
    assert clear.latest > clear.earliest + timedelta(days=7)
    many = [sent(f"2026-11-{12 + n // 60}T09:{n % 60:02d}", to=f"f{n:03d}") for n in range(600)]
    never = seen(NOW, *stale(30), *many)
    assert clear_between(never).latest is None
    assert "it never is" in told(never)
    assert clear_between(seen(NOW)).earliest is None
