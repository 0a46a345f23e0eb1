"""Inviting someone again: the note is written here, sent by hand, and recorded as attempt 2."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.reinvitation import Draft, person_of
from invitetui.domain.rules import Rules
from invitetui.domain.standing import State
from invitetui.state import StateFile
from invitetui.ui.screens.reinviting import ReinviteScreen
from tests.ui.running import NOW, USUAL, WIDE, Ui, event, running, sent
from tests.ui.test_untrusted import HOSTILE, check

NOTE = "Hi {f}, I saw your talk at PyData and would love to compare notes."
SIZES = pytest.mark.parametrize("size", [(60, 16), USUAL, WIDE, (200, 60)])


def kofi(*events: Event, days: float = 60, **fields: object) -> Invitation:
    known = {"note": NOTE.format(f="Kofi"), "headline": "Head of Data at Kiln", **fields}
    return sent(
        "Kofi Vask", days, event(Kind.WITHDRAWN, 30), event(Kind.PRIORITY, 29, "high"), *events, **known
    )


def others() -> list[Invitation]:
    return [
        sent("Rosa Eze", 20, event(Kind.ACCEPTED, 18), note=NOTE.format(f="Rosa")),
        sent("Ada Okafor", 5),
        sent("Ivo Zeel", 60, event(Kind.WITHDRAWN, 7)),
    ]


def screen(ui: Ui) -> ReinviteScreen:
    assert isinstance(ui.app.screen, ReinviteScreen)
    return ui.app.screen


def note(ui: Ui) -> str:
    return screen(ui).editor.text


def new(ui: Ui) -> Invitation:
    (found,) = (one for one in ui.book if one.name == "Kofi Vask" and one.uid != "kofi-vask")
    return found


@SIZES
async def test_the_person_the_note_and_what_helps_are_there(size: tuple[int, int]) -> None:
    async with running([kofi(), *others()], size=size) as ui:
        await ui.press("3", "r")
        for told in (
            "▲ Kofi Vask",
            "attempt 2 · withdrawn 24 Oct, ready since",
            "0 of 200 · 300 with Premium",
            "e write",
        ):
            assert told in ui.text, ui.text
        await ui.press(*["j"] * 30)
        assert "compare notes" in ui.words
        check(ui)


async def test_beside_the_note_stand_times_ways_and_attempts() -> None:
    async with running([kofi(), *others()], size=WIDE) as ui:
        await ui.press("3", "r")
        for told in (
            "When to send",
            "Tue–Thu 9–17 by their clock",
            "Vendors' advice, contested",
            "1 [ ] engage with their posts",
            "3 [ ] try another platform",
            "24 Sep  withdrawn after 4 weeks",
            "“Hi Kofi, I saw your talk",
            "1 of about 5 notes this month",
        ):
            assert told in ui.text, ui.text


async def test_writing_counting_and_leaving_keeps_a_draft_that_outlives_the_app() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e")
        await ui.type("Hello 👋")
        await ui.press("enter", "s", "escape")
        assert note(ui) == "Hello 👋\ns"
        assert "10 of 200" in ui.text
        assert person_of("kofi-vask", ui.snapshot).draft == "Hello 👋\ns"
        await ui.press("escape")
        assert "Draft kept" in ui.message
        kept = ui.keeper.kept["kofi-vask"]
        assert kept is not None
        await ui.press("r")
        assert note(ui) == "Hello 👋\ns"
    async with running([kept], size=USUAL) as ui:
        await ui.press("3", "r")
        assert note(ui) == "Hello 👋\ns"
        await ui.press("escape", "u")
        assert person_of("kofi-vask", ui.snapshot).draft == "Hello 👋\ns"


async def test_what_is_typed_is_kept_when_the_app_is_quit_and_when_the_person_pauses() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e", *"Hi")
        screen(ui).keep()
        await ui.press(*" Ko")
        ui.app.exit()
        await ui.settle()
    assert person_of("kofi-vask", ui.snapshot).draft == "Hi Ko"
    ui.app.session.undo()
    assert person_of("kofi-vask", ui.snapshot).draft == ""


async def test_a_template_is_filled_in_gap_by_gap_and_typing_is_not_lost() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e", *"mine", "escape", "t")
        assert "1 Something new" in ui.text
        await ui.press("1")
        assert note(ui).startswith("Hi Kofi, since I last wrote, [what changed since].")
        await ui.press(*"we moved")
        assert "wrote, we moved. I thought" in note(ui)
        await ui.press("tab", *"the talk", "escape")
        assert "because the talk. I'd" in note(ui)
        assert "[" not in note(ui)
        await ui.press("tab")
        assert "no gap left" in ui.text
        await ui.press("t", "escape")
        assert "the talk" in note(ui)
        await ui.press("t", "enter", "ctrl+z")
        assert "because the talk. I'd" in note(ui)


async def test_a_note_is_kept_as_a_template_of_one_s_own(tmp_path: Path) -> None:
    state = StateFile(tmp_path / "state.json")
    async with running([kofi()], size=USUAL, state=state, templates={"mine": "From the file, {first}"}) as ui:
        await ui.press("3", "r", "T")
        assert "no note to keep" in ui.text
        await ui.press("e", *"Dear Kofi", "enter", *"hello", "escape", "T", *"dear", "enter")
        assert "Kept as template “dear”" in ui.text
        assert StateFile(tmp_path / "state.json").state.templates == {"dear": "Dear {first}\nhello"}
        await ui.press("t")
        names = [str(option.id) for option in ui.app.screen.query_one(OptionList).options]
        assert names[:3] == ["dear", "mine", "Something new"]
        await ui.press("1")
        assert note(ui) == "Dear Kofi\nhello"
        await ui.press("escape", "t")
        await ui.press("2")
        assert note(ui) == "From the file, Kofi"
        await ui.press("escape", "t", "x")
        assert StateFile(tmp_path / "state.json").state.templates == {}
        await ui.press("1")
        assert note(ui) == "From the file, Kofi"


async def test_the_count_warms_and_says_where_it_ends() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e")
        await ui.paste("x " * 125)
        assert "250 of 200 · 300 with Premium" in ui.text
        await ui.paste("x " * 50)
        assert "350 of 200 · 300 with Premium · 50 too long for anyone" in ui.words
        await ui.press("escape", "s")
        assert "300 characters at most · s again" in ui.text
    async with running([kofi()], size=USUAL, rules=Rules(note_length=300)) as ui:
        await ui.press("3", "r")
        assert "0 of 300 · 0 notes this month" in ui.text


@pytest.mark.parametrize("size", [(60, 16), USUAL, WIDE])
async def test_an_alarm_where_the_note_repeats_an_earlier_one(size: tuple[int, int]) -> None:
    async with running([kofi(note=None), *others()], size=size) as ui:
        await ui.press("3", "r", "e")
        await ui.paste(NOTE.format(f="Kofi"))
        assert "repeats your note to Rosa Eze of 3 Nov" in ui.words
        await ui.paste(" See you there")
        assert "nearly repeats your note to Rosa Eze of 3 Nov: " in ui.words
        await ui.paste(" and this is something else entirely, about hiring and budgets and the weather" * 2)
        assert "repeats" not in ui.text


async def test_the_alarm_names_the_same_person() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e")
        await ui.paste(NOTE.format(f="Kofi").upper())
        assert "repeats your note to the same person of 24 Sep" in ui.words


async def test_sent_is_a_new_invitation_that_can_be_taken_back() -> None:
    async with running([kofi(), *others()], size=USUAL) as ui:
        before = ui.book
        await ui.press("3", "r", "e", *"Hi", "escape", "o")
        assert ui.app.clipboard == "Hi"
        assert ui.opened == ["https://www.linkedin.com/in/kofi-vask"]
        assert "Note copied, page opened" in ui.text
        ui.clock.forward(minutes=5)
        await ui.press("s")
        assert ui.app.screen is ui.main
        assert ui.message == "Kofi Vask invited again · attempt 2 · u undoes"
        assert (new(ui).note, new(ui).sent_earliest, new(ui).sent_latest) == ("Hi", NOW, ui.clock.now)
        assert ui.snapshot.standings["kofi-vask"].state is State.CLOSED
        assert "Kofi" not in ui.text.replace(ui.message, "")
        await ui.press("1")
        assert "Kofi Vask" in ui.rows[0]
        await ui.press("u", "u", "u")
        assert ui.book == before


async def test_a_page_that_was_opened_and_not_answered_for_is_asked_about() -> None:
    async with running([kofi(event(Kind.OPENED, 0.1, "again"))], size=USUAL) as ui:
        await ui.press("3", "r")
        assert "You opened the page on 23 Nov 07:36: s if you sent it then" in ui.words


async def test_what_is_in_doubt_is_asked_about_once() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "s")
        assert "There is no note · s again does it all the same" in ui.text
        await ui.press("o")
        assert "There is no note · o again does it all the same" in ui.text
        assert not ui.opened
        await ui.press("t", "1", "escape", "s")
        assert "[what changed since] is still to be filled in · s again" in ui.text
        await ui.press("j", "s")
        assert ui.app.screen is not ui.main
        await ui.press("s")
        assert new(ui).note


async def test_whoever_cools_down_is_pointed_out_and_may_be_recorded_all_the_same() -> None:
    async with running(others(), size=USUAL) as ui:
        await ui.press("3", "r")
        assert "! cooling down until 7 Dec" in ui.text
        await ui.press("e", *"Hi", "escape", "s")
        assert "cooling down until 7 Dec · s again" in ui.text
        await ui.press("s")
        assert "Ivo Zeel invited again" in ui.message


async def test_twice_in_vain_and_a_namesake_are_pointed_out() -> None:
    people = [kofi(), sent("Kofi Vask", 300, uid="first"), sent("kofi vask", 3, uid="other", url=None)]
    async with running(people, size=USUAL) as ui:
        await ui.press("3", "r")
        assert "! withdrawn or expired twice before: better follow them" in ui.words
        assert "! one of 2 of that name: pending since 20 Nov" in ui.words


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (sent("Ada", 3), "Ada: pending since 20 Nov"),
        (sent("Ada", 30, event(Kind.ACCEPTED, 3)), "Ada: you are connected"),
        (sent("Ada", 30, event(Kind.MISSED, 3)), "Ada: unclear: missing from LinkedIn's list of 20 Nov"),
    ],
)
async def test_on_sent_whoever_can_t_be_invited_is_refused_with_the_reason(
    person: Invitation, says: str
) -> None:
    async with running([person], size=WIDE) as ui:
        await ui.press("r")
        assert says in ui.message
        assert ui.app.screen is ui.main


@pytest.mark.parametrize(
    "events", [(), (event(Kind.GONE, 3),), (event(Kind.WITHDRAWN, 200), event(Kind.DISMISSED, 9))]
)
async def test_on_sent_the_expired_and_closed_can_be_invited(events: tuple[Event, ...]) -> None:
    async with running([sent("Ada", 250, *events)], size=USUAL) as ui:
        await ui.press("r", "e", *"Hi", "escape", "s")
        assert "Ada invited again · attempt 2" in ui.message


async def test_other_ways_back_stay_with_the_person_and_can_be_taken_back() -> None:
    async with running([kofi()], size=USUAL) as ui:
        before = ui.book
        await ui.press("3", "r", "1", "3")
        assert "1 [x] engage with their posts" in ui.text
        assert "3 [x] try another platform" in ui.text
        assert "Kofi Vask: try another platform · u undoes" in ui.text
        await ui.press("u", "1")
        assert "1 [ ] engage with their posts" in ui.text
        await ui.press("u", "U", "u", "u")
        assert ui.book == before


async def test_where_they_live_is_chosen_by_a_part_of_its_name() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "z", *"tok", "enter")
        assert person_of("kofi-vask", ui.snapshot).zone == "Asia/Tokyo"
        assert "Tue–Thu 9–17 in Tokyo" in ui.text
        assert "Next: tomorrow 00:00–08:00 on your clock" in ui.text
        await ui.press("escape")
        assert "Tue–Thu 9–17, Tokyo" in ui.text
        await ui.press("r", "z", "enter")
        assert person_of("kofi-vask", ui.snapshot).zone is None


async def test_a_zone_that_nobody_knows_is_their_clock() -> None:
    async with running([kofi(event(Kind.ZONE, 1, "../../etc/passwd"))], size=USUAL) as ui:
        await ui.press("3", "r")
        assert "by their clock" in ui.text


async def test_undo_gives_the_draft_of_before() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e", *"one", "escape", "1", "e", *"two", "escape", "u")
        assert note(ui) == "one"
        await ui.press("U")
        assert note(ui).replace("one", "") == "two"


async def test_letters_that_come_in_one_burst_with_e_are_typed() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r")
        await ui.burst("e", "s", "o", "1")
        assert note(ui) == "so1"
        assert not ui.opened


async def test_too_small_does_nothing() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r")
        await ui.resize(30, 8)
        assert "too small" in ui.text
        before = ui.book
        await ui.press(*"eostz1", "T")
        assert ui.book == before
        assert not ui.opened


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_names_notes_and_drafts_are_literal(size: tuple[int, int]) -> None:
    for what, words in HOSTILE.items():
        known = {"name": words, "headline": words, "note": words, "source": words}
        person = sent(what, 60, event(Kind.WITHDRAWN, 30), event(Kind.DRAFT, 1, words), uid="one", **known)
        other = sent("Rosa", 20, event(Kind.ACCEPTED, 18), note=f"{words} {NOTE}")
        async with running([person, other], size=size, templates={words: words}) as ui:
            await ui.press("3", "r")
            check(ui)
            for key in ("e", "x", "escape", "t", "escape", "z", "escape", "1", "u", "s", "s"):
                await ui.press(key)
                check(ui)
            await ui.press("1")
            check(ui)


async def test_a_hostile_paste_is_made_harmless() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e")
        await ui.paste("a\x1b]52;c;x\x07\u202eb\r\nc")
        assert note(ui) == "a�]52;c;x��b\nc"
        check(ui)


async def test_another_program_s_change_is_shown_and_a_person_who_is_gone_ends_it() -> None:
    async with running([kofi(), *others()], size=USUAL) as ui:
        await ui.press("3", "r")
        ui.app.apply(Draft("kofi-vask", "elsewhere"))
        from invitetui.domain.actions import Replace  # noqa: PLC0415

        ui.app.apply(Replace({"kofi-vask": None}, "gone"))
        await ui.settle()
        assert ui.app.screen is ui.main


async def test_a_draft_stands_in_the_list() -> None:
    async with running([kofi(event(Kind.DRAFT, 1, "Hi\n[/x]"))], size=(99, 24)) as ui:
        await ui.press("3")
        assert "draft: “Hi [/x]”" in ui.rows[1]


async def test_a_draft_that_another_program_changed_is_left_to_it() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r", "e", *"mine", "escape")
        ui.app.apply(Draft("kofi-vask", "theirs"))
        await ui.press("escape")
        assert person_of("kofi-vask", ui.snapshot).draft == "theirs"


async def test_a_restriction_and_a_full_week_are_pointed_out() -> None:
    restricted = Event(Happening.RESTRICTED, NOW - timedelta(days=1), value="weekly")
    async with running(Book.of([kofi()], (restricted,)), size=USUAL) as ui:
        await ui.press("3", "r", "e", *"Hi", "escape", "s")
        assert "! LinkedIn has restricted you: sending rests, and should begin again Sun" in ui.words
        assert "s again does it all the same" in ui.words
    async with running([kofi(), *others()], size=USUAL, rules=Rules(invitations_a_week=1)) as ui:
        await ui.press("3", "r")
        assert "! no invitation is left of the 1 of these seven days" in ui.words


async def test_the_day_s_profile_views_are_kept_to() -> None:
    seen = [sent(f"Seen {number}", 20, event(Kind.OPENED, 0.01), event(Kind.LATER)) for number in range(2)]
    async with running([kofi(), *seen], size=USUAL, rules=Rules(profile_views_a_day=2)) as ui:
        await ui.press("3", "r", "e", *"Hi", "escape", "o")
        assert "2 profile pages were opened today · o again" in ui.words
        assert not ui.opened
        await ui.press("o")
        assert len(ui.opened) == 1


async def test_keys_and_limits_are_explained() -> None:
    async with running([kofi()], size=(120, 60)) as ui:
        await ui.press("3", "r", "question_mark")
        for told in (
            "copy and open the page",
            "engage with their posts",
            "Notes a month",
            "Length of a note",
        ):
            assert told in ui.text
        assert "LinkedIn publishes no number" in ui.words
        await ui.press("escape", "e", "question_mark")
        assert note(ui) == "?"


async def test_what_is_pasted_where_letters_are_commands_goes_into_the_note() -> None:
    async with running([kofi()], size=USUAL) as ui:
        await ui.press("3", "r")
        ui.app.screen.post_message(events.Paste("so\x1bs"))
        await ui.settle()
        assert note(ui) == "so�s"
        assert screen(ui).writing


async def test_what_a_thread_finds_for_a_screen_that_was_left_is_dropped() -> None:
    heard: list[str] = []
    async with running([kofi(), *others()]) as ui:
        await ui.press("3", "r")
        left = screen(ui)
        await asyncio.to_thread(left.tell, heard.append, "while it is open")
        left.dismiss(None)
        await asyncio.to_thread(left.tell, heard.append, "while its widgets go")
        await ui.pilot.pause()
        await asyncio.to_thread(left.tell, heard.append, "when they are gone")
        assert heard == ["while it is open"]
        assert not left.is_open
