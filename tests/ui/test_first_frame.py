"""The first frame answers: what is there, and what is there to do now?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Kind
from invitetui.domain.views import Tab
from invitetui.state import StateFile
from invitetui.store.book_file import BookFile
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.drawing import ChangedLines
from invitetui.ui.present.detail import detail
from tests.ui.running import NOW, USUAL, WIDE, event, few, running, sent
from tests.unit.made import seen
from tests.unit.made import sent as made

BOTH = pytest.mark.parametrize("size", [WIDE, USUAL])


@pytest.mark.parametrize("tab", [Tab.SENT, Tab.STALE, Tab.COOLING])
async def test_the_first_frame_that_is_drawn_has_the_rows(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[str] = []
    display = InvitetuiApp._display

    def noting(app: InvitetuiApp, screen: Any, update: Any) -> None:
        if isinstance(update, ChangedLines):
            frames.append("".join(painted.codes for _, _, painted in update.pieces))
        display(app, screen, update)

    monkeypatch.setattr(InvitetuiApp, "_display", noting)
    state = StateFile()
    state.note(tab=tab.value)
    async with running(few(), state=state) as ui:
        assert all(name in frames[0] for name in ui.names)
        assert ui.names


@BOTH
async def test_header_says_what_needs_doing(size: tuple[int, int]) -> None:
    async with running(size=size) as ui:
        facts = ["112 pending", "53 stale", "today 0 of 8", "46 free this week", "Mon 23 Nov"]
        places = [ui.header.index(fact) for fact in facts]
        assert places == sorted(places)


async def test_wide_header_draws_the_pending_list_against_its_marks() -> None:
    async with running() as ui:
        assert ui.header.startswith(" invitetui   112 pending ▕███████▏")
        assert "▏ 100·200   53 stale" in ui.header


@BOTH
async def test_tabs_have_counts_and_stand_in_order(size: tuple[int, int]) -> None:
    async with running(size=size) as ui:
        assert ui.tabs == " 1 Sent 400   2 Stale 53   3 Cooling Down 38 · 14 ready   4 Stats"


async def test_a_clock_that_went_back_is_told() -> None:
    later = sent("Ada", 20).recording(Event(Kind.WITHDRAWN, NOW + timedelta(days=10)))
    async with running([later]) as ui:
        await ui.until(lambda: "The clock says 23 Nov" in ui.message)
        assert "steps up to 3 Dec" in ui.message


async def test_nothing_due_is_said_too() -> None:
    async with running([sent("Ada", 1)]) as ui:
        assert "1 pending" in ui.header
        assert "0 stale" in ui.header
        assert "nothing due today" in ui.header


@BOTH
async def test_rows_are_newest_first_and_the_cursor_is_on_the_first(size: tuple[int, int]) -> None:
    async with running(few(), size=size) as ui:
        assert ui.names == [
            *["Priya Tanaka", "Søren Rådström", "Umut Yıldız", "Old Colleague", "Ada Okafor", "李雷"],
            *["Giulia Fernández", "Jamal Petrov", "Rosa Quispe", "Mei Haugen", "Kwame Mensah"],
        ]
        assert ui.cursor == "Priya Tanaka"


@pytest.mark.parametrize(
    ("name", "sign", "words"),
    [
        ("Priya Tanaka", "·", "2 days fresh ▲"),
        ("Søren Rådström", "○", "9 days fresh"),
        ("Umut Yıldız", "✓", "12 days accepted, 3 days"),
        ("Old Colleague", "◌", "13–20 days maybe"),
        ("Ada Okafor", "◐", "16 days stale ▽"),
        ("Giulia Fernández", "◕", "5 weeks stale ⚑"),
        ("Jamal Petrov", "◕", "5 weeks stale z"),
        ("Rosa Quispe", "●", "9 weeks stale"),
        ("Mei Haugen", "~", "9 weeks cooling, 7 days"),
        ("Kwame Mensah", "+", "9 weeks ready ▲"),
    ],
)
async def test_age_and_end_have_a_form(name: str, sign: str, words: str) -> None:
    async with running(few(), size=USUAL) as ui:
        (row,) = [row for row in ui.rows if name in row]
        assert row[2] == sign
        assert " ".join(row.split()).endswith(words)


async def test_pane_tells_what_happened_and_what_is_planned() -> None:
    async with running(few()) as ui:
        await ui.press(*"jjjj")
        pane = "\n".join(ui.part("#pane"))
        for told in (
            "◐ Ada Okafor",
            "CTO at Kiln",
            "linkedin.com/in/ada-okafor",
            "7 Nov 10:00  sent, with a note",
            "21 Nov       past the two-week mark",
            "22 Nov 10:00 priority ▽ low",
            "Mon 23 Nov   planned to withdraw",
            "“Hi Ada”",
        ):
            assert told in pane


async def test_earlier_invitations_to_the_same_person_are_told() -> None:
    again = sent("Ada", 2)
    before = sent("Ada", 90, event(Kind.WITHDRAWN, 60), uid="before")
    async with running([again, before]) as ui:
        assert "Other invitations to this person" in "\n".join(ui.part("#pane"))


@BOTH
async def test_empty_book_says_how_to_begin(size: tuple[int, int]) -> None:
    async with running([], size=size) as ui:
        told = " ".join(" ".join(ui.part("#list")).split())
        assert "Nothing here yet. How to begin:" in told
        assert "Get a copy of your data." in told
        assert "press i and pick the ZIP file" in told
        await ui.press(*"jkKw", "enter", "space", "*", "v", *"234")
        assert ui.tab == "stats"


async def test_notices_are_said() -> None:
    async with running(few(), notices=("config.toml, line 3: “blue” is no number",)) as ui:
        assert "config.toml, line 3" in ui.message


async def test_read_only_says_why_and_refuses_changes() -> None:
    why = "Another invitetui has the file open: you can look, but not change anything"
    async with running(few(), read_only=why) as ui:
        assert "read-only" in ui.header
        assert why in ui.message
        before = ui.book
        for key in ("K", "w", "d", "a", "x", "e", "p", "s", "z", "o", "t", "u", "U", "i"):
            await ui.press("2", key)
            assert ui.message == why
            assert len(ui.app.screen_stack) == 1
        assert ui.book == before
        assert not ui.opened
        await ui.press("slash", *"ada", "enter", "space")
        assert ui.names == ["Ada Okafor"]
        assert len(ui.marked) == 1


@pytest.mark.parametrize("width", [60, 72, 80, 120, 200])
async def test_read_only_stands_in_the_header_at_every_width(width: int) -> None:
    async with running(
        few(), read_only="In use by process 4711 on some-host. Close it", size=(width, 24)
    ) as ui:
        assert "read-only" in ui.header
        assert ui.message.startswith("W takes over · In use by process 4711 on some-")
        await ui.press("exclamation_mark", "j")
        assert "read-only" in ui.header


async def test_that_the_other_one_has_closed_is_noticed_with_the_next_key(tmp_path: Path) -> None:
    path = tmp_path / "invites.json"
    other = BookFile.open(path, writing=True)
    other.load()
    other.save(dict(Book.of(few()).by_uid))
    with BookFile.open(path, writing=False) as file:
        file.load()
        async with running(few(), file=file, read_only="In use by process 4711 on here", size=USUAL) as ui:
            await ui.press("j")
            assert ui.message.startswith("W takes over · In use by process 4711")
            other.close()
            await ui.press("j")
            assert ui.message == "W takes over: the other invitetui has closed"
            assert "read-only" in ui.header


async def test_app_says_when_it_is_ready() -> None:
    told: list[str] = []
    async with running(few(), when_ready=lambda: told.append("ready")):
        assert told == ["ready"]


def test_a_range_of_days_in_the_pane_stands_apart_from_what_happened() -> None:
    snapshot = seen("2026-12-30T10:00", made("2026-12-12", "2026-12-13", to="ada"))
    told = ["".join(text for text, _ in line) for line in detail("ada", snapshot, 40)]
    assert any(line.startswith("12 Dec–13 Dec sent") for line in told), told


async def test_a_screen_that_comes_before_all_is_there_is_styled_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InvitetuiApp, "all_is_there", lambda _app: None)
    async with running(few()) as ui:
        await ui.press("question_mark")
        (sheet,) = ui.app.screen.query(".sheet")
        assert sheet.size.width < ui.app.size.width - 10
