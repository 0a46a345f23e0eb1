"""What is done about a damaged file at the start of the app, once the person has chosen."""

from __future__ import annotations

import glob
from pathlib import Path

from invitetui import clock, log
from invitetui.domain import words
from invitetui.domain.text import clean
from invitetui.store import backups
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, StoreError
from invitetui.store.files import free_name_beside
from invitetui.store.repair import repair_into, repaired
from invitetui.ui.rescue import RescueApp


def rescued(path: Path, error: Damaged) -> tuple[Path, str]:
    """Ask what to do and do it; return the file to open instead, and what to say of it.

    Raises:
        Damaged: the person chose to leave the file alone.
        StoreError: what was chosen can't be done.
    """
    backup = _newest_whole(path)
    salvaged = repaired(path.read_bytes()).invitations
    earlier = _newest_copy(path)
    asking = RescueApp(
        clean(path.name), error.problems, backup, salvaged, clean(earlier.name) if earlier else None
    )
    choice = asking.run()
    if asking.failure:
        raise asking.failure
    log.note("damaged", problems=len(error.problems), chosen=choice)
    if choice == "copy" and earlier:
        return (
            earlier,
            f"This is {clean(earlier.name)}; give it the file's name to keep it as your book",
        )
    if choice == "backup" and backup:
        with BookFile.open(path, writing=True) as file:
            backups.back_up(path, "damaged", clock.system_clock())
            file.replace_with(backups.read_backup(path, backup.name))
        return path, f"The backup {backup.name} is back; the damaged file is among the backups"
    if choice == "salvage":
        copy = free_name_beside(path, "repaired")
        saved = repair_into(path, copy)
        held = words.count(saved.invitations, "invitation")
        return copy, f"{held} salvaged into {clean(copy.name)}; the damaged file is as it was"
    raise error


def _newest_copy(path: Path) -> Path | None:
    """Return the newest copy that an earlier salvage made, and in which work may have gone on."""
    copies = list(path.parent.glob(f"{glob.escape(path.stem)}.repaired*{glob.escape(path.suffix)}"))
    return max(copies, key=lambda copy: copy.stat().st_mtime, default=None)


def _newest_whole(path: Path) -> backups.Backup | None:
    for backup in backups.backups(path):
        try:
            backups.read_backup(path, backup.name)
        except StoreError:
            continue
        return backup
    return None
