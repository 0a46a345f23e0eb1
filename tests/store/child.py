"""Run as another process: `python -m tests.store.child hold PATH` holds a file's lock."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from invitetui.store.book_file import BookFile

if __name__ == "__main__":
    with BookFile.open(Path(sys.argv[2]), writing=True):
        sys.stdout.write(f"{os.getpid()}\n")
        sys.stdout.flush()
        sys.stdin.read()
