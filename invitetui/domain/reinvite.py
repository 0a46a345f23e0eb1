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
_LIKE_AN_ADDRESS = re.compile(r"://|\bwww\.|linkedin\.|(?:^|\s)/?in/\S|\w\.[a-z]{2,}/", re.IGNORECASE)
"""What a line with a slash has that is meant as an address: the slash alone may be that of she/her."""
_PRONOUNS = re.compile(r"[(\[{][^()\[\]{}]*/[^()\[\]{}]*[)\]}]")
_ENDED = frozenset({State.COOLING, State.READY, State.EXPIRED, State.CLOSED})


class Warning(StrEnum):  # noqa: A001  # the field's word; the built-in is not used here
    """Why someone should not simply be invited."""

    PENDING = "pending"
    COOLING = "cooling"
    CONNECTED = "connected"
    TWICE = "twice before"
    DOUBTFUL = "doubtful"


_GRAVEST = (Warning.CONNECTED, Warning.PENDING, Warning.COOLING, Warning.TWICE, Warning.DOUBTFUL)


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
    out as doubtful where any of them would be, and so is one that only nearly is that of somebody:
    with a suffix after a comma, or with the family name first. A line that looks like an address but
    is none is compared as a name, and so matches nobody.
    """
    known = _Known(snapshot)
    for line in lines:
        if asked := clean(line):
            yield from known.findings(asked)


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
        """How many people each warning concerns, each counted once, under the gravest of theirs."""
        gravest: dict[str, Warning] = {}
        for found in self.findings:
            gravest[found.asked] = min(
                gravest.get(found.asked, found.warning), found.warning, key=_GRAVEST.index
            )
        return {warning: sum(one is warning for one in gravest.values()) for warning in Warning}


def check_list(lines: Iterable[str], snapshot: Snapshot) -> Checked:
    """Return a list sorted out: the `guard`'s findings, and who is left to be invited."""
    known = _Known(snapshot)
    people: dict[str, str] = {}
    unread: dict[str, None] = {}
    for line in map(clean, lines):
        if not line:
            continue
        if _address(line) is None and "/" in line and _LIKE_AN_ADDRESS.search(line):
            unread[line] = None
        else:
            people.setdefault(known.key(line), line)
    findings = tuple(found for line in people.values() for found in known.findings(line))
    against = {found.asked for found in findings}
    free = tuple(line for line in people.values() if line not in against)
    return Checked(len(people), findings, free, tuple(unread))


class _Known:
    """The people of a book, by address and by name."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_person: dict[str, list[Invitation]] = {}
        self._by_name: dict[str, set[str]] = {}
        for invitation in snapshot.book:
            person = invitation.person
            self._by_person.setdefault(person, []).append(invitation)
            self._by_name.setdefault(fold(invitation.name), set()).add(person)

    def key(self, asked: str) -> str:
        """Return what two lines have in common that mean the same person."""
        people, nearly = self._meant(asked)
        return people[0] if len(people) == 1 and not nearly else fold(_without_pronouns(asked))

    def findings(self, asked: str) -> Iterator[Finding]:
        """Yield what stands against those whom a line may mean."""
        people, nearly = self._meant(asked)
        for person in people:
            invitations = self._by_person.get(person)
            if not invitations or not (found := finding(asked, invitations, self._snapshot)):
                continue
            says = found.says
            if nearly:
                says = f"perhaps {invitations[-1].name}: {says}"
            elif len(people) > 1:
                says = f"one of {len(people)} of that name: {says}"
            doubtful = nearly or len(people) > 1
            yield Finding(asked, Warning.DOUBTFUL, says, found.uid) if doubtful else found

    def _meant(self, asked: str) -> tuple[list[str], bool]:
        """Return the keys of those whom a line may mean, and whether their name is only nearly that."""
        if address := _address(asked):
            return [address.casefold()], False
        for name in (asked, _without_pronouns(asked)):
            if people := self._by_name.get(fold(name)):
                return sorted(people), False
        nearly = (self._by_name.get(fold(name), set()) for name in _nearly(_without_pronouns(asked)))
        return sorted(set().union(*nearly)), True


def _without_pronouns(name: str) -> str:
    """Return a name without what stands in brackets with a slash: (she/her), [/x]."""
    return " ".join(_PRONOUNS.sub(" ", name).split()) or name


def _nearly(name: str) -> Iterator[str]:
    """Yield as whom else a name with a comma may be known: without a title, or the other way round."""
    before, comma, after = (part.strip() for part in name.partition(","))
    if comma and before and after:
        yield before
        yield f"{after} {before}"


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
