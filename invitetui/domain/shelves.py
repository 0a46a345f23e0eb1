"""Long lists in order, of which an edit makes anew only the few places that it touches."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

Key = tuple[Any, ...]
"""What all on one shelf have in common; shelves stand in the order of their keys."""
Item = tuple[datetime, str]
"""An instant and a uid, in whose order the items of a shelf are."""
Shelf = tuple[Item, ...]


_FEW = 32


def mended(shelf: Shelf, out: Sequence[Item], put: Sequence[Item]) -> Shelf:
    """Return the items in order, without those taken `out`, where they are there, and with those `put` in."""
    if out == put:
        return shelf
    if len(out) + len(put) > _FEW:
        gone = set(out)
        return tuple(sorted([*(item for item in shelf if item not in gone), *put]))
    items = list(shelf)
    for item in out:
        place = bisect_left(items, item)
        if items[place : place + 1] == [item]:
            del items[place]
    for item in put:
        insort(items, item)
    return tuple(items)


class Shelves:
    """Items on shelves. Immutable: `edited` returns others, which share all shelves not touched."""

    def __init__(self, shelves: Mapping[Key, Shelf]) -> None:
        self._shelves = shelves
        """In the order of the keys, none empty."""

    @classmethod
    def of(cls, found: Mapping[Key, list[Item]]) -> Shelves:
        """Return the shelves with these items on them, given in any order."""
        return cls({key: tuple(sorted(found[key])) for key in sorted(found)})

    def edited(self, out: Mapping[Key, list[Item]], put: Mapping[Key, list[Item]]) -> Shelves:
        """Return the shelves without those taken `out`, which are there, and with those `put` on them.

        Where that comes to the same they are the same object.
        """
        shelves, nothing = dict(self._shelves), list[Item]()
        touched = [key for key in {**out, **put} if out.get(key) != put.get(key)]
        for key in touched:
            if left := mended(shelves.get(key, ()), out.get(key, nothing), put.get(key, nothing)):
                shelves[key] = left
            else:
                del shelves[key]
        if any(key not in self._shelves for key in touched):
            shelves = {key: shelves[key] for key in sorted(shelves)}
        return Shelves(shelves) if touched else self

    def items(self) -> Iterable[tuple[Key, Shelf]]:
        """Return the shelves with their keys, in order."""
        return self._shelves.items()

    def between(self, first: datetime, last: datetime) -> int:
        """Return how many items are of an instant from `first` on up to `last`, both included."""
        found = 0
        for shelf in self._shelves.values():
            if first <= shelf[0][0] and shelf[-1][0] <= last:
                found += len(shelf)
            elif first <= shelf[-1][0] and shelf[0][0] <= last:
                found += sum(first <= at <= last for at, _ in shelf)
        return found

    def __iter__(self) -> Iterator[Item]:
        for shelf in self._shelves.values():
            yield from shelf

    @property
    def uids(self) -> list[str]:
        """All uids, in order."""
        return [uid for shelf in self._shelves.values() for _, uid in shelf]

    def __len__(self) -> int:
        return sum(map(len, self._shelves.values()))
