"""Each test builds and drops a whole app: the garbage collector may take its time."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="package", autouse=True)
def _patient_collector() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(200_000, 10, 10)
    yield
    gc.set_threshold(*before)
