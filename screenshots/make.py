"""Make the README's pictures: `python screenshots/make.py` runs the demo at a fixed moment, by keyboard.

The stills are SVG. The weekly sitting is an animated SVG: its frames lie upon one another, and CSS shows
each in its turn; a browser that does not animate shows the first.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning."""

LIST = "\n".join(
    (
        "Hamza Horáková",
        "https://www.linkedin.com/in/umut-lefèvre-152",
        "Søren Sørensen",
        "Hana Yıldız",
        "Ada Lovelace",
        "Søren Eze",
        "https://www.linkedin.com/in/grace-hopper",
        "Freya Mensah",
    )
)
"""People whom somebody is about to invite."""

PAGE = "paste the Sent page"
"""Stands for a paste of what LinkedIn's Sent page shows, see `sent_page`."""

PICTURES: dict[str, tuple[tuple[int, int], list[str]]] = {
    "sent": ((120, 34), ["j", "j", "j", "space", "space"]),
    "stale": ((120, 34), ["2"]),
    "cooling": ((120, 34), ["3"]),
    "vain": ((120, 34), ["3", "G"]),
    "stats": ((120, 34), ["4"]),
    "simulator": ((80, 24), ["4", "G", "k", "k"]),
    "sitting": ((80, 24), ["2", "t"]),
    "audit": ((80, 24), ["A", "z"]),
    "calendar": ((80, 24), ["2", "c", "l", "l"]),
    "brief": ((80, 24), ["b"]),
    "restriction": (
        (80, 24),
        ["exclamation_mark", "1", *"You've reached the weekly limit", "enter", "exclamation_mark"],
    ),
    "settings": ((80, 24), ["comma"]),
    "again": (
        (120, 34),
        [
            "3",
            "r",
            "2",
            "z",
            *"tokyo",
            "enter",
            "t",
            "1",
            *"we moved to Lagos",
            "tab",
            *"you ask for talks",
            "escape",
        ],
    ),
    "import": ((120, 34), ["i", PAGE]),
    "questions": ((80, 24), ["i", PAGE, "enter", "Q"]),
    "guard": ((80, 24), ["C", f"paste {LIST}"]),
    "help": ((80, 24), ["question_mark"]),
    "narrow": ((80, 24), ["2"]),
}
"""Each picture's size in cells, and the keys that lead to it; `paste` and a text is pasted."""

WEEK: list[tuple[str, float]] = [
    ("", 1.6),
    ("2", 1.8),
    ("j", 0.6),
    ("j", 0.6),
    ("space", 0.8),
    ("w", 1.8),
    ("t", 2.2),
    ("o", 1.8),
    ("d", 2.0),
    ("escape", 1.2),
    ("3", 2.4),
    ("4", 2.6),
]
"""The weekly sitting: each key, and for how many seconds its answer is shown."""


@asynccontextmanager
async def demo(size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """Run the demo at the fixed moment."""
    from invitetui.clock import fixed  # noqa: PLC0415  # after the zone is set
    from invitetui.demo import demo_book  # noqa: PLC0415
    from invitetui.session import Session  # noqa: PLC0415
    from invitetui.state import StateFile  # noqa: PLC0415
    from invitetui.ui.app import InvitetuiApp  # noqa: PLC0415

    session = Session(demo_book(NOW), clock=fixed(NOW), zone=UTC)
    state = StateFile()
    state.note(hints=1_000)  # the tour has been seen
    ticks = iter(range(1_000_000))  # a hand that takes its time: a second between any two looks at the clock
    app = InvitetuiApp(session, state=state, opener=lambda _address: True, ticks=lambda: float(next(ticks)))
    async with app.run_test(size=size) as pilot:
        yield pilot


def sent_page() -> str:
    """Return the Sent page of the demo's person as text: three have vanished from it, and two are new."""
    from invitetui.demo import demo_book  # noqa: PLC0415
    from invitetui.domain.rules import Rules  # noqa: PLC0415
    from invitetui.domain.snapshot import Snapshot  # noqa: PLC0415

    snapshot = Snapshot(demo_book(NOW), NOW, Rules(), UTC)
    pending = [one for one in snapshot.book if snapshot.standings[one.uid].pending]
    names = Counter(one.name for one in snapshot.book)
    vanished = [one for one in pending if names[one.name] == 1][60:63]
    cards = [f"{name}\nArchitect\nSent 2 days ago\nWithdraw" for name in ("Zita Moss", "Yann Kerr")]
    for one in pending:
        if one not in vanished:
            days = (NOW - one.sent_latest).days
            age = f"{days // 7} weeks" if days >= 14 else f"{days} days"
            cards.append(f"{one.name}\n{one.headline or 'LinkedIn member'}\nSent {age} ago\nWithdraw")
    return f"People ({len(cards)})\n" + "\n".join(cards)


async def press(pilot: Pilot[Any], key: str) -> str:
    """Press a key, or paste, and return the screen that this leads to, as SVG."""
    from textual import events  # noqa: PLC0415

    if key == PAGE:
        pilot.app.post_message(events.Paste(sent_page()))
    elif key.startswith("paste "):
        pilot.app.post_message(events.Paste(key.removeprefix("paste ")))
    elif key:
        await pilot.press(key)
    await pilot.pause()
    # All but the file picker's, which waits for folders for as long as it is shown.
    if working := [worker for worker in pilot.app.workers if worker.name != "_loader"]:
        await pilot.app.workers.wait_for_complete(working)
    await pilot.pause()
    return pilot.app.export_screenshot(title="invitetui")


async def picture(name: str, size: tuple[int, int], keys: list[str]) -> None:
    """Press the keys, and write the screen."""
    async with demo(size) as pilot:
        svg = ""
        for key in keys:
            svg = await press(pilot, key)
    _write(name, svg)


async def film(name: str, size: tuple[int, int], steps: list[tuple[str, float]]) -> None:
    """Press the keys one after the other, and write what each leads to as frames of one picture."""
    async with demo(size) as pilot:
        frames = [(await press(pilot, key), seconds) for key, seconds in steps]
    _write(name, animated(frames))


def animated(frames: list[tuple[str, float]]) -> str:
    """Return one SVG that shows the frames in turn, each for its seconds, round and round."""
    whole = sum(seconds for _, seconds in frames)
    first = frames[0][0]
    head = first[: first.index(">", first.index("<svg")) + 1]
    styles, groups = [], []
    begins = 0.0
    for number, (svg, seconds) in enumerate(frames):
        frame = f"frame{number}"
        start, end = 100 * begins / whole, 100 * (begins + seconds) / whole
        steps = f"0%,{start:.3f}%{{visibility:hidden}}" if number else ""
        steps += f"{start:.3f}%,{end:.3f}%{{visibility:visible}}"
        steps += f"{end:.3f}%,100%{{visibility:hidden}}" if end < 99.999 else ""
        styles.append(f"@keyframes {frame}{{{steps}}}")
        hidden = ";visibility:hidden" if number else ""
        styles.append(f"#{frame}{{animation:{frame} {whole:.1f}s step-end infinite{hidden}}}")
        body = svg[len(head) : svg.rindex("</svg>")]
        groups.append(f'<g id="{frame}">{body}</g>')
        begins += seconds
    return f"{head}\n<style>{''.join(styles)}</style>\n{''.join(groups)}\n</svg>\n"


def _write(name: str, svg: str) -> None:
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
    print(f"screenshots/{name}.svg")


def main() -> None:
    """Make all pictures, in the zone in which the demo is told."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    for name, (size, keys) in PICTURES.items():
        asyncio.run(picture(name, size, keys))
    asyncio.run(film("week", (80, 24), WEEK))


if __name__ == "__main__":
    main()
