"""Relative ages keep their range, in English and in six other languages; unknown wording is refused."""

from __future__ import annotations

from datetime import timedelta

import arrow
import pytest

from invitetui.sources.ages import LANGUAGES, age
from invitetui.sources.fields import Unreadable
from tests.sources.taking import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "youngest", "oldest"),
    [
        ("Sent today", 0 * DAY, DAY),
        ("Sent yesterday", DAY, 2 * DAY),
        ("Sent a minute ago", MINUTE, 2 * MINUTE),
        ("Sent 59 minutes ago", 59 * MINUTE, HOUR),
        ("Sent an hour ago", HOUR, 2 * HOUR),
        ("Sent 23 hours ago", 23 * HOUR, DAY),
        ("Sent 1 day ago", DAY, 2 * DAY),
        ("Sent 6 days ago", 6 * DAY, 7 * DAY),
        ("Sent 2 weeks ago", 14 * DAY, 21 * DAY),
        ("Sent\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}weeks\N{NO-BREAK SPACE}ago", 14 * DAY, 21 * DAY),
        ("sent A Week Ago", 7 * DAY, 14 * DAY),
        ("Sent 1 month ago", 30 * DAY, 60 * DAY),
        ("Sent 5 months ago", 150 * DAY, 180 * DAY),
        ("Sent a year ago", 365 * DAY, 730 * DAY),
        ("Envoyé il y a 2 semaines", 14 * DAY, 21 * DAY),
        ("Envoyée il y a 1 semaine", 7 * DAY, 14 * DAY),
        ("Envoyé aujourd’hui", 0 * DAY, DAY),
        ("Vor 2 Wochen gesendet", 14 * DAY, 21 * DAY),
        ("Gesendet vor einem Tag", DAY, 2 * DAY),
        ("Gestern gesendet", DAY, 2 * DAY),
        ("Enviada hace 3 días", 3 * DAY, 4 * DAY),
        ("Enviado há 1 mês", 30 * DAY, 60 * DAY),
        ("Inviato 2 settimane fa", 14 * DAY, 21 * DAY),
        ("Inviato 1 ora fa", HOUR, 2 * HOUR),
        ("Inviato un’ora fa", HOUR, 2 * HOUR),
        ("2 weken geleden verzonden", 14 * DAY, 21 * DAY),
    ],
)
def test_an_age_is_a_range_rounded_down(told: str, youngest: timedelta, oldest: timedelta) -> None:
    assert age(told, NOW) == (NOW - oldest, NOW - youngest)


@pytest.mark.parametrize(
    "told",
    ["", "Sent", "2 weeks ago", "Sent a fortnight ago", "Sent 2 Wochen ago", "Sent ago", "Sent -1 days ago",
     "Sent 9999999 years ago", "Sent 9999 years ago", "Sent in 2 weeks", "Wysłano 2 tygodnie temu"],
)  # fmt: skip
def test_unknown_wording_is_no_guess(told: str) -> None:
    with pytest.raises(Unreadable):
        age(told, NOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [2, 3, 5, 14, 21, 62, 100, 700, 800])
def test_what_arrow_writes_is_read_and_meets_what_arrow_reads(language: str, days: int) -> None:
    told = arrow.get(NOW - timedelta(days=days)).humanize(NOW, locale=language)
    earliest, latest = age(told, NOW, bare=True)
    read = arrow.get(NOW).dehumanize(told, locale=language).datetime
    assert earliest < read + timedelta(days=8)
    assert read - timedelta(days=8) < latest
