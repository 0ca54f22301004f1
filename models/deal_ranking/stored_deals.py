"""Deals that the bundle holds, as they were told: objects in requests that name one need not tell all of it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..moments import seconds_of, times_of
from .campaigns import sizes_of
from .deal_columns import Columns, filled, joined, readable, taken
from .deal_fields import CONTENT, PRODUCTS, TIMES, column_of

FILE: Final = "stored_deals.parquet"

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class StoredDeals:
    """Content of deals by position.

    Attributes:
        columns: By name, as `deal_fields.column_of` gives them, without products.
        products: Text of each deal's product ids, None where there are none; read when they are asked for.
        row: Position of each deal.
    """

    columns: Columns
    products: list[str | None]
    row: dict[str, int]

    def __len__(self) -> int:
        return len(self.row)

    @classmethod
    def of(cls, deals: pd.DataFrame) -> Self:
        """From a contract table of deals; columns that it has not are not told of any deal.

        Raises:
            InputError: An id is missing or occurs twice, or cells cannot be read.
        """
        cells = {name: _cells(deals, name) for name in CONTENT}
        columns = {
            name: seconds_of(deals[name]) if _are_times(deals, name) else column_of(name, cells[name])
            for name in CONTENT
        }
        for name, column in columns.items():
            if isinstance(column, str):
                raise InputError(f"the table deals ({len(deals)} rows), column {name}: {column}.")
        ids: list[Any] = list(columns["deal_id"])
        if None in ids or len(set(ids)) < len(ids):
            missing = ids.count(None)
            twice = len(ids) - missing - len(set(ids) - {None})
            raise InputError(f"the table deals: of {len(ids)} deal_id {missing} are missing and {twice} occur twice.")
        products = [None if one is None else json.dumps(one) for one in columns.pop(PRODUCTS)]
        return cls(columns, products, {str(name): row for row, name in enumerate(ids)})

    def positions(self, ids: Sequence[str | None]) -> Ints:
        """Positions of ids, -1 where one is not known; (ids,)."""
        return np.array([-1 if one is None else self.row.get(one, -1) for one in ids], dtype=np.int64)

    def offers(self) -> list[str]:
        """Ids of the deals' offers: where none is told, a deal is an offer of its own."""
        pairs = zip(self.columns["offer_id"], self.columns["deal_id"], strict=True)
        return [deal if offer is None else offer for offer, deal in pairs]

    def together(self, trained: int) -> Numbers:
        """Deals of each deal's campaign, NaN without one; (deals,).

        Args:
            trained: So many are of training, which counted those alone.
        """
        campaigns = self.columns["campaign_id"]
        return np.append(sizes_of(campaigns[:trained]), sizes_of(campaigns)[trained:])

    def take(self, positions: Ints) -> Columns:
        """Content of some deals, their products as text."""
        return taken(self.columns | {PRODUCTS: self.products}, positions)

    def readable(self, positions: Ints) -> Columns:
        """Content of some deals, their products as lists."""
        return readable(self.columns | {PRODUCTS: self.products}, positions)

    def filled(self, columns: Columns, positions: Ints) -> Columns:
        """Told content of objects, with what is stored where nothing is told of a known deal; its products are text.

        Args:
            columns: Of objects; see `told_deals.ToldDeals`.
            positions: Of each object's deal here, -1 where it is not known; (objects,).
        """
        known = np.flatnonzero(positions >= 0)
        return filled(columns, self.take(positions[known]), known) if len(known) else columns

    def joined(self, more: StoredDeals) -> StoredDeals:
        """With further deals behind these, none of which is among them."""
        row = self.row | {name: len(self) + at for name, at in more.row.items()}
        return StoredDeals(joined(self.columns, more.columns), self.products + more.products, row)

    def check_spans(self) -> None:
        """Refuse deals that are over before they begin.

        Raises:
            InputError: There are some.
        """
        turned = np.flatnonzero(self.columns["end"] < self.columns["start"])
        if len(turned):
            raise InputError(
                f"the table deals: of {len(self)} deals {len(turned)} end before they start, the first is "
                f"{self.columns['deal_id'][int(turned[0])]}; correct start or end, or leave the end empty."
            )

    def frame(self) -> pd.DataFrame:
        """As a contract table."""
        told = {name: times_of(column) if name in TIMES else column for name, column in self.columns.items()}
        return pd.DataFrame(told | {PRODUCTS: pd.array(self.products, dtype="str")})[list(CONTENT)]

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        self.frame().to_parquet(directory / FILE, index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        return cls.of(pd.read_parquet(directory / FILE))


def _are_times(deals: pd.DataFrame, name: str) -> bool:
    return name in TIMES and name in deals and pd.api.types.is_datetime64_any_dtype(deals[name])


def _cells(deals: pd.DataFrame, name: str) -> list[Any]:
    if name not in deals.columns:
        return [None] * len(deals)
    cells = [None if pd.api.types.is_scalar(cell) and pd.isna(cell) else cell for cell in deals[name].tolist()]
    # times that are not all of one zone are objects
    return [cell.isoformat() if isinstance(cell, date) else cell for cell in cells] if name in TIMES else cells
