"""A terminal that is closed ends nothing but itself."""

from __future__ import annotations

import errno
from typing import TextIO, cast

from invitetui.ui.listening import LastingFile
from tests.terminal.conftest import MONDAY, Open


class Closed:
    """A terminal that was closed."""

    @property
    def buffer(self) -> Closed:
        return self

    def fileno(self) -> int:
        return 2

    def write(self, data: bytes) -> None:
        raise OSError(errno.EIO, f"{len(data)} bytes for nobody")

    def flush(self) -> None:
        raise OSError(errno.EIO, "nobody")


class Mistaken(Closed):
    """A terminal in whose way is a mistake of the program's own."""

    def write(self, data: bytes) -> None:
        raise LookupError(data)


def test_what_is_written_to_a_closed_terminal_is_let_go() -> None:
    failures: list[Exception] = []
    file = LastingFile(cast("TextIO", Closed()), failures.append)
    file.write("more")
    file.write("than one frame")
    file.flush()
    assert not failures


def test_any_other_failure_is_told_once() -> None:
    failures: list[Exception] = []
    file = LastingFile(cast("TextIO", Mistaken()), failures.append)
    file.write("more")
    file.write("than one frame")
    assert [type(failure) for failure in failures] == [LookupError]


def test_a_terminal_closed_just_after_a_change_lets_go_of_the_file(run: Open) -> None:
    screen = run(MONDAY).shows("1 Sent 60").press("j").press("w")
    screen.close_terminal()
    run(MONDAY).shows("1 Sent 60", "w").hides("In use")
