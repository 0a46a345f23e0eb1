"""The limits with what is known of each: shown wherever a limit has a say."""

from __future__ import annotations

from collections.abc import Sequence

from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING, Rules, evidence
from invitetui.ui.present.pieces import Line, Role, wrapped

NO_NUMBER = "LinkedIn publishes no number for these limits"


def evidence_lines(names: Sequence[str], rules: Rules, width: int) -> list[Line]:
    """Return each limit with its value and who says what of it; and what withdrawing does not do.

    Args:
        names: the rules, as `rules.evidence` names them.
        rules: the values in force.
        width: cells that a line may take.
    """
    known = evidence()
    lines: list[Line] = []
    for name in names:
        rule = known[name]
        lines.append(
            [(f"{rule.title}: ", Role.PLAIN), (f"{getattr(rules, name):,} {rule.unit}", Role.STRONG)]
        )
        lines += [[("  " + line, Role.DIM)] for line in wrapped(rule.says, width - 2)]
    return [*lines, [], *([(line, Role.DIM)] for line in wrapped(WITHDRAWING_LIFTS_NOTHING, width))]
