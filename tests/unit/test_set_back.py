"""A clock that went back is told where the book has steps of a time to come."""

from __future__ import annotations

import pytest

from invitetui.domain.set_back import set_back
from tests.unit.made import seen, sent, withdrawn


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (
            "2026-11-01T10:00",
            "The clock says 1 Nov, and the book has steps up to 3 Dec: the later ones don't count yet",
        ),
        ("2026-12-02T23:30", None),
        ("2026-12-04T10:00", None),
    ],
)
def test_steps_of_a_time_to_come_are_told(now: str, told: str | None) -> None:
    one = sent("2026-10-01").recording(withdrawn("2026-12-03T00:00"))
    assert set_back(seen(now, one)) == told
    assert set_back(seen(now)) is None
