"""What each action changes, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from invitetui.domain.actions import Change, Edit, Record, Replace, toggle_kept, toggle_signal
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from tests.unit.made import RULES, accepted, event, seen, sent, utc, withdrawn

NOW = "2026-11-19T10:00"


def stale(*events: Event, to: str = "ada") -> Invitation:
    return sent("2026-11-01", to=to).recording(*events)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (Kind.ACCEPTED, None, "Ada accepted"),
        (Kind.WITHDRAWN, None, "Ada withdrawn · ready 10 Dec"),
        (Kind.GONE, None, "Ada gone from the list"),
        (Kind.DISMISSED, None, "Ada dismissed"),
        (Kind.OPENED, None, "Ada opened"),
        (Kind.LATER, None, "Ada left for later"),
        (Kind.FIRST, None, "Ada first in the plan"),
        (Kind.KEPT, None, "Ada kept"),
        (Kind.PRIORITY, "high", "Ada: high priority"),
        (Kind.SIGNAL, "z", "Ada: no recent activity"),
    ],
)
def test_recording_adds_one_event_of_now_and_says_so(kind: Kind, value: str | None, says: str) -> None:
    change = Record(["ada"], kind, value).change(seen(NOW, stale()))
    assert change.before == {"ada": stale()}
    assert change.after == {"ada": stale(Event(kind, utc(NOW), value=value))}
    assert change.says == says
    assert change.uids == ("ada",)


@pytest.mark.parametrize(
    ("already", "kind", "value", "says"),
    [
        (event(Kind.KEPT, "2026-11-02"), Kind.UNKEPT, None, "Ada no longer kept"),
        (event(Kind.PRIORITY, "2026-11-02", "high"), Kind.PRIORITY, None, "Ada: no priority"),
        (event(Kind.SIGNAL, "2026-11-02", "z"), Kind.UNSIGNAL, "z", "Ada: no longer “no recent activity”"),
        (withdrawn("2026-11-02"), Kind.ACCEPTED, None, "Ada accepted"),
    ],
)
def test_what_was_recorded_can_be_taken_back_by_another_record(
    already: Event, kind: Kind, value: str | None, says: str
) -> None:
    assert Record(["ada"], kind, value).change(seen(NOW, stale(already))).says == says


def test_a_snooze_says_until_when() -> None:
    change = Record(["ada"], Kind.SNOOZED, until=utc("2026-12-01T12:00")).change(seen(NOW, stale()))
    assert change.says == "Ada snoozed until 1 Dec"
    assert change.after["ada"] == stale(Event("snoozed", utc(NOW), until=utc("2026-12-01T12:00")))


@pytest.mark.parametrize(
    ("already", "kind", "value"),
    [
        (None, Kind.UNKEPT, None),
        (event(Kind.KEPT, "2026-11-02"), Kind.KEPT, None),
        (None, Kind.PRIORITY, None),
        (event(Kind.PRIORITY, "2026-11-02", "low"), Kind.PRIORITY, "low"),
        (event(Kind.SIGNAL, "2026-11-02", "z"), Kind.SIGNAL, "z"),
        (None, Kind.UNSIGNAL, "z"),
        (withdrawn("2026-11-02"), Kind.WITHDRAWN, None),
        (accepted("2026-11-02"), Kind.ACCEPTED, None),
        (event(Kind.GONE, "2026-11-02"), Kind.GONE, None),
        (event(Kind.DISMISSED, "2026-11-02"), Kind.DISMISSED, None),
    ],
)
def test_what_holds_already_is_no_step(already: Event | None, kind: Kind, value: str | None) -> None:
    snapshot = seen(NOW, stale(already) if already else stale())
    change = Record(["ada"], kind, value).change(snapshot)
    assert not change
    assert (change.before, change.after, change.says) == ({}, {}, "Nothing to change")


def test_another_time_for_what_holds_already_is_recorded_and_never_one_to_come() -> None:
    snapshot = seen(NOW, stale(withdrawn("2026-11-10")))
    earlier = Record(["ada"], Kind.WITHDRAWN, at=utc("2026-11-09")).change(snapshot)
    assert earlier.after["ada"] == stale(withdrawn("2026-11-10"), withdrawn("2026-11-09"))
    assert earlier.says == "Ada withdrawn · ready 30 Nov"
    ahead = Record(["ada"], Kind.WITHDRAWN, at=utc("2026-11-30")).change(snapshot)
    assert ahead.after["ada"] == stale(withdrawn("2026-11-10"), withdrawn(NOW))


def test_a_bulk_record_is_one_change_of_those_it_concerns_each_once() -> None:
    snapshot = seen(NOW, stale(), stale(to="mei"), stale(event(Kind.KEPT, "2026-11-02"), to="noor"))
    change = Record(["mei", "ada", "mei", "noor"], Kind.KEPT).change(snapshot)
    assert change.uids == ("mei", "ada")
    assert change.says == "2 invitations kept"
    assert Record([], Kind.KEPT).change(snapshot).says == "Nothing to change"


def test_a_name_is_data_in_what_is_said() -> None:
    odd = sent("2026-11-01", name="{who} [b]{0}%s")
    assert Record(["ada"], Kind.KEPT).change(seen(NOW, odd)).says == "{who} [b]{0}%s kept"


def test_a_change_turned_round_is_the_step_back() -> None:
    change = Record(["ada"], Kind.KEPT).change(seen(NOW, stale()))
    assert change.inverse() == Change(change.after, change.before, change.says)
    assert change.inverse().inverse() == change


@pytest.mark.parametrize(
    ("edit", "fields"),
    [
        (Edit("ada", name=" Ada\n King "), {"name": "Ada King"}),
        (Edit("ada", headline="CTO\x1b"), {"headline": "CTO\N{REPLACEMENT CHARACTER}"}),
        (Edit("ada", source="", note="  "), {"source": None, "note": None}),
        (Edit("ada", note="two\nlines", headline="x"), {"note": "two lines", "headline": "x"}),
    ],
)
def test_an_edit_writes_over_what_it_names_and_leaves_the_rest(
    edit: Edit, fields: dict[str, str | None]
) -> None:
    before = sent("2026-11-01", headline="Founder", source="a list", note="Hello")
    change = edit.change(seen(NOW, before))
    assert change.before == {"ada": before}
    assert change.after == {"ada": msgspec.structs.replace(before, **fields)}
    assert change.says == f"{fields.get('name', 'Ada')} edited"


@pytest.mark.parametrize(
    "edit",
    [Edit("ada"), Edit("ada", name=""), Edit("ada", name=" \t"), Edit("ada", name="Ada", note="Hello ")],
)
def test_an_edit_that_changes_nothing_is_no_step(edit: Edit) -> None:
    change = edit.change(seen(NOW, sent("2026-11-01", note="Hello")))
    assert not change
    assert change.says == "Nothing to change"


def test_prepared_edits_are_taken_over_as_one_step_without_what_is_known() -> None:
    snapshot = seen(NOW, stale(), stale(to="mei"))
    newer = stale(accepted("2026-11-02"), to="mei")
    change = Replace({"ada": stale(), "mei": newer, "noor": stale(to="noor")}, "2 of 3 taken over").change(
        snapshot
    )
    assert change.before == {"mei": stale(to="mei"), "noor": None}
    assert change.after == {"mei": newer, "noor": stale(to="noor")}
    assert change.says == "2 of 3 taken over"
    assert not Replace({"ada": stale()}, "nothing new").change(snapshot)


@pytest.mark.parametrize(
    ("toggle", "on", "off", "value"),
    [
        (toggle_kept, Kind.KEPT, Kind.UNKEPT, None),
        (lambda snapshot, uids: toggle_signal(snapshot, uids, "f"), Kind.SIGNAL, Kind.UNSIGNAL, "f"),
    ],
    ids=["kept", "signal"],
)
def test_a_toggle_gives_to_all_unless_all_have_it(
    toggle: Callable[[Snapshot, list[str]], Record], on: Kind, off: Kind, value: str | None
) -> None:
    given = event(on, "2026-11-02", value)
    none_has = seen(NOW, stale(), stale(to="mei"))
    one_has = seen(NOW, stale(given), stale(to="mei"))
    all_have = seen(NOW, stale(given), stale(given, to="mei"))
    for snapshot, kind in ((none_has, on), (one_has, on), (all_have, off)):
        assert toggle(snapshot, ["ada", "mei"]) == Record(["ada", "mei"], kind, value)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Kind.ACCEPTED, State.ACCEPTED),
        (Kind.WITHDRAWN, State.COOLING),
        (Kind.GONE, State.EXPIRED),
        (Kind.DISMISSED, State.CLOSED),
        (Kind.OPENED, State.OPENED),
        (Kind.LATER, State.STALE),
    ],
)
def test_what_is_recorded_holds_at_once(kind: Kind, state: State) -> None:
    snapshot = seen(NOW, stale(event(Kind.OPENED, "2026-11-19T09:00")))
    change = Record(["ada"], kind).change(snapshot)
    assert snapshot.edited(change.after, snapshot.now).standings["ada"].state is state
    assert snapshot.rules == RULES
