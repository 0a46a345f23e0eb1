"""Who may be invited again, and who may not yet: the guard over a list of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from invitetui.domain.invitation import Invitation
from invitetui.domain.profile import HostileAddress, canonical
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.domain.text import clean, fold
from invitetui.domain.words import day_of

TWICE = 2
"""After this many withdrawn or expired invitations, another is unlikely to help."""

_BETWEEN = re.compile(r"[\s,;|\"<>]+")
"""What stands between a name and an address, or round one."""
_ENDED = frozenset({State.COOLING, State.READY, State.EXPIRED, State.CLOSED})


class Warning(StrEnum):  # noqa: A001  # the field's word; the built-in is not used here
    """Why someone should not simply be invited."""

    PENDING = "pending"
    COOLING = "cooling"
    CONNECTED = "connected"
    TWICE = "twice before"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Finding:
    """One person of the list of whom the book has something to say."""

    asked: str
    """The line as it was given, made harmless."""
    warning: Warning
    says: str
    uid: str


def guard(lines: Iterable[str], snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what stands against inviting the people named, in their order.

    A line is a profile address or a name. A name that several people of the book share is pointed
    out as doubtful where any of them would be. A line that looks like an address but is none is
    compared as a name, and so matches nobody.
    """
    by_address, by_name = _index(snapshot)
    for line in lines:
        asked = clean(line)
        if not asked:
            continue
        address = _address(asked)
        people = [address.casefold()] if address else sorted(by_name.get(fold(asked), ()))
        found = [
            told
            for person in people
            if person in by_address and (told := finding(asked, by_address[person], snapshot))
        ]
        if len(people) > 1:
            found = [
                Finding(asked, Warning.DOUBTFUL, f"one of {len(people)} of that name: {f.says}", f.uid)
                for f in found
            ]
        yield from found


class Checked(NamedTuple):
    """A list of people, sorted out."""

    people: int
    """How many different people it names."""
    findings: tuple[Finding, ...]
    """What stands against inviting some of them, in their order, each person once."""
    free: tuple[str, ...]
    """The lines of all others, in their order: nothing stands against them."""
    unread: tuple[str, ...]
    """Lines that look like an address and name no profile."""

    @property
    def counts(self) -> dict[Warning, int]:
        """How many people each warning concerns."""
        return {warning: sum(found.warning is warning for found in self.findings) for warning in Warning}


def check_list(lines: Iterable[str], snapshot: Snapshot) -> Checked:
    """Return a list sorted out: the `guard`'s findings, and who is left to be invited."""
    people: dict[str, str] = {}
    unread: dict[str, None] = {}
    for line in map(clean, lines):
        if address := _address(line):
            people.setdefault(address.casefold(), line)
        elif "/" in line:
            unread[line] = None
        elif line:
            people.setdefault(fold(line), line)
    findings = tuple(guard(people.values(), snapshot))
    against = {found.asked for found in findings}
    free = tuple(line for line in people.values() if line not in against)
    return Checked(len(people), findings, free, tuple(unread))


def _address(line: str) -> str | None:
    """Return the address of a profile in a line, which may hold a name beside it."""
    if "/" not in line:
        return None
    for word in (line, *_BETWEEN.split(line)):
        try:
            if address := canonical(word):
                return address
        except HostileAddress:
            continue
    return None


def _index(snapshot: Snapshot) -> tuple[dict[str, list[Invitation]], dict[str, set[str]]]:
    by_person: dict[str, list[Invitation]] = {}
    by_name: dict[str, set[str]] = {}
    for invitation in snapshot.book:
        person = invitation.person
        by_person.setdefault(person, []).append(invitation)
        by_name.setdefault(fold(invitation.name), set()).add(person)
    return by_person, by_name


def finding(asked: str, invitations: Sequence[Invitation], snapshot: Snapshot) -> Finding | None:
    """Return the strongest thing to say against inviting one person, or None where nothing is.

    Args:
        asked: what the person is called by whoever asks.
        invitations: all that went to that person.
        snapshot: the book.
    """

    def day(instant: datetime) -> str:
        return day_of(instant, snapshot.zone, snapshot.today)

    ended = 0
    weakest: Finding | None = None
    for invitation in sorted(invitations, key=lambda i: i.sent_latest, reverse=True):
        stands = snapshot.standings[invitation.uid]
        if stands.state is State.ACCEPTED:
            return Finding(asked, Warning.CONNECTED, "you are connected", invitation.uid)
        if stands.pending:
            says = f"pending since {day(invitation.sent_latest)}"
            return Finding(asked, Warning.PENDING, says, invitation.uid)
        if stands.missed_at:
            says = f"unclear: missing from LinkedIn's list of {day(stands.missed_at)}, answer that first"
            return Finding(asked, Warning.DOUBTFUL, says, invitation.uid)
        if stands.state is State.COOLING and stands.ready_at:
            says = f"cooling down until {day(stands.ready_at)}"
            return Finding(asked, Warning.COOLING, says, invitation.uid)
        ended += stands.state in _ENDED
        if ended >= TWICE and weakest is None:
            says = "withdrawn or expired twice before: better follow them, or try another platform"
            weakest = Finding(asked, Warning.TWICE, says, invitation.uid)
    return weakest
