"""The app in a real terminal: a tmux server of its own, typed at and read from like a person would."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from rich.cells import cell_len

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds to wait for what should be on the screen at once, on a machine that has much else to do."""
_BETWEEN_LOOKS = 0.02
_BETWEEN_PRESSES = 0.06
"""Seconds that a hand takes from one key to the next; the app takes sooner ones for a key that bounces."""
_SETTINGS = """
set -g status off
set -g remain-on-exit on
set -gq remain-on-exit-format ""
set -g default-terminal tmux-256color
set -s escape-time 0
"""


def has_tmux() -> bool:
    return shutil.which("tmux") is not None


class Screen:
    """One run of the app, on a terminal of `size` columns and lines."""

    def __init__(
        self, book: Path, now: str, environment: Mapping[str, str], size: tuple[int, int], program: str
    ) -> None:
        self._socket = f"s{time.monotonic_ns()}"
        self._pressed_at = float("-inf")
        self._folder = book.parent
        settings = book.parent / "tmux.conf"
        settings.write_text(_SETTINGS)
        columns, rows = map(str, size)
        app = [sys.executable, "-m", program, "--file", str(book), "--now", now]
        self._environment = {**environment, "TMUX_TMPDIR": str(book.parent)}
        self._tmux(
            *["-f", str(settings), "new-session", "-d", "-x", columns, "-y", rows, "-c", str(ROOT), *app]
        )
        self.process = int(self._told("pane_pid"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(subprocess.CalledProcessError):  # it is gone already
            self._tmux("kill-server")
        self.wait(lambda: self._gone, "the end of the app")

    def _tmux(self, *arguments: str) -> str:
        ran = subprocess.run(
            ["tmux", "-u", "-L", self._socket, *arguments],
            env=self._environment,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        return ran.stdout.decode()

    # Reading

    @property
    def lines(self) -> list[str]:
        """What stands on the screen now."""
        return self._tmux("capture-pane", "-p").split("\n")[:-1]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def styled(self) -> str:
        """What stands on the screen now, with the codes of its colours."""
        return self._tmux("capture-pane", "-p", "-e")

    def shows(self, *words: str) -> Self:
        """Wait until all of these stand on the screen."""
        return self.wait(lambda: all(word in self.text for word in words), f"{words} on the screen")

    def hides(self, word: str) -> Self:
        """Wait until this stands there no more."""
        return self.wait(lambda: word not in self.text, f"no {word!r} on the screen")

    def wait(self, until: Callable[[], bool], what: str) -> Self:
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise AssertionError(f"no sign of {what}:\n{'' if self._gone else self.text}")
            time.sleep(_BETWEEN_LOOKS)
        return self

    # Typing

    def press(self, *keys: str) -> Self:
        """Press keys by tmux's names for them: `j`, `Space`, `Enter`, `Escape`, `C-c`."""
        time.sleep(max(0.0, self._pressed_at + _BETWEEN_PRESSES - time.monotonic()))
        self._tmux("send-keys", *keys)
        self._pressed_at = time.monotonic()
        return self

    def type(self, text: str) -> Self:
        self._tmux("send-keys", "-l", text)
        return self

    def paste(self, text: str) -> Self:
        """Paste as a terminal does, in brackets where the app has asked for them."""
        buffer = self._folder / "pasted"
        buffer.write_text(text)
        self._tmux("load-buffer", str(buffer))
        self._tmux("paste-buffer", "-p", "-d")
        return self

    # Ending

    def quit(self) -> None:
        """Leave by the key for it."""
        self.press("q").wait(lambda: self.ended, "the end")
        assert self._told("pane_dead_status") in ("0", ""), self.text  # tmux can miss it
        assert "Traceback" not in self.text

    def send(self, sign: signal.Signals) -> None:
        """Send a signal to the app and wait for its end."""
        os.kill(self.process, sign)
        self.wait(lambda: self.ended, f"an end by {sign.name}")

    def close_terminal(self) -> None:
        """Do what closing the window does: the terminal goes away below the app."""
        self._tmux("kill-server")
        self.wait(lambda: self._gone, "an end by the closed terminal")

    def modes(self, of: str) -> str:
        """What tmux knows of the terminal's modes, by its names for them: `#{alternate_on}` and the like."""
        return self._tmux("display-message", "-p", of).strip()

    def _told(self, what: str) -> str:
        return self.modes(f"#{{{what}}}")

    @property
    def ended(self) -> bool:
        return self._told("pane_dead") == "1"

    @property
    def _gone(self) -> bool:
        """Whether the app's process is no more, or only waits to be counted among the dead."""
        ran = subprocess.run(["ps", "-o", "stat=", "-p", str(self.process)], capture_output=True, check=False)
        return ran.stdout.strip() in (b"", b"Z", b"Zs", b"Zl", b"Zsl")


def columns_of(line: str, character: str) -> set[int]:
    """Return the cell columns at which `character` stands, where wide characters take two."""
    return {cell_len(line[:at]) for at, found in enumerate(line) if found == character}


def common_columns(lines: Sequence[str], character: str) -> set[int]:
    """Return the cell columns in which `character` stands on every line."""
    return set.intersection(*(columns_of(line, character) for line in lines))
