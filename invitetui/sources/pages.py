"""A Sent page as lines of the journal: each person once, and of each page who was on it with which age.

A card may be of one of several people, and a file that comes later may tell of whom. So pages are kept,
and each import finds anew whom their cards mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from invitetui.domain.moments import before
from invitetui.domain.profile import HOME, checked, slug_of
from invitetui.domain.text import clean
from invitetui.sources.seen import Page, SeenInvitation

PERSON, PAGE = "i", "p"
"""What a line begins with that tells of a person, and of a page."""

_COMPLETE, _INCOMPLETE = "complete", "incomplete"


def lines_of(page: Page) -> tuple[str, ...]:
    """Return the lines that tell of a page: its people, and last the page itself."""
    people: dict[str, None] = {}
    listed: list[str] = []
    for card in page.cards:
        slug = slug_of(card.url) if card.url else ""
        fields = (clean(card.name), slug, clean(card.headline or ""), clean(card.note or ""))
        person = "\t".join((PERSON, *fields))
        people[person] = None
        oldest, youngest = (_age(page, at) for at in (card.sent_earliest, card.sent_latest))
        listed.append(f"{_key(person)}:{youngest}:{oldest}")
    whole = _COMPLETE if page.complete else _INCOMPLETE
    return (*people, "\t".join((PAGE, page.taken_at.isoformat(), whole, " ".join(listed))))


def read_pages(lines: Iterable[str]) -> dict[str, Page]:
    """Return the pages that these lines tell of, by the line of each; a line that is none is passed over."""
    people: dict[str, tuple[str, str | None, str | None, str | None]] = {}
    pages: list[str] = []
    for line in lines:
        kind, *fields = line.split("\t")
        if kind == PERSON and len(fields) == 4 and (name := clean(fields[0])):
            url = checked(HOME + fields[1]) if fields[1] else None
            people[_key(line)] = name, url, clean(fields[2]) or None, clean(fields[3]) or None
        elif kind == PAGE and len(fields) == 3:
            pages.append(line)
    found: dict[str, Page] = {}
    for line in pages:
        _, taken, whole, listed = line.split("\t")
        try:
            taken_at = datetime.fromisoformat(taken).astimezone(UTC)
            cards = tuple(_cards(taken_at, listed.split(" "), people))
        except (ValueError, OverflowError):
            continue
        complete = whole == _COMPLETE and len(cards) == len(listed.split(" "))
        found[line] = Page("", taken_at, cards, None, complete)
    return found


def _cards(
    taken_at: datetime,
    listed: Iterable[str],
    people: dict[str, tuple[str, str | None, str | None, str | None]],
) -> Iterator[SeenInvitation]:
    for told in listed:
        key, _, ages = told.partition(":")
        if key in people:
            youngest, _, oldest = ages.partition(":")
            name, url, headline, note = people[key]
            earliest = before(taken_at, timedelta(seconds=float(oldest)))
            latest = before(taken_at, timedelta(seconds=float(youngest)))
            yield SeenInvitation(name, url, min(earliest, latest), latest, note, 0, "", headline)


def _age(page: Page, sent: datetime) -> str:
    return f"{(page.taken_at - sent).total_seconds():.6f}".rstrip("0").rstrip(".")


def _key(line: str) -> str:
    """Return a short name of a person's line, by which a page tells who is on it."""
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
