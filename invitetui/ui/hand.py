"""Whether a key was meant for the card on the screen: keys come in bursts, and are held down."""

from __future__ import annotations

from collections.abc import Callable

SEEN_AFTER = 0.15
"""Seconds that the next card has to stand before a key answers for it: sooner nobody has read it."""
HELD_FOR = 0.6
"""Seconds within which the same key again is taken for the finger that still rests on it."""


class Hand:
    """Knows which key answered last, and when.

    An answer is a fact about a person. A `d` that was still on its way, or that repeats because the
    finger rests on it, was not meant for the person who has come up meanwhile.
    """

    def __init__(self, ticks: Callable[[], float], *, held_for: float = HELD_FOR) -> None:
        """Start with nothing answered.

        Args:
            ticks: seconds on a clock that never goes back.
            held_for: how long the same key counts as held down.
        """
        self._ticks = ticks
        self._held_for = held_for
        self._answered: float | None = None
        """When the last answer brought the card that is shown."""
        self._key, self._at = "", 0.0
        """The key that was pressed last, and when."""

    def answered(self) -> None:
        """Note that an answer brought up the next card, which has to be seen first."""
        self._answered = self._ticks()

    def know(self) -> None:
        """Note that the person deals with this very card: they opened its page, or called it back."""
        self._answered = None

    def means(self, key: str) -> bool:
        """Return whether `key` can have been meant for the card that is shown."""
        now = self._ticks()
        held = key == self._key and now - self._at < self._held_for
        self._key, self._at = key, now
        return self._answered is None or (not held and now - self._answered >= SEEN_AFTER)
