"""What the main screen shows: header, tabs, list, pane, message line and keys; and how one moves there."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input

from invitetui.domain.actions import Action
from invitetui.domain.views import FilterError, SortBy, Tab, View
from invitetui.ui import commands
from invitetui.ui.commands import BY_ID, SCREEN_COMMANDS, Command, Needs
from invitetui.ui.drawing import LineCompositor
from invitetui.ui.messages import CommandClicked, HeaderClicked, RowChosen, TabClicked
from invitetui.ui.present import calendar, detail, header, rows, welcome
from invitetui.ui.present.pieces import Line, Role, cut, sides
from invitetui.ui.screens.stats_tab import StatsTab
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.invitation_table import InvitationTable
from invitetui.ui.widgets.lines import Band, KeyBar, TabBar

WIDE = 100
"""From this many columns on, the pane stands beside the list."""
PANE = 38
"""Columns of the pane."""


class ListScreen(StatsTab, Screen[None]):
    """The four tabs over one list. What the keys do to invitations stands in `MainScreen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command.binding(f"do('{command.id}')") for command in SCREEN_COMMANDS
    ]

    tab: reactive[Tab] = reactive(Tab.SENT, init=False)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self.views = {tab: View(tab) for tab in Tab}
        self.marks: dict[Tab, frozenset[str]] = dict.fromkeys(Tab, frozenset())
        self.cursors: dict[Tab, str | None] = dict.fromkeys(Tab)
        """Where the cursor was on the tabs that are not shown."""
        self._rest_on: str | None = None
        """Where the cursor goes when the list is next shown; as a rule it stays on the same person."""
        self.cleared_filter = ""
        self.message: Line = []
        self.drafts: dict[str, dict[str, str]] = {}

    @property
    def view(self) -> View:
        """What the list of this tab shows."""
        return self.views[self.tab]

    @property
    def table(self) -> InvitationTable:
        """The list."""
        return self.query_one(InvitationTable)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Band(id="header")
        yield TabBar(id="tabs")
        with Horizontal(id="body"):
            yield InvitationTable(id="list")
            yield Band(id="pane")
        yield Band(id="days")
        yield Field(id="filter", placeholder="words, older:14d, priority:low, state:stale, note:no, -word")
        yield Band(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the book, and again whenever it changes."""
        self.watch(self.app, "snapshot", self.show, init=False)
        self.watch(self.app, "saving", self._show_header, init=False)
        self.watch(self.app, "trouble", self._show_message, init=False)
        self.watch(self.app, "read_only", self.show, init=False)
        self.watch(self.app, "news", self._tell, init=False)
        self.watch(self.table, "highlighted", self._show_pane, init=False)
        for notice in self.invitetui.notices:
            self.say(notice, Role.TROUBLE)
        self.table.focus()

    def on_resize(self) -> None:
        """Give the pane its place, or take it away."""
        self.set_class(self.size.width >= WIDE, "wide")
        self.show()

    # What is shown

    def show(self, *_: object) -> None:
        """Show the snapshot: everything on the screen is read from it."""
        if not self.is_attached or not self.size:
            return
        self._show_header()
        self.query_one(TabBar).show_tabs(header.tabs(self.snapshot, self.tab, self.size.width))
        if self.tab is Tab.STATS:
            self.show_stats()
        else:
            self._show_list(self._rest_on or self.table.cursor_uid)
            self._rest_on = None
        self._show_pane()
        self._show_message()
        self.query_one(KeyBar).show_commands(commands.footer(self.tab), self.size.width)

    def _show_list(self, cursor_uid: str | None) -> None:
        tab, view, snapshot = self.tab, self.view, self.snapshot
        sections = view.sections(snapshot)
        first = next((uid for section in sections for uid in section.uids), None)
        sort_by = view.sort_by if tab is Tab.SENT else None
        self.table.show(
            sections,
            painter=lambda uid, width, marked: rows.cells(uid, tab, snapshot, width, marked=marked),
            titles=lambda width: rows.header(tab, width, sort_by, reverse=view.reverse),
            column_at=partial(rows.column_at, tab),
            marked=self.marks[tab],
            empty=lambda width: welcome.empty(view, snapshot, width),
            cursor_uid=cursor_uid or first,
        )

    def _show_header(self, *_: object) -> None:
        app = self.invitetui
        line = header.today(
            self.snapshot, self.size.width, saving=app.saving, read_only=app.read_only is not None
        )
        self.query_one("#header", Band).show([line])

    def _show_pane(self, *_: object) -> None:
        """The calendar over the person; where it is narrow, one line of days, and the person a key away."""
        wide = self.size.width >= WIDE
        self.query_one("#days").display = self.tab is Tab.STALE and not wide
        if self.tab is Tab.STALE and not wide:
            self.query_one("#days", Band).show([calendar.days_line(self.snapshot, self.size.width)])
        if not wide:
            return
        width = PANE - 3
        lines: list[Line] = []
        if self.tab is Tab.STALE:
            lines += [*calendar.calendar(self.snapshot, width), []]
        uid = self.table.cursor_uid
        if uid and uid in self.snapshot.book:
            lines += detail.detail(uid, self.snapshot, width)
        self.query_one("#pane", Band).show(lines)

    def _show_message(self, *_: object) -> None:
        app, width = self.invitetui, self.size.width
        shown = len(self.table.uids) if self.tab is not Tab.STATS else 0
        left: Line = [(" ", Role.PLAIN)]
        if self.too_small:
            left.append(("too small to work in", Role.TROUBLE))
        elif app.trouble:
            left.append((f"Not saved: {cut(app.trouble, width)}", Role.TROUBLE))
        elif self.message:
            left += self.message
        elif app.read_only:
            left += [("W", Role.KEY), (" takes over · ", Role.DIM), (cut(app.read_only, width), Role.TROUBLE)]
        right: Line = []
        if marked := self.marks[self.tab]:
            right.append((f"{len(marked):,} marked  ", Role.KEY))
        if self.view.filter:
            right.append((f"filter: {cut(self.view.filter.text, 40)}  ", Role.KEY))
            right.append((f"{shown:,} of {len(self.snapshot.book):,} ", Role.DIM))
        self.query_one("#message", Band).show([sides(left, right, width)])

    def _tell(self, news: str) -> None:
        if news:
            self.say(news, Role.WARM)

    def say(self, text: str, role: Role = Role.PLAIN) -> None:
        """Say something on the message line, until the next command."""
        self.message = [(cut(text, 300), role)]
        self._show_message()

    # Commands

    def action_do(self, id: str) -> None:  # noqa: A002  # the command's own word
        """Run a command, or say why it can't be run here and now."""
        command = commands.on_tab(BY_ID[id], self.tab)
        if self.too_small:
            return
        self.message = []
        self.invitetui.look()
        if why := self.why_not(command):
            self.say(why)
            return
        getattr(self, f"do_{command.id}")()
        self._show_message()

    def why_not(self, command: Command) -> str | None:
        """Return why a command can't be run here and now, or None where it can."""
        if self.tab not in command.where:
            places = " and ".join(header.TITLES[tab] for tab in Tab if tab in command.where)
            return f"“{command.word}” works on {places}"
        if command.changes and self.invitetui.read_only:
            return self.invitetui.read_only
        if command.needs is Needs.NOTHING:
            return None
        if not (targets := self.targets()):
            return Needs.ROW.value
        if command.needs is Needs.PENDING and not any(
            self.snapshot.standings[uid].pending for uid in targets
        ):
            return Needs.PENDING.value
        return None

    def targets(self) -> tuple[str, ...]:
        """Return whom a command acts on: the marked, also those filtered out of sight, or the cursor's."""
        if marked := [uid for uid in self.marks[self.tab] if uid in self.snapshot.book]:
            shown = {uid: number for number, uid in enumerate(self.table.uids)}
            return tuple(sorted(marked, key=lambda uid: (shown.get(uid, len(shown)), uid)))
        return (uid,) if (uid := self.table.cursor_uid) else ()

    def act(self, action: Action) -> None:
        """Apply an action to the targets; the cursor rests on the next row, the marks are done with."""
        acted_on = frozenset(self.targets())
        self._rest_on = self.table.next_after(acted_on)
        self.marks[self.tab] -= acted_on
        change = self.invitetui.apply(action)
        self.show()
        self.say(f"{change.says} · u undoes" if change else change.says)

    def do_back(self) -> None:
        """Take away the filter, else the marks."""
        if self.view.filter:
            self.cleared_filter = self.view.filter.text
            self.set_filter("")
        elif self.marks[self.tab]:
            self.marks[self.tab] = frozenset()
            self.show()

    def do_filter(self) -> None:
        """Ask for the words."""
        box = self.query_one("#filter", Input)
        box.value = self.view.filter.text
        box.display = True
        self.set_focus(box)  # at once: the next key is a letter of the filter, and no command
        if self.cleared_filter and not box.value:
            self.say("up brings back the last filter")

    def set_filter(self, text: str) -> None:
        """Show only rows that hold these words; what can't be read is said, and changes nothing."""
        try:
            self.views[self.tab] = self.view.filtered(text)
        except FilterError as error:
            self.say(str(error), Role.TROUBLE)
            return
        if self._told_off:
            self.message = []
        self.show()

    @property
    def _told_off(self) -> bool:
        return any(role is Role.TROUBLE for _, role in self.message)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        if event.input.display and (self._told_off or event.value.strip() != self.view.filter.text):
            self.set_filter(event.value)

    def on_input_submitted(self) -> None:
        """Go on in the list, filtered."""
        self.close_filter()

    def on_input_blurred(self) -> None:
        """Put the filter box away when something else was clicked."""
        if self.app.app_focus:  # not when the person looks at another window
            self.query_one("#filter", Input).display = False

    def close_filter(self) -> None:
        """Put the filter box away."""
        self.query_one("#filter", Input).display = False
        self.set_focus(self.table)

    def key_escape(self) -> None:
        """In the filter box: clear the filter and go back to the list."""
        if self.query_one("#filter", Input).has_focus:
            self.cleared_filter = self.view.filter.text or self.cleared_filter
            self.close_filter()
            self.set_filter("")

    def key_up(self) -> None:
        """In the filter box: the last filter that was cleared."""
        box = self.query_one("#filter", Input)
        if box.has_focus and not box.value:
            box.value = self.cleared_filter
            box.cursor_position = len(box.value)

    def do_sort(self) -> None:
        """Order by the next column."""
        self.views[self.tab] = self.view.sorted_by_next()
        self.show()
        self.say(f"by {self.view.sort_by}")

    def do_reverse(self) -> None:
        """Turn the order round."""
        self._sort(self.view.sort_by)

    def _sort(self, sort_by: SortBy) -> None:
        turn = sort_by is self.view.sort_by and not self.view.reverse
        self.views[self.tab] = View(self.tab, self.view.filter, sort_by, turn)
        self.show()

    def go_to(self, tab: Tab) -> None:
        """Show another tab at once: the next key is meant for it."""
        if self.tab is not Tab.STATS:
            self.cursors[self.tab] = self.table.cursor_uid
        self.tab = tab
        self.query_one("#body").display = tab is not Tab.STATS
        if tab is Tab.STATS or self.query("#stats"):
            self.figures.display = tab is Tab.STATS
        self._rest_on = self.cursors[tab]
        if self._rest_on is None:
            self.table.forget()
        self.show()
        self.set_focus(self.figures if tab is Tab.STATS else self.table)

    def do_tab_sent(self) -> None:
        """Show the Sent tab."""
        self.go_to(Tab.SENT)

    def do_tab_stale(self) -> None:
        """Show the Stale tab."""
        self.go_to(Tab.STALE)

    def do_tab_cooling(self) -> None:
        """Show the Cooling Down tab."""
        self.go_to(Tab.COOLING)

    def do_tab_stats(self) -> None:
        """Show the Stats tab."""
        self.go_to(Tab.STATS)

    # What widgets tell

    def on_row_chosen(self, _message: RowChosen) -> None:
        """Show all of the person."""
        self.action_do("details")

    def on_header_clicked(self, message: HeaderClicked) -> None:
        """Order by the column clicked."""
        if self.tab is Tab.SENT:
            self._sort(message.sort_by)

    def on_tab_clicked(self, message: TabClicked) -> None:
        """Show the tab clicked."""
        self.action_do(f"tab_{message.tab}")

    def on_command_clicked(self, message: CommandClicked) -> None:
        """Run the command clicked."""
        self.action_do(message.id)
