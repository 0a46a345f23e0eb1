"""The Stats tab: its figures are worked out in a thread, and shown when they are there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from invitetui.domain.snapshot import Snapshot
from invitetui.ui.screens.in_app import InApp

if TYPE_CHECKING:
    from invitetui.domain.stats import Stats
    from invitetui.ui.present.figures import Figure
    from invitetui.ui.widgets.figure_list import FigureList

_AN_HOUR = timedelta(hours=1)


def _same(one: Snapshot, other: Snapshot) -> bool:
    """Whether the figures of both are the same, but for what an hour does to ages."""
    return (
        one.standings is other.standings and one.rules == other.rules and abs(other.now - one.now) < _AN_HOUR
    )


class StatsTab(InApp):
    """Mixed into the main screen: all that it has to do with figures."""

    _stats: tuple[Snapshot, Stats] | None = None
    """The figures as last worked out, and of what."""
    _working_on: Snapshot | None = None

    @property
    def figures(self) -> FigureList:
        """The figures; their list is made when the tab is first opened, for it takes its time to load."""
        from invitetui.ui.widgets.figure_list import FigureList  # noqa: PLC0415  # not for the first frame

        if not (found := self.query(FigureList)):
            self.mount(made := FigureList(id="stats"), after="#body")
            return made
        return found.first()

    def show_stats(self) -> None:
        """Work the figures out in a thread; until they are there the old ones stay."""
        snapshot = self.snapshot
        if self._stats and _same(self._stats[0], snapshot):
            return
        if self._working_on and _same(self._working_on, snapshot):
            return
        self._working_on = snapshot
        self.call_after_refresh(self.figures.say, "working …")
        self.run_worker(partial(self._work_out, snapshot), thread=True, group="figures")

    def _work_out(self, snapshot: Snapshot) -> None:
        from invitetui.domain.stats import stats  # noqa: PLC0415
        from invitetui.ui.present.figures import figures  # noqa: PLC0415

        found = stats(snapshot)
        shown = figures(found, snapshot)
        self.tell(self._worked_out, snapshot, found, shown)

    def _worked_out(self, snapshot: Snapshot, found: Stats, shown: Sequence[Figure]) -> None:
        """Show the figures, unless the book has changed since: then others are on their way."""
        if self._working_on is snapshot:
            self._working_on, self._stats = None, (snapshot, found)
            self.figures.show(shown)

    def do_figure(self) -> None:
        """Show how the figure under the cursor was made."""
        from invitetui.ui.screens.figure import FigureScreen  # noqa: PLC0415  # not for the first frame

        if self._stats and (figure := self.figures.figure):
            snapshot, stats = self._stats
            self.invitetui.push_screen(FigureScreen(figure, stats, snapshot))

    def do_set_mark(self) -> None:
        """Make the mark under the cursor the person's own."""
        figure = self.figures.figure
        if figure is None or figure.mark_days is None:
            self.say("“set mark” works on a mark of the simulator, the last lines here")
        else:
            self.say(self.invitetui.set_mark(figure.mark_days))
