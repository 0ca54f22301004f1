"""Where customers are at home, and which regions anybody has named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import pandas as pd

from ..region_names import RegionNames
from ..request_cells import words_of

HOMES: Final = "homes.parquet"
REGIONS: Final = "regions.parquet"


@dataclass(frozen=True)
class Places:
    """What the tables say of customers and regions.

    Attributes:
        homes: Region of each customer of whom it is known.
        known: Regions of the customers, the log and the stock. One without stock is still a region.
    """

    homes: dict[str, str]
    known: RegionNames

    @classmethod
    def of(cls, customers: pd.DataFrame | None, named: Iterable[str], stock: pd.DataFrame | None) -> Self:
        """From the tables.

        Args:
            customers: customer_id and region; None where there is no such table.
            named: Regions of the log.
            stock: With the column region; None where there is no such table.
        """
        in_stock = [] if stock is None else stock["region"].unique().tolist()
        known = RegionNames.of([*named, *in_stock])
        homes = _homes(customers)
        # A customer's region in other capitals is the one that the log and the stock tell of.
        others = [name for name in set(homes.values()) if known.spelt(name) is None]
        return cls(homes, RegionNames.of([*known.names, *others]))

    def home(self, customer: str | None) -> str | None:
        """Region of a customer, None where not known."""
        return None if customer is None else self.homes.get(customer)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        columns = {"customer_id": list(self.homes), "region": list(self.homes.values())}
        homes = pd.DataFrame({name: words_of(cells) for name, cells in columns.items()})
        homes.to_parquet(directory / HOMES, index=False)
        pd.DataFrame({"name": words_of(self.known.names)}).to_parquet(directory / REGIONS, index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        names = pd.read_parquet(directory / REGIONS)["name"].tolist()
        homes = pd.read_parquet(directory / HOMES)
        told = dict(zip(homes["customer_id"].tolist(), homes["region"].tolist(), strict=True))
        return cls(told, RegionNames(tuple(str(name) for name in names)))


def _homes(customers: pd.DataFrame | None) -> dict[str, str]:
    """Regions of customers who have one, the first of several rows, in the order of their ids."""
    if customers is None or "region" not in customers.columns:
        return {}
    told: pd.DataFrame = customers[["customer_id", "region"]].astype("str")
    told = told.assign(region=told["region"].str.strip()).drop_duplicates("customer_id")
    told = told[told["customer_id"].notna() & told["region"].notna() & (told["region"] != "")]
    ordered = told.sort_values("customer_id")
    names: list[Any] = ordered["customer_id"].tolist()
    return {str(name): str(region) for name, region in zip(names, ordered["region"].tolist(), strict=True)}
