"""How alike two notes are, and which earlier note a new one repeats: the one alarm of a re-invitation.

People who get the same words as everyone else notice, and so does whoever looks for bulk patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from invitetui.domain.text import fold

NEARLY = 0.6
"""From this similarity on a note (nearly) repeats another.

Two notes that were written apart share their common words and little more: below 0.4, also where both
say the same in other words. A template of 150 characters with one of its two gaps filled anew, some 30
characters of it, stays above 0.6: of its trigrams each side has some 30 of its own, and 120/180 is 0.67.
"""

_LEAST = 12
"""Letters. A note that says less than this ("Hi", "Hello Ada") repeats nothing worth an alarm."""
_BITS = 256
_NOT_WORDS = re.compile(r"[\W_]+")


class Repeated(NamedTuple):
    """An earlier note that the new one (nearly) repeats."""

    uid: str
    similarity: float


def essence(note: str, name: str = "") -> str:
    """Return what is compared of a note: its words without case, signs and the name that it greets.

    So the same words to somebody else are the same words.
    """
    words = _NOT_WORDS.sub(" ", fold(note)).split()
    names = set(_NOT_WORDS.sub(" ", fold(name)).split())
    return " ".join(word for word in words if word not in names)


def trigrams(text: str) -> frozenset[str]:
    """Return all runs of three characters in a text, with a space before and after it."""
    padded = f" {text} "
    return frozenset([padded[i : i + 3] for i in range(len(padded) - 2)])


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1: |A ∩ B| / |A ∪ B| over their trigrams.

    That is Jaccard's index (P. Jaccard, 1901) over character trigrams, as PostgreSQL's pg_trgm and plagiarism
    detectors take it: it is symmetric, 1 for equal texts, needs no word list and so holds for any
    language, and moved sentences or mended letters change it little.
    """
    mine, theirs = trigrams(one), trigrams(other)
    return _jaccard(mine, theirs)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else float(one == other)


class Notes:
    """Earlier notes, made ready to be compared with one that is being written.

    Of each only a bit set of its trigrams is held, 256 bits long, and how many they are. From these follows
    a bound that the similarity can't exceed: whatever bit only one side has set stands for a trigram
    that only this side has. Just the few whose bound reaches `NEARLY` are compared in full, so that 100,000
    are looked through within a tenth of a second, and none is missed.
    """

    def __init__(self, notes: Iterable[tuple[str, str, str]]) -> None:
        """Make notes ready; of equal ones the last is named.

        Args:
            notes: the uid, the note and the name of whom it went to, the newest last.
        """
        newest: dict[str, str] = {}
        for uid, note, name in notes:
            newest[essence(note, name)] = uid
        self._notes = [(uid, text, *_bits(text)) for text, uid in newest.items() if len(text) >= _LEAST]

    def __len__(self) -> int:
        return len(self._notes)

    def repeated(self, note: str, name: str = "") -> Repeated | None:
        """Return the earlier note that is most alike, or None where none is (nearly) repeated."""
        text = essence(note, name)
        if len(text) < _LEAST:
            return None
        mine = trigrams(text)
        bits, size = _bits(text)
        found: Repeated | None = None
        for uid, other, other_bits, other_size in self._notes:
            shared = min(
                size - (bits & ~other_bits).bit_count(), other_size - (other_bits & ~bits).bit_count()
            )
            if shared < NEARLY * (size + other_size - shared):
                continue
            alike = _jaccard(mine, trigrams(other))
            if alike >= NEARLY and (found is None or alike >= found.similarity):
                found = Repeated(uid, alike)
        return found


def _bits(text: str) -> tuple[int, int]:
    """Return the bit set of a text's trigrams, and how many trigrams there are."""
    grams = trigrams(text)
    places = bytearray(_BITS)
    for gram in grams:
        places[hash(gram) % _BITS] = 1
    # One byte a bit: 256 bytes counted as one number, which is quicker than setting bits one by one.
    return int.from_bytes(places), len(grams)
