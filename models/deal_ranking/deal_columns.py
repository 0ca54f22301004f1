"""Content of deals as columns: a field is an array of numbers or seconds with NaN, or a list with None."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .deal_fields import PRODUCTS, products_of

Ints = npt.NDArray[np.int64]
Columns = dict[str, Any]


def taken(columns: Columns, rows: Ints) -> Columns:
    """Content of some of the deals that columns tell of."""
    at = rows.tolist()
    return {
        name: column[rows] if isinstance(column, np.ndarray) else [column[one] for one in at]
        for name, column in columns.items()
    }


def readable(columns: Columns, rows: Ints) -> Columns:
    """Content of some of the deals, their products as lists."""
    found = taken(columns, rows)
    cells = found[PRODUCTS]
    told = [at for at, cell in enumerate(cells) if isinstance(cell, str)]
    read = dict(zip(told, products_of([cells[at] for at in told]), strict=True))
    return found | {PRODUCTS: [read.get(at, cell) for at, cell in enumerate(cells)]}


def filled(columns: Columns, stored: Columns, known: Ints) -> Columns:
    """Columns in which what is not told is taken from others.

    Args:
        columns: Of objects.
        stored: Of some of them; (known,) each.
        known: Which ones; (known,).
    """
    found: Columns = {}
    for name, column in columns.items():
        if isinstance(column, np.ndarray):
            found[name] = column.copy()
            blank = np.isnan(column[known])
            found[name][known[blank]] = stored[name][blank]
        else:
            found[name] = list(column)
            for place, cell in zip(known.tolist(), stored[name], strict=True):
                found[name][place] = cell if column[place] is None else column[place]
    return found


def joined(columns: Columns, others: Columns) -> Columns:
    """These deals, then the others."""
    return {
        name: np.append(column, others[name]) if isinstance(column, np.ndarray) else [*column, *others[name]]
        for name, column in columns.items()
    }


def put(columns: Columns, rows: Ints, others: Columns) -> Columns:
    """Content in which some deals are others; (rows,) each of these."""
    found: Columns = {}
    for name, column in columns.items():
        found[name] = column.copy()
        for at, row in enumerate(rows.tolist()):
            found[name][row] = others[name][at]
    return found


def differ(columns: Columns, others: Columns) -> npt.NDArray[np.bool_]:
    """Whether two tellings of each deal are not the same; (deals,)."""
    found = np.zeros(len(columns["deal_id"]), dtype=bool)
    for name, column in columns.items():
        if isinstance(column, np.ndarray):
            found |= ~((column == others[name]) | (np.isnan(column) & np.isnan(others[name])))
        else:
            found |= np.array([one != other for one, other in zip(column, others[name], strict=True)], dtype=bool)
    return found
