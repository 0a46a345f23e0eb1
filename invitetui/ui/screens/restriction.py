"""`!`: the person records that LinkedIn warned or restricted them, or that it has lifted."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from invitetui import typed
from invitetui.domain import words
from invitetui.domain.actions import Note
from invitetui.domain.moments import local_day
from invitetui.domain.restrictions import TITLES, Why, lifted, recorded
from invitetui.domain.text import clean
from invitetui.ui.present import restriction as present
from invitetui.ui.present.pieces import Line, Role, wrapped_line
from invitetui.ui.screens.explained import EXPLAIN, Explained
from invitetui.ui.screens.once import Once
from invitetui.ui.screens.scrolled import Scrolled
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.lines import Lines

FIELDS = {
    "said": ("What LinkedIn said, as far as you want to keep it", ""),
    "since": ("Since when", "today, or 2026-11-21, or 2 days ago"),
    "lifts": ("When it lifts, where LinkedIn says so", "in 7 days, or 2026-11-28"),
}
_BACK: Line = [("esc ", Role.KEY), ("back   ", Role.DIM)]
_ASKING: Line = [*_BACK, ("? ", Role.KEY), ("what is known", Role.DIM)]
_TYPING: Line = [("enter ", Role.KEY), ("record it   ", Role.DIM), *_BACK]
_LASTING: Line = [
    *[("l ", Role.KEY), ("it has lifted   ", Role.PLAIN), ("n ", Role.KEY), ("another   ", Role.DIM)],
    *_ASKING,
]


class RestrictionScreen(Once, Explained, Scrolled, ModalScreen[str | None]):
    """Answers with what was recorded, in words; None where nothing was."""

    LIMITS = ("restriction_days", "outstanding_days", "climb_weeks")
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"choose('{key}')", TITLES[why], show=False) for key, why in present.KEYS.items()),
        Binding("l", "lifted", "it has lifted", show=False),
        Binding("n", "another", "another one", show=False),
        Binding("escape", "back", "back", show=False),
        Binding("q", "dismiss(None)", "back", show=False),
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        EXPLAIN,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._why: Why | None = None
        self._another = False
        """Whether a further restriction is recorded while one lasts."""
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """Lay the sheet out; the fields come once it is known what LinkedIn did."""
        with VerticalScroll(classes="sheet"):
            yield Lines(id="told")
            for name, (_, example) in FIELDS.items():
                yield Lines(id=f"label-{name}", classes="label")
                yield Field(id=name, placeholder=example, compact=True)
            yield Lines(id="hint")

    def on_mount(self) -> None:
        """Name the fields."""
        for name, (label, _) in FIELDS.items():
            self.query_one(f"#label-{name}", Lines).show([[(label, Role.DIM)]])

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Take only the keys of the step that is shown."""
        lasts = self.snapshot.pace.limits.current is not None and not self._another
        if action == "choose":
            return self._why is None and not lasts
        return self._why is None and lasts if action in ("lifted", "another") else True

    def show(self) -> None:
        """Show the step: what lasts, the question, or the fields."""
        width = min(76, self.size.width - 12)
        current = self.snapshot.pace.limits.current
        if self._why:
            told: list[Line] = [[(TITLES[self._why], Role.STRONG)], _TYPING, []]
        elif current and not self._another:
            title, *rest = present.lasting(current, self.snapshot, width)
            told = [
                title,
                *wrapped_line(_LASTING, width),
                *rest,
            ]  # what is told may be longer than the screen
        else:
            rest = present.until(self.snapshot, width)
            told = [*present.asking(width), *([[], *rest] if rest else []), [], _ASKING]
        for name in FIELDS:
            self.query_one(f"#{name}").display = self._why is not None
            self.query_one(f"#label-{name}").display = self._why is not None
        hint: list[Line] = [[(self._wrong, Role.TROUBLE)]] if self._wrong else []
        self.query_one("#told", Lines).show(told)
        self.query_one("#hint", Lines).show(hint)

    def action_choose(self, key: str) -> None:
        """Go on to what it said."""
        self._why = present.KEYS[key]
        self.show()
        self.set_focus(self.query_one("#said", Field))  # at once: the next key is a letter of it

    def action_another(self) -> None:
        """Ask what LinkedIn did this time."""
        self._another = True
        self.show()

    def action_back(self) -> None:
        """One step back; what was typed stays where it is."""
        if self._why:
            self._why, self._wrong = None, ""
            self.set_focus(None)
            self.show()
        elif self._another:
            self._another = False
            self.show()
        else:
            self.dismiss(None)

    def action_lifted(self) -> None:
        """Record that it is over."""
        now = self.invitetui.look().now
        self.invitetui.apply(Note((lifted(now),), "The restriction has lifted"))
        limits = self.snapshot.pace.limits
        whole = (
            f" until {words.short_day(limits.whole_again, self.snapshot.today)}" if limits.whole_again else ""
        )
        self.dismiss(f"Lifted: the numbers start lower and climb back{whole} · {self.key('undo')} undoes")

    def on_input_submitted(self) -> None:
        """Record the restriction, if the days can be read."""
        now = self.invitetui.look().now
        try:
            since = self._instant("since") or now
            lifts = self._instant("lifts")
        except typed.NotADate as error:
            self._wrong = str(error)
            self.show()
            return
        if self._why is None:
            return
        if local_day(since, self.snapshot.zone) > self.snapshot.today:
            self._wrong = "It can't have begun in the future: today, 2026-11-21 and “2 days ago” are days"
            self.show()
            return
        since = min(now, since)
        if lifts and lifts <= since:
            self._wrong = "It can't lift before it began"
            self.show()
            return
        said = clean(self.query_one("#said", Field).value).strip()
        self.invitetui.apply(Note((recorded(self._why, said, since, lifts),), TITLES[self._why]))
        begins = self.snapshot.pace.limits.begins_again
        until = f" until about {words.short_day(begins, self.snapshot.today)}" if begins else ""
        self.dismiss(f"Recorded: sending and withdrawing pause{until} · {self.key('undo')} undoes")

    def _instant(self, name: str) -> datetime | None:
        text = self.query_one(f"#{name}", Field).value.strip()
        if not text or text.casefold() == "today":
            return None
        return typed.instant(text, self.snapshot.now, self.snapshot.zone)
