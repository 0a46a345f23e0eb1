"""Whatever happens to the bytes: they are read, or refused in one sentence. Nothing else."""

from __future__ import annotations

import random
from datetime import UTC

import pytest

from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean
from invitetui.sources import own
from invitetui.sources.seen import SourceError
from tests.archives import ERA_2018, archive, made_up, messages, sent_html, sent_text
from tests.sources.taking import EMPTY, NOW, read, take

SENT = made_up(12, NOW, seed=2)
BOOK = take(EMPTY, archive(SENT).zipped())
GOOD = {
    "zip": archive(SENT).zipped(),
    "zip.zip": archive(SENT).zip_zipped(),
    "invitations": archive(SENT).invitations.encode(),
    "connections": archive(SENT).connections.encode(),
    "connections of 2018": archive(SENT, ERA_2018).connections.encode(),
    "messages": messages(SENT, NOW).encode(),
    "sent page as text": sent_text(SENT, NOW).encode(),
    "sent page without pictures": sent_text(SENT, NOW, pictures=False).encode(),
    "sent page as HTML": sent_html(SENT, NOW).encode(),
    "sent page as HTML until 2024": sent_html(SENT, NOW, today=False).encode(),
    "our JSON": own.to_json(BOOK),
    "our CSV": own.to_csv(Snapshot(BOOK, NOW, Rules(), UTC)),
}
SPICE = [
    b"\0",
    b'"',
    b'""',
    b",",
    b"\n",
    b"\r",
    b"\xff",
    b"\xfe\xff",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xc3",
    b";",
    b"{",
    b"<",
    b"</div>",
    b"<li>",
    b'<div role="listitem">',
    b"\nWithdraw\n",
    b"\nSent 2 weeks ago\n",
    b"&#0;&#x202e;&lt;",
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 30])):
        at = chance.randrange(len(spoilt) + 1)
        what = chance.randrange(5)
        if what == 0:
            spoilt[at : at + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            spoilt[at:at] = chance.choice(SPICE)
        elif what == 2:
            del spoilt[at : at + chance.randrange(1, 40)]
        elif what == 3:
            spoilt[at:at] = spoilt[at : at + chance.randrange(1, 400)]
        elif chance.random() < 0.2:
            del spoilt[at:]
    return bytes(spoilt)


@pytest.mark.parametrize("kind", GOOD)
def test_mutated_bytes_are_read_or_refused(kind: str) -> None:
    chance = random.Random(kind)
    refusals: list[str] = []
    for _ in range(1_500):
        try:
            seen = read(mutated(GOOD[kind], chance))
        except SourceError as error:
            refusals.append(str(error))
        else:
            cards = sum(len(page.cards) for page in seen.pages)
            assert len(take(EMPTY, seen)) <= len(seen.invitations) + len(seen.records) + cards
            for page in seen.pages:
                assert not page.complete or page.count == len(page.cards)
                assert all(card.name and card.name == clean(card.name) for card in page.cards)
    assert 0 < len(refusals) < 1_500
    assert all(refusal.isprintable() for refusal in refusals)
