"""Correct what is known of one invitation."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from invitetui.domain.actions import too_long
from invitetui.domain.invitation import Invitation
from invitetui.domain.text import clean
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.lines import Lines

FIELDS = ("name", "headline", "source", "note")


class EditScreen(Once, ModalScreen[tuple[bool, dict[str, str]] | None]):
    """Answers with (True, fields) to save, with (False, fields) for a draft to come back to, or None."""

    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("ctrl+s", "save", "save"),
    ]

    def __init__(self, invitation: Invitation, draft: dict[str, str] | None) -> None:
        super().__init__()
        self._known = {field: clean(getattr(invitation, field) or "") for field in FIELDS}
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Lay the form out."""
        with VerticalScroll(classes="sheet"):
            for field in FIELDS:
                label = Lines(classes="label")
                yield label
                yield Field((self._draft or self._known)[field], id=field, compact=True)
            yield Lines(id="hint")

    def on_mount(self) -> None:
        """Name the fields."""
        self._hint([])
        for field, label in zip(FIELDS, self.query(".label").results(Lines), strict=True):
            label.show([[(field.capitalize(), Role.DIM)]])

    def _hint(self, trouble: Line) -> None:
        told = "  (what you had typed before)" if self._draft else ""
        keys: Line = [("enter", Role.KEY), (" save   ", Role.DIM), ("esc", Role.KEY)]
        self.query_one("#hint", Lines).show([trouble, [*keys, (f" back{told}", Role.DIM)]])

    def on_input_submitted(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Answer with what was typed, unless a field has more than it takes; what was there may stay."""
        for field, text in self._typed.items():
            if text != self._known[field] and (why := too_long(field, text)):
                self._hint([(why, Role.TROUBLE)])
                self.query_one(f"#{field}", Field).focus()
                return
        self.dismiss((True, self._typed))

    def action_leave(self) -> None:
        """Go back; what was typed is kept as a draft."""
        self.dismiss((False, self._typed) if self._typed != self._known else None)

    @property
    def _typed(self) -> dict[str, str]:
        return {field: self.query_one(f"#{field}", Field).value for field in FIELDS}
