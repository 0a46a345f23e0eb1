"""What the main screen shows: header, tabs, list, pane, message line and keys; and how one moves there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from invitetui.domain.views import SortBy, Tab, View
from invitetui.ui import commands
from invitetui.ui.commands import BY_ID, NEED_NO_BOOK, SCREEN_COMMANDS, Command, Needs
from invitetui.ui.drawing import DrawnAtOnce, LineCompositor
from invitetui.ui.messages import CommandClicked, Counting, FigureChosen, HeaderClicked, RowChosen, TabClicked
from invitetui.ui.present import header, rows, tour, welcome
from invitetui.ui.present.pieces import Line, Role, cut, keeping_end, sides
from invitetui.ui.screens.stats_tab import StatsTab
from invitetui.ui.widgets.counted import Counted
from invitetui.ui.widgets.days import Days
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.invitation_table import InvitationTable
from invitetui.ui.widgets.lines import Band, KeyBar, TabBar

WIDE = 100
"""From this many columns on, the pane stands beside the list."""
STILL_READING = "One moment: the book is still being read"


class ListScreen(StatsTab, DrawnAtOnce, Screen[None]):
    """The four tabs over one list. What the keys do to invitations stands in `MainScreen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command.binding(f"do('{command.id}')") for command in SCREEN_COMMANDS
    ]

    tab: reactive[Tab] = reactive(Tab.SENT, repaint=False, init=False)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self.header_line = Band(id="header")
        self.tab_bar = TabBar(id="tabs")
        self.table = InvitationTable(id="list")
        self.pane, self.calendar, self.days = (Days(id=id_) for id_ in ("pane", "calendar", "days"))
        self.body = Horizontal(self.table, self.pane, self.calendar, id="body")
        self.filter_box = Field(
            id="filter", placeholder="words, older:14d, priority:low, state:stale, note:no, -word"
        )
        self.message_line = Band(id="message")
        self.key_bar = KeyBar(id="keys")
        self.views = {tab: View(tab) for tab in Tab}
        self.marks: dict[Tab, frozenset[str]] = dict.fromkeys(Tab, frozenset())
        self.cursors: dict[Tab, str | None] = dict.fromkeys(Tab)
        """Where the cursor was on the tabs that are not shown."""
        self._outdated = True
        """Whether the book has changed since it was shown, if it ever was."""
        self._rest_on: str | None = None
        """Where the cursor goes when the list is next shown; as a rule it stays on the same person."""
        self.message: Line = []
        self.filter_trouble = ""
        """What can't be read of the filter that was typed last."""
        self.drafts: dict[str, dict[str, str]] = {}
        self.times = 0
        """The count that was typed before the command that is being run; 0 where there was none."""
        self.at_work = False
        """Whether a command is being run at this moment."""
        self._run_by: dict[tuple[str, Tab], Command] = {}
        """What the key of a command runs on a tab, as far as it was asked for."""
        self.answer: Callable[[], None] | None = None
        """What runs that command again with the answer that was given to its question."""

    @property
    def view(self) -> View:
        """What the list of this tab shows."""
        return self.views[self.tab]

    @property
    def counted(self) -> Counted:
        """The list that has the cursor, and with it the count."""
        return self.figures if self.tab is Tab.STATS else self.table

    def compose(self) -> ComposeResult:
        """Lay the screen out, once it is known what has room: so all is styled once."""
        self._give_room()
        yield self.header_line
        yield self.tab_bar
        yield self.body
        yield self.days
        yield self.filter_box
        yield self.message_line
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the book, and again whenever it changes."""
        self.watch(self.app, "snapshot", self.show, init=False)
        self.watch(self.app, "saving_long", self._show_header, init=False)
        self.watch(self.app, "trouble", self._show_message, init=False)
        self.watch(self.app, "read_only", self.show, init=False)
        self.watch(self.app, "may_be_free", self._show_message, init=False)
        self.watch(self.app, "news", self._tell, init=False)
        self.watch(self.table, "highlighted", self.show_pane, init=False)
        self.table.focus()
        self._go_back_to_where_one_was()

    def _go_back_to_where_one_was(self) -> None:
        """Show the tab that was last shown, in the order that it had."""
        state = self.invitetui.state.state
        if state.sort_by in set(SortBy):
            self.views[Tab.SENT] = View(Tab.SENT, sort_by=SortBy(state.sort_by), reverse=state.reverse)
        if state.tab in set(Tab) and state.tab != Tab.SENT:
            self.go_to(Tab(state.tab))

    def on_resize(self) -> None:
        """Lay it all out anew."""
        self.show()

    # What is shown

    def show(self, *_: object) -> None:
        """Show the snapshot: everything on the screen is read from it.

        What lies wholly under another screen is shown anew when it comes to light again: a list is much
        to work out for nobody to see.
        """
        if not self.is_open or not (size := self.size):
            return
        self._outdated = self._covered
        if self._outdated:
            return
        self._give_room()
        self._show_header()
        width = 0 if self.invitetui.reading else size.width  # no numbers before all are there
        self.tab_bar.show_tabs(header.tabs(self.snapshot, self.tab, width, self.invitetui.keys))
        if self.tab is not Tab.STATS:
            self._show_list(self._rest_on or self.table.cursor_uid)
            self._rest_on = None
        elif not self._waits:
            self.show_stats()
        self.show_pane()
        self._show_message()
        among, empty = self.invitetui.commands, not self.snapshot.book
        self.key_bar.show_commands(self.tab, among, size.width, empty=empty)

    @property
    def _waits(self) -> bool:
        """Whether the rows to be shown are still being read: those that are there at once are the newest."""
        return self.invitetui.reading and self.view != View(Tab.SENT)

    def _give_room(self) -> None:
        """Have the pane shown where there is room for it."""
        self.set_class(self.size.width >= WIDE and bool(self.snapshot.book), "wide")

    @property
    def _covered(self) -> bool:
        return any(not isinstance(screen, ModalScreen) for screen in self.app.screen_stack[1:])

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self._outdated:
            self.show()

    def _show_list(self, cursor_uid: str | None) -> None:
        tab, view, snapshot = self.tab, self.view, self.snapshot
        sections = () if self._waits else view.sections(snapshot)
        first = next((uid for section in sections for uid in section.uids), None)
        sort_by = view.sort_by if tab is Tab.SENT else None
        self.table.show(
            sections,
            cells=lambda uid, width, marked: rows.cells(uid, tab, snapshot, width, marked=marked),
            titles=lambda width: (
                rows.header(tab, width, sort_by, reverse=view.reverse) if snapshot.book else []
            ),
            column_at=partial(rows.column_at, tab),
            marked=self.marks[tab],
            empty=self._when_empty,
            of=(tab, rows.moment(snapshot)),
            made_of=partial(rows.made_of, tab=tab, snapshot=snapshot),
            cursor_uid=cursor_uid or first,
        )

    def _when_empty(self, width: int) -> list[Line]:
        """Return what is said where there are no rows."""
        if self._waits:
            return []
        height, keys = self.table.size.height - 1, self.invitetui.keys
        return welcome.empty(self.view, self.snapshot, width, height, keys, self.filter_trouble)

    def _show_header(self, *_: object) -> None:
        app = self.invitetui
        line = header.today(
            self.snapshot,
            self.size.width,
            saving=app.saving_long,
            read_only=app.read_only is not None,
            keys=app.keys,
        )
        if app.reading:
            line = header.reading()
        self.header_line.show([line])

    def show_pane(self, *_: object) -> None:
        """Show what stands beside the list."""

    def _show_message(self, *_: object) -> None:
        if self.at_work:  # once it is done
            return
        app, width = self.invitetui, self.size.width
        shown = self.table.shown if self.tab is not Tab.STATS else 0
        left: Line = [(" ", Role.PLAIN)]
        if self.too_small:
            left.append(("too small to work in", Role.TROUBLE))
        elif app.trouble:
            left.append((f"Not saved: {cut(app.trouble, width)}", Role.TROUBLE))
        elif digits := self.counted.count:
            left += [
                (cut(digits, 41), Role.KEY),
                (f" times the next key · {self.key('back')} forgets it", Role.DIM),
            ]
        elif self.message:
            left += keeping_end(self.message, width - 1)
        elif app.read_only and app.may_be_free:
            left += [
                (self.key("take_over"), Role.KEY),
                (" takes over: the other invitetui has closed", Role.GOOD),
            ]
        elif app.read_only:
            left += [("W", Role.KEY), (" takes over · ", Role.DIM), (cut(app.read_only, width), Role.TROUBLE)]
        elif hint := self.hint():
            left += hint
        right: Line = []
        if marked := self.marks[self.tab]:
            hidden = len(marked.difference(self.table.uids)) if self.view.filter else 0
            unseen = f", {hidden:,} out of sight" if hidden else ""
            right.append((f"{len(marked):,} marked{unseen}  ", Role.KEY))
        if self.view.filter:
            right.append((f"filter: {cut(self.view.filter.text, 40)}  ", Role.KEY))
            right.append((f"{shown:,} of {len(self.snapshot.book):,} ", Role.DIM))
        self.message_line.show([sides(left, right, width)])

    def hint(self) -> Line:
        """Return the hint of the tour that is due; none where it would take the room of something else."""
        if not (self.invitetui.whole and self.snapshot.book) or self.view.filter or self.marks[self.tab]:
            return []
        return tour.line(self.invitetui.state.state.hints, self.invitetui.keys)

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
        command = self.run_by(id)
        if self.too_small:
            return
        self.message = []
        self.at_work = True
        self.invitetui.look()
        if why := self.why_not(command):
            self.say(why)
        else:
            getattr(self, f"do_{command.id}")()
        self.at_work = False
        self._show_message()

    def run_by(self, id_: str) -> Command:
        """Return what the key of a command runs on this tab."""
        asked = id_, self.tab
        if asked not in self._run_by:
            self._run_by[asked] = commands.on_tab(BY_ID[id_], self.tab, self.invitetui.commands)
        return self._run_by[asked]

    def why_not(self, command: Command) -> str | None:
        """Return why a command can't be run here and now, or None where it can."""
        if self.tab not in command.where:
            places = " and ".join(header.TITLES[tab] for tab in Tab if tab in command.where)
            return f"“{command.word}” works on {places}"
        if not self.invitetui.whole and command.id not in NEED_NO_BOOK:
            return STILL_READING
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
        if marked := self.marks[self.tab]:
            shown = [uid for uid in self.table.uids if uid in marked]
            there = self.snapshot.book.some((*shown, *sorted(marked.difference(shown))))
            if found := tuple(one.uid for one in there if one):
                return found
        return (uid,) if (uid := self.table.cursor_uid) else ()

    def choose(self, title: str, options: dict[str, str], chosen: Callable[[str], None]) -> None:
        """Ask one question with a key for each answer; `chosen` hears the answer, if there is one."""
        from invitetui.ui.screens.choice import ChoiceScreen  # noqa: PLC0415  # not for the first frame

        def answered(key: str | None) -> None:
            if key is not None:
                self.answer = partial(chosen, key)
                chosen(key)

        self.invitetui.push_screen(ChoiceScreen(title, options), answered)

    def do_sort(self) -> None:
        """Order by the next column."""
        self._show_as(self.view.sorted_by_next())
        self.say(f"by {self.view.sort_by}")

    def do_reverse(self) -> None:
        """Turn the order round."""
        self._sort(self.view.sort_by)

    def _sort(self, sort_by: SortBy) -> None:
        turn = sort_by is self.view.sort_by and not self.view.reverse
        self._show_as(View(self.tab, self.view.filter, sort_by, turn))

    def _show_as(self, view: View) -> None:
        self.views[self.tab] = view
        self.invitetui.state.note(sort_by=view.sort_by.value, reverse=view.reverse)
        self.show()

    def go_to(self, tab: Tab) -> None:
        """Show another tab at once: the next key is meant for it."""
        if self.tab is not Tab.STATS:
            self.cursors[self.tab] = self.table.cursor_uid
        self.tab = tab
        self.invitetui.state.note(tab=tab.value)
        self.body.display = tab is not Tab.STATS
        if tab is Tab.STATS or self.query("#stats"):
            self.figures.display = tab is Tab.STATS
        self.filter_trouble = ""
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

    def on_counting(self, _message: Counting) -> None:
        """Show how far the count has come."""
        self._show_message()

    def on_figure_chosen(self, _message: FigureChosen) -> None:
        """Show how the figure was made."""
        self.action_do("figure")

    def on_row_chosen(self, _message: RowChosen) -> None:
        """Show all of the person."""
        self.action_do("details")

    def on_header_clicked(self, message: HeaderClicked) -> None:
        """Order by the column clicked."""
        if why := self.why_not(BY_ID["sort"]):
            self.say(why)
        else:
            self._sort(message.sort_by)

    def on_tab_clicked(self, message: TabClicked) -> None:
        """Show the tab clicked."""
        self.action_do(f"tab_{message.tab}")

    def on_command_clicked(self, message: CommandClicked) -> None:
        """Run the command clicked."""
        self.action_do(message.id)
