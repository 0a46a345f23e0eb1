"""The guard: paste or drop a list of people, see who should not be invited now, and copy the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from invitetui.domain.reinvite import Checked, check_list
from invitetui.domain.text import clean
from invitetui.domain.words import count
from invitetui.ui.bursts import STILL_PASTED
from invitetui.ui.dropped import dropped, path_of
from invitetui.ui.present.checked import checked_lines
from invitetui.ui.present.pieces import Line, Role, wrapped
from invitetui.ui.screens.explained import EXPLAIN, Explained
from invitetui.ui.screens.importing import PathField
from invitetui.ui.screens.once import Once
from invitetui.ui.screens.scrolled import Scrolled
from invitetui.ui.widgets.lines import Lines

ASKS = (
    "Paste a list of names or profile addresses, one a line, or give a file with them. "
    "Who in it is pending, connected, cooling down, or was withdrawn or expired twice?"
)
LARGEST = 20_000_000
"""Bytes of a file that may be a list of people."""


class CheckScreen(Once, Explained, Scrolled, Screen[None]):
    """Sorts a list of people out; the book is not changed by it."""

    LIMITS = ("cooldown_days", "expiry_months")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "back", show=False),
        Binding("y", "copy", "copy the others", show=False),
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        Binding("pagedown,ctrl+f", "scroll(10)", "page down", show=False),
        Binding("pageup,ctrl+b", "scroll(-10)", "page up", show=False),
        EXPLAIN,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._checked: Checked | None = None
        self._what = ""
        self._working = False
        self._said: Line = []
        self._lines: list[str] = []
        """The lines of a list that comes as keys, as far as they have come."""
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="check-title")
        yield PathField(
            placeholder="a name, an address, or the path of a file", id="check-path", compact=True
        )
        with VerticalScroll(id="check-found", can_focus=False):
            yield Lines(id="check-lines")
        yield Lines(id="check-keys")

    def on_mount(self) -> None:
        """Ask for the list."""
        self._ask()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.show()

    def _ask(self) -> None:
        self._checked, self._said = None, []
        self.query_one(PathField).display = True
        self.set_focus(self.query_one(PathField))
        self.show()

    def show(self) -> None:
        """Show what is asked, or what was found."""
        width = max(20, self.size.width - 2)
        title: list[Line] = [[(" Check a list before you invite", Role.STRONG)]]
        if self.too_small:
            keys: list[Line] = [[("too small to work in", Role.TROUBLE)]]
        elif self._checked is None:
            title += [[(f" {line}", Role.DIM)] for line in wrapped(ASKS, width)]
            keys = [
                self._said,
                [(" enter ", Role.KEY), ("check   ", Role.DIM), ("esc ", Role.KEY), ("back", Role.DIM)],
            ]
            self.query_one("#check-lines", Lines).show([])
        else:
            title.append([(f" {self._what}", Role.DIM)])
            free = count(len(self._checked.free), "other")
            keys = [
                self._said,
                [
                    (" y ", Role.KEY),
                    (f"copy the {free}   ", Role.DIM),
                    ("esc ", Role.KEY),
                    ("another list", Role.DIM),
                ],
            ]
            self.query_one("#check-lines", Lines).show(checked_lines(self._checked, width - 2))
        self.query_one("#check-title", Lines).show(title)
        self.query_one("#check-keys", Lines).show(keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let nothing be done unseen."""
        return action == "back" or not self.too_small

    def say(self, text: str) -> None:
        """Say something beneath the list."""
        self._said = [(f" {text}", Role.WARM)]
        self.show()

    def is_meant_for_a_field(self, text: str) -> bool:
        """Take a name that is typed where the last list stands still: it is the next to be checked."""
        if self._working or self.too_small:
            return False
        field = self.query_one(PathField)
        if text.isprintable():
            if self._checked is not None:
                self._ask()
            field.insert_text_at_cursor(text)
        elif text in ("\r", "\n"):
            self._take_line(field.value)
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Check what was typed, unless it is a further line of a list that comes as keys."""
        if self._lines:
            self._take_line(event.value)
        else:
            self._check_typed(event.value)

    def on_input_changed(self) -> None:
        """Wait for the end of the line, where lines come as keys."""
        if self._lines:
            self._wait_for_more()

    def _take_line(self, line: str) -> None:
        self._lines.append(line)
        self.query_one(PathField).value = ""
        self._wait_for_more()

    def _wait_for_more(self) -> None:
        if self._waiting:
            self._waiting.stop()
        self._waiting = self.set_timer(STILL_PASTED, self._check_lines)

    def _check_lines(self) -> None:
        """Check all lines that came as keys, now that no more come."""
        lines = [line for line in (*self._lines, self.query_one(PathField).value) if line.strip()]
        self._lines = []
        if len(lines) == 1:
            self._check_typed(lines[0])
        elif lines:
            self._begin("what was pasted", lambda: lines)

    def _check_typed(self, typed: str) -> None:
        """Check the file that was named; what names no file is a person."""
        text = typed.strip()
        if not text:
            return
        path = path_of(text)
        if dropped(text) or ("linkedin.com/" not in text and path.suffix):
            self._begin(clean(path.name), partial(_lines_of, path))
        else:
            self._begin("what was typed", lambda: [text])

    def on_paste(self, event: events.Paste) -> None:
        """Check the list that was pasted; the path of a file that was dropped goes into the field."""
        event.stop()
        if self._checked is not None:
            self._ask()
        if (path := dropped(event.text)) is not None:
            field = self.query_one(PathField)
            field.value = str(path)
            field.cursor_position = len(field.value)
            field.focus()
        elif event.text.strip():
            self._begin("what was pasted", event.text.splitlines)

    def _begin(self, what: str, read: Callable[[], Iterable[str]]) -> None:
        if not self._working:
            self._working = True
            self.invitetui.look()
            self._said = [(f" Checking {what}", Role.DIM)]
            self.show()
            self.run_worker(partial(self._check, what, read), thread=True, group="guard")

    def _check(self, what: str, read: Callable[[], Iterable[str]]) -> None:
        """In a thread: read the list and look everyone in it up."""
        found: Checked | str
        try:
            found = check_list(read(), self.snapshot)
        except UnicodeDecodeError:
            found = f"{what} is not UTF-8 text"
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            found = f"{what} can't be read: {reason}"
        self.tell(self._found, what, found)

    def _found(self, what: str, found: Checked | str) -> None:
        self._working = False
        if isinstance(found, str):
            self._said = [(f" {found}", Role.TROUBLE)]
        else:
            self._checked, self._what, self._said = found, what, []
            field = self.query_one(PathField)
            field.display, field.value = False, ""
            self.set_focus(None)
        self.show()

    def action_copy(self) -> None:
        """Copy those whom nothing stands against, one a line."""
        if self._checked is None:
            return
        if free := self._checked.free:
            self.app.copy_to_clipboard("\n".join(free))
            self._said = [(f" {count(len(free), 'line')} copied", Role.GOOD)]
        else:
            self._said = [(" There is nobody left to copy", Role.DIM)]
        self.show()

    def action_back(self) -> None:
        """From what was found to the question, from the question to the list."""
        if self._checked is not None:
            self._ask()
        else:
            self.dismiss(None)


def _lines_of(path: Path) -> list[str]:
    """Return the lines of a list; a file of another kind raises."""
    if not path.is_file():
        raise ValueError("that is no file" if path.exists() else "there is no such file")
    if path.stat().st_size > LARGEST:
        raise ValueError("that is too large for a list of people")
    return path.read_bytes().decode("utf-8-sig").splitlines()
