"""The README says what the code does: its tables, commands, pictures and filter words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from invitetui import settings
from invitetui.clock import fixed
from invitetui.demo import demo_book
from invitetui.domain.actions import Record
from invitetui.domain.invitation import Kind
from invitetui.domain.views import FILTER_WORDS, Filter
from invitetui.report import plain, shapes
from invitetui.session import Session
from invitetui.ui.keymap import checked
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


def test_what_it_shows_of_the_plain_text_is_what_the_demo_says() -> None:
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    session = Session(demo_book(now), clock=fixed(now), zone=UTC)
    snapshot = session.snapshot
    today = shapes.uids_of("today", snapshot, Filter.parse(""))
    assert f"$ invitetui due\n{plain.due_line(snapshot)}\n" in TEXT
    assert f"$ invitetui list --tab today\n{plain.list_lines(today, snapshot)[0]}\n" in TEXT
    said = plain.marked(session.apply(Record([today[0]], Kind.WITHDRAWN)))
    assert f"$ invitetui mark {today[0]} withdrawn\n{said}\n" in TEXT


def test_the_settings_it_shows_are_taken(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert found
    (tmp_path / "config.toml").write_text(found[1], encoding="utf-8")
    read = settings.read(tmp_path / "config.toml")
    assert read.problems == ()
    assert set(read.keys) == {"keep", "cursor_down"}
    assert checked(read.keys)[1] == ()
    assert read.templates
    assert read.rules.withdrawals_a_day == 8


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (tests\.[\w.]+)", TEXT))))
def test_every_check_that_it_names_is_there(module: str) -> None:
    assert find_spec(module)


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\(#([^)]+)\)", TEXT))))
def test_every_link_within_it_leads_somewhere(anchor: str) -> None:
    titles = re.findall(r"(?m)^#+ (.+)$", TEXT)
    assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
