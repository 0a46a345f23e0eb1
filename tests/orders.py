"""Made-up sources in many orders, and how far the books they give are from each other and from the truth.

`python -m tests.orders --seeds 300` tries each seed in several orders and counts every difference by kind.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from invitetui.domain.book import Book
from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.questions import question, questions
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean, fold
from invitetui.sources import archive
from invitetui.sources.reconcile import reconcile
from invitetui.sources.seen import Seen
from tests import archives
from tests.archives import ERAS, Era, Sent

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """What a person hands over, and what is true."""

    sent: list[Sent]
    seen: list[Seen]
    eras: tuple[Era, Era]
    late: timedelta
    archived: list[Sent]
    """All that an archive lists."""


def case(seed: int, *, late: bool | None = None) -> Case:
    """Return the case of a seed: eras mixed, namesakes, second requests, pages incomplete or read late."""
    random = Random(seed)
    eras = random.choice(ERAS), random.choice(ERAS)
    sent = archives.made_up(
        random.choice([25, 40]), NOW, seed, days=random.choice([60, 150, 230]),
        namesakes=random.random() < 0.8, reinvited=random.random() < 0.5,
    )  # fmt: skip
    if random.random() < 0.3:
        sent = [replace(one, title="Cook") if int(one.slug[-1], 16) % 2 else one for one in sent]
    ago = [random.randrange(41) for _ in range(5)]
    ago = sorted(ago) if random.random() < 0.5 else ago
    cards = None if random.random() < 0.7 else 12
    behind = (
        random.choice([0, 0, 20, 60, 90]) * DAY / 24 if late is None else late * random.randint(1, 4) * DAY
    )
    moments = [NOW - days * DAY for days in ago]
    made = [
        (archives.archive(sent, eras[0], moments[0]).zipped(), moments[0]),
        (archives.archive(sent, eras[1], moments[1]).zipped(), moments[1]),
        (archives.sent_text(sent, moments[2], cards=cards).encode(), moments[2] + behind),
        (
            archives.sent_html(sent, moments[3], cards=cards, today=random.random() < 0.5).encode(),
            moments[3] + behind * random.randrange(2),
        ),
        (archives.sent_text(sent, moments[4], furniture=False).encode(), moments[4]),
        (archives.archive(sent, eras[0], NOW).connections.encode(), NOW),
        (archives.messages(sent, NOW).encode(), NOW),
    ]
    seen = [archive.read_bytes(data, f"source {n}", now=at) for n, (data, at) in enumerate(made)]
    chosen = seen[:4] + [one for one in seen[4:] if random.random() < 0.4]
    archived = [s for s in sent if any(at - archives.WINDOW <= s.at <= at for at in moments[:2])]
    return Case(sent, chosen, eras, behind, archived)


def orders(seen: Sequence[Seen], seed: int, count: int) -> Iterator[tuple[Seen, ...]]:
    """Yield the order given, its reverse, one in which each comes twice, and random ones."""
    random = Random(seed)
    yield tuple(seen)
    yield tuple(reversed(seen))
    yield tuple(random.sample([*seen, *seen], 2 * len(seen)))
    for _ in range(count - 3):
        yield tuple(random.sample(seen, len(seen)))


def book_of(order: Sequence[Seen]) -> Book:
    """Return the book after importing them, one after another."""
    book = Book({})
    for seen in order:
        changes = reconcile(book, seen, NOW)
        book = book.replacing(changes.edits, changes.noted)
    return book


def facets(book: Book) -> dict[str, Counter[object]]:
    """Return what a book says, by kind: of two books with the same facets a person sees no difference."""
    snapshot = Snapshot(book, NOW, Rules(), UTC)
    asked = set(questions(snapshot))

    def told(uid: str) -> object:
        found = question(uid, snapshot)
        return found and (found.says, found.likely, found.evidence)

    said: dict[str, Counter[object]] = {
        "people": Counter((fold(one.name), one.url) for one in book),
        "times": Counter((one.name, one.sent_earliest, one.sent_latest) for one in book),
        "links": Counter((one.name, one.sent_earliest, one.url) for one in book),
        "notes": Counter((one.name, one.sent_earliest, one.note) for one in book),
        "headlines": Counter((one.name, one.sent_earliest, one.headline) for one in book),
        "marks": Counter((one.name, one.sent_earliest, one.events) for one in book),
        "states": Counter((one.name, one.sent_earliest, snapshot.standings[one.uid].state) for one in book),
        "questions": Counter((book[uid].name, told(uid)) for uid in asked),
    }
    return said


def differences(one: Book, other: Book) -> list[str]:
    """Return the kinds of what two books say differently."""
    here, there = facets(one), facets(other)
    return [kind for kind in here if here[kind] != there[kind]]


def may_be(invitation: Invitation, true: Sent, late: timedelta, accepted: Collection[str]) -> bool:
    """Return whether nothing that a book says of an invitation is false of this one."""
    exact = invitation.sent_earliest == invitation.sent_latest
    early = invitation.sent_earliest - (timedelta() if exact else late + timedelta(minutes=1))
    return (
        fold(invitation.name) == fold(true.name)
        and early <= true.at <= invitation.sent_latest
        and invitation.url in (None, true.url)
        and invitation.note in (None, clean(true.note))
        and invitation.headline in (None, clean(" ".join(archives.headline(true))))
        and (
            true.slug in accepted
            or not any(e.kind == Kind.ACCEPTED and not e.value for e in invitation.events)
        )
    )


def falsehoods(book: Book, known: Case) -> Counter[str]:
    """Return how many invitations are of nobody (two merged), are there twice, and are not there."""
    wrong: Counter[str] = Counter()
    accepted = {one.slug for one in known.sent if one.accepted}
    fits = {
        one.uid: [n for n, true in enumerate(known.sent) if may_be(one, true, known.late, accepted)]
        for one in book
    }
    wrong["merged"] = sum(not true for true in fits.values())
    taken: dict[int, str] = {}

    def placed(uid: str, passed: set[int]) -> bool:
        for true in fits[uid]:
            if true not in passed:
                passed.add(true)
                if true not in taken or placed(taken[true], passed):
                    taken[true] = uid
                    return True
        return False

    wrong["doubled"] = sum(not placed(uid, set()) for uid in fits if fits[uid])
    lines = {(fold(one.name), at) for one in book for at in (one.sent_earliest, one.sent_latest)}
    wrong["lost"] = len({(fold(one.name), one.at) for one in known.archived} - lines)
    return +wrong


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--orders", type=int, default=8)
    parser.add_argument("--show", action="store_true", help="tell each seed that differs or is wrong")
    given = parser.parse_args(arguments)
    differing: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for seed in range(given.first, given.first + given.seeds):
        known = case(seed)
        first, *others = (book_of(order) for order in orders(known.seen, seed, given.orders))
        kinds = dict.fromkeys(kind for other in others for kind in differences(first, other))
        again = reconcile(first, known.seen[0], NOW)
        kinds |= {"not idempotent": None} if again else {}
        told = Counter[str]()
        for book in (first, *others):
            told |= falsehoods(book, known)
        differing.update([*kinds, *["any"] * bool(kinds)])
        wrong.update({f"seeds with {kind}": 1 for kind in told})
        wrong.update(told)
        if given.show and (kinds or told):
            print(f"seed {seed} ({known.eras[0].name} / {known.eras[1].name}, late {known.late}): "
                  f"{', '.join(kinds)} {dict(told) if told else ''}", flush=True)  # fmt: skip
    print(f"{given.seeds} seeds in {given.orders} orders each")
    print("seeds whose books differ by order:", dict(sorted(differing.items())) or "none")
    print("against the truth:", dict(sorted(wrong.items())) or "nothing wrong")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
