"""Who an invitation went to, and the name it has for good."""

from __future__ import annotations

import re

from invitetui.domain.invitation import Kind, new_uid
from tests.unit.made import event, sent, utc

SENT = utc("2026-11-05T09:12")


def test_a_person_is_the_address_where_there_is_one_else_the_name() -> None:
    assert sent("2026-11-05").person == sent("2026-12-05", uid="x", name="Another Name").person
    assert sent("2026-11-05", url="https://www.linkedin.com/in/ADA").person == sent("2026-11-05").person
    assert sent("2026-11-05", url=None, name="Ada  KING").person == "ada king"
    assert sent("2026-11-05", url=None).person != sent("2026-11-05").person


def test_recording_adds_events_at_the_end_and_leaves_the_old_one_as_it_was() -> None:
    before = sent("2026-11-05").recording(event(Kind.KEPT, "2026-11-06"))
    after = before.recording(event(Kind.UNKEPT, "2026-11-05"), event(Kind.GONE, "2026-11-07"))
    assert [each.kind for each in before.events] == ["kept"]
    assert [each.kind for each in after.events] == ["kept", "unkept", "gone"]


def test_a_new_uid_follows_from_whom_and_when_and_avoids_those_taken() -> None:
    first = new_uid("ada", SENT, set())
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{10}", first)
    assert new_uid("ada", SENT, set()) == first
    second = new_uid("ada", SENT, {first})
    assert second != first
    assert new_uid("ada", SENT, {first, second}) not in {first, second}
    assert len({new_uid(person, SENT, set()) for person in ("ada", "mei", "\ud800", "")}) == 4
