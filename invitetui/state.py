"""What invitetui notes for itself from one run to the next, in `state.json` beside the backups.

It is a convenience and never the book: what can't be read counts as not noted, field by field, and
what can't be written costs the person their place in the list and nothing else.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from invitetui.domain.text import clean


class StateError(Exception):
    """The state file can't be written; says why in plain words."""


class State(msgspec.Struct, frozen=True):
    """Where the person was, and what they chose in the app."""

    chosen: dict[str, Any] = {}
    """Settings chosen in the app, by key, spelled as config.toml would; they go before config.toml.

    They are as the file has them: `settings` checks each before it is in force.
    """
    tab: str = "sent"
    """The tab that was last shown."""
    sort_by: str = "sent"
    """What the Sent tab was last ordered by, and the other way round where `reverse`."""
    reverse: bool = False
    pane: int = 0
    """Columns that the person gave the pane; 0 where they left it as it is."""
    filters: dict[str, str] = {}
    """The filters kept under a digit."""
    templates: dict[str, str] = {}
    """Notes kept as templates in the app, by their names; they stand beside those of config.toml."""
    hints: int = 0
    """How many hints of the tour the person has seen."""


class StateFile:
    """The state and its file: read once, and written whole."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the state at `path`; with None it lives only as long as the app."""
        self.path = path
        self.state = _state_of(_read(path))
        self._noted: dict[str, Any] = {}
        """What the file does not have yet."""

    def note(self, **fields: Any) -> None:
        """Note these fields, to be saved with the next change or at the end."""
        self.state = msgspec.structs.replace(self.state, **fields)
        self._noted |= fields

    def save(self) -> None:
        """Write what was noted; what another run has noted meanwhile in other fields stays.

        Raises:
            StateError: it can't be written. Until the app is left it holds all the same.
        """
        if self.path is not None and self._noted:
            _write(self.path, {**_read(self.path), **self._noted})
        self._noted = {}

    def change(self, **fields: Any) -> None:
        """Note these fields and save them at once (StateError where that can't be)."""
        self.note(**fields)
        self.save()


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        held = msgspec.json.decode(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _state_of(held: dict[str, Any]) -> State:
    known: dict[str, Any] = {}
    for field in msgspec.structs.fields(State):
        if field.name in held:
            try:
                known[field.name] = msgspec.convert(held[field.name], field.type)
            except msgspec.ValidationError:
                continue
    return State(**known)


def _write(path: Path, held: dict[str, Any]) -> None:
    import tempfile  # noqa: PLC0415  # most runs write once, when they end

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # for the owner only
        temporary = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(msgspec.json.encode(held))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StateError(f"{clean(str(path))} can't be written: {error.strerror}") from error
