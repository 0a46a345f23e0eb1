"""One declaration: keys, footer, help and palette all say the same."""

from __future__ import annotations

from collections import Counter
from typing import cast

import pytest
from textual.command import CommandPalette
from textual.keys import _character_to_key
from textual.screen import Screen

from invitetui.domain.views import Tab
from invitetui.ui.commands import BY_ID, COMMANDS, MOVES, SCREEN_COMMANDS, Command, footer, help_for
from invitetui.ui.screens.help import live_keys
from invitetui.ui.screens.main import MainScreen
from invitetui.ui.widgets.invitation_table import InvitationTable
from tests.ui.running import USUAL, WIDE, few, running

EACH = pytest.mark.parametrize("command", COMMANDS, ids=BY_ID)
TABS = pytest.mark.parametrize("tab", Tab)


def keys_of(command: Command) -> list[str]:
    return [_character_to_key(key) if len(key) == 1 else key for key in command.keys.split(",")]


@EACH
def test_each_says_what_it_does(command: Command) -> None:
    assert command.word
    assert command.help.endswith(".")
    assert command.key
    assert command.where
    assert len(command.all_keys.split()) == len(keys_of(command))


@EACH
def test_each_does_something(command: Command) -> None:
    if command in MOVES:
        assert hasattr(InvitationTable, f"action_{command.id}")
    else:
        assert callable(getattr(MainScreen, f"do_{command.id}"))


def test_nothing_is_done_that_is_not_declared() -> None:
    assert len(BY_ID) == len(COMMANDS)
    done = {name.removeprefix("do_") for name in dir(MainScreen) if name.startswith("do_")}
    assert done == {command.id for command in SCREEN_COMMANDS}


@TABS
def test_no_key_means_two_things_on_one_tab(tab: Tab) -> None:
    bound = Counter(key for command in COMMANDS if tab in command.where for key in keys_of(command))
    assert {key for key, times in bound.items() if times > 1} == set()


@TABS
def test_footer_places_are_unique(tab: Tab) -> None:
    places = [command.footer for command in footer(tab)]
    assert places == sorted(set(places))


@TABS
@pytest.mark.parametrize("size", [WIDE, USUAL, (40, 10)])
async def test_footer_shows_as_many_as_there_is_room_for(tab: Tab, size: tuple[int, int]) -> None:
    async with running(few(), size=size) as ui:
        await ui.press(str(list(Tab).index(tab) + 1))
        shown = ui.footer.split("  ")
        assert shown == [f"{command.key} {command.word}" for command in footer(tab)][: len(shown)]
        assert len(shown) >= 3


@TABS
async def test_help_shows_exactly_the_live_keys(tab: Tab) -> None:
    async with running(few(), size=(120, 100)) as ui:
        await ui.press(str(list(Tab).index(tab) + 1), "question_mark")
        lines = ui.lines
        wanted = [command for commands in help_for(tab).values() for command in commands]
        assert {command.id for command in COMMANDS if tab in command.where} == {c.id for c in wanted}
        for command in wanted:
            assert any(command.key in line.split() and command.help[:40] in line for line in lines), command
        for command in COMMANDS:
            if tab not in command.where:
                assert not any(command.help in line for line in lines), command.id
        live = live_keys(cast("Screen[object]", ui.main))
        for command in wanted:
            shown, declared = live[command.id].split(), command.all_keys.split()
            assert shown == declared[: len(shown)]


async def test_help_follows_a_rebound_key() -> None:
    async with running(few(), size=(120, 100)) as ui:
        ui.app.set_keymap({"keep": "f5"})
        await ui.press("f5")
        assert "Priya Tanaka kept" in ui.message
        await ui.press("question_mark")
        assert " f5 " in ui.line(BY_ID["keep"].help[:40])


@pytest.mark.parametrize("key", ["escape", "question_mark", "q", "enter"])
async def test_help_closes_and_scrolls(key: str) -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("question_mark")
        first = ui.text
        await ui.press("j", "j", "k")
        assert ui.text != first
        await ui.press("k")
        assert ui.text == first
        await ui.press(key)
        assert ui.app.screen is ui.main


async def test_help_explains_the_signs() -> None:
    async with running(few(), size=(120, 140)) as ui:
        await ui.press("f1")
        for sign in "·○◐◕●◌▲■▽⚑☾":
            assert sign in ui.text
        assert "does not lift a restriction" in ui.words


@TABS
async def test_palette_offers_the_commands_of_the_tab(tab: Tab) -> None:
    async with running(few(), size=(120, 170)) as ui:
        await ui.press(str(list(Tab).index(tab) + 1), "colon")
        await ui.until(lambda: "Every command, person" in ui.text)
        offered = [command for command in SCREEN_COMMANDS if tab in command.where]
        for command in offered:
            assert f"{command.word.capitalize()}  {command.key}" in ui.text, command.id
            assert command.help in ui.text
        assert [c.id for c in SCREEN_COMMANDS if tab not in c.where and c.help in ui.text] == []


async def test_palette_finds_and_runs() -> None:
    async with running(few()) as ui:
        await ui.press("ctrl+p")
        assert isinstance(ui.app.screen, CommandPalette)
        await ui.press(*"keep")
        await ui.until(lambda: BY_ID["keep"].help in ui.text)
        await ui.press("enter")
        await ui.until(lambda: ui.app.screen is ui.main)
        await ui.settle()
        assert "Priya Tanaka kept" in ui.message


async def test_palette_takes_hostile_words() -> None:
    async with running(few()) as ui:
        await ui.press("colon", *"[/x][@click=app.bell]x[/]")
        assert "[/x][@click=app.bell]x[/]" in ui.text
        await ui.press("escape")
        assert ui.app.screen is ui.main


async def test_help_ends_with_the_limits_and_what_is_known_of_them() -> None:
    async with running(few(), size=(120, 60)) as ui:
        await ui.press("question_mark", *["pagedown"] * 12)
        for told in (
            "Two-week mark: 14 days",
            "Cool-down after a withdrawal: 21 days",
            "Withdrawals a day: 10 people",
            "Invitations a week: 100 invitations",
            "Pending: too many: 200 invitations",
            "LinkedIn publishes none",
        ):
            assert told in ui.words
