"""`invitetui guard PATH`: who in a list should not be invited now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import archives
from tests.cli.running import Cli, one, refused

HOME = "https://www.linkedin.com/in/"


@pytest.fixture
def asked(cli: Cli, tmp_path: Path) -> Cli:
    """Ada is pending, Ivo cools down, Tove is connected, Zoë failed twice, Kofi is ready again."""
    sent = [
        one("Ada Quill", "ada-quill", 5),
        one("Ivo Zeel", "ivo-zeel", 40),
        one("Tove Wendt", "tove-wendt", 60),
        one("Zoë Umber", "zoë-umber", 170),
        one("Zoë Umber", "zoë-umber", 110),
        one("Kofi Vask", "kofi-vask", 90),
    ]
    (tmp_path / "a.zip").write_bytes(archives.archive(sent).zipped())
    assert cli("import", tmp_path / "a.zip").code == 0
    uids = {(row["name"], row["attempt"]): row["uid"] for row in cli.rows()}
    cli("mark", uids["Ivo Zeel", 1], "withdrawn", "--at", "2026-11-20")
    cli("mark", uids["Tove Wendt", 1], "accepted")
    cli("mark", uids["Zoë Umber", 1], "withdrawn", "--at", "2026-07-01")
    cli("mark", uids["Zoë Umber", 2], "withdrawn", "--at", "2026-09-01")
    cli("mark", uids["Kofi Vask", 1], "withdrawn", "--at", "2026-09-01")
    return cli


SAYS = {
    "Ada Quill": "pending since 19 Nov",
    "Ivo Zeel": "cooling down until 11 Dec",
    "Tove Wendt": "you are connected",
    "Zoë Umber": "withdrawn or expired twice before",
}


def test_the_same_as_json(asked: Cli) -> None:
    found = asked("guard", "-", "--json", stdin=b"Ada Quill\nNobody Known\nKofi Vask\n").json
    assert [(one["asked"], one["warning"]) for one in found] == [("Ada Quill", "pending")]
    assert found[0]["uid"] in {row["uid"] for row in asked.rows()}


def test_names_one_a_line(asked: Cli, tmp_path: Path) -> None:
    people = tmp_path / "people.txt"
    people.write_text("\n".join([*SAYS, "Kofi Vask", "Nobody Known", "", "  "]))
    ran = asked("guard", people)
    assert len(ran.lines) == len(SAYS)
    for line, (name, says) in zip(ran.lines, SAYS.items(), strict=True):
        assert line.startswith(f"{name}: {says}")
    assert ran.err == "4 findings among 6 people asked about.\n"
    assert asked("guard", "-", stdin=b"Ada Quill\n").err == "1 finding among 1 person asked about.\n"


@pytest.mark.parametrize(
    "address",
    [
        HOME + "zoë-umber",
        HOME + "zo%C3%AB-umber/",
        HOME + "zoe%CC%88-umber?trk=x",
        "linkedin.com/in/zoë-umber",
        "http://fr.linkedin.com/in/ZOË-umber",
    ],
)
def test_addresses_on_standard_input(asked: Cli, address: str) -> None:
    (line,) = asked("guard", "-", stdin=address.encode() + b"\r\n").lines
    assert "twice before" in line


@pytest.mark.parametrize("name", ["  ada   QUILL ", "\ufeffAda Quill", "Ada Quill\r"])
def test_names_are_compared_loosely(asked: Cli, name: str) -> None:
    assert "pending" in asked("guard", "-", stdin=name.encode()).out


@pytest.mark.parametrize(
    "address",
    ["https://www.linkedin.com@evil.example/in/ada-quill", "https://linkedin.com.evil/in/ada-quill"],
)
def test_addresses_elsewhere_match_nobody(asked: Cli, address: str) -> None:
    assert asked("guard", "-", stdin=address.encode()).out == ""


def test_what_is_not_understood_is_told(asked: Cli) -> None:
    lines = b"Ada Quill (she/her)\nhttps://www.linkedin.com/company/kiln\nwww.example/x\n"
    ran = asked("guard", "-", stdin=lines)
    assert ran.lines == ["Ada Quill (she/her): pending since 19 Nov"]
    assert ran.err == (
        "1 finding among 1 person asked about; 2 lines not understood (no address of a profile):\n"
        "https://www.linkedin.com/company/kiln\nwww.example/x\n"
    )
    found = asked("guard", "-", "--json", stdin=lines).json
    assert [(one["warning"], one["uid"] is None) for one in found] == [
        ("pending", False),
        ("not understood", True),
        ("not understood", True),
    ]


def test_a_list_that_cant_be_read(asked: Cli, tmp_path: Path) -> None:
    refused(asked("guard", tmp_path / "nowhere.txt"))
    refused(asked("guard", tmp_path))
    refused(asked("guard", "-", stdin=b"\xff\xfeA\0d\0a\0"))
    refused(asked("guard"), 2)
