"""From a slip of paper to a wall: nothing crashes, nothing is cut unsaid, names give way last."""

from __future__ import annotations

import random
import re

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Size

from invitetui.domain.invitation import Kind
from tests.ui.running import USUAL, Ui, event, few, running, sent

SIZES = [(20, 5), (40, 10), (60, 16), (80, 24), (120, 40), (250, 70)]
SCREENS = [
    ["1"],
    ["2"],
    ["3"],
    ["4"],
    ["3", "r"],
    ["t"],
    ["i"],
    ["C"],
    ["question_mark"],
    ["e"],
    ["p"],
    ["enter"],
    ["colon"],
    ["slash", "a"],
]


def straight(ui: Ui) -> None:
    strips = ui.strips()
    assert len(strips) == ui.app.size.height
    for strip in strips:
        assert strip.cell_length == ui.app.size.width
        assert cell_len(strip.text) == ui.app.size.width


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_at_every_size(size: tuple[int, int]) -> None:
    async with running(few(), size=size) as ui:
        for keys in SCREENS:
            await ui.press(*keys)
            straight(ui)
            await ui.press("escape")
            await ui.until(lambda: ui.app.screen is ui.main)


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9), (1, 1)])
async def test_too_small_says_so_and_does_nothing(size: tuple[int, int]) -> None:
    async with running(few()) as ui:
        await ui.resize(*size)
        if size[0] >= 20 and size[1] >= 5:
            assert "too small to wor" in ui.text
        before = ui.book
        await ui.press(*"KwdaxpseoztiB4", "space", "enter", "slash", "question_mark")
        assert ui.book == before
        assert not ui.opened
        assert ui.app.screen is ui.main
        await ui.resize(120, 40)
        assert "too small" not in ui.text
        assert ui.cursor


async def test_a_resize_storm() -> None:
    chance = random.Random(45)
    async with running() as ui:
        for number in range(15):
            await ui.pilot.resize_terminal(chance.randrange(1, 260), chance.randrange(1, 80))
            await ui.press(chance.choice(["j", "G", "g", "pagedown", "1", "2", "3", "4", "slash", "escape"]))
            if number % 5 == 0:
                straight(ui)
        await ui.resize(120, 40)
        await ui.press("escape", "escape", "2", "g")
        assert ui.cursor == ui.names[0]
        straight(ui)


async def test_the_cursor_stays_in_view_when_the_screen_shrinks() -> None:
    async with running() as ui:
        await ui.press(*["j"] * 30)
        name = ui.cursor
        for size in ((80, 24), (40, 10), (250, 70)):
            await ui.resize(*size)
            assert ui.cursor == name


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_headlines_are_cut_before_names(width: int) -> None:
    person = sent("Giulia Fernández", 20, headline="Head of a department with a rather long name indeed")
    async with running([person], size=(width, 24)) as ui:
        assert "Giulia Fernández" in ui.rows[0]
        assert "20 days" in ui.rows[0]
        if person.headline and person.headline not in ui.rows[0]:
            assert "Head of a" not in ui.rows[0] or "…" in ui.rows[0]


@pytest.mark.parametrize("width", [60, 80, 99, 120])
async def test_what_is_cut_ends_with_an_ellipsis(width: int) -> None:
    long = " ".join(f"word{number}" for number in range(60))
    person = sent("Ada", 20, event(Kind.PRIORITY, 1, "low"), name=long, headline=long, note=long, source=long)
    async with running([person], size=(width, 24)) as ui:
        for tab in "123":
            await ui.press(tab)
            for row in ui.rows:
                cells = re.split(r"(?<=…) | {2,}", row)
                assert all(cell.endswith("…") for cell in cells if "word" in cell), row
        await ui.press("1", "K")
        assert ui.message.endswith("…") or "u undoes" in ui.message


async def test_pane_comes_and_goes_with_the_width() -> None:
    async with running(few()) as ui:
        assert ui.part("#pane")
        await ui.resize(99, 40)
        assert not ui.part("#pane")
        await ui.resize(100, 40)
        assert "Priya Tanaka" in "\n".join(ui.part("#pane"))


async def test_on_a_very_wide_screen_list_person_and_calendar_stand_side_by_side() -> None:
    async with running(few(), size=(250, 70)) as ui:
        await ui.press("2")
        top = ui.part("#body")[:12]
        assert any("Jamal Petrov" in line and "VP Sales at Lumen" in line for line in top)
        assert "Mon" in "\n".join(ui.part("#calendar"))
        assert "Jamal Petrov" in ui.part("#pane")[0]
        await ui.press("1")
        assert not ui.part("#calendar")
        await ui.press("2")
        await ui.resize(120, 40)
        assert not ui.part("#calendar")
        assert "Mon" in "\n".join(ui.part("#pane"))


async def test_the_pane_is_made_wider_and_narrower() -> None:
    async with running(few(), size=(120, 40)) as ui:
        for key, width in (("less_than_sign", 42), ("less_than_sign", 46), ("greater_than_sign", 42)):
            await ui.press(key)
            assert ui.main.pane_width == ui.main.query_one("#pane").outer_size.width == width
        await ui.press(*["greater_than_sign"] * 5)
        assert ui.main.pane_width == 38
        assert ui.message == "That is as far as it goes"
        await ui.press(*["less_than_sign"] * 20)
        assert ui.main.pane_width == 64
        straight(ui)
        await ui.resize(80, 24)
        await ui.press("less_than_sign")
        assert "from 100 columns on" in ui.message


@pytest.mark.parametrize("width", [20, 40, 50, 60, 69, 70, 80, 120, 250])
async def test_the_sign_of_saving_is_there_at_every_width(width: int) -> None:
    async with running(few(), size=(width, 16)) as ui:
        assert "●" not in ui.header
        ui.app.saving_long = True
        await ui.settle()
        assert ui.header[width - 1] == "●"


async def test_numbers_of_forty_digits_and_names_of_every_script_hold() -> None:
    names = ["9" * 40, "محمد بن عبد الله الخوارزمي", "שרה כהן", "李雷" * 12, "🦊 Family", "á" * 40]
    people = [sent(name, 20 + number, note="x" * 300, uid=f"p{number}") for number, name in enumerate(names)]
    for size in ((60, 16), (80, 24), (120, 40), (250, 70)):
        async with running(people, size=size) as ui:
            for key in ("1", "2", "enter"):
                await ui.press(key)
                straight(ui)
            await ui.press("escape", "1")
            assert "999999" in ui.text


@pytest.mark.parametrize("key", ["comma", "colon", "i", "C", "t", "c", "b", "question_mark", "r"])
async def test_no_screen_fails_for_want_of_room(key: str) -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("3", key)
        for size in ((1, 1), (3, 30), (38, 8), (9, 2)):
            await ui.resize(*size)
            await ui.press("pagedown", "pageup", "end")
        await ui.resize(*USUAL)
        await ui.press("pagedown", "escape")
        assert not ui.gone


@pytest.mark.parametrize(
    "key", ["question_mark", "b", "exclamation_mark", "c", "t", "C", "i", "comma", "e", "p", "enter", "r"]
)
async def test_a_resize_just_as_a_screen_is_left_does_no_harm(key: str) -> None:
    async with running(few()) as ui:
        await ui.press("3", "G", key) if key == "r" else await ui.press("2", key)
        left = ui.app.screen
        assert left is not ui.main
        left.dismiss(None)
        left.post_message(events.Resize(Size(90, 30), Size(90, 30)))
        await ui.settle()
        assert ui.app.screen is ui.main
        assert not ui.gone


async def test_a_page_key_in_one_burst_with_the_palette_does_no_harm() -> None:
    async with running(few()) as ui:
        await ui.burst("colon", "pagedown")
        await ui.burst("colon", "pageup", "pagedown", "escape")
        assert not ui.gone
