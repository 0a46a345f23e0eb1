"""The first screen where the file is damaged: what is wrong, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from invitetui.domain import words
from invitetui.store.backups import Backup
from invitetui.ui import look
from invitetui.ui.failing import FailingApp
from invitetui.ui.present.pieces import Line, Role, wrapped
from invitetui.ui.widgets.lines import Lines

Choice = Literal["backup", "salvage", "copy"]
_SHOWN = 6


class RescueApp(FailingApp[Choice | None]):
    """Answers with what to do about a damaged file; None is to leave it alone."""

    TITLE = "invitetui"
    CSS_PATH: ClassVar = ["invitetui.tcss", "screens.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("b", "choose('backup')", "newest backup"),
        ("s", "choose('salvage')", "salvage"),
        ("c", "choose('copy')", "go on in the copy"),
        ("l,q,escape", "leave", "leave alone"),
    ]

    def __init__(
        self,
        name: str,
        problems: Sequence[str],
        backup: Backup | None,
        salvaged: int,
        copy: str | None = None,
    ) -> None:
        """Make the app.

        Args:
            name: the file's name.
            problems: what is wrong, a plain line each.
            backup: the newest whole backup, if there is one.
            salvaged: how many whole invitations can be read out of the file.
            copy: the name of the newest copy that an earlier salvage made.
        """
        super().__init__()
        self._name = name
        self._problems = problems
        self._backup = backup
        self._salvaged = salvaged
        self._copy = copy
        self.register_theme(look.DARK)
        self.theme = look.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the roles."""
        return look.variables(self.current_theme)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="sitting")

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        width = max(20, min(76, self.size.width - 6))
        lines: list[Line] = [
            [],
            *(_plain(f"{self._name} is damaged. It has not been changed.", width, Role.STRONG)),
            [],
        ]
        for problem in self._problems[:_SHOWN]:
            lines += _plain(problem, width, Role.DIM)
        if (more := len(self._problems) - _SHOWN) > 0:
            lines += _plain(f"and {more:,} more", width, Role.DIM)
        lines += [[], *self._choices()]
        self.query_one(Lines).show([[("   ", Role.PLAIN), *line] for line in lines])

    def _choices(self) -> list[Line]:
        lines: list[Line] = []
        if self._backup:
            when = f"{self._backup.when:%Y-%m-%d %H:%M} UTC"
            held = words.count(self._backup.invitations or 0, "invitation")
            lines.append(
                [
                    ("b  ", Role.KEY),
                    ("bring back the newest backup: ", Role.PLAIN),
                    (f"{held}, {when}", Role.STRONG),
                ]
            )
        if self._salvaged:
            held = words.count(self._salvaged, "whole invitation")
            lines.append(
                [("s  ", Role.KEY), ("salvage into a new file beside it: ", Role.PLAIN), (held, Role.STRONG)]
            )
        if self._copy:
            lines.append([("c  ", Role.KEY), ("go on in what was salvaged earlier: ", Role.PLAIN)])
            lines[-1].append((self._copy, Role.STRONG))
        return [*lines, [("l  ", Role.KEY), ("leave it alone and quit", Role.PLAIN)]]

    def action_choose(self, choice: Choice) -> None:
        """Answer with a choice that there is."""
        if {"backup": self._backup, "salvage": self._salvaged, "copy": self._copy}[choice]:
            self.exit(choice)

    def action_leave(self) -> None:
        """Leave the file alone."""
        self.exit(None)


def _plain(text: str, width: int, role: Role) -> list[Line]:
    return [[(line, role)] for line in wrapped(text, width)]
