"""Who was withdrawn together does not come back together."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, timedelta

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.moments import local_day
from invitetui.domain.releases import was_refused
from invitetui.domain.restrictions import Why, recorded
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from tests.unit.made import RULES, event, seen, sent, utc, withdrawn

MONDAY = "2026-11-23T10:00"
EXACT = Rules(reinvitation_spread=0)


def batch(many: int, at: str = "2026-11-02T09:00", priority: str | None = None) -> list[Invitation]:
    """Return so many withdrawn within one sitting."""
    rating = [event(Kind.PRIORITY, "2026-10-02", priority)] if priority else []
    return [
        sent("2026-10-01", to=f"{priority or 'p'}{n:02d}").recording(*rating, withdrawn(at))
        for n in range(many)
    ]


def test_a_batch_withdrawn_together_comes_back_over_many_days_a_few_on_each() -> None:
    snapshot = seen(MONDAY, *batch(20))
    days = Counter(snapshot.release_days.values())
    assert days.total() == 20
    assert max(days.values()) <= RULES.reinvitations_a_day == 3
    assert len(days) >= 7
    assert max(days) - min(days) >= timedelta(days=8)
    assert all(day.weekday() < 5 for day in days)


def test_nobody_comes_back_before_the_cool_down_is_over() -> None:
    for at in ("2026-11-02T08:59", "2026-11-02T09:01", "2026-11-02T17:00"):
        snapshot = seen("2026-11-10T10:00", *batch(5, at), rules=EXACT)
        first = min(snapshot.release_days.values())
        assert first == date(2026, 11, 23 if at < "2026-11-02T09:01" else 24)


def test_high_priority_comes_first_and_low_last() -> None:
    people = [*batch(3, priority="low"), *batch(3), *batch(3, priority="high"), *batch(3, priority="medium")]
    days = seen(MONDAY, *people, rules=EXACT).release_days
    assert [uid[:2] for uid in days] == ["hi"] * 3 + ["me"] * 3 + ["p0"] * 3 + ["lo"] * 3
    assert list(days.values()) == [date(2026, 11, 23 + n // 3) for n in range(12)]


def test_what_was_not_taken_up_yesterday_stands_in_today_s_answer_and_is_not_doubled_up() -> None:
    monday = seen(MONDAY, *batch(9), rules=EXACT)
    wednesday = monday.moved_to(monday.now + timedelta(days=2))
    assert monday.released_today == wednesday.released_today == ("p00", "p01", "p02")


def test_who_was_invited_again_today_uses_up_today_s_number() -> None:
    again = sent("2026-11-23T09:30", to="p00", uid="again")
    snapshot = seen(MONDAY, *batch(9), again, rules=EXACT)
    assert snapshot.reinvited_today == 1
    assert snapshot.released_today == ("p01", "p02")


def test_nobody_is_proposed_on_a_day_on_which_the_week_has_no_room() -> None:
    full = [sent("2026-11-20T09:00", to=f"new{n}") for n in range(8)]
    rules = Rules(reinvitation_spread=0, invitations_a_week=10)
    assert len(seen(MONDAY, *batch(9), *full, rules=rules).released_today) == 2
    more = [sent("2026-11-20T10:00", to=f"more{n}") for n in range(2)]
    snapshot = seen(MONDAY, *batch(9), *full, *more, rules=rules)
    assert snapshot.released_today == ()
    assert min(snapshot.release_days.values()) == date(2026, 11, 24)


def test_who_was_withdrawn_or_expired_twice_is_not_proposed() -> None:
    first = sent("2026-03-01", to="ada", uid="first").recording(event(Kind.GONE, "2026-09-02"))
    second = sent("2026-10-01", to="ada", uid="second").recording(withdrawn("2026-11-01"))
    snapshot = seen(MONDAY, first, second, *batch(1))
    assert was_refused(snapshot, second)
    assert not was_refused(snapshot, snapshot.book["p00"])
    assert list(snapshot.release_days) == ["p00"]


def test_nobody_is_proposed_while_a_restriction_or_a_pause_lasts() -> None:
    for event_ in (
        recorded(Why.WEEKLY, "", utc("2026-11-22")),
        Event(Happening.PAUSED, utc("2026-11-22"), until=utc("2026-11-29")),
    ):
        snapshot = Snapshot(Book.of(batch(4), (event_,)), utc(MONDAY), EXACT, UTC)
        assert snapshot.released_today == ()
        assert min(snapshot.release_days.values()) == date(2026, 11, 30)


def test_the_days_of_chance_follow_from_the_seed() -> None:
    def spread(seed: str) -> list[date]:
        journal = (Event(Happening.SEED, utc("2026-01-01"), value=seed),)
        snapshot = Snapshot(Book.of(batch(5), journal), utc(MONDAY), RULES, UTC)
        return [snapshot.release_days[f"p{n:02d}"] for n in range(5)]

    assert spread("1") == spread("1")
    assert spread("1") != spread("2")
    assert all(day <= local_day(utc("2026-12-02"), UTC) for day in spread("1"))
