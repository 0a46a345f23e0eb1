"""CSV as LinkedIn writes it, as spreadsheets save it again, and as nobody should."""

from __future__ import annotations

import codecs

import pytest

from invitetui.sources.seen import Rejected, Seen, SourceError
from tests.sources.taking import ADDRESSED, CONNECTIONS, HOME, INVITATIONS, lines, read, row, utc

PLAIN = "\n".join([ADDRESSED, row("Søren Rådström", "11/5/25, 9:12 AM", HOME + "søren", '"Hej, du"'), ""])


def names(seen: Seen) -> list[str]:
    return [invitation.name for invitation in seen.invitations]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.encode("latin-1"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.removesuffix("\n").encode(),
        (PLAIN + "\n\n   \n,,\n,,,,,,\n").encode(),
    ],
    ids=[
        "utf-8",
        "BOM",
        "utf-16",
        "utf-16-be",
        "latin-1",
        "cp1252",
        "CRLF",
        "CR",
        "no newline",
        "blank lines",
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    (invitation,) = read(data).invitations
    assert invitation.name == "Søren Rådström"
    assert invitation.url == HOME + "søren"
    assert invitation.note == "Hej, du"
    assert invitation.sent_earliest == invitation.sent_latest == utc("2025-11-05T17:12")
    assert invitation.line == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_delimiters_of_spreadsheets(delimiter: str) -> None:
    data = lines(
        f"sep={delimiter}",
        delimiter.join(ADDRESSED.split(",")),
        delimiter.join(["Owner", "Ada Quill", '"11/5/25, 9:12 AM"', "", "OUTGOING", "", HOME + "ada"]),
        delimiter * 6,
    )
    assert [(i.name, i.url, i.line) for i in read(data).invitations] == [("Ada Quill", HOME + "ada", 3)]


def test_columns_are_found_by_name_wherever_they_stand() -> None:
    data = lines(
        "Direction , SENT AT,To,unknown,inviteeProfileUrl,From",
        f'OUTGOING,"11/5/25, 9:12 AM",Ada,?,{HOME}ada,Owner',
    )
    assert [(i.name, i.url, i.note) for i in read(data).invitations] == [("Ada", HOME + "ada", None)]


@pytest.mark.parametrize("preamble", [[], ["Notes:", '"Some, of ""them""."', ""], ["one"] * 40])
def test_a_preamble_of_any_length_is_passed_over(preamble: list[str]) -> None:
    seen = read(lines(*preamble, CONNECTIONS, "Ada,Quill,,,,21 Nov 2025", ",,,,,20 Nov 2025"))
    assert [(c.name, c.line) for c in seen.connections] == [("Ada Quill", len(preamble) + 2)]
    assert seen.skipped == 1


def test_lines_are_counted_across_notes_of_several_lines() -> None:
    seen = read(
        lines(
            INVITATIONS,
            row("Ada", "11/5/25, 9:12 AM", note='"one\ntwo\n\nthree"'),
            row("Bo", "yesterday"),
            row("Cy", "11/5/25, 9:12 AM"),
        )
    )
    assert [(i.name, i.note, i.line) for i in seen.invitations] == [
        ("Ada", "one two three", 2),
        ("Cy", None, 7),
    ]
    assert seen.rejected == (Rejected("made-up.csv", 6, "“yesterday” is not a date that can be read"),)


def test_a_header_without_rows_is_an_empty_file_and_no_error() -> None:
    assert read(lines(INVITATIONS)).invitations == ()


def test_a_row_that_cant_be_trusted_is_refused_and_the_others_are_taken() -> None:
    time = "11/5/25, 9:12 AM"
    seen = read(
        lines(
            ADDRESSED,
            row("Ada", time, HOME + "ada"),
            row("  ", time, HOME + "nobody"),
            row("Bo", "99/99/99", HOME + "bo"),
            row("Cy", time, "https://www.linkedin.com@evil.example/in/cy"),
            row("Di", time, HOME + "di", direction="SIDEWAYS"),
            row("Ed", time, HOME + "ed", direction="INCOMING"),
            row("Flo", time, HOME.removesuffix("/")),
        )
    )
    assert names(seen) == ["Ada", "Flo"]
    assert [rejected.line for rejected in seen.rejected] == [3, 4, 5, 6]
    assert seen.skipped == 1


def test_text_is_made_harmless() -> None:
    name = "Ada \x1b]0;owned\x07\u202eQuill\u2066  [/x]"
    (invitation,) = read(lines(INVITATIONS, row(name, "11/5/25, 9:12 AM", note="\x9b31mHi"))).invitations
    assert invitation.name == "Ada �]0;owned��Quill� [/x]"
    assert invitation.note == "�31mHi"


ADA = row("Ada", "11/5/25, 9:12 AM")


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (lines(INVITATIONS, ADA, ADA.replace('"Ada"', '"Ada')), 3, "quote"),
        (lines(INVITATIONS, ADA, 'Owner,Ada,"11/5/25, 9:12 AM",,"OUTGOING', ADA), 3, "quote"),
        (lines(INVITATIONS, ADA, ADA, 'Owner,Ada,"11/5/25, 9:12 AM",,"OUTGOING'), 4, "never closed"),
        (lines(INVITATIONS, ADA, ADA + ",more"), 3, "6 fields where the header has 5"),
        (lines(INVITATIONS, "Owner,Ada", ADA), 2, "2 fields where the header has 5"),
        (lines(INVITATIONS, ADA, row("x" * 131_073, "11/5/25, 9:12 AM")), 3, "longer than 131,072"),
        (lines(INVITATIONS, ADA, row("x\n" * 65_537, "11/5/25, 9:12 AM")), 3, "longer than 131,072"),
        (lines(INVITATIONS, ADA, row("x" * 1_000_000, "11/5/25, 9:12 AM")), 3, "longer than 131,072"),
        (lines(INVITATIONS, ADA, row("A\0da", "11/5/25, 9:12 AM")), 3, "NUL"),
        (lines(INVITATIONS, ADA).decode().encode("utf-16-le"), 1, "NUL"),
        (lines(INVITATIONS, row("Søren", "11/5/25, 9:12 AM"), ADA) + b"\xc3(", 4, "not whole UTF-8"),
        (codecs.BOM_UTF16_LE + b"x", None, "not whole UTF-16"),
        (lines(INVITATIONS, ADA, row("Bo", "25/11/2025 09:12")), 3, "day before its month"),
        (lines("First Name,Last Name", "Ada,Quill"), None, "no line names the columns"),
        (lines(ADA, ADA), None, "no line names the columns"),
        (b"\x89PNG\r\n\x1a\n", None, "no line names the columns"),
        (b"", None, "empty"),
        (b" \r\n ", None, "empty"),
    ],
    ids=range(18),
)  # fmt: skip
def test_a_broken_file_is_refused_whole_with_its_line(data: bytes, line: int | None, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as refused:
        read(data, "my \x1b[31m file.csv")
    assert refused.value.line == line
    assert refused.value.source == "my �[31m file.csv"
    place = "my �[31m file.csv" if line is None else f"my �[31m file.csv, line {line}"
    assert str(refused.value) == f"{place}: {refused.value.reason}"
