"""The settings in the app: shown with their evidence, changed at once, kept apart from config.toml."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING, Rules, evidence
from invitetui.settings import Settings, read
from invitetui.state import StateFile
from invitetui.ui.commands import BY_ID
from invitetui.ui.keymap import whole
from invitetui.ui.look import DARK, LIGHT
from tests.ui.running import USUAL, WIDE, Ui, few, running

SIZES = pytest.mark.parametrize("size", [USUAL, WIDE, (60, 16), (200, 60)])


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text("[rules]\ncooldown_days = 28\n", encoding="utf-8")
    return path


@pytest.fixture
def state(tmp_path: Path) -> StateFile:
    return StateFile(tmp_path / "state" / "state.json")


async def to(ui: Ui, title: str) -> None:
    """Open the settings and go to one of them."""
    await ui.press("comma")
    while title not in ui.part("#settings-evidence")[1]:
        await ui.press("j")


@SIZES
async def test_every_setting_is_listed_and_explained(size: tuple[int, int]) -> None:
    async with running(few(), size=size) as ui:
        await ui.press("comma")
        for setting in Settings(Path()).described():
            assert any(setting.title[:20] in line for line in ui.part("#settings")), setting
            if size[1] > 20:
                assert setting.says in ui.words
                assert WITHDRAWING_LIFTS_NOTHING in ui.words
            await ui.press("j")
        await ui.press("escape")
        assert ui.app.screen is ui.main


async def test_where_linkedin_publishes_nothing_the_evidence_says_so() -> None:
    for name, known in evidence().items():
        assert "LinkedIn" in known.says, name


async def test_a_value_is_checked_as_it_is_typed_and_in_force_at_once(config: Path, state: StateFile) -> None:
    before = config.read_bytes()
    async with running(few(), size=WIDE, config=config, state=state) as ui:
        assert "2 Stale 5" in ui.tabs
        await ui.press("comma", "enter", "backspace", "backspace")
        assert "a whole number of days from 1 to 180 is needed" in ui.text
        await ui.type("500")
        await ui.press("enter")
        assert "a whole number of days from 1 to 180 is needed" in ui.text
        assert ui.snapshot.rules == Rules()
        await ui.press("backspace", "backspace", "backspace", "6", "0", "enter")
        assert "60 days" in ui.line("Two-week mark   ")
        assert "chosen in the app" in ui.line("Two-week mark   ")
        await ui.press("escape")
        assert "2 Stale 1" in ui.tabs
    assert config.read_bytes() == before
    assert StateFile(state.path).state.chosen == {"stale_days": 60}
    assert read(config, StateFile(state.path).state).rules.stale_days == 60


async def test_a_choice_is_taken_back_to_what_the_file_says(config: Path, state: StateFile) -> None:
    async with running(few(), size=WIDE, config=config, state=state) as ui:
        await ui.press("comma", "j")
        assert "config.toml" in ui.line("Cool-down after a withdrawal  ")
        await ui.press("backspace")
        assert "Nothing was chosen here: it is config.toml" in ui.text
        await ui.press("enter", "backspace", "backspace", "7", "enter")
        assert "7 days" in ui.line("Cool-down after a withdrawal  ")
        assert ui.snapshot.rules.cooldown_days == 7
        await ui.press("backspace")
        assert "28 days" in ui.line("Cool-down after a withdrawal  ")
        assert ui.snapshot.rules.cooldown_days == 28
    assert StateFile(state.path).state.chosen == {}


async def test_hours_that_end_before_they_begin_are_refused(state: StateFile) -> None:
    async with running(few(), size=WIDE, state=state) as ui:
        await to(ui, "First working hour")
        await ui.press("enter", "backspace", "2", "0", "enter")
        assert "the working hours have to begin before they end" in ui.text
        assert ui.snapshot.rules.day_starts == 9
        await ui.press("escape", "escape")
        assert ui.app.screen is ui.main


async def test_days_are_typed_as_words(state: StateFile) -> None:
    async with running(few(), size=WIDE, state=state) as ui:
        await to(ui, "Days on which")
        await ui.press("enter", "ctrl+u")
        await ui.type("tue, thursday xyz")
        assert "“xyz” is no day of the week" in ui.text
        await ui.press("backspace", "backspace", "backspace", "enter")
        assert ui.snapshot.rules.working_days == (1, 3)
        assert any(" tue thu   " in line for line in ui.part("#settings"))


async def test_days_off_are_typed_as_dates(config: Path, state: StateFile) -> None:
    async with running(few(), size=WIDE, config=config, state=state) as ui:
        await to(ui, "Days off")
        await ui.press("enter")
        await ui.type("2026-12-24 2026-12-")
        assert "a list of dates is needed" in ui.text
        await ui.type("31")
        await ui.press("enter")
        assert ui.snapshot.rules.days_off == (date(2026, 12, 24), date(2026, 12, 31))
    assert read(config, StateFile(state.path).state).rules.days_off[1] == date(2026, 12, 31)


async def test_a_theme_is_seen_before_it_is_chosen(state: StateFile) -> None:
    async with running(few(), size=WIDE, state=state) as ui:
        await ui.press("comma", "G", "enter", "j")
        assert ui.app.theme == LIGHT.name
        await ui.press("escape")
        assert ui.app.theme == DARK.name
        await ui.press("enter", "j", "enter")
        assert ui.app.theme == LIGHT.name
        assert "invitetui-light" in ui.line("Theme   ")
        await ui.press("backspace")
        assert ui.app.theme == DARK.name
        await ui.press("escape")
        assert ui.app.screen is ui.main


async def test_a_choice_that_can_t_be_kept_is_in_force_and_said(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with running(few(), size=WIDE, config=config, state=StateFile(tmp_path / "file" / "state")) as ui:
        await ui.press("comma", "enter", "backspace", "0", "enter")
        assert "Only until you leave" in ui.text
        assert ui.snapshot.rules.stale_days == 10


async def test_of_several_mistakes_all_are_readable_and_none_is_shown_as_in_force(tmp_path: Path) -> None:
    own = tmp_path / "my-own.toml"
    long = "stale_marks_that_nobody_has_ever_heard_of_in_any_version"
    own.write_text(f'theme = "nrod"\n[rules]\n{long} = 3\n{long}_two = 4\n[keys]\nkep = "f5"\n')
    async with running(few(), size=USUAL, config=own) as ui:
        assert ui.message.startswith(f"my-own.toml: {long[:20]}")
        assert ui.message.endswith("… · and 3 more: , shows them")
        await ui.press("comma")
        for words in ("there is no such rule", f"{long}_two", "keys.kep", "“nrod”"):
            assert words in ui.words
        assert "0 keys and 0 templates" in ui.text
        await ui.press("end")
        assert re.search(r"Theme +invitetui +default", ui.text)
        await ui.resize(40, 12)
        await ui.resize(*USUAL)
        assert "“nrod”" in ui.words


async def test_mistakes_in_the_file_are_named_at_the_start_and_here(config: Path) -> None:
    config.write_text('theme = "nrod"\n[rules]\nstail_days = 3\n[keys]\nkep = "f5"\n', encoding="utf-8")
    mistakes = [
        "stail_days: there is no such rule",
        "keys.kep: there is no such command",
        "theme: there is none of the name “nrod”",
    ]
    async with running(few(), size=WIDE, config=config, keys={"kep": "f5"}, theme="nrod") as ui:
        assert ui.message.startswith(f"config.toml: {mistakes[0]} · and 2 more: , shows them")
        assert ui.app.theme == DARK.name
        await ui.press("comma")
        assert all(mistake in ui.text for mistake in mistakes)


async def test_rebound_keys_are_what_footer_help_and_palette_say() -> None:
    async with running(
        few(), size=(120, 170), keys={"filter": "f5", "details": "f6", "keep": "percent_sign"}
    ) as ui:
        assert "f5 filter" in ui.footer
        await ui.press("%")
        assert "Priya Tanaka kept" in ui.message
        await ui.press("f6")
        assert ui.app.screen is not ui.main
        await ui.press("escape", "4")
        await ui.press("enter")
        assert ui.app.screen is not ui.main, "enter is still the key of the figures"
        await ui.press("escape", "1", "enter")
        assert ui.app.screen is ui.main, "and no longer the details'"
        await ui.press("question_mark")
        assert ui.line(BY_ID["keep"].help[:40]).split()[0] == "%"
        assert ui.line(BY_ID["details"].help[:40]).split()[0] == "f6"
        await ui.press("escape", "colon")
        await ui.until(lambda: "Every command, person" in ui.text)
        assert "Keep  %" in ui.text
        assert "Filter  f5" in ui.text
    assert whole({"details": "f6"})["figure"] == "enter"
