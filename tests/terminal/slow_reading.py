"""The app on a file that is read only once `go` lies beside it: `python -m tests.terminal.slow_reading`."""

from __future__ import annotations

import time

from invitetui.cli import main
from invitetui.domain.book import Book
from invitetui.store.book_file import BookFile

_load = BookFile.load


def _load_when_told(file: BookFile) -> Book:
    while not file.path.with_name("go").exists():
        time.sleep(0.01)
    return _load(file)


if __name__ == "__main__":
    setattr(BookFile, "load", _load_when_told)  # noqa: B010  # a method, as mypy sees it
    main()
