"""What it costs to take in 100,000 invitations with 60,000 connections: `python -m tests.bench.reading`.

Beside `csv.DictReader`, which merely reads both, in the same run.
"""

from __future__ import annotations

import csv
import gc
import io
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from invitetui.domain.book import Book
from invitetui.sources.archive import read_bytes
from invitetui.sources.reconcile import reconcile
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


def peak() -> float:
    """Return the most memory that this process had so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
