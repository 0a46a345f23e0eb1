"""A mistake of the program's own ends it with plain words: no traceback, no names, nothing lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.terminal import Terminal, squeezed
from tests.terminal.conftest import MONDAY
from tests.terminal.crashing import NOTE
from tests.terminal.screen import PATIENCE, ROOT


def test_a_crash_is_told_in_plain_words(
    book: Path, shell: Callable[..., Any], environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tests.terminal.crashing", "--file", str(book), "--now", MONDAY]
    where = {**environment, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    with Terminal(command, where, tmp_path) as terminal:
        assert terminal.wait_for(["1 Sent 60"], PATIENCE)
        terminal.press(b"w")
        terminal.press(b"K")
        ended = terminal.quit([b""], PATIENCE)
        shown = bytes(terminal._listener.shown)
    assert (ended.code, ended.asked) == (1, True), terminal.tail

    log = Path(environment["INVITETUI_STATE"]) / "log" / "invitetui.log"
    words = (
        "invitetui: a mistake of its own has ended it. Your file is whole, with all that was shown as saved"
    )
    assert squeezed(words) in shown
    assert squeezed(str(log)) in shown
    for never in ("Traceback", "locals", "LookupError", NOTE):
        assert squeezed(never) not in shown

    told = log.read_text()
    assert "started version=" in told
    assert "step kind=Record invitations=1" in told
    assert "crash kind=LookupError" in told
    assert "_mistaken" in told
    rows = shell("list", "--json", now=MONDAY)
    assert NOTE not in told
    assert not any(row["name"] in told or row["uid"] in told for row in rows)
    assert (rows[0]["state"], rows[0]["planned_for"]) == ("fresh", "2026-11-23"), "what was done is kept"
