"""Every number that decides something has its evidence, its range, and a default within it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invitetui.domain.rules import HEALTHY_ACCEPTANCE, Rules, evidence


def test_every_rule_that_is_one_number_has_evidence() -> None:
    assert set(evidence()) == {*Rules.__struct_fields__} - {"working_days", "days_off"}


@pytest.mark.parametrize("name", evidence())
def test_a_default_is_a_whole_number_within_its_range_and_says_where_it_comes_from(name: str) -> None:
    known, default = evidence()[name], getattr(Rules(), name)
    assert isinstance(default, int)
    assert known.low <= default <= known.high
    assert known.title
    assert known.unit
    assert known.says.endswith(".")


def test_only_the_ceiling_s_own_setting_lifts_the_ceiling_of_withdrawals() -> None:
    assert Rules(withdrawals_a_day=40).daily_number == 25
    assert Rules(withdrawals_a_day=40, withdrawals_ceiling=60).daily_number == 40
    assert Rules(withdrawals_ceiling=4).daily_number == 4
    assert evidence()["sitting_size"].high == 25


@pytest.mark.parametrize("name", evidence())
def test_a_limit_of_what_linkedin_is_asked_to_do_says_that_linkedin_publishes_none(name: str) -> None:
    known = evidence()[name]
    if known.unit in ("people", "invitations", "pages"):
        assert "LinkedIn publishes no" in known.says


def test_the_defaults() -> None:
    rules = Rules()
    assert rules.stale_after == timedelta(days=14)
    assert rules.cooldown == timedelta(days=21)
    assert rules.expiry_months == 6
    assert (rules.withdrawals_a_day, rules.sitting_size, rules.sitting_gap) == (10, 5, 90)
    assert (rules.working_days, rules.day_starts, rules.day_ends) == ((0, 1, 2, 3, 4), 9, 18)
    assert HEALTHY_ACCEPTANCE == (0.30, 0.50)
