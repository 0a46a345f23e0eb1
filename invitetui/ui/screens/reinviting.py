"""Invite someone again: write the note, look what speaks against it, send it by hand, and say so."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import Screen

from invitetui import clock
from invitetui.domain.actions import Change, Record
from invitetui.domain.invitation import AGAIN, ON_LIST, Kind
from invitetui.domain.notes import unfinished
from invitetui.domain.preparing import Prepared, earlier_notes, prepare
from invitetui.domain.profile import openable
from invitetui.domain.reinvitation import (
    LivesIn,
    Reinvite,
    Try,
    against,
    cautions,
)
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import WAYS
from invitetui.ui.present import again
from invitetui.ui.present.pieces import Role, cut
from invitetui.ui.screens.explained import EXPLAIN, Explained
from invitetui.ui.screens.once import Once
from invitetui.ui.screens.picking import Choice, PickScreen
from invitetui.ui.screens.scrolled import Scrolled
from invitetui.ui.screens.writing import NoteWriting
from invitetui.ui.widgets.lines import Lines
from invitetui.ui.widgets.note_editor import NoteEditor

WIDE = 100
"""From this many columns on, what helps stands beside the note, else under it."""
LOW = 20
"""Below this many lines only what is needed most has a line of its own."""


class ReinviteScreen(NoteWriting, Once, Explained, Scrolled, Screen[str | None]):
    """Answers with what was recorded, in words; None where the person was not invited."""

    AUTO_FOCUS = ""
    LIMITS = (
        "note_length", "notes_a_month", "cooldown_days", "reinvitations_a_day", "reinvitation_spread",
        "invitations_a_week", "profile_views_a_day",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "back", show=False),
        Binding("tab", "gap", "next gap", show=False, priority=True),
        Binding("e,enter,i", "write", "write", show=False),
        Binding("t", "template", "template", show=False),
        Binding("T", "keep_template", "keep as template", show=False),
        Binding("o", "open", "copy and open the page", show=False),
        Binding("y", "copy", "copy", show=False),
        Binding("s", "sent", "sent", show=False),
        Binding("z", "zone", "their zone", show=False),
        *(
            Binding(key, f"way('{way}')", told, show=False)
            for key, (way, told) in zip("123", WAYS.items(), strict=True)
        ),
        Binding("u", "undo", "undo", show=False),
        Binding("U", "redo", "redo", show=False),
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        EXPLAIN,
    ]  # fmt: skip

    def __init__(self, uid: str) -> None:
        super().__init__(uid)
        self._prepared: Prepared | None = None

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="again-title")
        with Container(id="again-body"):
            with Vertical(id="again-note"):
                yield NoteEditor(self.person.draft, id="again-text")
                yield Lines(id="again-count")
            with VerticalScroll(id="again-aside", can_focus=False):
                yield Lines(id="again-facts")
        yield Lines(id="again-keys")

    def on_mount(self) -> None:
        """Show the person, and look through the book meanwhile."""
        self._typed = self._kept = self.editor.text
        self.watch(self.app, "snapshot", self._changed, init=False)
        self.run_worker(partial(self._prepare, self.snapshot), thread=True, group="again")

    def _prepare(self, snapshot: Snapshot) -> None:
        """In a thread: what is sooner found is shown sooner."""
        self.tell(self._set_prepared, prepare(self._uid, snapshot))
        self.tell(self.compare_with, earlier_notes(snapshot))

    def _set_prepared(self, found: Prepared) -> None:
        self._prepared = found
        self.show()

    # What is shown

    def on_resize(self) -> None:
        """Put what helps beside the note or under it."""
        self.set_class(self.size.width >= WIDE, "beside")
        self.set_class(self.size.height < LOW, "low")
        self.show()

    def _changed(self) -> None:
        """The book has changed: by what was done here, or by another program."""
        if self._uid in self.snapshot.book:
            self.show()
        else:
            self.dismiss(None)

    def show(self) -> None:
        """Show everything but the note itself."""
        if not self.is_open or self._uid not in self.snapshot.book:
            return
        width = self.size.width - 2
        if self.too_small:
            self.query_one("#again-keys", Lines).show([[("too small to work in", Role.TROUBLE)]])
            return
        side = 42 if self.has_class("beside") else width
        person, snapshot, ready = self.person, self.snapshot, self._prepared
        place = (
            again.Place(person.zone, zone)
            if person.zone and (zone := clock.zone_named(person.zone))
            else None
        )
        self.query_one("#again-title", Lines).show(again.who(person, snapshot, self._doubts(), width))
        facts = again.aside(person, snapshot, ready.hours if ready else None, place, side - 1)
        self.query_one("#again-facts", Lines).show(facts)
        self.show_length()
        self.query_one("#again-keys", Lines).show(
            again.keys(writing=self.writing, width=width, said=self._said, low=self.has_class("low"))
        )

    def show_length(self) -> None:
        """Show how long the note is, and whether it repeats another."""
        room = self.editor.size.width - 1
        width = room if room > 0 else self.size.width - 2
        allowance = self._prepared.allowance if self._prepared else None
        lines = again.note_length(self.editor.text, self.snapshot, allowance, width)
        lines += again.alarm(self._repeated, self.person, self.snapshot, width)
        self.query_one("#again-count", Lines).show(lines)

    def _doubts(self) -> list[str]:
        """What stands against inviting this person, somebody of the same name, or anybody now."""
        own = against(self._uid, self.snapshot)
        found = [*([own] if own else []), *(self._prepared.namesakes if self._prepared else [])]
        return [*(finding.says for finding in found), *cautions(self.snapshot)]

    def say(self, text: str, role: Role = Role.PLAIN) -> None:
        """Say something above the keys, until the next one."""
        self._said = [(cut(text, 200), role)]
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let nothing be done unseen."""
        return action == "back" or not self.too_small

    def action_back(self) -> None:
        """Out of the note, and then back to the list."""
        self._typed = self.editor.text
        self.keep()
        if self.writing:
            self.set_focus(None)
        else:
            self._answered = True
            self.dismiss(
                f"Draft kept: {self.key('reinvite')} goes on with it" if self.editor.text.strip() else None
            )

    # Commands

    def action_copy(self) -> None:
        """Copy the note."""
        if self._agreed("y", unfinished(self.editor.text)):
            self.app.copy_to_clipboard(self.editor.text)
            self.say("Note copied", Role.GOOD)

    def action_open(self) -> None:
        """Copy the note and open the person's page, and remember that it was opened for this."""
        if not self._agreed("o", unfinished(self.editor.text) + self._viewed_enough()):
            return
        self.app.copy_to_clipboard(self.editor.text)
        newest = self.person.newest
        address = openable(newest.url)
        how = AGAIN if newest.url else f"{AGAIN} {ON_LIST}"
        self.invitetui.apply(Record([newest.uid], Kind.OPENED, value=how))
        self.open_page(address, partial(self._opened, address))

    def _opened(self, address: str, worked: bool) -> None:
        self.say(
            "Note copied, page opened: send it there, then s says so"
            if worked
            else f"Note copied. Open by hand: {address}",
            Role.GOOD,
        )

    def action_sent(self) -> None:
        """Record that it was sent: a new invitation."""
        self.invitetui.look()
        if self._agreed("s", self._doubts() + unfinished(self.editor.text)):
            self._answered = True
            change = self.invitetui.apply(Reinvite(self._uid, self.editor.text))
            self.dismiss(self.undoable(change))

    def _viewed_enough(self) -> list[str]:
        """That the day's profile views are used up, where they are: they are watched too."""
        most = self.snapshot.rules.profile_views_a_day
        used_up = self.person.newest.url and self.snapshot.views_today >= most
        return [f"{most} profile pages were opened today"] if used_up else []

    def _agreed(self, key: str, doubts: list[str]) -> bool:
        """Return whether to do it: what is in doubt is said, and done when its key is pressed once more."""
        if not doubts or self._asked == key:
            self._asked = ""
            return True
        self._asked = key
        self.say(f"{doubts[0]} · {key} again does it all the same", Role.WARM)
        return False

    def action_way(self, way: str) -> None:
        """Tick one of the other ways back, or take the tick away."""
        self._done(self.invitetui.apply(Try(self._uid, way)))

    def action_zone(self) -> None:
        """Ask where they live."""
        choices = [Choice("", "not known")]
        choices += [Choice(name, again.city(name), name.partition("/")[0]) for name in clock.zone_names()]
        title = f"Where does {cut(self.person.newest.name, 40)} live?"
        self.invitetui.push_screen(
            PickScreen(title, choices, typed="a city near them: Tokyo, Sao Paulo, Berlin"), self._lives_in
        )

    def _lives_in(self, zone: str | None) -> None:
        if zone is not None:
            self._done(self.invitetui.apply(LivesIn(self._uid, zone or None)))

    def _done(self, change: Change) -> None:
        self._asked = ""
        self.say(f"{change.says} · u undoes" if change else change.says, Role.GOOD)

    def action_undo(self) -> None:
        """Take the last step back."""
        change = self.invitetui.undo()
        self._redone(change, f"Taken back: {change.says}" if change else "There is nothing to take back")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        change = self.invitetui.redo()
        self._redone(change, change.says if change else "There is nothing to do again")

    def _redone(self, change: Change | None, says: str) -> None:
        if self._uid in self.snapshot.book:
            if change and self._uid in change.uids:
                self.editor.rewrite(self.person.draft)
                self._typed = self._kept = self.editor.text
            self.say(says, Role.WARM)

    def on_key(self, event: events.Key) -> None:
        """What was asked holds for its own key, and what was said until the next one."""
        if event.key != self._asked:
            self._asked = ""
        if self._said:
            self._said = []
            self.show()
