"""Who accepted, and when: by Connections.csv to the day, by the note in messages.csv to the second.

Everything that was ever shown is compared each time. An acceptance that rests on a name alone says so
in its `value`, and holds only as long as that name can mean nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from invitetui.domain.invitation import OUTCOMES, Event, Invitation, Kind
from invitetui.domain.moments import before
from invitetui.domain.text import fold
from invitetui.sources.remembered import fingerprint
from invitetui.sources.seen import SeenConnection, SeenMessage
from invitetui.sources.times import LEFT_OPEN

if TYPE_CHECKING:
    from invitetui.sources.reconcile import Comparison

BY_NAME = "name"
"""The value of an acceptance that was found by the person's name."""
BY_NAME_WITH_ADDRESS = "name and address"
"""The same, where the connection brought the person's address too."""

_UNSETTLED = "unsettled"
"""The kind of such an acceptance while an import is compared: it has yet to be found anew."""


class Acceptances:
    """Connections and messages on their way into a comparison."""

    def __init__(self, comparison: Comparison, connections: Iterable[SeenConnection] = ()) -> None:
        self._comparison = comparison
        self._roster = comparison.roster
        self._addresses = {connection.url for connection in connections}
        self._unsettled: dict[str, tuple[Event, str | None]] = {}
        """By uid, an acceptance that rests on a name or a page, and the address that went with it."""

    def unsettle(self) -> None:
        """Let every acceptance that rests on a name be found anew: the import may bring a namesake."""
        for invitation in tuple(self._roster.by_uid.values()):
            for event in invitation.events:
                if event.kind == Kind.ACCEPTED and event.value and event.by == "linkedin":
                    self._unsettle(invitation, event)
                    break

    def _unsettle(self, invitation: Invitation, event: Event) -> None:
        self._unsettled[invitation.uid] = event, invitation.url
        url = None if event.value == BY_NAME_WITH_ADDRESS else invitation.url
        self._put(invitation, event, msgspec.structs.replace(event, kind=_UNSETTLED), url)

    def unsettled(self, invitation: Invitation, url: str | None) -> Invitation:
        """Return one that has lost the address `url`, so that what that led to has to be found anew."""
        known, _ = _acceptance(invitation)
        if known is None or known.by != "linkedin":
            return invitation
        self._unsettled[invitation.uid] = known, url
        changed = msgspec.structs.replace(known, kind=_UNSETTLED)
        events = tuple(changed if event is known else event for event in invitation.events)
        return msgspec.structs.replace(invitation, events=events)

    def take(self, connections: Sequence[SeenConnection], messages: Sequence[SeenMessage]) -> None:
        """Accept the invitations that led to these connections; the others are none of ours."""
        nameless: list[SeenConnection] = []
        by_person = self._roster.by_person
        for connection in connections:
            if connection.url and by_person.under(person := connection.url.casefold()):
                self._connect(person, connection, None)
            elif connection.name and (connection.url is None or self._roster.lacks_addresses):
                nameless.append(connection)
        if nameless:
            self._connect_by_name(nameless, connections)
        for message in messages:
            self._date(message)
        self._settle([*connections, *messages])

    def _settle(self, remembered: Iterable[SeenConnection | SeenMessage]) -> None:
        """Take back what no name decides any more; what no file stands behind (an export of ours) holds."""
        found = {fold(one.name) for one in remembered} if self._unsettled else set[str]()
        for uid, (accepted, url) in self._unsettled.items():
            invitation = self._roster.by_uid.get(uid)
            _, unsettled = _acceptance(invitation) if invitation else _NEITHER
            if invitation is None or unsettled is None:
                continue
            if self._holds(invitation, accepted, url, found):
                self._put(invitation, unsettled, accepted, invitation.url or url)
            else:
                self._put(invitation, unsettled, None, invitation.url)

    def _holds(self, invitation: Invitation, accepted: Event, url: str | None, found: set[str]) -> bool:
        """Return whether an acceptance holds that was not found anew: nobody else can be meant by it.

        Where the person has said what became of it, nothing is looked for, and what was known stays.
        """
        said = any(event.by == "you" and event.kind in OUTCOMES for event in invitation.events)
        if not accepted.value:
            return invitation.url == url if said else url not in self._addresses
        if not said and fold(invitation.name) in found:
            return False
        return _went_to_one_person(self._roster.by_name.under(fold(invitation.name)))

    # Connections

    def _connect_by_name(self, nameless: list[SeenConnection], connections: Sequence[SeenConnection]) -> None:
        by_name = self._roster.by_name
        wanted = {folded for one in nameless if by_name.under(folded := fold(one.name))}
        if not wanted:
            return
        of_name: defaultdict[str, list[SeenConnection]] = defaultdict(list)
        for connection in connections:
            if (folded := fold(connection.name)) in wanted:
                of_name[folded].append(connection)
        for folded, group in of_name.items():
            if not _are_one_person(group):
                continue
            for connection in sorted(group, key=lambda one: (one.url is None, one.earliest, one.latest)):
                sent = by_name.under(folded)
                if (
                    _went_to_one_person(sent)
                    and not (connection.url and sent[0].url)
                    and not _is_listed_after(sent[-1], connection)
                ):
                    self._connect(sent[0].person, connection, BY_NAME)

    def _connect(self, person: str, connection: SeenConnection, found: str | None) -> None:
        """Let the connection accept the latest invitation sent before it: an older one is a re-connection."""
        invitation = self._roster.by_person.last_until(person, connection.latest)
        if invitation is None:
            return
        if connection.line:
            self._comparison.show(invitation.uid)
        if others := self._roster.by_person.neighbours(person, invitation):
            self._take_from_earlier(others, connection)
        if invitation.url is None and connection.url:
            found = BY_NAME_WITH_ADDRESS
            invitation = msgspec.structs.replace(invitation, url=connection.url)
            self._roster.replace(invitation)
        known, unsettled = _acceptance(invitation) if invitation.events else _NEITHER
        if known is not None:
            # A name may yet turn out to be shared: it adds nothing to what an address says.
            if known.value or not found:
                self._narrow(invitation, known, connection)
        elif _may_be_accepted(invitation, connection):
            at = max(connection.earliest, invitation.sent_earliest)
            accepted = Event(Kind.ACCEPTED, at, max(connection.latest, at), found, by="linkedin")
            self._accept(invitation, unsettled, accepted)

    def _take_from_earlier(self, others: Sequence[Invitation], connection: SeenConnection) -> None:
        """One connection is the answer to one invitation: an earlier one was credited before this came."""
        for other in others:
            accepted, _ = _acceptance(other)
            if (
                accepted is not None
                and accepted.by == "linkedin"
                and accepted.at <= connection.latest
                and connection.earliest <= (accepted.until or accepted.at)
            ):
                self._put(other, accepted, None, other.url)

    def _narrow(self, invitation: Invitation, accepted: Event, connection: SeenConnection) -> None:
        """Let a source that is more exact say more exactly when LinkedIn saw the acceptance.

        A note that was delivered at another time than they connected is another message of the same words.
        """
        if accepted.by != "linkedin":
            return
        earliest = max(connection.earliest, invitation.sent_earliest)
        at, until = max(accepted.at, earliest), min(accepted.until or accepted.at, connection.latest)
        if accepted.until is None:
            if at <= until:
                return
            at, until = earliest, max(earliest, connection.latest)
        if at <= until and (at, until) != (accepted.at, accepted.until):
            narrowed = msgspec.structs.replace(accepted, at=at, until=until)
            self._put(invitation, accepted, narrowed, invitation.url)

    # Messages

    def _date(self, message: SeenMessage) -> None:
        """Take the exact time of an acceptance: then LinkedIn delivers the note of the invitation."""
        found = None
        sent = self._roster.by_person.under(message.to.casefold()) if message.to else ()
        if not sent and message.name and (not message.to or self._roster.lacks_addresses):
            found, sent = BY_NAME, self._roster.by_name.under(fold(message.name))
            if not _went_to_one_person(sent) or (message.to and sent[0].url):
                return
        noted = [
            one
            for one in sent
            if one.note and one.sent_earliest <= message.at and fingerprint(one.note) == message.words
        ]
        if len(noted) == 1:
            self._deliver(noted[0], message, found)

    def _deliver(self, invitation: Invitation, message: SeenMessage, found: str | None) -> None:
        if message.line:
            self._comparison.show(invitation.uid)
        known, unsettled = _acceptance(invitation)
        if known is None:
            if _may_be_accepted(invitation, message):
                self._accept(invitation, unsettled, Event(Kind.ACCEPTED, message.at, None, found, "linkedin"))
        elif (
            known.by == "linkedin"
            and known.until
            and known.at <= message.at <= known.until
            and (known.value or not found)
        ):
            sure = found is None and known.value == BY_NAME
            value = None if sure else known.value
            exact = msgspec.structs.replace(known, at=message.at, until=None, value=value)
            self._put(invitation, known, exact, invitation.url)

    # What both do

    def _accept(self, invitation: Invitation, unsettled: Event | None, accepted: Event) -> None:
        """Record an acceptance; that it was missing from LinkedIn's list is explained by it."""
        if invitation.events:
            events = tuple(
                accepted if event is unsettled else event
                for event in invitation.events
                if event.kind not in (Kind.MISSED, Kind.CONNECTED)
            )
            events = events if unsettled else (*events, accepted)
        else:
            events = (accepted,)
        self._roster.replace(msgspec.structs.replace(invitation, events=events))

    def _put(self, invitation: Invitation, event: Event, other: Event | None, url: str | None) -> None:
        """Put another event, or none, in the place of one."""
        events = tuple(
            new for old in invitation.events if (new := other if old is event else old) is not None
        )
        self._roster.replace(msgspec.structs.replace(invitation, events=events, url=url))


def not_before(events: tuple[Event, ...], earliest: datetime) -> tuple[Event, ...]:
    """Return the events with no acceptance that LinkedIn saw before the invitation was sent."""
    return tuple(
        msgspec.structs.replace(event, at=earliest)
        if event.kind in (Kind.ACCEPTED, _UNSETTLED)
        and event.by == "linkedin"
        and event.until
        and event.at < earliest <= event.until
        else event
        for event in events
    )


_NEITHER = None, None


def _acceptance(invitation: Invitation) -> tuple[Event | None, Event | None]:
    """Return the acceptance that is known, and that which has yet to be found anew."""
    known = unsettled = None
    for event in invitation.events:
        if event.kind == Kind.ACCEPTED and known is None:
            known = event
        elif event.kind == _UNSETTLED:
            unsettled = event
    return known, unsettled


def _are_one_person(connections: list[SeenConnection]) -> bool:
    """Return whether these, all of one name, are surely one: other files may have had no address."""
    if len(connections) == 1:
        return True
    addressed = [one for one in connections if one.url]
    bare = [one for one in connections if not one.url]
    if len({(one.url or "").casefold() for one in addressed}) > 1 or len({*map(_alike, bare)}) < len(bare):
        return False
    return all(any(_meet(one, other) for other in addressed or bare[:1]) for one in bare)


def _alike(connection: SeenConnection) -> tuple[str, datetime, datetime]:
    return connection.name, connection.earliest, connection.latest


def _meet(one: SeenConnection, other: SeenConnection) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _went_to_one_person(sent: Sequence[Invitation]) -> bool:
    """Return whether these, all of one name, surely went to one: a bare name twice may be namesakes."""
    return (
        bool(sent)
        and len({invitation.person for invitation in sent}) == 1
        and bool(sent[0].url or len(sent) == 1)
    )


def _is_listed_after(invitation: Invitation, connection: SeenConnection) -> bool:
    """Return whether LinkedIn listed it as pending long after: so it is somebody else who connected."""
    listed = [event.at for event in invitation.events if event.kind == Kind.SEEN]
    return bool(listed) and connection.latest < before(max(listed), LEFT_OPEN)


def _may_be_accepted(invitation: Invitation, shown: SeenConnection | SeenMessage) -> bool:
    """Return whether no word of the person stands against it."""
    if not invitation.events:
        return True
    since = shown.earliest if isinstance(shown, SeenConnection) else shown.at
    outcome = next((event for event in reversed(invitation.events) if event.kind in OUTCOMES), None)
    return outcome is None or outcome.kind == Kind.GONE or outcome.by != "you" or outcome.at < since
