"""The whole weekly sitting on a real terminal: `python -m tests.terminal.weekly`.

From the archive to the brief, by keyboard, at three sizes and in three looks, reading the words on the
screen after every step. One size or look alone: `python -m tests.terminal.weekly 80x24 light`.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests import archives
from tests.terminal.home import MONDAY, SATURDAY, environment_in, told
from tests.terminal.screen import Screen, has_tmux

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}
LOOKS = ("dark", "light", "NO_COLOR")
_BACKGROUND = {"dark": "48;2;19;22;21", "light": "48;2;250;250;247"}
_CODES = re.compile(r"\x1b\[([\d;]*)m")
_COLOURS = frozenset(map(str, (*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108))))
SENT = 60
LATER = "2026-11-23T11:00:00+01:00"
"""An hour after the sitting began."""


class Week:
    """One person's week, in one look, on one terminal after the other."""

    def __init__(self, folder: Path, size: tuple[int, int], look: str) -> None:
        self.folder = folder
        self.size = size
        self.look = look
        self.book = folder / "book.json"
        self.environment = environment_in(folder) | {"COLORTERM": "truecolor"}
        if look == "NO_COLOR":
            self.environment["NO_COLOR"] = "1"
        if look == "light":
            Path(self.environment["INVITETUI_CONFIG"]).write_text('theme = "invitetui-light"\n')

    @contextmanager
    def at(self, now: str) -> Iterator[Screen]:
        """Open the app at a moment, and leave it by its key."""
        with Screen(self.book, now, self.environment, self.size, "invitetui") as screen:
            yield screen
            screen.quit()

    def names(self, now: str, *arguments: str) -> list[str]:
        """Return whom a list names, in its order."""
        rows = told(self.book, self.environment, now, "list", "--json", *arguments)
        return [row["name"] for row in rows]

    def states(self, now: str) -> dict[str, str]:
        """Return the state of each by name."""
        rows = told(self.book, self.environment, now, "list", "--json")
        return {row["name"]: row["state"] for row in rows}

    # The steps

    def read_the_archive(self) -> None:
        """Saturday: an empty book says what to do, and `i` reads what LinkedIn gave."""
        sent = archives.made_up(
            SENT, datetime.fromisoformat(SATURDAY).astimezone(UTC), seed=5, namesakes=False
        )
        archive = self.folder / "archive.zip"
        archive.write_bytes(archives.archive(sent).zipped())
        with self.at(SATURDAY) as screen:
            screen.shows("Nothing here yet", "press i and pick the ZIP file")
            self.look_right(screen)
            screen.press("i").shows("What LinkedIn gave you", "path of the archive").type(str(archive))
            screen.press("Enter").shows(f"{SENT}  new", "now known to be accepted", "enter import this")
            screen.press("Enter").shows(f"1 Sent {SENT}", f"Import: {SENT} added", "u undoes")

    def look_right(self, screen: Screen) -> None:
        """The theme is the one asked for, and with NO_COLOR there are no colours."""
        if self.look == "NO_COLOR":
            codes = {code for codes in _CODES.findall(screen.styled) for code in codes.split(";")}
            assert not codes & _COLOURS, codes
        else:
            assert _BACKGROUND[self.look] in screen.styled, screen.styled[:500]

    def triage(self) -> None:
        """Monday morning: walk the stale ones; a priority, a signal, somebody first, kept, snoozed."""
        stale = self.names(MONDAY, "--tab", "stale")
        with self.at(MONDAY) as screen:
            screen.shows(f"1 Sent {SENT}", "stale", "today 0 of", "free this week")
            screen.press("2").shows(*stale[:3])
            screen.press("j", "p").shows("priority:").press("h").shows(f"{stale[1]}", "u undoes")
            screen.press("g", "s").shows("signal:").press("z").shows("no recent activity", "u undoes")
            screen.press("G", "Space").shows("1 marked").press("w").shows("first in the plan")
            screen.press("g").press("K").shows("kept · u undoes").press("u").shows("Taken back")
            screen.press("?").shows("Keys on Stale").press("Escape").hides("Keys on Stale")

    def sit(self) -> None:
        """The sitting: one card at a time, by hand, spaced; four answers, and one page left open."""
        due = self.names(MONDAY, "--tab", "today")
        with self.at(MONDAY) as screen:
            screen.shows(f"1 Sent {SENT}").press("t").shows(f"0 of {len(due)} today", due[0])
            screen.press("o").shows("What happened?", "Page opened").press("d")
            screen.shows(f"1 of {len(due)} today", "next in 1:", f"{due[0]} withdrawn · ready 14 Dec")
            screen.press("o").shows("The pause is not over yet")
            for number, key in enumerate("axl", start=1):
                screen.press("O").shows("What happened?", "Page opened", due[number]).press(key)
                screen.shows(due[number + 1], "opens the page; withdraw there")
            screen.press("u").shows("Taken back", due[3]).press("U").shows(due[4])
            screen.press("O").shows("What happened?", "Page opened").press("Escape").shows(f"1 Sent {SENT}")
        states = self.states(LATER)
        told_of = [states[name] for name in due[:5]]
        assert told_of[2] in ("expired", "unclear")
        assert [*told_of[:2], *told_of[3:]] == ["cooling", "accepted", "stale", "opened"]
        addresses = (self.folder / "opened").read_text().splitlines()
        assert len(addresses) == 5
        assert all(address.startswith("https://www.linkedin.com/in/") for address in addresses)

    def come_back(self) -> None:
        """Later that morning: the open page is asked about first; then the other tabs."""
        (open_page,) = self.names(LATER, "--filter", "state:opened")
        with self.at(LATER) as screen:
            screen.shows("You opened this page and didn't say what happened", open_page)
            screen.press("d").shows(f"{open_page} withdrawn").press("Escape").shows(f"1 Sent {SENT}")
            screen.press("3").shows("3 Cooling Down 2", open_page, "21 days")
            screen.press("4").shows("of matured invitations are accepted")
            screen.press("1").shows(f"1 Sent {SENT}").press("u").shows(f"Taken back: {open_page} withdrawn")
            screen.press("U").shows("3 Cooling Down 2")

    def invite_again(self) -> None:
        """Three weeks on: whoever was withdrawn is ready."""
        withdrawn = self.names("2026-11-24", "--tab", "cooling")
        with self.at("2026-12-14T12:00:00+01:00") as screen:
            screen.shows(f"{len(withdrawn)} ready").press("3").shows("Ready", *withdrawn)


STEPS = (Week.read_the_archive, Week.triage, Week.sit, Week.come_back, Week.invite_again)


def live(folder: Path, size: tuple[int, int], look: str) -> None:
    """Live through a week."""
    week = Week(folder, size, look)
    for step in STEPS:
        step(week)


def main(arguments: list[str]) -> int:
    """Live through the week at each size and look asked for, or at all; say how each went."""
    if not has_tmux():
        print("tmux is not installed: it is the terminal of this check", file=sys.stderr)
        return 1
    sizes = [size for size in SIZES if size in arguments] or list(SIZES)
    looks = [look for look in LOOKS if look in arguments] or list(LOOKS)
    for size in sizes:
        for look in looks:
            began = time.monotonic()
            with tempfile.TemporaryDirectory(prefix="invitetui-week-") as folder:
                live(Path(folder), SIZES[size], look)
            print(f"{size:>7} {look:<8} ok, {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
