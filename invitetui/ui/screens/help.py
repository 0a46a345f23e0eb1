"""The keys that work here, made from the live bindings."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING
from invitetui.domain.views import Tab
from invitetui.ui.commands import BY_ID, COMMANDS, help_for, sharing, written
from invitetui.ui.present.header import TITLES
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.present.rows import KEPT_MARK, SNOOZED_MARK
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.lines import Lines

LEGEND: list[Line] = [
    [("Signs", Role.STRONG)],
    [
        ("· ", Role.DIM),
        ("under a week   ", Role.PLAIN),
        ("○ ", Role.DIM),
        ("under the two-week mark", Role.PLAIN),
    ],
    [
        *[
            ("◐ ", Role.WARM),
            ("past the mark   ", Role.PLAIN),
            ("◕ ", Role.HOT),
            ("twice the mark   ", Role.PLAIN),
        ],
        *[
            ("● ", Role.BURNING),
            ("two months   ", Role.PLAIN),
            ("◌ ", Role.WARM),
            ("maybe past it", Role.PLAIN),
        ],
    ],
    [
        *[
            ("▲ ■ ▽ ", Role.PLAIN),
            ("priority   ", Role.DIM),
            (f"{KEPT_MARK} ", Role.PLAIN),
            ("kept   ", Role.DIM),
        ],
        *[(f"{SNOOZED_MARK} ", Role.PLAIN), ("snoozed   ", Role.DIM), ("z i f ", Role.PLAIN)],
        ("signals", Role.DIM),
    ],
]


class HelpScreen(Once, ModalScreen[None]):
    """Every key of the tab below with what it does, in groups."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,question_mark,q,enter", "dismiss(None)", "back"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
        ("pagedown,space", "scroll(10)", "page down"),
        ("pageup", "scroll(-10)", "page up"),
    ]

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self._tab = tab

    def compose(self) -> ComposeResult:
        """Lay the sheet out."""
        with VerticalScroll(classes="sheet"):
            yield Lines(id="keys-help")

    def on_mount(self) -> None:
        """Ask the screen below which keys are bound to what."""
        below = self.app.screen_stack[-2]
        self.query_one(Lines).show(help_lines(self._tab, live_keys(below)))

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def live_keys(screen: Screen[object]) -> dict[str, str]:
    """Return the keys that are bound on a screen at this moment, by the command's id."""
    among = getattr(screen.app, "commands", COMMANDS)
    found: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        if active.binding.id in BY_ID and active.enabled:
            for command in sharing(BY_ID[active.binding.id], among):
                found.setdefault(command.id, []).append(active.binding.key)
    return {id_: written(sorted(keys, key=_declared_place(id_))) for id_, keys in found.items()}


def _declared_place(id_: str) -> Callable[[str], int]:
    declared = BY_ID[id_].keys.split(",")
    return lambda key: declared.index(key) if key in declared else len(declared)


def help_lines(tab: Tab, keys: dict[str, str]) -> list[Line]:
    """Return the help of a tab: each command whose key is live, with what it does."""
    lines: list[Line] = [[(f"Keys on {TITLES[tab]}", Role.STRONG), ("   esc goes back", Role.DIM)]]
    for group, commands in help_for(tab).items():
        live = [command for command in commands if command.id in keys]
        if not live:
            continue
        lines += [[], [(str(group), Role.STRONG)]]
        lines += [[(f"{keys[command.id]:<14}", Role.KEY), (command.help, Role.PLAIN)] for command in live]
    return [*lines, [], *LEGEND, [], [(WITHDRAWING_LIFTS_NOTHING, Role.DIM)]]
