"""A file of each released schema opens; an older one is backed up and migrated in one save."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from invitetui.domain.invitation import Kind
from invitetui.store import backups, layout, schema
from invitetui.store.book_file import BookFile
from invitetui.store.layout import INVITES, META, Tables

RELEASED = sorted((Path(__file__).parent / "files").glob("schema-*.json"))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INVITETUI_STATE", str(tmp_path / "state"))
    path = tmp_path / "invites.json"
    shutil.copy(RELEASED[0], path)
    return path


def test_there_is_a_file_of_each_schema() -> None:
    assert [file.name for file in RELEASED] == [f"schema-{each}.json" for each in range(1, schema.SCHEMA + 1)]


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_a_file_of_each_schema_opens_with_all_it_says(released: Path, path: Path) -> None:
    shutil.copy(released, path)
    with BookFile.open(path, writing=True) as file:
        book = file.load()
        assert [invitation.name for invitation in book] == ["Ada Okafor", "Søren Rådström", "李雷"]
        assert book["ada0000000"].events[0].kind == Kind.WITHDRAWN
        assert book["lei0000000"].sent_earliest < book["lei0000000"].sent_latest
        assert file.steps == [1]


def to_second(tables: Tables) -> Tables:
    """A made-up next schema: every invitation is marked."""
    marked = {
        key: msgspec.Raw(layout.join({**layout.fields(document), "second": msgspec.Raw(b"true")}))
        for key, document in tables[INVITES].items()
    }
    return {**tables, INVITES: marked}


@pytest.fixture
def second_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    migrations: Mapping[int, schema.Migration] = {1: to_second}
    monkeypatch.setattr(schema, "SCHEMA", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)


@pytest.mark.usefixtures("second_schema")
def test_an_older_file_is_backed_up_and_migrated_in_one_save(path: Path) -> None:
    before = path.read_bytes()
    with BookFile.open(path, writing=True) as file:
        assert len(file.load()) == 3
        kept = backups.backups(path)
        assert [backup.reason for backup in kept] == ["migrate"]
        assert backups.read_backup(path, kept[0].name) == before
    with TinyDB(path) as other:
        assert all(document["second"] for document in other.table(INVITES).all())
        assert other.table(META).all() == [{"schema": 2}]


@pytest.mark.usefixtures("second_schema")
def test_a_migration_that_can_not_be_saved_leaves_the_older_file_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with BookFile.open(path, writing=True) as file:
        monkeypatch.setattr("os.replace", full)
        with pytest.raises(Exception, match="No space left"):
            file.load()
    assert path.read_bytes() == before


@pytest.mark.usefixtures("second_schema")
def test_reading_alone_migrates_nothing(path: Path) -> None:
    before = path.read_bytes()
    with BookFile.open(path, writing=False) as file:
        assert len(file.load()) == 3
    assert path.read_bytes() == before
