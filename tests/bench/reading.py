"""What it costs to take in 100,000 invitations with 60,000 connections: `python -m tests.bench.reading`.

Beside `csv.DictReader`, which merely reads both, in the same run; then in the running app, where it says
how long a key would have had to wait at the worst.
"""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from invitetui.domain.book import Book
from invitetui.session import Session
from invitetui.sources.archive import read_bytes
from invitetui.sources.reconcile import reconcile
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.screens.importing import ImportScreen
from tests import archives

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the least seconds of processor time that `work` took."""
    least = float("inf")
    for _ in range(times):
        gc.collect()
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return least


def main(invitations: int = 100_000, connections: int = 60_000) -> None:
    made = archives.big(invitations, connections, NOW)
    packed = archives.pack(made.files())
    before = peak()
    seen = read_bytes(packed, "big.zip", now=NOW)
    reconcile(Book({}), seen, NOW)
    memory = peak()
    ours = best(lambda: reconcile(Book({}), read_bytes(packed, "big.zip", now=NOW), NOW))
    reading = best(lambda: read_bytes(packed, "big.zip", now=NOW))
    files = [made.invitations.encode(), made.connections.encode()]
    theirs = best(
        lambda: [
            list(csv.DictReader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline=""))) for data in files
        ]
    )
    print(f"csv.DictReader, merely reading both {theirs:.2f} s")
    print(f"read {reading:.2f} s: {reading / theirs:.2f} times")
    print(f"read and reconciled into an empty book {ours:.2f} s: {ours / theirs:.2f} times")
    print(f"memory at most {memory:.0f} MB, of which {before:.0f} MB before")
    waits = asyncio.run(in_the_app(packed))
    for doing, longest in waits.longest.items():
        print(f"in the app, {doing}: the longest wait {longest * 1000:.0f} ms, {waits.frames[doing]} looks")


class Waits:
    """How long the event loop left a key waiting, by what was going on."""

    def __init__(self) -> None:
        self.longest: dict[str, float] = {}
        self.frames: dict[str, int] = {}
        self.doing = ""

    async def measure(self) -> None:
        """Look again and again, until cancelled."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.002)
            now = time.perf_counter()
            self.longest[self.doing] = max(self.longest.get(self.doing, 0), now - last)
            self.frames[self.doing] = self.frames.get(self.doing, 0) + 1
            last = now


async def in_the_app(packed: bytes) -> Waits:
    """Import the archive in the running app, from naming the file to the list with everyone in it."""
    waits = Waits()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.zip"
        path.write_bytes(packed)
        app = InvitetuiApp(Session(Book({}), clock=lambda: NOW, zone=UTC), start_in=Path(folder))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("i")
            screen = app.screen
            assert isinstance(screen, ImportScreen)
            measuring = asyncio.create_task(waits.measure())
            waits.doing = "reading and comparing"
            screen.read_path(path)
            while not screen.ready:
                await asyncio.sleep(0.01)
            waits.doing = "taking it over"
            screen.action_apply()
            while app.screen is screen:
                await asyncio.sleep(0.01)
            waits.doing = "the first moments after it"
            await asyncio.sleep(0.5)
            measuring.cancel()
    return waits


def peak() -> float:
    """Return the most memory that this process had so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
