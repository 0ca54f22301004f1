"""All that happened, as the learnt parts read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of
from .deals import Deals
from .examples import Examples
from .products import Products

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Log:
    """Purchases, redemptions and showings of all customers.

    Attributes:
        customers: Ids, sorted.
        buyer, bought, bought_at, paid: Customer, product, seconds and amount of each purchase, by customer and time.
        redeemer, redeemed, redeemed_at: Customer, deal and seconds of each redemption, by customer and time.
        shown, shown_at, weight: Deal, seconds and weight of each showing.
        used_at: When what was shown was redeemed, seconds; NaN where it was not; (showings,).
        until: When knowledge of all this ends, seconds since 1970.
    """

    customers: npt.NDArray[np.object_]
    buyer: Ints
    bought: Ints
    bought_at: Numbers
    paid: Numbers
    redeemer: Ints
    redeemed: Ints
    redeemed_at: Numbers
    shown: Ints
    shown_at: Numbers
    weight: Numbers
    used_at: Numbers
    until: float

    @classmethod
    def of(cls, data: Examples, deals: Deals, products: Products) -> Log:
        """From examples; what happened in the test's time is left out."""
        known = data.known()
        buys, uses = known.purchases, known.redemptions
        names = pd.Index(sorted({*_ids(buys), *_ids(uses), *_ids(data.requests)}), dtype="object")
        row = {name: at for at, name in enumerate(deals.ids.tolist())}
        redeemed = np.array([row.get(str(one), -1) for one in uses["deal_id"].tolist()], dtype=np.int64)
        kept = np.flatnonzero(redeemed >= 0)
        buyer, bought_at = names.get_indexer(pd.Index(_ids(buys), dtype="object")), seconds_of(buys["time"])
        redeemer, redeemed_at = names.get_indexer(pd.Index(_ids(uses), dtype="object")), seconds_of(uses["time"])
        by_buyer = np.lexsort((bought_at, buyer))
        by_redeemer = kept[np.lexsort((redeemed_at[kept], redeemer[kept]))]
        border = data.facts.get("test_from")
        shown_at = seconds_of(data.requests["time"])[data.request]
        until = np.inf if border is None else pd.Timestamp(border).timestamp()
        return cls(
            names.to_numpy(dtype=object),
            buyer[by_buyer].astype(np.int64),
            products.positions(buys["product_id"].astype("str").tolist())[by_buyer],
            bought_at[by_buyer],
            buys["amount"].to_numpy(dtype=np.float64, na_value=np.nan)[by_buyer],
            redeemer[by_redeemer].astype(np.int64),
            redeemed[by_redeemer],
            redeemed_at[by_redeemer],
            data.deal,
            shown_at,
            data.shown["weight"].to_numpy(dtype=np.float64),
            np.where(data.shown["redeemed"].to_numpy(dtype=bool), seconds_of(data.shown["redeemed_at"]), np.nan),
            until,
        )

    def rows_of(self, ids: Any) -> Ints:
        """Customers by id, -1 where one is not known."""
        return np.asarray(pd.Index(self.customers).get_indexer(pd.Index(ids, dtype="object")), dtype=np.int64)


def _ids(table: pd.DataFrame) -> list[str]:
    return [str(one) for one in table["customer_id"].tolist()]
