"""What all screens over the lists have in common: each is answered once, though keys come in bursts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

from invitetui.ui.look import OVER_THE_LISTS

if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[Any]
else:
    _Screen = object


class Once(_Screen):
    """Mixed into a screen that answers: once it has, further answers that were on their way do nothing."""

    CSS_PATH = OVER_THE_LISTS

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Answer, if this is still the screen that is asked."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
