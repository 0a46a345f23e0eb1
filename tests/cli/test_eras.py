"""An archive of every era, imported by the command: every invitation has its true state, time and link."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import arrow
import pytest
from tinydb import TinyDB

from tests import archives
from tests.archives import ERA_2023, ERAS, Era, Sent
from tests.cli.conftest import MOMENT
from tests.cli.running import Cli

SENT = archives.made_up(300, MOMENT, seed=11, days=230)
Known = tuple[str, str, str | None, str, str | None]
"""Name, time, address, state, day of acceptance."""


@pytest.fixture(params=ERAS, ids=lambda era: era.name)
def era(request: pytest.FixtureRequest) -> Era:
    chosen = request.param
    assert isinstance(chosen, Era)
    return chosen


@pytest.fixture
def source(era: Era, tmp_path: Path) -> Path:
    path = tmp_path / f"{era.name}.zip"
    path.write_bytes(archives.archive(SENT, era).zipped())
    return path


def called(sent: Sent) -> str:
    return " ".join(sent.name.split())


def folded(sent: Sent) -> str:
    return unicodedata.normalize("NFC", called(sent)).casefold()


EVERYONE_CALLED = Counter(map(folded, SENT))


def truth(sent: Sent, era: Era) -> Known:
    """What is known of an invitation whom its era lets tell apart from all others."""
    accepted = sent.accepted and (era.addressed or EVERYONE_CALLED[folded(sent)] == 1)
    has_url = era.addressed or (era is ERA_2023 and accepted)
    address = f"https://www.linkedin.com/in/{unicodedata.normalize('NFC', sent.slug)}" if has_url else None
    day = sent.accepted_at.date().isoformat() if accepted and sent.accepted_at else None
    return called(sent), f"{sent.at:%Y-%m-%dT%H:%M:%SZ}", address, state(sent, era, accepted=accepted), day


def state(sent: Sent, era: Era, *, accepted: bool) -> str:
    again = era.addressed and any(other.slug == sent.slug and other.at > sent.at for other in SENT)
    if accepted:
        return "accepted"
    if again:
        return "closed"
    if arrow.get(sent.at).shift(months=6) <= arrow.get(MOMENT):
        return "expired"
    return "stale" if arrow.get(sent.at).shift(days=14) <= arrow.get(MOMENT) else "fresh"


def test_every_invitation_has_its_state_time_and_link(cli: Cli, source: Path, era: Era) -> None:
    assert cli("import", source).code == 0
    shown: Counter[Known] = Counter()
    for row in cli.rows():
        assert row["sent_earliest"] == row["sent_latest"]
        day = row["accepted_at"] and row["accepted_at"][:10]
        shown[row["name"], row["sent_latest"], row["url"], row["state"], day] += 1
    expected = Counter(truth(sent, era) for sent in SENT)
    if not era.addressed:
        # Of two of one name nobody knows whether they are one person: an expired one may be closed.
        for known in list(shown - expected):
            like = (*known[:3], "expired", known[4])
            assert known[3] == "closed"
            assert like in expected
            expected[like] -= 1
            expected[known] += 1
    assert shown == +expected


def test_the_archive_holds_all_that_can_happen() -> None:
    seen = Counter(state(sent, ERAS[-1], accepted=sent.accepted) for sent in SENT)
    assert all(seen[each] > 3 for each in ("accepted", "closed", "expired", "stale", "fresh")), seen
    assert any(sent.accepted_at and sent.accepted_at < sent.at for sent in SENT), "an older connection"
    assert max(EVERYONE_CALLED.values()) > 1, "namesakes"
    assert not all(sent.slug.isascii() for sent in SENT)


def test_again_adds_and_updates_nothing(cli: Cli, source: Path) -> None:
    assert cli("import", source, "--json").json["added"] == 300
    before = cli.book.read_bytes()
    again = cli("import", source, "--json").json
    assert (again["added"], again["updated"], again["accepted"]) == (0, 0, 0)
    assert again["unchanged"] == 300
    assert cli.book.read_bytes() == before


def test_stock_tinydb_opens_the_file(cli: Cli, source: Path) -> None:
    assert cli("import", source).code == 0
    with TinyDB(cli.book) as database:
        documents = database.table("invites").all()
        assert {document["uid"] for document in documents} == {row["uid"] for row in cli.rows()}
        assert database.table("meta").all() == [{"schema": 1}]
