"""Last purchases and redeemed deals of customers, for requests that tell of a customer but not of a past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of
from ..ragged import Ragged
from ..request_cells import words_of
from .examples import Known
from .profile_settings import ProfileSettings

FILE: Final = "profiles.parquet"
ARRAYS: Final = "profiles.npz"

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Profiles:
    """What customers did, oldest first.

    Attributes:
        customers: Their declared columns, by name, None where nothing is told; one a customer.
        row: Place of each customer.
        bought: Positions of products.
        bought_seconds, bought_amounts: Of each, NaN where not known.
        redeemed: Positions of deals.
        redeemed_seconds: Of each, since 1970.
    """

    customers: dict[str, list[str | None]]
    row: dict[str, int]
    bought: Ragged
    bought_seconds: Numbers
    bought_amounts: Numbers
    redeemed: Ragged
    redeemed_seconds: Numbers

    @classmethod
    def of(cls, data: Known, products: Ints, deals: Ints, settings: ProfileSettings) -> Self:
        """The latest of all customers; none where profiles are not wanted.

        Args:
            data: All that is known at the end of training.
            products: Position of each purchase's product, -1 where it is not known; (purchases,).
            deals: Position of each redemption's deal; (redemptions,).
            settings: How much is kept.
        """
        tables = (data.customers, data.purchases, data.redemptions)
        names = pd.Index(pd.concat([one["customer_id"].astype("str") for one in tables]).unique()).sort_values()
        if not settings.enabled:
            names = names[:0]
        bought, kept = _latest(data.purchases, names, products, settings.purchases)
        redeemed, used = _latest(data.redemptions, names, deals, settings.redeemed)
        own = data.customers.assign(customer_id=data.customers["customer_id"].astype("str"))
        own = own.drop_duplicates("customer_id").set_index("customer_id").reindex(names)
        return cls(
            {str(name): [None if pd.isna(one) else str(one) for one in own[name].tolist()] for name in own.columns},
            {str(name): row for row, name in enumerate(names)},
            bought,
            seconds_of(data.purchases["time"])[kept],
            data.purchases["amount"].to_numpy(dtype=np.float64)[kept],
            redeemed,
            seconds_of(data.redemptions["time"])[used],
        )

    def __len__(self) -> int:
        return len(self.row)

    def rows(self, customers: Sequence[str | None]) -> Ints:
        """Place of each customer, -1 where nothing is kept; (customers,)."""
        return np.array([-1 if one is None else self.row.get(one, -1) for one in customers], dtype=np.int64)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        told: dict[str, Any] = {name: words_of(cells) for name, cells in self.customers.items()}
        frame = pd.DataFrame({"customer_id": words_of(list(self.row))} | told)
        frame.to_parquet(directory / FILE, index=False)
        names = ("bought_seconds", "bought_amounts", "redeemed_seconds")
        arrays = self.bought.arrays("bought") | self.redeemed.arrays("redeemed")
        np.savez(directory / ARRAYS, allow_pickle=False, **arrays, **{name: getattr(self, name) for name in names})

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        frame = pd.read_parquet(directory / FILE)
        row = {str(name): place for place, name in enumerate(frame.pop("customer_id").tolist())}
        told = {str(name): [None if pd.isna(one) else str(one) for one in frame[name].tolist()] for name in frame}
        with np.load(directory / ARRAYS, allow_pickle=False) as arrays:
            return cls(
                told,
                row,
                Ragged.read(arrays, "bought"),
                arrays["bought_seconds"],
                arrays["bought_amounts"],
                Ragged.read(arrays, "redeemed"),
                arrays["redeemed_seconds"],
            )


def _latest(events: pd.DataFrame, names: pd.Index[Any], values: Ints, most: int) -> tuple[Ragged, Ints]:
    """The latest events of each customer, and the rows that they are."""
    owner = names.get_indexer(pd.Index(events["customer_id"].astype("str"))).astype(np.int64)
    rows = np.flatnonzero((owner >= 0) & (values >= 0))
    rows = rows[np.lexsort((seconds_of(events["time"])[rows], owner[rows]))]
    owner = owner[rows]
    after = np.searchsorted(owner, owner, "right") - 1 - np.arange(len(owner))
    kept = after < most
    return Ragged.of(owner[kept], values[rows[kept]], len(names)), rows[kept]
