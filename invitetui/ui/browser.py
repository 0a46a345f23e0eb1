"""Opens a page in the person's browser, if there is one that does not take the terminal away."""

from __future__ import annotations

import webbrowser

_IN_THE_TERMINAL = frozenset({"www-browser", "links", "elinks", "lynx", "w3m", "browsh"})


def open_page(address: str) -> bool:
    """Open `address` and return whether a browser took it. May take a second: not for the event loop."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if getattr(browser, "basename", getattr(browser, "name", "")) in _IN_THE_TERMINAL:
        return False
    try:
        return browser.open(address)
    except (webbrowser.Error, OSError):
        return False
