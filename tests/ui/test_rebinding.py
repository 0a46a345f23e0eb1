"""Each command can be given another key, and everything that names keys then names that one."""

from __future__ import annotations

import re

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.views import Tab
from invitetui.settings import commented
from invitetui.ui.commands import BY_ID, COMMANDS, MOVES, Command, footer, help_for
from invitetui.ui.keymap import checked
from tests.readme import README, filled
from tests.ui.running import USUAL, event, few, running, sent

ODD = dict(zip(BY_ID, map(chr, range(0x3B1, 0x3B1 + len(BY_ID))), strict=True))
"""A letter of its own for each command, beyond what any of them has by itself."""


@pytest.mark.parametrize("command", COMMANDS, ids=BY_ID)
def test_each_is_told_with_its_key_wherever_keys_are_told(command: Command) -> None:
    assert checked({command.id: "f19"}) == ({command.id: "f19"}, ())
    assert f'\n# {command.id} = "{command.keys}"\n' in commented([(command.id, command.keys, command.help)])
    keys = " ".join(f"`{key}`" for key in command.all_keys.split())
    text = README.read_text(encoding="utf-8")
    assert filled(text) == text
    assert f"| {keys} | {command.help} |" in text


async def test_sentences_on_the_lists_name_the_keys_that_were_given() -> None:
    lena = sent("Lena Vos", 40, event(Kind.MISSED, 1))
    async with running([*few(), lena], size=(200, 40), keys=ODD) as ui:
        assert f"{ODD['questions']} 1 question" in ui.header
        assert [f"{ODD[f'tab_{tab}']} " in ui.tabs for tab in Tab] == [True] * 4
        for keys, says in (
            (["keep"], f"kept · {ODD['undo']} undoes"),
            (["undo"], f" · {ODD['redo']} does it again"),
            (["redo"], f" · {ODD['undo']} undoes"),
            (["open"], f"then say what happened · {ODD['undo']} undoes"),
            (["next_match"], f"{ODD['next_match']} goes to the next row"),
            (["filters"], f"type one with {ODD['filter']} and keep it with {ODD['filters']} and +"),
        ):
            await ui.press(*(ODD[key] for key in keys))
            assert says in ui.message
        await ui.press("~")
        assert f"{ODD['help']} shows the keys that do" in ui.message
        await ui.press(ODD["filter"], *"nobody", "enter")
        assert f"Nothing matches the filter; {ODD['back']} takes it away." in ui.text


async def test_an_empty_book_names_the_keys_that_were_given() -> None:
    async with running([], size=USUAL, keys=ODD) as ui:
        assert f"press {ODD['import']} and pick the ZIP file" in ui.words
        assert f"{ODD['demo']} shows a made-up book" in ui.words.replace("  ", " ")
        assert f"{ODD['quit']} leads back here" in ui.words
        await ui.press(ODD["restriction"], "1", "enter")
        assert f"{ODD['restriction']} restricted" in ui.header
        assert f" · {ODD['undo']} undoes" in ui.message


@pytest.mark.parametrize("tab", Tab)
async def test_footer_help_and_palette_name_the_keys_that_were_given(tab: Tab) -> None:
    assert checked(ODD) == (ODD, ())
    async with running(few(), size=(200, 150), keys=ODD) as ui:
        await ui.press(ODD[f"tab_{tab}"])
        assert ui.tab is tab
        for command in footer(tab):
            assert f"{ODD[command.id]} {command.word}" in ui.footer
        await ui.press(ODD["help"])
        for commands in help_for(tab).values():
            for command in commands:
                line = next(line for line in ui.part("#keys-help") if command.help[:40] in line)
                assert line.split()[0] == ODD[command.id], command.id
        await ui.press("escape", ODD["palette"])
        await ui.until(lambda: re.search(r"(?i)settings  ", ui.text))
        for command in COMMANDS:
            if tab in command.where and command not in MOVES:
                assert f"{command.word.capitalize()}  {ODD[command.id]}" in ui.text, command.id
