"""What LinkedIn's files showed of people, kept in the journal: connections, when notes were delivered, pages.

They may be read before the invitations that they are about, and a name that was unique may turn out to be
shared. So each import compares all that was ever shown with the book. Of a connection only name, address
and times are kept, of a message nothing but a fingerprint of its words; for pages see `pages`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zlib import crc32

from invitetui.domain.invitation import Event
from invitetui.domain.journal import Happening, Journal
from invitetui.domain.profile import HOME, checked, slug_of
from invitetui.domain.text import clean, fold
from invitetui.sources.fields import Range
from invitetui.sources.pages import lines_of, read_pages
from invitetui.sources.seen import Page, SeenConnection, SeenMessage

_DAY = timedelta(days=1, seconds=-1)
_CONNECTION, _MESSAGE = "c", "m"


@dataclass(frozen=True, slots=True)
class Remembered:
    """All that was ever shown, and what of it is new in this import."""

    connections: tuple[SeenConnection, ...]
    messages: tuple[SeenMessage, ...]
    pages: tuple[Page, ...]
    """In the order in which they were taken."""
    noted: Journal
    """What the journal lacks of it: one event at most."""


def remember(
    journal: Journal,
    connections: Iterable[SeenConnection],
    messages: Iterable[SeenMessage],
    now: datetime,
    pages: Iterable[Page] = (),
) -> Remembered:
    """Return what the journal remembers together with what a source shows at `now`."""
    told = dict.fromkeys(line for event in journal if event.kind == Happening.SHOWN for line in _lines(event))
    new = {line: one for line, one in _numbered(connections, messages) if line not in told}
    listed = read_pages(told)
    lines = dict.fromkeys(new)
    for page in pages:
        of_page = lines_of(page)
        listed[of_page[-1]] = page
        lines |= dict.fromkeys(line for line in of_page if line not in told)
    everything = [*filter(None, map(_read, told)), *new.values()]
    return Remembered(
        tuple(one for one in everything if isinstance(one, SeenConnection)),
        tuple(sorted((one for one in everything if isinstance(one, SeenMessage)), key=lambda one: one.at)),
        tuple(page for _, page in sorted(listed.items(), key=lambda item: (item[1].taken_at, item[0]))),
        (Event(Happening.SHOWN, now, value="\n".join(lines), by="linkedin"),) if lines else (),
    )


def shown_of(journal: Journal) -> int:
    """Return how many connections and messages these events remember."""
    lines = (line for event in journal if event.kind == Happening.SHOWN for line in _lines(event))
    return sum(line.startswith((f"{_CONNECTION}\t", f"{_MESSAGE}\t")) for line in lines)


def fingerprint(text: str) -> str:
    """Return what two messages of the same words have in common, and from which no word can be told."""
    return f"{crc32(fold(text).encode('utf-8', 'surrogatepass')):08x}"


def _numbered(
    connections: Iterable[SeenConnection], messages: Iterable[SeenMessage]
) -> Iterator[tuple[str, SeenConnection | SeenMessage]]:
    """Yield everything with its line. Two people may be alike in all that one file says of them."""
    times: Counter[tuple[str, str]] = Counter()
    span = cache(_span)
    for connection in connections:
        slug = slug_of(connection.url) if connection.url else ""
        line = f"{_CONNECTION}\t{span(connection.earliest, connection.latest)}\t{connection.name}\t{slug}"
        if not slug:
            times[connection.source, line] += 1
            line = f"{line}\t{number}" if (number := times[connection.source, line]) > 1 else line
        yield line, connection
    for message in messages:
        slug = slug_of(message.to) if message.to else ""
        yield f"{_MESSAGE}\t{span(message.at, message.at)}\t{message.name}\t{slug}\t{message.words}", message


def _lines(event: Event) -> list[str]:
    return (event.value or "").split("\n")


def _read(line: str) -> SeenConnection | SeenMessage | None:
    """Return what a line says; None where it says nothing, for anyone may have edited the file."""
    kind, *fields = line.split("\t")
    if len(fields) < 3:
        return None
    try:
        earliest, latest = _range(fields[0])
    except ValueError:
        return None
    name, url = clean(fields[1]), checked(HOME + fields[2]) if fields[2] else None
    if kind == _CONNECTION and (name or url):
        return SeenConnection(name, url, earliest, latest, 0, "")
    if kind == _MESSAGE and len(fields) == 4:
        return SeenMessage(url, name, earliest, fields[3], 0, "")
    return None


def _span(earliest: datetime, latest: datetime) -> str:
    if earliest.hour == earliest.minute == earliest.second == 0 and latest - earliest == _DAY:
        return earliest.date().isoformat()
    first = earliest.replace(tzinfo=None).isoformat()
    return first if earliest == latest else f"{first}/{latest.replace(tzinfo=None).isoformat()}"


@lru_cache(10_000)
def _range(span: str) -> Range:
    first, _, last = span.partition("/")
    earliest = datetime.fromisoformat(first).replace(tzinfo=UTC)
    if last:
        return earliest, max(earliest, datetime.fromisoformat(last).replace(tzinfo=UTC))
    return earliest, earliest + _DAY if "T" not in span else earliest
