"""Plots in characters: a curve in its band, whiskers, bars. What is shown is told by form, not by colour.

By hand, because plotext (which textual-plotext draws with) can't shade a band, brings colours of its
own, and takes 0.3 s to import.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from invitetui.ui.present.pieces import Line, Role, cut, fit, width_of

_DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The braille dots of a cell's left and right column, from the bottom up."""
BAND = "░"


class Value(NamedTuple):
    """A curve at one place, and the ends of its band there."""

    low: float
    middle: float
    high: float


def curve(
    value_at: Callable[[float], Value],
    *,
    width: int,
    height: int,
    top: float,
    label: Callable[[float], str],
    ticks: Sequence[tuple[float, str]],
    role: Role = Role.GOOD,
) -> list[Line]:
    """Return a curve in its band over the places 0 to 1, with a scale at its left and ticks below.

    Args:
        value_at: the curve and its band at a place from 0 to 1.
        width: cells, the scale included.
        height: lines without the ticks.
        top: the value at the upper edge; the lower edge is 0.
        label: how a value is written on the scale.
        ticks: places from 0 to 1 and what is written under them.
        role: the curve's.
    """
    margin = max(len(label(top)), len(label(0)), len(label(top / 2))) + 1
    across = max(10, width - margin - 1)
    dots = _dots(value_at, across, height, top)
    lines: list[Line] = []
    for row in range(height - 1, -1, -1):
        named = {height - 1: label(top), 0: label(0), (height - 1) // 2: label(top * _middle(height))}
        line: Line = [(f"{named.get(row, ''):>{margin - 1}} ", Role.DIM), ("│", Role.DIM)]
        for column in range(across):
            low, _, high = value_at((column + 0.5) / across)
            if dots[column][row]:
                piece = (chr(0x2800 + dots[column][row]), role)
            elif low < high and low < top * (row + 0.75) / height and high > top * (row + 0.25) / height:
                piece = (BAND, Role.DIM)
            else:
                piece = (" ", Role.PLAIN)
            if line[-1][1] is piece[1]:
                line[-1] = (line[-1][0] + piece[0], piece[1])
            else:
                line.append(piece)
        lines.append(line)
    lines.append([(" " * margin + "└" + "─" * across, Role.DIM)])
    lines.append([(_ticks(ticks, margin + 1, across), Role.DIM)])
    return lines


def _middle(height: int) -> float:
    return ((height - 1) // 2 + 0.5) / height


def _dots(value_at: Callable[[float], Value], across: int, height: int, top: float) -> list[list[int]]:
    """Which braille dots the curve takes in each cell; a step is drawn as an upright line."""
    cells = [[0] * height for _ in range(across)]
    before: int | None = None
    for place in range(across * 2):
        middle = value_at((place + 0.5) / (across * 2)).middle
        level = max(0, min(height * 4 - 1, round(middle / top * height * 4 - 0.5)))
        start = level if before is None else before
        for dot in range(min(start, level), max(start, level) + 1):
            if dot != start or dot == level:
                cells[place // 2][dot // 4] |= _DOTS[place % 2][dot % 4]
        before = level
    return cells


def _ticks(ticks: Sequence[tuple[float, str]], margin: int, across: int) -> str:
    drawn = ""
    for place, text in ticks:
        start = margin + round(place * (across - 1)) - (0 if place == 0 else len(text) // 2)
        start = min(start, margin + across - len(text))
        if start > len(drawn) or not drawn:
            drawn += " " * (start - len(drawn)) + text
    return drawn


def whiskers(rows: Sequence[tuple[str, float | None, float, float, str, Role]], width: int) -> list[Line]:
    """Return a line for each share: its name, its interval with the share in it, and words.

    Args:
        rows: name, share, low, high (fractions of 1), the words at its right, and the role of the mark.
        width: cells.
    """
    if not rows:
        return []
    name_width = min(24, max(len(cut(row[0], 24)) for row in rows))
    words_width = max(len(row[4]) for row in rows)
    across = max(10, min(72, width - name_width - words_width - 4))
    lines: list[Line] = []
    for name, share, low, high, words, role in rows:
        line: Line = [(fit(name, name_width), Role.DIM), (" ", Role.PLAIN)]
        if share is None:
            line.append((" " * across, Role.PLAIN))
        else:
            left, mark, right = (round(value * (across - 1)) for value in (low, share, high))
            line += [
                (" " * left + ("├" + "─" * (mark - left - 1) if mark > left else ""), Role.DIM),
                ("●", role),
                (("─" * (right - mark - 1) + "┤" if right > mark else ""), Role.DIM),
            ]
            line.append((" " * (across - right - 1), Role.PLAIN))
        lines.append([*line, (f" {words}", Role.PLAIN)])
    scale = [(0.0, "0"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100 %")]
    return [*lines, [(_ticks(scale, name_width + 1, across), Role.DIM)]]


def stacked(parts: Sequence[tuple[float, str, Role]], scale: float) -> Line:
    """Return a bar of several parts, each with its own sign; `scale` is cells for 1."""
    line: Line = []
    done, drawn = 0.0, 0
    for size, sign, role in parts:
        done += size
        cells = round(done * scale) - drawn
        if size and not cells and width_of(line) == 0:
            cells = 1  # what is there is seen
        line.append((sign * cells, role))
        drawn += cells
    return line
