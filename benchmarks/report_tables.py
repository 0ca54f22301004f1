"""Tables in plain text that can be pasted into a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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


def with_ends(measure: dict[str, Any], digits: int = 3) -> str:
    """A value with its interval; empty where undefined."""
    if measure["value"] is None:
        return ""
    ends = "" if measure["low"] is None else f" ({measure['low']:.{digits}f}-{measure['high']:.{digits}f})"
    return f"{measure['value']:.{digits}f}{ends}"


def costs_of_steps(costs: dict[str, Any]) -> Group:
    """Seconds and memory of the steps of a flow, as `step_costs` keeps them."""
    table = plain_table(["step", "seconds", "peak MB"])
    for step, cost in costs.items():
        peaks = [cost.get(name) for name in ("own_peak_mb", "children_peak_mb")]
        cells = (cost["seconds"], max((peak for peak in peaks if peak), default=None))
        table.add_row(step, *("-" if value is None else f"{value:,.0f}" for value in cells))
    return framed("What the steps cost", table)


def rows_set_aside(table_name: str, kinds: dict[str, Any], told: str) -> Group:
    """What is wrong with the rows of a table, and how many of them validation set aside.

    Args:
        table_name: Of the contract.
        kinds: By what is wrong `planted` and `set_aside`.
        told: What to know of it.
    """
    table = plain_table(["what is wrong", "rows", "set aside", "share"])
    for what, one in kinds.items():
        share = f"{one['set_aside'] / one['planted']:.2%}"
        table.add_row(what, f"{one['planted']:,}", f"{one['set_aside']:,}", share)
    return framed(f"{table_name}: what the simulator broke, and what validation set aside", table, told)
