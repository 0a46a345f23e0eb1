"""The person's settings: `config.toml`, read and never rewritten, with a line for each mistake.

What is chosen in the app itself (the mark, in the Stats tab) is ours to keep: it is in the state file,
and goes before `config.toml` until the same value is chosen as stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from invitetui.domain.rules import Rules, evidence
from invitetui.domain.text import clean
from invitetui.state import State, StateFile

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class SettingsError(Exception):
    """The settings file can't be written; says why in plain words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    path: Path
    rules: Rules = field(default_factory=Rules)
    theme: str | None = None
    """The name of a theme; None is invitetui's own."""
    set_here: frozenset[str] = frozenset()
    """The keys that the file sets; all others are defaults."""
    chosen: frozenset[str] = frozenset()
    """The keys that were chosen in the app."""
    problems: tuple[str, ...] = ()
    """A plain line for each mistake in the file; the defaults hold in their place."""

    def values(self) -> dict[str, str]:
        """Return each setting as the file would spell it."""
        spelled = {name: str(getattr(self.rules, name)) for name in evidence()}
        days = ", ".join(f'"{_WEEKDAYS[day]}"' for day in self.rules.working_days)
        off = ", ".join(day.isoformat() for day in self.rules.days_off)
        return {
            **spelled,
            "working_days": f"[{days}]",
            "days_off": f"[{off}]",
            "theme": f'"{self.theme or "invitetui"}"',
        }


def read(path: Path, state: State | None = None) -> Settings:
    """Return the settings of the file at `path`, with what was chosen in the app as `state` has it.

    A missing file is all defaults.

    A file that can't be read, an unknown key, a wrong type or a number out of range never stops
    the start: the default holds, and `problems` names the line's key. A choice that can't be in force
    is passed over without a word: nobody wrote it by hand.
    """
    settings = _read(path)
    return with_chosen(settings, state.chosen) if state and state.chosen else settings


def with_chosen(settings: Settings, chosen: Mapping[str, object]) -> Settings:
    """Return the settings with these choices in force, where each is one that config.toml might make."""
    rules: dict[str, Any] = {}
    theme = settings.theme
    if isinstance(named := chosen.get("theme"), str):
        theme = named
    for key, value in chosen.items():
        problem, read_value = _rule(key, value)
        if problem is None:
            rules[key] = read_value
    together = replace(settings.rules, **rules)
    if together.day_starts >= together.day_ends:
        rules.pop("day_starts", None)
        rules.pop("day_ends", None)
        together = replace(settings.rules, **rules)
    keys = frozenset(rules) | ({"theme"} if isinstance(named, str) else frozenset())
    return replace(settings, rules=together, theme=theme, chosen=keys)


def choose(key: str, value: object, path: Path, state: StateFile) -> None:
    """Keep what was chosen in the app for a key, or forget it where config.toml at `path` says the same.

    Args:
        key: a rule's name, or `theme`.
        value: the value as config.toml would spell it: a number, a name, a list of days.
        path: config.toml.
        state: where it is kept.

    Raises:
        StateError: it can't be written. Until the app is left it is noted all the same.
    """
    chosen = {known: held for known, held in state.state.chosen.items() if known != key}
    written = _read(path)
    if written.values().get(key) != with_chosen(written, {key: value}).values().get(key):
        chosen[key] = value
    state.change(chosen=chosen)


def _read(path: Path) -> Settings:
    settings = Settings(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return settings
    except OSError as error:
        return replace(settings, problems=(f"{_named(path)} can't be read: {error.strerror}",))
    import tomllib  # noqa: PLC0415  # a start without a settings file need not pay for it

    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # not UTF-8, not TOML, or a number of 5,000 digits
        return replace(settings, problems=(f"{_named(path)} is not valid TOML: {clean(str(error))}",))
    return _checked(settings, given)


def write_commented(path: Path) -> None:
    """Write a file that sets nothing and explains everything.

    Raises:
        SettingsError: there is a file already, or none can be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(commented())
    except FileExistsError as error:
        raise SettingsError(f"{_named(error.filename)} exists already and is left as it is") from error
    except OSError as error:
        raise SettingsError(f"{_named(path)} can't be written: {error.strerror}") from error


def commented() -> str:
    """Return the text of a settings file with every key commented out, each with its evidence."""
    lines = ["# invitetui's settings. Take away a # to set a key; what is not set has its default.", ""]
    lines += ['# theme = "invitetui"', "", "[rules]"]
    defaults = Settings(Path()).values()
    for name, known in evidence().items():
        lines += ["", f"# {known.title}, in {known.unit} ({known.low} to {known.high}).", f"# {known.says}"]
        lines.append(f"# {name} = {defaults[name]}")
    lines += [
        "",
        "# Days on which withdrawals are planned.",
        f"# working_days = {defaults['working_days']}",
        "",
        "# Days on which nothing is planned, such as [2026-12-24, 2026-12-31].",
        f"# days_off = {defaults['days_off']}",
        "",
    ]
    return "\n".join(lines)


def _checked(settings: Settings, given: dict[str, Any]) -> Settings:
    problems: list[str] = []
    set_here: dict[str, Any] = {}
    theme = given.pop("theme", None)
    if theme is not None and not isinstance(theme, str):
        problems.append("theme: a name in quotes is needed")
        theme = None
    rules = given.pop("rules", {})
    if not isinstance(rules, dict):
        problems.append("rules: a table [rules] is needed")
        rules = {}
    problems += [f"{clean(key)}: there is no such setting" for key in given]
    for key, value in rules.items():
        problem, read_value = _rule(key, value)
        if problem:
            problems.append(f"{clean(key)}: {problem}")
        else:
            set_here[key] = read_value
    chosen = replace(Rules(), **set_here)
    if chosen.day_starts >= chosen.day_ends:
        problems.append("day_ends: has to be later than day_starts; both are left at their defaults")
        chosen = replace(chosen, day_starts=Rules().day_starts, day_ends=Rules().day_ends)
        set_here = {key: value for key, value in set_here.items() if key not in ("day_starts", "day_ends")}
    if chosen.withdrawals_a_day > chosen.withdrawals_ceiling:
        problems.append(
            f"withdrawals_a_day: no more than {chosen.withdrawals_ceiling} a day, "
            "unless withdrawals_ceiling is set higher"
        )
        chosen = replace(chosen, withdrawals_a_day=min(Rules().withdrawals_a_day, chosen.withdrawals_ceiling))
        set_here.pop("withdrawals_a_day", None)
    return replace(
        settings,
        rules=chosen,
        theme=theme,
        set_here=frozenset(set_here) | ({"theme"} if theme else frozenset()),
        problems=tuple(problems),
    )


def _rule(key: str, value: object) -> tuple[str | None, object]:
    """Return what is wrong with a rule's value, or None and the value to use."""
    if key == "working_days":
        return _working_days(value)
    if key == "days_off":
        return _days_off(value)
    if key not in {rule.name for rule in fields(Rules)}:
        return "there is no such rule", None
    known = evidence()[key]
    if not isinstance(value, int) or isinstance(value, bool) or not known.low <= value <= known.high:
        return f"a whole number of {known.unit} from {known.low} to {known.high} is needed", None
    return None, value


def _working_days(value: object) -> tuple[str | None, object]:
    if not isinstance(value, list) or not value or not all(isinstance(day, str) for day in value):
        return 'a list of days is needed, such as ["mon", "tue"]', None
    named = [day.lower()[:3] for day in value]
    if unknown := [day for day, short in zip(value, named, strict=True) if short not in _WEEKDAYS]:
        return f"“{clean(unknown[0])}” is no day of the week", None
    return None, tuple(sorted({_WEEKDAYS.index(day) for day in named}))


def _days_off(value: object) -> tuple[str | None, object]:
    if not isinstance(value, list) or not all(type(day) is date for day in value):
        return "a list of dates is needed, such as [2026-12-24, 2026-12-31]", None
    return None, tuple(sorted(set(value)))


def _named(path: Path) -> str:
    return clean(str(path))
