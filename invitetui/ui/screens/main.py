"""The main screen's commands: what the keys do to invitations, one short method each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import events

from invitetui.domain.actions import Edit, Record, toggle_kept, toggle_signal
from invitetui.domain.invitation import ON_LIST, Kind
from invitetui.domain.moments import add_days, start_of_day
from invitetui.domain.profile import SENT_PAGE, openable
from invitetui.domain.standing import PRIORITIES, SIGNALS
from invitetui.domain.words import count
from invitetui.ui.commands import BY_ID
from invitetui.ui.dropped import dropped
from invitetui.ui.present.pieces import Role, cut
from invitetui.ui.present.rows import PRIORITY_MARKS
from invitetui.ui.screens.hands import NOW_READ, TYPED_ON
from invitetui.ui.screens.lists import STILL_READING
from invitetui.ui.screens.weekly import WeeklyScreen

_SNOOZES = {"d": ("tomorrow", 1), "w": ("a week", 7), "m": ("a month", 30), "n": ("not at all", 0)}


class MainScreen(WeeklyScreen):
    """The lists with all that can be done there."""

    def on_mount(self) -> None:
        """Wait for the book to be there, and where it is another's, for that one to close."""
        self.watch(self.app, "whole", self._begin)
        self.watch(self.app, "read_only", self._look_whether_free)

    def _look_whether_free(self, *_: object) -> None:
        if self.invitetui.read_only:  # until a key takes over, each one asks whether it could
            self.watch(self.table, "highlighted", self.invitetui.look_outside, init=False)

    def _begin(self) -> None:
        """Say what is odd, at first and once the book is there; then ask about pages never answered for."""
        if self.invitetui.whole and self.message == [(STILL_READING, Role.PLAIN)]:
            self.say(NOW_READ)
        self._tell_notices()
        if self.invitetui.whole and self.snapshot.opened and not self.invitetui.read_only:
            self.call_after_refresh(self._ask_first)

    def _ask_first(self, refused_at: float = float("-inf")) -> None:
        """Ask about pages that were opened and never answered for, once nobody types on too early."""
        if self._refused_at != refused_at:
            self.set_timer(TYPED_ON, partial(self._ask_first, self._refused_at))
        elif self.is_active:
            self.do_today()

    def _tell_notices(self) -> None:
        if not (notices := self.invitetui.notices):
            return
        others = f" · and {len(notices) - 1} more: {self.key('settings')} shows them"
        more = others if len(notices) > 1 else ""
        first = cut(notices[0], max(20, self.size.width - len(more) - 2)) if more else notices[0]
        self.say(f"{first}{more}", Role.TROUBLE)

    def do_first(self) -> None:
        """Put them first in the plan."""
        self.act(Record(self.pending_targets(), Kind.FIRST))

    def do_keep(self) -> None:
        """Keep them, or no longer."""
        self.act(toggle_kept(self.snapshot, self.pending_targets()))

    def do_withdrawn(self) -> None:
        """They were withdrawn on LinkedIn."""
        self.act(Record(self.pending_targets(), Kind.WITHDRAWN))

    def do_accepted(self) -> None:
        """They were accepted."""
        self.act(Record(self.targets(), Kind.ACCEPTED))

    def do_gone(self) -> None:
        """They are gone from LinkedIn's list."""
        self.act(Record(self.pending_targets(), Kind.GONE))

    def do_snooze(self) -> None:
        """Ask for how long, and put them out of sight."""
        today = self.snapshot.today

        def snooze(key: str) -> None:
            _, days = _SNOOZES[key]
            until = start_of_day(add_days(today, days), self.snapshot.zone) if days else self.snapshot.now
            self.act(Record(self.pending_targets(), Kind.SNOOZED, until=until))

        self.choose("snooze", {key: word for key, (word, _) in _SNOOZES.items()}, snooze)

    def do_priority(self) -> None:
        """Ask which, and give it."""
        keys = {priority[0]: f"{PRIORITY_MARKS[priority]} {priority}" for priority in PRIORITIES}
        named = {priority[0]: priority for priority in PRIORITIES}
        self.choose(
            "priority",
            {**keys, "n": "none"},
            lambda key: self.act(Record(self.targets(), Kind.PRIORITY, value=named.get(key))),
        )

    def do_signal(self) -> None:
        """Ask which, and give it or take it away."""
        self.choose(
            "signal",
            SIGNALS,
            lambda key: self.act(toggle_signal(self.snapshot, self.pending_targets(), key)),
        )

    def do_open(self) -> None:
        """Open the page of the one under the cursor, and remember that an answer is due."""
        uid = self.table.cursor_uid
        if uid is None:
            return
        snapshot, asks = self.snapshot, self.snapshot.standings[uid].pending
        address = openable(snapshot.book[uid].url)
        if asks and snapshot.views_today >= snapshot.rules.profile_views_a_day:
            address = SENT_PAGE
        if asks:
            how = ON_LIST if address == SENT_PAGE else None
            self.invitetui.apply(Record([uid], Kind.OPENED, value=how))
        then = f": withdraw there, then say what happened · {self.key('undo')} undoes" if asks else ""
        page = "Sent page opened" if address == SENT_PAGE else "Page opened"
        self.open_page(
            address, lambda worked: self.say(f"{page}{then}" if worked else f"Open by hand: {address}")
        )

    def do_details(self) -> None:
        """Show all that is known of the one under the cursor."""
        from invitetui.ui.screens.details import DetailsScreen  # noqa: PLC0415  # not for the first frame

        if uid := self.table.cursor_uid:
            self.invitetui.push_screen(DetailsScreen(uid))

    def do_edit(self) -> None:
        """Correct what is known of the one under the cursor; what was typed and left comes back."""
        from invitetui.ui.screens.edit import EditScreen  # noqa: PLC0415  # not for the first frame

        uid = self.table.cursor_uid
        if uid is None:
            return

        def edited(fields: tuple[bool, dict[str, str]] | None) -> None:
            if fields is None:
                return
            done, typed = fields
            if done:
                self.drafts.pop(uid, None)
                change = self.invitetui.apply(Edit(uid, **typed))
                self.say(self.undoable(change))
            else:
                self.drafts[uid] = typed

        self.invitetui.push_screen(EditScreen(self.snapshot.book[uid], self.drafts.get(uid)), edited)

    def do_reinvite(self) -> None:
        """Write the note for another invitation to the one under the cursor, or say why there is none now."""
        from invitetui.domain.reinvitation import refusal  # noqa: PLC0415  # not for the first frame
        from invitetui.ui.screens.reinviting import ReinviteScreen  # noqa: PLC0415

        uid = self.table.cursor_uid
        if uid is None:
            return
        if why := refusal(uid, self.snapshot):
            self.say(why)
        else:
            self.invitetui.push_screen(ReinviteScreen(uid), lambda says: self.say(says) if says else None)

    def do_check(self) -> None:
        """Check a list of people before they are invited."""
        from invitetui.ui.screens.checking import CheckScreen  # noqa: PLC0415  # not for the first frame

        self.invitetui.push_screen(CheckScreen())

    def do_questions(self) -> None:
        """Ask about those of whom only the person can say what became of them."""
        from invitetui.domain.questions import questions  # noqa: PLC0415  # not for the first frame
        from invitetui.ui.screens.questions import QuestionsScreen  # noqa: PLC0415

        if queue := questions(self.snapshot):
            self.invitetui.push_screen(QuestionsScreen(queue))
        else:
            self.say("There are no questions")

    def _rows(self) -> str:
        from invitetui.report import shapes  # noqa: PLC0415  # not for the first frame

        return shapes.rows_as_csv([shapes.row(uid, self.snapshot) for uid in self.table.uids])

    def do_copy(self) -> None:
        """Copy the rows shown to the clipboard."""
        if shown := self.table.shown:
            self.invitetui.copy_to_clipboard(self._rows())
            self.say(f"{count(shown, 'row')} copied, as CSV")
        else:
            self.say("There are no rows to copy")

    def do_write_out(self) -> None:
        """Write the rows shown to a new file, off the event loop."""
        from invitetui.ui.screens.importing import start_folder  # noqa: PLC0415  # not for the first frame
        from invitetui.ui.written import write_new  # noqa: PLC0415

        folder, day, text = start_folder(self.invitetui.start_in), self.snapshot.today, self._rows()

        def work() -> None:
            self.tell(self.say, write_new(folder, f"invitetui-{self.tab}-{day}", text))

        self.invitetui.run_worker(work, thread=True, group="writing out")

    def do_save(self) -> None:
        """Try again to save."""
        self.invitetui.save_again()
        self.say("Saving" if self.invitetui.saving else "Everything is saved")

    def do_import(self) -> None:
        """Read what LinkedIn gives."""
        self._import()

    def _import(self, path: Path | None = None) -> None:
        from invitetui.ui.screens.importing import ImportScreen  # noqa: PLC0415  # not for the first frame

        self.invitetui.push_screen(ImportScreen(path), lambda says: self.say(says) if says else None)

    def on_paste(self, event: events.Paste) -> None:
        """Offer to import a file that was dropped here; other text does nothing, and that is said."""
        event.stop()
        if self.too_small or not event.text.strip():
            return
        if why := self.why_not(BY_ID["import"]):
            self.say(why)
        elif (path := dropped(event.text)) is not None:
            self._import(path)
        else:
            takes = (
                f"{self.key('import')} takes a copied Sent page or an archive, {self.key('filter')} filters"
            )
            self.say(f"Pasted text does nothing here · {takes}")

    def pasted(self, keys: int) -> str:
        """Return what to say of so many keys that came as pasted text, and what takes text here."""
        filters = f", {self.key('filter')} filters" if self.tab in BY_ID["filter"].where else ""
        return f"{super().pasted(keys)} · {self.key('import')} imports{filters}"

    def do_backups(self) -> None:
        """Show the backups, to bring one back as a step that can be undone."""
        from invitetui.ui.screens.backups import BackupsScreen  # noqa: PLC0415  # not for the first frame

        if self.invitetui.file is None:
            self.say("There is no file behind this book")
        else:
            self.invitetui.push_screen(BackupsScreen(), lambda says: self.say(says) if says else None)

    def do_take_over(self) -> None:
        """Write to the file after all, if whoever held it has gone."""
        if self.invitetui.read_only is None or self.invitetui.reopen is None:
            self.say("The file is yours already")
        else:
            self.say(self.invitetui.take_over(self.invitetui.reopen))

    def do_settings(self) -> None:
        """Show the settings, to change them."""
        self.show_settings()

    def show_settings(self, key: str | None = None) -> None:
        """Show the settings with the cursor on the one of that key."""
        from invitetui.ui.screens.settings import SettingsScreen  # noqa: PLC0415  # not for the first frame

        self.invitetui.push_screen(SettingsScreen(key))

    def do_demo(self) -> None:
        """Leave for a made-up book; leaving that one leads back here."""
        if self.invitetui.made_up:
            self.say(f"This is the made-up book; {self.key('quit')} leaves it")
        elif self.invitetui.trouble:
            self.say("Not before everything here is saved")
        else:
            self.invitetui.wants_demo = True
            self.invitetui.leave()

    def do_help(self) -> None:
        """Show the keys that work here."""
        from invitetui.ui.screens.help import HelpScreen  # noqa: PLC0415  # not for the first frame

        self.invitetui.push_screen(HelpScreen())

    def do_palette(self) -> None:
        """Show every command by name."""
        self.invitetui.action_command_palette()

    def do_quit(self) -> None:
        """Save and leave; what can't be saved is not lost without being asked about."""
        if not self.invitetui.trouble:
            self.invitetui.leave()
            return
        chosen = {"r": self.invitetui.leave, "L": self.invitetui.exit}
        self.choose("not saved", {"r": "try again", "L": "leave and lose it"}, lambda key: chosen[key]())
