"""Rows written to a file that is new: nothing that is there is written over."""

from __future__ import annotations

from pathlib import Path

from invitetui.domain.text import clean
from invitetui.store import files


def write_new(folder: Path, name: str, text: str) -> str:
    """Write `text` to a new file `name.csv` in `folder`, private to the person; say where, or why not."""
    for number in range(1, 1_000):
        path = folder / (f"{name}.csv" if number == 1 else f"{name}-{number}.csv")
        try:
            files.write_new(path, text.encode())
        except FileExistsError:
            continue
        except OSError as error:
            return f"The rows can't be written to {clean(str(folder))}: {error.strerror}"
        return f"Written: {clean(str(path))}"
    return f"There are too many files {name} in {clean(str(folder))}"
