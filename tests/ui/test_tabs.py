"""The four tabs: who stands where, in which order, and what is said beside it."""

from __future__ import annotations

from invitetui.domain.invitation import Invitation, Kind
from tests.ui.running import USUAL, WIDE, event, few, running, sent


async def test_stale_lists_the_plan_in_order_with_its_reasons() -> None:
    async with running(few()) as ui:
        await ui.press("2")
        rows = [" ".join(row.split()) for row in ui.rows]
        assert rows == [
            "›◕ Jamal Petrov 5 weeks z no recent activity today",
            "◐ Ada Okafor 16 days ▽ low today",
            "● Rosa Quispe 9 weeks its age today",
            "◐ 李雷 17 days its age today",
            "Kept (1)",
            "◕ Giulia Fernández 5 weeks ⚑ kept –",
            "Only maybe past the mark (1)",
            "◌ Old Colleague 13–20 days its age –",
        ]


async def test_calendar_says_each_days_share_and_when_the_backlog_is_clear() -> None:
    async with running() as ui:
        await ui.press("2")
        calendar = ui.part("#pane")
        assert calendar[0].split() == ["│", "Mon", "Tue", "Wed", "Thu", "Fri"]
        assert calendar[1].split() == ["│", "23", "Nov", "▆8", "▅6", "▆8", "▆7", "▆8"]
        assert "│ 49 to withdraw, clear 1–15 Dec" in calendar
        assert "3 left to expire by themselves" in "\n".join(calendar)


async def test_calendar_folds_to_a_line_of_days() -> None:
    async with running(size=USUAL) as ui:
        await ui.press("2")
        assert ui.part("#days") == [
            " 49 to withdraw, 3 expire, clear 1–15 Dec   today █8   Tue ▆6        c calendar"
        ]
        await ui.press("1")
        assert ui.part("#days") == []
        await ui.press("2")
        await ui.resize(*WIDE)
        assert ui.part("#days") == []
        assert "49 to withdraw, clear 1–15 Dec" in "\n".join(ui.part("#pane"))


async def test_nothing_stale_is_good_news() -> None:
    async with running([sent("Ada", 1)]) as ui:
        await ui.press("2")
        assert "Nothing is past the mark: well done." in ui.text
        assert "nothing to withdraw: all is clear" in ui.text


async def test_an_empty_list_does_not_hide_who_is_snoozed() -> None:
    async with running([sent("Ada", 20)]) as ui:
        await ui.press("2", "z", "w")
        assert "1 is past the mark, and snoozed for now." in ui.text
        assert "well done" not in ui.text


async def test_cooling_down_lists_the_ready_and_then_the_cooling_with_bars() -> None:
    async with running(few(), size=USUAL) as ui:
        await ui.press("3")
        assert [" ".join(row.split()) for row in ui.rows] == [
            "Ready (1)",
            "›▲ Kwame Mensah since Thu Tue–Thu 9–17, theirs no note",
            "Cooling (1)",
            "Mei Haugen █████████▍░░░░ 7 days · 30 Nov “Hi Mei”",
        ]


async def test_ready_are_by_the_day_they_are_proposed_and_cooling_by_the_day_they_end() -> None:
    def withdrawn(name: str, days: float, priority: str | None = None) -> Invitation:
        events = [event(Kind.PRIORITY, 50, priority)] if priority else []
        return sent(name, 60, *events, event(Kind.WITHDRAWN, days))

    people = [
        withdrawn("Low", 30, "low"),
        withdrawn("Long", 40),
        withdrawn("Short", 25),
        withdrawn("High", 22, "high"),
        withdrawn("Late", 1),
        withdrawn("Soon", 20),
    ]
    async with running(people) as ui:
        await ui.press("3")
        assert ui.names[0] == "High"
        assert sorted(ui.names[1:4]) == ["Long", "Low", "Short"]
        assert ui.names[4:] == ["Soon", "Late"]
        proposed = [ui.snapshot.release_days[uid] for uid in ui.table.uids[:4]]
        assert proposed == sorted(proposed)
        assert ["better" in row for row in ui.rows[1:5]] == [day > ui.snapshot.today for day in proposed]


async def test_who_let_two_invitations_pass_stands_apart_with_the_reason() -> None:
    people = [
        sent("Rosa Eze", 300, event(Kind.WITHDRAWN, 280), uid="rosa-1"),
        sent("Rosa Eze", 100, event(Kind.WITHDRAWN, 60), uid="rosa-2"),
        sent("Ivo Zeel", 300, uid="ivo-1"),
        sent("Ivo Zeel", 60, event(Kind.WITHDRAWN, 7), uid="ivo-2"),
        sent("Kofi Vask", 100, event(Kind.WITHDRAWN, 60), note="Hi Kofi"),
    ]
    async with running(people, size=(99, 24)) as ui:
        await ui.press("3")
        assert [" ".join(row.split()) for row in ui.rows[2:]] == [
            "Twice in vain: better follow them, or try another platform (2)",
            "Rosa Eze since 15 Oct rather not again withdrawn 16 Feb, 24 Sep",
            "Ivo Zeel ████▋░░░░░░░░░ 14 days · 7 Dec expired, withdrawn 16 Nov",
        ]


async def test_the_place_of_somebody_ready_is_told_where_it_is_known() -> None:
    kofi = sent("Kofi Vask", 100, event(Kind.WITHDRAWN, 60), event(Kind.PRIORITY, 60, "high"))
    tokyo = kofi.recording(event(Kind.ZONE, 1, "Asia/Tokyo"))
    async with running([tokyo], size=USUAL) as ui:
        await ui.press("3")
        assert "Tue–Thu 9–17, Tokyo" in ui.rows[1]


async def test_nobody_cooling_is_said() -> None:
    async with running([sent("Ada", 1)]) as ui:
        await ui.press("3")
        assert "Nobody is cooling down." in ui.text


async def test_details_stand_on_a_sheet_where_there_is_no_pane() -> None:
    async with running(few(), size=USUAL) as ui:
        assert ui.part("#pane") == []
        await ui.press(*"jjjj", "enter")
        assert "21 Nov       past the two-week mark" in ui.text
        for key in ("escape", "enter", "q"):
            await ui.press(key)
            assert ui.app.screen is ui.main
            await ui.press("enter")


async def test_time_goes_on_while_the_app_is_open() -> None:
    async with running([sent("Ada", 13.5)]) as ui:
        assert "0 stale" in ui.header
        ui.clock.forward(days=1)
        await ui.press("1")
        assert "1 stale" in ui.header
        assert "Tue 24 Nov" in ui.header
