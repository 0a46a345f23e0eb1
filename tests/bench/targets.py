"""What invitetui aims at, and whether a run has met it: every line with its target and its figure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from tests.bench.measure import Answers, Starts
from tests.bench.peers import FLOOR, INVITETUI, SMALL_TABLE
from tests.bench.working import Work, median

Result = TypeVar("Result", Starts, Answers)
Aim = tuple[str, float, tuple[float | None, float | None], str]
"""What is aimed at, the figure, the most that it may be at each of `SIZES`, and what it is counted in."""

SIZES = (10_000, 100_000)
"""The books for which there are targets."""


class Target(NamedTuple):
    """One line of the table."""

    what: str
    size: int
    figure: float
    at_most: float
    unit: str
    """What figure and target are counted in: × of the peer, ms, MB."""

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps to the target; None where there is no figure."""
        return None if math.isnan(self.figure) else round(self.figure, 2) <= self.at_most

    def __str__(self) -> str:
        digits = 2 if self.unit == "×" else 0
        verdict = {True: "met", False: "MISSED", None: "not measured"}[self.met]
        return (
            f"{self.size:>8,}  {self.what:<64}{self.figure:>8.{digits}f} {self.unit:<3}"
            f"{f'≤ {self.at_most:.3g}':>9}  {verdict}"
        )


def targets(starts: Sequence[Starts], answers: Sequence[Answers], works: Sequence[Work]) -> list[Target]:
    """Return all targets for which something was measured."""
    found = []
    for place, size in enumerate(SIZES):
        aims = [*_of_start(starts, size), *_of_keys(answers, size)]
        for one in works:
            if one.size == size and not one.trouble:
                aims += _of_work(one)
        found += [
            Target(what, size, figure, most, unit)
            for what, figure, limits, unit in aims
            if (most := limits[place]) is not None
        ]
    return found


def as_markdown(aims: Sequence[Target]) -> str:
    """Return the lines as README shows them: each figure beside its target."""
    lines = ["| | 10,000 invitations | 100,000 |", "|---|---|---|"]
    for what in dict.fromkeys(aim.what.partition(" (")[0] for aim in aims):
        cells = [
            next(
                (_cell(aim) for aim in aims if aim.size == size and aim.what.partition(" (")[0] == what), "–"
            )
            for size in SIZES
        ]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(aim: Target) -> str:
    digits = 2 if aim.unit == "×" else 0
    unit = "" if aim.unit == "×" else f" {aim.unit}"
    return f"{aim.figure:.{digits}f}{unit} (≤ {aim.at_most:.3g}{'' if aim.met else ', missed'})"


def _named(results: Iterable[Result], name: str, size: int) -> Result | None:
    return next((one for one in results if (one.program, one.size, one.trouble) == (name, size, "")), None)


def _of_start(starts: Sequence[Starts], size: int) -> Iterator[Aim]:
    floor, ours = _named(starts, FLOOR.name, size), _named(starts, INVITETUI.name, size)
    if not (floor and ours):
        return
    yield "start to first rows ÷ bare four-tab app", ours.median / floor.median, (1, 1.4), "×"
    yield "start to complete ÷ the same", median(ours.calm) / floor.median, (None, 3), "×"
    yield "peak memory", statistics.median(ours.peaks) / 1e6, (90, 300), "MB"


def _of_keys(answers: Sequence[Answers], size: int) -> Iterator[Aim]:
    """Yield how keys compare, each with the same key in the small DataTable."""
    floor, ours = _named(answers, SMALL_TABLE.name, size), _named(answers, INVITETUI.name, size)
    if not (floor and ours):
        return
    usual = {key: statistics.median(seconds) for key, seconds in floor.last.items()}
    ratios, theirs = (
        sorted(seconds / usual[key] for key, times in last.items() for seconds in times)
        for last in (ours.last, floor.last)
    )
    worst, their_worst = (each[math.ceil(0.99 * len(each)) - 1] for each in (ratios, theirs))
    yield "key ÷ the same key in a 50-row DataTable, median", median(ratios), (1, 1.1), "×"
    yield "the same, 99 %", worst / their_worst, (1.5, 1.5), "×"


def _of_work(one: Work) -> Iterator[Aim]:
    key = median(one.floor_keys)
    bare = [
        f"(bare app: {median(each) * 1e3:.0f} ms)" for each in (one.floor_tabs_first, one.floor_tabs_later)
    ]
    durable = median(one.saves) / median(one.stock_saves)
    yield (
        f"first switch to a tab {bare[0]}",
        median(one.tabs_first) * 1e3,
        (60, 120),
        "ms",
    )
    yield (
        f"later switch to a tab {bare[1]}",
        median(one.tabs_later) * 1e3,
        (30, 60),
        "ms",
    )
    yield "letter of a filter ÷ a DataTable's key", median(one.letters) / key, (1.5, 3), "×"
    yield "sort by another column ÷ a DataTable's key", median(one.sorts) / key, (2, 6), "×"
    yield "withdraw one, to the frame ÷ a DataTable's key", median(one.withdrawals) / key, (1, 1.1), "×"
    yield "withdraw one, to durable ÷ stock TinyDB's update", durable, (1 / 8, 1 / 15), "×"
    yield "mark all of a filter and plan them, to the frame", median(one.many) * 1e3, (100, 600), "ms"
    yield "undo of that", median(one.undone) * 1e3, (100, 600), "ms"
    yield "invitetui due ÷ import textual.app", median(one.due) / median(one.imports), (0.8, None), "×"
