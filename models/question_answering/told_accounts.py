"""Accounts that requests tell: a customer's rows as of now, as one JSON object."""

from __future__ import annotations

import json
import math
from typing import Any, Final

import pandas as pd

from ..errors import InputError
from ..moments import reckons_with
from ..request_cells import texts_of
from ..told_lists import is_untold, name_of, seconds_of
from .account import Account, Order, Reminder, Wish
from .accounts import COLUMNS, NUMBERS, ORDERS, REMINDERS, TIMES, WISH_LISTS

COLUMN: Final = "account"
_ROW_TYPES: Final = {ORDERS: Order, WISH_LISTS: Wish, REMINDERS: Reminder}
_NEEDED: Final = {ORDERS: ("order_id", "product_id"), WISH_LISTS: ("product_id",), REMINDERS: ("reminder_id", "text")}
_IDS: Final = frozenset({"order_id", "product_id", "reminder_id"})
_CUSTOMER: Final = "customer_id"
_MOST: Final = 1e12  # of a price or of pieces; more is a slip, and sums of it are no numbers


def accounts_of(frame: pd.DataFrame, customers: list[str | None]) -> tuple[Account | None, ...]:
    """The accounts of a request frame, None where the cell is missing or empty.

    Args:
        frame: As the caller sent it.
        customers: Of the requests. A row of an account that names another customer is refused: somebody mixed up
            whose rows these are, and an answer from them would tell one customer of another.

    Raises:
        InputError: Cells are no such objects, or have rows of somebody else.
    """
    cells = texts_of(frame, COLUMN)
    found = [
        None if cell is None or is_untold(cell) else _account(cell, customer)
        for cell, customer in zip(cells, customers, strict=True)
    ]
    strange = [row for row, one in enumerate(found) if isinstance(one, str)]
    if strange:
        raise InputError(
            f"the request's column {COLUMN} holds {len(strange)} cells of {len(cells)} that cannot be used, the first, "
            f"in row {strange[0]}, "
            f'since {found[strange[0]]}; write them like {{"orders": [{{"order_id": "o1", "product_id": "p1", "time": '
            '"2026-01-31T18:30:00Z"}], "wish_lists": [], "reminders": []}, the rows of the request\'s customer alone, '
            "null where they are not told."
        )
    return tuple(None if isinstance(one, str) else one for one in found)


def _account(cell: str, customer: str | None) -> Account | str:
    try:
        read = json.loads(cell)
    except (ValueError, RecursionError):
        return "it is no JSON"
    if not isinstance(read, dict):
        return "it is no object"
    unknown = sorted(set(read) - set(_ROW_TYPES))
    if unknown:
        return f"it has {unknown[0]!r}, which is none of {', '.join(_ROW_TYPES)}"
    if customer is None:
        return "the request names no customer whose account it is"
    tables: list[list[Any]] = []
    for name in _ROW_TYPES:
        rows = _table(name, read.get(name), customer)
        if isinstance(rows, str):
            return f"of {name}, {rows}"
        tables.append(rows)
    return Account.of(*tables)


def _table(name: str, rows: Any, customer: str) -> list[Any] | str:
    if rows is None:
        return []
    if not isinstance(rows, list):
        return "it is no list"
    out = []
    for row in rows:
        if not isinstance(row, dict):
            return "an entry is no object"
        if row.get(_CUSTOMER) is not None and name_of(row[_CUSTOMER]) != customer:
            return "an entry is of another customer than the request's"
        cells = [_cell(column, row.get(column)) for column in COLUMNS[name]]
        for column, cell in zip(COLUMNS[name], cells, strict=True):
            if isinstance(cell, ValueError):
                return f"an entry's {column} is {cell}"
            if cell is None and column in _NEEDED[name]:
                return f"an entry has no {column}"
        out.append(_ROW_TYPES[name](*cells))
    return out


def _cell(column: str, cell: Any) -> Any:
    """A cell as rows hold it, or a ValueError that says what is wrong."""
    if column in TIMES:
        seconds = seconds_of(cell)
        return seconds if seconds is not None and reckons_with(seconds) else ValueError("no time from 1900 to 2199")
    if column in NUMBERS:
        number = math.nan if cell is None else cell
        good = isinstance(number, int | float) and not isinstance(number, bool)
        good = good and (0 <= number <= _MOST or math.isnan(number))
        return float(number) if good else ValueError("no number from 0 on")
    if cell is None:
        return None
    text = name_of(cell) if column in _IDS else cell
    if not isinstance(text, str):
        return ValueError("no text")
    return text.encode("utf-8", "replace").decode("utf-8").strip() or None
