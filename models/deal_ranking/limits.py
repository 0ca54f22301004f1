"""What may be shown: the hard rules of every answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ALLOWED: Final = 0
UNKNOWN: Final = 1
OFF: Final = (2, 3)  # it does not run: not begun, over
REASONS: Final = ("allowed", "not known", "not begun", "over", "sold out", "without budget", "redeemed already")


@dataclass(frozen=True)
class Left:
    """What is left of each candidate, NaN where there is no bound; (pairs,) each.

    Attributes:
        stock: Redemptions.
        budget: Money.
        cost: Money that one redemption takes of the budget; 0 where it takes none.
    """

    stock: Numbers
    budget: Numbers
    cost: Numbers

    def units(self) -> Numbers:
        """Redemptions that stock and budget still bear; infinite where neither bounds them; (pairs,)."""
        paid = np.full(len(self.stock), np.inf)
        np.divide(self.budget, self.cost, out=paid, where=self.cost > 0)
        # a budget that is not given, or that redemptions do not take from, does not bound them
        paid = np.where(np.isnan(paid), np.inf, np.floor(paid))
        stock = np.where(np.isnan(self.stock), np.inf, self.stock)
        least: Numbers = np.maximum(np.minimum(stock, paid), 0.0)
        return least


def refused(
    start: Numbers, end: Numbers, left: Left, seconds: Numbers, redeemed: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int8]:
    """Why each candidate may not be shown, as a place in `REASONS`, `ALLOWED` where it may; (pairs,).

    Args:
        start, end: Seconds since 1970, infinite where open; a deal runs from its start to before its end; (pairs,).
        left: Of stock and budget.
        seconds: Of the request; (pairs,).
        redeemed: Whether the customer has redeemed it, and may not again; (pairs,).
    """
    spent = (left.budget <= 0) | (left.budget < left.cost)
    whys = (seconds < start, seconds >= end, left.stock < 1, spent, redeemed)
    found = np.zeros(len(start), dtype=np.int8)
    for place, why in reversed(list(enumerate(whys, start=2))):
        found[why] = place
    return found


def told(reasons: npt.NDArray[np.int8]) -> str:
    """How many candidates are refused, and why, in words."""
    counts = np.bincount(reasons, minlength=len(REASONS))
    return ", ".join(f"{counts[at]} {REASONS[at]}" for at in range(1, len(REASONS)) if counts[at])
