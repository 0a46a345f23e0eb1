"""Marks and actions: one key is one step, the cursor goes on, and a message says how to go back."""

from __future__ import annotations

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.profile import SENT_PAGE
from invitetui.domain.rules import Rules
from invitetui.domain.standing import State
from tests.ui.running import NOW, PATIENCE, USUAL, WIDE, event, few, running, sent


async def test_space_marks_and_goes_on() -> None:
    async with running(few()) as ui:
        await ui.press("space", "space")
        assert [row.split()[2] for row in ui.marked] == ["Priya", "Søren"]
        assert ui.cursor == "Umut Yıldız"
        assert ui.message == "2 marked"
        await ui.press("k", "space")
        assert [row.split()[2] for row in ui.marked] == ["Priya"]


async def test_all_and_inverted() -> None:
    async with running(few()) as ui:
        await ui.press("space", "v")
        assert "10 marked" in ui.message
        await ui.press("*")
        assert "11 marked" in ui.message
        await ui.press("*")
        assert not ui.marked
        await ui.press("v")
        assert "11 marked" in ui.message
        await ui.press("escape")
        assert ui.message == ""


async def test_marks_survive_a_filter_and_only_what_is_shown_is_marked() -> None:
    async with running(few()) as ui:
        await ui.press("space", "slash", *"state:stale", "enter", "*")
        assert len(ui.marked) == 5
        assert "6 marked" in ui.message
        await ui.press("escape")
        assert len(ui.marked) == 6
        await ui.press("escape")
        assert not ui.marked


async def test_an_action_takes_all_marked_also_those_out_of_sight_as_one_step() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("space", "space", "slash", *"jamal", "enter", "space", "K")
        assert ui.message.startswith("3 invitations kept · u undoes")
        assert [i.name for i in ui.book if i.events and i.events[-1].at == NOW] == [
            *["Priya Tanaka", "Søren Rådström", "Jamal Petrov"]
        ]
        assert not ui.marked
        await ui.press("u")
        assert ui.message.startswith("Taken back: 3 invitations kept")
        assert ui.book == before


async def test_marks_belong_to_their_tab() -> None:
    async with running(few()) as ui:
        await ui.press("space", "2")
        assert not ui.marked
        await ui.press("K", "1")
        assert len(ui.marked) == 1
        assert ui.kinds("jamal-petrov")[-1] == "kept"
        assert "kept" not in ui.kinds("priya-tanaka")


@pytest.mark.parametrize(
    ("key", "kind", "says"),
    [
        ("w", "first", "Ada Okafor first in the plan · u undoes"),
        ("K", "kept", "Ada Okafor kept · u undoes"),
        ("d", "withdrawn", "Ada Okafor withdrawn · ready 14 Dec · u undoes"),
        ("a", "accepted", "Ada Okafor accepted · u undoes"),
        ("x", "gone", "Ada Okafor gone from the list · u undoes"),
    ],
)
async def test_each_action_records_says_and_goes_to_the_next_row(key: str, kind: str, says: str) -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("2", "j", key)
        assert ui.kinds("ada-okafor") == ["priority", kind]
        assert ui.message == says
        assert ui.cursor == "Rosa Quispe"
        assert set(ui.keeper.kept) == {"ada-okafor"}
        await ui.press("u")
        assert ui.message == f"Taken back: {says.removesuffix(' · u undoes')} · U does it again"
        assert ui.book == before
        assert ui.keeper.kept["ada-okafor"] == before["ada-okafor"]
        await ui.press("U")
        assert ui.message == says
        assert ui.kinds("ada-okafor")[-1] == kind


async def test_first_goes_to_the_front_of_the_plan_also_a_fresh_one() -> None:
    async with running(few()) as ui:
        await ui.press("w", "2")
        assert ui.names[0] == "Priya Tanaka"
        assert "you put it first" in ui.rows[0]


async def test_keep_is_undone_by_itself() -> None:
    async with running(few()) as ui:
        await ui.press("slash", *"giulia", "enter", "K")
        assert ui.message.startswith("Giulia Fernández no longer kept")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("zd", "Priya Tanaka snoozed until 24 Nov · u undoes"),
        ("zw", "Priya Tanaka snoozed until 30 Nov · u undoes"),
        ("zm", "Priya Tanaka snoozed until 23 Dec · u undoes"),
        ("pl", "Priya Tanaka: low priority · u undoes"),
        ("pn", "Priya Tanaka: no priority · u undoes"),
        ("ph", "Nothing to change"),
        ("si", "Priya Tanaka: incomplete profile · u undoes"),
    ],
)
async def test_choices_take_one_more_key(keys: str, says: str) -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press(keys[0])
        assert "esc back" in ui.lines[-1]
        await ui.press(keys[1])
        assert ui.message == says


async def test_a_choice_offers_what_there_is_and_can_be_left() -> None:
    async with running(few(), size=USUAL) as ui:
        before = ui.book
        for key, offered in (
            ("z", "snooze:  d tomorrow  w a week  m a month  n not at all  esc back"),
            ("p", "priority:  h ▲ high  m ■ medium  l ▽ low  n none  esc back"),
            ("s", "signal:  z no recent activity  i incomplete profile  f no longer fits  esc back"),
        ):
            await ui.press(key)
            assert ui.lines[-1].strip() == offered
            await ui.press("j", "K", "1", "enter", "escape")
            assert ui.app.screen is ui.main
        assert ui.book == before
        assert ui.cursor == "Priya Tanaka"


async def test_snoozed_is_out_of_the_plan_and_shown_with_its_moon() -> None:
    async with running(few()) as ui:
        await ui.press("2", "z", "w")
        assert "Jamal Petrov" not in ui.names
        assert ui.cursor == "Ada Okafor"
        await ui.press("1")
        assert "☾ 30 Nov" in ui.line("Jamal Petrov")


async def test_signals_are_given_and_taken_away() -> None:
    async with running(few()) as ui:
        await ui.press("2", "s", "z")
        assert ui.message.startswith("Jamal Petrov: no longer “no recent activity”")


async def test_editing_corrects_and_can_be_undone() -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("e", "end", *" II", "tab", "ctrl+u", *"CEO", "enter")
        assert ui.message == "Priya Tanaka II edited · u undoes"
        assert "CEO" in ui.line("· Priya Tanaka II")
        await ui.press("u")
        assert "Data lead" in ui.line("· Priya Tanaka ")


async def test_an_edit_that_is_left_is_kept_as_a_draft() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("e", "end", *" II", "escape", "j", "e")
        assert "Søren Rådström" in ui.text
        await ui.press("escape", "k", "e")
        assert "Priya Tanaka II" in ui.text
        assert "(what you had typed before)" in ui.text
        assert ui.book == before
        await ui.press("ctrl+s", "e")
        assert "typed before" not in ui.text
        assert "Priya Tanaka II" in ui.text


async def test_open_hands_over_the_checked_address_and_remembers() -> None:
    async with running(few()) as ui:
        await ui.press("j", "o")
        assert ui.opened == ["https://www.linkedin.com/in/s%C3%B8ren-r%C3%A5dstr%C3%B6m"]
        assert ui.kinds("søren-rådström") == ["opened"]
        assert ui.message == "Page opened: withdraw there, then say what happened · u undoes"
        assert ui.snapshot.standings["søren-rådström"].state is State.OPENED
        await ui.press("u")
        assert ui.kinds("søren-rådström") == []


@pytest.mark.parametrize(
    "url",
    [
        None,
        "javascript:alert(1)",
        "https://www.linkedin.com.evil.example/in/ada",
        "https://www.linkedin.com/in/../../logout",
        "file:///etc/passwd",
    ],
)
async def test_without_a_good_address_the_sent_page_is_opened(url: str | None) -> None:
    async with running([sent("Ada", 1, url=url)]) as ui:
        await ui.press("o")
        assert ui.opened == [SENT_PAGE]


async def test_where_no_browser_opens_the_address_is_said() -> None:
    async with running(few(), browser=False) as ui:
        await ui.press("o")
        assert ui.message == "Open by hand: https://www.linkedin.com/in/priya-tanaka"


@pytest.mark.parametrize("keys", ["1", "2t", "A", "Q", "3r"])
async def test_a_browser_that_takes_its_time_may_find_the_card_gone(keys: str) -> None:
    missed = sent("Lena Vos", 40, event(Kind.MISSED, 1))
    async with running([*few(), missed]) as ui:
        ui.app.opener = lambda _: ui.keeper.free.wait(PATIENCE)
        await ui.press(*keys)
        ui.keeper.free.clear()
        await ui.press("o", "escape")
        assert ui.app.screen is ui.main
        ui.keeper.free.set()
        await ui.settle()
        assert not ui.gone


async def test_one_that_is_not_pending_is_opened_and_nothing_is_due() -> None:
    async with running([sent("Ada", 20, event(Kind.ACCEPTED, 3))]) as ui:
        await ui.press("o")
        assert len(ui.opened) == 1
        assert ui.kinds("ada") == ["accepted"]


async def test_many_steps_back_and_forth() -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press("K", "w", "p", "l", "space", "space", "d", "2", "x", "e", *"?", "enter")
        after = ui.book
        for _ in range(6):
            await ui.press("u")
        assert ui.book == before
        await ui.press("u")
        assert ui.message == "There is nothing to take back"
        for _ in range(6):
            await ui.press("U")
        assert ui.book == after
        await ui.press("U")
        assert ui.message == "There is nothing to do again"
        assert {uid: i for uid, i in ui.keeper.kept.items() if i} == {
            uid: after[uid] for uid in ui.keeper.kept
        }


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("3w", "“first” works on Sent and Stale"),
        ("3K", "“keep” works on Sent and Stale"),
        ("2S", "“sort” works on Sent"),
        ("4e", "“edit” works on Sent and Stale and Cooling Down"),
        ("4/", "“filter” works on Sent and Stale and Cooling Down"),
        ("GK", "It is no longer pending"),
        ("Gd", "It is no longer pending"),
    ],
)
async def test_a_key_that_cannot_act_says_why(keys: str, why: str) -> None:
    async with running(few()) as ui:
        before = ui.book
        await ui.press(*keys)
        assert ui.message == why
        assert ui.book == before


async def test_of_the_marked_only_the_pending_are_concerned() -> None:
    async with running(few()) as ui:
        await ui.press("*", "K")
        assert ui.message == "7 invitations kept · u undoes"


async def test_saying_the_same_twice_is_no_step() -> None:
    async with running([sent("Ada", 20, event(Kind.ACCEPTED, 3))]) as ui:
        await ui.press("a")
        assert ui.message == "Nothing to change"
        await ui.press("u")
        assert ui.message == "There is nothing to take back"


async def test_once_the_day_s_profile_views_are_gone_o_opens_the_sent_page() -> None:
    async with running(few(), rules=Rules(profile_views_a_day=1)) as ui:
        await ui.press("o", "j", "o")
        assert ui.opened[1] == "https://www.linkedin.com/mynetwork/invitation-manager/sent/"
        assert ui.message.startswith("Sent page opened: withdraw there, then say what happened")
        assert ui.book["søren-rådström"].events[-1].value == "list"


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_a_name_takes_a_hundred_characters_and_its_undoing_stays_in_view(size: tuple[int, int]) -> None:
    async with running([sent("Ada", 20)], size=size) as ui:
        await ui.press("e", "end")
        await ui.paste("x" * 98)
        await ui.press("enter")
        assert "A name has at most 100 characters: this has 101" in ui.text
        assert ui.book["ada"].name == "Ada"
        await ui.press("backspace", "enter")
        assert len(ui.book["ada"].name) == 100
        for key in ("u", "U", "d"):
            await ui.press(key)
        assert ui.message.endswith("… withdrawn · ready 14 Dec · u undoes")


async def test_what_was_longer_before_may_stay() -> None:
    async with running([sent("Ada", 20, note="x" * 900)]) as ui:
        await ui.press("e", "end", "m", "enter")
        assert ui.book["ada"].name == "Adam"
