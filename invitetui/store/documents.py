"""An invitation as a document of the file, and back: what a document says beyond it stays in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from invitetui.domain.invitation import Event, Invitation
from invitetui.store import layout
from invitetui.store.layout import Documents

_KNOWN = frozenset(Invitation.__struct_encode_fields__)
_decode_invitation = msgspec.json.Decoder(Invitation).decode
_decode_event = msgspec.json.Decoder(Event).decode
_split_events = msgspec.json.Decoder(list[msgspec.Raw]).decode


def problems_in(documents: Documents) -> Iterator[str]:
    """Yield what keeps these documents from being invitations, each in a plain line without its content."""
    first: dict[str, str] = {}
    for key, document in documents.items():
        try:
            uid = read_invitation(document).uid
        except ValueError as error:
            yield f"document {key} is no invitation: {error}"
            continue
        if uid in first:
            yield f"documents {first[uid]} and {key} have the same uid"
        first.setdefault(uid, key)


def read_invitation(document: msgspec.Raw | bytes) -> Invitation:
    """Return the invitation in an encoded document, its instants in UTC.

    Raises:
        ValueError: it is none; the text says why, and nothing of what it holds.
    """
    try:
        invitation = _decode_invitation(document)
    except (msgspec.DecodeError, RecursionError):
        invitation = _read_surrogates(bytes(document))
    return invitation if _are_utc([invitation]) else _with_utc(invitation)


def _with_utc(invitation: Invitation) -> Invitation:
    return msgspec.structs.replace(
        invitation,
        sent_earliest=in_utc(invitation.sent_earliest),
        sent_latest=in_utc(invitation.sent_latest),
        events=tuple(
            msgspec.structs.replace(event, at=in_utc(event.at), until=event.until and in_utc(event.until))
            for event in invitation.events
        ),
    )


def in_utc_all(invitations: dict[str, Invitation]) -> dict[str, Invitation]:
    """Return decoded invitations with their instants in UTC, as `read_invitation` gives each.

    Raises:
        ValueError: an instant has no zone, or is out of the calendar.
    """
    if _are_utc(invitations.values()):
        return invitations
    return {key: _with_utc(one) for key, one in invitations.items()}


def _are_utc(invitations: Iterable[Invitation]) -> bool:
    for one in invitations:
        if one.sent_earliest.tzinfo is not UTC or one.sent_latest.tzinfo is not UTC:
            return False
        for event in one.events:
            if event.at.tzinfo is not UTC or (event.until and event.until.tzinfo is not UTC):
                return False
    return True


def write_invitation(invitation: Invitation, before: msgspec.Raw | None = None) -> bytes:
    """Return `invitation` encoded. What `before`, its stored document, says beyond it stays in it."""
    if before is None:
        return layout.encode(invitation)
    old, new = layout.fields(before), layout.fields(layout.encode(invitation))
    if "events" in old and "events" in new:
        new["events"] = _keeping_events(old["events"], invitation.events)
    kept = {name: value for name, value in old.items() if name in new or name not in _KNOWN}
    return layout.join({**kept, **new})


def _keeping_events(before: msgspec.Raw, events: tuple[Event, ...]) -> msgspec.Raw:
    """Return the events encoded; those that were there keep fields that only a later version knows."""
    try:
        stored = {_decode_event(encoded): bytes(encoded) for encoded in _split_events(before)}
    except msgspec.DecodeError:  # a lone surrogate in a value
        stored = {}
    return msgspec.Raw(
        b"[" + b",".join([stored.get(event) or layout.encode(event) for event in events]) + b"]"
    )


def _read_surrogates(document: bytes) -> Invitation:
    """Read what the fast decoder refused: a lone surrogate is harmless, all else is not."""
    try:
        return msgspec.convert(layout.decode_slowly(document), Invitation)
    except msgspec.ValidationError as error:
        # The decoder quotes a wrong value in single quotes, and field names in backticks.
        raise ValueError(re.sub(r" '.*'", "", str(error), flags=re.DOTALL)) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def in_utc(instant: datetime) -> datetime:
    """Return the instant in UTC (ValueError where it has no zone, or is out of the calendar)."""
    if instant.tzinfo is None:
        raise ValueError("an instant says no time zone")
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("an instant is out of the calendar") from None
