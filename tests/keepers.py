"""A keeper for sessions under test: a function that saves edits, with the steps remembered beside it."""

from __future__ import annotations

from collections.abc import Callable

from invitetui.domain.actions import Change, Step, Steps
from invitetui.domain.book import Edits
from invitetui.domain.journal import Journal


class Keeping:
    """Saves edits by calling a function; where that raises, nothing is remembered."""

    def __init__(self, save: Callable[[Edits], None]) -> None:
        self._save = save
        self.kept_steps: dict[int, Change] = {}
        self.journal: Journal = ()

    @property
    def steps(self) -> list[int]:
        return sorted(self.kept_steps)

    def step(self, number: int) -> Step | None:
        change = self.kept_steps.get(number)
        return Step(change.says, change.before, change.noted, change.unnoted) if change else None

    def save(self, edits: Edits, steps: Steps | None = None, journal: Journal | None = None) -> None:
        self._save(edits)
        self.journal = self.journal if journal is None else journal
        for number, change in (steps or {}).items():
            if change is None:
                self.kept_steps.pop(number, None)
            else:
                self.kept_steps[number] = change
