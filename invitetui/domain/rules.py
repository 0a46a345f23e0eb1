"""The marks, windows and limits, each with what is known of it and from whom.

LinkedIn publishes few numbers. Where it publishes none, the evidence says so: a rule is a default
that the person may set, not a fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

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


def _rule(default: int, title: str, unit: str, says: str, low: int, high: int) -> Any:
    return field(default=default, metadata={"evidence": Evidence(title, unit, says, low, high)})


@dataclass(frozen=True, slots=True)
class Rules:
    """Every number that decides something. Hours are local; days are 24 hours."""

    stale_days: int = _rule(
        14, "Two-week mark", "days",
        "“Exactly two weeks” is the common advice; others say one, or months. "
        "LinkedIn publishes none: your own acceptances decide.", 1, 180,
    )  # fmt: skip
    cooldown_days: int = _rule(
        21, "Cool-down after a withdrawal", "days",
        "LinkedIn: you can't invite the same person again for up to three weeks.", 0, 180,
    )  # fmt: skip
    expiry_months: int = _rule(
        6, "Expiry of an unanswered invitation", "months",
        "Well sourced: LinkedIn drops it after six months; two older pages say never.", 1, 24,
    )  # fmt: skip
    withdrawals_a_day: int = _rule(
        10, "Withdrawals a day", "people",
        "LinkedIn publishes no number; vendors say 5 to 100. All agree: gradually, over several days. "
        "Each day's share varies below it.", 1, 100,
    )  # fmt: skip
    withdrawals_ceiling: int = _rule(
        25, "Ceiling of withdrawals a day", "people",
        "LinkedIn publishes none: the authors' judgement. No day goes beyond it, whatever the daily number; "
        "only this setting lifts it.", 1, 100,
    )  # fmt: skip
    sitting_size: int = _rule(
        5, "Withdrawals in one sitting", "people", "LinkedIn publishes none: the authors' judgement.", 1, 25,
    )  # fmt: skip
    sitting_gap: int = _rule(
        90, "Least time between two withdrawals", "seconds",
        "LinkedIn publishes none: the authors' judgement. Each gap is up to half longer.", 0, 3600,
    )  # fmt: skip
    profile_views_a_day: int = _rule(
        40, "Profile pages opened in a day", "pages",
        "Views are watched too. Vendors' caps go from 35 to 1,000 a day, a new account's lowest; "
        "LinkedIn publishes none.", 1, 1000,
    )  # fmt: skip
    day_starts: int = _rule(
        9, "First working hour", "o'clock", "LinkedIn publishes none: the authors' judgement.", 0, 23
    )
    day_ends: int = _rule(
        18, "End of the working hours", "o'clock", "LinkedIn publishes none: the authors' judgement.", 1, 24
    )
    invitations_a_week: int = _rule(
        100, "Invitations a week", "invitations",
        "Vendors say 100 to 200 in any seven days; LinkedIn publishes none.", 1, 700,
    )  # fmt: skip
    invitations_reserve: int = _rule(
        10, "Invitations of the week held back", "invitations",
        "For whoever turns up late in the week: the authors' judgement. LinkedIn publishes none.", 0, 700,
    )  # fmt: skip
    reinvitations_a_day: int = _rule(
        3, "People proposed again in a day", "people",
        "A batch withdrawn together should not come back together: the authors' judgement. "
        "LinkedIn publishes none.", 1, 25,
    )  # fmt: skip
    reinvitation_spread: int = _rule(
        7, "Days over which a batch comes back", "days",
        "Each is proposed up to so many days after the cool-down is over: the authors' judgement. "
        "LinkedIn publishes none.", 0, 60,
    )  # fmt: skip
    restriction_days: int = _rule(
        7, "A restriction lifts after about", "days",
        "LinkedIn: most restrictions end by themselves within one week; its support can't lift them.", 1, 90,
    )  # fmt: skip
    outstanding_days: int = _rule(
        30, "A restriction for too many outstanding lifts after up to", "days",
        "LinkedIn's help: wait for up to one month before sending another invitation.", 1, 180,
    )  # fmt: skip
    climb_weeks: int = _rule(
        4, "Weeks until the numbers are whole again after a restriction", "weeks",
        "They start at half: the authors' judgement. LinkedIn publishes none.", 0, 26,
    )  # fmt: skip
    pending_warn: int = _rule(
        100, "Pending: worth a look", "invitations",
        "“More than 100–200 can signal poor targeting”; LinkedIn publishes none.", 1, 30_000,
    )  # fmt: skip
    pending_alarm: int = _rule(
        200, "Pending: too many", "invitations",
        "“More than 100–200 can signal poor targeting”; LinkedIn publishes none.", 1, 30_000,
    )  # fmt: skip
    note_length: int = _rule(
        200, "Length of a note", "characters", "Vendors: 200 for free accounts, 300 for Premium; "
        "LinkedIn publishes none that we found.", 50, 300,
    )  # fmt: skip
    notes_a_month: int = _rule(
        5, "Notes a month", "invitations",
        "Vendors: about 5 a month for free accounts, some say 3 or 10; no such limit with Premium. "
        "LinkedIn publishes no number.", 0, 700,
    )  # fmt: skip
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


def evidence() -> dict[str, Evidence]:
    """Return the evidence of each rule that is one number, by the rule's name."""
    return {rule.name: rule.metadata["evidence"] for rule in fields(Rules) if "evidence" in rule.metadata}


WORKING_DAYS_EVIDENCE = "LinkedIn publishes none: the authors' judgement."

WITHDRAWING_LIFTS_NOTHING = (
    "LinkedIn says that withdrawing pending invitations does not lift a restriction once it is imposed."
)

HEALTHY_ACCEPTANCE = (0.30, 0.50)
"""The share of accepted invitations that vendors call healthy; below it, work on note and targeting."""
