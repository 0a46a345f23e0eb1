"""The outreach brief in lines: how many to send, whom to ask again, whom to withdraw, and what worked."""

from __future__ import annotations

from datetime import date

from invitetui.domain import words
from invitetui.domain.audit import Stage, Week
from invitetui.domain.brief import Brief, Slots
from invitetui.domain.differences import interval, percent
from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING
from invitetui.domain.snapshot import Snapshot
from invitetui.ui.present.calendar import clear_words
from invitetui.ui.present.evidence import NO_NUMBER
from invitetui.ui.present.pieces import Line, Role, cut, wrapped_line

_LABEL = 13
_NAMES = 3
"""So many of those proposed are named."""


def brief_lines(brief: Brief, snapshot: Snapshot, width: int, *, leads: bool = False) -> list[Line]:
    """Return the brief, what is in the way first; with the keys that lead on, where they do."""
    sit = _leads_to("t", "sits") if leads and brief.due_today else []
    audit = _leads_to("A", "goes through them") if leads and brief.stage.week is Week.AUDIT else []
    blocks = [
        *_restriction(brief, snapshot),
        ("Send", _send(brief.slots, snapshot.today)),
        ("Ask again", _ask_again(brief, snapshot)),
        ("Withdraw", [*_withdraw(brief, snapshot), *sit]),
        ("Pending", _pending(brief)),
        ("Clear", clear_words(snapshot)),
        ("Answers", _answers(brief)),
        ("Of late", _lately(brief)),
        ("Advice", [(brief.advice.why, Role.WARM)] if brief.advice else []),
        ("Three weeks", [*stage_words(brief.stage), *audit]),
    ]
    lines: list[Line] = []
    for label, told in blocks:
        lines += labelled(label, told, width)
    return [*lines, [], [(f"{NO_NUMBER}: ", Role.DIM), ("?", Role.KEY), (" what is known", Role.DIM)]]


def labelled(label: str, told: Line, width: int) -> list[Line]:
    """Return `told` wrapped beside its label; nothing where there is nothing to tell."""
    if not told:
        return []
    narrow = width < 44
    indent = 2 if narrow else _LABEL
    first, *others = wrapped_line(told, max(10, width - indent))
    margin = " " * indent
    lead: list[Line] = [[(label, Role.STRONG)], [(margin, Role.PLAIN), *first]]
    if not narrow:
        lead = [[(f"{label:<{_LABEL}}", Role.STRONG), *first]]
    return [*lead, *([(margin, Role.PLAIN), *line] for line in others)]


def _restriction(brief: Brief, snapshot: Snapshot) -> list[tuple[str, Line]]:
    """What LinkedIn did and until when all rests, or how far the numbers have come back."""
    today = snapshot.today
    if brief.restriction:
        told: Line = [(brief.restriction.title, Role.TROUBLE)]
        if over := brief.should_have_lifted:
            told += [
                (f"; it should have lifted {words.near_day(over, today)}: has it? ", Role.WARM),
                ("!", Role.KEY),
                (" then ", Role.DIM),
                ("l", Role.KEY),
                (" says so. ", Role.DIM),
            ]
            return [("Restricted", told), ("", [(WITHDRAWING_LIFTS_NOTHING, Role.DIM)])]
        if brief.begins_again:
            day = words.near_day(brief.begins_again, today)
            told += [
                ("; sending and withdrawing pause, it should lift about ", Role.PLAIN),
                (day, Role.STRONG),
            ]
        told += [(". ", Role.PLAIN), ("!", Role.KEY), (" what to do meanwhile. ", Role.DIM)]
        return [("Restricted", told), ("", [(WITHDRAWING_LIFTS_NOTHING, Role.DIM)])]
    if brief.whole_again and brief.whole_again > today:
        whole = words.short_day(brief.whole_again, today)
        return [
            (
                "Careful",
                [(f"after the restriction the numbers are lower, whole again from {whole} on", Role.WARM)],
            )
        ]
    return []


def _send(slots: Slots, today: date) -> Line:
    """How many may go out this week, and when the next slots free up."""
    of = f"{slots.number:,}" if slots.number == slots.usual else f"{slots.number:,} (usually {slots.usual:,})"
    held = min(slots.reserve, slots.free)
    line: Line = [
        (f"{words.count(slots.free, 'invitation')} free this week", Role.PLAIN),
        (f" of {of}", Role.DIM),
        (f", {held:,} held back" if held else "", Role.DIM),
        (": ", Role.DIM),
        (f"{slots.to_use:,} to send now", Role.GOOD if slots.to_use else Role.WARM),
    ]
    coming = [f"{freed:,} {words.near_day(day, today)}" for day, freed in slots.frees_up if day > today][:3]
    if coming:
        line.append((f". The next free up: {', '.join(coming)}", Role.DIM))
    return line


def _ask_again(brief: Brief, snapshot: Snapshot) -> Line:
    """Who is proposed for another invitation."""
    line: Line = [(f"{words.count(brief.ready, 'person', 'people')} ready to be invited again", Role.PLAIN)]
    if brief.released:
        names = [cut(snapshot.book[uid].name, 30) for uid in brief.released[:_NAMES]]
        more = len(brief.released) - len(names)
        line += [
            (", today ", Role.DIM),
            (", ".join(names) + (f" and {more:,} more" if more else ""), Role.GOOD),
        ]
    elif not brief.ready and not brief.next_release:
        return []
    if brief.next_release:
        line.append((f", next {words.near_day(brief.next_release, snapshot.today)}", Role.DIM))
    return line


def _withdraw(brief: Brief, snapshot: Snapshot) -> Line:
    """How today stands, and when to sit next."""
    left = len(brief.due_today)
    line: Line = [(f"{words.count(brief.done_today, 'withdrawal')} today", Role.STRONG)]
    if not brief.done_today:
        line = [(f"{words.count(left, 'person', 'people')} today" if left else "nobody today", Role.STRONG)]
    else:
        line.append((f", {left:,} left for another sitting" if left else ": all done", Role.PLAIN))
    if brief.paused_until:
        line.append((f"; paused until {words.near_day(brief.paused_until, snapshot.today)}", Role.WARM))
    if brief.next_sitting and brief.next_sitting > snapshot.now:
        line.append((f"; next sitting {moment(brief, snapshot)}", Role.DIM))
    return line


def moment(brief: Brief, snapshot: Snapshot) -> str:
    """Return when to sit next: `Mon 9:00`."""
    if brief.next_sitting is None:
        return "on no day to come"
    local = brief.next_sitting.astimezone(snapshot.zone)
    return f"{words.near_day(local.date(), snapshot.today)} {local:%H:%M}".replace(" 0", " ")


def _leads_to(key: str, word: str) -> Line:
    """Return the key that goes on with it: ` · t sits`."""
    return [(" · ", Role.DIM), (key, Role.KEY), (f" {word}", Role.DIM)]


def _pending(brief: Brief) -> Line:
    line: Line = [(f"{words.count(brief.pending, 'invitation')} pending", Role.PLAIN)]
    mark = brief.pending + brief.room
    if brief.room >= 0:
        line.append((f": room for {brief.room:,} under the mark of {mark:,}", Role.DIM))
    else:
        line.append((f": {-brief.room:,} over the mark of {mark:,}", Role.WARM))
    return line


def _answers(brief: Brief) -> Line:
    """What the person has still to say."""
    told = []
    if brief.opened:
        told.append(f"{words.count(brief.opened, 'opened page')} to answer for (t asks first)")
    if brief.unclear:
        told.append(f"{words.count(brief.unclear, 'question')} (Q)")
    return [(", ".join(told), Role.HOT)] if told else []


def _lately(brief: Brief) -> Line:
    """What was accepted of late, and what difference can be told."""
    rate = brief.lately.matured
    if not rate.n:
        return []
    accepted = f"{percent(rate.rate)} of matured invitations accepted ({interval(rate)}). "
    return [(" ".join([accepted.strip(), *brief.lately.says]), Role.PLAIN)]


def stage_words(stage: Stage) -> Line:
    """Return where in the three weeks the person stands: `2 of 3, selective withdrawal: …`."""
    line: Line = [(f"{int(stage.week)} of {len(Week)}, {stage.week.title.lower()}", Role.STRONG)]
    return [*line, (f": {stage.why}", Role.DIM)]
