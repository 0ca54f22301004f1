"""Which column of a file is which column of the contract."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contracts.contract import Table
from infra.errors import DataError


@dataclass(frozen=True)
class Header:
    """Positions of the declared columns in a file, and the names that the contract does not know."""

    positions: dict[str, int]
    ignored: tuple[str, ...]


def match(found: Sequence[str], table: Table, where: str, count_rows: Callable[[], int]) -> Header:
    """Match names without regard to case and surrounding space.

    Args:
        found: Names as the file has them.
        where: Table and file, for messages.
        count_rows: Called only for a message; rows of the file.

    Raises:
        DataError: A required column is missing, a declared one is there twice, or none is there at all.
    """
    cleaned = [name.strip().strip("\ufeff").casefold() for name in found]
    positions: dict[str, int] = {}
    for column in table.columns:
        places = [at for at, name in enumerate(cleaned) if name == column.name.casefold()]
        if len(places) > 1:
            raise DataError(f"{where} has column {column.name} {len(places)} times.", "Leave the one that is meant.")
        if places:
            positions[column.name] = places[0]
    missing = [column.name for column in table.columns if column.required and column.name not in positions]
    if not positions and not missing:
        raise DataError(
            f"{where} ({count_rows():,} rows) has none of the columns {', '.join(c.name for c in table.columns)}; "
            f"found: {_shown(found)}.",
            "Rename its columns; the first line of a csv has to be the header.",
        )
    if missing:
        raise _missing(missing, found, where, count_rows())
    known = {column.name.casefold() for column in table.columns}
    ignored = tuple(name for name, clean in zip(found, cleaned, strict=True) if clean not in known)
    return Header(positions, ignored)


def _missing(missing: list[str], found: Sequence[str], where: str, rows: int) -> DataError:
    hints = []
    for name in missing:
        near = difflib.get_close_matches(name.casefold(), [other.casefold() for other in found], n=1, cutoff=0.6)
        if near:
            original = next(other for other in found if other.casefold() == near[0])
            hints.append(f"{original!r} comes nearest to {name}")
    columns = "column" if len(missing) == 1 else "columns"
    return DataError(
        f"{where} ({rows:,} rows) lacks the {columns} {', '.join(missing)}; found: {_shown(found)}."
        + (f" {'; '.join(hints)}." if hints else ""),
        f"Add or rename the {columns}; the first line of a csv has to be the header.",
    )


def _shown(found: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in list(found)[:30]) or "none"
