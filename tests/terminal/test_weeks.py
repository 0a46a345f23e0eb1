"""A person's weeks with the app, from the first look at an archive to inviting people again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from tests.terminal.conftest import MONDAY, SATURDAY, Open

MONDAY_LATER = "2026-11-23T11:00:00+01:00"
SATURDAY_LATER = "2026-11-21T13:00:00+01:00"
SUNDAY = "2026-11-22T12:00:00+01:00"
IN_THREE_WEEKS = "2026-12-14T12:00:00+01:00"
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


@SIZES
def test_from_the_first_look_to_inviting_again(
    run: Open, shell: Callable[..., Any], opened: Path, size: tuple[int, int]
) -> None:
    # On a Saturday: a look around, and three people put first.
    newest = [row["name"] for row in shell("list", "--json")]
    first = run(SATURDAY, size).shows("1 Sent 60", "2 Stale", "3 Cooling Down", "4 Stats", newest[0])
    first.press("2").shows("its age", "Mon", "Wed")
    first.press("3").hides("its age")
    first.press("4").shows("of matured invitations are accepted")
    first.press("1").shows(newest[0])
    first.press("/").shows("words, older:14d").type("pike").shows("filter: pike").press("Enter")
    first.shows(f"{sum('Pike' in name for name in newest)} of 60").hides(newest[0])
    first.press("Escape").shows(newest[0]).hides("filter: ")
    first.press("g", "Space", "Space", "Space").shows("3 marked")
    first.press("w").shows("3 invitations first in the plan").hides("3 marked")
    first.quit()

    planned = shell("list", "--json", "--tab", "stale", now=SATURDAY_LATER)[:3]
    assert [row["planned_for"] for row in planned] == ["2026-11-23"] * 3
    three = [row["name"] for row in planned]
    assert sorted(three) == sorted(newest[:3])

    # On their Monday: the sitting, by hand and with the pause overridden.
    sitting = run(MONDAY, size).shows("1 Sent 60").press("t").shows("0 of ", three[0])
    for number, name in enumerate(three, start=1):
        sitting.shows(name).press("O").shows("What happened?", "Page opened in the browser")
        sitting.press("d").shows(f"{number} of ", f"{name} withdrawn · ready 14 Dec")
    addresses = opened.read_text().splitlines()
    assert len(addresses) == 3
    assert all(address.startswith("https://www.linkedin.com/in/") for address in addresses)
    sitting.press("o").shows("The pause is not over yet", "O opens it now all the same")
    sitting.press("u").shows(f"Taken back: {three[2]} withdrawn", "2 of ", three[2])
    sitting.press("d").shows("3 of ", f"{three[2]} withdrawn")
    sitting.press("Escape").shows("1 Sent 60")
    sitting.press("3").shows("3 Cooling Down 3", "Cooling (3)", *three)
    assert len(re.findall("21 days · 14 Dec", sitting.text)) == 3

    # Undo and redo reach across screens.
    sitting.press("u").shows("3 Cooling Down 2", f"Taken back: {three[2]} withdrawn")
    sitting.press("U").shows("3 Cooling Down 3", f"{three[2]} withdrawn", "u undoes")
    sitting.quit()

    # The day before they are ready, and the day itself.
    run("2026-12-13T12:00:00+01:00", size).shows("3 Cooling Down 3").quit()
    ready = run(IN_THREE_WEEKS, size).shows("3 Cooling Down 0 · 3 ready").press("3").shows("Ready", *three)
    ready.quit()
    ready_rows = shell("list", "--json", "--tab", "ready", now=IN_THREE_WEEKS)
    assert sorted(row["name"] for row in ready_rows) == sorted(three)


@SIZES
def test_a_kill_in_the_middle_of_a_sitting_loses_no_answer_and_is_asked_about_first(
    run: Open, shell: Callable[..., Any], size: tuple[int, int]
) -> None:
    names = [row["name"] for row in shell("list", "--json", "--tab", "stale", now=MONDAY)]
    sitting = run(MONDAY, size).shows("1 Sent 60").press("t")
    sitting.shows(names[0]).press("o").shows("What happened?", "Page opened").press("d")
    sitting.shows(f"{names[0]} withdrawn", names[1]).press("O").shows("What happened?", "Page opened")
    sitting.send(SIGKILL)

    again = run(MONDAY_LATER, size).shows("You opened this page and didn't say what happened", names[1])
    again.shows("1 of ").press("a").shows(f"{names[1]} accepted")
    again.press("Escape").shows("1 Sent 60").quit()
    states = {row["name"]: row["state"] for row in shell("list", "--json", now=MONDAY_LATER)}
    assert (states[names[0]], states[names[1]]) == ("cooling", "accepted")
    assert "opened" not in states.values()
