"""Who of a list should not simply be invited."""

from __future__ import annotations

import pytest

from invitetui.domain.profile import HOME
from invitetui.domain.reinvite import Finding, Warning, check_list, guard  # noqa: A004  # the domain's word
from tests.unit.made import accepted, event, seen, sent, withdrawn

NOW = "2026-11-19T10:00"

SNAPSHOT = seen(
    NOW,
    sent("2026-11-10", to="pending", name="Ada King"),
    sent("2026-10-01", to="cooling", name="Mei Tanaka").recording(withdrawn("2026-11-10")),
    sent("2026-08-01", to="ready", name="Noor Haddad").recording(withdrawn("2026-09-10")),
    sent("2026-10-01", to="connected", name="Umut Demir").recording(accepted("2026-10-05")),
    sent("2026-01-01", to="twice", uid="t1", name="Rosa Eze"),
    sent("2026-07-20", to="twice", uid="t2", name="Rosa Eze").recording(withdrawn("2026-08-20")),
    sent("2026-01-01", to="again", uid="a1", name="Jamal Nair"),
    sent("2026-11-18", to="again", uid="a2", name="Jamal Nair"),
    sent("2026-01-01", to="søren-rådström", name="Søren Rådström").recording(accepted("2026-01-05")),
    sent("2026-11-10", to="one-lee", name="Jo Lee"),
    sent("2026-08-01", to="two-lee", name="Jo Lee").recording(withdrawn("2026-09-10")),
    sent("2026-11-10", uid="nameless", name="No Address", url=None),
)


@pytest.mark.parametrize(
    ("line", "warning", "says", "uid"),
    [
        (HOME + "pending", Warning.PENDING, "pending since 10 Nov", "pending"),
        ("linkedin.com/in/PENDING?trk=x", Warning.PENDING, "pending since 10 Nov", "pending"),
        ("  ADA  king ", Warning.PENDING, "pending since 10 Nov", "pending"),
        ("no address", Warning.PENDING, "pending since 10 Nov", "nameless"),
        (HOME + "cooling", Warning.COOLING, "cooling down until 1 Dec", "cooling"),
        (HOME + "connected", Warning.CONNECTED, "you are connected", "connected"),
        (HOME + "s%C3%B8ren-r%C3%A5dstr%C3%B6m", Warning.CONNECTED, "you are connected", "søren-rådström"),
        (HOME + "twice", Warning.TWICE, "withdrawn or expired twice before", "t1"),
        (HOME + "again", Warning.PENDING, "pending since 18 Nov", "a2"),
    ],
)
def test_one_line_of_the_list(line: str, warning: Warning, says: str, uid: str) -> None:
    [found] = guard([line], SNAPSHOT)
    assert (found.warning, found.uid) == (warning, uid)
    assert found.says.startswith(says)
    assert found.asked == " ".join(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "",
        " \n",
        HOME + "ready",
        HOME + "somebody-else",
        "Somebody Else",
        "https://www.linkedin.com@evil.example/in/pending",
        "https://www.linkedin.com/company/pending",
        "\x1b[2J",
    ],
)
def test_nothing_is_said_of_who_is_ready_unknown_or_no_one(line: str) -> None:
    assert list(guard([line], SNAPSHOT)) == []


def test_a_name_that_several_share_is_doubtful() -> None:
    [found] = guard(["Jo Lee"], SNAPSHOT)
    assert found == Finding(
        "Jo Lee", Warning.DOUBTFUL, "one of 2 of that name: pending since 10 Nov", "one-lee"
    )


def test_findings_come_in_the_order_of_the_list_and_are_harmless() -> None:
    lines = ["Mei\u202e Tanaka", HOME + "connected", "nobody", "Mei Tanaka", "Ada King"]
    assert [(f.asked, f.uid) for f in guard(lines, SNAPSHOT)] == [
        (HOME + "connected", "connected"),
        ("Mei Tanaka", "cooling"),
        ("Ada King", "pending"),
    ]


@pytest.mark.parametrize("ended", ["withdrawn", "gone", "dismissed"])
def test_each_way_to_end_without_an_answer_counts_towards_twice(ended: str) -> None:
    one = sent("2026-01-01", uid="one").recording(event(ended, "2026-02-01"))
    two = sent("2026-05-01", uid="two").recording(event(ended, "2026-06-01"))
    assert [f.warning for f in guard([HOME + "ada"], seen(NOW, one))] == []
    assert [f.warning for f in guard([HOME + "ada"], seen(NOW, one, two))] == [Warning.TWICE]


def test_an_address_is_found_beside_a_name() -> None:
    for line in (f"Ada King\t{HOME}pending", f'"King, Ada";{HOME}pending', f"<{HOME}pending>"):
        [found] = guard([line], SNAPSHOT)
        assert found.warning is Warning.PENDING
    assert list(guard(["Ada https://evil.example/in/pending"], SNAPSHOT)) == []


@pytest.mark.parametrize("line", ["Ada King (she/her)", "Ada King [/x]", "(they/them)  ada king"])
def test_a_name_with_pronouns_is_a_name(line: str) -> None:
    checked = check_list([line], SNAPSHOT)
    assert [(found.warning, found.uid) for found in checked.findings] == [(Warning.PENDING, "pending")]
    assert checked.unread == ()


@pytest.mark.parametrize("line", ["Ana Pérez (she/her)", "A/B Testing", "Kofi [/x]"])
def test_somebody_unknown_with_a_slash_is_free(line: str) -> None:
    assert check_list([line], SNAPSHOT) == (1, (), (line,), ())


@pytest.mark.parametrize("line", ["Ada King, MBA", "King, Ada", "king,ada", "King, Ada (she/her)"])
def test_a_name_with_a_comma_is_doubtful(line: str) -> None:
    [found] = guard([line], SNAPSHOT)
    assert (found.warning, found.uid) == (Warning.DOUBTFUL, "pending")
    assert found.says == "perhaps Ada King: pending since 10 Nov"


@pytest.mark.parametrize(
    "lines",
    [
        ["Jo Lee", "jo lee", "Wéi Ostrava"],
        [HOME + "pending", "Ada King", "Ada King (she/her)", "King, Ada"],
        ["Jo Lee", "Mei Tanaka", "Rosa Eze", "Umut Demir", "Ada King", "New One", "Lee, Jo", "Noor Haddad"],
    ],
)
def test_each_person_is_counted_once(lines: list[str]) -> None:
    shared = sent("2026-11-09", to="three-lee", name="Jo Lee")
    snapshot = seen(NOW, *SNAPSHOT.book, shared)
    checked = check_list(lines, snapshot)
    assert sum(checked.counts.values()) + len(checked.free) == checked.people
    assert checked.people == len(lines) - (2 if "King, Ada" in lines else "jo lee" in lines)


def test_a_list_is_sorted_out() -> None:
    lines = [
        HOME + "pending", "Mei Tanaka", "mei  tanaka", HOME + "twice", "Umut Demir", "Jo Lee", "",
        "Noor Haddad", "New Person", "new person", HOME + "new?x=1", HOME + "NEW",
        "https://evil.example/in/ada", "https://www.linkedin.com/company/kiln",
    ]  # fmt: skip
    checked = check_list(lines, SNAPSHOT)
    assert checked.people == 8
    assert [found.asked for found in checked.findings] == [
        HOME + "pending", "Mei Tanaka", HOME + "twice", "Umut Demir", "Jo Lee",
    ]  # fmt: skip
    assert checked.free == ("Noor Haddad", "New Person", HOME + "new?x=1")
    assert checked.unread == ("https://evil.example/in/ada", "https://www.linkedin.com/company/kiln")
    assert checked.counts == dict.fromkeys(Warning, 1)
