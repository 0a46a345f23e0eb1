"""A screen that knows which app it is in: the app and the book, as what they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from invitetui.domain.actions import Change
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.words import count

if TYPE_CHECKING:
    from textual.screen import Screen

    from invitetui.ui.app import InvitetuiApp

    _Screen = Screen[Any]
else:
    _Screen = object

LEAST = (40, 10)
"""Columns and lines below which nothing can be read, and nothing is done."""


class InApp(_Screen):
    """Mixed into the screens that ask the app for something."""

    @property
    def invitetui(self) -> InvitetuiApp:
        """The app, as what it is."""
        return cast("InvitetuiApp", self.app)

    @property
    def snapshot(self) -> Snapshot:
        """The book as it is now."""
        return self.invitetui.session.snapshot

    def key(self, id_: str) -> str:
        """Return the key in force for a command of the lists, as a person writes it."""
        return self.invitetui.keys[id_]

    def undoable(self, change: Change) -> str:
        """Return what was done in words, with the key that takes it back on the lists."""
        return f"{change.says} · {self.key('undo')} undoes" if change else change.says

    @property
    def too_small(self) -> bool:
        """Whether nothing can be read here, so that nothing may be done."""
        width, height = self.size
        return width < LEAST[0] or height < LEAST[1]

    @property
    def is_open(self) -> bool:
        """Whether there is still something to show: a screen that was left outlives its widgets a little."""
        return self.is_attached and self in self.app.screen_stack

    def tell(self, hear: Callable[..., None], *found: object) -> None:
        """From a thread: hand over what was found, unless the screen was left meanwhile."""
        self.app.call_from_thread(self._if_open, partial(hear, *found))

    def _if_open(self, hear: Callable[[], None]) -> None:
        if self.is_open:
            hear()

    def open_page(self, address: str, hear: Callable[[bool], None]) -> None:
        """Open a checked address in the browser; while this is open, `hear` is told whether that worked."""
        self.invitetui.open_page(address, lambda worked: self._if_open(partial(hear, worked)))

    def say(self, text: str) -> None:
        """Say something to the person; a screen without a place for it shows it in passing, one at a time."""
        self.notify(text, markup=False)

    def pasted(self, keys: int) -> str:
        """Return what to say of so many keys that came as pasted text."""
        return f"That looked like pasted text: {count(keys, 'key')} did nothing"

    def is_meant_for_a_field(self, text: str) -> bool:  # noqa: ARG002  # for those who have one
        """Take a character that came faster than any hand types; return whether a field has taken it."""
        return False
