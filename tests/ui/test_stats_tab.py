"""The Stats tab, by keyboard: it walks, explains itself, sets the mark, and fits where it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from invitetui.clock import fixed
from invitetui.demo import demo_book
from invitetui.domain.book import Book
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import stats
from invitetui.session import Session
from invitetui.state import StateFile
from invitetui.ui.app import InvitetuiApp
from invitetui.ui.present import figures, plots
from invitetui.ui.present.pieces import Role, plain, width_of
from tests.unit.made import seen, sent, withdrawn

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def app_on(book: Book, folder: Path | None = None) -> InvitetuiApp:
    session = Session(book, clock=fixed(NOW), zone=UTC)
    if folder is None:
        return InvitetuiApp(session)
    return InvitetuiApp(session, config=folder / "config.toml", state=StateFile(folder / "state.json"))


def screen(pilot: Pilot[None]) -> list[str]:
    """Return the lines on the screen, as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


async def press(pilot: Pilot[None], *keys: str) -> list[str]:
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return screen(pilot)


def cursor_line(lines: list[str]) -> str:
    (line,) = [line for line in lines if line.lstrip().startswith("▸")]
    return line


async def test_the_figures_that_decide_are_read_first() -> None:
    async with app_on(demo_book(NOW)).run_test(size=(100, 30)) as pilot:
        lines = await press(pilot, "4")
    first, second, third = lines[4:7]
    assert "42 % of matured invitations are accepted (37–47 %, n 329): inside the healthy 30–50 %." in first
    assert "100·200  Pending 112: 12 over the mark of 100, worth a look." in second
    assert "Sent in the last seven days 54 of 100: 46 free." in third
    assert cursor_line(lines) == first


@pytest.mark.parametrize("size", [(80, 24), (100, 46), (120, 40), (200, 60)])
async def test_nothing_is_cut(size: tuple[int, int]) -> None:
    async with app_on(demo_book(NOW)).run_test(size=size) as pilot:
        lines = await press(pilot, "4")
        for _ in range(6):
            assert not [line for line in lines if "…" in line]
            lines = await press(pilot, "ctrl+f")


async def test_the_keys_of_the_lists_walk_from_figure_to_figure() -> None:
    async with app_on(demo_book(NOW)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        assert "Acceptance over time" in cursor_line(await press(pilot, "j", "j", "j"))
        assert "Sent in the last" in cursor_line(await press(pilot, "k"))
        assert "60 days" in cursor_line(await press(pilot, "G"))
        assert "42 % of matured" in cursor_line(await press(pilot, "g", "k"))
        seen_on_the_way = [cursor_line(await press(pilot, "j")) for _ in range(20)]
        assert len(set(seen_on_the_way)) == 20, "none is passed over, and each is in view"
        assert "42 % of matured" not in cursor_line(await press(pilot, "ctrl+f"))


async def test_enter_tells_how_a_figure_was_made_and_who_is_in_it() -> None:
    async with app_on(demo_book(NOW)).run_test(size=(100, 50)) as pilot:
        text = "\n".join(await press(pilot, "4", "enter"))
        assert "Wilson's (1927)" in text
        assert "329 invitations in it" in text
        assert "accepted after" in text
        lines = await press(pilot, "escape", "j", "j", "j", "enter")
        assert "Kaplan and Meier (1958)" in "\n".join(lines)
        assert "400 invitations in it" in "\n".join(lines)


async def test_one_key_makes_a_mark_of_the_simulator_the_persons_own(tmp_path: Path) -> None:
    app = app_on(demo_book(NOW), tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        lines = await press(pilot, "4", "m")
        assert "“set mark” works on a mark of the simulator" in "\n".join(lines)
        lines = await press(pilot, "G", "k", "k", "m")
        assert "21 days" in cursor_line(lines)
        assert "← yours" in cursor_line(lines)
        assert "Your mark is 21 days now · it was 14" in "\n".join(lines)
        assert app.session.snapshot.rules == Rules(stale_days=21)
        assert "21 days is your mark already" in "\n".join(await press(pilot, "m"))
    assert StateFile(tmp_path / "state.json").state.chosen == {"stale_days": 21}


async def test_a_mark_that_cannot_be_kept_holds_until_one_leaves_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with app_on(demo_book(NOW), tmp_path / "file").run_test(size=(120, 30)) as pilot:
        text = "\n".join(await press(pilot, "4", "G", "m"))
    assert "Your mark is 60 days now · it was 14. Only until you leave: " in text


async def test_what_changes_the_book_changes_the_figures() -> None:
    app = app_on(Book.of([sent("2026-11-01", to="ada"), sent("2026-11-02", to="mei")]))
    async with app.run_test(size=(100, 30)) as pilot:
        assert "Pending 2:" in "\n".join(await press(pilot, "4"))
        assert "Pending 1:" in "\n".join(await press(pilot, "1", "d", "4"))
        assert "Pending 2:" in "\n".join(await press(pilot, "u"))


async def test_of_an_empty_book_the_tab_has_figures_and_no_plots() -> None:
    async with app_on(Book.of([])).run_test(size=(60, 16)) as pilot:
        text = "\n".join(await press(pilot, "4"))
        assert "not enough yet" in text
        assert "60 days" in cursor_line(await press(pilot, "G"))
        await press(pilot, "enter", "escape", "m")


@pytest.mark.parametrize("width", [76, 116, 236])
def test_no_line_is_wider_than_its_room_and_plots_grow(width: int) -> None:
    snapshot = Snapshot(demo_book(NOW), NOW, Rules(), UTC)
    found = stats(snapshot)
    shown = {figure.id: figure for figure in figures.figures(found, snapshot)}
    for figure in shown.values():
        for line in figure.lines(width):
            assert width_of(line) <= width, (figure.id, plain(line))
    for grows in ("curve", "forecast"):
        assert max(map(width_of, shown[grows].plot(width))) == width


def test_a_week_of_which_only_the_sent_page_told_is_marked() -> None:
    snapshot = seen("2026-11-19", sent("2026-11-08", "2026-11-14"), sent("2026-11-01", to="mei"))
    shown = {figure.id: figure for figure in figures.figures(stats(snapshot), snapshot)}
    lines = [plain(line) for line in shown["cohorts"].plot(76)]
    assert [line[12] for line in lines[1:]] == [" ", " ", "~"]
    assert "(marked ~)" in plain(shown["cohorts"].says)


def test_a_curve_and_its_band_are_told_apart_by_form() -> None:
    lines = plots.curve(
        lambda place: plots.Value(place / 2, place * 0.75, place),
        width=30,
        height=4,
        top=1.0,
        label=lambda value: f"{value:.1f}",
        ticks=[(0.0, "0"), (1.0, "9 days")],
    )
    drawn = [plain(line) for line in lines]
    assert drawn[0].startswith("1.0 │")
    assert drawn[3].startswith("0.0 │")
    assert drawn[4].startswith("    └─")
    assert drawn[5].split() == ["0", "9", "days"]
    body = "".join(drawn[:4])
    assert plots.BAND in body
    assert any("\u2800" < sign <= "\u28ff" for sign in body)
    roles = {role for line in lines[:4] for text, role in line if plots.BAND in text}
    assert roles == {Role.DIM}


def test_a_whisker_stands_where_its_share_is() -> None:
    line, scale = (plain(each) for each in plots.whiskers([("x", 0.5, 0.25, 0.75, "50 %", Role.PLAIN)], 111))
    assert len(scale) <= 111
    start = line.index("├")
    assert line.index("●") - start == pytest.approx((line.index("┤") - start) / 2, abs=1)
    alone = plain(plots.whiskers([("x", 0.0, 0.0, 0.0, "0 %", Role.PLAIN)], 60)[0])
    assert "●" in alone
    assert "├" not in alone


async def test_the_screen_is_the_same_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book.of(
        sent((NOW - timedelta(days=day)).isoformat(), to=f"p{day}").recording(
            *([withdrawn((NOW - timedelta(days=day - 20)).isoformat())] if day > 30 else [])
        )
        for day in range(1, 60)
    )
    texts = []
    for no_colour in (False, True):
        if no_colour:
            monkeypatch.setenv("NO_COLOR", "1")
        async with app_on(book).run_test(size=(100, 60)) as pilot:
            texts.append(await press(pilot, "4"))
    assert texts[0] == texts[1]
