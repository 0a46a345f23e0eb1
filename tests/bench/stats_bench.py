"""How long the figures of the Stats tab take: `python -m tests.bench.stats_bench [INVITATIONS]`.

They are worked out in a thread, as the tab does it, of 100,000 made-up invitations, while an event
loop counts time in steps of a millisecond: the longest it had to wait is how long a key would. The
collector of garbage is set as in the app, which leaves the book out of it once it is read.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import time

from invitetui.clock import LOCAL
from invitetui.domain.book import Book
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import stats
from invitetui.ui.present.figures import figures, laid_out
from tests.bench.books import NOW, invitations

RUNS = 5


def work(snapshot: Snapshot) -> None:
    """Work the figures out and lay them out, as the tab does."""
    laid_out(figures(stats(snapshot), snapshot), 100)


async def measured(snapshot: Snapshot) -> tuple[float, float]:
    """Return how long the work took in a thread, and the longest that the loop had to wait meanwhile."""
    began = time.perf_counter()
    working = asyncio.create_task(asyncio.to_thread(work, snapshot))
    longest, last = 0.0, time.perf_counter()
    while not working.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.001), now
    await working
    return time.perf_counter() - began, longest


def main() -> None:
    """Print the figures: the middle of the runs."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    snapshot = Snapshot(Book.of(invitations(size, newest_first=False)), NOW, Rules(), LOCAL)
    work(snapshot)
    gc.collect()
    gc.freeze()
    runs = [asyncio.run(measured(snapshot)) for _ in range(RUNS)]
    took = [seconds for seconds, _ in runs]
    stalls = [stall for _, stall in runs]
    print(f"{size:,} invitations, {RUNS} runs")
    print(f"all figures   {statistics.median(took):.2f} s (best {min(took):.2f}, worst {max(took):.2f})")
    print(f"longest stall {statistics.median(stalls) * 1000:.0f} ms (worst {max(stalls) * 1000:.0f})")


if __name__ == "__main__":
    main()
