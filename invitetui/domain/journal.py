"""The journal: what concerns the account, and no invitation alone. Events, in the order recorded."""

from __future__ import annotations

from enum import StrEnum

from invitetui.domain.invitation import Event


class Happening(StrEnum):
    """What an event of the journal says happened. A kind that is not listed here is kept and passed over."""

    SEED = "seed"
    """The number from which the plan's small variations follow: `value`, noted with the first invitation."""
    RESTRICTED = "restricted"
    """LinkedIn warned or limited the person; `value` is which restriction, see `restrictions`."""
    LIFTED = "lifted"
    """The person can send again."""
    PAUSED = "paused"
    """No withdrawals from `at` to `until`."""
    RESUMED = "resumed"
    """The pause is over before its end."""
    SHOWN = "shown"
    """LinkedIn's files showed people of whom the invitation may come later: `value` is a line for each."""


Journal = tuple[Event, ...]


def seed_of(journal: Journal) -> int:
    """Return the seed that the journal notes; 0 where it notes none that can be read."""
    noted = next((event.value for event in journal if event.kind == Happening.SEED and event.value), "")
    return int(noted) if noted.isascii() and noted.isdecimal() and len(noted) < 20 else 0


def with_edits(journal: Journal, noted: Journal, unnoted: Journal) -> Journal:
    """Return it with `noted` after what it has, and without `unnoted`; nothing stands in it twice."""
    kept = [event for event in journal if event not in unnoted]
    return (*kept, *(event for event in noted if event not in kept))


def merged(base: Journal, ours: Journal, theirs: Journal) -> Journal:
    """Return what both sides say who began with `base`; what either took back is taken back."""
    kept = [event for event in base if event in ours and event in theirs]
    added = [event for event in theirs if event not in base]
    added += [event for event in ours if event not in base and event not in added]
    return (*kept, *sorted(added, key=lambda event: event.at))
