"""The questions: when what is answered has happened, and how the keys are laid out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invitetui.domain.invitation import Kind
from invitetui.domain.rules import Rules
from invitetui.domain.standing import State
from tests.ui.running import NOW, USUAL, event, running, sent


@pytest.mark.parametrize(("ago", "state"), [(3, State.COOLING), (22, State.READY)])
async def test_a_withdrawal_told_of_later_counts_from_the_list_that_lacked_it(ago: int, state: State) -> None:
    missed = sent("Ada", 40, event(Kind.SEEN, 30), event(Kind.MISSED, ago))
    async with running([missed], rules=Rules(withdrawals_a_day=1)) as ui:
        await ui.press("Q", "d")
        stands = ui.snapshot.standings["ada"]
        assert stands.withdrawn_at == NOW - timedelta(days=ago)
        assert stands.ready_at == NOW + timedelta(days=21 - ago)
        assert stands.state is state
        assert not stands.asks
        assert ui.snapshot.done_today == 0
        await ui.press("u")
        assert ui.snapshot.standings["ada"].state is State.UNCLEAR


async def test_an_answer_against_a_list_is_newer_than_that_list() -> None:
    listed = sent("Ada", 40, event(Kind.WITHDRAWN, 5), event(Kind.SEEN, 2))
    async with running([listed]) as ui:
        await ui.press("Q", "d")
        stands = ui.snapshot.standings["ada"]
        assert stands.withdrawn_at == NOW
        assert not stands.asks


async def test_a_key_stands_beside_all_of_its_words() -> None:
    async with running([sent("Ada", 40, event(Kind.MISSED, 1))], size=USUAL) as ui:
        await ui.press("Q")
        for answer in ("a accepted", "d you withdrew it", "x gone or expired", "p pending still", "l later"):
            assert answer in ui.text
