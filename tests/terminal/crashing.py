"""The app with a mistake in it: `python -m tests.terminal.crashing` is `invitetui` that can't keep anyone."""

from __future__ import annotations

from typing import NoReturn
from unittest.mock import patch

from invitetui.cli import main
from invitetui.ui.screens.main import MainScreen

NOTE = "Ada’s secret note"


def _mistaken(screen: MainScreen) -> NoReturn:
    names = [invitation.name for invitation in screen.snapshot.book]
    raise LookupError(f"{NOTE}: {names}")


if __name__ == "__main__":
    with patch.object(MainScreen, "do_keep", _mistaken):
        main()
