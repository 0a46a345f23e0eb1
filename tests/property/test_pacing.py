"""Laws of the plan, for any candidates, rules, zone and day."""

from __future__ import annotations

import random
from datetime import date, timedelta, tzinfo
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain import pacing
from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import start_of_day
from invitetui.domain.pacing import LEFT_TO_EXPIRE, Plan
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Stale, Standing, State, expires_at
from tests.property.books import START, instants, rules, snapshots, zones

Pair = tuple[Invitation, Standing]

days = st.integers(0, 120).map(lambda later: START.date() + timedelta(days=later))
done = st.integers(0, 8)


@st.composite
def candidates(draw: st.DrawFn) -> list[Pair]:
    """Up to forty that want withdrawal, of every rating."""

    def one(number: int) -> Pair:
        sent = draw(instants)
        invitation = Invitation(f"u{number:02d}", f"Person {number}", sent, sent)
        return invitation, Standing(
            state=State.STALE,
            stale=Stale.SURELY,
            priority=draw(st.sampled_from((None, "high", "medium", "low"))),
            signals=draw(st.sampled_from(("", "z", "if"))),
            first_at=draw(st.sampled_from((None, None, START, START + timedelta(hours=1)))),
        )

    return [one(number) for number in range(draw(st.integers(0, 40)))]


def planned(pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules) -> Plan:
    return pacing.plan(pairs, done_today=done_today, today=today, zone=zone, rules=given_rules)


@given(candidates(), done, days, zones, rules)
def test_no_day_is_over_its_number_none_is_a_day_off_and_each_is_filled_before_the_next(
    pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules
) -> None:
    plan = planned(pairs, done_today, today, zone, given_rules)
    for day, uids in plan.days:
        room = given_rules.withdrawals_a_day - (done_today if day == today else 0)
        assert 1 <= len(uids) <= room
        assert len(uids) == room or day == plan.clear_on
        assert day >= today
        assert day.weekday() in given_rules.working_days
    assert all(
        earlier < later
        and not any(
            (earlier + timedelta(days=n)).weekday() in given_rules.working_days
            for n in range(1, (later - earlier).days)
        )
        for (earlier, _), (later, _) in pairwise(plan.days)
    )


@given(candidates(), done, days, zones, rules)
def test_everyone_is_in_exactly_one_place_and_found_there(
    pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules
) -> None:
    plan = planned(pairs, done_today, today, zone, given_rules)
    assert sorted(plan.order) == sorted(invitation.uid for invitation, _ in pairs)
    assert set(plan.day_of).isdisjoint(plan.left_to_expire)
    assert all(uid in plan.on(day) for uid, day in plan.day_of.items())
    assert plan.clear_on == max(plan.day_of.values(), default=None)


@given(candidates(), done, days, zones, rules)
def test_the_order_is_that_of_urgency_both_of_the_planned_and_of_those_left(
    pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules
) -> None:
    plan = planned(pairs, done_today, today, zone, given_rules)
    by_urgency = [pair[0].uid for pair in sorted(pairs, key=lambda pair: pacing.urgency(*pair))]
    assert [uid for _, uids in plan.days for uid in uids] == [u for u in by_urgency if u in plan.day_of]
    assert list(plan.left_to_expire) == [u for u in by_urgency if u not in plan.day_of]


@given(candidates(), done, days, zones, rules, st.randoms(use_true_random=False))
def test_the_same_candidates_in_any_order_give_the_same_plan(
    pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules, chance: random.Random
) -> None:
    plan = planned(pairs, done_today, today, zone, given_rules)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert planned(shuffled, done_today, today, zone, given_rules) == plan


@given(candidates(), done, days, zones, rules)
def test_left_to_expire_are_only_those_that_nobody_asked_for_and_that_end_soon_after_their_turn(
    pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules
) -> None:
    plan = planned(pairs, done_today, today, zone, given_rules)
    latest_turn = (plan.clear_on or today) + timedelta(days=7)
    for invitation, stands in pairs:
        ends = expires_at(invitation, given_rules)
        if invitation.uid in plan.left_to_expire:
            assert stands.first_at is None
            assert ends < start_of_day(latest_turn, zone) + LEFT_TO_EXPIRE
        elif stands.first_at is None:
            assert ends >= start_of_day(plan.day_of[invitation.uid], zone) + LEFT_TO_EXPIRE


@given(candidates(), done, days, zones, rules)
def test_one_more_done_today_is_one_fewer_due_today(
    pairs: list[Pair], done_today: int, today: date, zone: tzinfo, given_rules: Rules
) -> None:
    due, fewer = (
        len(planned(pairs, over, today, zone, given_rules).on(today)) for over in (done_today, done_today + 1)
    )
    left = max(0, given_rules.withdrawals_a_day - done_today)
    assert due <= left
    assert fewer == min(due, max(0, left - 1))
    assert due == pacing.share_of_today(
        pairs, done_today=done_today, today=today, zone=zone, rules=given_rules
    )


@given(snapshots)
def test_the_plan_of_a_book_holds_those_who_want_withdrawal_and_no_one_else(snapshot: Snapshot) -> None:
    wanting = sorted(uid for uid, stands in snapshot.standings.items() if stands.wants_withdrawal)
    assert sorted(snapshot.plan.order) == wanting
    assert not set(snapshot.due_today) & set(snapshot.plan.left_to_expire)
    assert set(snapshot.sitting) <= {uid for uid, stands in snapshot.standings.items() if stands.pending}


@given(st.text(), st.integers(0, 3600))
def test_a_gap_is_the_least_one_and_up_to_half_longer(uid: str, least: int) -> None:
    gap = pacing.gap_after(uid, Rules(sitting_gap=least)).total_seconds()
    assert least <= gap <= 1.5 * least + 0.5
