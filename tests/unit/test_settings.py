"""The settings file is read and left alone: each mistake costs its own key only, and is named."""

from __future__ import annotations

import re
import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from invitetui import settings
from invitetui.domain.rules import Rules, evidence
from invitetui.settings import SettingsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "invitetui" / "config.toml"


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_missing_file_is_all_defaults_and_stays_missing(path: Path) -> None:
    found = settings.read(path)
    assert (found.rules, found.theme, found.set_here, found.problems) == (Rules(), None, frozenset(), ())
    assert not path.parent.exists()


def test_what_is_set_is_in_force_and_known_to_be_set_here(path: Path) -> None:
    found = settings.read(
        written(path, 'theme = "nord"\n[rules]\nstale_days = 21\nworking_days = ["Tue", "monday", "tue"]\n')
    )
    assert found.problems == ()
    assert found.rules == Rules(stale_days=21, working_days=(0, 1))
    assert found.theme == "nord"
    assert found.set_here == {"theme", "stale_days", "working_days"}
    assert found.values()["working_days"] == '["mon", "tue"]'


def test_only_a_higher_ceiling_lets_a_day_have_more_than_25(path: Path) -> None:
    found = settings.read(written(path, "[rules]\nwithdrawals_a_day = 40\nwithdrawals_ceiling = 50\n"))
    assert (found.problems, found.rules.daily_number) == ((), 40)
    found = settings.read(written(path, "[rules]\nwithdrawals_a_day = 40\n"))
    assert (len(found.problems), found.rules.daily_number) == (1, 10)
    found = settings.read(written(path, "[rules]\nwithdrawals_ceiling = 4\n"))
    assert (found.problems, found.rules.daily_number) == ((), 4)


def test_days_off_are_taken_in_order_and_once(path: Path) -> None:
    found = settings.read(written(path, "[rules]\ndays_off = [2026-12-31, 2026-12-24, 2026-12-31]\n"))
    assert found.rules.days_off == (date(2026, 12, 24), date(2026, 12, 31))
    assert found.values()["days_off"] == "[2026-12-24, 2026-12-31]"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids=["BOM", "none"])
def test_what_editors_add_is_accepted(path: Path, mark: bytes) -> None:
    found = settings.read(written(path, mark + b"[rules]\r\nstale_days = 21\r\n"))
    assert (found.rules.stale_days, found.problems) == (21, ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[rules]\nstail_days = 3", "stail_days: there is no such rule"),
        ("stale_days = 3", "stale_days: there is no such setting"),
        ("[rulez]\nstale_days = 3", "rulez: there is no such setting"),
        ("rules = 3", "rules: a table [rules] is needed"),
        ("[[rules]]\nstale_days = 3", "rules: a table [rules] is needed"),
        ('[rules]\nstale_days = "3"', "stale_days: a whole number of days"),
        ("[rules]\nstale_days = 3.0", "stale_days: a whole number of days"),
        ("[rules]\nstale_days = true", "stale_days: a whole number of days"),
        ("[rules]\nstale_days = [3]", "stale_days: a whole number of days"),
        ("[rules]\nstale_days = nan", "stale_days: a whole number of days"),
        ("[rules]\nstale_days = 2026-11-05", "stale_days: a whole number of days"),
        ("[rules]\nstale_days = 0", "stale_days: a whole number of days from 1 to 180"),
        ("[rules]\nstale_days = -14", "stale_days: a whole number of days from 1 to 180"),
        ("[rules]\nstale_days = 181", "stale_days: a whole number of days from 1 to 180"),
        (
            "[rules]\nwithdrawals_a_day = 26",
            "withdrawals_a_day: no more than 25 a day, unless withdrawals_ceiling",
        ),
        ("[rules]\nwithdrawals_a_day = 101", "withdrawals_a_day: a whole number of people from 1 to 100"),
        ("[rules]\ndays_off = 2026-12-24", "days_off: a list of dates"),
        ('[rules]\ndays_off = ["2026-12-24"]', "days_off: a list of dates"),
        ("[rules]\ndays_off = [2026-12-24T10:00:00]", "days_off: a list of dates"),
        pytest.param("[rules]\nstale_days = 0x" + "f" * 5000, "stale_days: a whole number", id="huge hex"),
        ("[rules]\nworking_days = []", "working_days: a list of days"),
        ('[rules]\nworking_days = "mon"', "working_days: a list of days"),
        ("[rules]\nworking_days = [1, 2]", "working_days: a list of days"),
        ('[rules]\nworking_days = ["mon", "tru"]', "working_days: “tru” is no day of the week"),
        ("[rules]\nday_starts = 18", "day_ends: has to be later than day_starts"),
        ("[rules]\nday_ends = 9", "day_ends: has to be later than day_starts"),
        ("theme = 3", "theme: a name in quotes"),
        ("keys = 3", "keys: a table [keys] is needed"),
        ("[keys]\nkeep = 3", "keys.keep: a text in quotes is needed"),
        ("[keys]\nkeep = ''", "keys.keep: a text in quotes is needed"),
        ("[keys.keep]\nkey = 'f5'", "keys.keep: a text in quotes is needed"),
        ("[templates]\ntalk = ['Hi']", "templates.talk: a text in quotes is needed"),
        (f"[templates]\ntalk = '{'x' * 301}'", "templates.talk: 301 characters; 300 are the most"),
        ('"a\\u001b[2J" = 3', "a\ufffd[2J: there is no such setting"),
    ],
)
def test_a_mistake_is_named_and_its_default_holds(path: Path, text: str, names: str) -> None:
    before = written(path, text).read_bytes()
    found = settings.read(path)
    assert len(found.problems) == 1
    assert names in found.problems[0]
    assert (found.rules, found.theme, found.set_here) == (Rules(), None, frozenset())
    assert path.read_bytes() == before


def test_keys_and_templates_are_read_and_cleaned(path: Path) -> None:
    found = settings.read(
        written(
            path,
            '[keys]\nkeep = "f5"\ncursor_up = "k, up"\n'
            '[templates]\ntalk = "Hi, I liked\\n your talk\\u001b[2J"\n"A name" = "Hello"\n',
        )
    )
    assert found.problems == ()
    assert found.keys == {"keep": "f5", "cursor_up": "k, up"}
    assert found.templates == {"talk": "Hi, I liked your talk\ufffd[2J", "A name": "Hello"}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("stale_days", " 21 ", 21),
        ("working_days", "mon, tue", ["mon", "tue"]),
        ("working_days", '["Mon", "fri"]', ["Mon", "fri"]),
    ],
)
def test_what_is_typed_for_a_rule_is_understood(key: str, text: str, value: object) -> None:
    assert settings.typed(key, text) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("stale_days", ""),
        ("stale_days", "1.5"),
        ("stale_days", "0"),
        ("stale_days", "９"),
        ("stale_days", "9" * 5000),
        ("working_days", ""),
        ("working_days", "today"),
        ("nope", "3"),
    ],
)
def test_what_is_typed_and_not_allowed_is_said(key: str, text: str) -> None:
    with pytest.raises(SettingsError):
        settings.typed(key, text)


def test_each_setting_is_described_with_its_evidence() -> None:
    described = settings.Settings(Path()).described()
    assert [one.key for one in described] == list(settings.Settings(Path()).values())
    assert all(one.says and one.origin == "default" and one.value == one.default for one in described)


def test_a_mistake_in_one_key_leaves_the_others_in_force(path: Path) -> None:
    found = settings.read(written(path, "[rules]\nstale_days = 0\ncooldown_days = 28\nnope = 1\n"))
    assert found.rules == Rules(cooldown_days=28)
    assert found.set_here == {"cooldown_days"}
    assert [problem.partition(":")[0] for problem in found.problems] == ["stale_days", "nope"]


@pytest.mark.parametrize(
    "content",
    [
        b"[rules\n",
        b"theme = nord",
        b"stale_days = 3\nstale_days = 4",
        b"\xff\xfe[\x00r\x00",
        b'theme = "\xe9"',
        b"\x00\x00\x00",
        b"[rules]\nstale_days = " + b"1" * 5000,
        b"x = " + b"[" * 100_000,
        b'theme = "\x1b[2J"',
    ],
    ids=["bracket", "no quotes", "twice", "UTF-16", "Latin-1", "NULs", "5,000 digits", "deep", "escape"],
)
def test_a_file_that_is_not_toml_starts_with_defaults_and_one_plain_line(path: Path, content: bytes) -> None:
    found = settings.read(written(path, content))
    assert found.rules == Rules()
    assert len(found.problems) == 1
    assert "is not valid TOML" in found.problems[0]
    assert "\x1b" not in found.problems[0]
    assert "\n" not in found.problems[0]
    assert path.read_bytes() == content


def test_what_can_t_be_read_at_all_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    found = settings.read(path)
    assert found.rules == Rules()
    assert "can't be read" in found.problems[0]


def test_the_commented_file_read_back_is_all_defaults(path: Path) -> None:
    settings.write_commented(path)
    assert settings.read(path) == settings.Settings(path)


def test_with_every_comment_sign_taken_away_it_says_the_defaults(path: Path) -> None:
    uncommented = re.sub(r"(?m)^# (\w+ = )", r"\1", settings.commented())
    found = settings.read(written(path, uncommented))
    assert found.problems == ()
    assert found.rules == Rules()
    assert found.set_here == {*evidence(), "working_days", "days_off", "theme"}
    assert found.values() == settings.Settings(path).values()


def test_the_commented_file_is_private_and_never_written_over(path: Path) -> None:
    settings.write_commented(path)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("# mine", encoding="utf-8")
    with pytest.raises(SettingsError, match="exists already"):
        settings.write_commented(path)
    assert path.read_text(encoding="utf-8") == "# mine"


def test_a_place_that_can_t_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingsError, match="file exists already"):
        settings.write_commented(tmp_path / "file" / "config.toml")
