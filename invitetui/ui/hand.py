"""Whether a key was meant for the card on the screen: keys come in bursts, and are held down."""

from __future__ import annotations

from collections.abc import Callable

SEEN_AFTER = 0.15
"""Seconds that the next card has to stand before a key answers for it: sooner nobody has read it."""
HELD_FOR = 0.6
"""Seconds that the next card has to stand before the key that brought it up answers for it too."""
REPEATS = 0.25
"""Seconds within which the same key comes again only because a finger rests on it."""


class Hand:
    """Knows which key answered last, and when.

    An answer is a fact about a person. A `d` that was still on its way, or that repeats because the
    finger rests on it, was not meant for the person who has come up meanwhile.
    """

    def __init__(self, ticks: Callable[[], float], *, held_for: float = HELD_FOR) -> None:
        """Start with nothing answered.

        Args:
            ticks: seconds on a clock that never goes back.
            held_for: how long a card has to stand for the key that brought it up.
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
        again, since = key == self._key, now - self._at
        self._key, self._at = key, now
        if self._answered is None:
            return True
        # From when the card came up, and not from a press that was refused: steady presses get through.
        stands = now - self._answered
        held = again and (since < REPEATS or stands < self._held_for)
        return not held and stands >= SEEN_AFTER
