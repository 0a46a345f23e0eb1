"""The seam between the store and the system: every call to `os` that a save makes, in order.

A test may look at each call, make it fail, stop the world before, in or after it, or keep a record of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CALLS = tuple("mkdir open write fsync fstat close stat replace unlink listdir access".split())
"""What the store asks of the system, itself or through pathlib."""

Call = Callable[..., Any]
Around = Callable[[str, Call, tuple[Any, ...]], Any]
"""Is given the name of a call, the real function with its keywords, and its arguments."""


@contextmanager
def around_each_call(around: Around) -> Iterator[None]:
    """Have `around` make each call, or not make it."""
    real = {name: getattr(os, name) for name in CALLS}

    def wrapped(name: str) -> Call:
        def called(*args: Any, **kwargs: Any) -> Any:
            return around(name, lambda *given: real[name](*given, **kwargs), args)

        return called

    try:
        for name in CALLS:
            setattr(os, name, wrapped(name))
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


@contextmanager
def counted(at: int, happens: Callable[[str, Call, tuple[Any, ...]], Any]) -> Iterator[list[str]]:
    """Have `happens` make call number `at`, and the system all others; yields the names of those made."""
    made: list[str] = []

    def around(name: str, call: Call, args: tuple[Any, ...]) -> Any:
        made.append(name)
        return happens(name, call, args) if len(made) == at else call(*args)

    with around_each_call(around):
        yield made
