"""A scorer whose numbers are known, in place of what is learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models.deal_ranking.deals import Deals
from models.deal_ranking.past import Past
from models.deal_ranking.products import Products
from models.deal_ranking.scored import Scored
from models.deal_ranking.states import States

BASE = 0.1


@dataclass(frozen=True)
class StandInScorer:
    """Probability: `BASE` a quarter for a deal and each of its products, doubled by each that the customer has bought;
    divided by the rank. Revenue: what is paid, 1 where no price is told. Order: three times the root of the
    probability, times what a deal is favoured by."""

    deals: Deals
    products: Products
    favoured: Mapping[str, float]

    @classmethod
    def of(
        cls, columns: Mapping[str, Any], products: Sequence[str], favoured: Mapping[str, float] | None = None
    ) -> StandInScorer:
        table = pd.DataFrame({"product_id": list(products), "category": None, "brand": None})
        known = Products.of(table, ())
        return cls(Deals.of(columns, known), known, favoured or {})

    def positions(self, products: Sequence[str]) -> np.ndarray:
        return self.products.positions(products)

    def shelves(self, categories: Sequence[str]) -> np.ndarray:
        return np.full(len(categories), -1)

    def told(self, columns: Mapping[str, Any]) -> Deals:
        return Deals.of(columns, self.products)

    def looked_at(self, deals: Deals, together: np.ndarray | None = None) -> Deals:
        assert together is None or len(together) == len(deals)
        return deals

    def states(self, past: Past, count: int) -> States:
        bought, none = past.bought, np.zeros(0, dtype=np.int64)
        told = (bought.request, bought.position, bought.seconds, bought.amounts)
        return States.of(count, told, (none, none, np.zeros(0)))

    def score(
        self,
        states: States,
        deals: Deals,
        pair_state: np.ndarray,
        pair_deal: np.ndarray,
        seconds: np.ndarray,
        stock_left: np.ndarray | None = None,
        rank: np.ndarray | None = None,
    ) -> Scored:
        assert len(seconds) == len(states)
        assert stock_left is None or len(stock_left) == len(pair_deal)
        own = np.zeros(len(pair_deal))
        for at, (state, deal) in enumerate(zip(pair_state.tolist(), pair_deal.tolist(), strict=True)):
            bought = states.purchases.values[states.purchases.starts[state] : states.purchases.starts[state + 1]]
            wanted = deals.products.values[deals.products.starts[deal] : deals.products.starts[deal + 1]]
            own[at] = len(set(bought.tolist()) & set(wanted.tolist()))
        alone = BASE * (1 + np.diff(deals.products.starts)) / 4
        chance = np.minimum(alone[pair_deal] * 2.0**own, 0.9)
        if rank is not None:
            chance = chance / np.where(np.isnan(rank), 1, rank)
        paid = deals.paid[pair_deal]
        favour = np.array([self.favoured.get(str(deals.ids[one]), 1.0) for one in pair_deal.tolist()])
        return Scored(chance, np.where(np.isnan(paid), 1.0, paid), 3 * np.sqrt(chance) * favour)

    def save(self, directory: Path) -> None:
        raise NotImplementedError(directory)
