"""Where things are kept: the platform's own folders, unless the environment names others.

`INVITETUI_STATE` moves locks, backups and the log; `INVITETUI_CONFIG` is the path of config.toml.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs import PlatformDirs


def data_file() -> Path:
    """Return the person's file where none is named."""
    return _platform().user_data_path / "invites.json"


def config_file() -> Path:
    """Return the path of the person's settings."""
    if chosen := os.environ.get("INVITETUI_CONFIG"):
        return Path(chosen)
    return _platform().user_config_path / "config.toml"


def state_folder() -> Path:
    """Return the folder of what invitetui keeps for itself."""
    if chosen := os.environ.get("INVITETUI_STATE"):
        return Path(chosen)
    return _platform().user_state_path


def state_file() -> Path:
    """Return the file of what was chosen in the app: beside the backups, never in config.toml."""
    return state_folder() / "state.json"


def backups_folder() -> Path:
    """Return the folder under which each file has its folder of backups."""
    return state_folder() / "backups"


def locks_folder() -> Path:
    """Return the folder of the locks: never the data's own, which may be synced or shared."""
    return state_folder() / "locks"


def log_folder() -> Path:
    """Return the folder of the log."""
    return state_folder() / "log"


def key_of(path: Path) -> str:
    """Return a name that stands for the file at `path` however it is reached."""
    import hashlib  # noqa: PLC0415 - reading needs none

    target = os.path.realpath(path)
    digest = hashlib.blake2b(os.fsencode(target), digest_size=8).hexdigest()
    return f"{re.sub('[^A-Za-z0-9]+', '-', Path(target).stem)[:40]}-{digest}"


def _platform() -> PlatformDirs:
    import platformdirs  # noqa: PLC0415 - not needed where the file is named

    return platformdirs.PlatformDirs("invitetui", appauthor=False)
