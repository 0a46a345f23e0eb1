"""The made-up book: the same for the same instant, and with something in every list."""

from __future__ import annotations

from datetime import UTC

import pytest

from invitetui.demo import SIZE, TWICE, demo_book
from invitetui.domain.profile import canonical
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import PRIORITIES, SIGNALS, State
from invitetui.domain.text import clean
from invitetui.domain.views import IN_VAIN, Tab, View
from tests.unit.made import utc

NOW = utc("2026-11-19T10:00")


def test_the_same_instant_gives_the_same_book() -> None:
    assert demo_book(NOW) == demo_book(NOW)
    assert list(demo_book(NOW).by_uid) == list(demo_book(NOW).by_uid)


@pytest.mark.parametrize("now", ["2026-11-19T10:00", "2028-02-29T00:00", "2026-01-01T23:59:59"])
def test_it_is_a_valid_book(now: str) -> None:
    book = demo_book(utc(now))
    assert len(book) == SIZE
    assert len({invitation.person for invitation in book}) == SIZE - TWICE
    for uid, invitation in book.by_uid.items():
        assert invitation.uid == uid
        assert invitation.sent_earliest == invitation.sent_latest <= utc(now)
        assert invitation.url == canonical(invitation.url)
        assert invitation.name == clean(invitation.name)
        for event in invitation.events:
            assert invitation.sent_latest <= event.at <= utc(now)
            assert event.at.tzinfo is UTC


def test_every_list_has_something_to_show() -> None:
    snapshot = Snapshot(demo_book(NOW), NOW, Rules(), UTC)
    in_the_demo = {
        State.FRESH,
        State.STALE,
        State.ACCEPTED,
        State.COOLING,
        State.READY,
        State.EXPIRED,
        State.CLOSED,
    }
    assert {state for state, count in snapshot.counts.items() if count} >= in_the_demo
    assert {stands.priority for stands in snapshot.standings.values()} == {*PRIORITIES, None}
    assert {letter for stands in snapshot.standings.values() for letter in stands.signals} == set(SIGNALS)
    assert any(stands.kept for stands in snapshot.standings.values())
    assert len(snapshot.plan.days) > 1
    assert snapshot.due_today
    cooling = {section.title: len(section.uids) for section in View(Tab.COOLING).sections(snapshot)}
    assert cooling[IN_VAIN] == TWICE
