"""What practised hands expect: counts, marks over many rows, doing again, undoing several steps."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from invitetui.domain.actions import Action, Change
from invitetui.domain.words import count
from invitetui.ui import commands
from invitetui.ui.bursts import is_text
from invitetui.ui.commands import Command
from invitetui.ui.present import tour
from invitetui.ui.screens.filtering import FilteredLists
from invitetui.ui.screens.lists import STILL_READING
from invitetui.ui.widgets.counted import LONGEST

TYPED_ON = 1.0
"""Seconds within which a key goes on with what was refused because the book is still being read."""
NOW_READ = "The book is there now; what was typed before did nothing: pause for a second"
_DIGITS = frozenset("0123456789")
_MOVES = frozenset(command.id for command in commands.MOVES)


class Hands(FilteredLists):
    """The lists with the keys that spare others."""

    _doing: Command | None = None
    """The command that is being run."""
    _last: tuple[Command, Callable[[], None]] | None = None
    """What last changed people, and what does so again."""
    _refused_at = float("-inf")
    """When the last key came that was too early for what it means."""

    def answer_key(self, event: events.Key, id_: str | None) -> bool:
        """Answer a key that runs that command, if any; return whether it means anything here.

        A digit begins a count, or goes on with it; a letter that does nothing is told of.
        """
        character = event.character or ""
        if self.is_too_early(event, id_):
            self._refuse(event)
        elif self._counts(event, id_):
            self.message = []
            self.counted.count = (self.counted.count + character)[:LONGEST]
        elif id_ in _MOVES:
            getattr(self.counted, f"action_{id_}")()
        elif id_:
            self.action_do(id_)
        elif event.is_printable:
            if not self.too_small:
                self.say(f"{character} does nothing · {self.key('help')} shows the keys that do")
        else:
            return False
        return True

    def is_too_early(self, event: events.Key, id_: str | None) -> bool:
        """Return whether a key comes before the book is there, or goes on with what was typed then.

        A word that was begun too early, for the filter say, never ends in commands: not its digits either.
        """
        if is_text(event) and event.time - self._refused_at < TYPED_ON:
            return True
        needs_none = id_ is None or id_ in commands.NEED_NO_BOOK or self._counts(event, id_)
        return not (needs_none or self.invitetui.whole)

    def _counts(self, event: events.Key, id_: str | None) -> bool:
        """Return whether a key begins a count, or goes on with it."""
        return (event.character or "") in _DIGITS and (bool(self.counted.count) or id_ == "count")

    def _refuse(self, event: events.Key) -> None:
        """Say that a key did nothing; what follows it closely does nothing either."""
        self.counted.taken()
        self._refused_at = event.time
        self.say(NOW_READ if self.invitetui.whole else STILL_READING)

    def do_count(self) -> None:
        """Say how it is done, for whoever chose it by name."""
        self.say("Type a number that begins with 0 or 5 to 9, then a key: 5j, 012G, 03u")

    def action_do(self, id: str) -> None:  # noqa: A002  # the command's own word
        """Run a command with the count that was typed before it; esc only forgets the count."""
        if id == "back" and self.counted.count:
            self.counted.count = ""
            return
        self.times = self.counted.taken(0)
        self._go_on(id)
        self._doing, self.answer = self.run_by(id), None
        super().action_do(id)
        if not self.invitetui.whole and id not in commands.NEED_NO_BOOK:  # clicked, with a word to follow
            self._refused_at = self.invitetui.ticks()

    def _go_on(self, id_: str) -> None:
        """Go on in the tour, if a hint is shown and spoke of that."""
        notes = self.invitetui.state
        if self.invitetui.whole and tour.goes_on(notes.state.hints, id_):
            notes.note(hints=notes.state.hints + 1)
            self._show_message()

    def do_back(self) -> None:
        """Take away the filter, else the marks, else the hint."""
        if self.view.filter or self.marks[self.tab] or not self.hint():
            super().do_back()
        else:
            self.invitetui.state.note(hints=self.invitetui.state.state.hints + 1)

    def on_mount(self) -> None:
        """Hear of each move of the cursor."""
        self.watch(self.table, "highlighted", self._moved, init=False)

    def _moved(self, before: str | None, now: str | None) -> None:
        if before and now and not self.at_work:
            self._go_on(tour.MOVED)

    def targets(self) -> tuple[str, ...]:
        """Return whom a command acts on: the marked; else so many from the cursor on as were counted."""
        if self.times > 1 and not self.marks[self.tab]:
            return self.table.from_cursor(self.times)
        return super().targets()

    def act(self, action: Action) -> None:
        """Apply an action to the targets, and remember it to be done again.

        The cursor rests on the next row, and the marks are done with.
        """
        if self._doing and self._doing.id != "again":
            self._last = self._doing, self.answer or getattr(self, f"do_{self._doing.id}")
        acted_on = frozenset(self.targets())
        self._rest_on = self.table.next_after(acted_on)
        self.marks[self.tab] -= acted_on
        change = self.invitetui.apply(action)
        if not change:
            self.show()
        self.say(self.undoable(change))

    def do_again(self) -> None:
        """Do to these what was last done to others, with the same answer."""
        if self._last is None:
            self.say("Nothing was done yet that could be done again")
            return
        command, do = self._last
        if why := self.why_not(command):
            self.say(why)
        else:
            do()

    def do_mark(self) -> None:
        """Mark the row, or unmark it, and go on to the next."""
        uids = self.table.from_cursor(self.times or 1)
        self._mark(self.marks[self.tab] ^ frozenset(uids))
        self.table.go_to(uids[-1])
        self.table.action_cursor_down()

    def do_mark_all(self) -> None:
        """Mark all rows shown; where they are already, unmark them."""
        shown = frozenset(self.table.uids)
        marked = self.marks[self.tab]
        self._mark(marked - shown if shown <= marked else marked | shown)

    def do_invert(self) -> None:
        """Mark the unmarked rows shown and unmark the marked."""
        self._mark(self.marks[self.tab] ^ frozenset(self.table.uids))

    def _mark(self, marked: frozenset[str]) -> None:
        self.marks[self.tab] = marked
        self.table.mark(marked)

    def do_undo(self) -> None:
        """Take the last step back, or as many as were counted."""
        again = f" · {self.key('redo')} does it again"
        self._step(self.invitetui.undo, ("Taken back: ", again), "There is nothing to take back", "before")

    def do_redo(self) -> None:
        """Do again what was undone, or as much of it as was counted."""
        undoes = f" · {self.key('undo')} undoes"
        self._step(self.invitetui.redo, ("", undoes), "There is nothing to do again", "after")

    def _step(
        self, step: Callable[[], Change | None], around: tuple[str, str], nothing: str, side: str
    ) -> None:
        says: list[str] = []
        while len(says) < (self.times or 1) and (change := step()):
            says.append(change.says)
        more = f" and {count(len(says) - 1, 'step')} {side} it" if len(says) > 1 else ""
        self.say(says[-1].join(around) + more if says else nothing)
