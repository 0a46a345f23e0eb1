"""The log says in what order things went, and nothing of what the person keeps."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from invitetui import log


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    log.start(tmp_path / "state" / "log")
    yield tmp_path / "state" / "log"
    log.stop()


def written(folder: Path) -> str:
    return (folder / log.NAME).read_text(encoding="ascii")


def test_counts_and_fixed_words_are_written_and_other_text_is_left_out(folder: Path) -> None:
    log.note("step", kind="Record", invitations=3, saved=True, by=None, name="Ada Okafor", odd="\x1b[2J")
    assert written(folder).endswith("step kind=Record invitations=3 saved=True name=? odd=?\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_person_can_read_it(folder: Path) -> None:
    log.note("step")
    assert stat.S_IMODE((folder / log.NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_takes_a_megabyte_at_most(folder: Path) -> None:
    for number in range(30_000):
        log.note("step", kind="Record", number=number)
    assert "number=29999" in written(folder)
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == [log.NAME, *(f"{log.NAME}.{number}" for number in (1, 2, 3))]
    assert sum(path.stat().st_size for path in files) <= 1024 * 1024


def fail(name: str) -> None:
    secret = f"note for {name}"
    raise KeyError(secret)


def test_a_crash_is_told_by_its_kinds_and_lines_of_code_without_a_word_of_the_person_s(folder: Path) -> None:
    try:
        try:
            fail("Ada Okafor")
        except KeyError as error:
            raise RuntimeError("Ada again") from error
    except RuntimeError as error:
        log.crash(error)
    told = written(folder)
    assert "crash kind=RuntimeError" in told
    assert "crash kind=KeyError" in told
    assert "test_log.py" in told
    assert " fail\n" in told
    assert "Ada" not in told
    assert str(Path.home()) not in told


def test_where_it_can_t_be_written_nothing_stops(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log.start(tmp_path / "file" / "log")
    log.note("step")
    log.crash(ValueError())
    log.stop()
    log.note("nobody listens")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_stops_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.joinpath(log.NAME).unlink()
    folder.joinpath(log.NAME).symlink_to("/dev/full")
    log.start(folder)
    log.note("step")
    assert capsys.readouterr() == ("", "")
