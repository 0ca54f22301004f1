"""What came of the lists that a policy showed, and what came of the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sources.simulator.deal_rules import VIOLATIONS
from sources.simulator.deal_time import DAYS
from sources.simulator.words import Floats, Index, Mask


@dataclass
class Account:
    """What came of a policy.

    Attributes:
        revenue_by_deal, redeemed_by_deal, shown_by_deal: (deals,).
        revenue_by_hour: From the first hour of the period, (hours,).
        violations: How often it showed what could not be redeemed when the hour began, by `VIOLATIONS`; the first
            reason that holds counts.
        refused: Redemptions that came too late for the last pieces of the hour.
    """

    revenue_by_deal: Floats
    redeemed_by_deal: Index
    shown_by_deal: Index
    revenue_by_hour: Floats = field(default_factory=lambda: np.zeros(DAYS * 24))
    violations: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VIOLATIONS, 0))
    refused: int = 0

    @classmethod
    def blank(cls, deals: int) -> Account:
        """Of a policy that has shown nothing yet."""
        return cls(np.zeros(deals), np.zeros(deals, np.int64), np.zeros(deals, np.int64))


@dataclass(frozen=True)
class Outcome:
    """What came of lists; arrays of shape (visits, places).

    Attributes:
        deal: What was shown, -1 for nothing or what is not allowed.
        redeemed: Whether it was redeemed.
        revenue: What that brought in, 0 where it was not.
        pieces: How many were taken, 0 where it was not.
        probability: True one, with the place; 0 where nothing was shown.
        looked_at: True one if it is looked at for sure; 0 where nothing was shown.
        earlier: Showings of the deal to the customer before.
    """

    deal: Index
    redeemed: Mask
    revenue: Floats
    pieces: Index
    probability: Floats
    looked_at: Floats
    earlier: Index


def spread(values: npt.NDArray[Any], where: tuple[Index, Index], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Values of rows at their visits and places, 0 elsewhere; `shape`."""
    found = np.zeros(shape, values.dtype)
    found[where] = values
    return found
