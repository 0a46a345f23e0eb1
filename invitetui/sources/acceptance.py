"""Who accepted, and when: by Connections.csv to the day, by the note in messages.csv to the second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.text import fold
from invitetui.sources.seen import SeenConnection, SeenMessage

if TYPE_CHECKING:
    from invitetui.sources.reconcile import Comparison


class Acceptances:
    """Connections and messages on their way into a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._roster = comparison.roster

    def take_connections(self, connections: tuple[SeenConnection, ...]) -> None:
        """Accept the invitations that led to these connections; the others are none of ours."""
        unplaced: list[SeenConnection] = []
        for connection in connections:
            if connection.url and self._roster.by_person.under(person := connection.url.casefold()):
                self._connect(person, connection)
            elif connection.name and (connection.url is None or self._roster.lacks_addresses):
                unplaced.append(connection)
        if unplaced:
            self._connect_by_name(unplaced, connections)

    def _connect_by_name(
        self, unplaced: list[SeenConnection], connections: tuple[SeenConnection, ...]
    ) -> None:
        # Within one file, for two files may list the same person, once with an address and once without.
        namesakes: defaultdict[tuple[str, str], set[str | int]] = defaultdict(set)
        for connection in connections:
            one = connection.url.casefold() if connection.url else connection.line
            namesakes[fold(connection.name), connection.source].add(one)
        for connection in unplaced:
            folded = fold(connection.name)
            if len(namesakes[folded, connection.source]) == 1:
                sent = self._roster.by_name.under(folded)
                if _went_to_one_person(sent) and not (connection.url and sent[0].url):
                    self._connect(sent[0].person, connection)

    def _connect(self, person: str, connection: SeenConnection) -> None:
        """Let the connection accept the latest invitation sent before it: an older one is a re-connection."""
        invitation = self._roster.by_person.last_until(person, connection.latest)
        if invitation is None:
            return
        self._comparison.show(invitation.uid)
        if invitation.url is None and connection.url:
            invitation = msgspec.structs.replace(invitation, url=connection.url)
            self._comparison.replace(invitation)
        accepted = None
        for event in invitation.events:
            if event.kind == Kind.ACCEPTED:
                accepted = event
                break
        if accepted is not None:
            self._narrow(invitation, accepted, connection)
        elif _may_be_accepted(invitation, connection.earliest):
            at = max(connection.earliest, invitation.sent_earliest)
            until = max(connection.latest, at)
            self._comparison.accept(invitation, Event(Kind.ACCEPTED, at, until, by="linkedin"))

    def take_messages(self, messages: Iterable[SeenMessage]) -> None:
        """Take the exact time of an acceptance: then LinkedIn delivers the note of the invitation."""
        for message in messages:
            if message.to:
                sent: Sequence[Invitation] = self._roster.by_person.under(message.to.casefold())
            elif not _went_to_one_person(sent := self._roster.by_name.under(fold(message.name))):
                continue
            text = fold(message.text)
            noted = [
                one for one in sent if one.note and fold(one.note) == text and one.sent_earliest <= message.at
            ]
            if len(noted) == 1:
                self._deliver(noted[0], message.at)

    def _deliver(self, invitation: Invitation, at: datetime) -> None:
        self._comparison.show(invitation.uid)
        exact = Event(Kind.ACCEPTED, at, by="linkedin")
        known = next((e for e in invitation.events if e.kind == Kind.ACCEPTED), None)
        if known is None:
            if _may_be_accepted(invitation, at):
                self._comparison.accept(invitation, exact)
        elif known.by == "linkedin" and known.until and known.at <= at <= known.until:
            events = tuple(exact if event is known else event for event in invitation.events)
            self._comparison.replace(msgspec.structs.replace(invitation, events=events))

    def _narrow(self, invitation: Invitation, accepted: Event, connection: SeenConnection) -> None:
        """Let a source that is more exact say more exactly when LinkedIn saw the acceptance."""
        if accepted.by != "linkedin" or accepted.until is None:
            return
        at = max(accepted.at, connection.earliest, invitation.sent_earliest)
        until = min(accepted.until, connection.latest)
        if at <= until and (at, until) != (accepted.at, accepted.until):
            narrowed = msgspec.structs.replace(accepted, at=at, until=until)
            events = tuple(narrowed if event is accepted else event for event in invitation.events)
            self._comparison.replace(msgspec.structs.replace(invitation, events=events))


def not_before(events: tuple[Event, ...], earliest: datetime) -> tuple[Event, ...]:
    """Return the events with no acceptance that LinkedIn saw before the invitation was sent."""
    return tuple(
        msgspec.structs.replace(event, at=earliest)
        if event.kind == Kind.ACCEPTED
        and event.by == "linkedin"
        and event.until
        and event.at < earliest <= event.until
        else event
        for event in events
    )


def _went_to_one_person(sent: Sequence[Invitation]) -> bool:
    """Return whether these, all of one name, surely went to one: a bare name twice may be namesakes."""
    return (
        bool(sent)
        and len({invitation.person for invitation in sent}) == 1
        and bool(sent[0].url or len(sent) == 1)
    )


def _may_be_accepted(invitation: Invitation, since: datetime) -> bool:
    """Return whether no word of the person stands against it."""
    if not invitation.events:
        return True
    outcome = next((event for event in reversed(invitation.events) if event.kind in OUTCOMES), None)
    return outcome is None or outcome.kind == Kind.GONE or outcome.by != "you" or outcome.at < since
