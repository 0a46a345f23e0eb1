"""TinyDB over our storage answers as TinyDB over its own: every public operation, on both, side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tinydb import JSONStorage, Query, TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import add, decrement, delete, increment, set, subtract  # noqa: A004 - TinyDB's names
from tinydb.table import Document, Table

from invitetui.store.storage import BookStorage
from invitetui.store.table import InvitationDB, InvitationTable

ROWS: list[dict[str, Any]] = [
    {"n": 1, "word": "a", "deep": {"list": [1, 2, {"x": None}]}},
    {"n": 2, "word": "b", "deep": {"list": []}},
    {"n": 3, "word": "Zoë 雷", "deep": {"flag": True, "share": 1.5}},
    {"n": 3, "word": 'a "quoted"\nline\t\x00'},
]

Work = Callable[[Any], Any]
"""Done to a table, or to the whole database, whose default table answers for it."""


class Other(Mapping[str, Any]):
    """A mapping that is no dict."""

    def __init__(self, **values: Any) -> None:
        self.values_ = values

    def __getitem__(self, name: str) -> Any:
        return self.values_[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


def many(number: Any) -> bool:
    return bool(number > 1)


def shout(document: dict[str, Any]) -> None:
    document["word"] = document["word"].upper()


WORK: dict[str, Work] = {
    "insert": lambda t: t.insert({"new": 1}),
    "insert a mapping": lambda t: t.insert(Other(n=9)),
    "insert with an id": lambda t: (t.insert(Document({"n": 9}, doc_id=40)), t.insert({"n": 10})),
    "insert with an id that is taken": lambda t: t.insert(Document({}, doc_id=1)),
    "insert what is no document": lambda t: t.insert([1]),
    "insert what is no JSON": lambda t: t.insert({"n": object()}),
    "insert several": lambda t: t.insert_multiple({"n": n} for n in range(20, 25)),
    "insert several with ids": lambda t: t.insert_multiple([Document({"n": n}, doc_id=n) for n in (7, 9)]),
    "insert none": lambda t: t.insert_multiple([]),
    "insert one as several": lambda t: t.insert_multiple({"n": 1}),
    "all": lambda t: t.all(),
    "iterate": list,
    "length": len,
    "search": lambda t: t.search(where("n") == 3),
    "search twice, changed in between": lambda t: (
        t.search(where("n") == 3),
        t.update({"n": 4}, where("n") == 3),
        t.search(where("n") == 3),
    ),
    "search deep": lambda t: t.search(Query().deep.list.any([1])),
    "search by a test": lambda t: t.search(where("n").test(many)),
    "search by a pattern": lambda t: t.search(where("word").matches("a.*")),
    "search with and, or, not": lambda t: t.search((where("n") > 1) & ~(where("n") == 2) | (where("n") == 1)),
    "search nothing": lambda t: t.search(where("nothing").exists()),
    "get": lambda t: t.get(where("n") == 3),
    "get by id": lambda t: (t.get(doc_id=2), t.get(doc_id=99)),
    "get by ids": lambda t: t.get(doc_ids=[3, 1, 99]),
    "get nothing": lambda t: t.get(),
    "contains": lambda t: (t.contains(where("n") == 3), t.contains(doc_id=1), t.contains(doc_id=99)),
    "contains nothing": lambda t: t.contains(),
    "count": lambda t: t.count(where("n") == 3),
    "update": lambda t: t.update({"n": 7, "more": []}, where("n") == 3),
    "update by a mapping": lambda t: t.update(Other(n=7), doc_ids=[1]),
    "update all": lambda t: t.update({"all": None}),
    "update by ids": lambda t: t.update({"n": 8}, doc_ids=[1, 3]),
    "update an id that is not there": lambda t: t.update({"n": 8}, doc_ids=[99]),
    "update by a function": lambda t: t.update(shout, where("n") == 1),
    "update fails half-way": lambda t: t.update(delete("deep")),
    "update several": lambda t: t.update_multiple([({"n": 5}, where("n") == 1), (shout, where("n") == 2)]),
    "set": lambda t: t.update(set("n", 0), where("n") == 1),
    "add": lambda t: t.update(add("n", 5), where("n") == 1),
    "subtract": lambda t: t.update(subtract("n", 5), where("n") == 1),
    "increment": lambda t: t.update(increment("n")),
    "decrement": lambda t: t.update(decrement("n"), doc_ids=[2]),
    "delete a field": lambda t: t.update(delete("deep"), where("deep").exists()),
    "upsert one that is there": lambda t: t.upsert({"n": 2, "word": "up"}, where("n") == 2),
    "upsert one that is not": lambda t: t.upsert({"n": 99}, where("n") == 99),
    "upsert by id": lambda t: [t.upsert(Document({"n": 0}, doc_id=number)) for number in (1, 60)],
    "upsert by nothing": lambda t: t.upsert({"n": 1}),
    "remove": lambda t: t.remove(where("n") == 3),
    "remove by ids": lambda t: t.remove(doc_ids=[1, 4]),
    "remove an id that is not there": lambda t: t.remove(doc_ids=[99]),
    "remove nothing": lambda t: t.remove(),
    "remove the last and insert": lambda t: (t.remove(doc_ids=[4]), t.insert({"n": "new"})),
    "truncate and insert": lambda t: (t.truncate(), len(t), t.insert({"n": 1})),
    "truncate": lambda t: t.truncate(),
}  # fmt: skip


def outcome(work: Work, on: object) -> object:
    """Return what came of it: plain values with their ids, or the kind of error."""
    try:
        return plain(work(on))
    except Exception as error:  # noqa: BLE001 - that both raise the same is what is compared
        return type(error)


def plain(value: Any) -> Any:
    if isinstance(value, Document):
        return value.doc_id, dict(value)
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def tables_in(path: Path) -> object:
    """Return what stands in the file, for another program."""
    return json.loads(path.read_bytes())


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[TinyDB, TinyDB]]:
    """Ours and stock TinyDB, with the same rows in two tables."""
    with (
        InvitationDB(tmp_path / "ours.json", storage=BookStorage) as ours,
        TinyDB(tmp_path / "stock.json") as stock,
    ):
        for db in (ours, stock):
            db.insert_multiple(ROWS)
            db.table("invites").insert_multiple(ROWS)
        yield ours, stock


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_an_operation_does_and_leaves_the_same(
    both: tuple[TinyDB, TinyDB], tmp_path: Path, work: Work
) -> None:
    ours, stock = both
    assert outcome(work, ours) == outcome(work, stock)
    assert outcome(work, ours.table("invites")) == outcome(work, stock.table("invites"))
    assert plain(ours.all()) == plain(stock.all())
    assert tables_in(tmp_path / "ours.json") == tables_in(tmp_path / "stock.json")

    with (
        InvitationDB(tmp_path / "ours.json", storage=BookStorage) as ours,
        TinyDB(tmp_path / "stock.json") as stock,
    ):
        assert plain(ours.table("invites").all()) == plain(stock.table("invites").all())
        assert ours.table("invites").insert({}) == stock.table("invites").insert({})


def test_tables_are_listed_dropped_and_kept_apart(both: tuple[TinyDB, TinyDB], tmp_path: Path) -> None:
    for db in both:
        db.table("third").insert({"n": 1})
        db.table("empty", persist_empty=True)
        assert db.tables() == {"_default", "invites", "third", "empty"}
        db.drop_table("third")
        db.drop_table("never there")
        assert len(db.table("third")) == 0
        db.table("third").insert({"n": 2})
        assert db.table("third").get(doc_id=1) == {"n": 2}
    assert tables_in(tmp_path / "ours.json") == tables_in(tmp_path / "stock.json")
    for db in both:
        db.drop_tables()
        assert (len(db.tables()), len(db), db.all()) == (0, 0, [])
        assert db.insert({"n": 1}) == 1
    assert tables_in(tmp_path / "ours.json") == tables_in(tmp_path / "stock.json")


def test_a_table_is_one_object_with_a_name(both: tuple[TinyDB, TinyDB]) -> None:
    ours, _ = both
    table = ours.table("invites")
    assert table is ours.table("invites")
    assert isinstance(table, InvitationTable)
    assert table.name == "invites"
    assert repr(table).startswith("<InvitationTable name='invites', total=4, storage=")
    assert "'invites=4'" in repr(ours)
    assert isinstance(ours.storage, BookStorage)


def test_a_search_is_answered_from_the_cache_until_something_changes(both: tuple[TinyDB, TinyDB]) -> None:
    ours, _ = both
    table: Table = ours.table("cached", cache_size=2)
    table.insert({"n": 1})
    query = where("n") == 1
    found = table.search(query)
    found.clear()
    assert plain(table.search(query)) == [(1, {"n": 1})]
    table.insert({"n": 1})
    assert table.count(query) == 2
    for n in range(9):
        table.search(where("n") == n)
    assert table.count(query) == 2


def test_what_was_read_is_not_what_is_stored(both: tuple[TinyDB, TinyDB]) -> None:
    ours, _ = both
    row = ours.get(doc_id=1)
    assert isinstance(row, Document)
    row["deep"]["list"].append("mine")
    assert ours.get(doc_id=1) == ROWS[0]


def test_ids_go_on_after_a_restart(tmp_path: Path) -> None:
    for expected in ([1, 2, 3], [4, 5, 6]):
        with TinyDB(tmp_path / "ours.json", storage=BookStorage) as db:
            assert db.insert_multiple({"n": n} for n in range(3)) == expected


def test_opening_and_reading_writes_nothing(tmp_path: Path) -> None:
    with TinyDB(tmp_path / "ours.json", storage=BookStorage) as db:
        assert db.all() == []
        assert db.search(where("n") == 1) == []
    assert list(tmp_path.iterdir()) == []


def cached(storage: type[BookStorage | JSONStorage]) -> Any:
    middleware: Any = CachingMiddleware
    return middleware(storage)


def test_under_the_caching_middleware(tmp_path: Path) -> None:
    for name, storage in (("ours", BookStorage), ("stock", JSONStorage)):
        with TinyDB(tmp_path / f"{name}.json", storage=cached(storage)) as db:
            db.insert_multiple(ROWS)
            db.remove(doc_ids=[2])
    assert tables_in(tmp_path / "ours.json") == tables_in(tmp_path / "stock.json")
