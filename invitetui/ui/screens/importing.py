"""Import: name or pick a file, see what it would change, then take it over as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text, TextType
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import DirectoryTree, Input

from invitetui.domain.text import clean
from invitetui.session import Foreseen
from invitetui.sources.archive import read, read_bytes
from invitetui.sources.reconcile import reconcile
from invitetui.sources.reconciled import Reconciled
from invitetui.sources.seen import Seen, SourceError
from invitetui.sources.unpack import saved_at
from invitetui.ui.dropped import completed, dropped, path_of
from invitetui.ui.present.pieces import Line, Role, cut, meter, wrapped
from invitetui.ui.present.preview import preview
from invitetui.ui.screens.in_app import InApp
from invitetui.ui.screens.once import Once
from invitetui.ui.widgets.field import Field
from invitetui.ui.widgets.lines import Lines

READS = (
    "What LinkedIn gave you: the ZIP archive, its unpacked folder, Invitations.csv, Connections.csv, "
    "messages.csv, an export of invitetui, any table of names and days, the Sent page saved as HTML; "
    "or paste the text copied from the Sent page right here"
)
NEXT = "paste the Sent page, which alone says who is still pending"
READABLE = frozenset({".zip", ".csv", ".json", ".html", ".htm"})


class Picker(DirectoryTree):
    """Folders, and the files that may be an export; their names are data, never markup."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out hidden files and those that can't be one."""
        return [
            path
            for path in paths
            if not path.name.startswith(".") and (self._safe_is_dir(path) or path.suffix.lower() in READABLE)
        ]

    def process_label(self, label: TextType) -> Text:
        """Return a file's name as it is."""
        return Text(clean(label if isinstance(label, str) else label.plain))


class PathField(Field):
    """Takes a path; what is more than that, or a file dropped onto the terminal, is the screen's.

    `tab` completes what is typed, as a shell does; where there is nothing to complete it goes on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("tab", "complete", "complete")]

    def action_complete(self) -> None:
        """Write what all the files go on with that begin as what is typed."""
        if (whole := completed(self.value)) != self.value:
            self.value = whole
            self.cursor_position = len(whole)
        else:
            self.screen.focus_next()

    def on_paste(self, event: events.Paste) -> None:
        """Hand on what is no part of a path that is being typed."""
        if is_for_screen(event.text):
            event.prevent_default()  # and let it bubble
        else:
            event.stop()


class ImportScreen(Once, InApp, Screen[str | None]):
    """Answers with what was imported, in words; None where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "back", "back"), ("enter", "apply", "import")]

    def __init__(self, path: Path | None = None) -> None:
        """Ask for the file; with a path, whether it is that one."""
        super().__init__()
        self._path = path
        self._ready: Reconciled | None = None
        self._what = ""
        self._working = False

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Lines(id="import-title")
        with Vertical(id="import-pick"):
            yield PathField(
                placeholder="path of the archive, its folder, or a CSV file", id="path", compact=True
            )
            yield Picker(start_folder(self.invitetui.start_in), id="picker")
        yield Lines(id="import-progress")
        with VerticalScroll(id="import-preview"):
            yield Lines(id="import-lines")
        yield Lines(id="import-keys")

    def on_mount(self) -> None:
        """Ask for the file."""
        self._ask()
        if self._path is not None:
            self._fill_in(self._path)

    def _ask(self) -> None:
        self._ready = None
        self.query_one("#import-pick").display = True
        self.query_one("#import-preview").display = False
        self.set_focus(self.query_one("#path", Input))
        self._tell_keys()

    def on_descendant_focus(self) -> None:
        """Say what the keys do where they act now."""
        if self._ready is None:
            self._tell_keys()

    def _tell_keys(self) -> None:
        if isinstance(self.focused, Picker):
            told = [("enter", "open the folder or read the file"), ("tab", "type a path"), ("esc", "back")]
        else:
            told = [("enter", "read it"), ("tab", "complete it, or to the files"), ("esc", "back")]
        self._keys(told)

    def _keys(self, keys: list[tuple[str, str]]) -> None:
        line: Line = []
        for key, word in keys:
            line += [(f" {key} ", Role.KEY), (f"{word}  ", Role.DIM)]
        self.query_one("#import-keys", Lines).show([line])

    def _progress(self, lines: list[Line]) -> None:
        self.query_one("#import-progress", Lines).show(lines)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file that was named; a path dropped onto the terminal may come in quotes."""
        if event.value.strip():
            self.read_path(path_of(event.value))

    def on_paste(self, event: events.Paste) -> None:
        """Read the text of the Sent page; the path of a file that was dropped goes into the field."""
        event.stop()
        if (path := dropped(event.text)) is not None:
            # Not read at once: the `enter` that many type after it would take what nobody has looked at.
            self._fill_in(path)
        elif event.text.strip():
            text = event.text
            self._begin("what was pasted", partial(self._read_text, text))

    def _fill_in(self, path: Path) -> None:
        field = self.query_one("#path", Input)
        field.value = str(path)
        field.cursor_position = 0
        field.focus()
        self.call_after_refresh(field.action_end)  # once it is as wide as the path, so that its end shows

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Read the file that was picked."""
        self.read_path(event.path)

    @property
    def ready(self) -> bool:
        """Whether a source was read and its preview is on the screen."""
        return self._ready is not None

    def read_path(self, path: Path) -> None:
        """Read the file or folder at `path`, in a thread, and show what it would change."""
        self._begin(clean(path.name), partial(self._read_path, path))

    def _begin(self, what: str, work: Callable[[], Seen]) -> None:
        if not self._working:
            self._working = True
            self.invitetui.look()  # what is pasted was taken at this moment
            self._progress([[(f" Reading {cut(what, 60)}", Role.PLAIN)]])
            self.run_worker(partial(self._compare, work), thread=True, group="import")

    def _read_path(self, path: Path) -> Seen:
        snapshot = self.invitetui.session.snapshot
        return read(
            path,
            lambda done, total: self.tell(self._show_progress, done / total if total else 1.0),
            now=saved_at(path, snapshot.now),
            guess=True,
            zone=snapshot.zone,
        )

    def _read_text(self, text: str) -> Seen:
        now, zone = self.invitetui.session.snapshot.now, self.invitetui.session.snapshot.zone
        data = text.encode("utf-8", "replace")
        return read_bytes(data, "what was pasted", now=now, guess=True, zone=zone)

    def _compare(self, work: Callable[[], Seen]) -> None:
        """In a thread: read the source and compare it with the book."""
        try:
            seen = work()
        except SourceError as error:
            self.tell(self._refuse, str(error))
            return
        self.tell(self._show_progress, 1.0)
        snapshot = self.invitetui.session.snapshot
        found = reconcile(snapshot.book, seen, snapshot.now, snapshot.rules)
        self.tell(self._preview, seen.what, found)

    def _show_progress(self, share: float) -> None:
        if share < 1:
            self._progress([[(" Reading ", Role.PLAIN), *meter(share, 30)]])
        else:
            self._progress([[(" Comparing it with your book", Role.PLAIN)]])

    def _refuse(self, reason: str) -> None:
        """Say why, and ask again."""
        self._working = False
        width = max(20, self.size.width - 2)
        self._progress([[(" " + line, Role.TROUBLE)] for line in wrapped(reason, width)])

    def _preview(self, what: str, found: Reconciled) -> None:
        """Show what it would change."""
        self._working = False
        self._ready, self._what = found, what
        self._progress([])
        self.query_one("#import-pick").display = False
        self.query_one("#import-preview").display = True
        self._show_preview()
        self.set_focus(self.query_one("#import-preview"))
        if self._ready:
            self._keys([("enter", "import this"), ("esc", "another file")])
        else:
            self._keys([("esc", "another file")])

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        told = wrapped(READS, max(20, self.size.width - 2))
        self.query_one("#import-title", Lines).show(
            [[(" Import", Role.STRONG)], *([(f" {line}", Role.DIM)] for line in told)]
        )
        self._show_preview()

    def _show_preview(self) -> None:
        if self._ready is not None:
            lines = preview(self._ready, self._what, self.invitetui.session.snapshot, self.size.width - 4)
            self.query_one("#import-lines", Lines).show(lines)

    def action_apply(self) -> None:
        """Back the book up, then take the import over as one step."""
        if self._ready and not self._working:
            self._working = True
            self.run_worker(self._back_up, thread=True, group="import")

    def _back_up(self) -> None:
        """In a thread: keep a copy, and work out what a large import makes of the book."""
        failure = self.invitetui.back_up("import")
        step = self.invitetui.session.foreseen(self._ready.action) if self._ready else None
        warning = f" · no backup could be made: {failure}" if failure else ""
        self.tell(self._apply, step, warning)

    def _apply(self, step: Foreseen | None, warning: str) -> None:
        if self._ready is not None and step is not None:
            change = self.invitetui.apply(step)
            asks = f" · {self.key('questions')} answers the questions" if self._ready.unclear else ""
            then = f" · next {self.key('import')}: {NEXT}" if self._ready.lacks_page else ""
            self.dismiss(f"{self.undoable(change)}{asks}{warning or then}")

    def action_back(self) -> None:
        """From the preview to the question, from the question to the list."""
        if self._ready is not None and not self._working:
            self._ask()
        elif not self._working:
            self.dismiss(None)


def is_for_screen(text: str) -> bool:
    """Return whether pasted text is a whole page or a file that was dropped, and no piece of a path."""
    return len(text.strip().splitlines()) > 1 or dropped(text) is not None


def start_folder(given: Path | None) -> Path:
    """Return where the file picker starts: downloads, where there are any, else the home folder."""
    downloads = Path.home() / "Downloads"
    return given or (downloads if downloads.is_dir() else Path.home())
