"""What an import would do, to be looked at before it is taken over."""

from __future__ import annotations

from dataclasses import dataclass

from invitetui.domain.actions import Replace
from invitetui.domain.invitation import Invitation
from invitetui.domain.journal import Journal
from invitetui.sources.seen import Rejected


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What an import would do, by kind. An invitation that is both added and accepted is in both."""

    edits: dict[str, Invitation | None]
    """The invitations as they would be, by uid: only those that change; None for the joined."""
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    """Known ones of which an address, a note, a headline, a more exact time or an event is new."""
    accepted: tuple[str, ...] = ()
    """Those that a connection shows to be accepted, which was not known before."""
    unchanged: int = 0
    """How many known ones the source shows just as they are known."""
    unclear: tuple[str, ...] = ()
    """Those that became a question: missing from a complete Sent page, or listed there although the
    person had withdrawn them."""
    withdrawn: tuple[str, ...] = ()
    """Those of which it was not known that the person withdrew them: an export of ours says so."""
    narrowed: tuple[str, ...] = ()
    """Those of the updated of which it is known more exactly when they were sent."""
    doubted: tuple[str, ...] = ()
    """Those of the updated that may be meant by a card that is rejected, for it may mean others."""
    contradicted: tuple[Rejected, ...] = ()
    """Times of sending that what is kept rules out, and why the other is kept."""
    incomplete: tuple[str, ...] = ()
    """Of each Sent page that isn't whole, in words, what it lacks."""
    joined: tuple[str, ...] = ()
    """Those known from cards alone who turn out to be somebody else that is known: one, not two."""
    lacks_page: bool = False
    """Whether no Sent page has said yet of any invitation, old or new, that it is pending or not."""
    noted: Journal = ()
    """What the account's journal has not yet: people too whose invitation may come later."""
    skipped: int = 0
    rejected: tuple[Rejected, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits or self.noted)

    @property
    def action(self) -> Replace:
        """What takes it over as one step."""
        return Replace(self.edits, self.says, noted=self.noted)

    @property
    def says(self) -> str:
        """What the import does, in words: `Import: 400 added, 122 accepted`."""
        counts = (
            (self.added, "added"),
            (self.accepted, "accepted"),
            (self.updated, "updated"),
            (self.withdrawn, "withdrawn"),
            (self.unclear, "unclear"),
        )
        parts = [f"{len(uids):,} {word}" for uids, word in counts if uids]
        return "Import: " + (", ".join(parts) or "nothing new")
