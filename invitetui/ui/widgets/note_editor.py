"""The editor in which a note is written: several lines, wrapped, and nothing in it that steers a terminal."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from invitetui.domain.text import harmless


class NoteEditor(TextArea):
    """A text area that takes no control characters; what replaces its text can be taken back in it."""

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(
            harmless(text),
            id=id,
            compact=True,
            highlight_cursor_line=False,
            placeholder="e writes here, t begins with a template",
        )

    def on_paste(self, event: events.Paste) -> None:
        """Clean the text before the editor takes it."""
        event.stop()  # or the app would hand it on to the editor once more
        event.text = harmless(event.text)

    def insert_text_at_cursor(self, text: str) -> None:
        """Type `text`, as a field does."""
        self.replace(text, *self.selection)

    def rewrite(self, text: str) -> None:
        """Write `text` in the place of all there is; ctrl+z brings that back."""
        if text != self.text:
            self.replace(harmless(text), (0, 0), self.document.end)
            self.move_cursor(self.document.end)

    def select_span(self, span: tuple[int, int]) -> None:
        """Select the characters from `span[0]` to `span[1]`, so that typing replaces them."""
        start, end = map(self._location, span)
        self.move_cursor(start)
        self.move_cursor(end, select=True)

    def _location(self, index: int) -> tuple[int, int]:
        before = self.text[:index]
        return before.count("\n"), index - (before.rfind("\n") + 1)

    @property
    def cursor_index(self) -> int:
        """How many characters stand before the cursor."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column
