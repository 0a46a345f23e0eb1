"""Run as another process: `python -m tests.store.child TASK PATH`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from invitetui.store.book_file import BookFile
from tests.store.made import invitation, kept


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def hold(path: Path) -> None:
    """Hold the lock until standard input closes."""
    with BookFile.open(path, writing=True):
        say(os.getpid())
        sys.stdin.read()


def write(path: Path) -> None:
    """Save one invitation after another, saying the number of each that is saved."""
    with BookFile.open(path, writing=True) as file:
        file.load()
        for number in count(10_001):
            file.save({f"u{number}": invitation(number)})
            say(number)


def die_at(call: int, path: Path) -> None:
    """Be killed before system call number `call` of one save; say "saved" if there are not so many."""
    left = call

    def deadly(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def called(*args: object, **kwargs: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return called

    with BookFile.open(path, writing=True) as file:
        book = file.load()
        for name in ("open", "write", "fsync", "fstat", "close", "replace", "stat"):
            setattr(os, name, deadly(name))
        file.save({"u1": book["u1"].recording(kept())})
    say("saved")


if __name__ == "__main__":
    task, path = sys.argv[1], Path(sys.argv[2])
    if task.isdecimal():
        die_at(int(task), path)
    else:
        {"hold": hold, "write": write}[task](path)
