"""Whatever is pressed, the app does not fail and shows the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.monkey import play


@pytest.mark.parametrize("seed", range(4))
async def test_a_monkey_at_the_keyboard_does_no_harm(seed: int, tmp_path: Path) -> None:
    await play(seed, 50, tmp_path, leaves=False)
