"""Which keys are meant for the card that is shown."""

from __future__ import annotations

import pytest

from invitetui.ui.hand import HELD_FOR, SEEN_AFTER, Hand


class Ticks:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def pressed(hand: Hand, ticks: Ticks, keys: list[tuple[float, str]]) -> list[bool]:
    """Press keys at these seconds; each that is meant for the card answers and brings the next."""
    meant = []
    for at, key in keys:
        ticks.now = at
        meant.append(hand.means(key))
        if meant[-1]:
            hand.answered()
    return meant


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ([(0, "d"), (0.01, "d")], [True, False]),
        ([(0, "d"), (SEEN_AFTER + 0.01, "a")], [True, True]),
        ([(0, "d"), (SEEN_AFTER + 0.01, "d")], [True, False]),
        ([(0, "d"), (HELD_FOR + 0.01, "d")], [True, True]),
        ([(0, "d"), (0.5, "d"), (0.53, "d"), (0.65, "d"), (0.8, "d")], [True, False, False, False, False]),
        ([(0, "d"), (0.45, "d"), (0.9, "d"), (1.35, "d")], [True, False, True, False]),
        ([(0, "d"), (0.05, "a"), (0.3, "a"), (1, "a")], [True, False, False, True]),
    ],
)
def test_a_burst_and_a_key_held_down_answer_once(keys: list[tuple[float, str]], meant: list[bool]) -> None:
    ticks = Ticks()
    assert pressed(Hand(ticks), ticks, keys) == meant


def test_whoever_deals_with_the_card_has_seen_it() -> None:
    ticks = Ticks()
    hand = Hand(ticks)
    assert pressed(hand, ticks, [(0, "d"), (0.01, "d")]) == [True, False]
    hand.know()
    assert pressed(hand, ticks, [(0.02, "d")]) == [True]
