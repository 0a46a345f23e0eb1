"""The keys that work here, made from the live bindings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from invitetui.domain.views import Tab
from invitetui.ui.commands import BY_ID, COMMANDS, Command, help_for, sharing, written
from invitetui.ui.present.evidence import evidence_lines
from invitetui.ui.present.header import TITLES
from invitetui.ui.present.pieces import Line, Role, wrapped_line
from invitetui.ui.present.rows import KEPT_MARK, SNOOZED_MARK
from invitetui.ui.screens.lists import ListScreen
from invitetui.ui.screens.sheet import SheetScreen
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


_KEYS = 14
"""Cells of the keys, before what they do."""
_INDENT = " " * _KEYS
LIMITS = (
    *("stale_days", "cooldown_days", "expiry_months", "withdrawals_a_day"),
    *("invitations_a_week", "pending_warn", "pending_alarm"),
)
"""The rules behind what the header, the lists and the plan show."""
_LIMITS_TITLE: Line = [("The limits here, and what is known of them", Role.STRONG)]


class HelpScreen(SheetScreen):
    """Every key of the tab below that works now, with what it does; then those that don't, and why."""

    LINES_ID = "keys-help"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("question_mark", "dismiss(None)", "back"),
        ("pagedown,space", "scroll(10)", "page down"),
        ("pageup", "scroll(-10)", "page up"),
    ]

    def on_resize(self) -> None:
        """Ask the screen below which keys are bound to what, and which of them can't act now."""
        below = next((screen for screen in self.app.screen_stack if isinstance(screen, ListScreen)), None)
        if below:
            rest = {command.id: why for command in COMMANDS if (why := below.why_not(command))}
            width = min(76, self.size.width - 10)
            lines = help_lines(below.tab, live_keys(below), rest)
            told = [part for line in lines for part in (wrapped_line(line, width, _INDENT) if line else [[]])]
            limits = evidence_lines(LIMITS, below.snapshot.rules, width)
            self.query_one(Lines).show([*told, [], _LIMITS_TITLE, *limits])


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


def help_lines(tab: Tab, keys: dict[str, str], resting: Mapping[str, str]) -> list[Line]:
    """Return the help of a tab: each command whose key is live, with what it does.

    Args:
        tab: the tab.
        keys: the live keys of each command, by its id.
        resting: why a command can't act just now, by its id; those stand at the end.
    """
    lines: list[Line] = [[(f"Keys on {TITLES[tab]}", Role.STRONG), ("   esc goes back", Role.DIM)]]
    for group, commands in help_for(tab).items():
        live = [command for command in commands if command.id in keys and command.id not in resting]
        if not live:
            continue
        lines += [[], [(str(group), Role.STRONG)]]
        lines += [
            [(f"{keys[command.id]:<{_KEYS}}", Role.KEY), (command.help, Role.PLAIN)] for command in live
        ]
    here = [command for commands in help_for(tab).values() for command in commands if command.id in keys]
    lines += _resting([command for command in here if command.id in resting], keys, resting)
    return [*lines, [], *LEGEND]


def _resting(commands: Sequence[Command], keys: dict[str, str], resting: Mapping[str, str]) -> list[Line]:
    lines: list[Line] = []
    for why in dict.fromkeys(resting[command.id] for command in commands):
        lines += [[], [("Not just now: ", Role.STRONG), (why, Role.WARM)]]
        alike = [command for command in commands if resting[command.id] == why]
        lines += [[(f"{keys[command.id]:<{_KEYS}}", Role.DIM), (command.help, Role.DIM)] for command in alike]
    return lines
