"""What customers like, as shares, for the completion of their queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from ..words import normalised
from .asked import Taste
from .catalogue import Catalogue
from .history import History

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Tastes:
    """Of all customers of the log.

    Attributes:
        history: The log.
        category: The catalogue's number of each category that is asked for, -1 where it has none; (categories,).
        brand: Likewise of each brand; (brands,).
        smoothing: Events that a customer's are weighed against.
    """

    history: History
    category: Ints
    brand: Ints
    smoothing: float

    @classmethod
    def of_names(
        cls, history: History, catalogue: Catalogue, categories: Sequence[str], brands: Sequence[str], smoothing: float
    ) -> Self:
        """For categories and brands by their names."""
        spelt = catalogue.numbered("brand", normalised(list(brands)))
        return cls(history, catalogue.numbered("category", categories), spelt, smoothing)

    def of(self, customer: int, time: float) -> Taste | None:
        """Of a customer before a time, seconds since 1970; None where nothing is known."""
        if customer < 0 or not self.history:
            return None
        shares = [self._shares(kind, wanted, customer, time) for kind, wanted in self._kinds()]
        return Taste(*shares) if any(share.any() for share in shares) else None

    def _kinds(self) -> tuple[tuple[str, Ints], ...]:
        return ("category", self.category), ("brand", self.brand)

    def _shares(self, kind: str, wanted: Ints, customer: int, time: float) -> npt.NDArray[np.float32]:
        found, counts = self.history.within(f"customer_{kind}", customer, time)
        every = np.zeros(self.history.sizes[kind] + 1, dtype=np.float32)  # the last for what has no number
        every[found] = counts / (counts.sum() + self.smoothing)
        return every[wanted]
