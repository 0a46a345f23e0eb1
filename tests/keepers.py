"""A keeper for sessions under test: a function that saves edits, with the steps remembered beside it."""

from __future__ import annotations

from collections.abc import Callable

from invitetui.domain.actions import Change, Steps
from invitetui.domain.book import Edits
from invitetui.domain.invitation import Invitation


class Keeping:
    """Saves edits by calling a function; where that raises, nothing is remembered."""

    def __init__(self, save: Callable[[Edits], None]) -> None:
        self._save = save
        self.kept_steps: dict[int, Change] = {}

    @property
    def steps(self) -> list[int]:
        return sorted(self.kept_steps)

    def step(self, number: int) -> tuple[str, dict[str, Invitation | None]] | None:
        change = self.kept_steps.get(number)
        return (change.says, dict(change.before)) if change else None

    def save(self, edits: Edits, steps: Steps | None = None) -> None:
        self._save(edits)
        for number, change in (steps or {}).items():
            if change is None:
                self.kept_steps.pop(number, None)
            else:
                self.kept_steps[number] = change
