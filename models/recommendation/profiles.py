"""Last events of customers, for requests that tell of a customer but not of a history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..ragged import Ragged
from ..request_cells import words_of
from .event_log import EventLog
from .profile_settings import ProfileSettings
from .told_history import BUY

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

FILE: Final = "profiles.parquet"
ARRAYS: Final = "profiles.npz"
Events = tuple[Ints, Numbers, npt.NDArray[np.int8]]


@dataclass(frozen=True)
class Profiles:
    """Events of customers, oldest first.

    Attributes:
        row: Place of each customer in `starts`.
        starts: Where each one's events begin, and the end of the last; (customers + 1,).
        product: Positions; (events,).
        seconds: Since 1970, NaN where not known; (events,).
        kind: View, cart or buy; (events,).
        bought: Positions of the products that each customer has bought, each once.
    """

    row: dict[str, int]
    starts: Ints
    product: npt.NDArray[np.int32]
    seconds: Numbers
    kind: npt.NDArray[np.int8]
    bought: Ragged

    @classmethod
    def of(cls, log: EventLog, settings: ProfileSettings) -> Self:
        """The latest events of all customers of a log; none where profiles are not wanted."""
        kept = log.latest(settings.events if settings.enabled else 0)
        names = kept.customers if settings.enabled else kept.customers[:0]
        starts = kept.starts()[: len(names) + 1]
        bought = _bought(log, settings.bought if settings.enabled else 0, len(names))
        return cls(_rows(names), starts, kept.product, kept.seconds, kept.kind, bought)

    def events(self, customer: str | None) -> Events | None:
        """Products, times and kinds of a customer; None where nothing is kept."""
        row = None if customer is None else self.row.get(customer)
        if row is None:
            return None
        own = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.product[own].astype(np.int64), self.seconds[own], self.kind[own]

    def purchases(self, customer: str | None) -> Ints:
        """Products that a customer has bought, also before the events that are kept; none where nothing is known."""
        row = None if customer is None else self.row.get(customer)
        if row is None:
            return np.zeros(0, dtype=np.int64)
        own = slice(int(self.bought.starts[row]), int(self.bought.starts[row + 1]))
        return self.bought.values[own].astype(np.int64)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        names = pd.DataFrame({"customer_id": words_of(list(self.row))})
        names.to_parquet(directory / FILE, index=False)
        arrays = {name: getattr(self, name) for name in ("starts", "product", "seconds", "kind")}
        np.savez(directory / ARRAYS, allow_pickle=False, **arrays, **self.bought.arrays("bought"))

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        names = pd.read_parquet(directory / FILE)["customer_id"].to_numpy(dtype=object)
        with np.load(directory / ARRAYS, allow_pickle=False) as arrays:
            told = {name: arrays[name] for name in ("starts", "product", "seconds", "kind")}
            return cls(_rows(names), **told, bought=Ragged.read(arrays, "bought"))


def _bought(log: EventLog, most: int, customers: int) -> Ragged:
    """Distinct products of each customer's purchases, those bought latest, in the order of their last purchase."""
    buys = np.flatnonzero(log.kind == BUY)[::-1]  # the latest first
    pair = log.customer[buys].astype(np.int64) * log.products + log.product[buys]
    _, latest = np.unique(pair, return_index=True)
    rows = np.sort(buys[latest])
    owner = log.customer[rows].astype(np.int64)
    after = np.searchsorted(owner, owner, "right") - 1 - np.arange(len(owner))
    kept = after < most
    return Ragged.of(owner[kept], log.product[rows[kept]].astype(np.int32), customers)


def _rows(names: npt.NDArray[np.object_]) -> dict[str, int]:
    return {str(name): row for row, name in enumerate(names.tolist())}
