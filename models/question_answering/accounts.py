"""Accounts of all customers as of training: the rows of one are taken before anything is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .account import Account, Order, Reminder, Wish

ORDERS, WISH_LISTS, REMINDERS = "orders", "wish_lists", "reminders"
COLUMNS: Final = {
    ORDERS: ("order_id", "product_id", "time", "status", "expected", "delivered", "quantity", "price"),
    WISH_LISTS: ("product_id", "list", "time"),
    REMINDERS: ("reminder_id", "text", "due", "product_id"),
}
TIMES: Final = frozenset({"time", "expected", "delivered", "due"})
NUMBERS: Final = frozenset({"quantity", "price"})
_NEEDED: Final = {ORDERS: ("order_id", "product_id"), WISH_LISTS: ("product_id",), REMINDERS: ("reminder_id", "text")}
_MICROSECONDS: Final = 1e6


@dataclass(frozen=True)
class Rows:
    """A table sorted by customer.

    Attributes:
        starts: First row of each customer, and the end of the last; (customers + 1,).
        columns: Cells; texts None and numbers NaN where missing.
    """

    starts: npt.NDArray[np.int64]
    columns: dict[str, npt.NDArray[Any]]

    def of(self, place: int) -> list[tuple[Any, ...]]:
        """The rows of one customer, in the order of `columns`."""
        mine = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return list(zip(*(column[mine].tolist() for column in self.columns.values()), strict=True))


@dataclass(frozen=True)
class Accounts:
    """All accounts.

    Attributes:
        places: Of each customer in the tables.
        orders, wish_lists, reminders: Their rows.
    """

    places: dict[str, int]
    orders: Rows
    wish_lists: Rows
    reminders: Rows

    @classmethod
    def fit(cls, tables: dict[str, pd.DataFrame]) -> Self:
        """From the contract's tables; one that is not there is empty.

        Args:
            tables: By name (orders, wish_lists, reminders): `customer_id` and `COLUMNS`; times are of dtype
                datetime64. Rows without a customer, or without what a row has to have, are nobody's and left out.
        """
        kept = {name: _kept(tables.get(name), name) for name in COLUMNS}
        customers = sorted({one for table in kept.values() for one in table["customer_id"].tolist()})
        places = {customer: place for place, customer in enumerate(customers)}
        return cls(places, *(_rows(table, name, customers) for name, table in kept.items()))

    @cached_property
    def as_of(self) -> float:
        """The newest time in the rows of all customers, seconds since 1970; NaN where there is none."""
        columns = (self.orders.columns["time"], self.orders.columns["delivered"], self.wish_lists.columns["time"])
        times = np.concatenate(columns).astype(np.float64)
        return float(np.nanmax(times)) if np.isfinite(times).any() else np.nan

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote, or the tables of the examples: parquet files of the tables' names."""
        found = {name: directory / f"{name}.parquet" for name in COLUMNS}
        return cls.fit({name: pd.read_parquet(path) for name, path in found.items() if path.is_file()})

    def save(self, directory: Path) -> None:
        """Write the tables into a directory."""
        customers = np.array(list(self.places), dtype=object)
        for name, rows in zip(COLUMNS, (self.orders, self.wish_lists, self.reminders), strict=True):
            owners = np.repeat(customers, np.diff(rows.starts))
            columns = {column: _stored(column, cells) for column, cells in rows.columns.items()}
            pd.DataFrame({"customer_id": pd.array(owners, dtype="str"), **columns}).to_parquet(
                directory / f"{name}.parquet", index=False
            )

    def of(self, customer: str | None) -> Account | None:
        """The rows of one customer; None where the customer is not known."""
        place = None if customer is None else self.places.get(customer)
        if place is None:
            return None
        return Account.of(
            [Order(*row) for row in self.orders.of(place)],
            [Wish(*row) for row in self.wish_lists.of(place)],
            [Reminder(*row) for row in self.reminders.of(place)],
        )


def _kept(table: pd.DataFrame | None, name: str) -> pd.DataFrame:
    columns = ("customer_id", *COLUMNS[name])
    given = pd.DataFrame() if table is None else table
    whole = given.reindex(columns=list(columns))
    whole["customer_id"] = whole["customer_id"].astype("str")
    there = whole[["customer_id", *_NEEDED[name]]].notna().all(axis=1)
    return whole[there].sort_values("customer_id", kind="stable")


def _rows(table: pd.DataFrame, name: str, customers: Sequence[str]) -> Rows:
    owner = pd.Index(customers).get_indexer(pd.Index(table["customer_id"]))
    starts = np.searchsorted(owner, np.arange(len(customers) + 1)).astype(np.int64)
    return Rows(starts, {column: _cells(column, table[column]) for column in COLUMNS[name]})


def _cells(name: str, column: pd.Series[Any]) -> npt.NDArray[Any]:
    if name in TIMES:
        times = pd.to_datetime(column, utc=True)
        micro = times.to_numpy(dtype="datetime64[us]").astype(np.int64)
        return np.where(times.isna().to_numpy(), np.nan, micro / _MICROSECONDS)
    if name in NUMBERS:
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.array([None if pd.isna(cell) else str(cell) for cell in column.tolist()] or [], dtype=object)


def _stored(name: str, cells: npt.NDArray[Any]) -> Any:
    if name in TIMES:
        # the time is told to the microsecond, which a float of seconds holds
        return pd.to_datetime(np.round(cells * _MICROSECONDS), unit="us", utc=True).as_unit("us")
    return cells if name in NUMBERS else pd.array(cells, dtype="str")
