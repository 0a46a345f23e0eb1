"""How long before it was read a page was copied: those on it whose time is known exactly tell.

A page shows the ages of when it was loaded, and a clipboard keeps them. So all of its cards are too late
by the same span, which the archive's exact times betray.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from invitetui.sources.roster import Roster
from invitetui.sources.sightings import Sighting
from invitetui.sources.times import MINUTE, SOONEST_AGAIN, is_range

FEWEST = 2
"""So many cards have to say that it was late beside those that fit anyhow; one more, if any denies it."""

Late = tuple[timedelta, timedelta]
"""At least and at most how long before it was read a page was copied."""

NOT = timedelta(), timedelta()
"""At once, or nothing tells."""


def how_late(page: Sequence[Sighting], roster: Roster) -> Late:
    """Return how late the page with these cards was read, by what other sources say of its people."""
    spans = list(_spans(page, roster))
    at_once = sum(least <= MINUTE for least, _ in spans)
    best, found = at_once, NOT
    for begin in sorted({least for least, _ in spans if least > MINUTE}):
        agreeing = [span for span in spans if span[0] <= begin <= span[1]]
        if len(agreeing) > best:
            best, found = len(agreeing), (begin, min(most for _, most in agreeing))
    agreed = FEWEST if best == len(spans) else FEWEST + 1
    return found if best >= at_once + agreed and 2 * best > len(spans) else NOT


def _spans(page: Sequence[Sighting], roster: Roster) -> Iterator[Late]:
    """Yield of each card whose invitation is known exactly how late the page must have been read for it."""
    times = Counter(one.name for one in page)
    for sighting in page:
        card, name = sighting.card, sighting.name
        known = roster.by_person.under(card.url.casefold()) if card.url else ()
        if not known and times[name] == 1 and len(roster.by_name.under(name)) == 1:
            known = [one for one in roster.by_name.under(name) if not (one.url and card.url)]
        for one in reversed(known):
            least, most = card.sent_earliest - one.sent_latest, card.sent_latest - one.sent_earliest
            if not is_range(one) and most >= -MINUTE and least < SOONEST_AGAIN:
                yield least, most + MINUTE
                break
