"""Whether a key was meant for the card on the screen: keys come in bursts, and are held down."""

from __future__ import annotations

from collections.abc import Callable

SEEN_AFTER = 0.15
"""Seconds that a card has to stand before a key answers for it: sooner nobody has read it."""
HELD_FOR = 0.6
"""Seconds within which the same key again is taken for the finger that still rests on it."""


class Hand:
    """Knows when the card changed and which key changed it.

    An answer is a fact about a person. A `d` that was still on its way, or that repeats because the
    finger rests on it, was not meant for the person who has come up meanwhile.
    """

    def __init__(self, ticks: Callable[[], float], *, held_for: float = HELD_FOR) -> None:
        """Start with no card.

        Args:
            ticks: seconds on a clock that never goes back.
            held_for: how long the same key counts as held down.
        """
        self._ticks = ticks
        self._held_for = held_for
        self._card: object = None
        self._since = 0.0
        self._last: tuple[str, float] | None = None

    def show(self, card: object) -> None:
        """Note which card is on the screen; a new one has to be seen first."""
        if card != self._card:
            self._card, self._since = card, self._ticks()

    def know(self) -> None:
        """Note that the person has dealt with this card, so that it was seen: its page was opened."""
        self._since = self._ticks() - SEEN_AFTER
        self._last = None

    def means(self, key: str) -> bool:
        """Return whether `key` can have been meant for the card that is shown."""
        now = self._ticks()
        held = self._last is not None and self._last[0] == key and now - self._last[1] < self._held_for
        self._last = (key, now)
        return not held and now - self._since >= SEEN_AFTER
