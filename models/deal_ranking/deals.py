"""Deals as the learnt parts read them, stored or told in a request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of, times_of
from ..ragged import Ragged
from .products import NONE, Products, tidy

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]

NUMBERS: Final = ("discount", "price", "stock", "budget", "cost")


@dataclass(frozen=True)
class Deals:
    """Content of n deals, by position.

    Attributes:
        ids: Of the deals; (n,).
        offers: What is offered; a deal without one is an offer of its own; (n,).
        campaigns, types: Text, None where not given; (n,).
        categories: Tidy paths, None where not given; (n,).
        brands: In small letters, None where not given; (n,).
        titles: As customers read them, None where not given; (n,).
        start, end: Seconds since 1970, infinite where open; (n,).
        discount: Share off; NaN where not given, as all numbers; (n,).
        price, stock, budget, cost: See the contract; (n,).
        products: Positions of each deal's products, those that are not known left out.
    """

    ids: Objects
    offers: Objects
    campaigns: Objects
    types: Objects
    categories: Objects
    brands: Objects
    titles: Objects
    start: Numbers
    end: Numbers
    discount: Numbers
    price: Numbers
    stock: Numbers
    budget: Numbers
    cost: Numbers
    products: Ragged

    @classmethod
    def of(cls, columns: Mapping[str, Any], products: Products) -> Self:
        """From columns of the contract; a missing column is not given of any deal.

        Args:
            columns: By name, one cell a deal: `deal_id` in any case; times as seconds or NaN; `products` as lists of
                ids, as JSON text or None.
            products: Those that are known.
        """
        ids = _objects(columns["deal_id"])
        count = len(ids)
        offers = _column(columns, "offer_id", count)
        start, end = (_numbers(columns, name, count) for name in ("start", "end"))
        numbers: dict[str, Any] = {name: _numbers(columns, name, count) for name in NUMBERS}
        return cls(
            ids,
            np.where(offers == np.array(None), ids, offers),
            _column(columns, "campaign_id", count),
            _column(columns, "type", count),
            _objects([None if one is None else tidy(one) or None for one in _column(columns, "category", count)]),
            _objects([None if one is None else one.strip().casefold() for one in _column(columns, "brand", count)]),
            _column(columns, "title", count),
            np.where(np.isnan(start), -np.inf, start),
            np.where(np.isnan(end), np.inf, end),
            **numbers,
            products=_products(columns.get("products"), count, products),
        )

    @classmethod
    def of_table(cls, deals: pd.DataFrame, products: Products) -> Self:
        """From the table of deals of the examples."""
        columns: dict[str, Any] = {}
        for name in deals.columns:
            if name in ("start", "end"):
                columns[name] = seconds_of(deals[name])
            elif name in NUMBERS:
                columns[name] = deals[name].to_numpy(dtype=np.float64, na_value=np.nan)
            else:
                columns[name] = [None if pd.isna(one) else one for one in deals[name].tolist()]
        return cls.of(columns, products)

    @staticmethod
    def named(deals: pd.DataFrame) -> set[str]:
        """Ids of all products that a table of deals names."""
        return {name for cell in deals["products"].dropna().tolist() for name in _ids(cell)}

    def frame(self, products: Products) -> pd.DataFrame:
        """As `of_table` reads it."""
        names = products.ids
        starts, values = self.products.starts.tolist(), self.products.values
        lists = [values[first:last] for first, last in pairwise(starts)]
        columns: dict[str, Any] = {
            "deal_id": self.ids,
            "offer_id": self.offers,
            "campaign_id": self.campaigns,
            "type": self.types,
            "category": self.categories,
            "brand": self.brands,
            "title": self.titles,
            "products": [json.dumps(names[one].tolist(), ensure_ascii=False) if len(one) else None for one in lists],
        }
        found = pd.DataFrame({name: pd.array(cells, dtype="str") for name, cells in columns.items()})
        for name in ("start", "end"):
            found[name] = times_of(getattr(self, name))
        return found.assign(**{name: getattr(self, name) for name in NUMBERS})

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Ints) -> Deals:
        """Some of them."""
        values, owner = self.products.take(rows)
        found: dict[str, Any] = {one.name: getattr(self, one.name)[rows] for one in fields(self)[:-1]}
        return Deals(**found, products=Ragged.of(owner, values, len(rows)))

    def running_at(self, moment: float) -> Deals:
        """Moved in time as far as it takes that they run at a moment, seconds since 1970, as long as they do run.

        One that is over by then ends then, one that is to come begins then.
        """
        by = moment - np.clip(moment, self.start, np.maximum(self.start, self.end))
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def paid(self) -> Numbers:
        """Price after the discount; NaN where no price is given; (n,)."""
        return self.price * (1 - np.nan_to_num(self.discount))


def _objects(cells: Sequence[Any] | Objects) -> Objects:
    found = np.empty(len(cells), dtype=object)
    found[:] = cells
    return found


def _column(columns: Mapping[str, Any], name: str, count: int) -> Objects:
    return _objects(columns[name]) if name in columns else np.full(count, None, dtype=object)


def _numbers(columns: Mapping[str, Any], name: str, count: int) -> Numbers:
    return np.array(columns[name], dtype=np.float64) if name in columns else np.full(count, np.nan)


def _products(cells: Sequence[Any] | None, count: int, products: Products) -> Ragged:
    lists = [_ids(one) for one in cells] if cells is not None else [[]] * count
    owner = np.repeat(np.arange(count), [len(one) for one in lists])
    position = products.positions([name for one in lists for name in one])
    kept = position != NONE
    return Ragged.of(owner[kept], position[kept], count)


def _ids(cell: Any) -> list[str]:
    if cell is None or cell == "":
        return []
    if isinstance(cell, str):
        return list(dict.fromkeys(json.loads(cell) if cell.lstrip().startswith("[") else cell.split(";")))
    return list(dict.fromkeys(cell))
