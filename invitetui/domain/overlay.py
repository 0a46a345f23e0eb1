"""A mapping of which many versions are needed, each little different from the one before."""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, TypeVar

Value = TypeVar("Value")

_FOLD_AT = 64
"""An overlay holds at most this part of what lies beneath it, and this many in any case."""


class Overlay(Mapping[str, Value]):
    """A dictionary that many versions share, and what this version has otherwise. Immutable.

    Copying a hundred thousand entries for each edit takes longer than a frame may, so an edit copies
    only what lies on top. Looking one up asks both; whatever goes through all folds them into one
    dictionary first, once. The order is that of a dictionary: written over stays in its place, put in
    anew stands at the end.
    """

    __slots__ = ("_base", "_top")

    def __init__(self, base: dict[str, Value], top: dict[str, Value] | None = None) -> None:
        self._base = base
        self._top: dict[str, Value] = top or {}
        """Of keys that are in the base, too; None is no value."""

    def edited(self, edits: Mapping[str, Value | None]) -> Overlay[Value]:
        """Return the version after these edits; None takes a key out."""
        base = self._base
        some = {key: value for key, value in edits.items() if value is not None}
        if len(some) == len(edits) and some.keys() <= base.keys():
            top = {**self._top, **some}
            if len(top) <= max(_FOLD_AT, len(base) // _FOLD_AT):
                return Overlay(base, top)
            return Overlay(base | top)
        whole = self.whole.copy()
        for key, value in edits.items():
            if value is None:
                whole.pop(key, None)
            else:
                whole[key] = value
        return Overlay(whole)

    @property
    def whole(self) -> dict[str, Value]:
        """All of it as a dictionary, not to be changed: for whoever goes through all, or looks up many."""
        if top := self._top:
            # Whoever looks one up meanwhile in another thread finds the same in either.
            self._base = self._base | top
            self._top = {}
        return self._base

    def __getitem__(self, key: str) -> Value:
        found = self._top.get(key)
        return self._base[key] if found is None else found

    def get(self, key: str, default: Any = None) -> Any:
        """Return what it is, or `default` where it is not there."""
        found = self._top.get(key)
        return self._base.get(key, default) if found is None else found

    def some(self, keys: Collection[str]) -> list[Value | None]:
        """Return what each of these is, None where it is not there."""
        top, base = self._top, self._base  # in this order: see `whole`
        if not top:
            return list(map(base.get, keys))
        if len(keys) > _FOLD_AT:
            return list(map(self.whole.get, keys))
        return [base.get(key) if (found := top.get(key)) is None else found for key in keys]

    def __contains__(self, key: object) -> bool:
        return key in self._base

    def __len__(self) -> int:
        return len(self._base)

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def items(self) -> ItemsView[str, Value]:
        """Return all keys with their values, in order."""
        return self.whole.items()

    def values(self) -> ValuesView[Value]:
        """Return all values, in order."""
        return self.whole.values()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Overlay):
            return bool(self.whole == other.whole)
        return bool(self.whole == other)

    __hash__ = None  # type: ignore[assignment]  # compared by content, so not a key
