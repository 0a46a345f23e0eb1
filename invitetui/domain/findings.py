"""The one sentence that each figure says, in plain words: the app and the command line say the same."""

from __future__ import annotations

from datetime import date

from invitetui.domain.compare import ENOUGH, Rate
from invitetui.domain.differences import difference, interval, percent
from invitetui.domain.rules import HEALTHY_ACCEPTANCE, Rules
from invitetui.domain.simulate import WEEKS, Policy, Span
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.stats import Stats
from invitetui.domain.survival import at, chance_left
from invitetui.domain.words import count, short_day


def verdict(matured: Rate) -> str:
    """Return what the matured rate says against the healthy band."""
    low, high = HEALTHY_ACCEPTANCE
    if not matured.enough or matured.rate is None or matured.low is None or matured.high is None:
        return f"not enough yet to say: {ENOUGH} matured invitations are the least"
    if matured.high < low:
        return "surely below the healthy 30–50 %: work on the note and the targeting"
    if matured.low > high:
        return "surely above the usual 30–50 %"
    if low <= matured.rate <= high:
        return "inside the healthy 30–50 %"
    side = "below" if matured.rate < low else "above"
    return f"{side} the healthy 30–50 %, but that may be chance"


def acceptance(stats: Stats) -> str:
    """Return the sentence of the matured rate."""
    return (
        f"{percent(stats.matured.rate)} of matured invitations are accepted "
        f"({interval(stats.matured)}): {verdict(stats.matured)}."
    )


def naive(stats: Stats) -> str:
    """Return the sentence of the naive rate."""
    return (
        f"Of all sent so far {percent(stats.naive.rate)} ({interval(stats.naive)}), which counts the "
        f"undecided as refused. Matured: sent at least {count(stats.mature_after_days, 'day')} ago."
    )


def pending(stats: Stats, snapshot: Snapshot) -> str:
    """Return the sentence of the pending total, and when it is out of the alarm at this pace."""
    rules, pending_now = snapshot.rules, snapshot.pending
    if pending_now < rules.pending_warn:
        return f"Pending {pending_now:,}: well under the marks of {_marks(rules)}."
    warn = rules.pending_warn
    over = f"Pending {pending_now:,}: {pending_now - warn:,} over the mark of {warn:,}"
    if pending_now < rules.pending_alarm:
        return f"{over}, worth a look."
    says = f"{over}, and past {rules.pending_alarm:,}: too many."
    if stats.forecast.under_alarm.earliest is None:
        return f"{says} At this pace not under {rules.pending_alarm:,} within {WEEKS} weeks."
    under = between(stats.forecast.under_alarm, snapshot.today)
    return f"{says} At this pace under {rules.pending_alarm:,} {under}."


def _marks(rules: Rules) -> str:
    return f"{rules.pending_warn:,} and {rules.pending_alarm:,}"


def between(span: Span, today: date) -> str:
    """Return when something comes, as a range."""
    if span.earliest is None:
        return f"later than in {WEEKS} weeks"
    earliest = short_day(span.earliest, today)
    if span.latest is None:
        return f"on {earliest} at the earliest, perhaps not within {WEEKS} weeks"
    latest = short_day(span.latest, today)
    return f"by {latest}" if latest == earliest else f"between {earliest} and {latest}"


def this_week(snapshot: Snapshot) -> str:
    """Return the sentence of what was sent in the last seven days."""
    return (
        f"Sent in the last seven days {snapshot.sent_this_week:,} of {snapshot.rules.invitations_a_week:,}: "
        f"{snapshot.free_this_week:,} free."
    )


def curve(stats: Stats) -> str:
    """Return what the acceptance curve says."""
    if not stats.curve or stats.curve[-1].accepted == 0:
        return "Nobody has accepted yet."
    end = stats.curve[-1]
    mature = at(stats.curve, stats.mature_after_days)
    return (
        f"{percent(end.accepted)} accept in the end ({end.low * 100:.0f}–{end.high * 100:.0f}); after "
        f"{count(stats.mature_after_days, 'day')} without an answer there is a chance of "
        f"{percent(chance_left(stats.curve, mature.day))} left."
    )


def waits(stats: Stats) -> str:
    """Return how long those take who accept."""
    found = stats.waits
    if found.median is None or found.q25 is None or found.q75 is None or found.p95 is None:
        return "Nobody has accepted yet."
    return (
        f"Half of those who accept do so within {_days(found.median)}, three quarters within "
        f"{_days(found.q75)}, 95 % within {_days(found.p95)}."
    )


def _days(days: float) -> str:
    return f"{days:.0f} days" if days >= 1.5 else "a day" if days >= 0.5 else "a few hours"


def ends(stats: Stats) -> str:
    """Return what becomes of invitations as the person treats them."""
    if not stats.incidence:
        return "Nothing was sent yet."
    last = stats.incidence[-1]
    return (
        f"Of all sent, {percent(last.accepted)} end accepted, {percent(last.withdrawn)} withdrawn, "
        f"{percent(last.expired)} expired."
    )


def cohorts(stats: Stats) -> str:
    """Return what the weeks say."""
    found = next(groups for groups in stats.groups if groups.name == "week")
    incomplete = sum(week.incomplete for week in stats.weeks)
    said = difference(found)
    if incomplete:
        said += (
            f" In {count(incomplete, 'week')} (marked ~) acceptances before the first look are not known: "
            "only the Sent page told of them. An archive would."
        )
    return said


def ages(snapshot: Snapshot) -> str:
    """Return what the ages of the pending say."""
    if not snapshot.pending:
        return "Nothing is pending."
    return (
        f"{snapshot.stale:,} of {snapshot.pending:,} pending are past the mark of "
        f"{count(snapshot.rules.stale_days, 'day')}."
    )


def forecast(stats: Stats, snapshot: Snapshot) -> str:
    """Return what is coming at this pace."""
    ahead = stats.forecast
    last = ahead.weeks[-1]
    clear = between(ahead.clear, snapshot.today)
    if ahead.clear.earliest is not None:
        clear = f"the last stale one is gone {clear}"
    else:
        clear = f"the stale ones are not all gone within {WEEKS} weeks"
    return (
        f"At this pace ({ahead.sent_a_week:.0f} sent, {ahead.withdrawn_a_week:.0f} withdrawn a week) "
        f"{last.pending_low:,} to {last.pending_high:,} are pending in {WEEKS} weeks; "
        f"{clear}."
    )


def simulator(stats: Stats, snapshot: Snapshot) -> str:
    """Return what the shortest mark is that would have lost few, against the present one."""
    accepted = stats.naive.successes
    if not accepted:
        return "Nobody has accepted yet: any mark would have lost nobody."
    cheapest = next((one for one in stats.policies if one.lost <= 0.05 * accepted), stats.policies[-1])
    return (
        f"A mark of {count(cheapest.mark_days, 'day')} would have lost {_lost(cheapest, accepted)} and "
        f"freed {cheapest.freed:,} pending slots; yours is {count(snapshot.rules.stale_days, 'day')}."
    )


def _lost(policy: Policy, accepted: int) -> str:
    return f"{policy.lost:,} of {accepted:,} acceptances ({percent(policy.lost / accepted)})"
