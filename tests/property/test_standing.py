"""Laws of a standing, for any events, rules and instant."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import FOREVER
from invitetui.domain.rules import Rules
from invitetui.domain.standing import PENDING, Stale, Standing, State, expires_at, standing
from tests.property.books import instants, invitations, rules


def but_for_how_long(stands: Standing) -> Standing:
    return msgspec.structs.replace(stands, holds_until=FOREVER)


@given(invitations(), instants, rules, st.none() | instants, st.data())
def test_a_standing_is_the_same_at_every_instant_until_which_it_holds(
    invitation: Invitation, now: datetime, given_rules: Rules, reinvited: datetime | None, data: st.DataObject
) -> None:
    stands = standing(invitation, now, given_rules, reinvited)
    assert stands.holds_until > now
    last = min(stands.holds_until - timedelta(seconds=1), now + timedelta(days=400))
    between = now + (last - now) * data.draw(st.floats(0, 1))
    for then in (now, between, last):
        assert but_for_how_long(standing(invitation, then, given_rules, reinvited)) == but_for_how_long(
            stands
        )


@given(invitations(), instants, rules)
def test_events_that_are_still_to_come_do_not_count(
    invitation: Invitation, now: datetime, given_rules: Rules
) -> None:
    so_far = tuple(event for event in invitation.events if event.at <= now)
    known = msgspec.structs.replace(invitation, events=so_far)
    assert but_for_how_long(standing(invitation, now, given_rules)) == but_for_how_long(
        standing(known, now, given_rules)
    )


@given(invitations(), instants, rules, st.none() | instants)
def test_what_it_says_agrees_with_itself(
    invitation: Invitation, now: datetime, given_rules: Rules, reinvited: datetime | None
) -> None:
    stands = standing(invitation, now, given_rules, reinvited)
    assert stands.pending == (stands.state in PENDING)
    assert (stands.stale is Stale.NO) or stands.pending
    assert (stands.state is not State.STALE) or stands.stale is Stale.SURELY
    assert (stands.state is not State.FRESH) or stands.stale is not Stale.SURELY
    assert not (stands.kept and stands.first_at)
    assert not stands.pending or (stands.outcome is None and now < expires_at(invitation, given_rules))
    assert stands.state is not State.COOLING or (stands.ready_at is not None and now < stands.ready_at)
    assert stands.state is not State.READY or (stands.ready_at is not None and now >= stands.ready_at)
    assert stands.snoozed_until is None or now < stands.snoozed_until
    assert not stands.wants_withdrawal or (stands.pending and not stands.kept and not stands.snoozed_until)


@given(invitations(), instants, rules, st.timedeltas(timedelta(), timedelta(days=30)))
def test_a_wider_range_of_sending_is_never_surer_to_be_stale(
    invitation: Invitation, now: datetime, given_rules: Rules, wider: timedelta
) -> None:
    surer = {Stale.NO: 0, Stale.MAYBE: 1, Stale.SURELY: 2}
    later = msgspec.structs.replace(invitation, sent_latest=invitation.sent_latest + wider, events=())
    exact = msgspec.structs.replace(invitation, events=())
    before, after = standing(exact, now, given_rules), standing(later, now, given_rules)
    assert before.state is State.EXPIRED or surer[after.stale] <= surer[before.stale]
