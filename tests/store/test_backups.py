"""Backups: made before what replaces much, brought back whole, thinned out with age."""

from __future__ import annotations

import errno
import gzip
import os
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invitetui.domain.book import Book
from invitetui.store import backups as kept
from invitetui.store.backups import back_up, backups, read_backup, superfluous
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, NoSuchBackup, NotSaved, StoreError
from tests.store.made import NOW, ROOT, invitation, invitations, on_disk

MINUTE = timedelta(minutes=1)


def test_backup_is_described_and_brought_back(file: BookFile, path: Path, state: Path) -> None:
    made = back_up(path, "import", NOW)
    assert made
    assert (made.name, made.when, made.reason) == ("20260302T093000Z-import-3", NOW, "import")
    assert made.invitations == 3
    file.save({"u1": None})
    assert back_up(path, "restore", NOW + MINUTE)

    file.replace_with(read_backup(path, made.name))

    assert file.load() == on_disk(path) == Book(invitations(3))
    assert [each.reason for each in backups(path)] == ["restore", "import"]
    assert [each.invitations for each in backups(path)] == [2, 3]


def test_a_save_waits_for_a_backup_that_is_being_made(
    file: BookFile, path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go_on = Event(), Event()

    def compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
        begun.set()
        assert may_go_on.wait(60)
        return whole(pieces)

    whole = kept._compressed
    monkeypatch.setattr(kept, "_compressed", compressed)
    with ThreadPoolExecutor() as threads:
        backup = threads.submit(file.back_up, "start", NOW)
        assert begun.wait(60)
        save = threads.submit(file.save, {"u1": None})
        assert not wait([save], timeout=0.1).done
        may_go_on.set()
        backup.result(60), save.result(60)
    assert [each.invitations for each in backups(path)] == [3]
    assert len(on_disk(path)) == 2


def test_backup_is_for_the_person_alone_and_beside_no_other_file(
    file: BookFile, path: Path, state: Path
) -> None:
    made = back_up(path, "import", NOW)
    (kept,) = (state / "backups").rglob("*.gz")
    assert made
    assert made.size == kept.stat().st_size
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert gzip.decompress(kept.read_bytes()) == path.read_bytes()
    assert backups(path.with_name("other.json")) == []


def test_nothing_to_back_up(file: BookFile, path: Path) -> None:
    assert back_up(path.with_name("missing.json"), "import", NOW) is None
    assert back_up(path, "import", NOW)
    assert back_up(path, "import", NOW + MINUTE) is None
    assert len(backups(path)) == 1


def test_backups_of_one_second_have_names_of_their_own(file: BookFile, path: Path) -> None:
    for number in range(12):
        file.save({"u1": invitation(1, note=str(number))})
        assert back_up(path, "import", NOW)
    names = [each.name for each in backups(path)]
    assert names[0].endswith("-3-12")
    assert names[-1].endswith("-3")
    assert len(set(names)) == 12


@pytest.mark.parametrize("name", ["../../invites", "20260302T093000Z-import-3/../x", "", "x", "/etc/passwd"])
def test_names_lead_nowhere_else(file: BookFile, path: Path, name: str) -> None:
    back_up(path, "import", NOW)
    with pytest.raises(NoSuchBackup):
        read_backup(path, name)


def test_reason_is_one_word(file: BookFile, path: Path) -> None:
    with pytest.raises(ValueError, match="one lower-case word"):
        back_up(path, "../up", NOW)


def test_unknown_backup(path: Path) -> None:
    with pytest.raises(NoSuchBackup):
        read_backup(path, "20260302T093000Z-import-3")


def test_damaged_book_is_kept_but_not_brought_back(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"torn")
    made = back_up(path, "restore", NOW)
    assert made
    assert made.invitations is None
    with pytest.raises(Damaged):
        read_backup(path, made.name)


@pytest.mark.parametrize("length", [0, 5, 40, -9])
def test_damaged_backup_is_refused(file: BookFile, path: Path, state: Path, length: int) -> None:
    made = back_up(path, "import", NOW)
    assert made
    (kept,) = (state / "backups").rglob("*.gz")
    kept.write_bytes(kept.read_bytes()[:length])
    with pytest.raises(Damaged):
        read_backup(path, made.name)
    assert back_up(path, "import", NOW + MINUTE)


def test_backup_that_cannot_be_written_leaves_none_behind(file: BookFile, path: Path, state: Path) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(NotSaved):
            back_up(path, "import", NOW)
    assert backups(path) == []
    assert back_up(path, "import", NOW)


def test_save_succeeds_where_no_backup_can_be_written(file: BookFile, path: Path, state: Path) -> None:
    (state / "backups").write_text("a file where the folder should be")
    with pytest.raises(StoreError):
        back_up(path, "import", NOW)
    file.save({"u1": None})
    assert len(on_disk(path)) == 2


def test_import_is_done_with_a_warning_where_no_backup_can_be_written(
    file: BookFile, path: Path, state: Path, tmp_path: Path
) -> None:
    export, new = tmp_path / "export.json", tmp_path / "new" / "invites.json"
    program = [sys.executable, "-m", "invitetui", "--file"]
    subprocess.run([*program, str(path), "export", str(export)], cwd=ROOT, check=True, capture_output=True)
    with BookFile.open(new, writing=True) as other:
        other.save({"u9": invitation(9)})
    (state / "backups").write_text("a file where the folder should be")

    command = [*program, str(new), "import", str(export)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "no backup could be made" in done.stderr
    assert len(on_disk(new)) == 4


def test_other_files_in_the_folder_are_left_alone(file: BookFile, path: Path, state: Path) -> None:
    back_up(path, "import", NOW)
    folder = next((state / "backups").iterdir())
    for name in ("notes.txt", "x.json.gz", "99999999T999999Z-import-1.json.gz"):
        (folder / name).touch()
    assert len(backups(path)) == 1


def test_old_backups_are_thinned_out(file: BookFile, path: Path) -> None:
    for number in range(26):
        file.save({"u1": invitation(1, note=str(number))})
        back_up(path, "import", NOW + number * MINUTE)
    assert [each.when for each in backups(path)] == [NOW + number * MINUTE for number in range(25, 5, -1)]


def test_a_copy_an_hour_for_two_years() -> None:
    whens = [NOW - timedelta(hours=number) for number in range(2 * 366 * 24)]
    gone = superfluous(whens, NOW)
    kept = [when for position, when in enumerate(whens) if position not in gone]

    assert kept[:20] == whens[:20]
    days = {when.date() for when in kept if when > NOW - timedelta(days=14)}
    assert len(days) == 15
    weeks = {when.isocalendar()[:2] for when in kept if when > NOW - timedelta(weeks=8)}
    assert len(weeks) == 9
    months = {(when.year, when.month) for when in kept}
    assert len(months) == 13
    assert len(kept) < 60


instants = st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(derandomize=True, database=None, deadline=None)
@given(st.lists(instants, max_size=80), instants)
def test_thinning_keeps_the_last_and_settles(whens: list[datetime], now: datetime) -> None:
    whens = sorted(whens, reverse=True)
    gone = superfluous(whens, now)
    kept = [when for position, when in enumerate(whens) if position not in gone]
    assert kept[:20] == whens[:20]
    assert superfluous(kept, now) == set()


def test_thinning_day_by_day_keeps_a_copy_of_each_month() -> None:
    kept: list[datetime] = []
    for number, now in zip(range(800), (NOW + timedelta(hours=12 * n) for n in count()), strict=False):
        kept.insert(0, now)
        gone = superfluous(kept, now)
        kept = [when for position, when in enumerate(kept) if position not in gone]
        assert len(kept) <= 20 + 15 + 9 + 13, number
    assert len({(when.year, when.month) for when in kept}) >= 12
