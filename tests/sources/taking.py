"""Short words for what nearly every proof here does: read bytes, take them into a book, look at it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, settings

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State
from invitetui.sources import archive
from invitetui.sources.reconcile import reconcile
from invitetui.sources.reconciled import Reconciled
from invitetui.sources.seen import Seen

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
EMPTY = Book({})

PROVEN = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
"""How a property is tried: the same examples each time, however busy the machine is."""

INVITATIONS = "From,To,Sent At,Message,Direction"
ADDRESSED = INVITATIONS + ",inviterProfileUrl,inviteeProfileUrl"
CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On"
CONNECTIONS_WITH_URL = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
HOME = "https://www.linkedin.com/in/"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def row(name: str, sent_at: str, url: str | None = None, note: str = "", direction: str = "OUTGOING") -> str:
    fields = f'Owner Example,"{name}","{sent_at}",{note},{direction}'
    return fields if url is None else f"{fields},{HOME}owner,{url}"


def lines(*each: str) -> bytes:
    return "\n".join(each).encode() + b"\n"


def read(data: bytes, name: str = "made-up.csv") -> Seen:
    return archive.read_bytes(data, name, now=NOW)


def take(book: Book, *sources: bytes | Seen) -> Book:
    """Return the book after importing the sources, one after another."""
    for source in sources:
        changes = compare(book, source)
        book = book.replacing(changes.edits, changes.noted)
    return book


def compare(book: Book, source: bytes | Seen) -> Reconciled:
    return reconcile(book, read(source) if isinstance(source, bytes) else source, NOW)


def only(book: Book) -> Invitation:
    """Return the one invitation that there is."""
    (invitation,) = book
    return invitation


def states(book: Book, now: datetime = NOW) -> dict[str, State]:
    """Return the state of each invitation by its name; of two of one name the later one sent."""
    snapshot = Snapshot(book, now, Rules(), UTC)
    in_order = sorted(book, key=lambda invitation: invitation.sent_earliest)
    return {invitation.name: snapshot.standings[invitation.uid].state for invitation in in_order}


def connected_by(url: str, day: str) -> bytes:
    """Return Connections.csv with one connection."""
    return lines(CONNECTIONS_WITH_URL, f"Some,Body,{url},,,,{day}")
