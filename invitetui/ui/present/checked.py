"""A list of people, sorted out: the counts first, then who should not be invited now, and why."""

from __future__ import annotations

from invitetui.domain.reinvite import Checked, Warning  # noqa: A004  # the domain's word
from invitetui.domain.words import count
from invitetui.ui.present.pieces import Line, Role, cut, cut_line, fit, wrapped_line

_WORDS = {
    Warning.PENDING: ("pending", Role.WARM),
    Warning.COOLING: ("cooling down", Role.WARM),
    Warning.CONNECTED: ("connected", Role.GOOD),
    Warning.TWICE: ("in vain twice", Role.HOT),
    Warning.DOUBTFUL: ("doubtful", Role.WARM),
}
MOST = 2_000
"""Lines shown; nobody reads more, and the counts say the rest."""


def checked_lines(checked: Checked, width: int) -> list[Line]:
    """Return what was found, each line at most `width` cells."""
    counted: Line = [(f"{count(checked.people, 'person', 'people')}: ", Role.STRONG)]
    counted.append((f"{len(checked.free):,} free to invite", Role.GOOD))
    counts = checked.counts
    for warning, (word, role) in _WORDS.items():
        if counts[warning]:
            counted.append((f" · {counts[warning]:,} {word}", role))
    if checked.unread:
        counted.append((f" · {count(len(checked.unread), 'line')} not understood", Role.TROUBLE))
    lines = [*wrapped_line(counted, width), []]
    name = max(16, min(40, width // 2))
    for found in checked.findings[:MOST]:
        word, role = _WORDS[found.warning]
        lines.append([(fit(found.asked, name), Role.PLAIN), ("  ", Role.PLAIN), (found.says, role)])
    if checked.unread:
        lines += [[], [("Not understood: no address of a profile, and so left out", Role.STRONG)]]
        lines += [[(cut(line, width), Role.DIM)] for line in checked.unread[:MOST]]
    return [cut_line(line, width) for line in lines]
