"""Keys of the person's own for commands: `[keys]` of config.toml, checked against the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from textual.keys import KEY_DISPLAY_ALIASES, REPLACED_KEYS, Keys, _character_to_key, key_to_character

from invitetui.domain.views import Tab
from invitetui.ui.commands import COMMANDS, Command, written

_MEANT = {shown: name for name, shown in KEY_DISPLAY_ALIASES.items()} | {"⌫": "backspace", "return": "enter"}
_NAMED = frozenset({*(key.value for key in Keys), *REPLACED_KEYS})
_MODIFIED = re.compile(r"((?:ctrl|alt|shift|super|hyper|meta)\+)+(?=.)")
_TAKEN = {"ctrl+c": "the terminal's own way to interrupt"}


def checked(given: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return Textual's keymap of what was given, and a plain line for each entry that can't be.

    An entry that can't be costs only itself: its command keeps its own keys.

    Args:
        given: keys, parted by commas, by a command's id.
    """
    keymap: dict[str, str] = {}
    problems: list[str] = []
    ids = {command.id for command in COMMANDS}
    for id_, text in given.items():
        keys = [_meant(key.strip()) for key in text.split(",")]
        wrong = next((key.strip() for key in text.split(",") if not _known(_meant(key.strip()))), None)
        if id_ not in ids:
            problems.append(f"keys.{id_}: there is no such command")
        elif wrong is not None:
            problems.append(f"keys.{id_}: “{wrong}” is no key (a comma is “comma”)")
        elif taken := next((key for key in keys if key in _TAKEN), None):
            problems.append(f"keys.{id_}: “{taken}” is {_TAKEN[taken]}")
        else:
            keymap[id_] = ",".join(dict.fromkeys(keys))
    for id_, key, other in _clashes(keymap):
        problems.append(f"keys.{id_}: “{written([key])}” is the key of “{other}” already")
    return keymap, tuple(problems)


def rebound(keymap: Mapping[str, str]) -> tuple[Command, ...]:
    """Return all commands with the keys that they have under a keymap."""
    return tuple(
        msgspec.structs.replace(command, keys=keymap[command.id]) if command.id in keymap else command
        for command in COMMANDS
    )


def whole(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return the keymap with the commands that share keys with a rebound one, but are not rebound.

    Textual takes a key away from all that share it when one of them is rebound.
    """
    found = dict(keymap)
    while True:
        losing = {key for command in COMMANDS if command.id in found for key in command.keys.split(",")}
        more = {
            command.id: command.keys
            for command in COMMANDS
            if command.id not in found and losing & set(command.keys.split(","))
        }
        if not more:
            return found
        found |= more


def _clashes(keymap: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Take entries out of the keymap until no key means two things on a tab; yield each with its rival."""
    while found := _first_clash(keymap):
        del keymap[found[0]]
        yield found


def _first_clash(keymap: Mapping[str, str]) -> tuple[str, str, str] | None:
    for tab in Tab:
        owners: dict[str, str] = {}
        here = [command for command in rebound(keymap) if tab in command.where]
        for command in sorted(here, key=lambda command: command.id in keymap):
            for key in map(_meant, command.keys.split(",")):
                if key in owners and command.id in keymap:
                    return command.id, key, owners[key]
                owners[key] = command.id
    return None


def _meant(key: str) -> str:
    """Return a key as Textual names it: `?`, `esc` and `pgup` are understood too."""
    modifiers, _, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    last = _MEANT.get(last, last)
    if len(last) == 1:
        last = _character_to_key(last)
    return f"{modifiers}+{last}" if modifiers else last


def _known(key: str) -> bool:
    plain = _MODIFIED.sub("", key)
    return bool(plain) and (key in _NAMED or plain in _NAMED or key_to_character(plain) is not None)
