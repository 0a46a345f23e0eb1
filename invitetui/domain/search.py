"""Words found in a whole book at once: each text is folded once, each longer word seeks in what was found."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_KEPT = 12
"""Findings kept: those of a word as it is typed, in each section of a list."""


class Needle(NamedTuple):
    """Some folded words, and whether they are to be there."""

    text: str
    wanted: bool = True

    def implies(self, other: Needle) -> bool:
        """Return whether the other holds wherever this one does."""
        if self.wanted is not other.wanted:
            return False
        longer, shorter = (self.text, other.text) if self.wanted else (other.text, self.text)
        return shorter in longer


class Found(NamedTuple):
    """Who was found by some needles among some invitations, in the order in which they were given."""

    among: tuple[str, ...]
    needles: frozenset[Needle]
    uids: tuple[str, ...]


class Search:
    """Finds invitations by words in their texts, and remembers what it found last.

    What it remembers changes how long an answer takes, and never what it is.
    """

    def __init__(self, texts: Mapping[str, str], usual: tuple[str, ...]) -> None:
        self._texts = texts
        self._usual = usual
        """The order most often searched, and its texts in that order."""
        self._in_order = [texts[uid] for uid in usual]
        self._lately: deque[Found] = deque(maxlen=_KEPT)

    def find(self, among: tuple[str, ...], needles: Iterable[Needle]) -> tuple[str, ...]:
        """Return those of `among`, all in the book, in whose texts all needles are, in their order."""
        wanted = frozenset(needles)
        start = Found(among, frozenset(), among)
        for found in tuple(self._lately):
            if len(found.uids) <= len(start.uids) and _narrows(found, among, wanted):
                start = found
        left = start.uids
        for needle in sorted(wanted - start.needles, key=lambda needle: -len(needle.text)):
            left = self._holding(needle, left)
        if wanted - start.needles:
            self._lately.append(Found(among, wanted, left))
        return left

    def _holding(self, needle: Needle, among: tuple[str, ...]) -> tuple[str, ...]:
        text, wanted = needle
        if among is self._usual:
            found = [uid for uid, held in zip(among, self._in_order, strict=True) if (text in held) is wanted]
        else:
            texts = self._texts
            found = [uid for uid in among if (text in texts[uid]) is wanted]
        return tuple(found) if len(found) < len(among) else among


def _narrows(found: Found, among: tuple[str, ...], needles: frozenset[Needle]) -> bool:
    """Whether what those needles find among these is all among what was found."""
    return all(any(needle.implies(old) for needle in needles) for old in found.needles) and (
        found.among is among or found.among == among
    )
