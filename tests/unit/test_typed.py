"""Dates as a person types them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from invitetui.typed import NotADate, instant
from tests.unit.made import utc

NOW = utc("2026-11-05T17:12")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-05", "2026-11-05T11:00"),
        ("20261105", "2026-11-05T11:00"),
        ("2026-W45-4", "2026-11-05T11:00"),
        ("2026W454", "2026-11-05T11:00"),
        ("2026-W45", "2026-11-02T11:00"),
        ("2026-07-05", "2026-07-05T10:00"),
        ("2026-02-28", "2026-02-28T11:00"),
        (" 2026-11-05 ", "2026-11-05T11:00"),
        ("2026-11-05T00:00", "2026-11-04T23:00"),
        ("2026-11-05 09:30", "2026-11-05T08:30"),
        ("2026-11-05T09:30Z", "2026-11-05T09:30"),
        ("2026-11-05T09:30:15+05:30", "2026-11-05T04:00:15"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),
    ],
)
def test_iso_without_an_offset_is_local_and_a_bare_date_is_its_noon(text: str, meant: str) -> None:
    assert instant(text, NOW, BERLIN) == utc(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2 days ago", "2026-11-03T17:12"),
        ("A Week Ago", "2026-10-29T17:12"),
        ("in 3 weeks", "2026-11-26T17:12"),
        ("an hour ago", "2026-11-05T16:12"),
    ],
)
def test_a_relative_date_counts_from_now(text: str, meant: str) -> None:
    assert instant(text, NOW, BERLIN) == utc(meant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-02-29",
        "2026-13-01",
        "05/11/2026",
        "2026-11",
        "9999-12-31T23:59-01:00",
        "in 99999999999 years",
        "\x00",
        "\ud800",
        "２０２６-11-05",
    ],
)
def test_anything_else_is_no_date_and_says_what_is(text: str) -> None:
    with pytest.raises(NotADate, match="2026-11-21"):
        instant(text, NOW, BERLIN)
