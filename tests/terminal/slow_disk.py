"""The app on a disk that takes its time: `python -m tests.terminal.slow_disk` is `invitetui` there."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from invitetui.cli import main

if TYPE_CHECKING:
    from _typeshed import HasFileno

SYNC_TAKES = 0.4
"""Seconds: long enough to end the app between an answer on the screen and its being saved."""

_fsync = os.fsync


def _slow_fsync(fd: HasFileno | int) -> None:
    time.sleep(SYNC_TAKES)
    _fsync(fd)


if __name__ == "__main__":
    os.fsync = _slow_fsync
    main()
