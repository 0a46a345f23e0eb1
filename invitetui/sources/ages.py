"""The Sent page's relative ages: `Sent 2 weeks ago` and its like, as the range that each may mean.

LinkedIn rounds down: two weeks are 14 to 20 days. A month counts as 30 days and a year as 365.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from invitetui.domain.text import clean
from invitetui.sources.fields import Range, Unreadable

LANGUAGES = ("fr", "de", "es", "pt", "pt-br", "it", "nl")
"""Those that Arrow's locales read beside English, which is read here."""

WITHDRAW = frozenset({"withdraw", "retirer", "zurückziehen", "retirar", "ritira", "intrekken", "anular"})
"""The word under each card, in small letters."""

_UNITS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
_DAYS = {
    "today": 0, "yesterday": 1,
    "aujourd'hui": 0, "hier": 1,
    "heute": 0, "gestern": 1,
    "hoy": 0, "ayer": 1,
    "hoje": 0, "ontem": 1,
    "oggi": 0, "ieri": 1,
    "vandaag": 0, "gisteren": 1,
}  # fmt: skip
_SENT = r"(?:sent|envoyée?|gesendet|enviad[oa]|inviat[oa]|verzonden|verstuurd)"
_SENT_FIRST = re.compile(rf"{_SENT}\s*:?\s+(.+)")
_SENT_LAST = re.compile(rf"(.+?)\s+{_SENT}")
_ENGLISH = re.compile(rf"(an?|[0-9]{{1,4}}) ({'|'.join(_UNITS)})s? ago")


def age(field: str, now: datetime, *, bare: bool = False) -> Range:
    """Return when an invitation may have been sent whose card says `field` at `now`.

    Args:
        field: `Sent 2 weeks ago`, in one of the languages known.
        now: the instant (UTC) at which the page was taken.
        bare: whether the age may stand alone, without the word for `sent`.

    Raises:
        Unreadable: no age in wording that is known. It is never guessed.
    """
    told = clean(field).casefold().replace("’", "'")
    if (found := _SENT_FIRST.fullmatch(told)) or (found := _SENT_LAST.fullmatch(told)):
        told = found[1]
    elif not bare:
        raise Unreadable(_told(field))
    units = _known(told)
    if units is None:
        raise Unreadable(_told(field))
    number, unit = units
    try:
        return now - (number + 1) * _UNITS[unit], now - number * _UNITS[unit]
    except OverflowError as error:
        raise Unreadable(_told(field)) from error


def _known(told: str) -> tuple[int, str] | None:
    if (days := _DAYS.get(told)) is not None:
        return days, "day"
    if found := _ENGLISH.fullmatch(told):
        return (int(found[1]) if found[1].isdecimal() else 1), found[2]
    for pattern, unit in _foreign():
        if found := pattern.fullmatch(told):
            return int(found["number"] or 1), unit
    return None


@cache
def _foreign() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the phrases of Arrow's locales, each with its unit.

    `Arrow.dehumanize` itself gives an instant, which says no longer in what unit it was told, and it
    reads `une semaine` but not LinkedIn's `1 semaine`.
    """
    return tuple(_phrases())


def _phrases() -> Iterator[tuple[re.Pattern[str], str]]:
    from arrow.locales import get_locale  # noqa: PLC0415  # 30 ms that an English page need not pay

    for language in LANGUAGES:
        locale = get_locale(language)
        for unit in _UNITS:
            one, many = locale.timeframes.get(unit), locale.timeframes.get(f"{unit}s")  # type: ignore[call-overload]
            for phrase in (one, many):
                if not isinstance(phrase, str):
                    continue
                noun = re.split("[ ']", phrase)[-1]  # `une semaine`, `un'ora`
                article = "" if "{0}" in phrase else re.escape(phrase.removesuffix(noun)) + "|"
                counted = rf"(?:{article}(?P<number>[0-9]{{1,4}}) ){re.escape(noun)}"
                yield re.compile(re.escape(locale.past).replace(r"\{0\}", counted), re.IGNORECASE), unit


def _told(field: str) -> str:
    return f"“{clean(field[:60])}” is not an age that can be read"
