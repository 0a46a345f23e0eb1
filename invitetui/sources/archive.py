"""What a person hands over, recognised by its content: a zip, a folder, one CSV, our own export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from invitetui.domain.text import clean
from invitetui.sources import connections, invitations, mapped, messages, own, sent_text, unpack
from invitetui.sources.seen import Rejected, Seen, SourceError, merge
from invitetui.sources.table import Layout, Report, decode, find_table, header_ends

Progress = Callable[[int, int], None]
"""Told how many bytes have been read, of how many."""

IN_ARCHIVES = {
    layout.what.casefold(): layout for layout in (invitations.LAYOUT, connections.LAYOUT, messages.LAYOUT)
}
"""The files of LinkedIn's archive that are read; all others stay unread."""

LAYOUTS: tuple[Layout, ...] = (own.LAYOUT, *IN_ARCHIVES.values())
"""The tables that are recognised when they come alone, by their columns."""


def read(
    path: Path,
    on_progress: Progress | None = None,
    *,
    now: datetime | None = None,
    columns: mapped.Columns | None = None,
    guess: bool = False,
    zone: tzinfo | None = None,
) -> Seen:
    """Return what the file or folder at `path` shows.

    Args:
        path: a zip, a folder or a single file.
        on_progress: told how far reading is.
        now: the instant (UTC) at which it was taken from LinkedIn; only a Sent page needs it.
        columns: what the columns are of a table that is none of LinkedIn's.
        guess: whether such a table may be read by a guess at its columns, to be shown and confirmed.
        zone: in which the days of such a table are meant; unknown where None.

    Raises:
        SourceError: it can't be read, is nothing that we know, or is not whole.
    """
    source = clean(path.name) or clean(str(path))
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise SourceError(source, None, unpack.why(error)) from error
    if is_folder:
        return _from_archive(unpack.from_folder(path, source, IN_ARCHIVES), source, on_progress)
    return read_bytes(
        unpack.contents(path, source),
        source,
        on_progress,
        now=now,
        columns=columns,
        guess=guess,
        zone=zone,
    )


def read_bytes(
    data: bytes,
    name: str,
    on_progress: Progress | None = None,
    *,
    now: datetime | None = None,
    columns: mapped.Columns | None = None,
    guess: bool = False,
    zone: tzinfo | None = None,
) -> Seen:
    """Return what the bytes of one file show; `name` is what messages call it, the rest is as in `read`.

    Raises:
        SourceError: they are nothing that we know, or not whole.
    """
    source = clean(name)
    if unpack.is_zip(data):
        return _from_archive(unpack.from_zip(data, source, IN_ARCHIVES), source, on_progress)
    if not data.strip():
        raise SourceError(source, None, "it is empty")
    text = decode(data, source)
    if own.is_json(text):
        return own.read_json(text, source)
    if (page := _sent_page(text, source, now)) is not None:
        return page
    report = _share_of(on_progress, 0, len(data), len(data))
    if columns or header_ends(text, LAYOUTS) is None:
        if (guessed := mapped.guess(text, columns)) and (columns or guess):
            return mapped.read(text, source, guessed, report, zone)
        if guessed:
            raise mapped.refusal(source, guessed)
        if columns and header_ends(text, LAYOUTS) is None:
            raise mapped.missing(text, source, columns)
    layout, table = find_table(text, source, LAYOUTS)
    if layout is messages.LAYOUT and messages.OTHERS.fullmatch(source):
        raise SourceError(source, None, "these are conversations with a program of LinkedIn, not with people")
    return layout.read(table, report)


def _sent_page(text: str, source: str, now: datetime | None) -> Seen | None:
    """Return what the Sent page shows, where it is one: HTML, or cards before any table."""
    is_html = text.lstrip()[:1] == "<"
    if not is_html and not sent_text.is_page(text[: header_ends(text, LAYOUTS)]):
        return None
    if now is None:
        raise SourceError(source, None, "its ages need the moment at which the page was taken")
    if not is_html:
        return sent_text.read(text, source, now)
    from invitetui.sources import sent_html  # noqa: PLC0415  # a parser that only a saved page needs

    return sent_html.read(text, source, now)


def _from_archive(files: dict[str, bytes], source: str, on_progress: Progress | None) -> Seen:
    if not files.keys() - {messages.LAYOUT.what}:
        named = f"{invitations.LAYOUT.what} nor {connections.LAYOUT.what}"
        raise SourceError(source, None, f"this is not a LinkedIn archive: it has neither {named}")
    total, done = sum(map(len, files.values())), 0
    parts: list[Seen] = []
    for name, layout in IN_ARCHIVES.items():
        if (data := files.get(name)) is not None:
            inside = f"{source}/{layout.what}"
            try:
                _, table = find_table(decode(data, inside), inside, [layout])
                parts.append(layout.read(table, _share_of(on_progress, done, len(data), total)))
            except SourceError as error:
                if layout is not messages.LAYOUT:
                    raise
                # It only makes times more exact: the archive is whole without it.
                parts.append(Seen("", rejected=(Rejected(inside, error.line, error.reason),)))
            done += len(data)
    if on_progress:
        on_progress(total, total)
    return merge(parts)


def _share_of(on_progress: Progress | None, done: int, size: int, total: int) -> Report | None:
    if on_progress is None:
        return None
    return lambda share: on_progress(done + int(size * share), total)
