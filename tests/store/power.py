"""A model of a disk that loses power: what was not synced is lost, torn or reordered.

A run on a real disk is recorded (`Recorder`); from the record any state is made that a power cut may
have left (`after_power_cut`). The model takes for granted what POSIX promises, and no more:

- an fsync of a file keeps its content, not its name; an fsync of a folder keeps the names in it;
- without one each sector of a write, each change of a file's length, and each name that was made, moved
  or removed is kept or lost on its own, whatever came before or after; a sector that was lost within
  the length of the file is NUL, or what it was before;
- a name moves at once or not at all.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.store.seam import Call, around_each_call

SECTOR = 512
CHANCES = (0.0, 0.1, 0.5, 0.9, 1.0)
"""How likely what was not synced is to be kept."""


@dataclass(frozen=True)
class Made:
    """A name was made: of a file, or of a folder (no file)."""

    name: Path
    file: int | None


@dataclass(frozen=True)
class Moved:
    """A name took the place of another in the same folder."""

    source: Path
    name: Path
    file: int


@dataclass(frozen=True)
class Removed:
    name: Path


@dataclass(frozen=True)
class Wrote:
    """No more than a sector."""

    file: int
    at: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """A file was given a length."""

    file: int
    length: int


@dataclass(frozen=True)
class Synced:
    """A file (by its number), or the names in a folder, are safe from here on."""

    what: int | Path


@dataclass(frozen=True)
class Acknowledged:
    """A save was told to be done."""


Step = Made | Moved | Removed | Wrote | Cut | Synced | Acknowledged


def wrote(file: int, at: int, data: bytes, size: int) -> Iterator[Step]:
    """Yield a write into a file of `size` bytes as the disk sees it: a length where it grows, and sectors."""
    if at + len(data) > size:
        yield Cut(file, at + len(data))
    start = at
    while start < at + len(data):
        end = min((start // SECTOR + 1) * SECTOR, at + len(data))
        yield Wrote(file, start, data[start - at : end - at])
        start = end


@dataclass
class Recorder:
    """Keeps a record of what is done below `root`, which is there and empty at first."""

    root: Path
    syncs: Callable[[int | Path], bool] = lambda _: True
    """Which syncs happen: what a recipe is without one is tried by leaving it out."""
    steps: list[Step] = field(default_factory=list)
    _files: dict[Path, int] = field(default_factory=dict)
    _opened: dict[int, int | Path] = field(default_factory=dict)
    _position: dict[int, int] = field(default_factory=dict)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record what is done meanwhile."""
        with around_each_call(self._around):
            yield

    def acknowledge(self) -> None:
        """Note that what was done so far was told to be done."""
        self.steps.append(Acknowledged())

    def _around(self, name: str, call: Call, args: tuple[Any, ...]) -> Any:
        is_new = name == "open" and not Path(args[0]).exists()
        done = call(*args)
        if name in {"write", "fsync", "close"}:
            if args[0] in self._opened:
                self._note_descriptor(name, args[0], done, *args[1:])
        elif name in {"mkdir", "open", "replace", "unlink"} and Path(args[0]).is_relative_to(self.root):
            self._note_path(name, Path(args[0]), args, done, is_new=is_new)
        return done

    def _note_descriptor(self, name: str, descriptor: int, done: Any, data: bytes = b"") -> None:
        what = self._opened[descriptor]
        if name == "close":
            del self._opened[descriptor]
        elif name == "fsync":
            if self.syncs(what):
                self.steps.append(Synced(what))
        else:
            assert isinstance(what, int)
            at = self._position[descriptor]
            self.steps += wrote(what, at, bytes(data)[:done], size=at)
            self._position[descriptor] = at + done

    def _note_path(self, name: str, path: Path, args: tuple[Any, ...], done: Any, *, is_new: bool) -> None:
        if name == "mkdir":
            self.steps.append(Made(path, None))
        elif name == "unlink":
            self.steps.append(Removed(path))
            del self._files[path]
        elif name == "replace":
            file = self._files[Path(args[1])] = self._files.pop(path)
            self.steps.append(Moved(path, Path(args[1]), file))
        else:
            if is_new:
                self._files[path] = len(self.steps)
                self.steps.append(Made(path, self._files[path]))
            self._opened[done] = path if path.is_dir() else self._files[path]
            self._position[done] = 0


def after_power_cut(steps: list[Step], keeps: Callable[[], bool]) -> dict[Path, bytes | None]:
    """Return what is there after a power cut that came after these steps: files, and folders (None).

    Args:
        steps: what had been done.
        keeps: whether the next one that was not synced is kept.
    """
    synced: dict[int | Path, int] = {}
    """The last sync of each file and folder."""
    for number, step in enumerate(steps):
        if isinstance(step, Synced):
            synced[step.what] = number
    names: dict[Path, int | None] = {}
    content: dict[int, bytearray] = {}
    for number, step in enumerate(steps):
        if isinstance(step, Wrote | Cut):
            if number < synced.get(step.file, 0) or keeps():
                _put(step, content.setdefault(step.file, bytearray()))
        elif isinstance(step, Made | Moved | Removed) and (
            number < synced.get(step.name.parent, 0) or keeps()
        ):
            _name(step, names)
    folders = {step.name for step in steps if isinstance(step, Made) and step.file is None}
    lost = folders - names.keys()
    return {
        name: None if file is None else bytes(content.get(file, b""))
        for name, file in names.items()
        if not lost & set(name.parents)
    }


def _put(step: Wrote | Cut, content: bytearray) -> None:
    if isinstance(step, Cut):
        del content[step.length :]
        content.extend(bytes(step.length - len(content)))
    else:
        content.extend(bytes(max(0, step.at - len(content))))
        content[step.at : step.at + len(step.data)] = step.data


def _name(step: Made | Moved | Removed, names: dict[Path, int | None]) -> None:
    if isinstance(step, Removed):
        names.pop(step.name, None)
        return
    if isinstance(step, Moved) and names.get(step.source) == step.file:
        del names[step.source]
    names[step.name] = step.file


def cuts(steps: list[Step], many: int, seed: int) -> Iterator[tuple[int, dict[Path, bytes | None]]]:
    """Yield `many` power cuts: after how many steps each came, and what it left."""
    chance = random.Random(seed)
    for _ in range(many):
        number, likely = chance.randrange(len(steps) + 1), chance.choice(CHANCES)
        yield number, after_power_cut(steps[:number], lambda: chance.random() < likely)  # noqa: B023


def lay_out(left: dict[Path, bytes | None], root: Path, folder: Path) -> None:
    """Make what a power cut left below `root` anew in the empty `folder`."""
    for name in sorted(left):
        content, there = left[name], folder / name.relative_to(root)
        if content is None:
            there.mkdir()
        else:
            there.write_bytes(content)


def acknowledged(steps: list[Step]) -> int:
    """Return how many saves had been told to be done."""
    return sum(isinstance(step, Acknowledged) for step in steps)
