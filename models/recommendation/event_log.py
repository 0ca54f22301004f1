"""What customers did, in order: the log that the sources of candidates are fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..moments import seconds_of

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Kinds = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

KINDS: Final = ("view", "cart", "buy")
COLUMNS: Final = ("customer_id", "product_id", "time", "place", "type", "region")


@dataclass(frozen=True)
class EventLog:
    """n events, sorted by customer and place.

    Attributes:
        customer: Number of the customer; (n,).
        product: Position of the product; (n,).
        seconds: Since 1970, NaN where not known; (n,).
        kind: Place in `KINDS`; (n,).
        region: Place in `regions`, -1 where not known; (n,).
        place: Order within the customer; (n,).
        customers: Ids of the customers by their number.
        regions: Names of the regions, sorted.
        products: How many products there are.
    """

    customer: Codes
    product: Codes
    seconds: Numbers
    kind: Kinds
    region: Codes
    place: Ints
    customers: npt.NDArray[np.object_]
    regions: tuple[str, ...]
    products: int

    @classmethod
    def of(cls, frames: Sequence[pd.DataFrame], products: pd.DataFrame) -> Self:
        """From tables of events, put one behind another.

        Args:
            frames: With the columns of `COLUMNS`.
            products: With product_id, in order of position.

        Raises:
            InputError: Events of products that are not in `products`, or of a type that is not known.
        """
        events = pd.concat([frame[list(COLUMNS)] for frame in frames], ignore_index=True)
        product = pd.Index(products["product_id"]).get_indexer(pd.Index(events["product_id"]))
        kind = pd.Index(KINDS).get_indexer(pd.Index(events["type"]))
        for codes, name in ((product, "product_id"), (kind, "type")):
            if (codes < 0).any():
                raise InputError(
                    f"events, column {name}: {int((codes < 0).sum())} rows of {len(codes)} have a value that is not "
                    "known; build the examples anew from tables that keep the contract."
                )
        customer, customers = pd.factorize(events["customer_id"], sort=True)
        region, regions = pd.factorize(events["region"].astype("str"), sort=True)
        seconds = seconds_of(pd.to_datetime(events["time"], utc=True))
        place = events["place"].to_numpy(dtype=np.int64)
        order = np.lexsort((place, customer))
        return cls(
            customer[order].astype(np.int32),
            product[order].astype(np.int32),
            seconds[order],
            kind[order].astype(np.int8),
            region[order].astype(np.int32),
            place[order],
            np.asarray(customers, dtype=object),
            tuple(str(name) for name in regions),
            len(products),
        )

    def __len__(self) -> int:
        return len(self.product)

    def take(self, rows: npt.NDArray[np.bool_] | Ints) -> Self:
        """Some of the events, in rising order of rows; customers, regions and products keep their numbers."""
        names = ("customer", "product", "seconds", "kind", "region", "place")
        return replace(self, **{name: getattr(self, name)[rows] for name in names})

    def before(self, seconds: float) -> Self:
        """Events before, not at, a time; those without a time are kept."""
        return self.take(~(self.seconds >= seconds))

    def without_products(self, mask: Truths) -> Self:
        """Without all events of products; mask (products,) is true of those to leave out."""
        return self.take(~mask[self.product])

    def from_end(self) -> Ints:
        """Events of the same customer that follow each event; (n,)."""
        ends = np.cumsum(np.bincount(self.customer, minlength=len(self.customers)))
        return np.asarray(ends[self.customer] - 1 - np.arange(len(self)), dtype=np.int64)

    def latest(self, most: int) -> Self:
        """At most so many events of each customer, the last ones: one with ten thousand events costs no square."""
        return self.take(self.from_end() < most)

    def starts(self) -> Ints:
        """Where each customer's events begin, and the end of the last; (customers + 1,)."""
        return np.append(0, np.cumsum(np.bincount(self.customer, minlength=len(self.customers)))).astype(np.int64)

    def counts(self) -> Ints:
        """Events of each product; (products,)."""
        return np.bincount(self.product, minlength=self.products).astype(np.int64)

    def end(self) -> float:
        """Time of the last event; NaN where none has a time."""
        known = self.seconds[np.isfinite(self.seconds)]
        return float(known.max()) if len(known) else float("nan")
