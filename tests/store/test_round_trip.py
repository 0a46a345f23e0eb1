"""What is saved is what is loaded, in a plain TinyDB file that other programs may write too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event
from invitetui.store import layout
from invitetui.store.book_file import BookFile
from invitetui.store.errors import ReadOnly
from invitetui.store.storage import BookStorage
from invitetui.store.table import InvitationDB
from tests.store.made import NOW, ROOT, invitation, invitations, kept, on_disk


def test_missing_file_is_an_empty_book_and_stays_missing(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        assert len(file.load()) == 0
        file.save({})
        file.save({"nobody": None})
        assert not file.exists
    assert not path.parent.exists()


def test_saved_is_loaded(file: BookFile, path: Path) -> None:
    everything = invitation(9, events=(kept(), Event("snoozed", NOW, until=NOW, value="x", by="linkedin")))
    file.save({"u9": everything, "u2": None})

    expected = Book.of([invitation(1), invitation(3), everything])
    assert on_disk(path) == expected
    assert file.load() == expected
    assert [each.uid for each in on_disk(path)] == ["u1", "u3", "u9"]


def test_one_document_a_line(file: BookFile, path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:4] == ['{"meta": {', '"1": {"schema":1}', "},", '"invites": {']
    assert [line[:5] for line in lines[4:7]] == ['"1": ', '"2": ', '"3": ']
    assert lines[7:] == ["}}"]
    assert '"sent_earliest":"2026-03-01T09:30:00Z"' in lines[4]


def test_save_changes_only_its_line(file: BookFile, path: Path) -> None:
    before = path.read_bytes().splitlines()
    file.save({"u2": invitation(2).recording(kept())})
    after = path.read_bytes().splitlines()
    assert [old == new for old, new in zip(before, after, strict=True)].count(False) == 1
    assert b'"kept"' in after[5]


def test_new_invitations_get_the_next_ids(file: BookFile, path: Path) -> None:
    file.save({"u1": None})
    file.save({"u1": invitation(1), "u8": invitation(8)})
    assert list(json.loads(path.read_bytes())["invites"]) == ["2", "3", "4", "5"]


def test_new_invitation_gets_nothing_of_one_that_leaves_in_the_same_save(path: Path) -> None:
    path.parent.mkdir()
    leaving = {**json.loads(layout.encode(invitation(1))), "colour": "red"}
    path.write_text(json.dumps({"invites": {"1": leaving}}))
    with BookFile.open(path, writing=True) as file:
        file.save({"u1": None, "u2": invitation(2)})
    assert json.loads(path.read_bytes())["invites"] == {"2": json.loads(layout.encode(invitation(2)))}


def test_pieces_rendered_before_are_used_again_only_for_the_same_documents(path: Path) -> None:
    with BookFile.open(path, writing=True) as file:
        file.save(invitations(2_500))
        for edits in (
            {"u1500": invitation(1500).recording(kept())},
            {"u10": None},
            {"u2501": invitation(2501)},
            {f"u{number}": None for number in range(400, 2_400)},
            {"u1500": invitation(1500)},
        ):
            file.save(edits)
            assert on_disk(path) == file.load()
            assert path.read_bytes() == b"".join(layout.render(layout.parse(path.read_bytes())))
        file.replace_with(b"{}")
        file.save({"u1": invitation(1)})
    assert on_disk(path) == Book.of([invitation(1)])


def test_stock_tinydb_reads_and_changes_the_file_and_we_read_it_again(file: BookFile, path: Path) -> None:
    with TinyDB(path) as stock:
        assert [document["uid"] for document in stock.table("invites")] == ["u1", "u2", "u3"]
        stock.table("invites").update({"source": "stock"}, where("uid") == "u2")
        stock.table("invites").remove(where("uid") == "u1")
        stock.table("notes").insert({"by": "another program"})
        expected = {name: {str(d.doc_id): dict(d) for d in stock.table(name)} for name in stock.tables()}

    assert file.changed_outside
    assert file.load() == Book.of([invitation(2, source="stock"), invitation(3)])
    file.save({"u3": invitation(3)})

    assert json.loads(path.read_bytes()) == expected


def test_our_table_serves_the_whole_tinydb_api(path: Path) -> None:
    path.parent.mkdir()
    with InvitationDB(storage=BookStorage, path=path) as ours, TinyDB(path.with_name("stock.json")) as stock:
        for db in (ours, stock):
            table = db.table("invites")
            table.insert_multiple({"uid": f"u{n}", "n": n} for n in range(5))
            table.update({"n": 10}, where("n") > 2)
            table.upsert({"uid": "u9", "n": 9}, where("uid") == "u9")
            table.remove(doc_ids=[1])
            db.insert({"in": "the default table"})
            db.table("gone").insert({})
            db.drop_table("gone")
        assert ours.table("invites").all() == stock.table("invites").all()
        assert ours.tables() == stock.tables() == {"invites", "_default"}
        assert ours.table("invites").get(doc_id=3) == {"uid": "u2", "n": 2}
    assert json.loads(path.read_bytes()) == json.loads(path.with_name("stock.json").read_bytes())


@pytest.mark.parametrize("indent", [None, 2])
def test_unknown_fields_and_tables_survive(path: Path, indent: int | None) -> None:
    first = json.loads(layout.encode(invitation(1, events=(kept(),))))
    first["events"][0]["mood"] = "good"
    tables: dict[str, Any] = {
        "later": {"x": {"kept": ["as", {"it": "is"}]}, "2": 7},
        "invites": {"5": {**first, "colour": {"r": 1.50}, "big": 12345678901234567890123}},
        "meta": {"1": {"schema": 1, "made by": "hand"}},
        "empty": {},
    }
    path.parent.mkdir()
    path.write_text(json.dumps(tables, indent=indent), encoding="utf-8")

    with BookFile.open(path, writing=True) as file:
        book = file.load()
        file.save({"u1": book["u1"].recording(kept(2)), "u2": invitation(2)})

    after = json.loads(path.read_bytes())
    first["events"].append(json.loads(layout.encode(kept(2))))
    expected = {**tables["invites"]["5"], "events": first["events"]}
    assert after.pop("invites") == {"5": expected, "6": json.loads(layout.encode(invitation(2)))}
    tables.pop("invites")
    assert after == tables
    assert b'"r":1.5' in path.read_bytes().replace(b" ", b"")


def test_a_field_that_is_taken_back_leaves_the_file(file: BookFile, path: Path) -> None:
    file.save({"u1": invitation(1, source="Fair").recording(kept())})
    file.save({"u1": invitation(1, note=None)})
    stored = json.loads(path.read_bytes())["invites"]["1"]
    assert set(stored) == {"uid", "name", "url", "sent_earliest", "sent_latest"}


@pytest.mark.parametrize("frame", [b"\xef\xbb\xbf%b", b"%b"], ids=["BOM", "none"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\n\n"], ids=["CRLF", "LF", "blank lines"])
def test_what_editors_add_is_accepted(file: BookFile, path: Path, frame: bytes, end: bytes) -> None:
    path.write_bytes(frame % path.read_bytes().replace(b"\n", end))
    assert file.load() == Book(invitations(3))
    file.save({"u1": invitation(1)})
    assert path.read_bytes().count(b"\n") == 8
    assert b"\r" not in path.read_bytes()


def test_document_spread_over_lines_is_put_on_one(file: BookFile, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"uid":"u2",', b'"uid":\n"u2",\n'))
    assert file.load() == Book(invitations(3))
    file.save({"u1": invitation(1)})
    assert path.read_bytes().count(b"\n") == 8
    assert on_disk(path) == Book(invitations(3))


def test_lone_surrogate_survives(path: Path) -> None:
    odd = invitation(1, name="Z\ud800", events=(Event("later kind", NOW, value="\udfff"),))
    with BookFile.open(path, writing=True) as file:
        file.save({"u1": odd, "u2": invitation(2)})
        file.save({"u1": odd.recording(kept())})
    assert on_disk(path) == Book.of([odd.recording(kept()), invitation(2)])
    with TinyDB(path) as stock:
        assert stock.table("invites").all()[0]["name"] == "Z\ud800"


def test_instants_are_read_in_utc(file: BookFile, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"2026-03-01T09:30:00Z", b"2026-03-01T11:30:00+02:00"))
    book = file.load()
    assert book["u1"] == invitation(1)
    assert book["u1"].sent_earliest.utcoffset() == NOW.utcoffset()
    file.save({"u1": book["u1"]})
    assert b"+02:00" not in path.read_bytes()


def test_reading_takes_no_lock_and_writes_nothing(file: BookFile, path: Path, state: Path) -> None:
    before = path.read_bytes()
    file.close()
    for lock in (state / "locks").iterdir():
        lock.unlink()
    with BookFile.open(path, writing=False) as reading:
        reading.load()
        with pytest.raises(ReadOnly):
            reading.save({"u1": None})
    assert list((state / "locks").iterdir()) == []
    assert path.read_bytes() == before


def test_nothing_is_saved_after_close(file: BookFile) -> None:
    file.close()
    file.close()
    with pytest.raises(ReadOnly):
        file.save({"u1": None})


def test_import_pays_only_for_what_reading_needs() -> None:
    late = ["filelock", "platformdirs", "gzip", "arrow", "textual", "click"]
    program = f"import invitetui.store.book_file, sys; print([m for m in {late} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
