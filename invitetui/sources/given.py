"""What pages gave to an invitation, told in the value of its mark, and the invitation without that.

So each import can find anew whom the cards mean: what one has given is taken back first. The person's own
words and edits are no page's, and stay.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.sources.fields import Range

FIELDS = ("url", "headline", "note")
"""What a card may give beside the time, in the order in which it is told."""


class Given(msgspec.Struct, frozen=True):
    """What an invitation has from pages."""

    alone: bool = False
    """Whether it is known from pages alone."""
    fields: tuple[str, ...] = ()
    """Those of `FIELDS` that are a page's."""
    sent: Range | None = None
    """When it was sent by the other sources, where a page made that more exact."""
    name: str = ""
    """The name on the page, where all is a page's: the person may have given it another."""

    @property
    def value(self) -> str | None:
        """In words, as the mark has it; None where a page gave nothing."""
        told = ["alone"] * self.alone + list(self.fields)
        if self.sent:
            told.append("sent=" + "/".join(at.isoformat() for at in self.sent))
        if self.name:
            told.append(f"as={self.name}")
        return " ".join(told) or None


def given_to(invitation: Invitation) -> Given | None:
    """Return what the mark of an invitation tells; None where no page listed it."""
    seen = [event for event in invitation.events if event.kind == Kind.SEEN]
    if not seen:
        return None
    words, _, name = (seen[0].value or "").partition("as=")
    told = words.split()
    sent = next((_range(word.removeprefix("sent=")) for word in told if word.startswith("sent=")), None)
    return Given("alone" in told, tuple(field for field in FIELDS if field in told), sent, name)


def _range(told: str) -> Range | None:
    earliest, _, latest = told.partition("/")
    try:
        found = datetime.fromisoformat(earliest), datetime.fromisoformat(latest)
    except ValueError:
        return None
    return found if found[0].tzinfo and found[1].tzinfo and found[0] <= found[1] else None


def without(invitation: Invitation, given: Given, shown: Shown) -> Invitation:
    """Return the invitation as it is without the pages that are remembered.

    What the person has written over since is no page's any more.
    """
    fields: dict[str, object] = {}
    for field in given.fields:
        if getattr(invitation, field) in shown.fields[field]:
            fields[field] = None
    if given.sent and not given.alone:
        fields["sent_earliest"], fields["sent_latest"] = given.sent
    events = tuple(kept for event in invitation.events if (kept := _without(event, shown)))
    return msgspec.structs.replace(invitation, events=events, **fields)


def _without(event: Event, shown: Shown) -> Event | None:
    if event.kind == Kind.SEEN:
        ats = [at for at in (event.at, event.until) if at and at not in shown.moments]
        if not ats:
            return None
        complete = event.until if event.until in ats else None
        return Event(Kind.SEEN, max(ats), complete, by="linkedin")
    if event.kind == Kind.CONTRADICTED and (event.at, event.until or event.at) in shown.sent:
        return None
    return event


class Shown(msgspec.Struct, frozen=True):
    """What the remembered cards of somebody show."""

    fields: Mapping[str, Collection[str | None]]
    """By field, all that any card says."""
    sent: Collection[Range]
    moments: Collection[datetime]
    """When the remembered pages were taken."""
