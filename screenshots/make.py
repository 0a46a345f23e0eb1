"""Make the README's pictures: `python screenshots/make.py` runs the demo at a fixed moment, by keyboard."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime
from pathlib import Path

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

PICTURES: dict[str, tuple[tuple[int, int], list[str]]] = {
    "sent": ((120, 34), ["j", "j", "j", "space", "space"]),
    "stale": ((120, 34), ["2"]),
    "cooling": ((120, 34), ["3"]),
    "stats": ((120, 34), ["4"]),
    "simulator": ((80, 24), ["4", "G", "k", "k"]),
    "sitting": ((80, 24), ["2", "t"]),
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
    "guard": ((80, 24), ["C", f"paste {LIST}"]),
    "help": ((80, 24), ["question_mark"]),
    "narrow": ((80, 24), ["2"]),
}
"""Each picture's size in cells, and the keys that lead to it; `paste` and a text is pasted."""


async def picture(name: str, size: tuple[int, int], keys: list[str]) -> None:
    """Run the demo, press the keys, and write the screen as SVG."""
    from textual import events  # noqa: PLC0415

    from invitetui.clock import fixed  # noqa: PLC0415  # after the zone is set
    from invitetui.demo import demo_book  # noqa: PLC0415
    from invitetui.session import Session  # noqa: PLC0415
    from invitetui.ui.app import InvitetuiApp  # noqa: PLC0415

    app = InvitetuiApp(Session(demo_book(NOW), clock=fixed(NOW), zone=UTC))
    async with app.run_test(size=size) as pilot:
        for key in keys:
            if key.startswith("paste "):
                app.post_message(events.Paste(key.removeprefix("paste ")))
            else:
                await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        svg = app.export_screenshot(title="invitetui")
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
    print(f"screenshots/{name}.svg")


def main() -> None:
    """Make all pictures, in the zone in which the demo is told."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    for name, (size, keys) in PICTURES.items():
        asyncio.run(picture(name, size, keys))


if __name__ == "__main__":
    main()
