"""What a list shows: a tab, a filter and a sort are one value, which answers with uids in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import chain
from urllib.parse import unquote

import msgspec

from invitetui.domain.book import searched
from invitetui.domain.invitation import Invitation
from invitetui.domain.moments import before
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import PRIORITIES, Stale, Standing, State
from invitetui.domain.text import fold


class Tab(StrEnum):
    """The four tabs, by the word that names them on the command line and in the state file."""

    SENT = "sent"
    STALE = "stale"
    COOLING = "cooling"
    STATS = "stats"


class SortBy(StrEnum):
    """What the Sent tab can be ordered by."""

    SENT = "sent"
    NAME = "name"
    STATE = "state"
    PRIORITY = "priority"


class Section(msgspec.Struct, frozen=True):
    """A run of rows under one heading; the first section of a list may have none."""

    title: str | None
    uids: tuple[str, ...]


class FilterError(ValueError):
    """A filter word that can't be read; says which, and what would be understood."""


Test = Callable[[Invitation, Standing, Snapshot], bool]


class Words(msgspec.Struct, frozen=True):
    """A test for words anywhere in what is known of an invitation, or nowhere in it."""

    needle: str
    """Folded."""
    wanted: bool = True

    def __call__(self, invitation: Invitation, _stands: Standing, _snapshot: Snapshot) -> bool:
        """Return whether it holds of one invitation."""
        return (self.needle in searched(invitation)) is self.wanted


class Aged(msgspec.Struct, frozen=True):
    """A test for how long ago an invitation was surely, or surely not, sent."""

    span: timedelta
    older: bool

    def __call__(self, invitation: Invitation, _stands: Standing, snapshot: Snapshot) -> bool:
        """Return whether it holds of one invitation."""
        youngest, oldest = snapshot.age(invitation)
        return youngest >= self.span if self.older else oldest < self.span

    def sift(self, uids: Iterable[str], snapshot: Snapshot) -> list[str]:
        """Return those of whom it holds, of all at once: with one instant to compare with."""
        since, book = before(snapshot.now, self.span), snapshot.book.by_uid
        if not self.span:
            return list(uids) if self.older else []
        if self.older:
            return [uid for uid in uids if book[uid].sent_latest <= since]
        return [uid for uid in uids if book[uid].sent_earliest > since]


_UNITS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30}
_LENGTH = re.compile(r"(\d{1,6})([hdwm])")


class Filter(msgspec.Struct, frozen=True, eq=False):
    """Words that all have to hold: substrings, `older:14d`, `priority:low`, `state:stale`, `-word`, …"""

    text: str = ""
    tests: tuple[Test, ...] = ()
    """What the words ask; being functions, no two are equal, so that filters go by their texts."""

    @classmethod
    def parse(cls, text: str) -> Filter:
        """Return the filter that `text` spells; words in double quotes may hold spaces.

        Raises:
            FilterError: `older:` and the like with a value that can't be read.
        """
        terms = re.findall(r'-?(?:\w+:)?"[^"]*"?|\S+', text)
        return cls(text.strip(), tuple(_test(term) for term in terms))

    def __bool__(self) -> bool:
        return bool(self.tests)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def sift(self, uids: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
        """Return those of `uids`, all in the snapshot's book, of whom all words hold, in their order."""
        from invitetui.domain.search import Needle  # noqa: PLC0415  # not for the first frame

        needles = [Needle(test.needle, test.wanted) for test in self.tests if isinstance(test, Words)]
        left: Sequence[str] = snapshot.book.search.find(uids, needles) if needles else uids
        book, standings = snapshot.book.by_uid, snapshot.standings
        for test in self.tests:
            if isinstance(test, Aged):
                left = test.sift(left, snapshot)
            elif not isinstance(test, Words):
                left = [uid for uid in left if test(book[uid], standings[uid], snapshot)]
        return tuple(left)

    def matches(self, invitation: Invitation, stands: Standing, snapshot: Snapshot) -> bool:
        """Return whether all words hold of it."""
        return all(test(invitation, stands, snapshot) for test in self.tests)


def _test(term: str) -> Test:
    if term.startswith("-") and len(term) > 1:
        unwanted = _test(term[1:])
        if isinstance(unwanted, Words):
            return Words(unwanted.needle, wanted=not unwanted.wanted)
        return lambda invitation, stands, snapshot: not unwanted(invitation, stands, snapshot)
    key, colon, value = term.partition(":")
    value = value.strip('"')
    if colon and (make := _KEYED.get(key.lower())):
        return make(value)
    if colon and value and key.isascii() and key.isalpha() and value[:2] != "//":
        raise FilterError(f"“{key}:” is no filter word: {', '.join(FILTER_WORDS)} are")
    _, address, slug = term.partition("linkedin.com/in/")
    return Words(fold(unquote(slug).strip("/") if address else term.strip('"')))


def _days(value: str) -> timedelta:
    if not (found := _LENGTH.fullmatch(value.lower())):
        raise FilterError(f"“{value}” is no length of time: 36h, 14d, 3w and 6m are")
    return timedelta(days=int(found[1]) * _UNITS[found[2]])


def _older(value: str) -> Test:
    return Aged(_days(value), older=True)


def _younger(value: str) -> Test:
    return Aged(_days(value), older=False)


def _state(value: str) -> Test:
    named = value.lower()
    if named == "pending":
        return lambda _invitation, stands, _snapshot: stands.pending
    if named == "maybe":
        return lambda _invitation, stands, _snapshot: stands.stale is Stale.MAYBE
    if named not in set(State):
        raise FilterError(f"“{value}” is no state: {', '.join(State)}, pending and maybe are")
    return lambda _invitation, stands, _snapshot: stands.state == named


def _priority(value: str) -> Test:
    wanted = next((priority for priority in PRIORITIES if value and priority.startswith(value.lower())), None)
    if wanted is None and value.lower() not in ("no", "none"):
        raise FilterError(f"“{value}” is no priority: {', '.join(PRIORITIES)} and none are")
    return lambda _invitation, stands, _snapshot: stands.priority == wanted


def _source(value: str) -> Test:
    needle = fold(value)
    return lambda invitation, _stands, _snapshot: needle in fold(invitation.source or "")


def _note(value: str) -> Test:
    if value.lower() in ("yes", "no"):
        wanted = value.lower() == "yes"
        return lambda invitation, _stands, _snapshot: bool(invitation.note) == wanted
    needle = fold(value)
    return lambda invitation, _stands, _snapshot: needle in fold(invitation.note or "")


def _signal(value: str) -> Test:
    return lambda _invitation, stands, _snapshot: (
        value.lower() in stands.signals if value else bool(stands.signals)
    )


def _ready(value: str) -> Test:
    named = value.lower()
    if named in ("now", "yes", ""):
        return lambda _invitation, stands, _snapshot: stands.state is State.READY
    if named == "no":
        return lambda _invitation, stands, _snapshot: stands.state is State.COOLING
    span = _days(value)
    return lambda _invitation, stands, snapshot: (
        stands.state in (State.READY, State.COOLING)
        and stands.ready_at is not None
        and stands.ready_at - snapshot.now <= span
    )


def _kept(value: str) -> Test:
    return lambda _invitation, stands, _snapshot: stands.kept == (value.lower() != "no")


_KEYED: dict[str, Callable[[str], Test]] = {
    "older": _older,
    "younger": _younger,
    "state": _state,
    "priority": _priority,
    "source": _source,
    "note": _note,
    "signal": _signal,
    "kept": _kept,
    "ready": _ready,
}
FILTER_WORDS = tuple(f"{key}:" for key in _KEYED)


class View(msgspec.Struct, frozen=True):
    """A tab with its filter and sort."""

    tab: Tab
    filter: Filter = Filter()
    sort_by: SortBy = SortBy.SENT
    reverse: bool = False
    """False is each column's natural order: newest, A to Z, most urgent first."""

    def filtered(self, text: str) -> View:
        """Return the same view with another filter (FilterError where it can't be read)."""
        return msgspec.structs.replace(self, filter=Filter.parse(text))

    def sorted_by_next(self) -> View:
        """Return the view ordered by the next column, in its natural order."""
        columns = list(SortBy)
        following = columns[(columns.index(self.sort_by) + 1) % len(columns)]
        return msgspec.structs.replace(self, sort_by=following, reverse=False)

    def sections(self, snapshot: Snapshot) -> tuple[Section, ...]:
        """Return the rows of the tab, empty sections left out."""
        found = _SECTIONS[self.tab](snapshot, self)
        if self.filter:
            found = [Section(section.title, self.filter.sift(section.uids, snapshot)) for section in found]
        return tuple(section for section in found if section.uids)


def look_ahead(snapshot: Snapshot) -> None:
    """Work out what other tabs, filters and orders will ask for, that it is there by then: for a thread."""
    snapshot.look_forward()
    for tab in (Tab.STALE, Tab.COOLING):
        View(tab).sections(snapshot)
    _ = snapshot.clear_between, snapshot.book.search
    for sort_by in SortBy:
        View(Tab.SENT, sort_by=sort_by).sections(snapshot)


IN_VAIN = "Twice in vain: better follow them, or try another platform"


def ready(snapshot: Snapshot) -> tuple[str, ...]:
    """Return those who may be invited again, in the order in which they are proposed; who is not comes last.

    That order has high priority first, and spreads a batch that was withdrawn together over days.
    """
    proposed, found = snapshot.release_days, snapshot.part("ready").uids
    may = frozenset(found)
    return (*(uid for uid in proposed if uid in may), *(uid for uid in found if uid not in proposed))


def cooling(snapshot: Snapshot) -> tuple[str, ...]:
    """Return those who are cooling down, the next to be ready first."""
    return tuple(snapshot.part("cooling").uids)


def _sent(snapshot: Snapshot, view: View) -> list[Section]:
    order = view.sort_by, view.reverse
    if order not in snapshot.orders:
        uids = _ordered(snapshot, view.sort_by)
        snapshot.orders[order] = uids[::-1] if view.reverse else uids
    return [Section(None, snapshot.orders[order])]


def _ordered(snapshot: Snapshot, sort_by: SortBy) -> tuple[str, ...]:
    book, standings = snapshot.book, snapshot.standings
    if sort_by is SortBy.NAME:
        return book.by_name
    if sort_by is SortBy.STATE:
        states = [standings[uid].state for uid in book.newest_first]
        return _dealt(book.newest_first, map(id, states), map(id, _STATE_RANK))
    if sort_by is SortBy.PRIORITY:
        priorities = [standings[uid].priority for uid in book.newest_first]
        return _dealt(book.newest_first, priorities, _PRIORITY_RANK)
    return book.newest_first


def _dealt(uids: Iterable[str], kinds: Iterable[object], order: Iterable[object]) -> tuple[str, ...]:
    """Return `uids` by their kinds in that order: dealt out to each, for there are few."""
    hands: dict[object, list[str]] = {kind: [] for kind in order}
    for uid, kind in zip(uids, kinds, strict=True):
        hands[kind].append(uid)
    return tuple(chain.from_iterable(hands.values()))


def _stale(snapshot: Snapshot, _view: View) -> list[Section]:
    return [
        Section(None, tuple(uid for _, uids in snapshot.plan.days for uid in uids)),
        Section("Left to expire by themselves", snapshot.plan.left_to_expire),
        Section("Kept", tuple(snapshot.part("kept").uids)),
        Section("Only maybe past the mark", tuple(snapshot.part("maybe").uids)),
    ]


def _cooling(snapshot: Snapshot, _view: View) -> list[Section]:
    """Those who let two invitations pass stand apart: they are no longer proposed."""
    from invitetui.domain.releases import was_refused  # noqa: PLC0415  # not for the first frame

    rested, waiting = ready(snapshot), cooling(snapshot)
    book, proposed = snapshot.book, snapshot.release_days
    in_vain = {uid for uid in (*rested, *waiting) if uid not in proposed and was_refused(snapshot, book[uid])}
    return [
        Section("Ready", tuple(uid for uid in rested if uid not in in_vain)),
        Section("Cooling", tuple(uid for uid in waiting if uid not in in_vain)),
        Section(IN_VAIN, tuple(uid for uid in (*rested, *waiting) if uid in in_vain)),
    ]


def _nothing(_snapshot: Snapshot, _view: View) -> list[Section]:
    return []


_SECTIONS: dict[Tab, Callable[[Snapshot, View], list[Section]]] = {
    Tab.SENT: _sent,
    Tab.STALE: _stale,
    Tab.COOLING: _cooling,
    Tab.STATS: _nothing,
}
_PRIORITY_RANK: dict[str | None, int] = {"high": 0, "medium": 1, None: 2, "low": 3}
_STATE_RANK = {
    state: rank
    for rank, state in enumerate(
        (
            State.OPENED,
            State.UNCLEAR,
            State.STALE,
            State.FRESH,
            State.READY,
            State.COOLING,
            State.EXPIRED,
            State.CLOSED,
            State.ACCEPTED,
        )
    )
}
