"""A contract for people: on the terminal, as Markdown, and as blank tables to fill."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from contracts import wording
from contracts.contract import Column, Contract, Media, Table
from contracts.rules import row_rules
from infra.errors import DataError

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADINGS = ("column", "type", "must be there", "may be empty", "unit", "meaning")


def describe(contract: Contract) -> RenderableType:
    """All tables with columns, types, units, keys and rules, to be printed by rich."""
    from rich import box
    from rich.console import Group
    from rich.markup import escape
    from rich.table import Table as Grid

    parts: list[RenderableType] = [escape(contract.summary)]
    for table in contract.tables:
        title = f"{table.name} ({_presence(table, contract)})"
        grid = Grid(title=title, title_justify="left", caption_justify="left", box=box.SIMPLE)
        for heading in HEADINGS:
            grid.add_column(heading)
        for column in table.columns:
            grid.add_row(*(escape(cell) for cell in _cells(column)))
        rules = "\n".join(f"- {escape(line)}" for line in _rules(table))
        parts.extend((grid, escape(f"{table.description} {_key(table)}{_known(table)}"), f"{rules}\n"))
    parts.extend(escape(f"{media.name}: {_about(media)}\n") for media in contract.media)
    parts.extend(escape(line) for line in _overall(contract))
    return Group(*parts)


def as_markdown(contract: Contract) -> str:
    """The same, for documentation."""
    lines = [f"# {contract.use_case}", "", contract.summary, ""]
    for table in contract.tables:
        about = f"{table.description} ({_presence(table, contract)}) {_key(table)}{_known(table)}"
        lines += [f"## {table.name}", "", about, ""]
        lines += [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}"]
        lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in _cells(c))} |" for c in table.columns]
        lines += ["", *(f"- {line}" for line in _rules(table)), ""]
    for media in contract.media:
        lines += [f"## {media.name}", "", _about(media), ""]
    return "\n".join([*lines, *_overall(contract), ""])


def blank(contract: Contract, directory: Path) -> list[Path]:
    """Write one csv a table that holds the header alone.

    Raises:
        DataError: A file of that name exists already; then none is written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    paths = [directory / f"{table.name}.csv" for table in contract.tables]
    existing = [path.name for path in paths if path.exists()]
    if existing:
        raise DataError(f"{directory} already holds {', '.join(existing)}.", "Name another directory.")
    for table, path in zip(contract.tables, paths, strict=True):
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(column.name for column in table.columns)
    return paths


def _cells(column: Column) -> tuple[str, ...]:
    examples = f" E.g. {', '.join(column.examples)}." if column.examples else ""
    return (
        column.name,
        column.kind.value,
        "yes" if column.required else "no",
        "yes" if column.nullable else "no",
        column.unit,
        column.description + examples,
    )


def _about(media: Media) -> str:
    needed = "required" if media.required else "optional"
    return (
        f"{media.description} ({needed}) Beside the tables, in a directory {media.name}/ or in uncompressed tar files, "
        f"{media.name}.tar or {media.name}-*.tar."
    )


def _presence(table: Table, contract: Contract) -> str:
    if table.required:
        return "required"
    groups = [group for group in contract.one_of if table.name in group]
    return f"one of {', '.join(groups[0])} is required" if groups else "optional"


def _key(table: Table) -> str:
    return f"Key: {', '.join(table.key)}." if table.key else "No key."


def _known(table: Table) -> str:
    if not table.known_at:
        return ""
    otherwise = f", where that is missing from its {table.known_at_else} on" if table.known_at_else else ""
    return f" A row counts as known from its {table.known_at} on{otherwise} (--as-of)."


def _rules(table: Table) -> Iterator[str]:
    for rule in row_rules(table):
        # That cells hold their column's type is said by the column itself.
        if rule.check != "type":
            yield f"{wording.row_rule(rule)}: {rule.because}. Rows that break it are set aside."
    for whole in table.table_rules:
        yield f"{wording.table_rule(whole)}: {whole.because}. Else the run stops."


def _overall(contract: Contract) -> list[str]:
    share = f"{contract.max_rejected_share:.0%}"
    return [
        f"A run stops where more than {share} of a table's rows are set aside.",
        "Each table is a file of its name (parquet, csv or tsv; also gz, zst, xz, bz2) or a directory of parts. "
        "Column names are matched without regard to case; columns not listed are ignored and reported.",
    ]
