"""Every look says the same: colour only repeats what form and words say."""

from __future__ import annotations

import re

import pytest
from textual.theme import BUILTIN_THEMES

from invitetui.ui.look import DARK, LIGHT, STYLES, VARIABLES
from invitetui.ui.present.pieces import Role
from tests.ui.running import WIDE, few, running


async def shown(theme: str | None) -> list[str]:
    told = []
    async with running(few(), theme=theme, size=WIDE) as ui:
        for keys in ("1", "2", "3", "4", "t"):
            await ui.press(keys)
            await ui.until(lambda: "working …" not in ui.text)
            told.append(re.sub(r" [▁-▇]$", "", ui.text, flags=re.MULTILINE))  # how a scrollbar ends
        if theme:
            assert ui.app.theme == theme
    return told


THEMES = [
    *[DARK.name, LIGHT.name, "textual-light", "ansi-dark", "ansi-light", "dracula"],
]


async def test_each_theme_and_no_colour_show_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(THEMES) <= {*BUILTIN_THEMES, DARK.name, LIGHT.name}
    default = await shown(None)
    for theme in THEMES:
        assert await shown(theme) == default, theme
    monkeypatch.setenv("NO_COLOR", "1")
    assert await shown(None) == default


async def test_an_unknown_theme_is_the_default() -> None:
    async with running(few(), theme="no-such-theme") as ui:
        assert ui.app.theme == DARK.name


async def test_the_theme_can_be_changed_while_it_runs() -> None:
    async with running(few()) as ui:
        before = ui.text
        styles = {segment.style for strip in ui.strips() for segment in strip}
        ui.app.theme = LIGHT.name
        await ui.settle()
        assert ui.text == before
        assert {segment.style for strip in ui.strips() for segment in strip}.isdisjoint(styles - {None})


def test_every_role_has_a_style_and_every_theme_its_colours() -> None:
    assert set(STYLES) == set(Role)
    assert set(DARK.variables) == set(LIGHT.variables) == set(VARIABLES)
