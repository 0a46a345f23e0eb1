"""The marks, windows and limits, each with what is known of it and from whom.

LinkedIn publishes few numbers. Where it publishes none, the evidence says so: a rule is a default
that the person may set, not a fact.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Annotated, get_type_hints

import msgspec


class Evidence(msgspec.Struct, frozen=True):
    """What stands behind a rule."""

    title: str
    """The rule in a few words, as the settings screen shows it."""
    unit: str
    """What the number counts: days, months, seconds, people, …"""
    says: str
    """What the sources say, and whether LinkedIn itself says anything."""
    low: int
    high: int
    """The range in which a value is believed to be meant; both ends allowed."""


class Rules(msgspec.Struct, frozen=True):
    """Every number that decides something. Hours are local; days are 24 hours.

    The evidence stands in the annotations, which are read only when somebody asks for it.
    """

    stale_days: Annotated[int, Evidence(
        "Two-week mark", "days",
        "“Exactly two weeks” is the common advice; others say one, or months. "
        "LinkedIn publishes none: your own acceptances decide.", 1, 180,
    )] = 14  # fmt: skip
    cooldown_days: Annotated[int, Evidence(
        "Cool-down after a withdrawal", "days",
        "LinkedIn: you can't invite the same person again for up to three weeks.", 0, 180,
    )] = 21  # fmt: skip
    expiry_months: Annotated[int, Evidence(
        "Expiry of an unanswered invitation", "months",
        "Well sourced: LinkedIn drops it after six months; two older pages say never.", 1, 24,
    )] = 6  # fmt: skip
    withdrawals_a_day: Annotated[int, Evidence(
        "Withdrawals a day", "people",
        "LinkedIn publishes no number; vendors say 5 to 100. All agree: gradually, over several days. "
        "Each day's share varies below it.", 1, 100,
    )] = 10  # fmt: skip
    withdrawals_ceiling: Annotated[int, Evidence(
        "Ceiling of withdrawals a day", "people",
        "LinkedIn publishes none: the authors' judgement. No day goes beyond it, whatever the daily number; "
        "only this setting lifts it.", 1, 100,
    )] = 25  # fmt: skip
    sitting_size: Annotated[int, Evidence(
        "Withdrawals in one sitting", "people", "LinkedIn publishes none: the authors' judgement.", 1, 25,
    )] = 5  # fmt: skip
    sitting_gap: Annotated[int, Evidence(
        "Least time between two withdrawals", "seconds",
        "LinkedIn publishes none: the authors' judgement. Each gap is up to half longer.", 0, 3600,
    )] = 90  # fmt: skip
    profile_views_a_day: Annotated[int, Evidence(
        "Profile pages opened in a day", "pages",
        "Views are watched too. Vendors' caps go from 35 to 1,000 a day, a new account's lowest; "
        "LinkedIn publishes none.", 1, 1000,
    )] = 40  # fmt: skip
    day_starts: Annotated[int, Evidence(
        "First working hour", "o'clock", "LinkedIn publishes none: the authors' judgement.", 0, 23,
    )] = 9  # fmt: skip
    day_ends: Annotated[int, Evidence(
        "End of the working hours", "o'clock", "LinkedIn publishes none: the authors' judgement.", 1, 24,
    )] = 18  # fmt: skip
    invitations_a_week: Annotated[int, Evidence(
        "Invitations a week", "invitations",
        "Vendors say 100 to 200 in any seven days; LinkedIn publishes none.", 1, 700,
    )] = 100  # fmt: skip
    invitations_reserve: Annotated[int, Evidence(
        "Invitations of the week held back", "invitations",
        "For whoever turns up late in the week: the authors' judgement. LinkedIn publishes none.", 0, 700,
    )] = 10  # fmt: skip
    reinvitations_a_day: Annotated[int, Evidence(
        "People proposed again in a day", "people",
        "A batch withdrawn together should not come back together: the authors' judgement. "
        "LinkedIn publishes none.", 1, 25,
    )] = 3  # fmt: skip
    reinvitation_spread: Annotated[int, Evidence(
        "Days over which a batch comes back", "days",
        "Each is proposed up to so many days after the cool-down is over: the authors' judgement. "
        "LinkedIn publishes none.", 0, 60,
    )] = 7  # fmt: skip
    restriction_days: Annotated[int, Evidence(
        "A restriction lifts after about", "days",
        "LinkedIn: most restrictions end by themselves within one week; its support can't lift them.", 1, 90,
    )] = 7  # fmt: skip
    outstanding_days: Annotated[int, Evidence(
        "A restriction for too many outstanding lifts after up to", "days",
        "LinkedIn's help: wait for up to one month before sending another invitation.", 1, 180,
    )] = 30  # fmt: skip
    climb_weeks: Annotated[int, Evidence(
        "Weeks until the numbers are whole again after a restriction", "weeks",
        "They start at half: the authors' judgement. LinkedIn publishes none.", 0, 26,
    )] = 4  # fmt: skip
    pending_warn: Annotated[int, Evidence(
        "Pending: worth a look", "invitations",
        "“More than 100–200 can signal poor targeting”; LinkedIn publishes none.", 1, 30_000,
    )] = 100  # fmt: skip
    pending_alarm: Annotated[int, Evidence(
        "Pending: too many", "invitations",
        "“More than 100–200 can signal poor targeting”; LinkedIn publishes none.", 1, 30_000,
    )] = 200  # fmt: skip
    note_length: Annotated[int, Evidence(
        "Length of a note", "characters", "Vendors: 200 for free accounts, 300 for Premium; "
        "LinkedIn publishes none that we found.", 50, 300,
    )] = 200  # fmt: skip
    notes_a_month: Annotated[int, Evidence(
        "Notes a month", "invitations",
        "Vendors: about 5 a month for free accounts, some say 3 or 10; no such limit with Premium. "
        "LinkedIn publishes no number.", 0, 700,
    )] = 5  # fmt: skip
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Days of the week on which withdrawals are planned: 0 is Monday."""
    days_off: tuple[date, ...] = ()
    """Days on which nothing is planned although they are working days, ascending."""

    @property
    def daily_number(self) -> int:
        """The most that are withdrawn in a day: the number set, under the ceiling."""
        return min(self.withdrawals_a_day, self.withdrawals_ceiling)

    @property
    def stale_after(self) -> timedelta:
        """The age, in whole 24-hour days, from which a pending invitation is stale."""
        return timedelta(days=self.stale_days)

    @property
    def cooldown(self) -> timedelta:
        """How long after a withdrawal LinkedIn refuses a new invitation to the same person."""
        return timedelta(days=self.cooldown_days)


@cache
def evidence() -> dict[str, Evidence]:
    """Return the evidence of each rule that is one number, by the rule's name."""
    rules = get_type_hints(Rules, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in rules.items() if hasattr(hint, "__metadata__")}


WORKING_DAYS_EVIDENCE = "LinkedIn publishes none: the authors' judgement."

WITHDRAWING_LIFTS_NOTHING = (
    "LinkedIn says that withdrawing pending invitations does not lift a restriction once it is imposed."
)

HEALTHY_ACCEPTANCE = (0.30, 0.50)
"""The share of accepted invitations that vendors call healthy; below it, work on note and targeting."""
