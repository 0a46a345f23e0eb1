"""The guard in the app: a list of people is sorted out, and those nothing stands against are copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.profile import HOME
from invitetui.ui.screens.checking import CheckScreen
from tests.ui.running import USUAL, WIDE, event, running, sent
from tests.ui.test_untrusted import HOSTILE, check

LIST = f"""Ada Quill
{HOME}ivo-zeel
Tove Wendt
Zoë Umber
Kofi Vask
Nobody Known
https://evil.example/in/ada
"""


def book() -> list[Invitation]:
    """Ada is pending, Ivo cools down, Tove is connected, Zoë failed twice, Kofi is ready again."""
    return [
        sent("Ada Quill", 5),
        sent("Ivo Zeel", 40, event(Kind.WITHDRAWN, 4)),
        sent("Tove Wendt", 60, event(Kind.ACCEPTED, 50)),
        sent("Zoë Umber", 170, event(Kind.WITHDRAWN, 140), uid="zoë-1"),
        sent("Zoë Umber", 110, event(Kind.WITHDRAWN, 80), uid="zoë-2"),
        sent("Kofi Vask", 90, event(Kind.WITHDRAWN, 60)),
    ]


@pytest.mark.parametrize("size", [USUAL, WIDE, (200, 60)])
async def test_a_pasted_list_is_sorted_out_and_the_others_are_copied(size: tuple[int, int]) -> None:
    async with running(book(), size=size) as ui:
        before = ui.book
        await ui.press("C")
        assert "Paste a list of names" in ui.text
        await ui.paste(LIST)
        counts = "6 people: 2 free to invite · 1 pending · 1 cooling down · 1 connected · 1 in vain twice"
        assert counts in ui.words
        assert "1 line not understood" in ui.words
        for name, says in {
            "Ada Quill": "pending since 18 Nov",
            "/in/ivo-zeel": "cooling down until 10 Dec",
            "Tove Wendt": "you are connected",
            "Zoë Umber": "withdrawn or expired twice",
        }.items():
            assert says in ui.line(name)
        assert "https://evil.example/in/ada" in ui.text
        await ui.press("y")
        assert ui.app.clipboard == "Kofi Vask\nNobody Known"
        assert "2 lines copied" in ui.text
        assert ui.book == before
        await ui.press("escape")
        assert "Paste a list of names" in ui.text
        await ui.press("escape")
        assert ui.app.screen is ui.main


async def test_a_file_is_named_or_dropped(tmp_path: Path) -> None:
    people = tmp_path / "people list.txt"
    people.write_bytes(b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    async with running(book(), size=USUAL) as ui:
        await ui.press("C")
        await ui.paste(f"'{people}'")
        assert ui.app.clipboard == ""
        await ui.press("enter")
        assert "people list.txt" in ui.text
        assert "6 people: 2 free to invite" in ui.words


async def test_one_name_or_address_is_typed() -> None:
    async with running(book(), size=USUAL) as ui:
        await ui.press("C", *"ada quill", "enter")
        assert "1 person: 0 free to invite · 1 pending" in ui.text
        await ui.press("y")
        assert "nobody left to copy" in ui.text
        await ui.press("escape", *"linkedin.com/in/somebody.new", "enter")
        assert "1 free to invite" in ui.text


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (None, "can't be read: there is no such file"),
        (b"\xff\xfeA\0d\0a\0", "is not UTF-8 text"),
    ],
)
async def test_a_file_that_can_t_be_read_is_said_and_asked_for_again(
    tmp_path: Path, made: bytes | None, says: str
) -> None:
    people = tmp_path / "people.txt"
    if made is not None:
        people.write_bytes(made)
    async with running(book(), size=USUAL) as ui:
        await ui.press("C", *str(people), "enter")
        assert f"people.txt {says}" in ui.words
        assert isinstance(ui.app.screen, CheckScreen)
        await ui.press("escape")
        assert len(ui.app.screen_stack) == 1


async def test_a_folder_is_no_list(tmp_path: Path) -> None:
    async with running(book(), size=USUAL) as ui:
        await ui.press("C")
        await ui.paste(str(tmp_path))
        await ui.press("enter")
        assert "that is no file" in ui.text


async def test_hostile_lines_and_names_are_literal() -> None:
    people = [sent(what, 3, name=words) for what, words in HOSTILE.items()]
    async with running(people, size=USUAL) as ui:
        await ui.press("C")
        await ui.paste("\n".join([*HOSTILE.values(), "https://evil.example/[/x][@click=app.bell]", "x"]))
        check(ui)
        await ui.press("pagedown", "y")
        check(ui)


async def test_a_book_opened_read_only_checks_lists_too() -> None:
    async with running(book(), size=USUAL, read_only="held by another") as ui:
        await ui.press("C")
        await ui.paste(LIST)
        assert "2 free to invite" in ui.words
