"""The garbage collector, and when it only gets in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

Value = TypeVar("Value")
_kept: list[object] = []
_kept.append(_kept)  # what refers to itself is left to the collector, which passes over all of it at the end


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector, which else walks again and again over a book that is being built."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def kept_to_the_end(value: Value) -> Value:
    """Return a value that is not taken apart piece by piece, for the process that asks for it soon ends.

    It holds where the collector is told before the end to pass over all there is, as `cli.main` does.
    With ten thousand invitations that takes as long as a twentieth of all that a command does.
    """
    _kept.append(value)
    return value
