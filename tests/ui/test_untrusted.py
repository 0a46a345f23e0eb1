"""Names, notes and errors are data: literal on every screen, and every line as wide as the terminal."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.rules import Rules
from invitetui.ui.present.pieces import cut, disputed, steady
from tests.ui.running import NOW, USUAL, WIDE, Ui, cropped, event, running, sent, text_in

HOSTILE = {
    "a closing tag": "[/x]",
    "a link": "[@click=app.bell]x[/]",
    "a style": "[bold red]x",
    "a title": "\x1b]0;title\x07x",
    "a clipboard": "\x1b]52;c;aGk=\x07x",
    "a C1 sequence": "\x9b2Jx",
    "bidi overrides": "\u202ex\u202c\u2066y\u2069",
    "a lone surrogate": "\ud83dx",
    "white space": "a\nb\tc\x0bd\u2028e",
    "wide": "李雷" * 30,
    "joined": "👩‍👩‍👧‍👦 🏳️‍🌈 é\u0301",
    "a backslash": "\\[/x]\\",
    "nothing but joiners": "\u200d\u200d\ufe0f",
    "Arabic": "محمد علي",
}
_HARM = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MOVE = re.compile("\x1b\\[[0-9]+G(?: *\x1b\\[[0-9]+G)?")
SIZES = pytest.mark.parametrize("size", [WIDE, USUAL])


def hostile() -> list[Invitation]:
    """Return invitations in every state to people of every such name."""
    people = [sent("Plain Person", 3, headline="Plain words")]
    for what, words in HOSTILE.items():
        known = {"name": words, "headline": words, "note": words, "source": words}
        later = event(Kind.LATER, 64)
        people += [
            sent(f"{what} 1", 1, **known),
            sent(f"{what} 2", 20, **known),
            sent(f"{what} 3", 60, event(Kind.WITHDRAWN, 3), **known),
            sent(f"{what} 4", 60, event(Kind.WITHDRAWN, 30), **known),
            sent(f"{what} 5", 70, event(Kind.OPENED, 65), later, event(Kind.SIGNAL, 1, words), **known),
            sent(f"{what} 6", 2, Event(words, NOW, value=words), **known),
        ]
    return people


def check(ui: Ui) -> None:
    """Nothing harmful, no link, and each line exactly as wide as the terminal.

    Our own codes only put the cursor where the next column begins, after a text that terminals draw
    in different widths.
    """
    strips = ui.strips()
    assert len(strips) == ui.app.size.height
    for strip in strips:
        shown = text_in(strip)
        assert not _HARM.search(shown), repr(shown)
        assert strip.cell_length == ui.app.size.width
        assert sum(segment.cell_length for segment in strip) == ui.app.size.width, repr(shown)
        assert all(_MOVE.fullmatch(segment.text) for segment in strip if segment.control)
        assert not any("@click" in (segment.style.meta or {}) for segment in strip if segment.style)


@SIZES
async def test_they_are_literal_in_every_list(size: tuple[int, int]) -> None:
    async with running(hostile(), size=size) as ui:
        for tab in "1234":
            await ui.press(tab)
            check(ui)
            for _ in range(4):
                await ui.press("pagedown")
                check(ui)


async def test_they_are_literal_wherever_one_is_shown() -> None:
    async with running(hostile(), size=USUAL) as ui:
        await ui.press("2")
        for _ in HOSTILE:
            for key in ("enter", "escape", "e", "escape", "K"):
                await ui.press(key)
                check(ui)
        for key in (*"u1*KuUp", "escape", "colon", "escape", "question_mark", "escape"):
            await ui.press(key)
            check(ui)


@SIZES
async def test_they_are_literal_in_a_sitting(size: tuple[int, int]) -> None:
    async with running(hostile(), size=size, rules=Rules(sitting_size=20)) as ui:
        await ui.press("t")
        for key in ("d", "u", "o", *"dalxK", *["l"] * 15):
            await ui.press(key)
            check(ui)


async def test_they_may_be_searched_for() -> None:
    async with running(hostile(), size=USUAL) as ui:
        for words in HOSTILE.values():
            await ui.press("slash")
            await ui.paste(words)
            check(ui)
            await ui.press("enter")
            check(ui)
            await ui.press("escape", "slash", "up", "escape")
            check(ui)


async def test_markup_is_shown_as_it_is() -> None:
    both = "[/x][@click=app.bell]x[/]"
    async with running([sent("Ada", 20, name=both, headline=both, note=both, source=both)]) as ui:
        assert both[:20] in ui.rows[0]
        pane = "\n".join(ui.part("#pane"))
        assert f"◐ {both}" in pane
        assert f"from {both}" in pane
        await ui.press("K")
        assert ui.message == f"{both} kept · u undoes"
        await ui.press("u")
        assert ui.message.startswith(f"Taken back: {both} kept")
        await ui.press("e")
        assert both in ui.text
        await ui.press("escape", "t")
        assert both in ui.text
        await ui.press("d")
        assert both in ui.text


async def test_what_steers_a_terminal_is_shown_as_a_replacement() -> None:
    async with running([sent("Ada", 20, name="\x1b]0;t\x07A\x9b\u202eda\ud83d")]) as ui:
        assert "�]0;t�A��da�" in ui.rows[0]


async def test_columns_stay_straight() -> None:
    people = [
        sent(f"Person {number}", 3, name=words, headline="H") for number, words in enumerate(HOSTILE.values())
    ]
    async with running(people) as ui:
        column = ui.titles.index("Sent")
        for strip in ui.strips(ui.table.region)[1 : len(people) + 1]:
            assert text_in(cropped(strip, column, column + 6)) == "3 days"


async def test_pasted_control_characters_do_not_reach_a_field() -> None:
    evil = "a\x1b]0;x\x07\x9b2J\u202e[/x]"
    async with running([sent("Ada", 1)]) as ui:
        for keys in (["slash"], ["escape", "e"], ["escape", "i"]):
            await ui.press(*keys)
            await ui.paste(evil)
            check(ui)
            assert "a�]0;x��2J�[/x]" in ui.text
        await ui.paste("")
        await ui.paste("\n\n")


async def test_read_only_and_notices_are_data_too() -> None:
    evil = "[/x] \x1b[2J [@click=app.bell]why[/]"
    async with running([sent("Ada", 1)], read_only=evil, notices=(evil,)) as ui:
        check(ui)
        assert "[/x] �[2J [@click=app.bell]why[/]" in ui.message
        await ui.press("K")
        check(ui)
        assert "[/x] �[2J [@click=app.bell]why[/]" in ui.message


async def test_nothing_that_terminals_draw_in_other_widths_lies_beneath_another_screen() -> None:
    names = ["❤️ Heart ☺️", "नरेन्द्र मोदी", "👩‍👩‍👧‍👦 Family", "நளினி"]
    assert all(map(disputed, names))
    people = [sent("Plain Person", 1), *(sent(name, 2 + number) for number, name in enumerate(names))]
    async with running(people, size=WIDE) as ui:
        await ui.press("j", "p")
        beneath = [text_in(strip) for strip in ui.strips()]
        assert not any(map(disputed, beneath))
        assert "Heart" in "".join(beneath)
        assert {cell_len(line) for line in beneath} == {WIDE[0]}
        await ui.press("escape")
        assert "👩‍👩‍👧‍👦 Family" in ui.text


@pytest.mark.parametrize("text", [*HOSTILE.values(), "नरेन्द्र मोदी", "❤️ ☺️", "🇩🇪🇩", "👍🏽", "Ada"])
def test_text_that_is_made_steady_takes_as_many_cells(text: str) -> None:
    shown = cut(text, 60)
    assert cell_len(steady(shown)) == cell_len(shown)
    assert not disputed(steady(shown))
    assert steady("Ada Okafor · Søren") == "Ada Okafor · Søren"
