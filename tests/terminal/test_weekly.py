"""The weekly sitting at one size and look; `python -m tests.terminal.weekly` goes through all nine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.screen import has_tmux
from tests.terminal.weekly import SIZES, live


@pytest.mark.skipif(not has_tmux(), reason="tmux is not installed: it is the terminal of these tests")
def test_the_whole_week_by_keyboard(tmp_path: Path) -> None:
    live(tmp_path, SIZES["80x24"], "light")
