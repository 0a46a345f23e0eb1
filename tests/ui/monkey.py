"""A monkey at the keyboard: `python -m tests.ui.monkey [SEEDS] [STEPS]` looks for a way to make the app fail.

It presses keys that the screen before it takes, one by one and in bursts, types, pastes, clicks, resizes the
terminal, lets hours pass, has other programs change the file and the disk fill up; and it never waits for
what it did. The app may not fail over any of it, and what stands on the screen in the end has to be what a
book read anew would show. SEEDS is a number, or a range such as `100-199`.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Self

from textual import events
from textual.errors import NoWidget
from textual.pilot import OutOfBounds

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import Tab
from invitetui.session import Session
from invitetui.store.book_file import BookFile
from invitetui.ui.commands import COMMANDS
from invitetui.ui.present import header
from tests import archives
from tests.keepers import Keeping
from tests.ui.running import NOW, Clock, Keeper, Ui, crowd, event, few, running, sent

PASTES = (
    "Ada Okafor\nRosa Quispe\nhttps://www.linkedin.com/in/mei-haugen\n",
    "Hi Ada, I liked your talk\x1b[2J \u202e",
    "[/x] [@click=app.bell]y[/]",
    "\n",
    "李雷 🚀",
)
TYPED = (
    "ada",
    "2026-12-24",
    "older:14d -low",
    "state:",
    "in 3 days",
    "x" * 60,
    "8",
    "stale_days",
    "theme",
    "[b",
)
SIZES = ((80, 24), (120, 40), (200, 60), (60, 16), (100, 20), (38, 8), (1, 1), (250, 70))
KEYS = sorted({key for command in COMMANDS for key in command.keys.split(",")})
"""Every key of a command."""
LEAVING = frozenset({"q", "ctrl+q", "ctrl+c", "D"})
"""Keys that end the run, on the lists."""


def people() -> list[Invitation]:
    """Return a small book in which every screen has something to show."""
    again = [
        sent(f"Again {number}", 60 + number, event(Kind.WITHDRAWN, 30), note="Hi, I liked your talk")
        for number in range(3)
    ]
    missed = [sent(f"Missed {number}", 40 + number, event(Kind.MISSED, 1)) for number in range(4)]
    return [*few(), *crowd(6, days=20), *again, *missed]


class Monkey:
    """One monkey with a seed, at one run of the app."""

    def __init__(self, ui: Ui, seed: int, folder: Path, *, leaves: bool) -> None:
        self.ui = ui
        self.chance = random.Random(seed)
        self.leaves = leaves
        """Whether it may end the app, and use the mouse: Textual drops what it was about to do then."""
        self.folder = folder
        self.did: list[str] = []
        """What it did, for the report."""

    async def play(self, steps: int) -> None:
        """Do so many things, until the app ends."""
        acts: list[tuple[Callable[[], Awaitable[None]], int]] = [
            (self.key, 50),
            (self.burst, 8),
            (self.walk_out, 4),
            (self.type, 6),
            (self.paste, 3),
            (self.click, 6 if self.leaves else 0),
            (self.resize, 5),
            (self.wait, 4),
            (self.look_elsewhere, 2),
            (self.trouble, 2),
            (self.change_outside, 2),
        ]
        doing, weights = zip(*acts, strict=True)
        for _ in range(steps):
            if self.ui.gone:
                return
            await self.chance.choices(doing, weights)[0]()
            if self.chance.random() < 0.4:
                await self.ui.settle()
            else:
                for _ in range(self.chance.randrange(6)):
                    await asyncio.sleep(0)

    # What it does

    async def key(self) -> None:
        """Press a key that does something here, as a rule."""
        self._press(self._any_key())

    async def burst(self) -> None:
        """Press some at once."""
        for _ in range(self.chance.randrange(2, 6)):
            self._press(self._any_key())

    async def walk_out(self) -> None:
        """Press a key and leave at once: what it began is told to a screen that goes."""
        self._press(self._any_key())
        self._press("escape")

    async def type(self) -> None:
        """Type words, and enter, as often as not."""
        for character in self.chance.choice(TYPED):
            self._press(character, at_once=True)
        if self.chance.random() < 0.6:
            self._press("enter")

    async def paste(self) -> None:
        """Paste a text, or drop a file."""
        files = [str(self.folder / name) for name in ("archive.zip", "people.txt", "nothing.zip")]
        text = self.chance.choice([*PASTES, *files])
        self.did.append(f"paste {text[:20]!r}")
        (self.ui.app.focused or self.ui.app.screen).post_message(events.Paste(text))

    async def click(self) -> None:
        """Click anywhere."""
        width, height = self.ui.app.size
        x, y = self.chance.randrange(max(1, width)), self.chance.randrange(max(1, height))
        self.did.append(f"click {x},{y}")
        with suppress(OutOfBounds, NoWidget):  # the terminal's size is changing just now
            await self.ui.pilot.click(offset=(x, y), times=self.chance.choice((1, 1, 2)))

    async def resize(self) -> None:
        """Change the terminal's size."""
        anything = self.chance.randrange(1, 130), self.chance.randrange(1, 50)
        size = self.chance.choice([*SIZES, anything, anything])
        self.did.append(f"resize {size[0]}x{size[1]}")
        await self.ui.pilot.resize_terminal(*size)

    async def wait(self) -> None:
        """Let some time pass."""
        hours = self.chance.choice((0.02, 1, 20, 24 * 8, 24 * 30))
        self.did.append(f"wait {hours} h")
        self.ui.clock.forward(hours=hours)
        if self.chance.random() < 0.5:
            self.ui.app.look()

    async def look_elsewhere(self) -> None:
        """Go to another window and come back."""
        self.did.append("blur, focus")
        self.ui.app.post_message(events.AppBlur())
        await asyncio.sleep(0)
        self.ui.app.post_message(events.AppFocus())

    async def trouble(self) -> None:
        """Have the disk fill up, or be free again."""
        self.did.append("trouble")
        self.ui.keeper.trouble = None if self.ui.keeper.trouble else OSError("No space left on device")

    async def change_outside(self) -> None:
        """Have another program change the file."""
        if (file := self.ui.app.file) and file.path.exists():
            self.did.append("change outside")
            text = file.path.read_text(encoding="utf-8")
            file.path.write_text(text.replace('"Designer"', f'"Designer {len(self.did)}"'), encoding="utf-8")

    def _any_key(self) -> str:
        bound = [key for key, active in self.ui.app.active_bindings.items() if active.enabled]
        on_lists = self.ui.app.screen is self.ui.main
        keys = bound if bound and self.chance.random() < 0.85 else [*KEYS, *"äy=7"]
        keys = [key for key in keys if not (key in LEAVING and (on_lists or not self.leaves))]
        if self.leaves and self.chance.random() < 0.01:
            keys = ["q"]
        return self.chance.choice(sorted(keys))

    def _press(self, key: str, *, at_once: bool = False) -> None:
        self.did.append(key)
        self.ui.clock.ticks += 0.001 if at_once else self.chance.choice((0.01, 0.5, 1.0))
        self.ui.send(key)

    # What has to hold

    async def comes_home(self) -> None:
        """Go back to the lists: each of them shows what a book read anew would."""
        ui = self.ui
        ui.keeper.trouble = None
        await ui.pilot.resize_terminal(120, 40)
        for _ in range(12):
            await ui.settle()
            if ui.gone or ui.app.screen is ui.main:
                break
            ui.clock.ticks += 1
            ui.send("escape")
        assert ui.gone or ui.app.screen is ui.main, f"no way back from {ui.app.screen}"
        for key in "1234":
            if not ui.gone:
                await ui.press("escape", key)
                self._shows_the_book()

    def _shows_the_book(self) -> None:
        ui, shown = self.ui, self.ui.app.session.snapshot
        fresh = Snapshot(
            Book(dict(shown.book.by_uid), shown.book.journal), shown.now, shown.rules, shown.zone
        )
        assert dict(shown.standings) == dict(fresh.standings)
        width, saving = ui.app.size.width, ui.app.saving_long
        told = "".join(text for text, _ in header.today(fresh, width, saving=saving, read_only=False))
        assert ui.header.rstrip() == told.rstrip()
        if ui.tab is not Tab.STATS:
            expected = [uid for section in ui.main.view.sections(fresh) for uid in section.uids]
            assert list(ui.table.uids) == expected, f"{list(ui.table.uids)} for {expected} on {ui.tab}"


class Desk:
    """Where a monkey plays: a folder with files to import, and a book in a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        found = archives.made_up(12, NOW, seed=5)
        (folder / "archive.zip").write_bytes(archives.archive(found).zipped())
        (folder / "people.txt").write_text(PASTES[0], encoding="utf-8")

    def __enter__(self) -> Self:
        self._before = os.environ.get("INVITETUI_STATE")
        os.environ["INVITETUI_STATE"] = str(self.folder / "state")
        self.file = BookFile.open(self.folder / "book.json", writing=True)
        self.file.load()
        self.file.save({invitation.uid: invitation for invitation in people()})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.file.close()
        del os.environ["INVITETUI_STATE"]
        if self._before is not None:
            os.environ["INVITETUI_STATE"] = self._before


async def play(seed: int, steps: int, folder: Path, *, leaves: bool = True) -> None:
    """Let a monkey with that seed play for so many steps; a failure tells what it did."""
    with Desk(folder) as desk:
        on_file = seed % 2 == 0
        keeper = Keeper()
        session = Session(
            desk.file.load() if on_file else Book.of(people()),
            clock=desk.clock,
            zone=UTC,
            keeper=desk.file if on_file else Keeping(keeper),
        )
        did: list[str] = []
        try:
            async with running(
                session=session,
                clock=desk.clock,
                keeper=keeper,
                start_in=folder,
                size=(120, 40),
                file=desk.file if on_file else None,
            ) as ui:
                monkey = Monkey(ui, seed, folder, leaves=leaves)
                did = monkey.did
                await monkey.play(steps)
                if not ui.gone:
                    await monkey.comes_home()
        except BaseException as error:
            error.add_note(f"seed {seed} did: {' · '.join(did[-60:])}")
            raise


def main(arguments: list[str]) -> int:
    """Let a monkey play with each seed; say how many failed, and over what."""
    first, _, last = (arguments[0] if arguments else "20").partition("-")
    seeds = range(int(first), int(last) + 1) if last else range(int(first))
    steps = int(arguments[1]) if len(arguments) > 1 else 150
    failed = 0
    for seed in seeds:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="invitetui-monkey-") as folder:
            try:
                asyncio.run(play(seed, steps, Path(folder)))
            except Exception as error:  # noqa: BLE001  # whatever it is, it is what was looked for
                import traceback  # noqa: PLC0415

                failed += 1
                traceback.print_exception(error)
        print(f"seed {seed}: {time.monotonic() - began:.1f} s, {failed} failed so far", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
