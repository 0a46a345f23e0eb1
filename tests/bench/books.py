"""Made-up books of any size, the same ones each time: as a plain TinyDB file, and as CSV for VisiData."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from invitetui.domain.invitation import Event, Invitation, Kind

NOW = datetime(2026, 11, 21, 17, tzinfo=UTC)
"""The instant at which all books are looked at."""

FIRST_ROWS = (
    "Ottoline Vargby",
    "Peregrin Achterberg",
    "Zuzanna Wolfquist",
    "Lucasta Brimfield",
    "Thaddeus Okonjo",
    "Ysolde Marchbanks",
    "Quirin Haldorsen",
    "Fenella Drumgoole",
    "Isidro Calatrava",
    "Wilmot Jaspersen",
)
"""Whom the newest ten invitations went to, newest first: no one else has these names."""

_DAYS = 200
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def _pool(words: str) -> list[str]:
    return words.split(";")


_GIVEN = _pool(
    "Ada;Amara;Anders;Beatriz;Björn;Chen;Chiara;Daniel;Deepa;Dmitri;Elif;Emeka;Esther;Farah;Felix;Gül;Hana;"
    "Hiroshi;Ines;Ivan;Jamal;Jana;Kofi;Lars;Lena;Mateus;Mei;Nadia;Noor;Olga;Pavel;Priya;Rosa;Søren;Umut;雷"
)
_FAMILY = _pool(
    "Okafor;Tanaka;Rådström;Fernández;Petrov;Quispe;Yıldız;Nowak;Haddad;Ivanova;Johansson;Kim;Lopes;Mbeki;"
    "Nakamura;Osei;Patel;Quinn;Rossi;Schmidt;Takahashi;Usman;Varga;Weber;Xu;Yamamoto;Zhang;Álvarez;李"
)
_ROLES = _pool(
    "Founder;CTO;Data lead;Head of Talent;Staff engineer;Recruiter;VP Sales;Analyst;Product manager"
)
_FIRMS = _pool("Kiln;Brightwork;Norrsken Labs;Lumen;Alder & Finch;Northgate Systems;Tideway;Copperline")
_LINES = _pool(
    "hiring engineers who care about their craft;speaker, mentor and gardener;data for small teams;"
    "building tools that people keep open all day;ex-Northgate, now on my own;always up for a good coffee"
)
_SOURCES = ("PyCon 2026", "search: data leads EMEA", "list: founders", "webinar October", None, None)
_WORDS = _pool(
    "hello;your talk;about;small teams;was the best;I heard;this year;would love;to swap notes;on hiring;and;"
    "data tools;we met;at the booth;thank you;for the pointers;to that paper;are you open;to a short call"
)


@dataclass(frozen=True)
class Book:
    """One book on the disk."""

    size: int
    tinydb: Path
    csv: Path


def write(size: int, folder: Path) -> Book:
    """Write the book of `size` invitations into `folder`, in both forms, little by little.

    The file is laid out as invitetui itself leaves one. Little by little, because a child's peak
    memory is never reported below its parent's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    book = Book(size, folder / f"book-{size}.json", folder / f"book-{size}.csv")
    encode = msgspec.json.Encoder().encode
    with book.tinydb.open("wb") as file:
        file.write(b'{"meta": {\n"1": {"schema":1}\n},\n"invites": {')
        for number, invitation in enumerate(invitations(size, newest_first=False), 1):
            file.write(b'%s\n"%d": %s' % (b"," if number > 1 else b"", number, encode(invitation)))
        file.write(b"\n}}\n")
    with book.csv.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(["name", "headline", "sent", "state", "source", "note", "url", "uid"])
        for one in invitations(size, newest_first=True):
            state = one.events[-1].kind if one.events else "pending"
            sent = one.sent_earliest.isoformat()
            rows.writerow([one.name, one.headline, sent, state, one.source, one.note, one.url, one.uid])
    return book


def invitations(size: int, *, newest_first: bool) -> Iterator[Invitation]:
    """Yield the invitations: newest first, or as weekly imports bring them in, each newest first."""
    draw = random.Random(size)
    ages = sorted(draw.uniform(0.1, _DAYS) for _ in range(size - len(FIRST_ROWS)))
    order = list(range(len(ages)))
    if not newest_first:
        order.sort(key=lambda index: (-(ages[index] // 7), index))
    else:
        yield from _newest()
    for index in order:
        yield _invitation(size, index, timedelta(days=ages[index]))
    if not newest_first:
        yield from _newest()


def _newest() -> Iterator[Invitation]:
    for place, name in enumerate(FIRST_ROWS):
        sent = NOW - timedelta(minutes=3 * (place + 1))
        yield Invitation(
            uid=f"newest{place:04}",
            name=name,
            sent_earliest=sent,
            sent_latest=sent,
            url=f"https://www.linkedin.com/in/{name.lower().replace(' ', '-')}",
            headline=_headline(place),
            note="Good to have met you in Lisbon. Shall we compare notes?",
        )


def _invitation(size: int, index: int, age: timedelta) -> Invitation:
    """Return the invitation at `index`: it follows from the book's size and its place alone."""
    draw = random.Random(size * 1_000_003 + index)
    sent = (NOW - age).replace(second=0, microsecond=0)
    exact = draw.random() < 0.85
    person = index if draw.random() < 0.97 else draw.randrange(size)
    given, family = _GIVEN[person % len(_GIVEN)], _FAMILY[person // len(_GIVEN) % len(_FAMILY)]
    note = ""
    length = draw.randrange(201)
    while len(note) < length:
        note += draw.choice(_WORDS) + " "
    return Invitation(
        uid="".join(draw.choices(_ALPHABET, k=10)),
        name=f"{given} {family}",
        sent_earliest=sent,
        sent_latest=sent if exact else min(sent + timedelta(days=1), NOW - timedelta(hours=1)),
        url=f"https://www.linkedin.com/in/{given}-{family}-{person:06x}".lower(),
        headline=_headline(person),
        note=note[:length].strip() or None,
        source=_SOURCES[index % len(_SOURCES)],
        events=tuple(_events(draw, sent)),
    )


def _headline(person: int) -> str:
    role, firm = _ROLES[person % len(_ROLES)], _FIRMS[person // 7 % len(_FIRMS)]
    return f"{role} at {firm} | {_LINES[person // 3 % len(_LINES)]}"


def _events(draw: random.Random, sent: datetime) -> Iterator[Event]:
    """Yield what was recorded of it: about 45 % accepted, 15 % withdrawn, wishes on some others."""
    fate = draw.random()
    if draw.random() < 0.3:
        yield Event(Kind.PRIORITY, _up_to_now(sent, 0.1), value=draw.choice(("high", "medium", "low")))
    if fate < 0.45:
        yield Event(Kind.ACCEPTED, _up_to_now(sent, draw.expovariate(0.3)), by="linkedin")
    elif fate < 0.6:
        yield Event(Kind.WITHDRAWN, _up_to_now(sent, draw.uniform(10, 40)))
    elif fate < 0.65:
        yield Event(Kind.SIGNAL, _up_to_now(sent, 3), value=draw.choice("zif"))
    elif fate < 0.68:
        yield Event(Kind.KEPT, _up_to_now(sent, 5))
    elif fate < 0.7:
        yield Event(Kind.SNOOZED, _up_to_now(sent, 5), until=sent + timedelta(days=draw.uniform(10, 90)))


def _up_to_now(sent: datetime, days: float) -> datetime:
    return min(sent + timedelta(days=days), NOW).replace(second=0, microsecond=0)
