"""The note of an invitation: templates and their gaps, its length, and how many notes a month has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from invitetui.domain.moments import local_day, middle
from invitetui.domain.rules import Rules
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.text import clean

GAPS = {"changed": "[what changed since]", "common": "[what you have in common]"}
"""What only the person can write, by the word that stands for it in a template's braces."""

STARTERS: Mapping[str, str] = {
    "Something new": (
        "Hi {first}, since I last wrote, {changed}. I thought of you because {common}. "
        "I'd be glad to be in touch."
    ),
    "Common ground": "Hi {first}, {common}, and lately {changed}. May I hear how you see it?",
    "A plain second hello": "Hi {first}, a second hello, for {changed}. No hurry to answer: {common}.",
}
"""Three to begin with, by their names. The person's own stand before them."""

FREE, PREMIUM = 200, 300
"""Characters that LinkedIn takes in a note, of free accounts and of paying ones, by what vendors say."""

_TITLES = frozenset({"dr", "dr.", "prof", "prof.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "mx", "mx."})
_GAP = re.compile("|".join(map(re.escape, GAPS.values())))
_BRACES = re.compile(r"\{(first|name|changed|common)\}")


def first_name(name: str) -> str:
    """Return how to greet someone: the first word of the name that is no title."""
    words = clean(name).split()
    return next((word for word in words if word.casefold() not in _TITLES), clean(name))


def filled(template: str, name: str) -> str:
    """Return a template as a note to `name`; what only the person can write stays as gaps in brackets.

    Any other braces stay as they are.
    """
    known = {"first": first_name(name), "name": clean(name), **GAPS}
    return _BRACES.sub(lambda found: known[found[1]], template)


def as_template(note: str, name: str) -> str:
    """Return a note as a template: names become `{name}` and `{first}`, gaps their words in braces."""
    braces = {gap: f"{{{word}}}" for word, gap in GAPS.items()}
    template = _GAP.sub(lambda found: braces[found[0]], note)
    for known, word in ((clean(name), "{name}"), (first_name(name), "{first}")):
        if known:
            template = re.sub(rf"(?<![\w{{]){re.escape(known)}(?!\w)", word, template)
    return template


def next_gap(note: str, after: int = 0) -> tuple[int, int] | None:
    """Return where the next gap begins and ends, looked for from `after` on and then from the start."""
    found = _GAP.search(note, after) or _GAP.search(note)
    return found.span() if found else None


def length(note: str) -> int:
    """Return how long a note is as a web page's field counts: in UTF-16 units, so that an emoji takes two.

    LinkedIn does not say how it counts. Its field is one of a web page, and of all ways to count none
    gives more than this: a note that fits by it fits by any.
    """
    return len(note) + sum(character > "\uffff" for character in note)


def unfinished(note: str) -> list[str]:
    """Return what a note still lacks, or has too much of, in sentences."""
    found = [] if note.strip() else ["There is no note"]
    if gap := next_gap(note):
        found.append(f"{note[slice(*gap)]} is still to be filled in")
    if length(note) > PREMIUM:
        found.append(f"LinkedIn takes {PREMIUM} characters at most")
    return found


class Allowance(NamedTuple):
    """The notes of this month."""

    used: int
    """How many invitations with a note were sent this month, by the book."""
    free: int | None
    """How many notes are left; None for paying accounts, whose notes nobody counts."""


def is_premium(rules: Rules) -> bool:
    """Return whether the person pays for longer notes: they set more characters than free accounts get."""
    return rules.note_length > FREE


def notes_this_month(snapshot: Snapshot) -> Allowance:
    """Return how many notes the calendar month has seen and has left; looks at every invitation."""
    month = snapshot.today.replace(day=1)
    used = 0
    for invitation in snapshot.book:
        if invitation.note and (snapshot.now - invitation.sent_latest).days < 32:
            sent = middle(invitation.sent_earliest, invitation.sent_latest)
            used += sent <= snapshot.now and local_day(sent, snapshot.zone) >= month
    left = None if is_premium(snapshot.rules) else max(0, snapshot.rules.notes_a_month - used)
    return Allowance(used, left)
