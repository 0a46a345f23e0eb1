"""What the command line prints for programs: the shapes of its JSON and CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import asdict

from invitetui.domain.moments import add_days, iso
from invitetui.domain.profile import checked
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.standing import Standing, State
from invitetui.domain.text import clean

if TYPE_CHECKING:
    from invitetui.domain.brief import Brief
    from invitetui.domain.compare import Rate
    from invitetui.domain.groups import Groups
    from invitetui.domain.simulate import Span
    from invitetui.domain.stats import Stats
    from invitetui.domain.views import Filter
    from invitetui.settings import Settings

LISTS = ("sent", "stale", "today", "cooling", "ready")
"""What `invitetui list --tab` can show; `today` is whom today's sitting asks about."""

COLUMNS = tuple(
    "uid name url headline state sent_earliest sent_latest age_days stale priority kept signals source note "
    "planned_for withdrawn_at ready_at accepted_at attempt".split()
)
"""What `invitetui list` tells of an invitation, in order."""

Row = dict[str, Any]

_STEERING = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""What JSON lets stand raw and a terminal might obey: DEL, C1, line and bidi controls."""


def json_text(value: object) -> str:
    """Return `value` as JSON: nothing is left out, and what could steer a terminal is escaped."""
    try:
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 can't hold
        import json  # noqa: PLC0415

        text = json.dumps(value, indent=2)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def uids_of(tab: str, snapshot: Snapshot, filter_: Filter) -> list[str]:
    """Return the invitations of a list in the order of its tab."""
    from invitetui.domain import views  # noqa: PLC0415  # only lists pay for them

    found: Iterable[str]
    if tab == "today":
        found = dict.fromkeys((*snapshot.opened, *snapshot.due_today))
    elif tab in ("cooling", "ready"):
        found = views.cooling(snapshot) if tab == "cooling" else views.ready(snapshot)
    else:
        found = (uid for section in views.View(views.Tab(tab)).sections(snapshot) for uid in section.uids)
    return list(filter_.sift(tuple(found), snapshot))


def row(uid: str, snapshot: Snapshot) -> Row:
    """Return one invitation as `list --json` has it; null where a thing is not known.

    Ages are whole days of the youngest possible age; instants are ISO-8601 in UTC, and an
    acceptance that is known only to the day is that day.
    """
    invitation, stands = snapshot.book[uid], snapshot.standings[uid]
    planned = snapshot.plan.day_of.get(uid)
    return {
        "uid": uid,
        "name": invitation.name,
        "url": checked(invitation.url),
        "headline": invitation.headline,
        "state": str(stands.state),
        "sent_earliest": iso(invitation.sent_earliest),
        "sent_latest": iso(invitation.sent_latest),
        "age_days": snapshot.age(invitation)[0].days,
        "stale": str(stands.stale),
        "priority": stands.priority,
        "kept": stands.kept,
        "signals": list(stands.signals),
        "source": invitation.source,
        "note": invitation.note,
        "planned_for": planned.isoformat() if planned else None,
        "withdrawn_at": _iso(stands.withdrawn_at),
        "ready_at": _iso(stands.ready_at),
        "accepted_at": _accepted_at(stands),
        "attempt": snapshot.book.attempt(invitation),
    }


def _iso(instant: datetime | None) -> str | None:
    return iso(instant) if instant else None


def _accepted_at(stands: Standing) -> str | None:
    if stands.state is not State.ACCEPTED or stands.outcome is None:
        return None
    return stands.outcome.at.date().isoformat() if stands.outcome.until else iso(stands.outcome.at)


def rows_as_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV; a field that a spreadsheet would take for a formula begins with `'`."""
    import csv  # noqa: PLC0415  # only who asks for it pays for it
    import io  # noqa: PLC0415

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_field(row[column]) for column in COLUMNS] for row in rows)
    return text.getvalue()


def _field(value: object) -> object:
    if isinstance(value, list):
        return " ".join(value)
    if not isinstance(value, str):
        return value
    shown = clean(value)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown


def plan(snapshot: Snapshot, days: int | None) -> Row:
    """Return the calendar as `plan --json` has it, at most the first `days` days of it."""
    last = date.max if days is None else add_days(snapshot.today, days - 1)
    return {
        "clear_on": snapshot.plan.clear_on.isoformat() if snapshot.plan.clear_on else None,
        "days": [
            {"date": day.isoformat(), "uids": list(uids)} for day, uids in snapshot.plan.days if day <= last
        ],
        "left_to_expire": list(snapshot.plan.left_to_expire),
    }


def due(snapshot: Snapshot) -> Row:
    """Return what today asks for, the whole outreach brief, as `due --json` has it."""
    from invitetui.domain.brief import brief  # noqa: PLC0415  # only `due` pays for what worked
    from invitetui.domain.briefing import sentences  # noqa: PLC0415

    known = brief(snapshot)
    return {
        "date": snapshot.today.isoformat(),
        "pending": snapshot.pending,
        "stale": snapshot.stale,
        "done_today": snapshot.done_today,
        "due_today": list(snapshot.due_today),
        "opened": list(snapshot.opened),
        "free_this_week": snapshot.free_this_week,
        "ready": snapshot.counts[State.READY],
        "clear_on": snapshot.plan.clear_on.isoformat() if snapshot.plan.clear_on else None,
        "clear_between": [_day(known.clear.earliest), _day(known.clear.latest)],
        "next_sitting": _iso(known.next_sitting),
        "room_now": snapshot.room_now,
        "paused_until": _day(known.paused_until),
        "slots": {
            "number": known.slots.number,
            "usual": known.slots.usual,
            "sent": known.slots.sent,
            "free": known.slots.free,
            "reserve": known.slots.reserve,
            "to_use": known.slots.to_use,
            "frees_up": [{"date": day.isoformat(), "slots": n} for day, n in known.slots.frees_up],
        },
        "pending_room": known.room,
        "released": list(known.released),
        "next_release": _day(known.next_release),
        "week": {"number": int(known.stage.week), "title": known.stage.week.title, "why": known.stage.why},
        "restriction": _restriction(known),
        "lately": {**_rate(known.lately.matured), "says": list(known.lately.says)},
        "advised_a_week": known.advice and {"number": known.advice.number, "why": known.advice.why},
        "questions": known.unclear,
        "unrated": known.unrated,
        "says": sentences(known, snapshot),
    }


def _restriction(known: Brief) -> Row | None:
    if known.restriction is None:
        return None
    return {
        "why": str(known.restriction.why),
        "title": known.restriction.title,
        "said": known.restriction.said,
        "since": iso(known.restriction.since),
        "lifts_about": iso(known.restriction.lifts_about),
        "begins_again": _day(known.begins_again),
        "should_have_lifted": _day(known.should_have_lifted),
        "advice": list(known.restriction.advice),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def stats(figures: Stats, snapshot: Snapshot) -> Row:
    """Return the figures as `stats --json` has them.

    Rates are fractions of 1, days are days since sent, intervals are 95 %; null where a thing can't
    be said.
    """
    from invitetui.domain.survival import chance_left  # noqa: PLC0415  # only `stats` pays for figures

    return {
        "n": {"sent": len(snapshot.book), **{str(state): n for state, n in figures.counts.items()}},
        "naive": _rate(figures.naive),
        "matured": {**_rate(figures.matured), "mature_after_days": figures.mature_after_days},
        "curve": [asdict(point) for point in figures.curve],
        "incidence": [asdict(row) for row in figures.incidence],
        "time_to_accept": asdict(figures.waits),
        "groups": {
            groups.name: [{"value": group.value, **_rate(group.rate)} for group in groups.groups]
            for groups in figures.groups
        },
        "differences": {groups.name: _difference(groups) for groups in figures.groups},
        "simulator": [policy._asdict() for policy in figures.policies],
        "forecast": [{**ahead._asdict(), "week": ahead.week.isoformat()} for ahead in figures.forecast.weeks],
        "clear_on": _span(figures.forecast.clear),
        "chance_left": {
            life.uid: chance_left(figures.curve, life.days) for life in figures.lives if life.pending
        },
        "weeks": [{**asdict(week), "monday": week.monday.isoformat()} for week in figures.weeks],
        "ages": [asdict(band) for band in figures.ages],
        "pending": {
            "total": snapshot.pending,
            "stale": snapshot.stale,
            "warn": snapshot.rules.pending_warn,
            "alarm": snapshot.rules.pending_alarm,
        },
        "week": {
            "sent": snapshot.sent_this_week,
            "limit": snapshot.rules.invitations_a_week,
            "free": snapshot.free_this_week,
        },
    }


def _rate(rate: Rate) -> Row:
    return {"rate": rate.rate, "low": rate.low, "high": rate.high, "n": rate.n}


def _difference(groups: Groups) -> Row | None:
    """Which group differs most surely, from what, by how much, and whether that is more than chance."""
    if groups.best is None or groups.difference is None:
        return None
    return {
        "value": groups.best.value,
        "against": groups.against,
        **asdict(groups.difference),
        "told": groups.difference.told,
    }


def _span(span: Span) -> Row:
    return {name: day.isoformat() if day else None for name, day in span._asdict().items()}


def settings(given: Settings, problems: Sequence[str]) -> Row:
    """Return the settings in force as `config --json` has them."""
    return {
        "path": str(given.path),
        "settings": {
            setting.key: {
                **asdict(setting),
                "value": _meant(setting.value),
                "default": _meant(setting.default),
            }
            for setting in given.described()
        },
        "keys": dict(given.keys),
        "templates": dict(given.templates),
        "problems": list(problems),
    }


def _meant(spelled: str) -> object:
    """Return a value that is spelled as in config.toml: a number, a name, or a list."""
    if spelled.startswith("["):
        return [one.strip(' "') for one in spelled.strip("[]").split(",") if one.strip()]
    return int(spelled) if spelled.isdecimal() else spelled.strip('"')
