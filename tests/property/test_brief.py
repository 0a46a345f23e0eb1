"""The brief of any book at any instant: it can be made, agrees with the plan, and says nothing unclean."""

from __future__ import annotations

from hypothesis import given

from invitetui.domain.audit import audit, stage
from invitetui.domain.brief import brief
from invitetui.domain.briefing import sentences
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from tests.property.books import snapshots


@given(snapshots)
def test_the_brief_agrees_with_the_snapshot(snapshot: Snapshot) -> None:
    known = brief(snapshot)
    assert known.slots.free == snapshot.free_this_week
    assert known.slots.sent == snapshot.sent_this_week
    assert 0 <= known.slots.to_use <= known.slots.free <= known.slots.usual
    assert known.due_today == snapshot.due_today
    assert not (known.restriction and (known.due_today or known.released or known.slots.free))
    assert not (known.paused_until and (known.due_today or known.released))
    assert (known.begins_again is None) == (known.restriction is None)
    for sentence in sentences(known, snapshot):
        assert sentence == clean(sentence)
        assert sentence.endswith((".", "”"))


@given(snapshots)
def test_the_audit_holds_each_pending_once(snapshot: Snapshot) -> None:
    known = audit(snapshot)
    assert len(known.queue) == brief(snapshot).unrated
    assert len(set(known.queue)) == len(known.queue)
    assert known.total == snapshot.pending
    assert all(snapshot.standings[uid].pending for uid in known.queue)
    assert stage(snapshot).why
