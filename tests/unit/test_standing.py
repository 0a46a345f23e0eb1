"""A standing follows from the recorded events and the instant alone, to the second."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.moments import FOREVER
from invitetui.domain.rules import Rules
from invitetui.domain.standing import Stale, State
from tests.unit.made import accepted, event, seen, sent, stands, utc, withdrawn

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "state", "stale"),
    [
        ("2026-11-05T09:12:00", State.FRESH, Stale.NO),
        ("2026-11-19T09:11:59", State.FRESH, Stale.NO),
        ("2026-11-19T09:12:00", State.STALE, Stale.SURELY),
        ("2026-11-19T09:12:01", State.STALE, Stale.SURELY),
        ("2027-05-05T09:11:59", State.STALE, Stale.SURELY),
        ("2027-05-05T09:12:00", State.EXPIRED, Stale.NO),
        ("2027-05-05T09:12:01", State.EXPIRED, Stale.NO),
    ],
)
def test_an_unanswered_invitation_turns_stale_after_14_days_and_expires_after_six_months(
    now: str, state: State, stale: Stale
) -> None:
    found = stands(sent("2026-11-05T09:12"), now)
    assert (found.state, found.stale) == (state, stale)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-05T09:12:00", State.COOLING),
        ("2026-11-26T09:11:59", State.COOLING),
        ("2026-11-26T09:12:00", State.READY),
        ("2026-11-26T09:12:01", State.READY),
    ],
)
def test_a_withdrawn_one_cools_down_for_21_days(now: str, state: State) -> None:
    found = stands(sent("2026-10-01").recording(withdrawn("2026-11-05T09:12")), now)
    assert found.state is state
    assert found.ready_at == utc("2026-11-26T09:12")
    assert found.withdrawn_at == utc("2026-11-05T09:12")


@pytest.mark.parametrize(
    ("sent_at", "expires_at"),
    [
        ("2026-08-31T10:00", "2027-02-28T10:00"),
        ("2027-08-31T10:00", "2028-02-29T10:00"),
        ("2028-02-29T10:00", "2028-08-29T10:00"),
        ("2026-12-31T23:59", "2027-06-30T23:59"),
        ("2026-06-15T00:00", "2026-12-15T00:00"),
    ],
)
def test_expiry_is_by_calendar_month_and_a_missing_day_becomes_the_last(
    sent_at: str, expires_at: str
) -> None:
    invitation = sent(sent_at)
    at = utc(expires_at)
    assert stands(invitation, (at - SECOND).isoformat()).state is State.STALE
    assert stands(invitation, expires_at).state is State.EXPIRED


@pytest.mark.parametrize(
    ("sent_at", "same_wall_clock", "an_hour_beside"),
    [
        ("2026-10-20T12:00+02:00", "2026-11-03T12:00+01:00", "2026-11-03T11:00+01:00"),
        ("2026-03-20T12:00+01:00", "2026-04-03T12:00+02:00", "2026-04-03T13:00+02:00"),
    ],
    ids=["clocks go back", "clocks go forward"],
)
def test_a_change_of_daylight_saving_time_does_not_move_a_mark(
    sent_at: str, same_wall_clock: str, an_hour_beside: str
) -> None:
    mark = utc(an_hour_beside)
    assert mark != utc(same_wall_clock)
    for zone in (ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")):
        before = seen((mark - SECOND).isoformat(), sent(sent_at), zone=zone)
        assert before.standings["ada"].state is State.FRESH
        assert before.moved_to(mark).standings["ada"].state is State.STALE


@pytest.mark.parametrize(
    ("now", "stale"),
    [
        ("2026-11-14T23:59:59", Stale.NO),
        ("2026-11-15T00:00:00", Stale.MAYBE),
        ("2026-11-17T23:59:59", Stale.MAYBE),
        ("2026-11-18T00:00:00", Stale.SURELY),
    ],
)
def test_a_range_that_straddles_the_mark_is_only_maybe_stale(now: str, stale: Stale) -> None:
    found = stands(sent("2026-11-01", "2026-11-04"), now)
    assert found.stale is stale
    assert found.state is (State.STALE if stale is Stale.SURELY else State.FRESH)
    assert found.wants_withdrawal == (stale is Stale.SURELY)


def test_a_range_expires_only_when_even_its_youngest_end_has() -> None:
    invitation = sent("2026-05-01", "2026-05-20")
    assert stands(invitation, "2026-11-19T23:59:59").state is State.STALE
    assert stands(invitation, "2026-11-20").state is State.EXPIRED


@pytest.mark.parametrize(
    ("rules", "now", "state"),
    [
        (Rules(stale_days=3), "2026-11-08", State.STALE),
        (Rules(stale_days=30), "2026-12-04T23:59:59", State.FRESH),
        (Rules(expiry_months=1), "2026-12-05", State.EXPIRED),
        (Rules(stale_days=180, expiry_months=1), "2026-12-05", State.EXPIRED),
    ],
)
def test_the_marks_are_those_of_the_rules(rules: Rules, now: str, state: State) -> None:
    assert stands(sent("2026-11-05"), now, rules).state is state


def test_a_mark_that_is_set_later_than_the_expiry_is_never_reached() -> None:
    rules = Rules(stale_days=40, expiry_months=1)
    maybe = seen("2026-04-15", sent("2026-03-01", "2026-03-20"), rules=rules)
    assert maybe.standings["ada"].stale is Stale.MAYBE
    assert maybe.standings["ada"].holds_until <= utc("2026-04-20")
    assert maybe.moved_to(utc("2026-04-20")).standings["ada"].state is State.EXPIRED
    assert maybe.moved_to(utc("2026-05-10")).standings["ada"].state is State.EXPIRED


SENT = "2026-11-01"
NOW = "2026-11-20"


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ([], {"state": State.STALE, "wants_withdrawal": True, "pending": True}),
        ([event("accepted", "2026-11-09")], {"state": State.ACCEPTED, "wants_withdrawal": False}),
        ([event("withdrawn", "2026-11-09")], {"state": State.COOLING, "pending": False}),
        ([event("gone", "2026-11-09")], {"state": State.EXPIRED, "ready_at": None}),
        ([event("dismissed", "2026-11-09")], {"state": State.CLOSED}),
        ([event("opened", "2026-11-09")], {"state": State.OPENED, "opened_at": utc("2026-11-09")}),
        (
            [event("opened", "2026-11-09"), event("later", "2026-11-10")],
            {"state": State.STALE, "opened_at": None},
        ),
        (
            [event("opened", "2026-11-09"), event("withdrawn", "2026-11-10")],
            {"state": State.COOLING, "opened_at": None},
        ),
        ([event("first", "2026-11-09")], {"state": State.STALE, "first_at": utc("2026-11-09")}),
        ([event("kept", "2026-11-09")], {"state": State.STALE, "kept": True, "wants_withdrawal": False}),
        ([event("kept", "2026-11-09"), event("unkept", "2026-11-10")], {"kept": False}),
        ([event("kept", "2026-11-09"), event("first", "2026-11-10")], {"kept": False}),
        ([event("first", "2026-11-09"), event("kept", "2026-11-10")], {"kept": True, "first_at": None}),
        ([event("opened", "2026-11-09"), event("kept", "2026-11-10")], {"state": State.STALE}),
        (
            [event("snoozed", "2026-11-09", until="2026-12-01")],
            {"snoozed_until": utc("2026-12-01"), "wants_withdrawal": False},
        ),
        ([event("priority", "2026-11-09", "high")], {"priority": "high"}),
        ([event("priority", "2026-11-09", "high"), event("priority", "2026-11-10")], {"priority": None}),
        ([event("priority", "2026-11-09", "utmost")], {"priority": None}),
        ([event("signal", "2026-11-09", "f"), event("signal", "2026-11-09", "z")], {"signals": "zf"}),
        ([event("signal", "2026-11-09", "f"), event("unsignal", "2026-11-10", "f")], {"signals": ""}),
        ([event("signal", "2026-11-09", "x"), event("signal", "2026-11-09")], {"signals": ""}),
        ([event("of a later version", "2026-11-09")], {"state": State.STALE}),
    ],
    ids=lambda value: "+".join(e.kind for e in value) or "nothing" if isinstance(value, list) else "",
)
def test_each_kind_of_event_says_its_own(recorded: list[Any], expected: dict[str, object]) -> None:
    found = stands(sent(SENT).recording(*recorded), NOW)
    assert {name: getattr(found, name) for name in expected} == expected


def test_asked_for_is_wanted_even_while_fresh() -> None:
    fresh = sent(SENT).recording(event(Kind.FIRST, "2026-11-02"))
    assert stands(fresh, "2026-11-03").state is State.FRESH
    assert stands(fresh, "2026-11-03").wants_withdrawal


def test_later_events_do_not_count_and_the_past_looks_as_it_did() -> None:
    invitation = sent(SENT).recording(event("kept", "2026-11-10"), withdrawn("2026-11-20T09:00"))
    assert not stands(invitation, "2026-11-09T23:59:59").kept
    assert stands(invitation, "2026-11-10").kept
    assert stands(invitation, "2026-11-20T08:59:59").state is State.STALE
    assert stands(invitation, "2026-11-20T09:00").state is State.COOLING


def test_taking_the_events_away_gives_the_standing_before_them() -> None:
    before = sent(SENT).recording(event("priority", "2026-11-02", "low"))
    done = before.recording(event("opened", "2026-11-20"), withdrawn("2026-11-20"))
    undone = sent(SENT, events=done.events[:1])
    assert stands(undone, NOW) == stands(before, NOW)


def test_a_snooze_ends_at_its_second_and_the_next_one_replaces_it() -> None:
    snoozed = sent(SENT).recording(event("snoozed", "2026-11-02", until="2026-11-25"))
    assert stands(snoozed, "2026-11-24T23:59:59").snoozed_until == utc("2026-11-25")
    assert stands(snoozed, "2026-11-25").snoozed_until is None
    assert stands(snoozed, "2026-11-25").wants_withdrawal
    woken = snoozed.recording(event("snoozed", "2026-11-10", until="2026-11-10"))
    assert stands(woken, "2026-11-20").snoozed_until is None


@pytest.mark.parametrize(
    ("recorded", "state"),
    [
        # The person's last word holds, whatever LinkedIn had said, and whenever it happened.
        ([accepted("2026-11-10"), withdrawn("2026-11-09")], State.COOLING),
        ([accepted("2026-11-10"), event("dismissed", "2026-11-11")], State.CLOSED),
        ([withdrawn("2026-11-09"), accepted("2026-11-10", by="you")], State.ACCEPTED),
        ([accepted("2026-11-10", by="you"), withdrawn("2026-11-09")], State.COOLING),
        # LinkedIn's word replaces its own, and the person's only where it is newer.
        ([accepted("2026-11-10"), event("gone", "2026-11-09", by="linkedin")], State.EXPIRED),
        ([withdrawn("2026-11-10"), accepted("2026-11-09")], State.COOLING),
        ([withdrawn("2026-11-10"), accepted("2026-11-10")], State.COOLING),
        ([withdrawn("2026-11-10"), accepted("2026-11-11")], State.ACCEPTED),
        # Of one that is gone nobody knew what became of it, until LinkedIn says so.
        ([event("gone", "2026-11-15"), accepted("2026-11-09")], State.ACCEPTED),
        ([accepted("2026-11-09"), event("gone", "2026-11-15")], State.EXPIRED),
    ],
)
def test_whose_word_holds(recorded: list[Any], state: State) -> None:
    assert stands(sent(SENT).recording(*recorded), NOW).state is state


@pytest.mark.parametrize(
    ("recorded", "before"),
    [
        ([], State.STALE),
        ([withdrawn("2026-11-16")], State.COOLING),
        ([event("gone", "2026-11-16")], State.EXPIRED),
    ],
)
def test_inviting_again_closes_the_earlier_one_from_that_second_on(
    recorded: list[Any], before: State
) -> None:
    invitation = sent(SENT).recording(*recorded)
    found = stands(invitation, "2026-11-19T23:59:59", reinvited="2026-11-20")
    assert found.state is before
    assert found.holds_until <= utc("2026-11-20")
    again = stands(invitation, "2026-11-20", reinvited="2026-11-20")
    assert (again.state, again.stale, again.wants_withdrawal) == (State.CLOSED, Stale.NO, False)


def test_inviting_again_closes_nothing_that_was_accepted() -> None:
    found = stands(sent(SENT).recording(accepted("2026-11-05")), NOW, reinvited="2026-11-10")
    assert found.state is State.ACCEPTED


def test_two_pending_namesakes_without_address_do_not_close_each_other() -> None:
    older = sent("2026-11-01", to="one", name="Ada King", url=None)
    newer = sent("2026-11-10", to="two", name="ada  king", url=None)
    snapshot = seen("2026-11-12", older, newer)
    assert {stands.state for stands in snapshot.standings.values()} == {State.FRESH}
    assert seen("2026-11-12", older.recording(withdrawn("2026-11-09")), newer).standings["one"].state is (
        State.CLOSED
    )


@pytest.mark.parametrize(
    ("invitation", "now", "holds_until"),
    [
        (sent("2026-11-05T09:12"), "2026-11-06", "2026-11-19T09:12"),
        (sent("2026-11-01", "2026-11-04"), "2026-11-06", "2026-11-15"),
        (sent("2026-11-01", "2026-11-04"), "2026-11-15", "2026-11-18"),
        (sent("2026-11-05T09:12"), "2026-11-19T09:12", "2027-05-05T09:12"),
        (sent(SENT).recording(withdrawn("2026-11-16")), NOW, "2026-12-07"),
        (sent(SENT).recording(event("snoozed", "2026-11-16", until="2026-11-21")), NOW, "2026-11-21"),
        (sent(SENT).recording(event("kept", "2026-11-21")), NOW, "2026-11-21"),
    ],
)
def test_a_standing_does_not_claim_to_hold_beyond_its_next_change(
    invitation: Any, now: str, holds_until: str
) -> None:
    assert utc(now) < stands(invitation, now).holds_until <= utc(holds_until)


@pytest.mark.parametrize("kind", ["accepted", "gone", "dismissed"])
def test_what_has_ended_for_good_holds_forever(kind: str) -> None:
    assert stands(sent(SENT).recording(event(kind, "2026-11-16")), NOW).holds_until is FOREVER


def test_the_end_of_the_calendar_is_never_reached_and_never_crashes() -> None:
    last = sent("9999-12-30")
    assert stands(last, "9999-12-31T23:59:59").state is State.FRESH
    assert stands(last, "9999-12-31").holds_until is FOREVER
    found = stands(last.recording(withdrawn("9999-12-31")), "9999-12-31T12:00")
    assert (found.state, found.ready_at) == (State.COOLING, FOREVER)


def test_a_clock_set_back_keeps_events_in_the_order_in_which_they_were_recorded() -> None:
    invitation = sent(SENT).recording(event("kept", "2026-11-20T12:00"), event("unkept", "2026-11-20T11:30"))
    assert not stands(invitation, "2026-11-20T11:45").kept
    assert not stands(invitation, "2026-11-20T12:30").kept
