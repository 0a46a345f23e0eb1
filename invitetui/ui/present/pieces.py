"""Pieces of text with the role each plays; a theme gives the roles their looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from rich.cells import cell_len, chop_cells, set_cell_size

from invitetui.domain.text import clean

_LEAST_BEFORE = 12
"""Cells that have to be left for what is said before its end."""


class Role(StrEnum):
    """What a piece of text is, never what colour it has."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    KEY = "key"
    CHOSEN = "chosen"
    GOOD = "good"
    WARM = "warm"
    HOT = "hot"
    BURNING = "burning"
    TROUBLE = "trouble"


Piece = tuple[str, Role]
Line = list[Piece]
"""The pieces of one line, left to right. Text in them is data: cleaned, and never markup."""


def plain(line: Iterable[Piece]) -> str:
    """Return the text alone."""
    return "".join(text for text, _ in line)


def cells_of(text: str) -> int:
    """Return how many terminal cells cleaned text takes."""
    return len(text) if text.isascii() else cell_len(text)


def width_of(line: Iterable[Piece]) -> int:
    """Return how many terminal cells a line takes."""
    return sum([cells_of(text) for text, _ in line])


_UNDISPUTED = re.compile("[\0-\u00ac\u00ae-\u02ff‐-‧‰-⁞─-◿]*")
"""Text of letters and signs that no terminal joins, or draws in other than one cell each."""


def disputed(text: str) -> bool:
    """Return whether terminals may differ in how wide they draw `text`.

    So it is where the characters don't add up to the whole (joined emoji, flags, skin tones), and
    where spacing marks join with their letters (Devanagari and its relatives).
    """
    if text.isascii() or _UNDISPUTED.fullmatch(text):
        return False
    return sum(map(cell_len, text)) != cell_len(text) or any(
        unicodedata.category(character) in ("Mc", "Cf") for character in text
    )


def steady(text: str) -> str:
    """Return `text` in as many cells, without what terminals differ in: for where it only lies beneath."""
    if not disputed(text):
        return text
    size = cell_len(text)
    plain_ones = "".join(c for c in text if unicodedata.category(c) not in ("Mc", "Mn", "Me", "Cf"))
    kept = set_cell_size(plain_ones, size)
    return "·" * size if disputed(kept) else kept


def cut(text: str, width: int) -> str:
    """Return `text` cleaned, and with `…` at its end where it is wider than `width` cells."""
    text = clean(text)
    if cells_of(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells: cut with `…`, or padded on the other side."""
    text = cut(text, width)
    padding = " " * (width - cells_of(text))
    return padding + text if right else text + padding


def cut_line(line: Line, width: int) -> Line:
    """Return a line that takes at most `width` cells, with `…` where something is missing."""
    if width_of(line) <= width:
        return line
    kept: Line = []
    room = width - 1
    for text, role in line:
        size = cells_of(text)
        if size > room:
            kept.append((set_cell_size(text, room).rstrip() + "…", role))
            break
        kept.append((text, role))
        room -= size
    return kept


def keeping_end(line: Line, width: int) -> Line:
    """Return a line that takes at most `width` cells; what a long name costs, it costs before the last ` · `.

    So the key that takes a step back stays in view.
    """
    text, role = line[0] if len(line) == 1 else ("", Role.PLAIN)
    before, dot, end = text.rpartition(" · ")
    room = width - cells_of(dot + end)
    if cells_of(text) <= width or room < _LEAST_BEFORE:
        return line
    return [(cut(before, room) + dot + end, role)]


def wrapped(text: str, width: int) -> list[str]:
    """Return cleaned text in lines of at most `width` cells, broken between words where it can be."""
    lines: list[str] = []
    line, used = "", 0
    for word in clean(text).split(" "):
        for part in chop_cells(word, width) if cells_of(word) > width else [word]:
            size = cells_of(part)
            if line and used + 1 + size <= width:
                line, used = f"{line} {part}", used + 1 + size
            else:
                if line:
                    lines.append(line)
                line, used = part, size
    return [*lines, line] if line else lines


def wrapped_line(line: Line, width: int, indent: str = "") -> list[Line]:
    """Return a line in as many as it needs, broken between words; the further ones are indented.

    A key stays beside the first word of what it does.
    """
    lines: list[Line] = [[]]
    for bond in _bonds(line):
        if width_of(lines[-1]) + width_of(bond) > width and lines[-1]:
            (first, role), *others = bond
            lines.append([(indent, Role.PLAIN), (first.lstrip(), role), *others])
        else:
            lines[-1] += bond
    return lines


def _bonds(line: Line) -> Iterator[Line]:
    """Yield the words of a line one by one, but a key together with the word that follows it."""
    key: Line = []
    for text, role in line:
        for word in re.findall(r"\s*\S+\s*$|\s*\S+|\s+$" if role is Role.KEY else r"\s*\S+|\s+$", text):
            if role is not Role.KEY:
                yield [*key, (word, role)]
                key = []
                continue
            if key:
                yield key
            key = [(word, role)]
    if key:
        yield key


def answer_lines(words: Mapping[str, str], width: int, role: Role = Role.PLAIN) -> list[Line]:
    """Return the keys with the words of each, in as many lines as they need: broken between keys only."""
    lines: list[Line] = [[]]
    for key, word in words.items():
        answer: Line = [(f"{key} ", Role.KEY), (f"{word}   ", role)]
        if lines[-1] and width_of(lines[-1]) + width_of(answer) > width + 3:
            lines.append([])
        lines[-1] += answer
    return lines


def sides(left: Line, right: Line, width: int) -> Line:
    """Return one line with `left` at its left end and `right` at its right end; right gives way."""
    gap = width - width_of(left) - width_of(right)
    if gap < 1:
        return cut_line(left, width)
    return [*left, (" " * gap, Role.PLAIN), *right]


def joined(parts: Sequence[Line], gap: str = "   ") -> Line:
    """Return the parts one after another with a gap between."""
    line: Line = []
    for part in parts:
        if line and part:
            line.append((gap, Role.PLAIN))
        line += part
    return line


BLOCKS = " ▏▎▍▌▋▊▉█"
TALL = "·▁▂▃▄▅▆▇█"


def bar(share: float, width: int, *, empty: str = " ") -> str:
    """Return a horizontal bar of `width` cells, filled to `share` (0 to 1) in eighths."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (BLOCKS[rest] if rest else "")
    return filled + empty * (width - len(filled))


def meter(share: float, width: int) -> Line:
    """Return a bar between thin ends whose empty part is quiet: `▕████░░░░▏`."""
    drawn = bar(share, width)
    filled = drawn.rstrip()
    return [("▕", Role.DIM), (filled, Role.GOOD), ("░" * (width - len(filled)), Role.DIM), ("▏", Role.DIM)]


def column(share: float) -> str:
    """Return one cell that is filled upwards to `share`; a dot where there is nothing."""
    return TALL[0] if share <= 0 else TALL[max(1, min(8, round(share * 8)))]
