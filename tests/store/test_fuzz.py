"""Any bytes in the place of the file are read or refused, and stay as they are."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from invitetui.domain.invitation import Event
from invitetui.store import layout
from invitetui.store.book_file import BookFile
from invitetui.store.errors import StoreError
from invitetui.store.repair import repaired
from tests.store.made import NOW, invitation, invitations, kept

MUTATIONS = 2_000
PIECES = (
    *b'" { } [ ] : , \\ \\u \\ud800 null NaN -Infinity 1e999 true "1":{}, "01":{}, "uid":"u1", 1,'.split(),
    *(
        b"\n",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"\x1b]0;x\x07",
        b"9999-12-31T23:59:59+14:00",
    ),
    *(b"9" * 5_000, b"[" * 2_000, b'{"a":' * 2_000),
)
"""What hurts parsers."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` after one to three changes of some bytes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at, other = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        near = min(at + chance.randrange(1, 40), len(data))
        data = chance.choice(
            (
                data[:at],
                data[:at] + data[near:],
                data[:at] + chance.randbytes(near - at) + data[near:],
                data[:at] + chance.choice(PIECES) + data[at:],
                data[:at] + chance.choice(PIECES) + data[near:],
                data[:at] + data[at:near] * 2 + data[near:],
                data[:at] + data[other:] + data[at:other],
                data[:at] + bytes(near - at) + data[near:],
                data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
                if data[at:]
                else b"",
            )
        )
    return data


def test_mutated_bytes_are_read_or_refused_and_nothing_is_changed(tmp_path: Path, path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.save({**invitations(4), "u5": invitation(5, events=(kept(), Event("snoozed", NOW, until=NOW)))})
    good = path.read_bytes()
    chance, found = random.Random(11), Counter[str]()
    for number in range(MUTATIONS):
        data = mutated(good, chance)
        path.write_bytes(data)
        status = path.stat()
        try:
            with BookFile.open(path, writing=number % 2 == 0) as file:
                problems = file.check()
                found["damaged" if problems else "whole"] += 1
                file.load()
        except StoreError:
            found["refused"] += 1
        else:
            # Reading needs no schema; writing does.
            assert problems == [] or (number % 2 and "schema" in problems[0])
        assert path.read_bytes() == data
        assert path.stat().st_mtime_ns == status.st_mtime_ns
        assert [each.name for each in path.parent.iterdir()] == [path.name]

        copy = tmp_path / "repaired.json"
        copy.write_bytes(repaired(data).data)
        with BookFile.open(copy, writing=False) as file:
            assert all("newer invitetui" in line for line in file.check())
            file.load()
    assert min(found["whole"], found["refused"]) > MUTATIONS / 50


def test_what_is_read_of_a_mutation_is_written_as_it_was(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.save(invitations(3))
    good, chance = path.read_bytes(), random.Random(12)
    for _ in range(MUTATIONS // 4):
        data = mutated(good, chance)
        try:
            tables = layout.parse(data)
        except layout.Malformed:
            continue
        again = layout.parse(b"".join(layout.render(tables)))
        assert {name: dict(documents) for name, documents in again.items()} == {
            name: dict(documents) for name, documents in tables.items()
        }
