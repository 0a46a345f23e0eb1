"""Made-up archives of LinkedIn with a known truth: no real person's name, address or words.

`python -m tests.archives OUT.zip --invitations 400 --now 2026-11-21 --seed 7` writes one.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import unicodedata
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from _csv import Writer

PACIFIC = ZoneInfo("America/Los_Angeles")
HOME = "https://www.linkedin.com/in/"
OWNER = HOME + "owner-of-the-archive"
WINDOW = timedelta(days=182)
"""How far back Invitations.csv goes."""

FIRST = [
    "Ada", "Søren", "José", "Jose\u0301", "Wéi", "Olena", "Ngozi", "Zoë", "Mary  Ann", "Łucja", "Ivo", "Tove",
    "Priya", "Kofi", "Anaïs", "Bjørn", "Chioma", "Dilara", "Emeka", "Farid", "李", "さくら", "ليلى", "Ана",
]  # fmt: skip
LAST = [
    "Rådström", "Quill", "Doe, Ph.D.", "Van  der Veen", "O'Tarn", "Marrow-Finch", "伟", "たなか", "الحسن",
    "🚀 Pike", "[/x]", "[@click=app.bell]x[/]", "Ибис", "Ostrava", "Tamblyn ", "Umber, MBA", "Vask", "Wendt",
    "Yarrow", "Zeel",
]  # fmt: skip
NOTES = [
    "Hi, we met at the harbour fair. Shall we stay in touch?", "Your talk on tides was great",
    'You said "later"; it is', "=1+1", "Привет", "你好，很高兴认识你", "short",
]  # fmt: skip


HEADLINES = [
    "CTO at Kiln",
    "Baker",
    "Head of Data @ Lumen | Speaker",
    "Студент",
    "Founder, Norrsken Labs",
    "--",
]
UNITS = [
    ("year", timedelta(days=365)), ("month", timedelta(days=30)), ("week", timedelta(weeks=1)),
    ("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)),
]  # fmt: skip
MESSAGE_COLUMNS = [
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS",
]  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One invitation, as it really was."""

    first: str
    last: str
    slug: str
    at: datetime
    note: str = ""
    accepted_at: datetime | None = None
    """When the person and the owner connected, even where that was before the invitation."""
    title: str = ""
    """The person's headline, where it is not to follow from the slug."""

    @property
    def url(self) -> str:
        return HOME + self.slug

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def accepted(self) -> bool:
        """Whether this invitation led to the connection."""
        return self.accepted_at is not None and self.accepted_at >= self.at


@dataclass(frozen=True)
class Era:
    """How LinkedIn wrote its files at some time."""

    name: str
    invitation_urls: str = "no column"
    """`no column`, `bare` (December 2023: each is the same address of nobody) or `raw`."""
    connection_urls: bool = False
    preamble: bool = True
    connected_on: str = "21 Nov 2025"
    """An example of the form."""

    @property
    def addressed(self) -> bool:
        return self.invitation_urls == "raw"


ERA_2018 = Era("2018", preamble=False, connected_on="11/4/18, 6:05 PM")
ERA_2019 = Era("2019, dates with short years", preamble=False, connected_on="12 Mar 19")
ERA_2021 = Era("up to mid-2021", preamble=False)
ERA_2022 = Era("2022")
ERA_2023 = Era("December 2023", invitation_urls="bare", connection_urls=True)
ERA_2024 = Era("since 2024", invitation_urls="raw", connection_urls=True)
ERA_EXCEL = replace(ERA_2024, name="since 2024, dates re-saved by Excel", connected_on="21-Nov-25")
ERAS = [ERA_2018, ERA_2019, ERA_2021, ERA_2022, ERA_2023, ERA_2024, ERA_EXCEL]


@dataclass(frozen=True)
class Archive:
    """The two files, as text."""

    invitations: str
    connections: str

    def files(self) -> dict[str, bytes]:
        return {
            "Invitations.csv": self.invitations.encode(),
            "Connections.csv": self.connections.encode(),
            "Jobs/Saved Jobs.csv": b"Saved Date,Job Title\n",
            "Profile.csv": b"First Name,Last Name\nOwner,Example\n",
        }

    def zipped(self, folder: str = "") -> bytes:
        return pack({folder + name: data for name, data in self.files().items()})

    def zip_zipped(self) -> bytes:
        return pack({"Basic_LinkedInDataExport_11-21-2026.zip": self.zipped()})

    def unpacked(self, folder: Path) -> Path:
        for name, data in self.files().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return folder


def pack(files: dict[str, bytes]) -> bytes:
    """Return a zip, the same bytes for the same files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 11, 21, 12, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def made_up(
    count: int,
    now: datetime,
    seed: int = 0,
    *,
    days: int = 180,
    namesakes: bool = True,
    reinvited: bool = True,
) -> list[Sent]:
    """Return `count` invitations of the last `days` days, newest first.

    Two in five are accepted, within 100 days. One in ten has a namesake, one in twenty was connected
    before, one in twenty was invited a second time after the first invitation had long failed.
    """
    random = Random(seed)
    sent: list[Sent] = []
    latest = now - timedelta(hours=1)
    while len(sent) < count:
        number = len(sent)
        twin = random.choice(sent) if sent and namesakes and random.random() < 0.1 else None
        first, last = (twin.first, twin.last) if twin else (random.choice(FIRST), random.choice(LAST))
        if not namesakes:
            first = f"{first} {_in_letters(number)}"
        at = _minute(latest - timedelta(minutes=random.randrange(days * 1440)))
        invitation = Sent(
            first, last, _slug(first, last, number), at, random.choice([*NOTES, "", "", "", ""])
        )
        chance = random.random()
        if chance < 0.4:
            accepted_at = at + timedelta(minutes=random.randrange(1, 100 * 1440))
            invitation = replace(invitation, accepted_at=accepted_at if accepted_at < now else None)
        elif chance < 0.45:
            invitation = replace(invitation, accepted_at=at - timedelta(days=random.randrange(30, 900)))
        elif chance < 0.5 and reinvited and at < now - timedelta(days=61) and number + 1 < count:
            again = at + timedelta(days=random.randrange(45, 60))
            sent.append(replace(invitation, at=again, note="", accepted_at=random.choice([None, again])))
        sent.append(invitation)
    return sorted(sent, key=lambda invitation: invitation.at, reverse=True)


def archive(sent: list[Sent], era: Era = ERA_2024, on: datetime | None = None) -> Archive:
    """Return what LinkedIn gives out at `on`: the last half year's invitations, all connections."""
    if on is not None:
        sent = [invitation for invitation in sent if on - WINDOW <= invitation.at <= on]
    return Archive(_invitations(sent, era), _connections(sent, era, on))


def _invitations(sent: list[Sent], era: Era) -> str:
    lines, writer = _writer()
    columns = ["From", "To", "Sent At", "Message", "Direction"]
    urls = era.invitation_urls != "no column"
    writer.writerow(columns + ["inviterProfileUrl", "inviteeProfileUrl"] * urls)
    for number, invitation in enumerate(sent):
        outgoing = ["Owner Example", invitation.name, sent_at(invitation.at), invitation.note, "OUTGOING"]
        writer.writerow(outgoing + [_shown(OWNER, era), _shown(invitation.url, era)] * urls)
        if number % 4 == 1:
            incoming = ["Someone Else", "Owner Example", sent_at(invitation.at), "", "INCOMING"]
            writer.writerow(incoming + [_shown(HOME + "someone-else", era), _shown(OWNER, era)] * urls)
    return lines.getvalue()


def _connections(sent: list[Sent], era: Era, on: datetime | None) -> str:
    lines, writer = _writer()
    if era.preamble:
        lines.write('Notes:\n"When exporting your connection data, you may notice, etc."\n\n')
    columns = ["First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"]
    writer.writerow([*columns[:2], *["URL"] * era.connection_urls, *columns[2:]])
    seen: set[tuple[str, datetime]] = set()
    for invitation in sent:
        at = invitation.accepted_at
        if at is None or (on and at > on) or (invitation.slug, at) in seen:
            continue
        seen.add((invitation.slug, at))
        url = [HOME + quote(unicodedata.normalize("NFD", invitation.slug))] * era.connection_urls
        row = [invitation.first, invitation.last, *url, "", "Acme, Inc.", "Baker"]
        writer.writerow([*row, connected_on(at, era.connected_on)])
    hidden = date(2020, 2, 29)
    writer.writerow(
        [""] * (5 + era.connection_urls)
        + [connected_on(datetime.combine(hidden, time(12), UTC), era.connected_on)]
    )
    return lines.getvalue().rstrip("\n")


def pending(sent: list[Sent], on: datetime) -> list[Sent]:
    """Return those that LinkedIn lists as sent at `on`, newest first: not accepted, not expired."""
    listed: dict[str, Sent] = {}
    for invitation in sorted(sent, key=lambda one: one.at):
        if on - WINDOW <= invitation.at <= on:
            listed[invitation.slug] = invitation
    return sorted(
        (one for one in listed.values() if not (one.accepted and one.accepted_at and one.accepted_at <= on)),
        key=lambda one: one.at,
        reverse=True,
    )


def headline(invitation: Sent) -> list[str]:
    """Return the lines of a person's headline: one to five, the same each time."""
    if invitation.title:
        return [invitation.title]
    number = sum(map(ord, invitation.slug))
    lines = [
        f"{HEADLINES[number % len(HEADLINES)]} ({invitation.slug[-3:]})",
        "Speaker",
        "Ex-Harbour",
        "she/her",
        "Tromsø",
    ]
    return lines[: number % 5 + 1]


def aged(at: datetime, on: datetime) -> str:
    """Return an age as LinkedIn rounds it: down."""
    span = on - at
    for unit, length in UNITS:
        if number := span // length:
            return f"Sent {number} {unit}{'s' * (number > 1)} ago"
    return "Sent today"


def sent_text(
    sent: list[Sent], on: datetime, *, pictures: bool = True, furniture: bool = True, cards: int | None = None
) -> str:
    """Return the Sent page as text at `on`; with fewer `cards` than its count it is incomplete."""
    listed = pending(sent, on)
    lines = ["Skip to main content", "Manage invitations", "Received", "Sent"] if furniture else []
    lines += [f"People ({len(listed):,})", *["Pages", "Events (2)"] * furniture]
    for invitation in listed[:cards]:
        name = " ".join(invitation.name.split())
        lines += [f"{name}’s profile picture"] * pictures
        lines += [invitation.name, *headline(invitation), aged(invitation.at, on), "Withdraw"]
        lines += [invitation.note] if invitation.note and (pictures or len(invitation.note) > 20) else []
    lines += ["About", "Accessibility", "Help Center", "LinkedIn Corporation © 2026"] * furniture
    return "\n".join(lines) + "\n"


def sent_html(sent: list[Sent], on: datetime, *, today: bool = True, cards: int | None = None) -> str:
    """Return the Sent page as HTML at `on`, in today's structure or in the one until 2024."""
    listed = pending(sent, on)
    write = _card_of_today if today else _card_until_2024
    body = "\n".join(write(invitation, on) for invitation in listed[:cards])
    count = f"People ({len(listed):,})"
    if today:
        body = (
            f'<a href="/mynetwork/invitation-manager/sent/CONNECTION/"><span>{count}</span></a>'
            f'<div data-testid="lazy-column">{body}</div>'
        )
    else:
        body = f'<button class="artdeco-pill">{count}</button><ul class="mn-invitation-list">{body}</ul>'
    head = "<!DOCTYPE html>\n<html><head><script>var a = '<li>';</script></head>"
    return f"{head}<body><main>{body}</main></body></html>"


def _card_of_today(invitation: Sent, on: datetime) -> str:
    name = escape(invitation.name)
    url = HOME + quote(invitation.slug) + "/"
    told = "".join(f"<p class='_x3a9'><span>{escape(line)}</span></p>" for line in headline(invitation))
    note = (
        f'<span data-testid="expandable-text-box">{escape(invitation.note)}</span>' if invitation.note else ""
    )
    return (
        f'<div role="listitem"><a href="{url}"><img alt="{name}’s profile picture"></a>'
        f'<p><a href="{url}">{name}</a></p>{told}<p>{aged(invitation.at, on)}</p>'
        f'<a role="button" aria-label="Withdraw invitation sent to {name}"><span>Withdraw</span></a>'
        f"{note}</div>"
    )


def _card_until_2024(invitation: Sent, on: datetime) -> str:
    name = escape(invitation.name)
    told = escape(" ".join(headline(invitation)))
    note = (
        f'<div class="invitation-card__custom-message">{escape(invitation.note)}</div>'
        if invitation.note
        else ""
    )
    return (
        f'<li class="invitation-card"><a href="/in/{quote(invitation.slug)}/">'
        f'<span class="visually-hidden">{name}’s profile picture</span></a>'
        f'<span class="invitation-card__tvm-title"><strong>{name}</strong></span>'
        f'<div class="invitation-card__subtitle">{told}</div>'
        f'<time class="time-badge">{aged(invitation.at, on)}</time>{note}'
        f'<button aria-label="Withdraw invitation sent to {name}"><span>Withdraw</span></button></li>'
    )


def messages(sent: list[Sent], on: datetime) -> str:
    """Return messages.csv as since March 2026: the note of each accepted invitation, dated at acceptance."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(MESSAGE_COLUMNS)
    for invitation in sent:
        if (
            invitation.note
            and invitation.accepted
            and invitation.accepted_at
            and invitation.accepted_at <= on
        ):
            told = [invitation.note, "Thanks for\n\nconnecting"]
            for text, sender, to in zip(
                told, ("Owner", invitation.name), (invitation.name, "Owner"), strict=True
            ):
                urls = [OWNER, invitation.url] if sender == "Owner" else [invitation.url, OWNER]
                at = f"{invitation.accepted_at:%Y-%m-%d %H:%M:%S} UTC"
                writer.writerow(["2-abc", "", sender, urls[0], to, urls[1], at, "", text, "INBOX", ""])
    return lines.getvalue()


def sent_at(instant: datetime) -> str:
    """Return `11/5/25, 9:12 AM`, as the clock on the US Pacific coast shows it."""
    local = instant.astimezone(PACIFIC)
    half = "AM" if local.hour < 12 else "PM"
    return f"{local:%-m/%-d/%y}, {(local.hour + 11) % 12 + 1}:{local:%M} {half}"


def connected_on(instant: datetime, example: str) -> str:
    """Return the UTC day (in 2018 also the time of day) in the form of the example."""
    form = {"21 Nov 2025": "%d %b %Y", "12 Mar 19": "%d %b %y", "21-Nov-25": "%d-%b-%y"}.get(example)
    return instant.strftime(form) if form else f"{instant:%-m/%-d/%y, %-I:%M %p}"


def big(invitations: int, connections: int, now: datetime) -> Archive:
    """Return a large archive of today's form, quickly: one in three has a note, two in five accepted."""
    opening = "Owner Example,"
    lines = ["From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"]
    accepted = ["First Name,Last Name,URL,Email Address,Company,Position,Connected On"]
    minutes = max(1, WINDOW // timedelta(minutes=1) // max(1, invitations))
    for number in range(invitations):
        at = now - timedelta(minutes=number * minutes + 60)
        first, last = FIRST[number % 24].strip(), LAST[number % 20].strip()
        raw = "ö" if number % 10 == 0 else "o"
        note = '"Hi, it was good to meet you at the fair, let us stay in touch."' if number % 3 == 0 else ""
        url = f"{HOME}{raw}-{number:x}"
        lines.append(f'{opening}"{first} {last}","{sent_at(at)}",{note},OUTGOING,{OWNER},{url}')
        if number % 5 < 2 and len(accepted) <= connections:
            url = f"{HOME}{quote(raw)}-{number:x}"
            accepted.append(f'{first},"{last}",{url},,Acme,Baker,{at + timedelta(days=2):%d %b %Y}')
    others = range(connections + 1 - len(accepted))
    accepted += [f"Else,Where,{HOME}elsewhere-{number:x},,Acme,Baker,21 Nov 2020" for number in others]
    return Archive("\n".join(lines) + "\n", "\n".join(accepted))


def _shown(url: str, era: Era) -> str:
    return url if era.addressed else HOME.rstrip("/")


def _writer() -> tuple[io.StringIO, Writer]:
    lines = io.StringIO(newline="")
    return lines, csv.writer(lines, lineterminator="\n")


def _slug(first: str, last: str, number: int) -> str:
    name = unicodedata.normalize("NFC", f"{first}-{last}".casefold())
    letters = "".join(c for c in name if c.isalnum() or c == "-")
    return f"{letters.strip('-')}-{number:x}"


def _in_letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Write a made-up archive of LinkedIn.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--invitations", type=int, default=400)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime(2026, 11, 21, 12, tzinfo=UTC))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--era", choices=[era.name for era in ERAS], default=ERA_2024.name)
    given = parser.parse_args(arguments)
    now = given.now if given.now.tzinfo else given.now.replace(tzinfo=UTC)
    era = next(era for era in ERAS if era.name == given.era)
    sent = made_up(given.invitations, now.astimezone(UTC), given.seed)
    given.out.write_bytes(archive(sent, era).zipped())


if __name__ == "__main__":
    main(sys.argv[1:])
