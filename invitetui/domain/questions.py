"""What only the person can say: who vanished from LinkedIn's list, and who is on it against their word."""

from __future__ import annotations

from datetime import datetime

import msgspec

from invitetui.domain import words
from invitetui.domain.invitation import OUTCOMES, Invitation, Kind
from invitetui.domain.moments import add_months
from invitetui.domain.snapshot import Snapshot

SAME_PERSON = "person"
SAME_NAME = "name"
"""By what somebody among the connections may be the one who vanished."""


class Question(msgspec.Struct, frozen=True):
    """One invitation with what is known of it, and the likely answer with its evidence."""

    uid: str
    says: str
    """Why it is asked, in words."""
    likely: Kind | None
    evidence: str
    """What speaks for the likely answer; empty where there is none."""


def questions(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the invitations that are asked about, oldest first."""
    asking = [uid for uid, stands in snapshot.standings.items() if stands.asks]
    return tuple(sorted(asking, key=lambda uid: (snapshot.book[uid].sent_latest, uid)))


def question(uid: str, snapshot: Snapshot) -> Question | None:
    """Return what is asked of an invitation, or None where nothing is."""
    invitation, stands = snapshot.book[uid], snapshot.standings[uid]
    if stands.listed_at and stands.outcome:
        said = "withdrawn" if stands.outcome.kind == Kind.WITHDRAWN else "gone"
        day, listed = _day(stands.outcome.at, snapshot), _day(stands.listed_at, snapshot)
        says = f"You said {said} on {day}, and LinkedIn's list of {listed} still has it"
        return Question(uid, says, Kind.PENDING, "LinkedIn lists it as pending")
    if not stands.missed_at:
        return None
    says = f"It was missing from LinkedIn's complete list of {_day(stands.missed_at, snapshot)}"
    if seen_at := next((e.at for e in invitation.events if e.kind == Kind.SEEN), None):
        says += f", and was on that of {_day(seen_at, snapshot)}"
    likely, evidence = _likely(invitation, snapshot)
    return Question(uid, says, likely, evidence)


def happened_at(uid: str, kind: Kind, snapshot: Snapshot) -> datetime:
    """Return the latest instant at which what the person answers can have happened.

    What ended an invitation that LinkedIn's list lacks, ended it before that list was taken; so a
    cool-down is never too short, and no day is charged with a withdrawal of another. Where LinkedIn's
    list has it against the person's word, it is now: the answer has to be newer than the list.

    Args:
        uid: of an invitation that is asked about.
        kind: what the person answers.
        snapshot: the book, at the instant of the answer.
    """
    missed_at = snapshot.standings[uid].missed_at
    return missed_at if missed_at and kind in OUTCOMES else snapshot.now


def _likely(invitation: Invitation, snapshot: Snapshot) -> tuple[Kind | None, str]:
    """An acceptance that Connections.csv shows for sure is no question; a doubtful one is likely."""
    if found := next((event for event in invitation.events if event.kind == Kind.CONNECTED), None):
        who = "they are" if found.value == SAME_PERSON else "somebody of this name is"
        return Kind.ACCEPTED, f"{who} in Connections.csv since {_day(found.at, snapshot)}"
    months = snapshot.rules.expiry_months
    if add_months(invitation.sent_earliest, months) <= snapshot.now:
        return Kind.GONE, f"it is over {words.count(months, 'month')} old: LinkedIn drops it then"
    return None, ""


def _day(instant: datetime, snapshot: Snapshot) -> str:
    return words.day_of(instant, snapshot.zone, snapshot.today)
