"""Who comes back when: nobody before they are ready, and no day over its number."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.moments import local_day
from invitetui.domain.profile import HOME
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import PRIORITIES, State
from invitetui.domain.views import Tab, View, cooling, ready

NOW = datetime(2026, 11, 19, 10, tzinfo=UTC)


@st.composite
def withdrawn(draw: st.DrawFn, number: int) -> Invitation:
    """Return an invitation that was withdrawn within the last weeks."""
    hours = draw(st.integers(1, 24 * 60))
    at = NOW - timedelta(hours=hours)
    events = [Event(Kind.WITHDRAWN, at)]
    if priority := draw(st.sampled_from([None, *PRIORITIES])):
        events.append(Event(Kind.PRIORITY, at, value=priority))
    person = draw(st.integers(0, 60))
    sent = at - timedelta(days=20, minutes=number)
    return Invitation(f"uid{number}", f"P{person}", sent, sent, HOME + f"p{person}", events=tuple(events))


BOOKS = st.integers(0, 40).flatmap(lambda size: st.tuples(*(withdrawn(number) for number in range(size))))


@given(BOOKS, st.integers(1, 25), st.integers(0, 60))
def test_nobody_comes_back_before_they_are_ready_and_no_day_is_over_its_number(
    people: tuple[Invitation, ...], a_day: int, spread: int
) -> None:
    rules = Rules(reinvitations_a_day=a_day, reinvitation_spread=spread)
    snapshot = Snapshot(Book.of(people), NOW, rules, UTC)
    for uid, day in snapshot.release_days.items():
        ready_at = snapshot.standings[uid].ready_at
        assert ready_at is not None
        assert day >= max(snapshot.today, local_day(ready_at, UTC))
        assert day.weekday() in rules.working_days
    assert max(Counter(snapshot.release_days.values()).values(), default=0) <= a_day


@given(BOOKS)
def test_everyone_on_cooling_down_stands_there_once(people: tuple[Invitation, ...]) -> None:
    snapshot = Snapshot(Book.of(people), NOW, Rules(), UTC)
    shown = [uid for section in View(Tab.COOLING).sections(snapshot) for uid in section.uids]
    assert sorted(shown) == sorted((*ready(snapshot), *cooling(snapshot)))
    states = {
        uid for uid, stands in snapshot.standings.items() if stands.state in (State.READY, State.COOLING)
    }
    assert set(shown) == states
    assert len(shown) == len(states)


@given(BOOKS)
def test_ready_are_those_proposed_in_their_order_then_the_others_by_priority(
    people: tuple[Invitation, ...],
) -> None:
    snapshot = Snapshot(Book.of(people), NOW, Rules(), UTC)
    turns = {uid: turn for turn, uid in enumerate(snapshot.release_days)}
    rank = {"high": 0, "medium": 1, None: 2, "low": 3}

    def place(uid: str) -> tuple[object, ...]:
        stands = snapshot.standings[uid]
        return turns.get(uid, len(turns)), rank[stands.priority], stands.ready_at, uid

    found = [uid for uid, stands in snapshot.standings.items() if stands.state is State.READY]
    assert list(ready(snapshot)) == sorted(found, key=place)
