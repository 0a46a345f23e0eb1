"""What a command has made is left to the end of its process."""

from __future__ import annotations

import subprocess
import sys

import pytest

ENDS = """
import atexit, gc
from invitetui.collector import kept_to_the_end

class Book:
    def __del__(self):
        print("taken apart")

gc.disable()
atexit.register(gc.freeze)  # as the command line does
"""


@pytest.mark.parametrize(("made", "says"), [("Book()", "taken apart\n"), ("kept_to_the_end(Book())", "")])
def test_what_is_kept_to_the_end_is_not_taken_apart_before_it(made: str, says: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ENDS + made],
        capture_output=True,
        check=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr) == (says, "")
