"""The deals by the tables themselves: when they run, what is left of them, and how they are told to a model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_past import Past
from evaluation.json_objects import objects
from evaluation.shelf import Flags, Longs, micros

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

ALWAYS: Final = np.iinfo(np.int64).min
OPEN: Final = np.iinfo(np.int64).max
TOLD: Final = (
    "deal_id",
    "start",
    "end",
    "offer_id",
    "campaign_id",
    "type",
    "title",
    "category",
    "brand",
    "discount",
    "price",
    "stock",
    "budget",
    "cost",
)
_PRODUCTS: Final = "products"


@dataclass(frozen=True)
class Catalogue:
    """Deals by place.

    Attributes:
        table: As `build` wrote them.
        ids: Of each.
        offer: Number of what is offered; (deals,).
        since: Microseconds since 1970 at which it starts; (deals,).
        until: Likewise its end, which is no longer part of it; (deals,).
        stock: Redemptions that there are in all, infinite where not bounded; (deals,).
        budget: Money that redemptions may cost in all, likewise; (deals,).
        cost: What one redemption takes of the budget; (deals,).
        products: Whether it names any; (deals,).
        redeemed: Redemptions of the whole log by deal, worth what they cost.
        popular: Redemptions of the whole log by offer.
    """

    table: pd.DataFrame
    ids: pd.Index[Any]
    offer: Longs
    since: Longs
    until: Longs
    stock: Floats
    budget: Floats
    cost: Floats
    products: Flags
    redeemed: Past
    popular: Past

    @classmethod
    def of(cls, examples: Path) -> Self:
        """From deals.parquet and redemptions.parquet."""
        table = pd.read_parquet(examples / "deals.parquet").reset_index(drop=True)
        ids = pd.Index(table["deal_id"].astype("str"))
        offer = pd.factorize(_column(table, "offer_id").astype("str").fillna(table["deal_id"].astype("str")))[0]
        numbers = {name: _numbers(table, name) for name in ("stock", "budget", "cost", "price", "discount")}
        cost = np.where(np.isnan(numbers["cost"]), numbers["price"] * numbers["discount"], numbers["cost"])
        cost = np.nan_to_num(cost, nan=0.0)
        log = pd.read_parquet(examples / "redemptions.parquet", columns=["deal_id", "time"])
        deal, moment = ids.get_indexer(pd.Index(log["deal_id"].astype("str"))).astype(np.int64), micros(log["time"], 0)
        known = deal >= 0
        deal, moment = deal[known], moment[known]
        told = _column(table, _PRODUCTS).astype("str").fillna("[]")
        return cls(
            table,
            ids,
            offer.astype(np.int64),
            micros(table["start"], ALWAYS),
            micros(table["end"], OPEN),
            np.nan_to_num(numbers["stock"], nan=np.inf),
            np.nan_to_num(numbers["budget"], nan=np.inf),
            cost,
            (told.str.strip() != "[]").to_numpy(dtype=bool),
            Past.of(deal, moment, cost[deal]),
            Past.of(offer[deal].astype(np.int64), moment),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def numbers(self, deals: pd.Series[Any]) -> Longs:
        """Places of deals, -1 of those that are not there."""
        return self.ids.get_indexer(pd.Index(deals.astype("str"))).astype(np.int64)

    @property
    def scarce(self) -> Flags:
        """Whether there is an end to how often it can be redeemed; (deals,)."""
        return np.isfinite(self.stock) | np.isfinite(self.budget)

    def runs(self, deal: Longs, moment: Longs) -> Flags:
        """Whether a deal has started and is not over; (n,)."""
        return (self.since[deal] <= moment) & (moment < self.until[deal])

    def left(self, deal: Longs, moment: Longs) -> tuple[Floats, Floats]:
        """Stock and budget that the redemptions before a moment have left, infinite where not bounded; (n,) both."""
        count, spent = self.redeemed.before(deal, moment)
        return self.stock[deal] - count, self.budget[deal] - spent

    def kinds(self) -> Texts:
        """The type of each deal, None where it has none; (deals,)."""
        kind = _column(self.table, "type").astype("str").str.strip()
        return kind.where(kind.notna() & (kind != ""), None).to_numpy(object)

    def objects(self) -> list[str]:
        """Each deal with all that is known of it, as JSON."""
        own = {name: self.table[name] for name in TOLD if name in self.table}
        products = {_PRODUCTS: self.table[_PRODUCTS].to_numpy(object)} if _PRODUCTS in self.table else {}
        return objects(own, products)

    def names(self) -> list[str]:
        """Their ids as JSON."""
        return [json.dumps(str(one)) for one in self.ids]


def _column(table: pd.DataFrame, name: str) -> pd.Series[Any]:
    return table[name] if name in table else pd.Series([None] * len(table), index=table.index, dtype="str")


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    if name not in table:
        return np.full(len(table), np.nan)
    return pd.to_numeric(table[name], errors="coerce").to_numpy(np.float64, na_value=np.nan)
