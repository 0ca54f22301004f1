"""New exposures and redemptions as a shop logs them, read or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..moments import seconds_of
from .deal_fields import id_of, shown

_KEYS: Final = ("customer_id", "deal_id", "time")

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Logged:
    """Rows of a table, in the order of time.

    Attributes:
        customers, deals: Ids; one a row.
        seconds: Since 1970; (rows,).
        ranks: As shown, from 1, NaN where not known; (rows,).
    """

    customers: list[str]
    deals: list[str]
    seconds: Numbers
    ranks: Numbers

    def __len__(self) -> int:
        return len(self.deals)

    def take(self, rows: Ints) -> Logged:
        """Some of them."""
        at = rows.tolist()
        customers, deals = [self.customers[one] for one in at], [self.deals[one] for one in at]
        return Logged(customers, deals, self.seconds[rows], self.ranks[rows])


def logged(table: pd.DataFrame, name: str) -> Logged:
    """A table of exposures or redemptions.

    Args:
        table: With customer_id, deal_id, time; rank where it is known.
        name: Of the table, for errors.

    Raises:
        InputError: A column is missing or there twice, or cells are empty or cannot be read.
    """
    check_table(table, name, _KEYS)
    for key in _KEYS:
        empty = int(table[key].isna().sum())
        if empty:
            raise InputError(f"the table {name}, column {key}: {empty} of {len(table)} cells are empty; fill or drop.")
    try:
        seconds = seconds_of(pd.to_datetime(table["time"], utc=True, format=None if _timed(table) else "ISO8601"))
    except (ValueError, TypeError) as error:
        raise InputError(f"the table {name}, column time, holds cells that are no times: {error}") from error
    rows = Logged(_ids(table, name, "customer_id"), _ids(table, name, "deal_id"), seconds, _ranks(table, name))
    return rows.take(np.argsort(seconds, kind="stable"))


def check_table(table: Any, name: str, keys: Sequence[str]) -> None:
    """Refuse what is no table, or has a column twice or not at all.

    Args:
        table: As it was given.
        name: Of the table, for errors.
        keys: Columns that it needs.

    Raises:
        InputError: It is one of these.
    """
    if not isinstance(table, pd.DataFrame):
        kind = type(table).__name__
        raise InputError(f"the table {name} is of type {kind}; give a data frame, without rows for none.")
    twice = [str(one) for one in table.columns[table.columns.duplicated()].unique()]
    if twice:
        raise InputError(f"the table {name} ({len(table)} rows) has columns twice: {', '.join(twice)}; give each once.")
    missing = [key for key in keys if key not in table.columns]
    if missing:
        raise InputError(f"the table {name} ({len(table)} rows) has no column {', '.join(missing)}; add it.")


def _timed(table: pd.DataFrame) -> bool:
    return bool(pd.api.types.is_datetime64_any_dtype(table["time"]))


def _ids(table: pd.DataFrame, name: str, key: str) -> list[str]:
    cells = table[key].tolist()
    names = [id_of(cell) for cell in cells]
    strange = [cell for cell, one in zip(cells, names, strict=True) if not one]
    if strange:
        raise InputError(
            f"the table {name}, column {key}: {len(strange)} of {len(table)} cells are no ids, the first is "
            f"{shown(strange[0])}; give text or whole numbers."
        )
    return [str(one) for one in names]


def _ranks(table: pd.DataFrame, name: str) -> Numbers:
    if "rank" not in table.columns:
        return np.full(len(table), np.nan)
    told = table["rank"]
    ranks = pd.to_numeric(told, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    strange = np.flatnonzero(told.notna().to_numpy(dtype=bool) & ~((ranks >= 1) & np.isfinite(ranks)))
    if len(strange):
        raise InputError(
            f"the table {name}, column rank: {len(strange)} of {len(table)} cells are no numbers from 1 on, the first "
            f"is {shown(told.tolist()[int(strange[0])])}; give the place from the top, nothing where it is not known."
        )
    return ranks
