"""Keys of the person's own: each entry is right, or named in a line and left out."""

from __future__ import annotations

import pytest

from invitetui.ui.commands import COMMANDS, written
from invitetui.ui.keymap import checked, rebound, whole


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"keep": "f5"}, {"keep": "f5"}),
        ({"keep": "%"}, {"keep": "percent_sign"}),
        ({"cursor_down": "down, ctrl+j ,f7"}, {"cursor_down": "down,ctrl+j,f7"}),
        ({"page_up": "pgup"}, {"page_up": "pageup"}),
        ({"keep": "alt+k"}, {"keep": "alt+k"}),
        ({"keep": "minus"}, {"keep": "minus"}),
        ({"keep": "@"}, {"keep": "at"}),
        ({"keep": "ä"}, {"keep": "ä"}),
        ({"keep": "z", "snooze": "K"}, {"keep": "z", "snooze": "K"}),
        ({"sort": "m"}, {"sort": "m"}),
        ({command.id: command.keys for command in COMMANDS}, {c.id: c.keys for c in COMMANDS}),
    ],
    ids=lambda given: ",".join(given)[:20],
)
def test_keys_are_taken_as_people_write_them(given: dict[str, str], meant: dict[str, str]) -> None:
    assert checked(given) == (meant, ())


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"kep": "f5"}, "keys.kep: there is no such command"),
        ({"keep": "ctl+k"}, "keys.keep: “ctl+k” is no key (a comma is “comma”)"),
        ({"keep": "f5,,f6"}, "keys.keep: “” is no key (a comma is “comma”)"),
        ({"keep": "control"}, "keys.keep: “control” is no key (a comma is “comma”)"),
        ({"keep": "ctrl+c"}, "keys.keep: “ctrl+c” is the terminal's own way to interrupt"),
        ({"keep": "w"}, "keys.keep: “w” is the key of “first” already"),
        ({"keep": "esc"}, "keys.keep: “esc” is the key of “back” already"),
        ({"keep": "comma"}, "keys.keep: “,” is the key of “settings” already"),
        ({"keep": "?"}, "keys.keep: “?” is the key of “help” already"),
        ({"figure": "4"}, "keys.figure: “4” is the key of “tab_stats” already"),
    ],
    ids=str,
)
def test_what_can_t_be_is_named_and_left_out(given: dict[str, str], line: str) -> None:
    assert checked(given) == ({}, (line,))


def test_of_two_that_want_one_key_the_first_has_it() -> None:
    keymap, problems = checked({"keep": "f5", "snooze": "f5", "first": "f6"})
    assert keymap == {"keep": "f5", "first": "f6"}
    assert problems == ("keys.snooze: “f5” is the key of “keep” already",)


def test_a_mistake_does_not_free_the_key_that_its_command_keeps() -> None:
    keymap, problems = checked({"keep": "z", "snooze": "nokey"})
    assert keymap == {}
    assert len(problems) == 2


def test_commands_that_share_a_key_keep_it_when_one_of_them_goes() -> None:
    assert whole({"details": "f5"}) == {"details": "f5", "figure": "enter"}
    assert {command.id: command.keys for command in rebound({"details": "f5"})} == {
        command.id: "f5" if command.id == "details" else command.keys for command in COMMANDS
    }


@pytest.mark.parametrize("typed", [*"?/-@%ä*", "f5", "ctrl+k", "space", "esc", "pgup"])
def test_a_key_is_shown_as_it_is_typed(typed: str) -> None:
    elsewhere = ("filter", "help", "settings", "mark_all", "mark", "back", "page_up")
    others = {id_: f"f{number}" for number, id_ in enumerate(elsewhere, start=12)}
    keymap, problems = checked({"keep": typed, **others})
    assert problems == ()
    assert written([keymap["keep"]]) == typed
