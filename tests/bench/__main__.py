"""`python -m tests.bench`: measures, prints the tables, and fails where invitetui misses what it aims at."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from tests.bench import books, measure, working
from tests.bench.books import FIRST_ROWS, Book
from tests.bench.measure import Answers, Starts
from tests.bench.peers import AT_KEYS, AT_START, FLOOR, KEYS, SMALL_TABLE, Peer
from tests.bench.targets import Target, as_markdown, targets
from tests.bench.terminal import COLUMNS, ROWS
from tests.bench.working import Work

Result = TypeVar("Result", Starts, Answers)


def main() -> int:
    """Measure what is asked for; return 1 where the target is missed."""
    asked = _arguments()
    starts: list[Starts] = []
    answers: list[Answers] = []
    works: list[Work] = []
    with tempfile.TemporaryDirectory(prefix="invitetui-bench-") as folder:
        for size in asked.sizes:
            home = Path(folder, str(size))
            home.mkdir()
            book = books.write(size, home)
            if asked.only in (None, "start"):
                starts += measure.starts(
                    _fit(AT_START, book, slow=asked.slow), book, asked.repeats, home, _say
                )
            if asked.only in (None, "keys"):
                answers += measure.answers(AT_KEYS, book, min(3, asked.repeats), home, _say)
            if asked.only in (None, "work"):
                done = working.work(book, min(3, asked.repeats), home, _say)
                if size <= 10_000:
                    working.commands(done, book, asked.repeats, home)
                working.saves(done, book, asked.repeats, home)
                works.append(done)
    print(_machine())
    aims = targets(starts, answers, works)
    met = all(aim.met for aim in aims) if aims else None
    if starts:
        print(_start_table(starts, asked.repeats))
    if answers:
        print(_key_table(answers))
    print("", *dict.fromkeys(_remarks([*starts, *answers])), *_troubles(works), sep="\n")
    print(
        "\n    book  what                                                              figure        target",
        *aims,
        sep="\n",
    )
    if asked.markdown:
        print("", as_markdown(aims), sep="\n")
    if asked.json:
        asked.json.write_text(json.dumps(_figures(starts, answers, works, aims), indent=1) + "\n")
    return 1 if met is False else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default="10000,100000", help="invitations in each book")
    parser.add_argument("--repeats", type=_count, default=5, help="counted runs of each program and book")
    parser.add_argument("--only", choices=("start", "keys", "work"), help="measure just this")
    parser.add_argument(
        "--slow", action="store_true", help="the whole DataTable at 100,000 too: half a minute a run"
    )
    parser.add_argument("--markdown", action="store_true", help="print the targets as README has them too")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to this file")
    return parser.parse_args()


def _count(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _sizes(text: str) -> list[int]:
    sizes = [int(size) for size in text.split(",")]
    if min(sizes) < len(FIRST_ROWS):
        raise argparse.ArgumentTypeError(f"a book has at least {len(FIRST_ROWS)} invitations here")
    return sizes


def _fit(peers: Sequence[Peer], book: Book, *, slow: bool) -> list[Peer]:
    return [peer for peer in peers if slow or peer.largest is None or book.size <= peer.largest]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _machine() -> str:
    return (
        f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Textual {version('textual')}, terminal {COLUMNS} × {ROWS}"
    )


def _start_table(starts: Iterable[Starts], repeats: int) -> str:
    lines = [
        "",
        f"From exec to the first rows (ten names), {repeats} runs each in turn after one that doesn't count.",
        "Calm: the last byte that the start brings. Peak: the most memory held.",
        "    book  program                       median  to floor      best  to floor      calm     peak",
    ]
    for one, floor in _beside_floor(starts):
        figures = "–"
        if one.seconds:
            figures = (
                f"{one.median:>7.3f} s{_ratio(one.median, floor.median if floor else None)}"
                f"{one.best:>8.3f} s{_ratio(one.best, floor.best if floor else None)}"
                f"{statistics.median(one.calm):>8.3f} s{statistics.median(one.peaks) / 1e6:>6.0f} MB"
            )
        lines.append(f"{one.size:>8,}  {one.program:<27}{figures}")
    return "\n".join(lines)


def _key_table(answers: Iterable[Answers]) -> str:
    lines = [
        "",
        "From a key to the last byte of its frame, in ms. The floor here is the small DataTable.",
        "    book  program                       median  to floor     99 %  to floor  1st byte 1st use  each",
    ]
    for one, floor in _beside_floor(answers):
        figures = "–"
        if one.last and one.first_use:
            keys = (f"{key} {statistics.median(one.last[key]) * 1e3:.0f}" for key in KEYS if key in one.last)
            figures = (
                f"{one.median * 1e3:>9.1f}{_ratio(one.median, floor.median if floor else None)}"
                f"{one.worst * 1e3:>9.1f}{_ratio(one.worst, floor.worst if floor else None)}"
                f"{statistics.median(one.first) * 1e3:>10.1f}{statistics.median(one.first_use) * 1e3:>8.1f}"
                f"  {', '.join(keys)}"
            )
        lines.append(f"{one.size:>8,}  {one.program:<27}{figures}")
    return "\n".join(lines)


def _beside_floor(results: Iterable[Result]) -> Iterator[tuple[Result, Result | None]]:
    """Yield each result with that of the floor on the same book, None where the floor failed."""
    floors = {}
    for one in results:
        if one.program in (FLOOR.name, SMALL_TABLE.name) and not one.trouble:
            floors[one.size] = one
        yield one, floors.get(one.size)


def _ratio(figure: float, floor: float | None) -> str:
    return f"{figure / floor:>8.2f} ×" if floor else f"{'–':>10}"


def _remarks(results: Iterable[Starts | Answers]) -> Iterator[str]:
    for one in results:
        who = f"{one.program} at {one.size:,}"
        if one.trouble:
            yield f"{who}: no figures, {one.trouble}"
        if one.killed:
            yield f"{who}: runs that had to be killed at their end: {one.killed}"
        if isinstance(one, Answers) and one.mute:
            yield f"{who}: keys without any answer: {one.mute}"
        if isinstance(one, Answers) and one.late:
            yield f"{who}: frames after which something late came, not counted in: {one.late}"


def _troubles(works: Iterable[Work]) -> Iterator[str]:
    for one in works:
        if one.trouble:
            yield f"work at {one.size:,}: no figures, {one.trouble}"


def _figures(
    starts: Iterable[Starts], answers: Iterable[Answers], works: Iterable[Work], aims: Iterable[Target]
) -> dict[str, object]:
    return {
        "machine": _machine(),
        "targets": [{**aim._asdict(), "met": aim.met} for aim in aims],
        "starts": [_summed_up(one, floor) for one, floor in _beside_floor(starts)],
        "keys": [_summed_up(one, floor) for one, floor in _beside_floor(answers)],
        "work": [asdict(one) for one in works],
    }


def _summed_up(one: Starts | Answers, floor: Starts | Answers | None) -> dict[str, object]:
    figures = asdict(one)
    for name in ("median", "best", "worst"):
        if not one.trouble and hasattr(one, name):
            figures[name] = getattr(one, name)
            figures[f"{name}_to_floor"] = getattr(one, name) / getattr(floor, name) if floor else None
    return figures


if __name__ == "__main__":
    sys.exit(main())
