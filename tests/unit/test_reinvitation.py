"""Inviting someone again: what is known of the person, what stands against it, and what each step records."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invitetui.domain.invitation import AGAIN, Event, Invitation, Kind
from invitetui.domain.reinvitation import (
    Draft,
    LivesIn,
    Reinvite,
    Try,
    against,
    namesakes,
    person_of,
)
from invitetui.domain.reinvite import Warning  # noqa: A004  # the domain's word
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.report import shapes
from tests.unit.made import accepted, event, seen, sent, utc, withdrawn

NOW = "2026-11-19T10:07:31"
OLD = sent("2026-09-01", to="ada", name="Ada Okafor", headline="CTO", source="PyData", note="Hi Ada")
READY = OLD.recording(withdrawn("2026-10-01"), event(Kind.PRIORITY, "2026-10-02", "high"))


def after(snapshot: Snapshot, *actions: Draft | Try | LivesIn | Reinvite) -> Snapshot:
    for action in actions:
        snapshot = snapshot.edited(action.change(snapshot).after, snapshot.now)
    return snapshot


def only_new(snapshot: Snapshot) -> Invitation:
    (new,) = (one for one in snapshot.book if one.uid != "ada")
    return new


def test_a_new_invitation_is_attempt_2_and_closes_the_one_before() -> None:
    before = seen(NOW, READY)
    change = Reinvite("ada", " Hello\nagain  Ada ").change(before)
    assert change.says == "Ada Okafor invited again · attempt 2"
    now = before.edited(change.after, before.now)
    new = only_new(now)
    assert (new.name, new.url, new.headline, new.source) == (OLD.name, OLD.url, OLD.headline, OLD.source)
    assert new.note == "Hello again Ada"
    assert now.standings["ada"].state is State.CLOSED
    assert now.standings[new.uid].state is State.FRESH
    assert now.standings[new.uid].priority == "high"
    assert [shapes.row(uid, now)["attempt"] for uid in ("ada", new.uid)] == [1, 2]
    assert before.edited(change.before, before.now).book == before.book


def test_it_was_sent_some_time_today_or_since_its_page_was_opened() -> None:
    def sent_between(*events: Event) -> tuple[str, str]:
        new = only_new(after(seen(NOW, READY.recording(*events)), Reinvite("ada", "Hi")))
        return f"{new.sent_earliest:%d %H:%M:%S}", f"{new.sent_latest:%d %H:%M:%S}"

    assert sent_between() == ("19 00:00:00", "19 10:07:31")
    opened = event(Kind.OPENED, "2026-11-18T09:30:45", AGAIN)
    assert sent_between(opened) == ("18 09:30:00", "19 10:07:31")
    assert sent_between(event(Kind.OPENED, "2026-11-18T09:30:45")) == ("19 00:00:00", "19 10:07:31")


def test_it_is_never_sent_before_the_one_before_it_ended() -> None:
    snapshot = seen(NOW, OLD.recording(withdrawn("2026-11-19T08:00")))
    assert only_new(after(snapshot, Reinvite("ada", ""))).sent_earliest == utc("2026-11-19T08:00")


def test_an_archive_that_comes_later_meets_it() -> None:
    from invitetui.sources.reconcile import reconcile  # noqa: PLC0415  # only this test needs it
    from invitetui.sources.seen import Seen, SeenInvitation  # noqa: PLC0415

    opened = READY.recording(event(Kind.OPENED, "2026-11-19T10:05:20", AGAIN))
    now = after(seen(NOW, opened), Reinvite("ada", "Hi"))
    at = utc("2026-11-19T10:05")
    row = SeenInvitation(OLD.name, OLD.url, at, at, "Hi", 2, "a.csv")
    found = reconcile(now.book, Seen("an archive", invitations=(row,)), now.now)
    assert found.added == ()
    assert found.narrowed == (only_new(now).uid,)


def test_a_draft_keeps_its_lines_and_each_new_one_takes_its_place() -> None:
    now = after(seen(NOW, READY), Draft("ada", "Hi  Ada,\n\n\x1b[31mred"), Draft("ada", "Hi  Ada,\n\nred "))
    assert person_of("ada", now).draft == "Hi  Ada,\n\nred "
    assert [e.kind for e in now.book["ada"].events].count(Kind.DRAFT) == 1
    assert not Draft("ada", "Hi  Ada,\n\nred ").change(now)
    assert Draft("ada", " \n").change(now).says == "Ada Okafor: draft thrown away"
    assert not Draft("ada", "").change(seen(NOW, READY))


def test_a_draft_in_an_edited_file_can_steer_no_terminal() -> None:
    spoilt = READY.recording(event(Kind.DRAFT, "2026-11-01", "a\x1b]0;t\x07\tb\r\nc\u202e"))
    assert person_of("ada", seen(NOW, spoilt)).draft == "a�]0;t� b\nc�"


def test_sending_ends_the_draft_and_undo_brings_it_back() -> None:
    drafted = after(seen(NOW, READY), Draft("ada", "Hi"))
    change = Reinvite("ada", "Hi").change(drafted)
    now = drafted.edited(change.after, drafted.now)
    assert [person_of(uid, now).draft for uid in now.book.by_uid] == ["", ""]
    assert person_of("ada", now.edited(change.inverse().after, now.now)).draft == "Hi"


def test_other_ways_back_and_the_zone_stay_with_the_person() -> None:
    now = after(seen(NOW, READY), Try("ada", "engage"), Try("ada", "offer"), LivesIn("ada", "Asia/Tokyo"))
    later = after(now.moved_to(now.now + timedelta(minutes=1)), Reinvite("ada", "Hi"))
    later = after(later.moved_to(later.now + timedelta(minutes=1)), Try(only_new(later).uid, "offer"))
    for uid in later.book.by_uid:
        person = person_of(uid, later)
        assert person.tried == {"engage"}
        assert person.zone == "Asia/Tokyo"
        assert (len(person.invitations), person.next_attempt) == (2, 3)
    assert person_of("ada", after(later, LivesIn("ada", None))).zone is None
    assert not LivesIn("ada", "Asia/Tokyo").change(later)


def test_each_step_says_what_it_did() -> None:
    snapshot = seen(NOW, READY)
    assert Try("ada", "engage").change(snapshot).says == "Ada Okafor: engage with their posts"
    ticked = after(snapshot, Try("ada", "engage"))
    assert (
        Try("ada", "engage").change(ticked).says == "Ada Okafor: engage with their posts, not yet after all"
    )
    assert (
        LivesIn("ada", "Africa/Lagos").change(snapshot).says
        == "Ada Okafor lives by the clocks of Africa/Lagos"
    )
    assert Draft("ada", "x").change(snapshot).says == "Ada Okafor: draft kept"


@pytest.mark.parametrize(
    ("events", "warning"),
    [
        ((), Warning.PENDING),
        ((withdrawn("2026-11-10"),), Warning.COOLING),
        ((accepted("2026-11-10"),), Warning.CONNECTED),
        ((withdrawn("2026-10-01"),), None),
        ((event(Kind.MISSED, "2026-11-10"),), Warning.DOUBTFUL),
    ],
)
def test_what_stands_against_it(events: tuple[Event, ...], warning: Warning | None) -> None:
    found = against("ada", seen(NOW, OLD.recording(*events)))
    assert (found.warning if found else None) == warning


def test_twice_in_vain_is_pointed_out_whichever_of_them_is_asked_about() -> None:
    first = sent("2026-01-01", to="ada", uid="first")
    snapshot = seen(NOW, first, READY)
    for uid in ("first", "ada"):
        found = against(uid, snapshot)
        assert found is not None
        assert found.warning is Warning.TWICE


def test_namesakes_are_told_for_they_may_be_the_same_person() -> None:
    other = sent("2026-11-10", to="ada-okafor-2", name="ADA  Okafor")
    stranger = sent("2026-11-10", to="rosa")
    [found] = namesakes("ada", seen(NOW, READY, other, stranger))
    assert (found.uid, found.warning) == ("ada-okafor-2", Warning.DOUBTFUL)
    assert found.says == "one of 2 of that name: pending since 10 Nov"
    assert namesakes("ada", seen(NOW, READY, stranger)) == []
