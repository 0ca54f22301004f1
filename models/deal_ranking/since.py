"""Who redeemed which deals since training, whether anything else is kept of a customer or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..ragged import Ragged
from ..request_cells import words_of

FILE: Final = "since.parquet"

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Since:
    """Redemptions by customer, oldest first. Never changed in place.

    Attributes:
        row: Place of each customer.
        deals: Positions of deals.
        seconds: Of each redemption, since 1970.
    """

    row: dict[str, int]
    deals: Ragged
    seconds: Numbers

    @classmethod
    def empty(cls) -> Self:
        """Nothing was redeemed."""
        none = np.zeros(0, dtype=np.int64)
        return cls({}, Ragged.of(none, none, 0), np.zeros(0))

    def rows(self, customers: Sequence[str | None]) -> Ints:
        """Place of each customer, -1 where nothing was redeemed; (customers,)."""
        return np.array([-1 if one is None else self.row.get(one, -1) for one in customers], dtype=np.int64)

    def redeemed(self, customers: Sequence[str], deals: Ints, seconds: Numbers) -> Since:
        """With further redemptions.

        Args:
            customers: Of each; (redemptions,).
            deals: Positions; (redemptions,).
            seconds: Since 1970; (redemptions,).
        """
        if not len(customers):
            return self
        row = dict(self.row)
        new = np.array([row.setdefault(one, len(row)) for one in customers], dtype=np.int64)
        owner = np.append(self._owner(), new)
        times = np.append(self.seconds, seconds)
        order = np.lexsort((times, owner))
        values = np.append(self.deals.values, deals).astype(np.int64)[order]
        return Since(row, Ragged.of(owner[order], values, len(row)), times[order])

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        names = np.array(list(self.row), dtype=object)[self._owner()]
        columns = {"customer_id": words_of(names), "deal": self.deals.values, "seconds": self.seconds}
        pd.DataFrame(columns).to_parquet(directory / FILE, index=False)

    @classmethod
    def load(cls, directory: Path) -> Since:
        """Read what `save` wrote."""
        frame = pd.read_parquet(directory / FILE)
        deals, seconds = frame["deal"].to_numpy(dtype=np.int64), frame["seconds"].to_numpy(dtype=np.float64)
        return cls.empty().redeemed(frame["customer_id"].tolist(), deals, seconds)

    def _owner(self) -> Ints:
        return np.repeat(np.arange(len(self.row)), np.diff(self.deals.starts))
