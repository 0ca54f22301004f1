"""What is looked up of deals, products and customers, as of the end of what was learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .deals import Deals
from .looks import Looks
from .memory import Memory
from .past import Past
from .states import States
from .tables import Tables

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lookups:
    """What does not hang on what was fitted.

    Attributes:
        tables: What is looked up.
        memory: Of all customers, as of the end of what was learnt from.
    """

    tables: Tables
    memory: Memory

    @property
    def deals(self) -> Deals:
        """Those of the bundle."""
        return self.tables.deals

    @cached_property
    def looks(self) -> Looks:
        """The deals of the bundle as they are known by now."""
        return self.tables.looks(self.deals, self.memory)

    def positions(self, products: Any) -> Ints:
        """Of products by id, -1 where one is not known; (products,)."""
        return self.tables.products.positions(products)

    def shelves(self, categories: Sequence[str]) -> Ints:
        """Of purchases that only tell a category, -1 where no product lies there; (categories,)."""
        return self.tables.places.positions(categories)

    def told(self, columns: Mapping[str, Any]) -> Deals:
        """Deals from content that was told; see `Deals.of`."""
        return Deals.of(columns, self.tables.products)

    def looked_at(self, deals: Deals, together: Numbers | None = None) -> Looks:
        """Any deals as they are known by now; worth keeping where the same deals are asked for again.

        Args:
            deals: The bundle's or others.
            together: Deals of each deal's campaign, NaN without one; None: these are all that there are; (deals,).
        """
        return self.looks if deals is self.deals else self.tables.looks(deals, self.memory, together)

    def states(self, past: Past, count: int) -> States:
        """What the customers of so many requests did: of deals of the bundle, and no more than is learnt from."""
        known = np.flatnonzero((past.redeemed.position >= 0) & (past.redeemed.position < len(self.deals)))
        history = self.tables.chosen.history
        bought, used = past.bought.last(history.purchases), past.redeemed.take(known).last(history.redemptions)
        return States.of(
            count,
            (bought.request, bought.position, bought.seconds, bought.amounts),
            (used.request, used.position, used.seconds),
            past.columns,
        )
