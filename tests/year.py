"""A year with a book of 600 stale invitations, lived through a face of the plan: `python -m tests.year`.

On each day the plan is asked for, as `plan --json` and `list --json` give it, and the person sits down
or doesn't: sittings are missed, cut short and overrun at random, answers are of all kinds, new
invitations are sent and imports settle old ones. What has to hold of the plan is checked each day.
The suite lives the year through the functions that print; this command lives it through the command
line, file and all, which takes some minutes.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from invitetui.domain.actions import Record
from invitetui.domain.book import Book
from invitetui.domain.invitation import Event, Invitation, Kind
from invitetui.domain.journal import Happening
from invitetui.domain.moments import add_months
from invitetui.domain.profile import HOME
from invitetui.domain.rules import Rules
from invitetui.report import shapes
from invitetui.session import Session

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_DAY = date(2026, 11, 23)
STALE = 600
RULES = Rules()
FORTNIGHT = timedelta(days=14)
_LEAST_A_DAY = 6
"""The share of a working day is never less while the number is ten."""

Plan = dict[str, Any]
Row = dict[str, Any]


class Face(Protocol):
    """What is asked for the plan and told what happened."""

    def plan(self, now: datetime) -> Plan:
        """Return what `plan --json` prints."""
        ...

    def rows(self, now: datetime) -> list[Row]:
        """Return what `list --json` prints."""
        ...

    def mark(self, uids: Sequence[str], what: str, now: datetime) -> None:
        """Do what `mark UID... WHAT` does."""
        ...


class Functions:
    """The functions that the commands print, on a session in memory."""

    def __init__(self, book: Book) -> None:
        self._now = datetime.combine(FIRST_DAY, time(), BERLIN)
        self._session = Session(book, clock=lambda: self._now.astimezone(UTC), zone=BERLIN)

    def plan(self, now: datetime) -> Plan:
        self._now = now
        plan = shapes.plan(self._session.look(), None)
        assert plan == shapes.plan(self._session.snapshot.edited({}, self._session.snapshot.now), None)
        return plan

    def rows(self, now: datetime) -> list[Row]:
        self._now = now
        snapshot = self._session.look()
        return [
            shapes.row(uid, snapshot) for uid, stands in snapshot.standings.items() if stands.stale != "no"
        ]

    def mark(self, uids: Sequence[str], what: str, now: datetime) -> None:
        self._now = now
        rated = what in ("high", "medium", "low")
        self._session.apply(Record(uids, Kind.PRIORITY if rated else Kind(what), what if rated else None))


class Commands:
    """The command line itself, on a file."""

    def __init__(self, book: Book, folder: Path) -> None:
        from click.testing import CliRunner  # noqa: PLC0415

        from invitetui.store.book_file import BookFile  # noqa: PLC0415

        self._file = folder / "book.json"
        self._runner = CliRunner()
        with BookFile.open(self._file, writing=True) as file:
            file.save(dict(book.by_uid), journal=book.journal)

    def _run(self, now: datetime, *arguments: str) -> str:
        from invitetui.cli.group import cli  # noqa: PLC0415

        ran = self._runner.invoke(cli, ["--file", str(self._file), "--now", now.isoformat(), *arguments])
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    def plan(self, now: datetime) -> Plan:
        plan: Plan = json.loads(self._run(now, "plan", "--json"))
        return plan

    def rows(self, now: datetime) -> list[Row]:
        rows: list[Row] = json.loads(self._run(now, "list", "--json", "--filter", "state:pending"))
        return rows

    def mark(self, uids: Sequence[str], what: str, now: datetime) -> None:
        self._run(now, "mark", *uids, what)


def book(chance: random.Random) -> Book:
    """Return 600 stale invitations, and those that will be sent over the year."""

    def one(number: int, sent: datetime) -> Invitation:
        events = [Event(Kind.PRIORITY, sent, value=rating)] if (rating := chance.choice(_RATINGS)) else []
        if chance.random() < 0.2:
            events.append(Event(Kind.SIGNAL, sent, value=chance.choice("zif")))
        slug = f"someone-{number}"
        return Invitation(
            f"u{number:04d}", f"Someone {number}", sent, sent, HOME + slug, events=tuple(events)
        )

    begins = datetime.combine(FIRST_DAY, time(), BERLIN).astimezone(UTC)
    ages = [timedelta(minutes=chance.randrange(15 * 1440, 120 * 1440)) for _ in range(STALE)]
    coming = [timedelta(minutes=chance.randrange(0, 365 * 1440)) for _ in range(STALE)]
    sent = [begins - age for age in ages] + [begins + later for later in coming]
    return Book.of(
        (one(number, at) for number, at in enumerate(sent)),
        (Event(Happening.SEED, begins, value="20261123"),),
    )


_RATINGS = (None, None, "high", "medium", "low")


@dataclass
class Year:
    """A year of sittings, and what was withdrawn in it so far."""

    face: Face
    chance: random.Random
    zone: tzinfo = BERLIN
    withdrawn: list[datetime] = field(default_factory=list)
    days_lived: int = 0
    sittings: dict[str, int] = field(default_factory=dict)
    shares: dict[date, int] = field(default_factory=dict)
    """How many each day asked for in the morning."""

    def live(self, days: int) -> None:
        """Live so many days, checking each."""
        for day in (FIRST_DAY + timedelta(days=n) for n in range(days)):
            morning = self._at(day, 8, self.chance.randrange(60))
            plan = self._checked(morning)
            self.shares[day] = len(_on(plan, day))
            self._sit(day, plan)
            self._settle(day)
            self.days_lived += 1

    def _at(self, day: date, hour: int, minute: int) -> datetime:
        return datetime.combine(day, time(hour, minute), self.zone)

    def _sit(self, day: date, plan: Plan) -> None:
        """Sit down as people do: not at all, too short, as planned, too long, late at night."""
        how = self.chance.choices(("missed", "short", "whole", "overrun", "late"), (30, 20, 35, 10, 5))[0]
        self.sittings[how] = self.sittings.get(how, 0) + 1
        due = _on(plan, day)
        planned = [uid for day in plan["days"] for uid in day["uids"]]
        if how == "missed":
            return
        if how == "short":
            due = due[: self.chance.randrange(len(due) + 1)]
        elif how in ("overrun", "late"):
            due = planned[: len(due) + self.chance.randrange(1, 16)]
        now = self._at(day, 23 if how == "late" else self.chance.randrange(9, 17), 0)
        for uid in due:
            now += timedelta(seconds=100)
            self._answer(uid, now)
        if how == "whole" and day.weekday() in RULES.working_days:
            self._looked_at_again(day, now)

    def _answer(self, uid: str, now: datetime) -> None:
        what = self.chance.choices(("withdrawn", "accepted", "gone", "kept"), (90, 4, 3, 3))[0]
        before = self.face.plan(now) if what == "withdrawn" and self.chance.random() < 0.05 else None
        self.face.mark([uid], what, now)
        if what == "withdrawn":
            self.withdrawn.append(now)
        if before:
            heavier = {
                day["date"]: day["uids"]
                for day in self.face.plan(now)["days"]
                if len(day["uids"]) > len(_on(before, date.fromisoformat(day["date"])))
            }
            assert not heavier, "one more withdrawal made another day heavier"

    def _looked_at_again(self, day: date, now: datetime) -> None:
        """What was done counts: what is left of today's share and it are no more than the number."""
        left = _on(self.face.plan(now), day)
        since = datetime.combine(day, time(), self.zone)
        assert len(left) + sum(at >= since for at in self.withdrawn) <= RULES.withdrawals_a_day

    def _settle(self, day: date) -> None:
        """Now and then an import settles some at once."""
        if self.chance.random() < 0.03:
            rows = [row["uid"] for row in self.face.rows(self._at(day, 23, 55)) if row["stale"] == "surely"]
            if rows:
                settled = self.chance.sample(rows, min(len(rows), self.chance.randrange(1, 15)))
                self.face.mark(settled, "accepted", self._at(day, 23, 55))

    def _checked(self, now: datetime) -> Plan:
        """Return the plan of that moment, after seeing that all that has to hold of it does."""
        plan, today = self.face.plan(now), now.date()
        rows = {row["uid"]: row for row in self.face.rows(now)}
        days = [(date.fromisoformat(day["date"]), day["uids"]) for day in plan["days"]]
        planned = [uid for _, uids in days for uid in uids]
        self._numbers_hold(days, today)
        wanted = [row["uid"] for row in rows.values() if row["stale"] == "surely" and not row["kept"]]
        assert sorted([*planned, *plan["left_to_expire"]]) == sorted(wanted), "everyone once"
        assert [_place(rows[uid]) for uid in planned] == sorted(_place(rows[uid]) for uid in planned)
        assert all(rows[uid]["planned_for"] == day.isoformat() for day, uids in days for uid in uids)
        last = days[-1][0] if days else None
        assert plan["clear_on"] == (last.isoformat() if last else None)
        assert last is None or last <= _bound(today, len(planned)), "clear later than the numbers imply"
        # Whose turn would come on the first day with room after all others, at the latest.
        turn = (last or today) + timedelta(days=4)
        for uid in plan["left_to_expire"]:
            assert _expires(rows[uid]) < datetime.combine(turn, time(), self.zone) + FORTNIGHT
        for day, uids in days:
            for uid in uids:
                assert _expires(rows[uid]) >= datetime.combine(day, time(), self.zone) + FORTNIGHT
        return plan

    def _numbers_hold(self, days: Sequence[tuple[date, Sequence[str]]], today: date) -> None:
        """No day is over its number, none is a day off, and any 24 hours count."""
        for day, uids in days:
            assert day >= today
            assert day.weekday() in RULES.working_days
            assert 1 <= len(uids) <= RULES.withdrawals_a_day
        if days and days[0][0] == today:
            since = self._at(today, RULES.day_ends, 0) - timedelta(days=1)
            assert len(days[0][1]) + sum(at > since for at in self.withdrawn) <= RULES.withdrawals_a_day
        whole = [len(uids) for _, uids in days[1:-1]]  # today and the last day may be in part
        assert all(share >= _LEAST_A_DAY for share in whole)
        weeks: dict[date, list[int]] = {}
        for day, uids in days[1:-1]:
            weeks.setdefault(day - timedelta(days=day.weekday()), []).append(len(uids))
        full = [tuple(week) for week in weeks.values() if len(week) == len(RULES.working_days)]
        assert len(set(full)) == len(full), "two weeks look alike"


def _on(plan: Plan, day: date) -> list[str]:
    return next((planned["uids"] for planned in plan["days"] if planned["date"] == day.isoformat()), [])


def _place(row: Row) -> tuple[object, ...]:
    """What decides the order: signals, low priority, oldest; high priority last."""
    high = row["priority"] == "high"
    rank = {"low": 0, "medium": 1, None: 1, "high": 2}[row["priority"]]
    return (high or not row["signals"], rank, row["sent_latest"], row["uid"])


def _expires(row: Row) -> datetime:
    return add_months(datetime.fromisoformat(row["sent_latest"]), RULES.expiry_months)


def _bound(today: date, many: int) -> date:
    """The day by which so many are withdrawn where each working day from tomorrow on takes the least."""
    day = today
    while many > 0:
        day += timedelta(days=1)
        many -= _LEAST_A_DAY if day.weekday() in RULES.working_days else 0
    return day


def main() -> None:
    """Live the year through the command line, with the seed given or 1."""
    chance = random.Random(int(sys.argv[1]) if sys.argv[1:] else 1)
    with tempfile.TemporaryDirectory() as folder:
        from invitetui.clock import LOCAL  # noqa: PLC0415

        year = Year(Commands(book(chance), Path(folder)), chance, LOCAL)
        year.live(365)
    print(f"{year.days_lived} days, {len(year.withdrawn)} withdrawn, sittings {year.sittings}")  # noqa: T201


if __name__ == "__main__":
    main()
