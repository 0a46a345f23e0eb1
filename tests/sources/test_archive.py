"""Zips, folders and single files: recognised by what is in them, or refused at once."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from invitetui.sources import archive
from invitetui.sources.seen import SourceError, merge
from tests.archives import archive as make
from tests.archives import made_up, pack
from tests.sources.taking import CONNECTIONS, INVITATIONS, NOW, lines, read, row

GOOD = make(made_up(20, NOW, seed=3))
FILES = GOOD.files()
ONE = lines(INVITATIONS, row("Ada", "11/5/25, 9:12 AM"))


@pytest.fixture(autouse=True)
def _at_once() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 1


def test_either_file_is_enough_and_case_does_not_matter() -> None:
    assert len(read(pack({"INVITATIONS.CSV": ONE})).invitations) == 1
    assert (
        len(read(pack({"connections.csv": lines(CONNECTIONS, "Ada,Quill,,,,21 Nov 2025")})).connections) == 1
    )


def test_a_zip_need_not_be_called_one(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_bytes(GOOD.zipped())
    assert len(archive.read(tmp_path / "data.csv").invitations) == 20


def test_files_elsewhere_in_the_archive_are_not_read() -> None:
    files = {
        "Jobs/Deep/Invitations.csv": b"\0",
        "messages.csv": b"\0",
        "notes.zip": b"\0",
        "Invitations.csv": ONE,
    }
    assert len(read(pack(files)).invitations) == 1


def test_names_packed_on_windows_and_on_a_mac() -> None:
    assert len(read(pack({"Export\\Invitations.csv": ONE})).invitations) == 1
    files = {"Export/Invitations.csv": ONE, "__MACOSX/Export/._Invitations.csv": b"\0"}
    assert len(read(pack(files)).invitations) == 1
    assert len(read(pack({"x.zip": pack(files), "__MACOSX/._x.zip": b"\0"})).invitations) == 1


def test_a_rejected_row_names_archive_file_and_line() -> None:
    seen = read(pack({"Invitations.csv": ONE + lines(row("Bo", "never"))}), "Basic.zip")
    assert [(r.source, r.line) for r in seen.rejected] == [("Basic.zip/Invitations.csv", 3)]


def test_progress_is_told_in_bytes_and_ends_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    archive.read_bytes(GOOD.zipped(), "x", lambda done, total: told.append((done, total)))
    size = len(FILES["Invitations.csv"]) + len(FILES["Connections.csv"])
    assert told == sorted(told)
    assert told[-1] == (size, size)
    assert len(told) > 2


def test_several_sources_become_one() -> None:
    seen = merge([read(ONE), read(FILES["Connections.csv"])])
    assert seen.what == "Invitations.csv and Connections.csv"
    assert len(seen.invitations) == 1
    assert seen.connections


def encrypted() -> bytes:
    data = bytearray(pack({"Invitations.csv": ONE}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def zeros(size: int) -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("Invitations.csv", "w") as file,
    ):
        for _ in range(size // 2**20):
            file.write(bytes(2**20))
    return data.getvalue()


def says_it_is_small() -> bytes:
    data = bytearray(zeros(20 * 2**20))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + offset, 100)
    return bytes(data)


def says_it_is_large() -> bytes:
    data = bytearray(pack({"Invitations.csv": ONE}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 2**31)
    return bytes(data)


def many_names() -> bytes:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"x"
    opening, contents = b"PK\x03\x04" + bytes(26), entry * 400_000
    return (
        opening
        + contents
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, len(contents), len(opening), 0)
    )


def packed_as(method: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as packed:
        packed.writestr("Invitations.csv", ONE)
    return data.getvalue()


def twice() -> bytes:
    data = pack({"Invitations.csv": ONE, "invitationS.csv": ONE})
    return data.replace(b"invitationS.csv", b"Invitations.csv")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pack({}), "empty"),
        (pack({"folder/": b""}), "empty"),
        (pack({"Profile.csv": b"x", "photo.jpg": b"x"}), "neither Invitations.csv nor Connections.csv"),
        (pack({"Other.csv": b"x", "inner.zip": GOOD.zipped()}), "neither Invitations.csv nor"),
        (pack({"a.zip": GOOD.zip_zipped()}), "zip in a zip in a zip"),
        (pack({"a.zip": b"no zip"}), "damaged"),
        (pack({"../Invitations.csv": ONE}), "leads out"),
        (pack({"a/../../Invitations.csv": ONE}), "leads out"),
        (pack({"Invitations.csv": ONE, "a\\..\\b": b""}), "leads out"),
        (pack({"/Invitations.csv": ONE}), "leads out"),
        (pack({"C:\\Invitations.csv": ONE}), "leads out"),
        (pack({"a/Invitations.csv": ONE, "b/Invitations.csv": ONE}), "more than one archive"),
        (pack({"a/Invitations.csv": ONE, "b/Connections.csv": ONE}), "more than one archive"),
        (pack({"Invitations.csv": ONE, "invitations.csv": ONE}), "more than one archive"),
        (twice(), "twice"),
        (encrypted(), "encrypted"),
        (zeros(50 * 2**20), "zip bomb"),
        (pack({"x.zip": zeros(50 * 2**20)}), "zip bomb"),
        (says_it_is_small(), "damaged"),
        (says_it_is_large(), "larger than 200 MB"),
        (many_names(), "damaged"),
        (packed_as(zipfile.ZIP_BZIP2), "unusual"),
        (packed_as(zipfile.ZIP_LZMA), "unusual"),
        (GOOD.zipped()[:-30], "damaged"),
        (GOOD.zipped()[:1000], "damaged"),
        (pack({"Invitations.csv": b"", "Connections.csv": FILES["Connections.csv"]}), "no header"),
        (pack({"Invitations.csv": FILES["Connections.csv"]}), "no header"),
    ],
    ids=range(27),
)  # fmt: skip
def test_a_zip_that_cant_be_trusted_is_refused_at_once(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(data)


def test_one_broken_file_refuses_the_archive() -> None:
    with pytest.raises(SourceError, match=r"^x\.zip/Connections\.csv, line 5: .*fields") as refused:
        read(pack({**FILES, "Connections.csv": lines("Notes:", "", "", CONNECTIONS, "Ada,Quill")}), "x.zip")
    assert refused.value.line == 5


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "empty").mkdir()
    (tmp_path / "piped").mkdir()
    os.mkfifo(tmp_path / "piped" / "Invitations.csv")
    for path, reason in [
        (tmp_path / "missing\x1b[2J.zip", "No such file"),
        (tmp_path / "pipe", "neither a file nor a folder"),
        (Path("/dev/null"), "neither a file nor a folder"),
        (Path("/dev/zero"), "neither a file nor a folder"),
        (tmp_path / "loop", "can't be read"),
        (tmp_path / "empty", "neither Invitations.csv nor Connections.csv"),
        (tmp_path / "piped", "neither a file nor a folder"),
        (tmp_path / "pipe" / "below", "Not a directory"),
        (tmp_path / ("x" * 300), "too long"),
        (Path("a\0b"), "null"),
    ]:
        with pytest.raises(SourceError, match=reason) as refused:
            archive.read(path)
        assert str(refused.value).isprintable()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Invitations.csv").write_bytes(ONE)
    (tmp_path / "Invitations.csv").chmod(0)
    with pytest.raises(SourceError, match="Permission denied"):
        archive.read(tmp_path / "Invitations.csv")
