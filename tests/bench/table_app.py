"""The obvious way: read the whole book and put every row, or the newest few, into a DataTable."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer


class TableApp(App[None]):
    """One table and a footer, with the keys of a pager."""

    BINDINGS = [  # noqa: RUF012  # as in any small Textual app
        ("q", "quit", "Quit"),
        ("j", "table('cursor_down')", "Down"),
        ("k", "table('cursor_up')", "Up"),
        ("g", "table('scroll_top')", "Top"),
        ("G", "table('scroll_bottom')", "Bottom"),
    ]

    def __init__(self, book: Path, rows: int | None) -> None:
        super().__init__()
        self._book = book
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        invites = msgspec.json.decode(self._book.read_bytes())["invites"].values()
        newest = sorted(invites, key=lambda invite: str(invite["sent_earliest"]), reverse=True)
        table = self.query_one(DataTable)
        table.add_columns("Name", "Headline", "Sent", "State")
        for invite in newest[: self._rows]:
            events = invite.get("events")
            state = events[-1]["kind"] if events else "pending"
            table.add_row(invite["name"], invite["headline"], invite["sent_earliest"], state)

    def action_table(self, action: str) -> None:
        getattr(self.query_one(DataTable), f"action_{action}")()


if __name__ == "__main__":
    TableApp(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None).run()
