"""What is done about a damaged file at the start of the app, once the person has chosen."""

from __future__ import annotations

from pathlib import Path

from invitetui import clock
from invitetui.domain import words
from invitetui.domain.text import clean
from invitetui.store import backups
from invitetui.store.book_file import BookFile
from invitetui.store.errors import Damaged, StoreError
from invitetui.store.repair import free_name_beside, repair_into, repaired
from invitetui.ui.rescue import RescueApp


def rescued(path: Path, error: Damaged) -> tuple[Path, str]:
    """Ask what to do and do it; return the file to open instead, and what to say of it.

    Raises:
        Damaged: the person chose to leave the file alone.
        StoreError: what was chosen can't be done.
    """
    backup = _newest_whole(path)
    salvaged = repaired(path.read_bytes()).invitations
    choice = RescueApp(clean(path.name), error.problems, backup, salvaged).run()
    if choice == "backup" and backup:
        with BookFile.open(path, writing=True) as file:
            backups.back_up(path, "damaged", clock.system_clock())
            file.replace_with(backups.read_backup(path, backup.name))
        return path, f"The backup {backup.name} is back; the damaged file is among the backups"
    if choice == "salvage":
        copy = free_name_beside(path)
        saved = repair_into(path, copy)
        held = words.count(saved.invitations, "invitation")
        return copy, f"{held} salvaged into {clean(copy.name)}; the damaged file is as it was"
    raise error


def _newest_whole(path: Path) -> backups.Backup | None:
    for backup in backups.backups(path):
        try:
            backups.read_backup(path, backup.name)
        except StoreError:
            continue
        return backup
    return None
