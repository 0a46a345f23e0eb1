"""The floor: the least that a four-tab Textual app can be, fifty rows in each tab and no data to read."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, TabbedContent, TabPane

TABS = ("Sent", "Stale", "Cooling Down", "Stats")


class FloorApp(App[None]):
    """Four tables, a footer, nothing else."""

    BINDINGS = [  # noqa: RUF012  # as in any small Textual app
        ("q", "quit", "Quit"),
        *((str(number), f"show_tab({number})", tab) for number, tab in enumerate(TABS, 1)),
    ]

    def compose(self) -> ComposeResult:
        with TabbedContent():
            for tab in TABS:
                with TabPane(tab):
                    yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        for table in self.query(DataTable):
            table.add_columns("Name", "Headline", "Sent", "State")
            table.add_rows(
                (f"Floor{row:03}", "Engineer at Kiln", f"{row} days", "fresh") for row in range(50)
            )

    def action_show_tab(self, number: int) -> None:
        self.query_one(TabbedContent).active = f"tab-{number}"


if __name__ == "__main__":
    FloorApp().run()
