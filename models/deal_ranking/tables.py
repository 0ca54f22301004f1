"""What of deals, products and customers is looked up, while learning and while serving."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import titles
from .customer_columns import CustomerColumns
from .deal_codes import KINDS, DealCodes
from .deals import Deals
from .examples import Examples
from .log import Log
from .looks import Looks
from .memory import Memory
from .outlook_settings import OutlookSettings
from .pair_features import NAMES
from .places import Places
from .products import Products
from .states import States
from .tastes import Tastes
from .titles import Titles

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

DEALS: Final = "deals.parquet"


@dataclass(frozen=True)
class Tables:
    """All that is known by position.

    Attributes:
        deals: Of the bundle.
        products: That were bought, that deals name, or that are told of.
        codes: Names by which deals are counted.
        columns: Declared columns of customers.
        chosen: Settings.
    """

    deals: Deals
    products: Products
    codes: DealCodes
    columns: CustomerColumns
    chosen: OutlookSettings

    @classmethod
    def of(cls, data: Examples, chosen: OutlookSettings) -> Self:
        """From examples."""
        named = Deals.named(data.deals)
        bought = data.known().purchases["product_id"].astype("str").unique().tolist()
        products = Products.of(data.products, [*named, *bought])
        deals = Deals.of_table(data.deals, products)
        return cls(deals, products, DealCodes.of(deals, products), CustomerColumns.of(data.customers), chosen)

    @cached_property
    def numbers(self) -> dict[str, Ints]:
        """Numbers of the bundle's deals, by kind."""
        return self.codes.numbers(self.deals, self.products)

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many names there are of each kind."""
        return {kind: len(self.codes.names[kind]) for kind in KINDS}

    @cached_property
    def titles(self) -> Titles | None:
        """Words of the bundle's titles; None where no deal has one."""
        places = self.chosen.memory.title_places
        return Titles.of(self.deals.titles, self.numbers["offer"], self.sizes["offer"], self.products, places)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all features, in their order."""
        return (*NAMES, *self.columns.names, *(() if self.titles is None else titles.NAMES))

    @cached_property
    def places(self) -> Places:
        """Of purchases."""
        return Places.of(self.products)

    def memory(self, log: Log, until: float) -> Memory:
        """Of what was before a moment."""
        chosen = self.chosen.memory
        return Memory.of(log, until, self.deals, self.numbers, self.sizes, self.products, chosen, self.titles)

    def looks(self, deals: Deals, memory: Memory, together: Numbers | None = None) -> Looks:
        """Of any deals; see `Looks.of`."""
        return Looks.of(deals, self.codes, memory, self.products, self.chosen.memory, self.titles, together)

    def tastes(self, states: States, seconds: Numbers) -> Tastes:
        """Of customers at a moment each."""
        return Tastes.of(
            states, seconds, self.places, self.deals, self.numbers, self.sizes, self.chosen.history, self.titles
        )

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        self.products.save(directory)
        self.codes.save(directory)
        self.columns.save(directory)
        self.deals.frame(self.products).to_parquet(directory / DEALS, index=False)

    @classmethod
    def load(cls, directory: Path, chosen: OutlookSettings) -> Self:
        """Read what `save` wrote."""
        products = Products.load(directory)
        deals = Deals.of_table(pd.read_parquet(directory / DEALS), products)
        return cls(deals, products, DealCodes.load(directory), CustomerColumns.load(directory), chosen)
