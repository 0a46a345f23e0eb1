"""The filter box, and the filters that are kept under a digit."""

from __future__ import annotations

from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import FilterError, Tab, View
from invitetui.state import StateError
from invitetui.ui.present.pieces import Role, cut, plain
from invitetui.ui.screens.beside import PanedLists

DIGITS = "123456789"
"""Under which filters are kept."""

_UP = "up brings back the last filter"


class FilteredLists(PanedLists):
    """The lists with what shows only some of their rows."""

    cleared_filter = ""
    """The filter that was last taken away, so that typed text is never lost."""
    _matches: tuple[tuple[Tab, str, Snapshot], frozenset[str]] | None = None

    def do_filters(self) -> None:
        """Offer the kept filters by their digits, to keep the one in force, and to forget one."""
        kept = self.invitetui.state.state.filters
        options = {digit: cut(kept[digit], 40) for digit in DIGITS if digit in kept}
        text = self.view.filter.text
        if text and text not in kept.values() and len(options) < len(DIGITS):
            options["+"] = f"keep “{cut(text, 30)}”"
        if kept:
            options["-"] = "forget one"
        if options:
            self.choose("filters", options, self._use_filter)
        else:
            told = f"type one with {self.key('filter')} and keep it with {self.key('filters')} and +"
            self.say(f"No filter is kept yet: {told}")

    def _use_filter(self, key: str) -> None:
        kept = self.invitetui.state.state.filters
        if key == "+":
            digit = next(digit for digit in DIGITS if digit not in kept)
            self._keep_filters(
                {**kept, digit: self.view.filter.text}, f"Kept: {self.key('filters')} {digit} brings it back"
            )
        elif key == "-":
            options = {digit: cut(kept[digit], 40) for digit in DIGITS if digit in kept}
            self.choose("forget", options, self._forget_filter)
        else:
            self.set_filter(kept[key])

    def _forget_filter(self, digit: str) -> None:
        kept = self.invitetui.state.state.filters
        left = {known: text for known, text in kept.items() if known != digit}
        self._keep_filters(left, f"“{cut(kept[digit], 40)}” is no longer kept")

    def _keep_filters(self, filters: dict[str, str], says: str) -> None:
        try:
            self.invitetui.state.change(filters=filters)
        except StateError as error:
            says = f"{says}. Only until you leave: {error}"
        self.say(says)

    def do_next_match(self) -> None:
        """Go to the next row that holds the words of the filter, or of the last one."""
        self._go_to_match(1)

    def do_previous_match(self) -> None:
        """Go to the row before that holds them."""
        self._go_to_match(-1)

    def _go_to_match(self, step: int) -> None:
        text = self.view.filter.text or self.cleared_filter
        if not text:
            goes = f"{self.key('next_match')} goes to the next row that holds the words of a filter"
            self.say(f"{goes}: type one with {self.key('filter')}")
            return
        for _ in range(self.times or 1):
            found = next((uid for uid in self.table.walk(step) if uid in self._matching(text)), None)
            if found is None:
                self.say(f"No other row holds “{cut(text, 60)}”")
                return
            self.table.go_to(found)

    def _matching(self, text: str) -> frozenset[str]:
        """Return who is found by a filter on this tab, as last worked out where nothing has changed."""
        of = (self.tab, text, self.snapshot)
        if self._matches is None or self._matches[0][:2] != of[:2] or self._matches[0][2] is not of[2]:
            sections = View(self.tab).filtered(text).sections(self.snapshot)
            self._matches = of, frozenset(uid for section in sections for uid in section.uids)
        return self._matches[1]

    def jump_to(self, uid: str) -> None:
        """Put the cursor on that invitation: here, else without the filter, else on the Sent tab."""
        if self.tab is Tab.STATS or self.table.number_of(uid) is None:
            if self.view.filter:
                self.do_back()
            if self.tab is Tab.STATS or self.table.number_of(uid) is None:
                self.go_to(Tab.SENT)
                if self.view.filter:
                    self.do_back()
        self.table.go_to(uid)

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
        box = self.filter_box
        box.value = self.view.filter.text
        box.display = True
        self.set_focus(box)  # at once: the next key is a letter of the filter, and no command
        if self.cleared_filter and not box.value:
            self.say(_UP)

    def set_filter(self, text: str) -> None:
        """Show only rows that hold these words; what can't be read is said, and changes nothing."""
        try:
            self.views[self.tab] = self.view.filtered(text)
        except FilterError as error:
            self.filter_trouble = str(error)
            self.show()
            self.say(str(error), Role.TROUBLE)
            return
        if self._told_off:
            self.message = []
        self.filter_trouble = ""
        self.show()

    @property
    def _told_off(self) -> bool:
        return any(role is Role.TROUBLE for _, role in self.message)

    def on_mount(self) -> None:
        """Filter as it is typed, at once: the letter and the rows that hold it are one frame."""
        self.watch(self.filter_box, "value", self._filter_typed, init=False)

    def _filter_typed(self, text: str) -> None:
        shown = self.filter_box.display
        if shown and (self._told_off or text.strip() != self.view.filter.text):
            self.set_filter(text)

    def on_input_submitted(self) -> None:
        """Go on in the list, filtered."""
        self.close_filter()

    def on_input_blurred(self) -> None:
        """Put the filter box away when something else was clicked."""
        if self.app.app_focus:  # not when the person looks at another window
            self.filter_box.display = False

    def close_filter(self) -> None:
        """Put the filter box away."""
        self.filter_box.display = False
        self.set_focus(self.table)
        if plain(self.message) == _UP:
            self.message = []
            self._show_message()

    def key_escape(self) -> None:
        """In the filter box: clear the filter and go back to the list."""
        if self.filter_box.has_focus:
            self.cleared_filter = self.view.filter.text or self.cleared_filter
            self.close_filter()
            self.set_filter("")

    def key_up(self) -> None:
        """In the filter box: the last filter that was cleared."""
        box = self.filter_box
        if box.has_focus and not box.value:
            box.value = self.cleared_filter
            box.cursor_position = len(box.value)
