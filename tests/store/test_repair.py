"""A repair keeps every invitation that can be read, in a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from invitetui.domain.book import Book
from invitetui.store.book_file import BookFile
from invitetui.store.errors import ChangedOutside
from invitetui.store.repair import repair_into, repaired
from tests.store.made import invitation, invitations, kept


def book_in(data: bytes, path: Path) -> Book:
    path.write_bytes(data)
    with BookFile.open(path, writing=False) as file:
        assert file.check() == []
        return file.load()


def test_torn_file_gives_back_every_whole_invitation(file: BookFile, path: Path) -> None:
    data = path.read_bytes()
    for length in range(len(data)):
        torn = data[:length]
        repair = repaired(torn + bytes(9))
        assert repair.invitations == torn.count(b'"}')
        assert repair.said


def test_file_of_another_program_that_is_torn(path: Path, tmp_path: Path, file: BookFile) -> None:
    data = path.read_bytes().replace(b"\n", b"")
    assert book_in(repaired(data[:-80]).data, tmp_path / "copy.json") == Book(invitations(2))


def test_a_hole_in_the_middle(file: BookFile, path: Path, tmp_path: Path) -> None:
    lines = path.read_bytes().splitlines()
    lines[5] = lines[5][:40] + b"\xff\x00"
    expected = Book.of([invitation(1), invitation(3)])
    assert book_in(repaired(b"\n".join(lines)).data, tmp_path / "copy.json") == expected


def test_same_ids_are_told_apart(file: BookFile, path: Path, tmp_path: Path) -> None:
    data = path.read_bytes().replace(b'"2": ', b'"1": ').replace(b'"3": ', b'"03": ')
    repair = repaired(data)
    assert repair.said[0] == 'table "invites" has two documents "1"'
    assert book_in(repair.data, tmp_path / "copy.json") == Book(invitations(3))


def test_of_the_same_uid_the_fuller_is_kept(file: BookFile, path: Path, tmp_path: Path) -> None:
    file.save({"u2": invitation(2).recording(kept())})
    data = (
        path.read_bytes()
        .replace(b'"u1"', b'"u2"')
        .replace(b'"invites"', b'"later": {"x": {"y": 1}}, "invites"')
    )
    repair = repaired(data)
    book = book_in(repair.data, tmp_path / "copy.json")
    assert book["u2"] == invitation(2).recording(kept())
    assert len(book) == 2
    assert b'"later"' in repair.data


def test_whole_file_stays_as_it_is(file: BookFile, path: Path) -> None:
    repair = repaired(path.read_bytes())
    assert (repair.data, repair.invitations, repair.said) == (path.read_bytes(), 3, ())


def test_repair_writes_only_a_new_copy(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"torn")
    copy = path.with_name("copy.json")
    assert repair_into(path, copy).invitations == 0
    assert path.read_bytes() == b"torn"
    with BookFile.open(copy, writing=False) as file:
        assert len(file.load()) == 0
    with pytest.raises(ChangedOutside):
        repair_into(path, copy)


def test_schema_that_is_none_is_written_anew(file: BookFile, path: Path, tmp_path: Path) -> None:
    repair = repaired(path.read_bytes().replace(b'"schema":1', b'"schema":"?"'))
    assert repair.said[0] == 'document 1 of "meta" names no schema'
    assert book_in(repair.data, tmp_path / "copy.json") == Book(invitations(3))
