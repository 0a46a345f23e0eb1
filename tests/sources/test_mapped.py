"""Any other table: its columns are guessed, shown, and taken only when they were confirmed."""

from __future__ import annotations

import shlex
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from invitetui.sources import archive, mapped
from invitetui.sources.seen import SourceError
from tests.sources.taking import EMPTY, HOME, NOW, compare, lines, read, utc

TABLE = lines(
    "Our outreach",
    "Full Name;LinkedIn URL;Date Sent;Title;Message;Other",
    f"Ada Quill;{HOME}ada/;2026-11-05;Cook;=Hello;x",
    "Bo Vask;;05 Nov 2026;;;x",
    "Cy Zeel;https://www.linkedin.com@evil.example/in/cy;2026-11-05;;;",
    ";;2026-11-05;;;",
    "Dee Umber;;soon;;;",
)


def test_a_table_is_read_by_a_guess_that_is_shown() -> None:
    seen = archive.read_bytes(TABLE, "crm.csv", now=NOW, guess=True)
    ada, bo = seen.invitations
    assert seen.what == (
        "a table (name: “Full Name”, sent: “Date Sent”, url: “LinkedIn URL”, "
        "headline: “Title”, note: “Message”)"
    )
    assert (ada.name, ada.url, ada.headline, ada.note) == ("Ada Quill", HOME + "ada", "Cook", "=Hello")
    assert (ada.sent_earliest, bo.sent_latest) == (
        utc("2026-11-05") - timedelta(hours=14), utc("2026-11-06T11:59:59"),
    )  # fmt: skip
    assert [rejected.line for rejected in seen.rejected] == [5, 6, 7]


def test_unconfirmed_it_is_refused_and_says_how_to_confirm() -> None:
    with pytest.raises(SourceError, match=r"--map 'name=Full Name,sent=Date Sent,[^“”]*'$"):
        read(TABLE, "crm.csv")


def test_the_command_line_takes_the_columns_that_are_given() -> None:
    columns = mapped.parsed("first=Vorname,last=Nachname,sent=Am")
    data = lines("Vorname,Nachname,Am", "Ada,Quill,2026-11-05T10:00:00Z")
    (ada,) = archive.read_bytes(data, "x.csv", columns=columns).invitations
    assert (ada.name, ada.sent_earliest, ada.sent_latest) == ("Ada Quill", *[utc("2026-11-05T10:00")] * 2)
    with pytest.raises(SourceError):
        archive.read_bytes(lines("Name,Other", "Ada,x"), "x.csv", columns=columns)


def test_a_title_that_a_shell_would_obey_is_quoted() -> None:
    with pytest.raises(SourceError) as refused:
        read(lines("Name,Date Sent,Message", "Ada,2026-11-05,x").replace(b"Message", b"message"), "crm.csv")
    command = str(refused.value).partition("say: ")[2]
    assert shlex.split(command) == ["--map", "name=Name,sent=Date Sent,note=message"]


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    columns = mapped.parsed("name=Nope,sent=Date Sent")
    with pytest.raises(SourceError) as refused:
        archive.read_bytes(TABLE, "crm.csv", columns=columns)
    assert str(refused.value) == (
        "crm.csv: there is no column “Nope”; "
        "there are Full Name, LinkedIn URL, Date Sent, Title, Message, Other"
    )


def test_a_day_to_come_is_refused_with_its_line() -> None:
    data = lines("Name,Date Sent", "Ada Quill,2030-01-05", "Bo Vask,2026-11-05", f"Cy Zeel,{NOW:%Y-%m-%d}")
    seen = archive.read_bytes(data, "crm.csv", guess=True, zone=ZoneInfo("Asia/Tokyo"))
    changes = compare(EMPTY, seen)
    assert len(changes.added) == 2
    assert [(one.line, one.reason) for one in changes.rejected] == [
        (2, "it was sent on 2030-01-05, which is in the future")
    ]


@pytest.mark.parametrize("given", ["", "name", "name=X", "sent=X", "name=,sent=X", "who=X,sent=Y"])
def test_columns_that_say_nothing_are_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"column|needed"):
        mapped.parsed(given)


@pytest.mark.parametrize(("day", "hours"), [("2026-11-05", 24), ("2026-11-01", 25), ("2026-03-08", 23)])
def test_a_day_is_the_day_of_the_zone_it_was_written_in(day: str, hours: int) -> None:
    zone = ZoneInfo("America/New_York")
    data = lines("Name,Date Sent", f"Ada Quill,{day}")
    (ada,) = archive.read_bytes(data, "x.csv", guess=True, zone=zone).invitations
    assert ada.sent_earliest.astimezone(zone).isoformat().startswith(f"{day}T00:00:00")
    assert ada.sent_latest - ada.sent_earliest == timedelta(hours=hours, seconds=-1)
