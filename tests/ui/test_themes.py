"""Every look says the same: colour only repeats what form and words say."""

from __future__ import annotations

import re

import pytest
from rich.color import Color as Shown
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.markup import parse_style
from textual.theme import BUILTIN_THEMES, Theme

from invitetui.ui.colourless import Colourless
from invitetui.ui.look import DARK, LIGHT, READABLE, STYLES, contrast, style_of, variables
from invitetui.ui.present.pieces import Role
from tests.ui.running import WIDE, Ui, few, running


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


async def test_nothing_is_told_by_an_animation() -> None:
    told = []
    for level in ("full", "none"):
        async with running(few(), size=WIDE) as ui:
            ui.app.animation_level = level  # as TEXTUAL_ANIMATIONS=none sets it
            for key in ("G", "2", "c", "escape", "question_mark", "j", "escape", "p", "h"):
                await ui.press(key)
                told.append(ui.text)
    assert told[: len(told) // 2] == told[len(told) // 2 :]


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


OWN = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
ALL = pytest.mark.parametrize("theme", [DARK, LIGHT, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
TEXTS = ("foreground", "quiet", "key", "good", "trouble", "age-stale", "age-twice", "age-old")


def colours(theme: Theme) -> dict[str, str]:
    """Return every colour that the app has under a theme, as Textual puts them together."""
    return {**variables(theme), **theme.to_color_system().generate(), **theme.variables}


def read_on(theme: Theme, ground: str, text: str) -> float:
    found = {name: Color.parse(colours(theme)[name]) for name in (ground, text)}
    return contrast(found[ground], found[ground] + found[text])


@ALL
def test_a_role_looks_as_textual_reads_its_style(theme: Theme) -> None:
    for role, style in STYLES.items():
        assert style_of(role, colours(theme)) == parse_style(style, colours(theme)), role


@ALL
def test_every_role_has_a_colour_in_every_theme(theme: Theme) -> None:
    assert set(STYLES) == set(Role)
    named = {name for style in STYLES.values() for name in re.findall(r"\$([\w-]+)", style)}
    assert named | {"cursor-row"} <= set(colours(theme))


@OWN
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", ["background", "surface", "panel", "cursor-row"])
def test_all_text_of_our_own_themes_has_the_contrast_that_reading_needs(
    theme: Theme, ground: str, text: str
) -> None:
    assert read_on(theme, ground, text) >= READABLE


@ALL
def test_in_textuals_themes_too_wherever_the_theme_itself_can_be_read(theme: Theme) -> None:
    if theme.ansi:
        assert all(colours(theme)[text].startswith("ansi_") for text in (*TEXTS[1:], "cursor-row"))
        return
    for ground in ("background", "surface", "panel", "cursor-row"):
        if read_on(theme, ground, "foreground") >= READABLE:
            for text in TEXTS:
                assert read_on(theme, ground, text) >= READABLE, (ground, text)


@ALL
async def test_the_three_warmths_differ_from_each_other_and_from_what_is_quiet(theme: Theme) -> None:
    if not theme.ansi:
        found = [colours(theme)[name].upper() for name in ("quiet", "age-stale", "age-twice", "age-old")]
        assert len(set(found)) >= 3


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_thin_rules_are_told_from_the_background_in_16_colours_too(theme: Theme) -> None:
    rule, ground = (
        Shown.parse(colour).downgrade(ColorSystem.STANDARD)
        for colour in (colours(theme)["rule"], colours(theme)["background"])
    )
    assert rule.number != ground.number


async def test_what_colour_says_is_said_by_a_form_or_a_word_too() -> None:
    async with running(few(), size=WIDE) as ui:
        for name, sign in (
            ("Priya Tanaka", "·"), ("Søren Rådström", "○"), ("Ada Okafor", "◐"), ("Jamal Petrov", "◕"),
            ("Rosa Quispe", "●"), ("Old Colleague", "◌"), ("Umut Yıldız", "✓"),
        ):  # fmt: skip
            (row,) = [row for row in ui.rows if name in row]
            assert row[2] == sign, row
        await ui.press("j")
        assert [row for row in ui.rows if row[1] == "›"] == [row for row in ui.rows if "Søren" in row]
        await ui.press("space")
        assert [row for row in ui.rows if row[0] == "▌"] == [row for row in ui.rows if "Søren" in row]
        await ui.press("S")
        assert "Name ▾" in ui.titles


async def test_the_tab_that_is_shown_is_underlined_and_the_cursor_row_bold_without_any_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(few(), size=WIDE) as ui:
        tabs = [piece for piece in ui.strips()[1] if "Sent" in piece.text]
        assert any(piece.style and piece.style.underline and piece.style.bold for piece in tabs)
        row = next(strip for strip in ui.strips() if "Priya Tanaka" in strip.text)
        assert any(piece.style and piece.style.bold for piece in row if "Priya" in piece.text)
        for key in ("j", "slash", "escape", "comma", "escape", "question_mark"):
            await ui.press(key)
            styles = [piece.style for strip in ui.strips() for piece in strip if piece.style]
            assert not [style for style in styles if style.color or style.bgcolor], key


async def test_without_colour_the_text_cursor_and_the_chosen_in_a_list_are_reversed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def reversed_(ui: Ui) -> list[str]:
        pieces = [piece for strip in ui.strips() for piece in strip if piece.style and piece.style.reverse]
        return [piece.text for piece in pieces]

    for theme in (DARK.name, LIGHT.name, "ansi-dark"):
        async with running(few(), theme=theme) as ui:
            ui.app.theme = theme
            assert reversed_(ui) == []
            await ui.press("slash", "a")
            assert reversed_(ui) == [" "], theme


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name, "ansi-dark", "ansi-light"])
@pytest.mark.parametrize("key", ["colon", "comma"])
async def test_without_colour_the_chosen_option_of_any_list_is_reversed(
    key: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def reversed_(ui: Ui) -> list[str]:
        pieces = [piece for strip in ui.strips() for piece in strip if piece.style and piece.style.reverse]
        return [piece.text for piece in pieces if piece.text.strip()]

    async with running(few(), theme=theme, size=WIDE) as ui:
        await ui.press(key)
        await ui.settle()
        before = reversed_(ui)
        assert before
        await ui.press("down")
        assert reversed_(ui) not in ([], before)


async def test_a_click_still_finds_its_place_without_colour() -> None:
    style = Style(color="red", bgcolor="#131615", bold=True) + Style.from_meta({"@click": "app.bell"})
    (piece,) = Colourless().apply([Segment("x", style)], Color.parse("#131615"))
    assert piece.style
    assert (piece.style.color, piece.style.bgcolor, piece.style.bold) == (None, None, True)
    assert piece.style.meta == {"@click": "app.bell"}
