"""Names that would break a screen: shown as they are, in straight columns, with nothing to obey."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.bench.terminal import Listener, Terminal
from tests.terminal.conftest import MONDAY, Open
from tests.terminal.screen import ROOT, common_columns

NAMES = {
    "Mark [/x] Up": "Mark [/x] Up",
    "[@click=app.bell]x[/]": "[@click=app.bell]x[/]",
    "[red]Red[/red]": "[red]Red[/red]",
    "Osc \x1b]52;c;ZXZpbA==\x07 Clip": "Osc \ufffd]52;c;ZXZp",
    "Osc \x1b]0;title\x07 Title": "Osc \ufffd]0;title",
    "Csi \x9b31m\x9d0;x\x9c Red": "Csi \ufffd31m\ufffd0;x\ufffd Red",
    "Bidi \u202egnp.exe": "Bidi \ufffdgnp.exe",
    "Zoe\u0308 Ra\u030adstro\u0308m": "Zoe\u0308 Ra\u030adstro\u0308m",
    "李雷 山田花子": "李雷 山田花子",
    "김민준": "김민준",
    "さくら たなか": "さくら たなか",
    "🚀 Rocket 🎉": "🚀 Rocket 🎉",
    "Smile ☺ Sun ☀": "Smile ☺ Sun ☀",
    "محمد علي": "محمد علي",
    "Longname " * 12: "Longname",
}
"""Each with how it begins on the screen."""


@pytest.fixture
def book(book_path: Path) -> Path:
    """A file edited by hand, so that nothing in it was ever cleaned."""
    documents = {
        str(number): {
            "uid": f"u{number}",
            "name": name,
            "headline": name,
            "note": f"note {name}",
            "source": name,
            "url": "https://www.linkedin.com/in/x\x1b]52;c;eA==\x07" if number == 1 else None,
            "sent_earliest": f"2026-10-{number:02}T10:00:00Z",
            "sent_latest": f"2026-10-{number:02}T10:00:00Z",
        }
        for number, name in enumerate(NAMES, start=1)
    }
    book_path.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "invites": documents}))
    return book_path


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_names_are_literal(run: Open, size: tuple[int, int]) -> None:
    screen = run(MONDAY, size).shows("1 Sent 15")
    for shown in NAMES.values():
        screen.shows(shown)
    screen.press("2").shows("its age")
    for shown in NAMES.values():
        screen.shows(shown)
    screen.press("k").press("K").shows("kept · u undoes")
    screen.quit()


@pytest.mark.parametrize("tab", ["1", "2"])
def test_the_rule_stands_in_one_column_on_every_row(run: Open, tab: str) -> None:
    screen = run(MONDAY, (120, 40)).shows("1 Sent 15").press(tab).shows("Longname")
    for _ in NAMES:
        body = screen.lines[3:-2]
        assert len(body) > 30
        assert common_columns(body, "│"), screen.text
        screen.press("j")
    screen.quit()


class Recorder(Listener):
    """Keeps every byte."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = b""

    def take(self, data: bytes) -> bytes:
        self.bytes += data
        return super().take(data)


@pytest.fixture
def raw(book: Path, environment: Mapping[str, str], tmp_path: Path) -> Iterator[tuple[Terminal, Recorder]]:
    """The app on a bare pseudo-terminal, with all that it writes."""
    command = [sys.executable, "-m", "invitetui", "--file", str(book), "--now", MONDAY]
    where = {**environment, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    with Terminal(command, where, tmp_path) as terminal:
        terminal._listener = recorder = Recorder()
        yield terminal, recorder


def test_no_name_reaches_the_terminal_as_a_command(raw: tuple[Terminal, Recorder]) -> None:
    terminal, recorder = raw
    assert terminal.wait_for(["1 Sent 15", "Longname"], 10) is not None
    walk = [b"G", *[b"k"] * len(NAMES), b"2", *[b"j"] * len(NAMES)]
    for key in [*walk, *b"\r \x1b e \x1b K u U 4 1 ? \x1b : x \x1b t l \x1b".split(b" ")]:
        terminal.press(key, quiet=0.02, after=0.0, limit=0.2)
    ended = terminal.quit([b"\x11"])
    assert (ended.code, ended.asked) == (0, True), terminal.tail
    out = recorder.bytes
    assert "Osc \ufffd]52".encode() in out, "it was shown"
    assert b"\x1b]52" not in out
    assert b"\x1b]0;" not in out
    text = out.decode()  # so every C1 byte is one of a character, not by itself
    assert not re.findall("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", text)
