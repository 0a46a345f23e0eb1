"""What a sitting says around its card: the question, what is counted, and what speaks against sitting."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from invitetui.domain import words
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.card import views_words
from invitetui.ui.present.evidence import NO_NUMBER
from invitetui.ui.present.pieces import Line, Role, cut_line, wrapped, wrapped_line

ENDING: Line = [
    *[("esc ", Role.KEY), ("end   ", Role.DIM), ("u ", Role.KEY), ("undo   ", Role.DIM)],
    *[("? ", Role.KEY), ("keys and limits", Role.DIM)],
]
BACK: Line = [("esc ", Role.KEY), ("back to the list", Role.DIM)]


def counted(
    answered: Collection[str], left: Sequence[str], carried: Collection[str], snapshot: Snapshot, width: int
) -> list[Line]:
    """Return how far this sitting is, and how often the pause was not kept.

    Args:
        answered: who was asked about.
        left: who is still to be asked about; the first is on the card.
        carried: whose pages were opened before this sitting: they stand apart from its number.
        snapshot: the book.
        width: the cells that the line may take.
    """
    before = left[0] in carried
    place = 1 + sum((uid in carried) is before for uid in answered)
    last = place + sum((uid in carried) is before for uid in left[1:])
    which = "left open before this sitting" if before else "in this sitting"
    return [cut_line([(f"{place} of {last} {which}", Role.DIM), *early(snapshot)], width)]


def early(snapshot: Snapshot) -> Line:
    """Return how often the pause was not kept today; empty where it always was."""
    times = snapshot.early_today
    return [(f" · {words.count(times, 'time')} before the time today", Role.WARM)] if times else []


def asking(uid: str, snapshot: Snapshot, width: int) -> list[Line]:
    """Return the question that the keys answer: what to do first, or what came of it."""
    asks: Line = [("o ", Role.KEY), ("opens the page; ", Role.PLAIN), ("withdraw there, then say:", Role.DIM)]
    if snapshot.standings[uid].opened_at is not None:
        asks = [("What happened?", Role.STRONG), ("   o ", Role.KEY), ("opens the page again", Role.DIM)]
    return wrapped_line(asks, width)


def other_page(views_left: int, rules: Rules, width: int) -> list[Line]:
    """Return the key that opens the Sent page instead, and what is left of the day's profile views."""
    page: Line = [("s ", Role.KEY), ("opens the Sent page instead", Role.PLAIN)]
    return wrapped_line([*page, *views_words(views_left, rules)], width)


def not_now(why: Sequence[str], waiting: int, said: Line, width: int) -> list[Line]:
    """Return what speaks against sitting now; it is the person who decides."""
    lines: list[Line] = [[(line, Role.WARM)] for reason in why for line in wrapped(reason, width)]
    next_ones = words.count(waiting, "person", "people")
    told = f"{next_ones} would be next. What you open now is recorded as before its time, and counted."
    lines += [[], *([(line, Role.PLAIN)] for line in wrapped(told, width))]
    lines += [[(NO_NUMBER, Role.DIM), (": ", Role.DIM), ("?", Role.KEY), (" what is known", Role.DIM)], []]
    keys: Line = [
        ("enter ", Role.KEY),
        ("sit all the same   ", Role.PLAIN),
        ("esc ", Role.KEY),
        ("not now", Role.PLAIN),
    ]
    return [[("Sit now?", Role.STRONG)], [], *lines, keys, said]
