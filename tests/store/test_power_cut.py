"""Power cuts, over a model of the disk: what was acknowledged is there, and the file is always whole."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from invitetui.domain.book import Book, Edits
from invitetui.store.backups import back_up, backups, read_backup
from invitetui.store.book_file import BookFile
from invitetui.store.errors import StoreError
from tests.store import power, stock
from tests.store.made import NOW, invitation, invitations, kept
from tests.store.power import Acknowledged, Cut, Made, Recorder, Step, Synced

CRASHES = 400
FIRST = invitations(12)
EDITS: list[Edits] = [
    FIRST,
    {"u1": invitation(1).recording(kept())},
    {"u13": invitation(13, note="n" * 2_000)},
    {"u2": None, "u3": None, "u13": invitation(13)},
    {f"u{n}": invitation(n, note="m" * 900) for n in range(14, 20)},
    {f"u{n}": None for n in range(4, 20)},
]


def books() -> list[Book]:
    """Return the book after no save, one, and so on."""
    found = [Book({})]
    for edits in EDITS:
        found.append(found[-1].replacing(edits))
    return found


def recorded(root: Path, **recipe: Any) -> list[Step]:
    """Return the steps of saving `EDITS` one after another into a file in a new folder."""
    root.mkdir()
    recorder = Recorder(root, **recipe)
    with BookFile.open(root / "data" / "invites.json", writing=True) as file, recorder.recording():
        for edits in EDITS:
            file.save(edits)
            recorder.acknowledge()
    return recorder.steps


def verdict(steps: list[Step], left: dict[Path, bytes | None], root: Path, again: Path) -> str:
    """Say what a power cut after `steps` did to the book."""
    again.mkdir()
    try:
        power.lay_out(left, root, again)
        path = again / "data" / "invites.json"
        with BookFile.open(path, writing=True) as file:
            book = file.load()
            assert not path.parent.exists() or len(list(path.parent.iterdir())) <= 1
    except StoreError:
        return "damaged"
    finally:
        shutil.rmtree(again)
    done = power.acknowledged(steps)
    return "whole" if book in books()[done : done + 2] else "lost"


def tally(steps: list[Step], root: Path, crashes: int = CRASHES) -> Counter[str]:
    again = root.with_name("again")
    return Counter(
        verdict(steps[:number], left, root, again) for number, left in power.cuts(steps, crashes, seed=3)
    )


def test_power_cut_leaves_the_old_book_or_the_new_and_all_that_was_acknowledged(tmp_path: Path) -> None:
    steps = recorded(tmp_path / "disk")
    assert tally(steps, tmp_path / "disk") == {"whole": CRASHES}


def test_power_cut_at_every_step_with_nothing_and_with_all_of_the_rest_kept(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    steps = recorded(root)
    for number in range(len(steps) + 1):
        for keeps in (False, True):
            left = power.after_power_cut(steps[:number], lambda: keeps)  # noqa: B023
            assert verdict(steps[:number], left, root, tmp_path / "again") == "whole", (number, keeps)


def test_without_the_sync_of_the_file_a_power_cut_damages_it(tmp_path: Path) -> None:
    steps = recorded(tmp_path / "disk", syncs=lambda what: isinstance(what, Path))
    assert tally(steps, tmp_path / "disk")["damaged"] > 0


def test_without_the_sync_of_the_folder_a_power_cut_loses_what_was_acknowledged(tmp_path: Path) -> None:
    steps = recorded(tmp_path / "disk", syncs=lambda what: isinstance(what, int))
    found = tally(steps, tmp_path / "disk")
    assert found["lost"] > 0
    assert found["damaged"] == 0


def test_without_the_sync_of_the_folder_above_a_power_cut_loses_a_new_folder(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    steps = recorded(root, syncs=lambda what: what != root)
    assert tally(steps, root)["lost"] > 0


class RecordedHandle:
    """The handle that stock TinyDB writes through, as file number 0 of the record."""

    def __init__(self, handle: Any, steps: list[Step]) -> None:
        self._handle = handle
        self._steps = steps

    def write(self, text: str) -> None:
        self._steps += power.wrote(0, self._handle.tell(), text.encode(), self._size)
        self._handle.write(text)

    def fileno(self) -> int:
        """Note a sync: TinyDB asks for the number to sync it, and for nothing else."""
        self._steps.append(Synced(0))
        return int(self._handle.fileno())

    def truncate(self) -> None:
        self._steps.append(Cut(0, self._handle.tell()))
        self._handle.truncate()

    @property
    def _size(self) -> int:
        return os.fstat(self._handle.fileno()).st_size

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handle, name)


def test_stock_tinydb_is_damaged_by_the_same_power_cuts(tmp_path: Path) -> None:
    path = tmp_path / "invites.json"
    steps: list[Step] = [Made(path, 0), Synced(tmp_path)]
    with TinyDB(path) as db:
        storage: Any = db.storage
        storage._handle = RecordedHandle(storage._handle, steps)
        for edits in EDITS:
            stock.save(db, edits)
            steps.append(Acknowledged())

    damaged = 0
    for _, left in power.cuts(steps, CRASHES, seed=3):
        try:
            stock.book_in(left.get(path) or b"{}")
        except ValueError:
            damaged += 1
    assert damaged > CRASHES / 4


def test_backup_outlasts_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data" / "invites.json"
    with BookFile.open(path, writing=True) as file:
        file.save(FIRST)
    root = tmp_path / "disk"
    root.mkdir()
    monkeypatch.setenv("INVITETUI_STATE", str(root / "state"))
    recorder = Recorder(root)
    with recorder.recording():
        made = back_up(path, "import", NOW)
        recorder.acknowledge()
    assert made

    for case, (number, left) in enumerate(power.cuts(recorder.steps, 100, seed=3)):
        again = tmp_path / f"again-{case}"
        again.mkdir()
        power.lay_out(left, root, again)
        monkeypatch.setenv("INVITETUI_STATE", str(again / "state"))
        there = backups(path)
        assert len(there) == 1 or not power.acknowledged(recorder.steps[:number])
        assert all(read_backup(path, each.name) == path.read_bytes() for each in there)
