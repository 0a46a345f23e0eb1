"""Laws of the plan, for any candidates, rules, journal, zone and day."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain import pacing
from invitetui.domain.invitation import Event, Invitation
from invitetui.domain.journal import Happening
from invitetui.domain.moments import local_day, start_of_day
from invitetui.domain.pace import VARIES_BY, Pace, pattern
from invitetui.domain.pacing import LEFT_TO_EXPIRE, Plan
from invitetui.domain.places import KIN, NOBODY, Candidate, urgency
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Stale, Standing, State, expires_at
from invitetui.domain.survival import chance_left, kaplan_meier
from tests.property.books import START, instants, journals, rules, snapshots, zones

days = st.integers(0, 120).map(lambda later: START + timedelta(days=later))
taken = st.integers(0, 8)
paces = st.builds(Pace, rules, zones, days, seed=st.integers(0, 9), journal=journals)


@st.composite
def candidates(draw: st.DrawFn, *, moves: bool = True) -> list[Candidate]:
    """Up to forty that want withdrawal, of every rating."""

    def one(number: int) -> Candidate:
        sent = draw(instants)
        invitation = Invitation(f"u{number:02d}", f"Person {number}", sent, sent)
        return invitation, Standing(
            state=State.STALE,
            stale=Stale.SURELY,
            priority=draw(st.sampled_from((None, "high", "medium", "low"))),
            signals=draw(st.sampled_from(("", "z", "if"))),
            first_at=draw(st.sampled_from((None, None, START, START + timedelta(hours=1)))),
            moved_to=draw(st.none() | days) if moves and draw(st.booleans()) else None,
        )

    return [one(number) for number in range(draw(st.integers(0, 40)))]


def planned(pairs: Iterable[Candidate], pace: Pace, *, taken: int = 0) -> Plan:
    parts = KIN["queue"].of(pairs, pace.rules, pace.zone)
    return pacing.plan(parts.get("queue", NOBODY), parts.get("moved", NOBODY), pace, taken=taken)


def _urgency(pair: Candidate) -> tuple[object, ...]:
    invitation, stands = pair
    return *urgency(stands), invitation.sent_latest, invitation.uid


def room(pace: Pace, day: date, used: int) -> int:
    return pace.share(day) - (used if day == pace.today else 0)


@given(candidates(), paces, taken)
def test_no_day_is_over_its_number_and_none_is_a_day_off(
    pairs: list[Candidate], pace: Pace, used: int
) -> None:
    plan = planned(pairs, pace, taken=used)
    assert [day for day, _ in plan.days] == sorted({day for day, _ in plan.days})
    for day, uids in plan.days:
        assert day >= pace.today
        assert 1 <= len(uids) <= room(pace, day, used)
        assert pace.share(day) <= pace.number(day) <= pace.rules.daily_number
        assert day.weekday() in pace.rules.working_days
        assert day not in pace.rules.days_off
        assert not any(first <= day < over for first, over in pace.pauses)
        assert not pace.limits.rests(day)


@given(candidates(moves=False), paces, taken)
def test_each_day_is_filled_before_the_next(pairs: list[Candidate], pace: Pace, used: int) -> None:
    plan = planned(pairs, pace, taken=used)
    for day in pace.working_days(pace.today):
        if plan.clear_on is None or day >= plan.clear_on:
            break
        assert len(plan.on(day)) == max(0, room(pace, day, used))


@given(candidates(), paces, taken)
def test_everyone_is_in_exactly_one_place_and_found_there(
    pairs: list[Candidate], pace: Pace, used: int
) -> None:
    plan = planned(pairs, pace, taken=used)
    assert sorted(plan.order) == sorted(invitation.uid for invitation, _ in pairs)
    assert set(plan.day_of).isdisjoint(plan.left_to_expire)
    assert all(uid in plan.on(day) for uid, day in plan.day_of.items())
    assert plan.clear_on == max(plan.day_of.values(), default=None)


@given(candidates(), paces, taken)
def test_the_order_is_that_of_urgency_among_those_who_were_moved_to_no_day(
    pairs: list[Candidate], pace: Pace, used: int
) -> None:
    plan = planned(pairs, pace, taken=used)
    moved = {invitation.uid for invitation, stands in pairs if stands.moved_to}
    by_urgency = [pair[0].uid for pair in sorted(pairs, key=_urgency)]
    on_days = [uid for _, uids in plan.days for uid in uids if uid not in moved]
    assert on_days == [u for u in by_urgency if u in plan.day_of and u not in moved]


@given(
    candidates(moves=False),
    paces,
    st.lists(st.floats(0, 100), min_size=1),
    st.lists(st.floats(0, 100), min_size=1),
)
def test_within_a_class_who_has_the_least_chance_left_comes_first_on_any_curve(
    pairs: list[Candidate], pace: Pace, accepted: list[float], undecided: list[float]
) -> None:
    curve = kaplan_meier(sorted(accepted), sorted(undecided))
    ages = {one.uid: (pace.now - one.sent_latest) / timedelta(days=1) for one, _ in pairs}
    classes = {one.uid: urgency(stands) for one, stands in pairs}
    for _, uids in planned(pairs, pace).days:
        for one, other in pairwise(uids):
            if classes[one] == classes[other]:
                assert chance_left(curve, ages[one]) <= chance_left(curve, ages[other]) + 1e-9


@given(candidates(), paces, taken)
def test_who_was_moved_to_a_day_stands_on_it_or_on_the_next_that_has_room(
    pairs: list[Candidate], pace: Pace, used: int
) -> None:
    plan = planned(pairs, pace, taken=used)
    moved = {invitation.uid: stands.moved_to for invitation, stands in pairs if stands.moved_to}
    for uid, moved_to in moved.items():
        if uid not in plan.day_of:
            continue
        target = max(pace.today, local_day(moved_to, pace.zone))
        assert plan.day_of[uid] >= target
        for day in pace.working_days(target):
            if day == plan.day_of[uid]:
                break
            assert len([u for u in plan.on(day) if u in moved]) == max(0, room(pace, day, used))


@given(candidates(), paces, taken, st.randoms(use_true_random=False))
def test_the_same_candidates_in_any_order_give_the_same_plan(
    pairs: list[Candidate], pace: Pace, used: int, chance: random.Random
) -> None:
    plan = planned(pairs, pace, taken=used)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert planned(shuffled, pace, taken=used) == plan


@given(candidates(), paces, taken)
def test_left_to_expire_are_only_those_that_end_before_their_turn_or_soon_after(
    pairs: list[Candidate], pace: Pace, used: int
) -> None:
    plan = planned(pairs, pace, taken=used)
    moved = any(stands.moved_to for _, stands in pairs)
    following = pace.working_days((plan.clear_on or pace.today) + timedelta(days=200 if moved else 1))
    if (day := next(following, None)) is None:  # a pause without an end: nobody else's turn comes
        return
    latest = start_of_day(day, pace.zone)
    for invitation, stands in pairs:
        ends = expires_at(invitation, pace.rules)
        spare = timedelta() if stands.first_at or stands.moved_to else LEFT_TO_EXPIRE
        if invitation.uid in plan.left_to_expire:
            assert pace.now < ends < latest + spare
        elif ends > pace.now:
            assert ends >= start_of_day(plan.day_of[invitation.uid], pace.zone) + spare


@given(candidates(), rules, zones, days)
def test_in_a_pause_without_an_end_everyone_is_left(
    pairs: list[Candidate], given_rules: Rules, zone: tzinfo, now: datetime
) -> None:
    pace = Pace(given_rules, zone, now, journal=(Event(Happening.PAUSED, now - timedelta(days=1)),))
    assert len(planned(pairs, pace).left_to_expire) == len(pairs)


@given(candidates(moves=False), paces, taken)
def test_the_clear_date_is_no_later_than_the_numbers_imply(
    pairs: list[Candidate], pace: Pace, used: int
) -> None:
    plan = planned(pairs, pace, taken=used)
    needed, bound = len(plan.day_of), None
    for day in pace.working_days(pace.today):
        if needed <= 0:
            break
        least = max(1, int(pace.number(day) * (1 - VARIES_BY)))
        needed -= max(0, least - used) if day == pace.today else least
        bound = day
    assert plan.clear_on == bound or (plan.clear_on is not None and bound and plan.clear_on < bound)


@given(candidates(moves=False), paces, taken, st.data())
def test_one_more_withdrawal_never_makes_another_day_heavier(
    pairs: list[Candidate], pace: Pace, used: int, data: st.DataObject
) -> None:
    before = planned(pairs, pace, taken=used)
    if not before.day_of:
        return
    done = data.draw(st.sampled_from(sorted(before.day_of)))
    left = [pair for pair in pairs if pair[0].uid != done]
    now_or_earlier = data.draw(st.sampled_from((0, 1)))  # recorded for today, or for some day gone by
    after = planned(left, pace, taken=used + now_or_earlier)
    for day, uids in after.days:
        assert len(uids) <= len(before.on(day))


@given(candidates(), paces, taken)
def test_one_more_done_today_is_one_fewer_due_today(pairs: list[Candidate], pace: Pace, used: int) -> None:
    due, fewer = (len(planned(pairs, pace, taken=over).on(pace.today)) for over in (used, used + 1))
    left = max(0, room(pace, pace.today, used))
    assert due <= left
    assert fewer == min(due, max(0, left - 1))
    assert due == pacing.share_of_today(pairs, pace, taken=used)


@given(st.integers(0, 2**31), st.integers(0, 5000), st.integers(1, 7), st.integers(2, 5))
def test_no_two_weeks_look_alike_until_all_patterns_were_there(
    seed: int, first: int, working: int, steps: int
) -> None:
    weeks = range(first, first + min(60, steps**working))
    seen = [pattern(week, seed, working, steps) for week in weeks]
    assert len(set(seen)) == len(seen)
    assert all(0 <= below < steps for week in seen for below in week)


@given(snapshots)
def test_the_plan_of_a_book_holds_those_who_want_withdrawal_and_no_one_else(snapshot: Snapshot) -> None:
    wanting = sorted(uid for uid, stands in snapshot.standings.items() if stands.wants_withdrawal)
    assert sorted(snapshot.plan.order) == wanting
    assert not set(snapshot.due_today) & set(snapshot.plan.left_to_expire)
    assert set(snapshot.sitting) <= {uid for uid, stands in snapshot.standings.items() if stands.pending}


@given(snapshots)
def test_the_clear_date_is_a_range(snapshot: Snapshot) -> None:
    clear = snapshot.clear_between
    assert clear.earliest == snapshot.plan.clear_on
    assert clear.latest is None or (clear.earliest is not None and clear.latest >= clear.earliest)


@given(st.text(), st.integers(0, 3600))
def test_a_gap_is_the_least_one_and_up_to_half_longer(uid: str, least: int) -> None:
    gap = pacing.gap_after(uid, Rules(sitting_gap=least)).total_seconds()
    assert least <= gap <= 1.5 * least + 0.5


@given(snapshots)
def test_nobody_is_proposed_too_soon_nor_too_many_in_a_day(snapshot: Snapshot) -> None:
    pace, number = snapshot.pace, snapshot.rules.reinvitations_a_day
    released = list(snapshot.release_days.values())
    assert released == sorted(released)
    for uid, day in snapshot.release_days.items():
        stands = snapshot.standings[uid]
        assert stands.state in (State.READY, State.COOLING)
        assert stands.ready_at
        assert stands.ready_at <= pace.hours(day)[0]
        assert pace.works(day)
        assert released.count(day) <= number
    assert released.count(snapshot.today) <= max(0, number - snapshot.reinvited_today)
