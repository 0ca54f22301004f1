"""What the serving of deals asks of what was learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .deals import Deals
from .looks import Looks
from .past import Past
from .scored import Scored
from .states import States

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


Shelf = Looks  # some deals: of the bundle, told by an update, or told by a request


class Scorer(Protocol):
    """A fitted model of probability and revenue."""

    def save(self, directory: Path) -> None:
        """Write its files."""
        ...

    @property
    def deals(self) -> Deals:
        """Those of the bundle."""
        ...

    def positions(self, products: Sequence[str]) -> Ints:
        """Of products by id, -1 where one is not known."""
        ...

    def shelves(self, categories: Sequence[str]) -> Ints:
        """Positions of purchases that only tell a category, -1 where it is not known."""
        ...

    def told(self, columns: Mapping[str, Any]) -> Deals:
        """Deals from content that was told."""
        ...

    def looked_at(self, deals: Deals, together: Numbers | None = None) -> Shelf:
        """Deals with what hangs on them alone, for several calls of `score`.

        Args:
            deals: Any.
            together: Deals of each deal's campaign, NaN without one; None: these are all that there are; (deals,).
        """
        ...

    def states(self, past: Past, count: int) -> States:
        """What the customers of so many requests did."""
        ...

    def score(
        self,
        states: States,
        deals: Shelf,
        pair_state: Ints,
        pair_deal: Ints,
        seconds: Numbers,
        stock_left: Numbers | None = None,
        rank: Numbers | None = None,
    ) -> Scored:
        """Of pairs of a customer's state and a deal.

        Args:
            states: Of requests.
            deals: As `looked_at` gave them.
            pair_state, pair_deal: Request and deal of each pair; (pairs,).
            seconds: Of the requests, since 1970; (requests,).
            stock_left: Of each pair's deal, NaN without a bound; (pairs,).
            rank: At which each is shown, NaN where not known; None: on top; (pairs,).
        """
        ...
