"""The outreach brief: what a sitting ends with, and what `invitetui due` says. A value, without a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from invitetui.domain.audit import Stage, stage
from invitetui.domain.carried import WEEK
from invitetui.domain.compare import Rate
from invitetui.domain.moments import LocalTimes, after, before, local_day
from invitetui.domain.outlook import Clear
from invitetui.domain.restrictions import Restriction
from invitetui.domain.rules import HEALTHY_ACCEPTANCE
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import State

LATELY = timedelta(days=120)
"""What was sent within this time, and had time to be answered, tells what works of late."""


class Slots(msgspec.Struct, frozen=True):
    """Invitations that may be sent in the rolling week."""

    number: int
    """How many a week, after what a restriction leaves of it."""
    usual: int
    """How many a week by the rule."""
    sent: int
    """Surely sent within the last seven days."""
    reserve: int
    """So many of the free ones are better held back."""
    frees_up: tuple[tuple[date, int], ...]
    """The coming days on which slots free up, each with how many, ascending: none while sending rests."""

    @property
    def free(self) -> int:
        """How many may be sent now, the reserve included."""
        return max(0, self.number - self.sent)

    @property
    def to_use(self) -> int:
        """How many to send now, the reserve held back."""
        return max(0, self.free - self.reserve)


class Advice(msgspec.Struct, frozen=True):
    """A lower weekly number than the one in force, and why."""

    number: int
    rate: Rate
    why: str


class Lately(msgspec.Struct, frozen=True):
    """What has worked of late."""

    matured: Rate
    """Accepted of those sent lately that had time to be answered."""
    says: tuple[str, ...]
    """Differences that can be told from chance, a sentence each; empty where there are none."""


class Brief(msgspec.Struct, frozen=True):
    """What the person needs to know before and after a sitting."""

    slots: Slots
    pending: int
    room: int
    """How many more may be pending before it is worth a look; below zero where there are too many."""
    released: tuple[str, ...]
    """Who is ready and proposed today, in order."""
    ready: int
    """How many are ready in all."""
    next_release: date | None
    """The next day after today on which somebody is proposed."""
    done_today: int
    due_today: tuple[str, ...]
    next_sitting: datetime | None
    paused_until: date | None
    clear: Clear
    stage: Stage
    restriction: Restriction | None
    begins_again: date | None
    should_have_lifted: date | None
    """When sending and withdrawing should begin again; None where nothing rests."""
    whole_again: date | None
    """From when on the numbers are whole again after a restriction; None where they are."""
    lately: Lately
    advice: Advice | None
    opened: int
    """Opened pages of which nothing was said yet."""
    unrated: int
    """How many of the pending have no priority: what the audit asks about."""
    unclear: int
    """Invitations of which the person alone can say what became of them."""


def brief(snapshot: Snapshot) -> Brief:
    """Return the brief of this moment."""
    pace, days = snapshot.pace, snapshot.release_days
    lately = what_worked(snapshot)
    return Brief(
        slots=slots(snapshot),
        pending=snapshot.pending,
        room=snapshot.rules.pending_warn - snapshot.pending,
        released=snapshot.released_today,
        ready=snapshot.counts[State.READY],
        next_release=min((day for day in days.values() if day > snapshot.today), default=None),
        done_today=snapshot.done_today,
        due_today=snapshot.due_today,
        next_sitting=snapshot.next_sitting,
        paused_until=pace.paused_until,
        clear=snapshot.clear_between,
        stage=stage(snapshot),
        restriction=pace.limits.current,
        begins_again=pace.limits.begins_again,
        should_have_lifted=pace.limits.should_have_lifted,
        whole_again=pace.limits.whole_again,
        lately=lately,
        advice=advice(lately.matured, snapshot.weekly_number),
        opened=len(snapshot.opened),
        unrated=sum([not stands.priority and stands.pending for stands in snapshot.standings.values()]),
        unclear=snapshot.counts[State.UNCLEAR],
    )


def slots(snapshot: Snapshot) -> Slots:
    """Return what the rolling week leaves to send."""
    freed = Counter(local_day(after(at, WEEK), snapshot.zone) for at, _ in snapshot.within_the_week)
    return Slots(
        number=snapshot.weekly_number,
        usual=snapshot.rules.invitations_a_week,
        sent=freed.total(),
        reserve=int(snapshot.rules.invitations_reserve * snapshot.pace.limits.share(snapshot.today)),
        frees_up=tuple(_frees_up(sorted(freed.items()), snapshot)),
    )


def _frees_up(freed: list[tuple[date, int]], snapshot: Snapshot) -> Iterator[tuple[date, int]]:
    """Yield the days on which slots free up: while sending rests, none before it begins again."""
    limits = snapshot.pace.limits
    begins = limits.begins_again
    if begins is None:
        yield from freed
        return
    if limits.should_have_lifted:  # nobody knows when
        return
    coming = [(day, slots) for day, slots in freed if day > begins]
    number = limits.lowered(snapshot.rules.invitations_a_week, begins)
    room = number - sum(slots for _, slots in coming)
    if room > 0:
        yield begins, room
    for day, slots in coming:
        if (more := max(0, room + slots) - max(0, room)) > 0:
            yield day, more
        room += slots


def what_worked(snapshot: Snapshot) -> Lately:
    """Return how those sent lately fared: only what had time to be answered, and only what can be told."""
    from invitetui.domain.differences import difference  # noqa: PLC0415  # a header has no need of figures
    from invitetui.domain.groups import group, share_accepted  # noqa: PLC0415
    from invitetui.domain.lives import lives, mature_after_days  # noqa: PLC0415

    since, accepted, times = before(snapshot.now, LATELY), State.ACCEPTED, LocalTimes(snapshot.zone)
    everyone = zip(snapshot.book, snapshot.standings.values(), strict=True)
    sent = [(one, stands) for one, stands in everyone if since < one.sent_latest]
    answered = lives(snapshot, [one for one, stands in sent if stands.state is accepted])
    mature_after = timedelta(days=mature_after_days(sorted([life.days for life in answered])))
    mature_since = before(snapshot.now, mature_after)
    matured = [
        (one, stands, times.hour(one.sent_latest)) for one, stands in sent if one.sent_latest <= mature_since
    ]
    told = [
        difference(groups)
        for groups in group(matured, snapshot, times)
        if groups.name not in ("week", "priority") and groups.difference and groups.difference.told
    ]
    return Lately(share_accepted(matured), tuple(told))


def advice(rate: Rate, number: int) -> Advice | None:
    """Return a lower weekly number where acceptance is surely under what is healthy; None elsewhere."""
    healthy = HEALTHY_ACCEPTANCE[0]
    if not rate.enough or rate.high is None or rate.high >= healthy or not number:
        return None
    lower = max(1, min(number, round(number * max(rate.high / healthy, 0.25))))
    if lower >= number:
        return None
    return Advice(
        lower,
        rate,
        f"Of {rate.n:,} invitations that had time to be answered {rate.successes:,} were accepted: "
        f"surely under {healthy * 100:.0f} %. Invitations that nobody answers are what LinkedIn watches; "
        "send fewer, and work on the note and on whom you ask.",
    )
