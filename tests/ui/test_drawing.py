"""What is drawn line by line adds up to the screen that Textual would draw as a whole."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from invitetui.demo import demo_book
from invitetui.ui.drawing import ChangedLines, _around
from invitetui.ui.painting import Painted
from invitetui.ui.widgets.invitation_table import _PAINTED_AT_MOST
from tests.ui.running import ENOUGH, NOW, USUAL, Ui, crowd, few, running

MOVES = ["j", "k", "G", "g", "pagedown", "pageup", "ctrl+d", "n", "1", "2", "3", "4", "enter"]
CHANGES = ["space", "*", "s", "S", "R", "K", "w", "d", "a", "x", "u", "U", "z", "p", "m", "escape"]
WORDS = ["ad", "older:14d", "zz", "older:", "o"]
SIZES = [ENOUGH, USUAL, (120, 40), (200, 30), (60, 16)]


class Terminal:
    """Puts each update in its place, as a terminal does."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.lines = self.whole()
        self.size = ui.app.size
        self.pieces = self.frames = 0
        self._display = ui.app._display
        setattr(ui.app, "_display", self.take)  # noqa: B010  # a method, as mypy sees it

    def take(self, screen: Any, update: Any) -> None:
        self._display(screen, update)
        if self.size != (size := self.ui.app.size):  # it shows whatever it likes until all is drawn
            self.size, self.lines = size, [[None] * size.width for _ in range(size.height)]
        if isinstance(update, ChangedLines):
            for x, y, painted in update.pieces:
                draw_over(self.lines[y], x, painted)
            self.pieces += len(update.pieces)
            self.frames += 1
        elif update is not None:
            self.lines = self.whole()

    def whole(self) -> list[list[object]]:
        """Return what Textual would show if it had shown nothing before; what it has kept stays as it is."""
        widgets = [widget for screen in self.ui.app.screen_stack for widget in screen.walk_children(Widget)]
        kept = [widget._styles_cache for widget in widgets]
        for widget in widgets:
            widget._styles_cache = StylesCache()
        colours = self.ui.app.console._color_system or ColorSystem.TRUECOLOR
        lines = [cells_of(strip, colours) for strip in self.ui.strips()]
        for widget, cache in zip(widgets, kept, strict=True):
            widget._styles_cache = cache
        return lines


def cells_of(strip: Strip, colours: ColorSystem) -> list[object]:
    """Return the text and the look of each cell; a wide character stands in two."""
    cells: list[object] = []
    for text, style, _ in strip:
        look = Strip.render_ansi(style, colours) if style else ""
        cells += [(character, look) for character in text for _ in range(cell_len(character))]
    return cells


def draw_over(line: list[object], x: int, painted: Painted) -> None:
    """Put a piece in its place, as a terminal does that goes by its codes."""
    look, end = "", x + painted.width
    for looks, column, text in CODES.findall(painted.codes):
        if column:
            x = int(column) - 1
        elif text:
            cells = [(character, look) for character in text for _ in range(cell_len(character))]
            line[x : x + len(cells)] = cells
            x += len(cells)
        else:
            look = "" if looks == "0" else looks
    assert x == end


CODES = re.compile(r"\x1b\[([\d;]*)m|\x1b\[(\d+)G|([^\x1b]+)")


async def something(ui: Ui, draw: random.Random) -> str:
    """Do what a person might do next, and say what it was."""
    what = draw.choice(["move"] * 6 + ["change"] * 6 + ["filter", "filter", "sheet", "size", "theme", "look"])
    if what == "move":
        await ui.press(done := draw.choice(MOVES))
    elif what == "change":
        await ui.press(done := draw.choice(CHANGES))
    elif what == "filter":
        await ui.press("1", "slash", *(done := draw.choice(WORDS)), draw.choice(["enter", "escape"]))
    elif what == "sheet":
        await ui.press(done := draw.choice(["question_mark", "comma", "i", "b"]), "j", "escape", "escape")
    elif what == "size":
        await ui.resize(*(size := draw.choice(SIZES)))
        done = str(size)
    elif what == "theme":
        ui.app.theme = done = draw.choice(sorted(ui.app.available_themes))
    else:
        ui.clock.forward(hours=draw.choice([1, 30]))
        ui.app.notify(done := "an hour or a day later", timeout=1000)
        ui.app.look()
    await ui.settle()
    return done


@pytest.mark.parametrize("seed", range(6))
async def test_what_was_drawn_bit_by_bit_is_the_whole(seed: int) -> None:
    draw = random.Random(seed)
    async with running([*demo_book(NOW), *few()], size=SIZES[seed % 2], toasts=True) as ui:
        terminal = Terminal(ui)
        ui.app.screen.refresh()
        await ui.settle()
        done = []
        for _ in range(40):
            done.append(await something(ui, draw))
            shown, whole = terminal.lines, terminal.whole()
            assert [y for y, line in enumerate(whole) if shown[y : y + 1] != [line]] == [], done[-3:]
        assert terminal.pieces


async def test_no_colour_is_drawn_bit_by_bit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(few()) as ui:
        terminal = Terminal(ui)
        for key in ("j", "2", "K", "u", "1", "slash", "a", "escape"):
            await ui.press(key)
            assert terminal.lines == terminal.whole(), key


@pytest.mark.parametrize("size", [ENOUGH, (120, 40)])
async def test_a_key_is_answered_with_one_frame(size: tuple[int, int]) -> None:
    async with running(size=size) as ui:
        terminal = Terminal(ui)
        for key in ("j", "space", "w", "d", "u", "2", "G", "1", "S", "3", "1"):
            terminal.frames = 0
            await ui.press(key)
            assert terminal.frames == 1, key


async def test_a_step_draws_two_rows_and_what_differs_in_the_pane() -> None:
    async with running(few(), size=ENOUGH) as ui:
        terminal = Terminal(ui)
        await ui.press("j")
        pane = ui.app.screen.query_one("#pane")
        assert 2 < terminal.pieces <= 2 + pane.size.height


async def test_rows_change_also_where_it_is_forgotten_how_they_were_painted() -> None:
    async with running([*demo_book(NOW)], size=ENOUGH) as ui:
        terminal = Terminal(ui)
        while len(ui.main.table._known) <= _PAINTED_AT_MOST:
            ui.clock.forward(minutes=1)
            ui.app.look()
            await ui.settle()
        for keys in ("j", "05w", "05a", "u"):
            await ui.press(*keys)
            assert terminal.lines == terminal.whole(), keys


async def test_an_empty_list_has_nothing_to_scroll_over() -> None:
    async with running(crowd(60)) as ui:
        await ui.press("G", "3")
        assert ui.main.table.max_scroll_y == 0
        await ui.press("1", "G")
        assert ui.main.table.max_scroll_y > 0


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
