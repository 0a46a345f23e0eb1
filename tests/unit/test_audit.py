"""The audit's queue, how far it is, and where in the three weeks a person stands."""

from __future__ import annotations

from invitetui.domain.audit import Week, audit, stage
from invitetui.domain.invitation import Invitation, Kind
from tests.unit.made import event, seen, sent, withdrawn

NOW = "2026-11-23T10:00"


def rated(to: str, day: str, kind: Kind = Kind.PRIORITY, value: str | None = None) -> Invitation:
    return sent(day, to=to).recording(event(kind, "2026-11-20", value, until="2026-12-20"))


def test_the_queue_holds_all_pending_without_a_priority_those_that_matter_now_first() -> None:
    snapshot = seen(
        NOW,
        sent("2026-11-20", to="fresh"),
        sent("2026-11-01", "2026-11-12", to="maybe"),
        sent("2026-10-05", to="stale"),
        sent("2026-10-01", to="oldest"),
        rated("kept", "2026-09-01", Kind.KEPT),
        rated("snoozed", "2026-09-02", Kind.SNOOZED),
        rated("signal", "2026-09-03", Kind.SIGNAL, "z"),
        rated("rated", "2026-09-04", value="low"),
        sent("2026-09-05", to="gone").recording(withdrawn("2026-10-05")),
    )
    known = audit(snapshot)
    assert known.queue == ("oldest", "stale", "maybe", "fresh", "signal", "snoozed", "kept")
    assert (known.rated, known.total) == (1, 8)


def test_a_book_without_anyone_pending_has_an_empty_audit() -> None:
    known = audit(seen(NOW))
    assert (known.queue, known.rated, known.total) == ((), 0, 0)


def test_the_weeks_follow_from_what_is_next_with_the_backlog() -> None:
    unjudged = [sent("2026-10-01", to=f"u{n}") for n in range(10)]
    low = [rated(f"low{n}", "2026-10-01", value="low") for n in range(10)]
    high = [rated(f"high{n}", "2026-10-01", value="high") for n in range(10)]
    medium = [rated(f"medium{n}", "2026-10-01", value="medium") for n in range(10)]
    signals = [rated("signal", "2026-10-01", Kind.SIGNAL, "f")]
    assert stage(seen(NOW, *unjudged, *low)).week is Week.AUDIT
    assert "10 of the 20 people to withdraw have" in stage(seen(NOW, *unjudged, *low)).why
    assert stage(seen(NOW, unjudged[0], *low)).week is Week.SELECTIVE
    assert stage(seen(NOW, *low, *high)).week is Week.SELECTIVE
    assert stage(seen(NOW, *signals, *medium)).week is Week.SELECTIVE
    assert stage(seen(NOW, *high, *medium)).week is Week.CLEAN_SLATE
    assert stage(seen(NOW, sent("2026-11-20"))).week is Week.CLEAN_SLATE
    assert [week.title for week in Week] == ["Audit", "Selective withdrawal", "Clean slate"]
