"""Every command, declared once: its key, footer word, help, palette entry and rebindable id.

Bindings, footer, `?`, the palette and the README's table of keys all follow from this list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec
from textual.binding import Binding
from textual.keys import REPLACED_KEYS, key_to_character

from invitetui.domain.views import Tab


class Group(StrEnum):
    """Where a command stands in the help."""

    LIST = "The list"
    PERSON = "The marked invitations, or the one under the cursor"
    BOOK = "The book"
    MOVE = "Move"


class Needs(StrEnum):
    """What has to be there for a command to do anything; the value says so to the person."""

    NOTHING = ""
    ROW = "There is no invitation under the cursor"
    PENDING = "It is no longer pending"


LISTS = frozenset({Tab.SENT, Tab.STALE, Tab.COOLING})
TRIAGE = frozenset({Tab.SENT, Tab.STALE})
COOLING = frozenset({Tab.COOLING})
AGAIN = frozenset({Tab.SENT, Tab.COOLING})
STALE = frozenset({Tab.STALE})
STATS = frozenset({Tab.STATS})
EVERYWHERE = frozenset(Tab)


class Command(msgspec.Struct, frozen=True):
    """One thing that a key does."""

    id: str
    """Its name: the screen's method is `do_ID` (or the list's action, for moving)."""
    keys: str
    """Its keys as Textual names them, parted by commas; the first is the one that is shown."""
    word: str
    """What the footer calls it, in a word or two."""
    help: str
    """What it does, in one sentence."""
    group: Group
    where: frozenset[Tab] = LISTS
    needs: Needs = Needs.NOTHING
    footer: int = 0
    """Its place in the footer, from 1; 0 is not shown there."""
    footer_on: frozenset[Tab] = EVERYWHERE
    """The tabs whose footer shows it, of those where it works."""
    changes: bool = False
    """Whether it changes the book, so that it rests while the book is read-only."""

    @property
    def key(self) -> str:
        """The first key as a person writes it."""
        return written(self.keys.split(",")[:1])

    @property
    def all_keys(self) -> str:
        """All keys as a person writes them."""
        return written(self.keys.split(","))

    def binding(self, action: str) -> Binding:
        """Return the key binding that runs `action`."""
        return Binding(self.keys, action, self.word, show=False, tooltip=self.help, id=self.id)


_WRITTEN = {
    "upper_a": "A",
    "upper_b": "B",
    "upper_c": "C",
    "upper_g": "G",
    "upper_k": "K",
    "upper_o": "O",
    "upper_p": "P",
    "upper_q": "Q",
    "upper_r": "R",
    "upper_s": "S",
    "upper_u": "U",
    "upper_w": "W",
    "upper_y": "Y",
    "slash": "/",
    "apostrophe": "'",
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "comma": ",",
    "asterisk": "*",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "escape": "esc",
}


def written(keys: Iterable[str]) -> str:
    """Return keys as a person writes them, as Textual names them or by their character."""
    return " ".join(_WRITTEN.get(key) or _as_typed(key) for key in keys)


def _as_typed(key: str) -> str:
    """Return a key of the person's own choice by its character, where it has one."""
    character = key_to_character(REPLACED_KEYS.get(key, key)) if len(key) > 1 and "+" not in key else None
    return character if character and character.isprintable() and not character.isspace() else key


def _person(id_: str, keys: str, word: str, help_: str, **more: object) -> Command:
    return Command(id_, keys, word, help_, Group.PERSON, changes=True, **{"needs": Needs.PENDING, **more})  # type: ignore[arg-type]


COMMANDS: tuple[Command, ...] = (
    Command("cursor_down", "j,down", "down", "To the next row.", Group.MOVE, EVERYWHERE),
    Command("cursor_up", "k,up", "up", "To the row before.", Group.MOVE, EVERYWHERE),
    Command("page_down", "pagedown,ctrl+f", "page down", "A page down.", Group.MOVE, EVERYWHERE),
    Command("page_up", "pageup,ctrl+b", "page up", "A page up.", Group.MOVE, EVERYWHERE),
    Command("half_down", "ctrl+d", "half down", "Half a page down.", Group.MOVE, EVERYWHERE),
    Command("half_up", "ctrl+u", "half up", "Half a page up.", Group.MOVE, EVERYWHERE),
    Command("to_top", "g,home", "top", "To the first row; with a count, to that row.", Group.MOVE, EVERYWHERE),
    Command("to_bottom", "G,end", "bottom", "To the last row; with a count, to that row.", Group.MOVE, EVERYWHERE),
    Command("to_high", "H", "high", "To the first row in view.", Group.MOVE, EVERYWHERE),
    Command("to_middle", "M", "middle", "To the middle of the rows in view.", Group.MOVE, EVERYWHERE),
    Command("to_low", "L", "low", "To the last row in view.", Group.MOVE, EVERYWHERE),
    Command("tab_sent", "1", "Sent", "The Sent tab: every invitation.", Group.MOVE, EVERYWHERE),
    Command("tab_stale", "2", "Stale", "The Stale tab: whom to withdraw, and when.", Group.MOVE, EVERYWHERE),
    Command("tab_cooling", "3", "Cooling Down", "The Cooling Down tab: who is ready when.", Group.MOVE, EVERYWHERE),
    Command("tab_stats", "4", "Stats", "The Stats tab: what works.", Group.MOVE, EVERYWHERE),
    Command("help", "question_mark,f1", "keys", "The keys that work here.", Group.BOOK, EVERYWHERE, footer=1),
    Command("filter", "slash", "filter", "Show only rows that hold these words.", Group.LIST, footer=2),
    Command("filters", "apostrophe", "filters", "Bring a kept filter back by its digit, or keep the one in force.", Group.LIST),
    Command("next_match", "n", "next match", "To the next row that holds the words of the filter, or of the last one.", Group.LIST),
    Command("previous_match", "N", "match before", "To the row before that holds them.", Group.LIST),
    Command("back", "escape", "back", "One step back: the filter first, then the marks.", Group.LIST, EVERYWHERE),
    Command("mark", "space", "mark", "Mark the row, or unmark it, and go to the next.", Group.LIST, needs=Needs.ROW, footer=3),
    Command("mark_all", "asterisk", "mark all", "Mark all rows shown, or unmark them.", Group.LIST, needs=Needs.ROW),
    Command("invert", "v", "invert", "Mark the unmarked rows shown, unmark the marked.", Group.LIST, needs=Needs.ROW),
    Command("count", "0,5,6,7,8,9", "count", "Begin a count for the next key: 5j, 012G, 03u (1 to 4 are the tabs).", Group.LIST, EVERYWHERE),
    Command("again", "full_stop", "again", "Do to this one, or to the marked, what was last done.", Group.LIST, needs=Needs.ROW, changes=True),
    Command("sort", "S", "sort", "Order by the next column.", Group.LIST, frozenset({Tab.SENT})),
    Command("reverse", "R", "reverse", "Turn the order round.", Group.LIST, frozenset({Tab.SENT})),
    Command("details", "enter", "details", "All that is known of the person.", Group.LIST, needs=Needs.ROW),
    Command("wider", "less_than_sign", "wider pane", "Give the pane more room.", Group.LIST),
    Command("narrower", "greater_than_sign", "narrower pane", "Give the list more room.", Group.LIST),
    Command("figure", "enter", "how", "How a figure was made, and which invitations are in it.", Group.LIST, STATS, footer=2),
    Command("set_mark", "m", "set mark", "Make the simulator's mark under the cursor yours.", Group.LIST, STATS, footer=3),
    _person("first", "w", "first", "Withdraw these first: to the front of the plan, a fresh one too.", where=TRIAGE, footer=4),
    _person("keep", "K", "keep", "Never propose these for withdrawal, or do again.", where=TRIAGE, footer=8),
    _person("snooze", "z", "snooze", "Out of sight for some days, or back in sight.", where=TRIAGE, footer=9),
    _person("priority", "p", "priority", "Give a priority: high, medium, low or none.", needs=Needs.ROW, footer=10),
    _person("signal", "s", "signal", "Give a reason to withdraw early, or take it away.", where=TRIAGE, footer=11),
    Command(
        "open", "o", "open", "Open the person's page in the browser.", Group.PERSON, needs=Needs.ROW, footer=7, changes=True
    ),
    _person("withdrawn", "d", "withdrawn", "You withdrew it on LinkedIn.", where=TRIAGE, footer=12),
    _person("accepted", "a", "accepted", "It was accepted.", where=TRIAGE, needs=Needs.ROW, footer=13),
    _person("gone", "x", "gone", "It is gone from LinkedIn's list, you don't know why.", where=TRIAGE),
    Command("reinvite", "r", "invite again", "Write the note for another invitation to the person.", Group.PERSON, AGAIN, Needs.ROW, footer=4, footer_on=COOLING, changes=True),
    _person("edit", "e", "edit", "Correct the name, headline, source or note.", needs=Needs.ROW),
    _person("move", "m", "move", "Choose another day for these, in the calendar.", where=STALE),
    Command("calendar", "c", "calendar", "Who is withdrawn on which day; the cursor goes into the calendar.", Group.LIST, STALE, footer=16),
    Command("today", "t", "today", "Today's sitting: one card at a time.", Group.BOOK, EVERYWHERE, footer=5, changes=True),
    Command("audit", "A", "audit", "The audit: a priority for everyone pending, a card each.", Group.BOOK, EVERYWHERE, footer=18, changes=True),
    Command("brief", "b", "brief", "The brief: how many to send, whom to ask again, what works.", Group.BOOK, EVERYWHERE, footer=17),
    Command("pause", "P", "pause", "Pause the plan for some days, or go on.", Group.BOOK, EVERYWHERE, changes=True),
    Command("restriction", "exclamation_mark", "restriction", "LinkedIn warned or restricted you, or it has lifted.", Group.BOOK, EVERYWHERE, changes=True),
    Command("undo", "u", "undo", "Take the last step back.", Group.BOOK, EVERYWHERE, footer=14, changes=True),
    Command("redo", "U", "redo", "Do again what was undone.", Group.BOOK, EVERYWHERE, changes=True),
    Command("import", "i", "import", "Read what LinkedIn gives.", Group.BOOK, EVERYWHERE, footer=6, changes=True),
    Command("questions", "Q", "questions", "Answer what only you can know: one key each.", Group.BOOK, EVERYWHERE, changes=True),
    Command("check", "C", "check a list", "Check a list of people before you invite them: who is pending, connected or cooling down.", Group.BOOK, EVERYWHERE),
    Command("copy", "y", "copy", "Copy the rows shown to the clipboard, as a table.", Group.LIST),
    Command("write_out", "Y", "write out", "Write the rows shown to a new CSV file beside your downloads.", Group.LIST),
    Command("save", "ctrl+s", "save", "Try again to save what could not be saved.", Group.BOOK, EVERYWHERE),
    Command("backups", "B", "backups", "The backups with their counts, to bring one back.", Group.BOOK, EVERYWHERE, changes=True),
    Command("take_over", "W", "take over", "Write after all, once another invitetui has let go of the file.", Group.BOOK, EVERYWHERE),
    Command("settings", "comma", "settings", "Each setting with its evidence, to change it.", Group.BOOK, EVERYWHERE),
    Command("demo", "D", "made-up book", "Look around in a made-up book; q there leads back here.", Group.BOOK, EVERYWHERE),
    Command("palette", "colon,ctrl+p", "commands", "Every command, person, setting and theme by name.", Group.BOOK, EVERYWHERE, footer=15),
    Command("quit", "q,ctrl+q", "quit", "Save and leave.", Group.BOOK, EVERYWHERE),
)  # fmt: skip
BY_ID = {command.id: command for command in COMMANDS}
DELIVERED = {command.id: command.key for command in COMMANDS}
"""The key of each command as it is delivered, by its id, as a person writes it."""
MOVES = tuple(
    command for command in COMMANDS if command.group is Group.MOVE and not command.id.startswith("tab_")
)
"""What the list itself does; all other commands are the screen's."""
NEED_NO_BOOK = frozenset({*(command.id for command in MOVES), "quit", "back", "count"})
"""The ids of those that are run while the book is still being read."""
SCREEN_COMMANDS = tuple(command for command in COMMANDS if command not in MOVES)


Commands = Sequence[Command]
"""All commands, with their own keys or with those that the person gave them."""


def sharing(command: Command, among: Commands = COMMANDS) -> list[Command]:
    """Return the commands that have the keys of this one, each on tabs of its own; it is among them."""
    keys = next(other.keys for other in among if other.id == command.id)
    return [other for other in among if other.keys == keys]


def on_tab(command: Command, tab: Tab, among: Commands = COMMANDS) -> Command:
    """Return what the key of a command runs on a tab."""
    return next((other for other in sharing(command, among) if tab in other.where), command)


def acts_once(id_: str | None) -> bool:
    """Return whether a command does something to the person under the cursor, who is another one then."""
    if id_ not in BY_ID or id_ == "open":  # who opens a page is not gone on from
        return False
    return BY_ID[id_].changes and (BY_ID[id_].group is Group.PERSON or id_ == "again")


AT_FIRST = ("help", "import", "demo", "settings", "palette", "quit")
"""What the footer shows while there is no book yet: all that does something then."""


def footer(tab: Tab, among: Commands = COMMANDS, *, empty: bool = False) -> list[Command]:
    """Return the commands that the footer shows on a tab, in their order there; `empty` is the book."""
    if empty:
        by_id = {command.id: command for command in among}
        return [by_id[id_] for id_ in AT_FIRST]
    shown = [command for command in among if command.footer and tab in command.where & command.footer_on]
    return sorted(shown, key=lambda command: command.footer)


def help_for(tab: Tab, among: Commands = COMMANDS) -> dict[Group, list[Command]]:
    """Return the commands that work on a tab, by group in the order of the help."""
    found = {group: [c for c in among if c.group is group and tab in c.where] for group in Group}
    return {group: commands for group, commands in found.items() if commands}
