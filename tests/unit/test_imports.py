"""Imports point downwards, and a start pays only for what it needs: proved in fresh processes."""

from __future__ import annotations

import ast
import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import invitetui
from invitetui.launch import FIRST_SHOWN

PACKAGE = Path(invitetui.__file__).parent
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages([str(PACKAGE)], "invitetui.")
    if not module.name.endswith(".__main__")
)
DOMAIN = [name for name in MODULES if name.startswith("invitetui.domain")]

EACH_ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for known in [known for known in sys.modules if known.split(".")[0] == "invitetui"]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {error!r}")
"""

LOADED = """
import importlib, json, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def run(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def loaded_by(*names: str) -> set[str]:
    """Return the modules that importing `names` brings into a fresh process."""
    found: list[str] = json.loads(run(LOADED, *names))
    return set(found)


def test_each_module_can_be_imported_first() -> None:
    """None leans on another having been imported before it: the package is forgotten before each."""
    assert run(EACH_ALONE, *MODULES) == ""


def test_the_command_line_pays_for_no_screen_no_date_parser_no_platform_no_lock_and_no_archive() -> None:
    late = {"textual", "rich", "arrow", "platformdirs", "filelock", "zipfile", "tomllib", "asyncio"}
    late |= {"csv", "dataclasses", "tinydb", "invitetui.domain.views", "invitetui.domain.stats"}
    assert loaded_by("invitetui.cli.group", "invitetui.cli.looking", "invitetui.domain.brief") & late == set()
    assert loaded_by("invitetui") & (late | {"click", "msgspec"}) == set()


def test_the_app_loads_figures_and_plots_only_when_their_tab_opens() -> None:
    late = {f"invitetui.domain.{name}" for name in "stats survival compare groups simulate findings".split()}
    late |= {"invitetui.ui.present.figures", "invitetui.ui.present.plots", "invitetui.ui.screens.figure"}
    assert loaded_by("invitetui.ui.app", "invitetui.launch") & late == set()
    assert late <= set(MODULES)


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("invitetui.session", {"session", "domain", "store"}),
        ("invitetui.settings", {"settings", "state", "domain"}),
        ("invitetui.state", {"state", "domain"}),
        ("invitetui.typed", {"typed", "domain"}),
        ("invitetui.clock", {"clock"}),
        ("invitetui.demo", {"demo", "domain"}),
        ("invitetui.collector", {"collector"}),
        ("invitetui.store.book_file", {"store", "collector", "domain"}),
        ("invitetui.sources.reconcile", {"sources", "collector", "domain"}),
    ],
)
def test_a_layer_loads_only_what_lies_below_it(name: str, below: set[str]) -> None:
    ours = {loaded.split(".")[1] for loaded in loaded_by(name) if loaded.startswith("invitetui.")}
    assert ours <= below


def test_the_domain_loads_no_other_layer_and_of_packages_only_msgspec() -> None:
    loaded = loaded_by(*DOMAIN)
    assert {name for name in loaded if name.startswith("invitetui.")} == {*DOMAIN}
    packages = {name.split(".")[0] for name in loaded} - {"invitetui"} - sys.stdlib_module_names
    assert packages - {"typing_extensions"} == {"msgspec"}, "msgspec loads the one where it is there"


@pytest.mark.parametrize("name", DOMAIN)
def test_a_module_of_the_domain_names_no_file_no_clock_and_no_platform(name: str) -> None:
    """By its source: the standard library's own modules may well load `os` behind it."""
    allowed = {
        "__future__", "bisect", "calendar", "collections", "dataclasses", "datetime", "enum", "functools",
        "hashlib", "heapq", "itertools", "math", "msgspec", "operator", "random", "re", "statistics",
        "typing", "unicodedata", "urllib", "zlib",
    }  # fmt: skip
    path = PACKAGE.joinpath(*name.split(".")[1:])
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(source.read_text(encoding="utf-8"))
    named = {module for node in ast.walk(tree) for module in names(node)}
    assert {module for module in named if not module.startswith("invitetui.domain")} <= allowed
    assert not any(reads_a_clock(node) for node in ast.walk(tree))


def names(node: ast.AST) -> set[str]:
    """Return the packages that an import statement names; our own in full."""
    given: list[Any] = []
    if isinstance(node, ast.Import):
        given = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        given = [node.module]
        if node.module == "invitetui.domain":
            return {f"invitetui.domain.{alias.name}" for alias in node.names}
    return {name if name.startswith("invitetui.") else name.split(".")[0] for name in given}


def reads_a_clock(node: ast.AST) -> bool:
    """Whether it is `datetime.now`, `date.today` or the like."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date", "time")
    )


DEMO = """
import json, os, sys
os.environ["TEXTUAL_DRIVER"] = "textual.drivers.headless_driver:HeadlessDriver"
sys.argv = ["invitetui", "--demo", "--now", "2026-11-23T10:00Z"]
from invitetui import cli, launch

def shown(app):
    print(json.dumps(sorted(sys.modules)))
    app.exit()

launch._settle = shown
cli.main()
"""
FIRST_FRAME = {
    "invitetui.cli": "group options",
    "invitetui": "clock collector demo launch log session settings state typed",
    "invitetui.domain": (
        "actions book carried invitation journal merge moments overlay pace pacing profile questions "
        "restrictions rules shelves snapshot standing text views words"
    ),
    "invitetui.store": (
        "beside book_file documents errors files history journal layout lines lock places reading schema "
        "storage table"
    ),
    "invitetui.ui": (
        "app browser bursts choosing commands drawing dropped failing look messages painting reading saving"
    ),
    "invitetui.ui.present": "calendar detail header pieces rows tour welcome",
    "invitetui.ui.screens": "beside filtering hands in_app lists main stats_tab weekly",
    "invitetui.ui.widgets": "counted days field invitation_table lines thin_scroll_bar walked",
}
"""By package, the modules of invitetui that its first frame needs: what joins them has to earn its place."""


def test_a_demo_loads_only_what_its_first_frame_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    loaded = set(json.loads(run(DEMO)))
    needed = {f"{package}.{name}" for package, names in FIRST_FRAME.items() for name in names.split()}
    packages = {package for name in needed for package in ("invitetui", name.rpartition(".")[0])}
    assert {name for name in loaded if name.split(".")[0] == "invitetui"} <= needed | packages
    assert loaded & {"arrow", "selectolax", "tomllib", "zipfile", "gzip", "unittest", "email"} == set()


LARGE = """
import os, sys
from pathlib import Path
os.environ["TEXTUAL_DRIVER"] = "textual.drivers.headless_driver:HeadlessDriver"
from tests.bench import books
book = books.write(3_000, Path(sys.argv[1]))
sys.argv = ["invitetui", "--file", str(book.tinydb), "--now", books.NOW.isoformat()]
from invitetui import cli
from invitetui.ui.reading import ReadingApp

def shown(app):
    print("filelock" in sys.modules, len(app.snapshot.book))
    app.exit()

ReadingApp.on_ready = shown
cli.main()
"""


def test_a_large_book_is_locked_with_its_rest_and_not_before_its_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("INVITETUI_STATE", str(tmp_path / "state"))
    assert run(LARGE, str(tmp_path)) == f"False {FIRST_SHOWN}\n"
