"""What each tab lists, in which order, and what each filter word means."""

from __future__ import annotations

import pytest

from invitetui.domain.invitation import Invitation, Kind
from invitetui.domain.snapshot import Snapshot
from invitetui.domain.views import FILTER_WORDS, Filter, FilterError, SortBy, Tab, View, cooling, ready
from tests.unit.made import accepted, event, seen, sent, withdrawn

NOW = "2026-11-19T10:00"


def book() -> Snapshot:
    """Four pending ones of different age, and one of each other kind."""
    return seen(
        NOW,
        sent("2026-11-16T10:00", to="fresh", name="Ada King", headline="CTO at Kiln"),
        sent(
            "2026-11-01T10:00",
            "2026-11-08T10:00",
            to="maybe",
            name="Søren Rådström",
            source="Web Summit 2026",
        ),
        sent(
            "2026-10-20T10:00", to="stale", name="Mei Tanaka", note="Hi Mei, shall we compare notes?"
        ).recording(event(Kind.PRIORITY, "2026-11-01", "low"), event(Kind.SIGNAL, "2026-11-01", "z")),
        sent("2026-10-10T10:00", to="kept", name="Noor Haddad", url=None).recording(
            event(Kind.KEPT, "2026-11-01"), event(Kind.PRIORITY, "2026-11-01", "high")
        ),
        sent("2026-10-02T10:00", to="accepted", name="Umut Demir").recording(accepted("2026-10-05")),
        sent("2026-10-01T10:00", to="cooling", name="Rosa Eze").recording(withdrawn("2026-11-18")),
    )


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("", "fresh maybe stale kept accepted cooling"),
        ("ada", "fresh"),
        ("KILN", "fresh"),
        ("ra\u030adström", "maybe"),
        ("summit", "maybe"),
        ("compare", "stale"),
        ("king ada", "fresh"),
        ('"a king"', "fresh"),
        ('"a king', "fresh"),
        ("[", ""),
        ("-ada", "maybe stale kept accepted cooling"),
        ('-"ada king"', "maybe stale kept accepted cooling"),
        ("--ada", "fresh"),
        ("nobody", ""),
        ("older:0d", "fresh maybe stale kept accepted cooling"),
        ("older:72h", "fresh maybe stale kept accepted cooling"),
        ("older:73h", "maybe stale kept accepted cooling"),
        ("older:14d", "stale kept accepted cooling"),
        ("older:2w", "stale kept accepted cooling"),
        ("older:30d", "stale kept accepted cooling"),
        ("older:1m", "stale kept accepted cooling"),
        ("older:999999m", ""),
        ("younger:14d", "fresh"),
        ("younger:19d", "fresh maybe"),
        ("younger:72h", ""),
        ("-older:14d", "fresh maybe"),
        ("-younger:14d", "maybe stale kept accepted cooling"),
        ("state:fresh", "fresh maybe"),
        ("state:STALE", "stale kept"),
        ("state:pending", "fresh maybe stale kept"),
        ("-state:pending", "accepted cooling"),
        ("state:maybe", "maybe"),
        ("state:cooling", "cooling"),
        ("state:opened", ""),
        ("priority:low", "stale"),
        ("priority:h", "kept"),
        ("priority:none", "fresh maybe accepted cooling"),
        ("-priority:no", "stale kept"),
        ("source:web", "maybe"),
        ('source:"web summit"', "maybe"),
        ("source:", "fresh maybe stale kept accepted cooling"),
        ("note:yes", "stale"),
        ("note:no", "fresh maybe kept accepted cooling"),
        ("note:MEI", "stale"),
        ("signal:z", "stale"),
        ("signal:f", ""),
        ("signal:", "stale"),
        ("-signal:", "fresh maybe kept accepted cooling"),
        ("kept:yes", "kept"),
        ("kept:no", "fresh maybe stale accepted cooling"),
        ("state:pending -kept:yes older:14d", "stale"),
        ("STATE:fresh", "fresh maybe"),
    ],
)
def test_a_filter_means(text: str, uids: str) -> None:
    snapshot, wanted = book(), Filter.parse(text)
    found = [
        each.uid for each in snapshot.book if wanted.matches(each, snapshot.standings[each.uid], snapshot)
    ]
    assert found == uids.split()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("older:soon", "“soon” is no length of time: 36h, 14d, 3w and 6m are"),
        ("older:", "“” is no length of time"),
        ("younger:14", "“14” is no length of time"),
        ("older:-3d", "“-3d” is no length of time"),
        ("older:1000000d", "is no length of time"),
        ("-older:x", "“x” is no length of time"),
        ("state:stail", "“stail” is no state: fresh, stale, opened"),
        ("state:", "“” is no state"),
        ("priority:utmost", "“utmost” is no priority: high, medium, low and none are"),
        ("priority:", "“” is no priority"),
        ("colour:blue", "“colour:” is no filter word: older:, younger:"),
    ],
)
def test_a_filter_that_can_t_be_read_says_what_could(text: str, says: str) -> None:
    with pytest.raises(FilterError) as refused:
        Filter.parse(f"ada {text}")
    assert says in str(refused.value)


def test_every_keyed_word_is_offered() -> None:
    assert FILTER_WORDS == (
        "older:", "younger:", "state:", "priority:", "source:", "note:", "signal:", "kept:", "ready:",
    )  # fmt: skip


def test_a_filter_is_a_value() -> None:
    assert not Filter()
    assert not Filter.parse("  ")
    assert Filter.parse(" ada ")
    assert Filter.parse("older:14d") == Filter.parse("older:14d")
    assert View(Tab.SENT).filtered("ada") == View(Tab.SENT).filtered("ada") != View(Tab.SENT)


def uids(view: View, snapshot: Snapshot) -> list[tuple[str | None, str]]:
    return [(section.title, " ".join(section.uids)) for section in view.sections(snapshot)]


@pytest.mark.parametrize(
    ("sort_by", "order"),
    [
        (SortBy.SENT, "fresh maybe stale kept accepted cooling"),
        (SortBy.NAME, "fresh stale kept cooling maybe accepted"),
        (SortBy.STATE, "stale kept fresh maybe cooling accepted"),
        (SortBy.PRIORITY, "kept fresh maybe accepted cooling stale"),
    ],
)
def test_sent_lists_everything_by_the_column_chosen_then_newest_first(sort_by: SortBy, order: str) -> None:
    assert uids(View(Tab.SENT, sort_by=sort_by), book()) == [(None, order)]
    backwards = " ".join(reversed(order.split()))
    assert uids(View(Tab.SENT, sort_by=sort_by, reverse=True), book()) == [(None, backwards)]


def test_the_next_column_comes_round_in_its_natural_order() -> None:
    view = View(Tab.SENT, sort_by=SortBy.SENT, reverse=True)
    columns = []
    for _ in SortBy:
        view = view.sorted_by_next()
        columns.append((view.sort_by, view.reverse))
    assert columns == [(each, False) for each in (SortBy.NAME, SortBy.STATE, SortBy.PRIORITY, SortBy.SENT)]


def test_stale_lists_the_plan_then_who_is_left_to_expire_then_kept_then_maybe() -> None:
    snapshot = seen(
        NOW,
        *book().book,
        sent("2026-05-25", to="expiring"),
        sent("2026-10-05", to="snoozed").recording(event(Kind.SNOOZED, "2026-11-01", until="2026-12-01")),
        sent("2026-10-05", to="kept longer").recording(event(Kind.KEPT, "2026-11-01")),
        sent("2026-11-17", to="asked for").recording(event(Kind.FIRST, "2026-11-18")),
        sent("2026-11-17", to="kept fresh").recording(event(Kind.KEPT, "2026-11-18")),
    )
    assert uids(View(Tab.STALE), snapshot) == [
        (None, "asked for stale"),
        ("Left to expire by themselves", "expiring"),
        ("Kept", "kept longer kept"),
        ("Only maybe past the mark", "maybe"),
    ]


def test_cooling_lists_who_is_ready_high_priority_first_then_who_is_next() -> None:
    def gone(to: str, at: str, priority: str | None = None) -> Invitation:
        return sent("2026-09-01", to=to).recording(
            event(Kind.PRIORITY, "2026-09-02", priority), withdrawn(at)
        )

    snapshot = seen(
        NOW,
        gone("low", "2026-10-01", "low"),
        gone("unrated", "2026-10-02"),
        gone("unrated, longer", "2026-10-01"),
        gone("medium", "2026-10-03", "medium"),
        gone("high", "2026-10-20", "high"),
        gone("later", "2026-11-18", "high"),
        gone("sooner", "2026-11-01"),
        sent("2026-11-01", to="pending"),
    )
    waiting = ready(snapshot)
    assert waiting == tuple(uid for uid in snapshot.release_days if uid not in ("sooner", "later"))
    assert waiting[:2] == ("high", "medium")
    assert set(waiting[2:]) == {"unrated, longer", "unrated", "low"}
    assert cooling(snapshot) == ("sooner", "later")
    assert [(s.title, s.uids) for s in View(Tab.COOLING).sections(snapshot)] == [
        ("Ready", waiting),
        ("Cooling", ("sooner", "later")),
    ]


def test_a_filter_leaves_out_rows_and_sections_that_become_empty() -> None:
    assert uids(View(Tab.STALE).filtered("mei"), book()) == [(None, "stale")]
    assert uids(View(Tab.STALE).filtered("nobody"), book()) == []


def test_stats_lists_nobody_and_an_empty_book_has_no_sections() -> None:
    assert View(Tab.STATS).sections(book()) == ()
    assert all(View(tab).sections(seen(NOW)) == () for tab in Tab)
