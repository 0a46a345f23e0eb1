"""The command line: thin commands over the same functions that the app calls.

Of the commands only the one that is called is imported, and Textual only when the app is opened.
"""

from __future__ import annotations

import atexit
import gc
import sys


def main() -> None:
    """Run the command line: exit 0 done, 1 refused, 2 usage.

    What a command makes stays until it ends, and so does what the app has made by its first screen:
    until then the garbage collector only gets in the way.
    """
    gc.disable()
    atexit.register(gc.freeze)  # the process ends: nobody needs a book to be looked through for garbage
    from invitetui.cli.group import run  # noqa: PLC0415  # with the collector at rest

    sys.exit(run())
