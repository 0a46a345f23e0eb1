"""Archives of every era give the same truth: who was invited when, where they live, who accepted."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from pathlib import Path

import pytest

from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import PENDING, State
from invitetui.domain.text import clean, fold
from invitetui.sources import archive
from tests import archives
from tests.archives import ERA_2023, ERA_2024, ERAS, Era
from tests.sources.taking import EMPTY, NOW, read, take

SENT = archives.made_up(300, NOW, seed=11)


@pytest.fixture(params=ERAS, ids=lambda era: era.name)
def era(request: pytest.FixtureRequest) -> Era:
    chosen = request.param
    assert isinstance(chosen, Era)
    return chosen


def test_every_invitation_is_taken_with_its_time_and_note(era: Era) -> None:
    book = take(EMPTY, archives.archive(SENT, era).zipped())
    taken = Counter((i.name, i.sent_earliest, i.sent_latest, i.note) for i in book)
    truth = Counter((clean(s.name), s.at, s.at, clean(s.note) or None) for s in SENT)
    assert taken == truth


def test_incoming_invitations_and_hidden_members_are_skipped(era: Era) -> None:
    seen = read(archives.archive(SENT, era).zipped())
    hidden_member = 1
    assert seen.skipped == len(range(1, 300, 4)) + hidden_member
    assert seen.rejected == ()


def test_who_accepted_is_accepted_wherever_that_is_certain(era: Era) -> None:
    book = take(EMPTY, archives.archive(SENT, era).zipped())
    snapshot = Snapshot(book, NOW, Rules(), UTC)
    accepted = {
        (fold(i.name), i.sent_earliest) for i in book if snapshot.standings[i.uid].state is State.ACCEPTED
    }
    everyone_called = Counter(fold(s.name) for s in SENT)
    certain = {
        (fold(s.name), s.at)
        for s in SENT
        if s.accepted and (era.addressed or everyone_called[fold(s.name)] == 1)
    }
    assert accepted == certain
    assert certain


def test_an_acceptance_is_known_to_the_day_and_never_before_the_invitation(era: Era) -> None:
    book = take(EMPTY, archives.archive(SENT, era).zipped())
    truth = {(fold(s.name), s.at): s.accepted_at for s in SENT if s.accepted}
    for invitation in book:
        for event in invitation.events:
            accepted_at = truth[fold(invitation.name), invitation.sent_earliest]
            assert accepted_at
            assert event.by == "linkedin"
            assert event.until
            assert invitation.sent_earliest <= event.at <= accepted_at.replace(second=0) <= event.until


def test_addresses_are_there_where_the_era_has_them(era: Era) -> None:
    book = take(EMPTY, archives.archive(SENT, era).zipped())
    addresses = {(i.sent_earliest, i.url) for i in book if i.url}
    truth = {(s.at, s.url) for s in SENT}
    assert addresses <= truth
    if era.addressed:
        assert addresses == truth
    elif era is ERA_2023:
        assert len(addresses) == sum(bool(i.events) for i in book), "the addresses of those who accepted"
    else:
        assert not addresses


def test_nobody_is_pending_who_accepted_and_everybody_else_is() -> None:
    book = take(EMPTY, archives.archive(SENT, ERA_2024).zipped())
    snapshot = Snapshot(book, NOW, Rules(), UTC)
    by_truth = {(s.url, s.at): s.accepted for s in SENT}
    again = {(s.url, s.at) for s in SENT if any(o.url == s.url and o.at > s.at for o in SENT)}
    for invitation in book:
        assert invitation.url
        key = invitation.url, invitation.sent_earliest
        state = snapshot.standings[invitation.uid].state
        if key in again:
            assert state is State.CLOSED
        else:
            assert (state in PENDING) != by_truth[key]


@pytest.mark.parametrize("era", [ERAS[0], ERA_2024], ids=lambda era: era.name)
def test_zip_zip_zip_folder_and_single_files_say_the_same(era: Era, tmp_path: Path) -> None:
    made = archives.archive(SENT, era)
    book = take(EMPTY, made.zipped())
    assert take(EMPTY, made.zip_zipped()) == book
    assert take(EMPTY, made.zipped(folder="Basic_LinkedInDataExport_11-21-2026/")) == book
    assert take(EMPTY, archive.read(made.unpacked(tmp_path / "unpacked"))) == book
    assert take(EMPTY, archive.read(made.unpacked(tmp_path / "a" / "b").parent)) == book
    assert take(EMPTY, made.invitations.encode(), made.connections.encode()) == book


def test_the_command_writes_the_same_archive_twice(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        archives.main([str(tmp_path / name), "--invitations", "50", "--now", "2026-11-21", "--seed", "7"])
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert len(archive.read(tmp_path / "one.zip").invitations) == 50


def test_a_big_archive_is_what_it_says() -> None:
    seen = read(archives.big(2_000, 1_200, NOW).zipped())
    assert (len(seen.invitations), len(seen.connections), seen.rejected) == (2_000, 1_200, ())
    assert len(take(EMPTY, seen)) == 2_000
