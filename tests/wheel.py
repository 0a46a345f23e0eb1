"""Build wheel and sdist, and try the wheel like somebody who has only Python: `python -m tests.wheel`.

Builds both, asks twine whether an index would take them, looks for every file of the package in both,
and in a fresh virtual environment runs the version, an import, the plan and a calendar from the wheel.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tests import archives

ROOT = Path(__file__).parent.parent
NOW = "2026-11-23T10:00:00+01:00"


def run(*command: object, folder: Path, **environment: str) -> str:
    """Run a command and return what it says; one that fails ends the check with all it said."""
    ran = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def package_files() -> set[str]:
    """Return what has to be in the package: every module, the styles and the type marker."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "invitetui").rglob("*")
        if path.suffix in (".py", ".tcss", ".typed")
    }


def missing(wheel: Path, sdist: Path) -> list[str]:
    """Return what is not in one of them."""
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as held:
        in_sdist = {name.partition("/")[2] for name in held.getnames()}
    wanted = package_files() | {"README.md", "LICENSE", "pyproject.toml"}
    return [
        *(f"{name} is not in the wheel" for name in sorted(package_files() - in_wheel)),
        *(f"{name} is not in the sdist" for name in sorted(wanted - in_sdist)),
    ]


def try_out(wheel: Path, folder: Path) -> None:
    """Install the wheel where nothing else is, and plan from an archive."""
    venv.create(folder / "fresh", with_pip=True)
    programs = folder / "fresh" / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, folder=folder)
    now = datetime.fromisoformat(NOW).astimezone(UTC)
    (folder / "archive.zip").write_bytes(archives.archive(archives.made_up(200, now, seed=3)).zipped())
    home = {
        "HOME": str(folder),
        "INVITETUI_FILE": str(folder / "book.json"),
        "INVITETUI_STATE": str(folder / "state"),
        "INVITETUI_CONFIG": str(folder / "config.toml"),
    }
    program = programs / "invitetui"
    print(run(program, "--version", folder=folder, **home).strip())
    print(run(program, "--now", NOW, "import", "archive.zip", folder=folder, **home).strip())
    print(run(program, "--now", NOW, "plan", "--days", 3, folder=folder, **home).strip())
    print(run(program, "--now", NOW, "plan", "--ics", "plan.ics", folder=folder, **home).strip())
    print(run(programs / "python", "-m", "invitetui", "--now", NOW, "due", folder=folder, **home).strip())


def main() -> None:
    """Build, look, try out."""
    with tempfile.TemporaryDirectory(prefix="invitetui-wheel-") as made:
        folder = Path(made)
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, folder=folder)
        (wheel,) = (folder / "dist").glob("*.whl")
        (sdist,) = (folder / "dist").glob("*.tar.gz")
        print(run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist, folder=folder).strip())
        if lacking := missing(wheel, sdist):
            raise SystemExit("\n".join(lacking))
        print(f"{wheel.name}: {len(package_files())} files of the package, {wheel.stat().st_size:,} bytes")
        try_out(wheel, folder)


if __name__ == "__main__":
    main()
