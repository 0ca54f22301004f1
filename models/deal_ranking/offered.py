"""Deals with what is known of them by now: what is left, what their pull is, and how fast they go."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .deal_columns import Columns
from .limits import Left
from .pull import Pull, in_odds
from .stored_deals import StoredDeals
from .tally import Tally

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Offered:
    """Of n deals.

    Attributes:
        ids: Of each, text; (n,).
        codes: A number of each id, the same wherever it is told; (n,).
        start, end: Seconds since 1970, infinite where open; (n,).
        stock, budget: What is left, NaN where there is no bound; (n,).
        cost: Money that a redemption takes of the budget; (n,).
        odds: Multiple of the odds of the probability, see `pull`; (n,).
        crowd: Mean probability among customers who come, before that multiple; NaN where it was not asked for; (n,).
        taken: Redemptions so far; (n,).
    """

    ids: npt.NDArray[np.object_]
    codes: Ints
    start: Numbers
    end: Numbers
    stock: Numbers
    budget: Numbers
    cost: Numbers
    odds: Numbers
    crowd: Numbers
    taken: Numbers

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: Ints) -> Offered:
        """Some of them."""
        taken: dict[str, Any] = {one.name: getattr(self, one.name)[rows] for one in fields(self)}
        return Offered(**taken)

    def put(self, places: npt.NDArray[np.bool_], others: Offered) -> Offered:
        """With others in some places."""
        if not places.any():
            return self
        found: dict[str, Any] = {}
        for one in fields(self):
            found[one.name] = getattr(self, one.name).copy()
            found[one.name][places] = getattr(others, one.name)
        return Offered(**found)

    @property
    def left(self) -> Left:
        """Of stock and budget."""
        return Left(self.stock, self.budget, self.cost)


def stored_offered(stored: StoredDeals, offers: Ints, crowd: Numbers, tally: Tally, pull: Pull | None) -> Offered:
    """The deals of the bundle, as of what was counted.

    Args:
        stored: Their content.
        offers: Number of each deal's offer in the tally; (deals,).
        crowd: Mean probability of each; (deals,).
        tally: What was counted.
        pull: How a multiple is learnt; None: it is not.
    """
    columns = stored.columns
    odds = np.ones(len(stored))
    if pull is not None:
        odds = in_odds(pull.multiple(tally.expected, tally.redeemed)[offers], crowd)
    return Offered(
        np.array(columns["deal_id"], dtype=object),
        np.arange(len(stored)),
        *bounds_of(columns),
        columns["stock"] - tally.taken,
        columns["budget"] - tally.spent,
        cost_of(columns),
        odds,
        crowd,
        tally.taken.copy(),
    )


def told_offered(columns: Columns, counts: dict[str, Numbers], codes: Ints, known: Offered) -> Offered:
    """Deals as objects of a request tell them; what is known of the same deals otherwise holds where they do not.

    Args:
        columns: Content, what is not told of known deals filled in.
        counts: See `told_deals.ToldDeals`.
        codes: Of the objects' ids.
        known: Of the same deals, as of what was counted; blank where nothing was.
    """
    taken = _else(counts["redeemed"], known.taken)
    cost = cost_of(columns)
    return replace(
        known,
        ids=np.array(columns["deal_id"], dtype=object),
        codes=codes,
        start=bounds_of(columns)[0],
        end=bounds_of(columns)[1],
        stock=_else(counts["stock_left"], columns["stock"] - taken),
        budget=_else(counts["budget_left"], columns["budget"] - taken * cost),
        cost=cost,
        taken=taken,
    )


def blank(count: int) -> Offered:
    """Deals of which nothing is known."""
    nan, ones, none = np.full(count, np.nan), np.ones(count), np.zeros(count)
    ids, codes = np.full(count, None, dtype=object), np.full(count, -1, dtype=np.int64)
    return Offered(ids, codes, nan, nan, nan, nan, nan, ones, nan, none)


def cost_of(columns: Columns) -> Numbers:
    """Money that one redemption takes of the budget; 0 where it is not known; (n,)."""
    return np.nan_to_num(_else(columns["cost"], columns["price"] * columns["discount"]))


def bounds_of(columns: Columns) -> tuple[Numbers, Numbers]:
    """Start and end in seconds since 1970, infinite where open; (n,) each."""
    return _else(columns["start"], -np.inf), _else(columns["end"], np.inf)


def _else(numbers: Numbers, other: Any) -> Numbers:
    return np.where(np.isnan(numbers), other, numbers)
