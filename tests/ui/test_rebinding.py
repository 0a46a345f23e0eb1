"""Each command can be given another key, and everything that names keys then names that one."""

from __future__ import annotations

import re

import pytest

from invitetui.domain.views import Tab
from invitetui.settings import commented
from invitetui.ui.commands import BY_ID, COMMANDS, MOVES, Command, footer, help_for
from invitetui.ui.keymap import checked
from tests.readme import README, filled
from tests.ui.running import few, running

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
