"""Exposures, redemptions and purchases as arrays: ids are positions in what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from features.columns import Floats, Ints, Longs
from features.deal_ranking.deals import Deals


@dataclass(frozen=True)
class Exposures:
    """n exposures: positions of customers, deals and visits (`UNKNOWN` where none is named), microseconds, rank (NaN)
    and weight.
    """

    customer: Ints
    deal: Ints
    time: Longs
    rank: Floats
    visit: Ints
    weight: Floats

    def __len__(self) -> int:
        return len(self.customer)

    def take(self, rows: Any) -> Exposures:
        """These rows, in this order."""
        return Exposures(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Redemptions:
    """n redemptions by customer and time: positions of customers and deals, microseconds, revenue (NaN)."""

    customer: Ints
    deal: Ints
    time: Longs
    revenue: Floats

    def __len__(self) -> int:
        return len(self.customer)

    def take(self, rows: Any) -> Redemptions:
        """These rows, in this order."""
        return Redemptions(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Purchases:
    """n purchases by customer and time: positions of customers and products, microseconds, quantity (1 where not
    given) and amount (NaN).
    """

    customer: Ints
    product: Ints
    time: Longs
    quantity: Floats
    amount: Floats

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True)
class Tables:
    """All that examples are made of.

    Attributes:
        deals: In order of their ids.
        exposures: None where it is not known what was shown.
        redemptions, purchases: By customer and time.
        customers, visits, products: Names, in rising order; products are those that were bought.
        unknown_deals: Exposures and redemptions left out because `deals` has no such deal.
    """

    deals: Deals
    exposures: Exposures | None
    redemptions: Redemptions
    purchases: Purchases
    customers: pa.Array
    visits: pa.Array
    products: pa.Array
    unknown_deals: int
