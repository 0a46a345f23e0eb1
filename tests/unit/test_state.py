"""What invitetui notes for itself: read leniently, written whole and for the owner only."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from invitetui.state import State, StateError, StateFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def test_what_was_noted_is_there_the_next_time(path: Path) -> None:
    first = StateFile(path)
    assert first.state == State()
    first.change(tab="stale", filters={"1": "older:14d"})
    assert StateFile(path).state == State(tab="stale", filters={"1": "older:14d"})
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208  # nothing is left beside it


def test_a_note_waits_for_the_end(path: Path) -> None:
    notes = StateFile(path)
    notes.note(tab="stats")
    assert notes.state.tab == "stats"
    assert not path.exists()
    notes.save()
    assert StateFile(path).state.tab == "stats"


def test_two_runs_keep_what_each_has_noted(path: Path) -> None:
    one, other = StateFile(path), StateFile(path)
    one.change(hints=5)
    other.change(tab="cooling")
    assert StateFile(path).state == State(tab="cooling", hints=5)


@pytest.mark.parametrize("held", ["", "[", "[]", "7", "null", "\udcff", "[" * 100_000])
def test_a_file_that_says_nothing_sensible_holds_nothing(path: Path, held: str) -> None:
    path.parent.mkdir()
    path.write_bytes(held.encode("utf-8", "surrogateescape"))
    assert StateFile(path).state == State()


def test_a_field_that_cannot_be_read_costs_only_itself(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(msgspec.json.encode({"tab": 7, "hints": 3, "filters": {"1": 2}, "of a newer one": 1}))
    assert StateFile(path).state == State(hints=3)
    StateFile(path).change(pane=50)
    assert msgspec.json.decode(path.read_bytes())["of a newer one"] == 1


def test_without_a_path_nothing_is_written() -> None:
    notes = StateFile()
    notes.change(tab="stale")
    assert notes.state.tab == "stale"


def test_a_folder_that_takes_no_file_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    notes = StateFile(tmp_path / "file" / "state.json")
    with pytest.raises(StateError, match=r"state\.json can't be written: "):
        notes.change(tab="stale")
    assert notes.state.tab == "stale"
