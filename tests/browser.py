"""The app in a real browser: `python -m tests.browser`, a bonus that nobody needs.

Serves the demo to this machine alone with textual-serve, opens it in headless Chromium, presses keys
there, and looks for the answers in what the page receives. Needs `pip install textual-serve` and
Chromium. Never serve your own book to others: whoever reaches the port is you.
"""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench.terminal import Listener, squeezed

PORT = 8179
PATIENCE = 40.0
_SERVE = """
import sys
from textual_serve.server import Server
Server(sys.argv[1], host="127.0.0.1", port=int(sys.argv[2])).serve()
"""


class Page:
    """A page in Chromium, driven through its debugging protocol."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._number = 0
        self._listener = Listener()

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask the browser for something, and return its answer."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            told = await self._hear()
            if told.get("id") == self._number:
                answer: dict[str, Any] = told.get("result", {})
                return answer

    async def shows(self, *words: str) -> None:
        """Wait until the page has received all of these."""
        async with asyncio.timeout(PATIENCE):
            while not all(squeezed(word) in self._listener.shown for word in words):
                await self._hear()

    async def press(self, key: str) -> None:
        """Press a key that types a character."""
        self._listener = Listener()
        for kind in ("keyDown", "keyUp"):
            await self.ask("Input.dispatchKeyEvent", type=kind, text=key, key=key)

    async def _hear(self) -> dict[str, Any]:
        told: dict[str, Any] = await self._socket.receive_json()
        if told.get("method") == "Network.webSocketFrameReceived":
            data = told["params"]["response"]["payloadData"]
            with suppress(ValueError):
                self._listener.take(base64.b64decode(data, validate=True))
        return told


async def look(debugging: int, picture: Path) -> None:
    """Open the app in the browser, go through its tabs, and take a picture."""
    import aiohttp  # noqa: PLC0415  # comes with textual-serve

    async with aiohttp.ClientSession() as session:
        where = f"http://127.0.0.1:{debugging}/json"
        async with asyncio.timeout(PATIENCE):
            pages: list[dict[str, Any]] = []
            while not pages:
                with suppress(aiohttp.ClientError):
                    async with session.get(where) as answer:
                        pages = [page for page in await answer.json() if page["type"] == "page"]
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            page = Page(socket)
            await page.ask("Network.enable")
            await page.ask("Page.enable")
            await page.ask("Page.navigate", url=f"http://127.0.0.1:{PORT}/?fontsize=14")
            await page.shows("Sent 400", "Stale")
            for kind in ("mousePressed", "mouseReleased"):
                await page.ask(
                    "Input.dispatchMouseEvent", type=kind, x=600, y=500, button="left", clickCount=1
                )
            await page.press("2")
            await page.shows("Why now")
            await page.press("4")
            await page.shows("of matured invitations are accepted")
            await page.press("?")
            await page.shows("Keys on Stats")
            shot = await page.ask("Page.captureScreenshot")
            picture.write_bytes(base64.b64decode(shot["data"]))


def main() -> int:
    """Serve, open, look; return 0 where all of it worked."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium here: this check needs one", file=sys.stderr)
        return 1
    app = f"{sys.executable} -m invitetui --demo --now 2026-11-23T10:00:00+00:00"
    picture = Path(tempfile.gettempdir()) / "invitetui-in-a-browser.png"
    with tempfile.TemporaryDirectory(prefix="invitetui-browser-", ignore_cleanup_errors=True) as folder:
        server = subprocess.Popen(
            [sys.executable, "-c", _SERVE, app, str(PORT)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        browser = subprocess.Popen(
            [
                *(chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"),
                *("--window-size=1200,800", f"--remote-debugging-port={PORT + 1}", "about:blank"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            asyncio.run(look(PORT + 1, picture))
        finally:
            for process in (browser, server):
                process.terminate()
                process.wait(timeout=PATIENCE)
    print(f"it works in {chromium}; a picture: {picture}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
