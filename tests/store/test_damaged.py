"""A file that is not a whole book is refused, named, and left as it is."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invitetui.store import layout
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, Newer, NotAFile, StoreError, Unreadable
from tests.store.made import invitation, invitations

GOOD = json.loads(layout.encode(invitation(1)))
TEXT = json.dumps(GOOD)
WHOLE = b'{"meta": {\n"1": {"schema":1}\n},\n"invites": {\n"1": %b\n}}\n' % TEXT.encode()


def invites(*documents: object) -> bytes:
    return json.dumps({"invites": {str(n): document for n, document in enumerate(documents, 1)}}).encode()


DAMAGED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "all NUL": (bytes(100), "NUL"),
    "truncated": (WHOLE[:-30], "line 5 breaks off"),
    "garbage": (b"\x01\x02garbage", "line 1"),
    "latin-1": (WHOLE.replace(b"schema", b"sch\xe9ma"), "line 2 is not UTF-8"),
    "list": (b"[1]", "top level"),
    "null": (b"null", "top level"),
    "string": (b'"text"', "top level"),
    "table is a list": (b'{"invites": []}', "not an object of documents"),
    "same key, one line": (f'{{"invites": {{"1": {TEXT}, "1": {TEXT}}}}}'.encode(), 'two documents "1"'),
    "same key, two lines": (WHOLE.replace(b'"invites": {', b'"invites": {\n"1": {},'), 'two documents "1"'),
    "same table": (WHOLE.replace(b'"meta"', b'"invites"'), "there twice"),
    "id 01": (WHOLE.replace(b'"1": {"uid', b'"01": {"uid'), '"01" is no document id'),
    "id x": (WHOLE.replace(b'"1": {"uid', b'"x": {"uid'), '"x" is no document id'),
    "deep nesting": (b'{"invites": {"1": {"note": ' + b"[" * 200_000 + b"]" * 200_000 + b"}}}", "too deeply"),
    "huge integer": (b'{"invites": {"1": {"n": 1' + b"0" * 9_999 + b"}}}", "too long"),
    "huge integer for a name": (invites({**GOOD, "name": 10**300}), "document 1 is no invitation"),
    "NaN": (b'{"invites": {"1": {"n": NaN}}}', "NaN"),
    "after the end": (WHOLE + b"}", "line 7"),
    "no invitation": (invites(GOOD, 7), "document 2 is no invitation"),
    "missing field": (invites({"uid": "u1"}), "`name`"),
    "wrong type": (invites({**GOOD, "events": "Zoë"}), "$.events"),
    "wrong word": (
        invites({**GOOD, "events": [{"kind": "kept", "at": "2026-01-01T00:00:00Z", "by": "Zoë"}]}),
        ".by",
    ),
    "no instant": (invites({**GOOD, "sent_latest": "Zoë"}), "sent_latest"),
    "no time zone": (invites({**GOOD, "sent_latest": "2026-01-01T00:00:00"}), "time zone"),
    "out of the calendar": (invites({**GOOD, "sent_latest": "0001-01-01T00:00:00+14:00"}), "calendar"),
    "same uid": (invites(GOOD, GOOD), "documents 1 and 2 have the same uid"),
    "no schema": (b'{"meta": {"1": {"schema": "one"}}}', "no schema"),
}


@pytest.mark.parametrize(("data", "says"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_file_is_named_and_left_as_it_is(path: Path, data: bytes, says: str) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    with BookFile.open(path, writing=True) as file:
        with pytest.raises(Damaged) as raised:
            file.load()
        with pytest.raises(Damaged):
            file.save({"u1": invitation(1)})
        assert any(says in line for line in file.check())
        assert tuple(file.check()) == raised.value.problems
    assert "Zoë" not in str(raised.value) + "".join(raised.value.problems)
    assert path.read_bytes() == data


def test_check_lists_all_that_is_wrong(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(invites(GOOD, 7, GOOD, {"uid": 1}))
    with BookFile.open(path, writing=False) as file:
        assert [line.split(":")[0] for line in file.check()] == [
            "document 2 is no invitation",
            "documents 1 and 3 have the same uid",
            "document 4 is no invitation",
        ]


def test_check_of_a_whole_and_of_a_missing_file(file: BookFile, path: Path) -> None:
    assert file.check() == []
    with BookFile.open(path.with_name("missing.json"), writing=False) as missing:
        assert missing.check() == []


def test_newer_file_is_read_but_not_written(file: BookFile, path: Path) -> None:
    file.close()
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2'))
    with pytest.raises(Newer, match="newer invitetui") as refusal:
        BookFile.open(path, writing=True)
    with BookFile.open(path, writing=False) as reading:
        assert len(reading.load()) == 3
        assert "newer" in reading.check()[0]
    path.write_bytes(path.read_bytes().replace(b'"schema":2', b'"schema":1'))
    BookFile.open(path, writing=True).close()  # the refusal, which still refers to it, let go of the lock
    assert refusal.value.schema == 2


def test_file_that_became_newer_while_open(file: BookFile, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2'))
    with pytest.raises(Newer):
        file.load()


@pytest.mark.parametrize("writing", [True, False])
def test_what_is_not_a_file(tmp_path: Path, writing: bool) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (tmp_path, fifo, Path("/dev/null")):
        with pytest.raises(NotAFile):
            BookFile.open(path, writing=writing)


def test_path_below_a_file_or_in_a_loop(file: BookFile, path: Path, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for odd in (path / "below", loop):
        with pytest.raises(Unreadable):
            BookFile.open(odd, writing=False)


def test_damaged_file_is_replaced_by_a_backup(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")
    with BookFile.open(path, writing=True) as file:
        with pytest.raises(Damaged):
            file.replace_with(b'{"invites": {"1": {}}}')
        with pytest.raises(Newer):
            file.replace_with(WHOLE.replace(b'"schema":1', b'"schema":9'))
        assert path.read_bytes() == b""
        file.replace_with(WHOLE)
        assert list(file.load()) == [invitation(1)]
        file.save({"u2": invitation(2)})
    assert path.read_bytes().startswith(WHOLE[:-4])


@settings(
    max_examples=200,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    at=st.integers(0, len(WHOLE)), cut=st.integers(0, 40), put=st.binary(max_size=4) | st.just(b'"1": {},\n')
)
def test_mutated_file_is_read_or_refused_never_worse(tmp_path: Path, at: int, cut: int, put: bytes) -> None:
    path = tmp_path / "mutated.json"
    path.write_bytes(WHOLE[:at] + put + WHOLE[at + cut :])
    before = path.read_bytes()
    with BookFile.open(path, writing=False) as file:
        problems = file.check()
        try:
            file.load()
        except StoreError:
            assert problems
    assert path.read_bytes() == before


def test_many_documents_keep_their_layout(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.save(invitations(2_001))
        assert len(file.load()) == 2_001
    data = path.read_bytes()
    assert data.count(b"\n") == 2_001 + 2 + 3
    assert b"".join(layout.render(layout.parse(data))) == data
