"""What helps to invite one person again, where the whole book has to be looked through for it."""

from __future__ import annotations

from typing import NamedTuple

from invitetui.domain.good_hours import GoodHours, good_hours
from invitetui.domain.notes import Allowance, notes_this_month
from invitetui.domain.reinvitation import namesakes
from invitetui.domain.reinvite import Finding
from invitetui.domain.similar import Notes
from invitetui.domain.snapshot import Snapshot


class Prepared(NamedTuple):
    """What was found."""

    hours: GoodHours
    allowance: Allowance
    namesakes: list[Finding]
    """What stands against people of the same name."""


def prepare(uid: str, snapshot: Snapshot) -> Prepared:
    """Look through the book for what helps to invite the person of that invitation again."""
    from invitetui.domain.stats import stats  # noqa: PLC0415  # brings all figures with it

    return Prepared(
        hours=good_hours(stats(snapshot).groups),
        allowance=notes_this_month(snapshot),
        namesakes=namesakes(uid, snapshot),
    )


def earlier_notes(snapshot: Snapshot) -> Notes:
    """Return all notes of the book, ready to be compared with a new one; of 100,000 it takes seconds."""
    sent = sorted((one for one in snapshot.book if one.note), key=lambda one: one.sent_latest)
    return Notes((one.uid, one.note or "", one.name) for one in sent)
