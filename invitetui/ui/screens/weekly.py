"""The commands of the weekly sitting: the audit, the calendar, the sitting, restrictions and the brief."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from invitetui.domain.actions import Change, Record
from invitetui.domain.invitation import Kind
from invitetui.domain.moments import start_of_day
from invitetui.domain.views import Tab
from invitetui.ui.commands import BY_ID
from invitetui.ui.messages import DayClicked
from invitetui.ui.screens.hands import Hands

if TYPE_CHECKING:
    from invitetui.ui.screens.calendar import Chosen


class WeeklyScreen(Hands):
    """The lists with what plans and paces; each screen is loaded when it is first asked for."""

    def pending_targets(self) -> tuple[str, ...]:
        """Return those of the targets that still wait for an answer."""
        found = self.snapshot.candidates(self.targets())
        return tuple(invitation.uid for invitation, stands in found if stands.pending)

    def do_audit(self) -> None:
        """Rate everyone who is pending and has no priority."""
        from invitetui.domain.audit import audit  # noqa: PLC0415  # not for the first frame
        from invitetui.ui.screens.audit import AuditScreen  # noqa: PLC0415

        if (found := audit(self.snapshot)).queue:
            self.invitetui.push_screen(AuditScreen(found))
        elif found.total:
            self.say("Everyone who is pending has a priority: the audit is done")
        else:
            self.say("Nobody is pending")

    def do_today(self) -> None:
        """Start today's sitting; what speaks against it is said first, and the person decides."""
        from invitetui.ui.present.card import nothing_today, why_not_now  # noqa: PLC0415
        from invitetui.ui.screens.sitting import SittingScreen  # noqa: PLC0415  # not for the first frame

        snapshot = self.snapshot
        why_not = why_not_now(snapshot)
        queue = snapshot.sitting
        if why_not and not snapshot.pace.works(snapshot.today):
            queue = snapshot.sitting_ahead
        if queue:
            self.invitetui.push_screen(SittingScreen(queue, why_not))
        else:
            self.say(nothing_today(snapshot))

    def do_calendar(self) -> None:
        """Put the cursor into the calendar."""
        self._look_at(None)

    def _look_at(self, day: date | None) -> None:
        from invitetui.ui.screens.calendar import CalendarScreen  # noqa: PLC0415

        def chosen(answer: Chosen | None) -> None:
            if answer and answer.uid:
                self.rest_on(answer.uid)

        self.invitetui.push_screen(CalendarScreen(day), chosen)

    def on_day_clicked(self, message: DayClicked) -> None:
        """Put the cursor into the calendar, on the day that was clicked."""
        if why := self.why_not(BY_ID["calendar"]):
            self.say(why)
            return
        self.message = []
        self._look_at(message.day)

    def do_move(self) -> None:
        """Choose another day for them in the calendar."""
        from invitetui.ui.screens.calendar import CalendarScreen  # noqa: PLC0415

        uids = self.pending_targets()

        def move_to(day: date | None) -> None:
            until = start_of_day(day, self.snapshot.zone) if day else None
            self.act(Record(self.pending_targets(), Kind.MOVED, until=until))

        def chosen(answer: Chosen | None) -> None:
            if answer:
                self.answer = partial(move_to, answer.day)
                move_to(answer.day)

        day = self.snapshot.plan.day_of.get(uids[0])
        self.invitetui.push_screen(CalendarScreen(day, uids), chosen)

    def do_pause(self) -> None:
        """Ask for how long the plan rests."""
        from invitetui.ui.screens.pausing import pause_from  # noqa: PLC0415

        def paused(change: Change) -> None:
            self.show()
            self.say(self.undoable(change))

        pause_from(self, self.snapshot.today, paused)

    def do_restriction(self) -> None:
        """Record that LinkedIn restricted the person, or that it has lifted."""
        from invitetui.ui.screens.restriction import RestrictionScreen  # noqa: PLC0415

        self.invitetui.push_screen(RestrictionScreen(), lambda says: self.say(says) if says else None)

    def do_brief(self) -> None:
        """Show the outreach brief, and go on with what was chosen there."""
        from invitetui.ui.screens.brief import BriefScreen  # noqa: PLC0415

        self.invitetui.push_screen(BriefScreen(), lambda id_: self.action_do(id_) if id_ else None)

    def rest_on(self, uid: str) -> None:
        """Go to the Stale tab, with the cursor on that person."""
        if self.tab is not Tab.STALE:
            self.go_to(Tab.STALE)
        self._rest_on = uid
        self.show()
