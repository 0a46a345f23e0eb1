"""What is chosen in the app is ours to keep; config.toml stays as the person wrote it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from invitetui.settings import SettingsError, choose_mark, read


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text("[rules]\nstale_days = 10\n")
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def test_the_mark_that_was_chosen_goes_before_the_one_in_the_file(config: Path, state: Path) -> None:
    before = config.read_bytes()
    choose_mark(21, config, state)
    settings = read(config, state)
    assert settings.rules.stale_days == 21
    assert settings.chosen == {"stale_days"}
    assert config.read_bytes() == before
    assert oct(state.stat().st_mode & 0o777) == "0o600"
    assert os.listdir(state.parent) == ["state.json"]  # noqa: PTH208
    assert read(config).rules.stale_days == 10


def test_choosing_the_files_own_mark_takes_the_choice_away(config: Path, state: Path) -> None:
    choose_mark(21, config, state)
    choose_mark(10, config, state)
    assert read(config, state).rules.stale_days == 10
    assert not read(config, state).chosen
    config.write_text("[rules]\nstale_days = 12\n")
    assert read(config, state).rules.stale_days == 12


@pytest.mark.parametrize(
    "held", ["", "[", "[]", "7", '{"stale_days": "x"}', '{"stale_days": 0}', '{"stale_days": true}', "\udcff"]
)
def test_a_state_file_that_says_nothing_sensible_holds_nothing(config: Path, state: Path, held: str) -> None:
    state.parent.mkdir()
    state.write_bytes(held.encode("utf-8", "surrogateescape"))
    assert read(config, state).rules.stale_days == 10
    assert read(config, state).problems == ()


def test_a_choice_that_cannot_be_written_is_said(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="can't be written"):
        choose_mark(21, config, tmp_path / "file" / "state.json")
