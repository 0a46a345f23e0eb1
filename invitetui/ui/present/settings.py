"""The settings as lines: each with its value and where that comes from, and the evidence of one."""

from __future__ import annotations

from msgspec.structs import replace

from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING
from invitetui.settings import WEEK, Setting
from invitetui.ui.present.pieces import Line, Role, cut_line, fit, wrapped

_TITLE = 48
_VALUE, _RANGE, _ORIGIN = 18, 16, 17
"""Columns of the title at most, of the value with its unit, of the range, and of where it comes from."""


def row(setting: Setting, width: int) -> Line:
    """Return one setting on one line; what there is no room for goes from the right."""
    chosen = setting.origin != "default"
    line: Line = [
        (fit(setting.title, _title_width(width) - 1) + " ", Role.PLAIN),
        (fit(value(setting), _VALUE), Role.STRONG if chosen else Role.PLAIN),
    ]
    room = width - sum(len(text) for text, _ in line)
    if room >= _ORIGIN:
        line.append((fit(setting.origin, _ORIGIN), Role.KEY if chosen else Role.DIM))
    if room >= _ORIGIN + _RANGE:
        line.append((fit(allowed(setting), _RANGE), Role.DIM))
    return cut_line(line, width)


def _title_width(width: int) -> int:
    """Columns of the title: the value goes before it, and where there is room so does the origin."""
    beside = _VALUE + _ORIGIN
    return max(13, min(_TITLE, width - (beside if width - beside >= _TITLE * 3 // 4 else _VALUE)))


def value(setting: Setting) -> str:
    """Return a value as a person reads it: `14 days`, `mon tue wed`."""
    if setting.low is None:
        spelled = as_typed(setting) or "none"
        long = len(spelled) >= _VALUE and setting.key != "theme"
        return _shortened(spelled) if long else spelled
    return f"{int(setting.value):,} {setting.unit}".strip()


def as_typed(setting: Setting) -> str:
    """Return a value as one would type it: `14`, `mon tue wed`."""
    return " ".join(setting.value.strip("[]").replace('"', "").split(", "))


def allowed(setting: Setting) -> str:
    """Return the range of a number: `1–180`."""
    return "" if setting.low is None else f"{setting.low:,}–{setting.high:,}"


def _shortened(days: str) -> str:
    """Return days of the week in few characters: `mon–fri`, `mo tu th fr sa`."""
    named = days.split()
    if named[0] not in WEEK:
        return f"{len(named)} days"
    if named == WEEK[WEEK.index(named[0]) :][: len(named)]:
        return f"{named[0]}–{named[-1]}"
    return " ".join(day[:2] for day in named)


def evidence(setting: Setting, width: int) -> list[Line]:
    """Return what is known of a setting, and what withdrawing never does."""
    standard = f"Default {value(replace(setting, value=setting.default))}"
    if setting.low is not None:
        standard += f" · from {setting.low:,} to {setting.high:,}"
    if setting.origin != "default":
        standard += f" · now {value(setting)}: {setting.origin}"
    lines: list[Line] = [[(line, Role.STRONG)] for line in wrapped(setting.title, width)]
    lines += [[(line, Role.PLAIN)] for line in wrapped(setting.says, width)]
    lines.append([(standard, Role.DIM)])
    return [*lines, [], *([(line, Role.DIM)] for line in wrapped(WITHDRAWING_LIFTS_NOTHING, width))]
