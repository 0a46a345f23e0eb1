"""What is hostile is refused with its file and line, within a second, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from tests import archives
from tests.cli.running import Cli, refused
from tests.sources.taking import ADDRESSED, HOME, INVITATIONS, lines, row
from tests.sources.test_archive import encrypted, zeros

SENT_AT = "11/5/26, 9:12 AM"
ONE = lines(INVITATIONS, row("Ada", SENT_AT))
ADDRESSES = [
    "https://www.linkedin.com@evil.example/in/ada", "https://me:pw@www.linkedin.com/in/ada",
    "https://www.linkedin.com:8443/in/ada", "https://www.linkedin.com.evil.example/in/ada",
    "https://linkedin.com.evil.example/in/ada", "https://www.1inkedin.com/in/ada",
    "https://www.linkedin.com\\@evil.example/in/ada", "https://www.linkedin.com/in/a\tda",
    "javascript:alert(1)//www.linkedin.com/in/ada", "file:///in/ada", "-https://www.linkedin.com/in/ada",
    HOME + "-rf", HOME + "..%2f..", HOME + "ada%00", HOME + "\u202eada", "ftp://www.linkedin.com/in/ada",
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zeros(50 * 2**20), "zip bomb"),
        (archives.pack({"x.zip": zeros(50 * 2**20)}), "zip bomb"),
        (encrypted(), "encrypted"),
        (archives.pack({"../Invitations.csv": ONE}), "leads out of it"),
        (archives.pack({}), "empty"),
        (archives.pack({"a.zip": archives.pack({"b.zip": archives.pack({"Invitations.csv": ONE})})}), ""),
        (lines(INVITATIONS, row("Ada", SENT_AT), row("x" * 1_000_000, SENT_AT)), "line 3: a field is longer"),
        (ONE + b'Me,"Bo', "line 3: a quoted field is never closed"),
        (ONE + b"Me,Bo\n", "line 3: the row has 2 fields"),
        (ONE + b"\0", "line 3: there is a NUL"),
    ],
)
def test_a_hostile_file_is_refused_whole(cli: Cli, tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "hostile.zip"
    path.write_bytes(data)
    cli("list")  # whatever a first run needs
    before = process_time()
    said = refused(cli("import", path))
    assert process_time() - before < 1
    assert "hostile.zip" in said
    assert why in said
    assert not cli.book.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hostile_address_is_refused_with_its_line(cli: Cli, tmp_path: Path, address: str) -> None:
    path = tmp_path / "Invitations.csv"
    path.write_bytes(lines(ADDRESSED, row("Ada", SENT_AT, address)))
    before = process_time()
    said = cli("import", path, "--json").json
    assert process_time() - before < 1
    (told,) = said["rejected"]
    assert (told["source"], told["line"]) == ("Invitations.csv", 2)
    assert "address" in told["reason"]
    assert said["added"] == 0
    assert not cli.book.exists()


def test_the_good_rows_beside_a_hostile_one_are_taken(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "Invitations.csv"
    good = row("Bo", SENT_AT, HOME + "bo")
    path.write_bytes(lines(ADDRESSED, row("Ada", SENT_AT, ADDRESSES[0]), good))
    assert cli("import", path, "--json").json["added"] == 1
    assert [one["url"] for one in cli.rows()] == [HOME + "bo"]
