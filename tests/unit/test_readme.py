"""The README says what the code does: its tables, commands, pictures and filter words."""

from __future__ import annotations

import re

import pytest

from invitetui.domain.views import FILTER_WORDS
from tests.readme import README, filled

TEXT = README.read_text(encoding="utf-8")


def test_the_tables_of_keys_and_commands_are_those_of_the_code() -> None:
    assert filled(TEXT) == TEXT, "run `python -m tests.readme`"


@pytest.mark.parametrize("picture", re.findall(r"\]\((screenshots/[^)]+)\)", TEXT))
def test_every_picture_is_there(picture: str) -> None:
    assert (README.parent / picture).is_file()


@pytest.mark.parametrize("word", FILTER_WORDS)
def test_every_filter_word_is_told(word: str) -> None:
    assert f"`{word}" in TEXT


@pytest.mark.parametrize("kind", ["run", "test"])
def test_the_set_up_is_one_line_that_makes_its_own_environment(kind: str) -> None:
    block = re.search(rf"<!-- {kind} command -->\n```sh\n(.*?)```", TEXT, re.DOTALL)
    assert block
    assert block[1].count("\n") == 1
    assert block[1].startswith("python3 -m venv .venv && ")
