"""A made-up book to look around in: some 400 invitations to people who don't exist."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from msgspec import structs

from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind, new_uid
from invitetui.domain.profile import HOME
from invitetui.domain.text import fold

SIZE = 400
TWICE = 2
"""How many were invited twice in vain."""
_A_WEEK = timedelta(days=7)
_FIRST = (
    "Ada Priya Søren Giulia Umut Rosa Jamal Mei Kwame Ingrid Tomás Aiko Nadia Olivier Zofia Ravi "
    "Leila Mateo Freya Chidi Yuki Elena Hamza Noor Anton Lucía Bence Thandi Emre Klára Dmitri Sofia "
    "Ngozi Piotr Hana Luca Amina Viktor Chloé Rahul"
).split()
_LAST = (
    "Okafor Tanaka Rådström Fernández Yıldız Quispe Petrov Lindqvist Mensah Haugen Varga Nakamura "
    "Haddad Moreau Kowalska Menon Farahani Ibáñez Sørensen Adeyemi Ishikawa Marković Siddiqui "
    "Al-Amin Novák Castellanos Szabó Dlamini Demir Horáková Volkov Almeida Eze Wiśniewski Bergström "
    "Bianchi Diallo Ionescu Lefèvre Nair"
).split()
_WHOLE = ("李雷", "김민준", "山田 花子", "محمد علي")
_ROLE = (
    "Head of Data; Founder; CTO; Recruiter; Staff engineer; Product lead; VP Sales; Designer; "
    "Analyst; Engineering manager; Investor; Operations lead"
).split("; ")
_FIRM = (
    "Kiln Lumen Brightwork Norrsken Harbour Tessel Outpost Larkspur Quarry Foldline Meridian Saltmarsh"
).split()
_SOURCES = ("PyData meetup", "Founders list", "Spring conference", "Search: Berlin", None, None)
_NOTES = (
    "Hi {first}, I saw your talk and would love to compare notes.",
    "Hello {first}, we both work on data tooling: shall we connect?",
    "Hi {first}, a friend suggested that we should know each other.",
)


def demo_book(now: datetime) -> Book:
    """Return the same made-up book for the same `now`: people to withdraw, to wait for, to invite again."""
    chance = random.Random(20)  # noqa: S311  # made-up people, not secrets
    by_uid: dict[str, Invitation] = {}
    names = _names(chance)
    for number in range(SIZE):
        age = timedelta(days=200 * (number / SIZE) ** 1.7, minutes=chance.randrange(1, 900))
        invitation = _invitation(names[number], number, now - age, chance, by_uid)
        by_uid[invitation.uid] = invitation.recording(*_events(invitation, age, now, chance))
    return Book(_asked_twice(by_uid, now))


def _asked_twice(by_uid: dict[str, Invitation], now: datetime) -> dict[str, Invitation]:
    """Let some of those withdrawn lately be people who had let an earlier invitation pass too."""
    withdrawn = [
        (one, event.at) for one in by_uid.values() for event in one.events if event.kind == Kind.WITHDRAWN
    ]
    lately = [one for one, at in withdrawn if now - at < _A_WEEK][:TWICE]
    long_ago = [one for one, at in withdrawn if all(then.sent_earliest - at > 4 * _A_WEEK for then in lately)]
    earlier = {before.uid: then for before, then in zip(long_ago, lately, strict=False)}
    found: dict[str, Invitation] = {}
    for uid, invitation in by_uid.items():
        one = _to(earlier[uid], invitation, by_uid) if uid in earlier else invitation
        found[one.uid] = one
    return found


def _to(person: Invitation, invitation: Invitation, taken: dict[str, Invitation]) -> Invitation:
    """Return an invitation as one to somebody else."""
    uid = new_uid(str(person.url), invitation.sent_earliest, taken)
    return structs.replace(invitation, uid=uid, name=person.name, url=person.url, headline=person.headline)


def _names(chance: random.Random) -> list[str]:
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    chance.shuffle(names)
    names = names[: SIZE - len(_WHOLE)]
    for position, name in zip((4, 17, 60, 101), _WHOLE, strict=True):
        names.insert(position, name)
    return names


def _invitation(
    name: str, number: int, sent: datetime, chance: random.Random, taken: dict[str, Invitation]
) -> Invitation:
    sent = sent.replace(second=0, microsecond=0)
    url = f"{HOME}{fold(name).replace(' ', '-')}-{number:03d}"
    note = chance.choice(_NOTES).format(first=name.split(maxsplit=1)[0]) if chance.random() < 0.55 else None
    return Invitation(
        uid=new_uid(url, sent, taken),
        name=name,
        sent_earliest=sent,
        sent_latest=sent,
        url=url,
        headline=f"{chance.choice(_ROLE)} at {chance.choice(_FIRM)}",
        note=note,
        source=chance.choice(_SOURCES),
    )


def _events(invitation: Invitation, age: timedelta, now: datetime, chance: random.Random) -> list[Event]:
    """What became of it: four of ten are accepted, some were withdrawn, some are rated."""
    sent, days = invitation.sent_latest, age.days
    waited = timedelta(days=min(40.0, chance.expovariate(1 / 4)))
    events: list[Event] = []
    if chance.random() < 0.42 and waited < age:
        return [Event(Kind.ACCEPTED, sent + waited, by="linkedin")]
    if chance.random() < 0.4:
        priority = chance.choice(("high", "medium", "low", "low"))
        events.append(Event(Kind.PRIORITY, sent + age / 8, value=priority))
    if days >= 20 and chance.random() < 0.75:
        withdrawn = now - timedelta(days=min(chance.uniform(0.5, 110), days - 15))
        withdrawn = withdrawn.replace(hour=8 + chance.randrange(8), minute=chance.randrange(60), second=0)
        if withdrawn < now:
            events.append(Event(Kind.WITHDRAWN, withdrawn.replace(microsecond=0)))
            if now - withdrawn > timedelta(days=28):
                events.append(Event(Kind.DISMISSED, withdrawn + timedelta(days=28)))
            return events
    if days >= 14 and chance.random() < 0.2:
        events.append(Event(Kind.SIGNAL, now - timedelta(days=1), value=chance.choice("zif")))
    if days >= 14 and chance.random() < 0.05:
        events.append(Event(Kind.KEPT, now - timedelta(days=1)))
    return events
