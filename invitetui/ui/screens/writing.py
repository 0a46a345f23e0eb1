"""The note of a re-invitation: typed, begun from a template, kept as a draft, compared with earlier ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer
from textual.widgets import TextArea

from invitetui.domain.notes import next_gap
from invitetui.domain.reinvitation import Draft, Person, person_of
from invitetui.domain.similar import Notes, Repeated
from invitetui.domain.text import harmless
from invitetui.ui.present.pieces import Line, Role
from invitetui.ui.screens.templates import TemplateKeys
from invitetui.ui.widgets.note_editor import NoteEditor

KEEP_AFTER = 2.0
"""Seconds without a key after which what was typed is kept."""


class NoteWriting(TemplateKeys):
    """Mixed into the screen of a re-invitation: all that it has to do with the note.

    Letters are commands until `e` goes into the note, and are typed until `esc` comes out of it. What is
    typed is kept as a draft when the person stops, leaves, or quits.
    """

    if TYPE_CHECKING:

        def show(self) -> None:
            """Show everything but the note itself."""
            ...

        def show_length(self) -> None:
            """Show how long the note is, and whether it repeats another."""
            ...

    def __init__(self, uid: str) -> None:
        super().__init__()
        self._uid = uid
        self._notes: Notes | None = None
        """What was written to anybody before, once that is known."""
        self._repeated: Repeated | None = None
        self._comparing = False
        self._said: Line = []
        """What is said above the keys, until the next one."""
        self._asked = ""
        """The key of what was asked about, and is done when it is pressed once more."""
        self._keeping: Timer | None = None
        self._typed = ""
        """The note as it is, also when its editor is gone already."""
        self._kept = ""
        """The note as it was last kept, or found."""
        self._answered = False
        """Whether the person is done here: what was typed was kept, or was sent."""

    @property
    def person(self) -> Person:
        """What is known of the person now."""
        return person_of(self._uid, self.snapshot)

    @property
    def editor(self) -> NoteEditor:
        """Where the note is written."""
        return self.query_one(NoteEditor)

    @property
    def writing(self) -> bool:
        """Whether letters are typed into the note."""
        return self.focused is self.editor

    def action_write(self) -> None:
        """Go into the note."""
        self._asked, self._said = "", []
        self.set_focus(self.editor)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is meant for the note, also where letters are commands."""
        event.stop()
        if not self.too_small:
            self.action_write()
            self.editor.insert_text_at_cursor(harmless(event.text))

    def on_descendant_focus(self) -> None:
        """Show the keys that work in the note."""
        self.show()

    def on_descendant_blur(self) -> None:
        """Show the commands again."""
        self.show()

    def action_gap(self) -> None:
        """Go to the next gap of the template, and select it."""
        editor = self.editor
        if gap := next_gap(editor.text, editor.cursor_index):
            self.set_focus(editor)
            editor.select_span(gap)
        else:
            self.say("There is no gap left to fill in", Role.DIM)

    def write_from(self, text: str) -> None:
        """Begin with this text instead; ctrl+z in the note brings back what was there."""
        there = bool(self.editor.text.strip())
        self.editor.rewrite(text)
        self._typed = self.editor.text
        self.keep()
        self._said = [("ctrl+z brings back what was there", Role.DIM)] if there else []
        self.action_gap() if next_gap(text) else self.action_write()

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Count and compare; keep what was typed once the person pauses."""
        self._asked, self._typed = "", self.editor.text
        self.show_length()
        self._compare()
        if self._keeping:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER, self.keep)

    def compare_with(self, notes: Notes) -> None:
        """Compare the note with these from now on."""
        self._notes = notes
        self._compare()

    def _compare(self) -> None:
        """Look for an earlier note like this one, in a thread; one look at a time, the last at the newest."""
        if self._notes and not self._comparing and self.is_open:
            self._comparing = True
            text, name = self.editor.text, self.person.newest.name
            self.run_worker(partial(self._look_for, self._notes, text, name), thread=True, group="again")

    def _look_for(self, notes: Notes, text: str, name: str) -> None:
        found = notes.repeated(text, name)
        self.tell(self._compared, text, found)

    def _compared(self, text: str, found: Repeated | None) -> None:
        self._comparing = False
        self._repeated = found
        self.show_length()
        if text != self.editor.text:
            self._compare()

    # The draft

    def keep(self) -> None:
        """Keep what was typed as the person's draft."""
        if self._is_to_keep:
            self._kept = self._typed
            self.invitetui.apply(Draft(self._uid, self._typed))

    @property
    def _is_to_keep(self) -> bool:
        """Whether something was typed here since; what another program made of the draft is left to it."""
        known = self._uid in self.snapshot.book
        return known and not self._answered and self._typed not in (self._kept, self.person.draft)

    def on_unmount(self) -> None:
        """The app ends: what was typed is kept all the same, and saved with the rest."""
        if self._is_to_keep:
            self.invitetui.session.apply(Draft(self._uid, self._typed))
