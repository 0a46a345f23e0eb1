"""A year of missed, short and overrun sittings over 600 stale invitations: the plan holds on each day."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

from invitetui.clock import LOCAL
from tests.year import FIRST_DAY, Commands, Functions, Year, book


def test_the_plan_holds_on_each_day_of_a_year() -> None:
    chance = random.Random(2026)
    year = Year(Functions(book(chance)), chance)
    year.live(365)
    assert year.days_lived == 365
    assert len(year.sittings) == 5
    assert len(year.withdrawn) > 500
    assert len(set(year.shares.values())) > 5
    weekends = [year.shares[FIRST_DAY + timedelta(days=n)] for n in range(365) if n % 7 > 4]
    assert not any(weekends)


def test_so_it_does_through_the_command_line(tmp_path: Path) -> None:
    chance = random.Random(7)
    year = Year(Commands(book(chance), tmp_path), chance, LOCAL)
    year.live(10)
    assert year.withdrawn
