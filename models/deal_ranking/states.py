"""What customers had done when they asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class States:
    """Of n requests, oldest first within each; nothing of it is at or after the request's time.

    Attributes:
        purchases: Positions of products, or of shelves where no more is told, see `Places`.
        purchase_seconds: Of each purchase, since 1970; NaN where not known; (purchases,).
        purchase_amounts: Money of each; NaN where not known; (purchases,).
        redeemed: Positions of deals of the bundle.
        redeemed_seconds: Of each redemption; NaN where not known; (redemptions,).
        customers: Declared columns by name, a cell a request; None: nothing is known of them.
    """

    purchases: Ragged
    purchase_seconds: Numbers
    purchase_amounts: Numbers
    redeemed: Ragged
    redeemed_seconds: Numbers
    customers: Mapping[str, Sequence[Any]] | None = None

    def __len__(self) -> int:
        return len(self.purchases)

    @classmethod
    def empty(cls, count: int) -> States:
        """Of customers of whom nothing is known."""
        none = Ragged(np.zeros(0, dtype=np.int64), np.zeros(count + 1, dtype=np.int64))
        return cls(none, np.zeros(0), np.zeros(0), none, np.zeros(0))

    @classmethod
    def of(
        cls,
        count: int,
        bought: tuple[Ints, Ints, Numbers, Numbers],
        redeemed: tuple[Ints, Ints, Numbers],
        customers: Mapping[str, Sequence[Any]] | None = None,
    ) -> States:
        """From events one after another.

        Args:
            count: Of requests.
            bought: Request of each purchase, rising, its product, seconds and amount.
            redeemed: Request of each redemption, rising, its deal and seconds.
            customers: Declared columns.
        """
        return cls(
            Ragged.of(bought[0], bought[1], count),
            bought[2],
            bought[3],
            Ragged.of(redeemed[0], redeemed[1], count),
            redeemed[2],
            customers,
        )

    @property
    def buyer(self) -> Ints:
        """Request of each purchase; (purchases,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.purchases.starts))

    @property
    def redeemer(self) -> Ints:
        """Request of each redemption; (redemptions,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.redeemed.starts))
