"""The person's settings: `config.toml`, read and never rewritten, with a line for each mistake.

Whether a key under `[keys]` is one that a terminal knows, and of which command, only `ui.keymap` can say.

What is chosen in the app itself is ours to keep: it is in the state file,
and goes before `config.toml` until the same value is chosen as stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from invitetui.domain.rules import WITHDRAWING_LIFTS_NOTHING, WORKING_DAYS_EVIDENCE, Rules, evidence
from invitetui.domain.text import clean
from invitetui.state import State, StateFile

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""The days of the week as config.toml names them."""


LONGEST_NOTE = 300
"""Characters that LinkedIn takes of anyone."""


class SettingsError(Exception):
    """The settings file can't be written, or a value is none that is allowed; says why in plain words."""


class Settings(msgspec.Struct, frozen=True):
    """The settings in force."""

    path: Path
    rules: Rules = Rules()
    theme: str | None = None
    """The name of a theme; None is invitetui's own."""
    keys: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The keys that the file gives to commands, by the command's id; several are parted by commas."""
    templates: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The person's own notes to start a new invitation from, by the names they gave them."""
    set_here: frozenset[str] = frozenset()
    """The keys that the file sets; all others are defaults."""
    chosen: frozenset[str] = frozenset()
    """The keys that were chosen in the app."""
    problems: tuple[str, ...] = ()
    """A plain line for each mistake in the file; the defaults hold in their place."""

    def values(self) -> dict[str, str]:
        """Return each setting as the file would spell it."""
        spelled = {name: str(getattr(self.rules, name)) for name in evidence()}
        return {
            **spelled,
            "working_days": _days(self.rules.working_days),
            "days_off": f"[{', '.join(map(str, self.rules.days_off))}]",
            "theme": f'"{self.theme or DEFAULT_THEME}"',
        }

    def origin(self, key: str) -> str:
        """Return where the value of a setting comes from, in words."""
        if key in self.chosen:
            return "chosen in the app"
        return "config.toml" if key in self.set_here else "default"

    def described(self) -> list[Setting]:
        """Return each setting with what is known of it: the rules in their order, then days and theme."""
        now, default = self.values(), Settings(self.path).values()
        told = [
            *(
                (name, known.title, known.unit, known.says, known.low, known.high)
                for name, known in evidence().items()
            ),
            ("working_days", "Days on which withdrawals are planned", "", WORKING_DAYS_EVIDENCE, None, None),
            ("days_off", "Days off", "", "Days on which nothing is planned: yours to say.", None, None),
            ("theme", "Theme", "", "How it looks: a matter of taste and of your terminal.", None, None),
        ]
        return [
            Setting(key, title, unit, says, low, high, now[key], default[key], self.origin(key))
            for key, title, unit, says, low, high in told
        ]


class Setting(msgspec.Struct, frozen=True):
    """One setting, as it is shown."""

    key: str
    title: str
    unit: str
    says: str
    """The evidence behind it."""
    low: int | None
    high: int | None
    """The range of a number, both ends allowed; None where it is none."""
    value: str
    """As config.toml would spell it."""
    default: str
    origin: str
    """Where the value comes from, in words."""


DEFAULT_THEME = "invitetui"


def _days(days: Iterable[int]) -> str:
    return "[" + ", ".join(f'"{WEEK[day]}"' for day in days) + "]"


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
        problem, read_value = _chosen_rule(key, value)
        if problem is None:
            rules[key] = read_value
    together = replace(settings.rules, **rules)
    while at_odds := _at_odds(together):
        for key in at_odds:
            rules.pop(key, None)
        together = replace(settings.rules, **rules)
        if _at_odds(together) == at_odds:  # in the file itself, which has had its line
            break
    keys = frozenset(rules) | ({"theme"} if isinstance(named, str) else frozenset())
    return replace(settings, rules=together, theme=theme, chosen=keys)


_ODDS = {
    ("day_starts", "day_ends"): "the working hours have to begin before they end",
    ("withdrawals_a_day", "withdrawals_ceiling"): "no more a day than the ceiling, which can be set higher",
}
"""Rules that have to go together, and what to say where they don't."""


def _at_odds(rules: Rules) -> tuple[str, ...]:
    """Return the rules that contradict each other, if any do."""
    if rules.day_starts >= rules.day_ends:
        return ("day_starts", "day_ends")
    if rules.withdrawals_a_day > rules.withdrawals_ceiling:
        return ("withdrawals_a_day", "withdrawals_ceiling")
    return ()


def contradicted(key: str) -> str:
    """Return why an allowed value of a rule can't be in force beside the others."""
    return next((says for keys, says in _ODDS.items() if key in keys), "that can't be in force")


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


def forget(key: str, state: StateFile) -> None:
    """Go back to what config.toml says for a key, or to its default.

    Raises:
        StateError: it can't be written. Until the app is left it is noted all the same.
    """
    state.change(chosen={known: held for known, held in state.state.chosen.items() if known != key})


def typed(key: str, text: str) -> object:
    """Return the value that was typed for a rule, as config.toml would have it.

    Days may be typed with or without quotes and brackets: `mon tue wed`.

    Raises:
        SettingsError: it is none that is allowed; says which are.
    """
    value: object
    if key in ("working_days", "days_off"):
        value = re.findall(r"[^\s,;\[\]\"']+", text)
    else:
        value = int(text) if re.fullmatch(r"\s*\d{1,9}\s*", text, re.ASCII) else text
    problem, _ = _chosen_rule(key, value)
    if problem:
        raise SettingsError(problem)
    return value


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


def write_commented(path: Path, commands: Iterable[tuple[str, str, str]] = ()) -> None:
    """Write a file that sets nothing and explains everything.

    Args:
        path: where to.
        commands: the id, keys and meaning of each command that can be given other keys.

    Raises:
        SettingsError: there is a file already, or none can be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(commented(commands))
    except FileExistsError as error:
        raise SettingsError(f"{_named(error.filename)} exists already and is left as it is") from error
    except OSError as error:
        raise SettingsError(f"{_named(path)} can't be written: {error.strerror}") from error


def commented(commands: Iterable[tuple[str, str, str]] = ()) -> str:
    """Return the text of a settings file with every key commented out, each with its evidence."""
    defaults = Settings(Path()).values()
    lines = [
        "# invitetui's settings. Take away a # to set a key; what is not set has its default.",
        "# What is chosen in the app (its settings screen) goes before what stands here.",
        "",
        "# The look: invitetui, invitetui-light, or any theme of Textual's, such as ansi-dark.",
        f'# theme = "{DEFAULT_THEME}"',
        "",
        "[rules]",
        f"# {WITHDRAWING_LIFTS_NOTHING}",
    ]
    for name, known in evidence().items():
        lines += ["", f"# {known.title}, in {known.unit} ({known.low} to {known.high}).", f"# {known.says}"]
        lines.append(f"# {name} = {defaults[name]}")
    lines += [
        "",
        "# Days on which withdrawals are planned.",
        f"# {WORKING_DAYS_EVIDENCE}",
        f"# working_days = {defaults['working_days']}",
        "",
        "# Days on which nothing is planned, such as [2026-12-24, 2026-12-31].",
        f"# days_off = {defaults['days_off']}",
        "",
        "[keys]",
        '# Other keys for a command of the tabs; several are parted by commas: "k,up,ctrl+k".',
    ]
    for id_, keys, meaning in commands:
        lines += [f"# {meaning}", f'# {id_} = "{keys}"']
    lines += [
        "",
        "[templates]",
        f"# Notes of your own to start a new invitation from, {LONGEST_NOTE} characters at most each.",
        '# talk = "Hi, I liked your talk about …"',
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
    keys, more = _texts("keys", given.pop("keys", {}))
    problems += more
    templates, more = _texts("templates", given.pop("templates", {}), longest=LONGEST_NOTE)
    problems += more
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
        if "withdrawals_a_day" in set_here:  # a ceiling below the default is a wish of its own
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
        keys=keys,
        templates=templates,
        set_here=frozenset(set_here) | ({"theme"} if theme else frozenset()),
        problems=tuple(problems),
    )


def _texts(table: str, given: object, longest: int = 100) -> tuple[dict[str, str], list[str]]:
    """Return the texts of a table, cleaned, and a line for each that is none or too long."""
    if not isinstance(given, dict):
        return {}, [f"{table}: a table [{table}] is needed"]
    held: dict[str, str] = {}
    problems: list[str] = []
    for name, text in given.items():
        if not isinstance(text, str) or not clean(text):
            problems.append(f"{table}.{clean(name)}: a text in quotes is needed")
        elif len(clean(text)) > longest:
            problems.append(f"{table}.{clean(name)}: {len(clean(text))} characters; {longest} are the most")
        else:
            held[clean(name)] = clean(text)
    return held, problems


def _rule(key: str, value: object) -> tuple[str | None, object]:
    """Return what is wrong with a rule's value, or None and the value to use."""
    if key == "working_days":
        return _working_days(value)
    if key == "days_off":
        return _days_off(value)
    if key not in Rules.__struct_fields__:
        return "there is no such rule", None
    known = evidence()[key]
    if not isinstance(value, int) or isinstance(value, bool) or not known.low <= value <= known.high:
        return f"a whole number of {known.unit} from {known.low} to {known.high} is needed", None
    return None, value


def _working_days(value: object) -> tuple[str | None, object]:
    if not isinstance(value, list) or not value or not all(isinstance(day, str) for day in value):
        return 'a list of days is needed, such as ["mon", "tue"]', None
    named = [day.lower()[:3] for day in value]
    if unknown := [day for day, short in zip(value, named, strict=True) if short not in WEEK]:
        return f"“{clean(unknown[0])}” is no day of the week", None
    return None, tuple(sorted({WEEK.index(day) for day in named}))


def _days_off(value: object) -> tuple[str | None, object]:
    if not isinstance(value, list) or not all(type(day) is date for day in value):
        return "a list of dates is needed, such as [2026-12-24, 2026-12-31]", None
    return None, tuple(sorted(set(value)))


def _chosen_rule(key: str, value: object) -> tuple[str | None, object]:
    """Check a value as the state file has it, where a date is a text."""
    if key == "days_off" and isinstance(value, list):
        with suppress(ValueError, TypeError):
            value = [date.fromisoformat(day) for day in value]
    return _rule(key, value)


def _named(path: Path) -> str:
    return clean(str(path))
