"""The app under a pilot: keys and clicks go in, the screen comes out as lines of text."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerCancelled

from invitetui.demo import demo_book
from invitetui.domain.book import Book, Edits
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.profile import HOME
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import Tab
from invitetui.session import Session
from invitetui.state import StateFile
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.present.tour import HINTS
from invitetui.ui.screens.main import MainScreen
from invitetui.ui.widgets.invitation_table import InvitationTable
from tests.keepers import Keeping

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning."""
WIDE, USUAL = (120, 40), (80, 24)
ENOUGH = (120, 22)
"""Room for the pane and for some rows: what is smaller is drawn sooner."""
PATIENCE = 60.0
"""Seconds to wait for what has to come, on a machine that has much else to do."""
_ROUNDS = 2
_OURS = ("browser", "saving", "backup", "import", "figures", "again", "guard")
"""The workers that end; the folder tree has one that never does."""


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.ticks = 0.0
        """Seconds that pass between two keys."""

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


class Keeper:
    """Stands for the file: what was kept, and how keeping goes."""

    def __init__(self) -> None:
        self.kept: dict[str, Invitation | None] = {}
        self.saves = 0
        self.trouble: Exception | None = None
        self.free = threading.Event()
        self.free.set()

    def __call__(self, edits: Edits) -> None:
        self.saves += 1
        assert self.free.wait(PATIENCE)
        if self.trouble:
            raise self.trouble
        self.kept.update(edits)


class Ui:
    """One run of the app."""

    def __init__(
        self, app: InvitetuiApp, pilot: Pilot[None], clock: Clock, keeper: Keeper, opened: list[str]
    ) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.keeper = keeper
        self.opened = opened
        """The addresses that the browser was given."""

    # What is done

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before it has been answered."""
        for key in keys:
            self.clock.ticks += 1
            self.send(key)
            await self.quiet()
        await self.settle()

    async def apart(self, keys: str, seconds: float) -> None:
        """Press keys so many seconds apart, each once the one before it has been answered."""
        for key in keys:
            self.clock.ticks += seconds
            self.send(key)
            await self.quiet()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than any of them can be answered."""
        self.clock.ticks += 1
        for key in keys:
            self.send(key)
        await self.settle()

    def send(self, key: str) -> events.Key:
        """Let the terminal report a key, by Textual's name for it or by its character."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = key if len(key) == 1 else _CHARACTERS.get(key)
        event = events.Key(name, character)
        event.time = self.clock.ticks  # when the terminal reports it
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)
        return event

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste into what has the focus."""
        assert self.app.focused
        self.app.focused.post_message(events.Paste(text))
        await self.settle()

    async def click(self, text: str, within: str | None = None) -> None:
        """Click on the first cell of `text`."""
        region = self.app.screen.query_one(within).region if within else self.app.screen.region
        for y in range(region.y, region.bottom):
            before, found, _ = self.text_of(Region(region.x, y, region.width, 1)).partition(text)
            if found:
                await self.pilot.click(offset=(region.x + cell_len(before), y))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    async def settle(self) -> None:
        """Wait until all that was started has come to its end."""
        await self.quiet()
        while self.keeper.free.is_set():
            busy = [w for w in self.app.workers if w.group in _OURS and not w.is_finished]
            if not busy and (self.gone or not self.app.saving):
                break
            with suppress(WorkerCancelled):  # the app has ended meanwhile
                await (self.app.workers.wait_for_complete(busy) if busy else asyncio.sleep(0.001))
            await self.quiet()

    async def quiet(self) -> None:
        """Wait until no message is under way; quicker than the pilot's own pause, which watches the CPU."""
        rounds, end = 0, time.monotonic() + PATIENCE
        while rounds < _ROUNDS and not self.gone:
            assert time.monotonic() < end, f"it never comes to rest:\n{self.text}"
            await self.pilot._wait_for_screen()
            await asyncio.sleep(0)
            screen = self.app.screen
            screen._on_timer_update()
            pumps = [self.app, *screen.walk_children(with_self=True)]
            under_way = any(pump._message_queue.qsize() + len(pump._next_callbacks) for pump in pumps)
            rounds = 0 if under_way or screen._callbacks else rounds + 1

    @property
    def gone(self) -> bool:
        """Whether the app has ended, well or not."""
        return any((self.app._exit, self.app._exception))

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"still not so:\n{self.text}"
            await asyncio.sleep(0)
            await self.quiet()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    # What is shown

    def strips(self, region: Region | None = None) -> list[Strip]:
        visible_screen_stack.set(self.app._background_screens)
        strips = self.app.screen._compositor.render_strips()
        if region is None:
            return strips
        return [cropped(strip, region.x, region.right) for strip in strips[region.y : region.bottom]]

    def text_of(self, region: Region | None = None) -> str:
        return "\n".join(text_in(strip) for strip in self.strips(region))

    @property
    def lines(self) -> list[str]:
        """The whole screen, line by line."""
        return [text_in(strip).rstrip() for strip in self.strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The whole screen as one run of words, as if nothing were wrapped."""
        return " ".join(self.text.split())

    def part(self, selector: str) -> list[str]:
        """Return the lines of one widget."""
        widget: Widget = self.app.screen.query_one(selector)
        return [text_in(strip).rstrip() for strip in self.strips(widget.region)] if widget.display else []

    def line(self, text: str) -> str:
        """Return the one line that holds `text`."""
        found = [line for line in self.lines if text in line]
        assert len(found) == 1, f"{text!r} is on {len(found)} lines:\n{self.text}"
        return found[0]

    @property
    def header(self) -> str:
        return self.part("#header")[0]

    @property
    def tabs(self) -> str:
        return self.part("#tabs")[0]

    @property
    def message(self) -> str:
        return self.part("#message")[0].strip()

    @property
    def footer(self) -> str:
        return self.part("#keys")[0].strip()

    @property
    def titles(self) -> str:
        return self.part("#list")[0]

    @property
    def rows(self) -> list[str]:
        """The lines of the list below its titles."""
        return [line for line in self.part("#list")[1:] if line]

    @property
    def names(self) -> list[str]:
        """Who is in the list, top to bottom."""
        return [self.book[uid].name for uid in self.table.uids]

    @property
    def cursor(self) -> str:
        """The name under the cursor; it has to be in view, and the only row that bears the sign."""
        uid = self.table.cursor_uid
        name = self.book[uid].name if uid else ""
        signed = [row for row in self.rows if row[1:2] == "›"]
        assert len(signed) == bool(uid), f"the cursor is on {len(signed)} rows:\n{self.text}"
        assert not uid or name.split()[0] in signed[0]
        return name

    @property
    def marked(self) -> list[str]:
        """The rows in view that bear the mark."""
        return [row for row in self.rows if row.startswith("▌")]

    # What is behind it

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def table(self) -> InvitationTable:
        return self.main.query_one(InvitationTable)

    @property
    def tab(self) -> Tab:
        return self.main.tab

    @property
    def filter(self) -> Input:
        return self.main.query_one("#filter", Input)

    @property
    def snapshot(self) -> Snapshot:
        return self.app.session.snapshot

    @property
    def book(self) -> Book:
        return self.snapshot.book

    def kinds(self, uid: str) -> list[str]:
        """What is recorded of one invitation, in order."""
        return [event.kind for event in self.book[uid].events]


_CHARACTERS = {
    "space": " ",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "asterisk": "*",
    "tab": "\t",
    "enter": "\r",
}
"""What the keys with a name of their own type."""


def toured() -> StateFile:
    """Return the state of a person who knows the hints."""
    state = StateFile()
    state.note(hints=len(HINTS))
    return state


@asynccontextmanager
async def running(
    book: Book | Iterable[Invitation] | None = None,
    *,
    size: tuple[int, int] = ENOUGH,
    now: datetime = NOW,
    zone: tzinfo = UTC,
    rules: Rules | None = None,
    browser: bool = True,
    toasts: bool = False,
    clock: Clock | None = None,
    keeper: Keeper | None = None,
    session: Session | None = None,
    **more: Any,
) -> AsyncIterator[Ui]:
    """Run the app on a book: the demo's, where none is given."""
    if book is None:
        book = demo_book(now)
    elif not isinstance(book, Book):
        book = Book.of(book)
    clock, keeper, opened = clock or Clock(now), keeper or Keeper(), list[str]()

    def opener(address: str) -> bool:
        opened.append(address)
        return browser

    more.setdefault("state", toured())
    session = session or Session(book, clock=clock, zone=zone, rules=rules, keeper=Keeping(keeper))
    app = InvitetuiApp(session, opener=opener, ticks=lambda: clock.ticks, **more)
    async with app.run_test(size=size, tooltips=True, notifications=toasts) as pilot:
        ui = Ui(app, pilot, clock, keeper, opened)
        await ui.settle()
        yield ui
        keeper.free.set()


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until something holds, in an app that was not started by `running`."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came about"
        await pilot.pause(0.01)


def text_in(strip: Strip) -> str:
    """Return what is read of a strip: all but the codes that move the cursor."""
    return "".join(segment.text for segment in strip if not segment.control)


def cropped(strip: Strip, start: int, end: int) -> Strip:
    """Return the cells from `start` to `end`."""
    *_, segments = Segment.divide(strip, [start, end])
    return Strip(segments, end - start)


def sent(name: str, days: float, /, *events: Event, **fields: Any) -> Invitation:
    """Return an invitation to `name`, sent so many days ago; its uid is the name without capitals."""
    slug = "-".join(name.casefold().split())
    at = NOW - timedelta(days=days)
    given: Mapping[str, Any] = {
        "uid": slug,
        "name": name,
        "url": HOME + slug,
        "sent_earliest": at,
        "sent_latest": at,
        "events": events,
    }
    return Invitation(**{**given, **fields})


def event(kind: Kind, days_ago: float = 0.0, value: str | None = None, **fields: Any) -> Event:
    return Event(kind, NOW - timedelta(days=days_ago), value=value, **fields)


def crowd(count: int, days: float = 1) -> list[Invitation]:
    """Return invitations to `Person 000`, `Person 001`, …, the first the newest."""
    return [sent(f"Person {number:03d}", days + number / 100) for number in range(count)]


def few() -> list[Invitation]:
    """Return one of each age and each end, newest first, as the Sent tab lists them."""
    return [
        sent("Priya Tanaka", 2, event(Kind.PRIORITY, 1, "high"), headline="Data lead at Brightwork"),
        sent("Søren Rådström", 9, headline="Founder, Norrsken Labs", source="PyData meetup"),
        sent("Umut Yıldız", 12, event(Kind.ACCEPTED, 9), headline="Head of Data"),
        sent(
            "Old Colleague",
            17,
            headline="Analyst",
            sent_earliest=NOW - timedelta(days=20),
            sent_latest=NOW - timedelta(days=13),
        ),
        sent("Ada Okafor", 16, event(Kind.PRIORITY, 1, "low"), headline="CTO at Kiln", note="Hi Ada"),
        sent("李雷", 17, headline="Staff engineer"),
        sent("Giulia Fernández", 35, event(Kind.KEPT, 1), headline="Recruiter"),
        sent("Jamal Petrov", 36, event(Kind.SIGNAL, 1, "z"), headline="VP Sales at Lumen"),
        sent("Rosa Quispe", 63, headline="Designer"),
        sent("Mei Haugen", 64, event(Kind.WITHDRAWN, 14), note="Hi Mei"),
        sent("Kwame Mensah", 65, event(Kind.WITHDRAWN, 25), event(Kind.PRIORITY, 30, "high")),
    ]
