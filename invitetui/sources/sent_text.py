"""LinkedIn's Sent page as text: select all, copy, paste. What is pending at that moment.

A card is an optional line `NAME's profile picture`, the name, a headline of one to five lines, its age
and `Withdraw`. A note stands after `Withdraw` and belongs to the card above. Lines of the page around
the list come along. A card of which it is not sure where it begins is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from invitetui.domain.text import clean
from invitetui.sources.ages import WITHDRAW, age
from invitetui.sources.fields import Unreadable
from invitetui.sources.seen import Page, Rejected, Seen, SeenInvitation, SourceError
from invitetui.sources.table import LONGEST_FIELD

WHAT = "the Sent page"

_LONGEST_HEADLINE = 5
"""Lines."""
_LONGEST_NAME = 80
"""Characters from which on a line is taken for a note rather than a name."""

_NEWLINE = re.compile(r"\r\n|\n|\r")
_WITHDRAW_LINE = re.compile(
    rf"(?:^|[\r\n])[^\S\r\n]*(?:{'|'.join(sorted(WITHDRAW))})[^\S\r\n]*(?:[\r\n]|$)", re.IGNORECASE
)
_PEOPLE = r"(?:people|personnes|personen|personas|pessoas|persone)"
_COUNT = re.compile(rf"{_PEOPLE} ?\(([0-9][0-9.,'’ ]*)\)", re.IGNORECASE)
_PICTURE = re.compile(
    r"profile (?:picture|photo)|photo de profil|profil(?:bild|foto)|(?:foto|imagen) d(?:e|el|o) perfil|"
    r"immagine del profilo|foto del profilo|profielfoto",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"(?:{_PEOPLE}|pages|events|newsletters|groups|companies|all|received|sent|grow|catch up)"
    r"(?: ?\([0-9.,' ]+\))?"
    r"|manage invitations|manage my network|my network|invitations|select all|skip to .+|home|jobs|messaging"
    r"|notifications|me|for business|premium|try premium.*|[0-9]+ notifications?.*|load more|show more.*"
    r"|about|accessibility|help cent(?:er|re)|privacy.*|ad choices|advertising|business services"
    r"|get the linkedin app|more|linkedin corporation.*|linkedin|search|close jump menu|status is .+",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|day|evening)|thanks|thank you|hola|bonjour|salut|hallo|guten tag|"
    r"ciao|olá|привет|здравствуйте|你好|您好)\b|[\"“«'=]",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r"(?:\b\w{1,2}\.)+$|\b(?:jr|sr|inc|ltd|prof|esq|hons|dipl|ing|phd|mrs)\.$", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?…。！？]$|[，。！？]")
_PARTICLES = frozenset(
    "da de del della den der di dos du el la le of and van von und y zu bin ibn al".split()
)
"""Words that stand in small letters within names."""
_SEE_MORE = re.compile(r"\s*…?\s*\b(?:see|show) (?:more|less)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    """Counted from 1."""
    text: str
    """Cleaned; blank where the line is."""


def is_page(text: str) -> bool:
    """Return whether there is a line with nothing but the word that stands under each card."""
    return _WITHDRAW_LINE.search(text) is not None


def read(text: str, source: str, now: datetime) -> Seen:
    """Return the cards of the page, and whether they are all that it had.

    Args:
        text: what was copied.
        source: what messages call it.
        now: the instant (UTC) at which the page was taken, from which its ages count.

    Raises:
        SourceError: a line is longer than any that LinkedIn writes.
    """
    lines = _lines(text, source)
    ends = [place for place, line in enumerate(lines) if line.text.casefold() in WITHDRAW]
    spaced = any(place + 1 < len(lines) and not lines[place + 1].text for place in ends[:-1])
    cards: list[SeenInvitation] = []
    rejected: list[Rejected] = []
    after = 0
    above: SeenInvitation | Rejected | None = None
    for end in ends:
        block = lines[after:end]
        note, block = (
            ([], _without_furniture(block)) if above is None else _apart(block, above, spaced=spaced)
        )
        if note and isinstance(above, SeenInvitation):
            cards[-1] = _noted(cards[-1], note)
        found = _card(block, source, now, lines[end].number)
        if isinstance(found, SeenInvitation):
            cards.append(found)
        else:
            rejected.append(found)
        after, above = end + 1, found
    if isinstance(above, SeenInvitation):
        cards[-1] = _noted(cards[-1], _tail(lines[after:], above, spaced=spaced))
    count = count_in(line.text for line in lines[: ends[0] if ends else 0])
    page = Page(source, now, tuple(cards), count, complete=count == len(cards) and not rejected)
    return Seen(WHAT, pages=(page,), rejected=tuple(rejected))


def count_in(lines: Iterable[str]) -> int | None:
    """Return how many the heading says there are: `People (1,100)`."""
    for line in lines:
        if found := _COUNT.fullmatch(line):
            digits = re.sub(r"[^0-9]", "", found[1])
            return int(digits) if len(digits) < 8 else None
    return None


def is_picture(line: str, name: str) -> bool:
    """Return whether `line` describes the picture of `name` and is no text of the card."""
    return name in line and line != name and _PICTURE.search(line) is not None


def _lines(text: str, source: str) -> list[_Line]:
    lines: list[_Line] = []
    for number, raw in enumerate(_NEWLINE.split(text), start=1):
        if len(raw) > LONGEST_FIELD:
            raise SourceError(source, number, f"the line is longer than {LONGEST_FIELD:,} characters")
        lines.append(_Line(number, clean(raw)))
    return lines


def _card(block: list[_Line], source: str, now: datetime, end: int) -> SeenInvitation | Rejected:
    """Return the card whose lines, from its picture or name to its age, these are."""
    told = [line for line in block if line.text]
    if not told:
        return Rejected(source, end, "there is no card above “Withdraw”")
    *above, sent = told
    try:
        earliest, latest = age(sent.text, now)
    except Unreadable as error:
        return Rejected(source, sent.number, str(error))
    if (place := _picture(above)) is not None:
        above = above[place + 1 :]
    if not above:
        return Rejected(source, sent.number, "there is no name above the age")
    name, *headline = above
    if len(headline) > _LONGEST_HEADLINE and place is None:
        return Rejected(
            source, name.number, "it can't be told where the card begins: no line is surely the name"
        )
    shown = " ".join(line.text for line in headline) or None
    return SeenInvitation(name.text, None, earliest, latest, None, name.number, source, shown)


def _picture(lines: Sequence[_Line]) -> int | None:
    """Return the place of the line that describes the picture: the next one is the name.

    The first of its kind: what follows in the card is the stranger's own text.
    """
    for place, (line, following) in enumerate(pairwise(lines)):
        if is_picture(line.text, following.text):
            return place
    return None


def _without_furniture(block: list[_Line]) -> list[_Line]:
    """Return what stands below the last line of the page's own, the age among it."""
    told = [line for line in block if line.text]
    if _picture(told[:-1]) is not None:
        return told
    places = [place for place, line in enumerate(told[:-1]) if _FURNITURE.fullmatch(line.text)]
    return told[places[-1] + 1 :] if places else told


def _apart(
    block: list[_Line], above: SeenInvitation | Rejected, *, spaced: bool
) -> tuple[list[_Line], list[_Line]]:
    """Return the note of the card above, and the lines of the next card."""
    told = [line for line in block if line.text]
    if (place := _picture(told[:-1])) is not None:
        return told[:place], told[place:]
    blank = next((place for place, line in enumerate(block) if not line.text), None)
    if spaced and blank and len([line for line in block[blank:] if line.text]) > 1:
        return block[:blank], block[blank:]
    place = 0
    while place < len(told) - 1 and _is_note(told[place].text, above):
        place += 1
    return told[:place], told[place:]


def _tail(lines: list[_Line], above: SeenInvitation, *, spaced: bool) -> list[_Line]:
    """Return the note of the last card, out of what follows it."""
    note: list[_Line] = []
    for line in lines:
        if not line.text or _FURNITURE.fullmatch(line.text):
            break
        if not spaced and not _is_note(line.text, above):
            break
        note.append(line)
    return note


def _is_note(line: str, above: SeenInvitation | Rejected) -> bool:
    """Return whether a line is a sentence rather than a name."""
    words = line.split(" ")
    small = sum(word.strip("\"'“”(").islower() and word not in _PARTICLES for word in words)
    if len(line) > _LONGEST_NAME or _GREETING.match(line) or small > 2:
        return True
    if _SENTENCE.search(line) and not _TITLE_END.search(line):
        return True
    first = above.name.split(" ")[0] if isinstance(above, SeenInvitation) else ""
    return len(words) > 4 and first.casefold() in {word.strip(",.!?:;").casefold() for word in words}


def _noted(card: SeenInvitation, note: list[_Line]) -> SeenInvitation:
    text = _SEE_MORE.sub("", " ".join(line.text for line in note)).strip()
    return (
        SeenInvitation(
            card.name,
            card.url,
            card.sent_earliest,
            card.sent_latest,
            text,
            card.line,
            card.source,
            card.headline,
        )
        if text
        else card
    )
