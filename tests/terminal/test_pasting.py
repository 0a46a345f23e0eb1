"""What a person copies on LinkedIn's page or drops onto the terminal arrives whole, in a real terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import archives
from tests.terminal.conftest import SATURDAY, Open

NOW = datetime.fromisoformat(SATURDAY).astimezone(UTC)
CARDS = 1_100


def page() -> str:
    """The Sent page of a person who has 1,100 invitations pending, none of them of the book."""
    sent = [
        archives.Sent(f"Nia{number}", "Pasted", f"nia-{number}", NOW - timedelta(days=9 + number // 20))
        for number in range(CARDS)
    ]
    text = archives.sent_text(sent, NOW)
    assert text.count("\nWithdraw\n") == CARDS
    return text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_a_page_of_eleven_hundred_cards_is_pasted(
    run: Open, shell: Callable[..., Any], size: tuple[int, int]
) -> None:
    screen = run(SATURDAY, size).shows("1 Sent 60").press("i").shows("paste the text copied")
    screen.paste(page()).shows("1,100  new", "Nia0 Pasted", "enter import this")
    screen.press("Enter").shows("1,100 added", "1 Sent 1,160")
    screen.press("u").shows("1 Sent 60", "Taken back").press("U").shows("1 Sent 1,160")
    screen.quit()
    assert sum(row["name"].endswith("Pasted") for row in shell("list", "--json")) == CARDS


def test_a_page_pasted_elsewhere_does_nothing(run: Open, shell: Callable[..., Any]) -> None:
    screen = run(SATURDAY).shows("1 Sent 60").paste(page())
    screen.press("G").shows("1 Sent 60").quit()
    assert len(shell("list", "--json")) == 60


def test_a_dropped_file_is_recognised(run: Open, tmp_path: Path) -> None:
    folder = tmp_path / "my downloads"
    folder.mkdir()
    sent = archives.made_up(3, NOW, seed=11, namesakes=False)
    (folder / "an archive.zip").write_bytes(archives.archive(sent).zipped())
    for spelled in (f"'{folder}/an archive.zip'", f"{folder}/an archive.zip".replace(" ", "\\ ")):
        screen = run(SATURDAY, (80, 24)).shows("1 Sent 60").press("i").shows("paste the text copied")
        screen.paste(spelled).shows("an archive.zip").press("Enter").shows("3  new", "enter import this")
        screen.press("Escape", "Escape").shows("1 Sent 60").quit()
