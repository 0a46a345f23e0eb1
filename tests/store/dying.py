"""Runs something in a process of its own that may be killed, and says how it ended."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.store.seam import Call, counted

MOMENTS = ("before", "in", "after")
"""When the signal comes: before a call, half-way through what it writes, or after it."""


def ending(action: Callable[[], object]) -> int:
    """Run `action` in a copy of this process; return 0, the exit code, or minus the signal that ended it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking where there are idle threads
        child = os.fork()
    if not child:
        code = 1
        try:
            action()
            code = 0
        except KeyboardInterrupt:
            code = 130
        except BaseException:  # noqa: BLE001 - nothing may get back to the test that runs in the parent
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def signalled(number: int, moment: str, at: int, action: Callable[[], object]) -> int:
    """Run `action` as `ending`; at call number `at` of it, its process sends itself signal `number`."""

    def hit(name: str, call: Call, args: tuple[Any, ...]) -> Any:
        if moment == "after":
            try:
                return call(*args)
            finally:
                os.kill(os.getpid(), number)
        if moment == "in" and name == "write":
            call(args[0], bytes(args[1])[: len(args[1]) // 2])
        os.kill(os.getpid(), number)
        return call(*args)

    def acting() -> None:
        if signal.getsignal(number) == signal.SIG_IGN:  # handed down by nohup, for one
            signal.signal(number, signal.SIG_DFL)
        with counted(at, hit) as made:
            action()
        if len(made) < at:
            os._exit(NOT_REACHED)

    return ending(acting)


NOT_REACHED = 77
"""The exit code where there are fewer calls than the one that was waited for."""


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Have the system refuse what would make a file longer, as a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
