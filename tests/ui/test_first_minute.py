"""The first minute: what a new person sees, what each key says, the tour, the palette, a dropped file."""

from __future__ import annotations

from pathlib import Path

import pytest

from invitetui.domain.views import Tab
from invitetui.state import StateFile
from invitetui.ui.commands import AT_FIRST, BY_ID
from invitetui.ui.palette import PeopleProvider
from invitetui.ui.screens.importing import ImportScreen
from invitetui.ui.screens.main import MainScreen
from invitetui.ui.screens.settings import SettingsScreen
from tests.ui.running import USUAL, crowd, few, running, sent


@pytest.mark.parametrize("size", [(120, 40), USUAL, (60, 16)])
async def test_an_empty_book_says_where_the_archive_is_and_what_to_press(size: tuple[int, int]) -> None:
    async with running([], size=size) as ui:
        assert "Settings & Privacy → Data privacy → Get a copy of your data" in ui.words
        assert "press i and pick the ZIP file" in ui.words
        assert "Here: press i and pick the ZIP file, or drop it onto this window." in ui.words
        assert "? shows the keys that work, here and everywhere." in ui.words
        assert "D shows a made-up book of 400 invitations" in ui.words
        assert ui.footer.startswith("? keys  i import  D made-up book")


async def test_every_key_of_the_first_footer_works() -> None:
    async with running([], size=(120, 30)) as ui:
        assert ui.footer.split("  ") == [f"{BY_ID[id_].key} {BY_ID[id_].word}" for id_ in AT_FIRST]
        await ui.press("K")
        assert ui.message == "There is no invitation under the cursor"
        await ui.press("t")
        assert "Nothing is planned for today" in ui.message
        await ui.press("D")
        assert ui.gone
        assert ui.app.wants_demo
        assert ui.app.left


async def test_the_made_up_book_is_no_way_to_itself() -> None:
    async with running(few(), made_up=True) as ui:
        await ui.press("D")
        assert not ui.gone
        assert "This is the made-up book" in ui.message


async def test_nobody_leaves_for_the_made_up_book_with_something_unsaved() -> None:
    async with running(few()) as ui:
        ui.keeper.trouble = OSError("no space left")
        await ui.press("K", "D")
        assert not ui.gone
        assert "Not saved" in ui.message


async def test_help_sets_apart_what_cannot_act_now_and_says_why() -> None:
    async with running(few(), size=(120, 100)) as ui:
        await ui.press("j", "j", "question_mark")
        assert "Not just now: It is no longer pending" in ui.text
        below = ui.text.split("Not just now")[1]
        assert BY_ID["withdrawn"].help in below
        assert BY_ID["accepted"].help not in below
        await ui.press("escape", "k", "question_mark")
        assert "Not just now" not in ui.text
    async with running([], size=(120, 100)) as ui:
        await ui.press("question_mark")
        above, below = ui.text.split("Not just now: There is no invitation under the cursor")
        assert BY_ID["import"].help in above
        assert BY_ID["keep"].help in below


async def test_help_of_the_sitting_is_the_sittings() -> None:
    async with running(few()) as ui:
        await ui.press("t", "question_mark")
        assert "Keys here" in ui.text
        for key, word in (("d", "withdrawn"), ("l", "later"), ("o", "open the page"), ("u", "undo")):
            assert any(line.split() == [key, *word.split()] for line in ui.lines), key
        await ui.press("escape")
        assert "of 4 today" in ui.text


async def test_the_tour_has_five_hints_once() -> None:
    state = StateFile()
    async with running(few(), size=USUAL, state=state) as ui:
        assert ui.message == "1/5 j and k walk; enter shows all of a person   esc goes on"
        await ui.press("j")
        assert ui.message.startswith("2/5 2 shows whom to withdraw")
        await ui.press("2")
        assert ui.message.startswith("3/5 space marks, w puts the marked first")
        await ui.press("space")
        assert "1 marked" in ui.message
        await ui.press("escape")
        assert ui.message.startswith("4/5 t starts today's sitting")
    async with running(few(), size=USUAL, state=state) as ui:
        assert ui.message.startswith("4/5")
        await ui.press("1", "escape")
        assert ui.message.startswith("5/5 ? shows the keys")
        await ui.press("question_mark", "escape")
        assert ui.message == ""
    assert state.state.hints == 5
    async with running([], state=StateFile()) as ui:
        assert ui.message == ""


async def test_the_hints_name_the_persons_own_keys() -> None:
    async with running(few(), state=StateFile(), keys={"cursor_down": "f5"}) as ui:
        assert ui.message.startswith("1/5 f5 and k walk")


async def test_a_hint_gives_way_to_what_is_said() -> None:
    async with running(few(), state=StateFile()) as ui:
        await ui.press("K")
        assert ui.message == "Priya Tanaka kept · u undoes"


async def test_people_are_found_by_name_in_the_palette() -> None:
    people = [
        *crowd(60),
        sent("Ada Okafor", 30),
        sent("Nevada Smith", 31),
        sent("Zoë [/x] Ada", 32, headline="[/x] of [@click=app.bell]x[/]"),
    ]
    async with running(people, size=(120, 40)) as ui:
        await ui.press("colon", *"ada")
        await ui.until(lambda: "Nevada Smith" in ui.text)
        places = [ui.text.index(name) for name in ("Ada Okafor", "Zoë [/x] Ada", "Nevada Smith")]
        assert places == sorted(places)
        assert "stale · 4 weeks · [/x] of [@click=app.bell]x[/]" in ui.text
        await ui.press("escape", "colon", *"ada oka")
        await ui.until(lambda: "Ada Okafor" in ui.text and "Nevada" not in ui.text)
        await ui.press("enter")
        await ui.until(lambda: ui.app.screen is ui.main)
        assert ui.cursor == "Ada Okafor"


@pytest.mark.parametrize("tab", "1234")
async def test_a_person_found_is_gone_to_wherever_one_is(tab: str) -> None:
    async with running(few(), size=(120, 40)) as ui:
        await ui.press(tab)
        if tab != "4":
            await ui.press("slash", *"qqq", "enter")
        ui.main.jump_to("priya-tanaka")
        await ui.settle()
        assert (ui.tab, ui.cursor) == (Tab.SENT, "Priya Tanaka")
        await ui.press("2")
        ui.main.jump_to("rosa-quispe")
        await ui.settle()
        assert (ui.tab, ui.cursor) == (Tab.STALE, "Rosa Quispe")


async def test_at_most_thirty_people_are_offered_the_best_first() -> None:
    people = [*crowd(200), *(sent(f"Per {number}", 50) for number in range(40))]
    async with running(people) as ui:
        found = await PeopleProvider._found("per ", ui.snapshot)
        assert [len(rank) for rank in found] == [30, 0, 0]
        found = await PeopleProvider._found("son 0", ui.snapshot)
        assert [len(rank) for rank in found] == [0, 0, 30]


async def test_settings_and_themes_are_found_in_the_palette() -> None:
    async with running(few(), size=(120, 40)) as ui:
        await ui.press("colon", *"setting cool")
        await ui.until(lambda: "Setting: Cool-down after a withdrawal  21 days" in ui.text)
        await ui.press("enter")
        await ui.until(lambda: isinstance(ui.app.screen, SettingsScreen))
        await ui.settle()
        assert "Default 21 days" in ui.words
        await ui.press("escape", "colon", *"theme: nord")
        await ui.until(lambda: "Theme: nord" in ui.text)
        await ui.press("enter")
        await ui.until(lambda: ui.app.theme == "nord")
        assert ui.app.state.state.chosen == {"theme": "nord"}


async def test_a_file_dropped_on_the_list_is_offered_for_import(tmp_path: Path) -> None:
    archive = tmp_path / "Basic_LinkedInDataExport.zip"
    archive.write_bytes(b"")
    async with running([], start_in=tmp_path) as ui:
        await ui.paste(f"'{archive}'")
        assert isinstance(ui.app.screen, ImportScreen)
        assert str(archive) in ui.text


async def test_text_pasted_on_the_list_does_nothing_and_says_so() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.paste("dKx\nAda Okafor")
        assert ui.book == before
        assert isinstance(ui.app.screen, MainScreen)
        assert "Pasted text does nothing here" in ui.message
    async with running(few(), read_only="it is open elsewhere") as ui:
        await ui.paste("dKx")
        assert ui.message == "it is open elsewhere"
