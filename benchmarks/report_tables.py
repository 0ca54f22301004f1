"""Tables in plain text that can be pasted into a report."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import MARKDOWN
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

WIDTH = 200  # characters; tables are as wide as their content, and are not to wrap in a pipe
out = Console(width=WIDTH, highlight=False, markup=False)


def framed(title: str, table: Table, caption: str = "") -> Group:
    """A table under its title, with a line below it."""
    return Group(Text(title), "", table, *([Text(caption)] if caption else []), "")


def plain_table(columns: Iterable[str]) -> Table:
    """A table of text in the first column and numbers in the others."""
    table = Table(box=MARKDOWN)
    for position, name in enumerate(columns):
        table.add_column(name, no_wrap=True, justify="left" if position == 0 else "right")
    return table
