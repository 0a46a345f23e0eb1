"""What is drawn line by line adds up to the screen that Textual would draw as a whole."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip

from invitetui.demo import demo_book
from invitetui.ui.drawing import ChangedLines, _around
from tests.ui.running import ENOUGH, NOW, USUAL, Ui, few, running

KEYS = [
    "j",
    "k",
    "G",
    "g",
    "pagedown",
    "pageup",
    "space",
    "*",
    "1",
    "2",
    "3",
    "s",
    "R",
    "K",
    "w",
    "u",
    "escape",
]


class Terminal:
    """Puts each update in its place, as a terminal does."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.lines = self.whole()
        self.pieces = 0
        setattr(ui.app, "_display", self.take)  # noqa: B010  # a method, as mypy sees it

    def take(self, _screen: object, update: Any) -> None:
        if isinstance(update, ChangedLines):
            for x, y, strip in update.pieces:
                cells = cells_of(strip)
                self.lines[y][x : x + len(cells)] = cells
            self.pieces += len(update.pieces)
        elif update is not None:
            self.lines = self.whole()

    def whole(self) -> list[list[object]]:
        return [cells_of(strip) for strip in self.ui.strips()]


def cells_of(strip: Strip) -> list[object]:
    """Return the text and the look of each cell; a wide character stands in two."""
    return [
        (character, style)
        for text, style, control in strip
        if not control
        for character in text
        for _ in range(cell_len(character))
    ]


@pytest.mark.parametrize("size", [ENOUGH, USUAL])
async def test_what_was_drawn_bit_by_bit_is_the_whole(size: tuple[int, int]) -> None:
    draw = random.Random(7)
    async with running([*demo_book(NOW), *few()], size=size) as ui:
        terminal = Terminal(ui)
        ui.app.screen.refresh()
        await ui.settle()
        for _ in range(60):
            await ui.press(key := draw.choice(KEYS))
            assert terminal.lines == terminal.whole(), key
        assert terminal.pieces


async def test_a_step_draws_two_rows_and_what_differs_in_the_pane() -> None:
    async with running(few(), size=ENOUGH) as ui:
        terminal = Terminal(ui)
        await ui.press("j")
        pane = ui.app.screen.query_one("#pane")
        assert 2 < terminal.pieces <= 2 + pane.size.height


async def test_saying_the_same_again_draws_nothing() -> None:
    async with running(few()) as ui:
        terminal = Terminal(ui)
        ui.main._show_header()
        ui.main.show_pane()
        ui.main._show_message()
        await ui.settle()
        assert not terminal.pieces


def test_what_is_around_a_part_and_the_part_are_the_whole() -> None:
    draw = random.Random(3)
    for _ in range(200):
        left, right = sorted(draw.sample(range(9), 2))
        top, bottom = sorted(draw.sample(range(9), 2))
        whole, part = Region(0, 0, 9, 9), Region.from_corners(left, top, right, bottom)
        pieces = [part, *_around(whole, part)]
        assert sum(piece.area for piece in pieces) == whole.area
        assert all(not one.overlaps(other) for one in pieces for other in pieces if one is not other)
