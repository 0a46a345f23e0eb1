"""What is chosen in the app is ours to keep; config.toml stays as the person wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from invitetui.settings import Settings, choose, read
from invitetui.state import StateError, StateFile


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('theme = "nord"\n[rules]\nstale_days = 10\nday_starts = 9\nday_ends = 18\n')
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def settings(config: Path, state: Path) -> Settings:
    return read(config, StateFile(state).state)


def test_what_was_chosen_goes_before_the_file(config: Path, state: Path) -> None:
    before = config.read_bytes()
    choose("stale_days", 21, config, StateFile(state))
    choose("theme", "gruvbox", config, StateFile(state))
    choose("working_days", ["tue", "sat"], config, StateFile(state))
    found = settings(config, state)
    assert (found.rules.stale_days, found.theme, found.rules.working_days) == (21, "gruvbox", (1, 5))
    assert found.chosen == {"stale_days", "theme", "working_days"}
    assert config.read_bytes() == before
    assert read(config).rules.stale_days == 10


@pytest.mark.parametrize(("key", "other", "own"), [("stale_days", 21, 10), ("theme", "gruvbox", "nord")])
def test_choosing_what_the_file_says_takes_the_choice_away(
    config: Path, state: Path, key: str, other: object, own: object
) -> None:
    choose(key, other, config, StateFile(state))
    assert key in settings(config, state).chosen
    choose(key, own, config, StateFile(state))
    assert not settings(config, state).chosen
    config.write_text("[rules]\nstale_days = 12\n")
    assert settings(config, state).rules.stale_days == 12


@pytest.mark.parametrize(
    "chosen",
    [
        {"stale_days": "x"},
        {"stale_days": 0},
        {"stale_days": True},
        {"nope": 1},
        {"theme": 7},
        {"working_days": []},
        {"day_starts": 18},
    ],
)
def test_a_choice_that_cannot_be_in_force_is_none(
    config: Path, state: Path, chosen: dict[str, object]
) -> None:
    StateFile(state).change(chosen=chosen)
    found = settings(config, state)
    assert found == read(config)
    assert found.problems == ()


def test_a_choice_that_cannot_be_written_is_said_and_holds(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    state = StateFile(tmp_path / "file" / "state.json")
    with pytest.raises(StateError, match="can't be written"):
        choose("stale_days", 21, config, state)
    assert read(config, state.state).rules.stale_days == 21
