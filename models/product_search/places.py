"""Where customers are at home and what they speak, and which regions anybody has named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import pandas as pd

from ..region_names import RegionNames
from ..request_cells import words_of
from .examples import Examples

HOMES: Final = "homes.parquet"
REGIONS: Final = "regions.parquet"
_FIELDS: Final = ("customer_id", "region", "language")


@dataclass(frozen=True)
class Places:
    """What the tables say of customers and regions.

    Attributes:
        row: Place of each customer in `regions` and `languages`.
        regions, languages: Of customers, None where not known.
        known: Regions of the customers, the log, the judgments and the stock. One without stock is still a region.
    """

    row: dict[str, int]
    regions: list[str | None]
    languages: list[str | None]
    known: RegionNames

    @classmethod
    def none(cls) -> Self:
        """Nobody is known, and no region."""
        return cls({}, [], [], RegionNames(()))

    @classmethod
    def of(cls, data: Examples) -> Self:
        """From the tables and the searches of train and valid."""
        homes = _homes(data.customers)
        columns = [data.train.searches["region"], data.valid.searches["region"]]
        columns += [] if data.stock is None else [data.stock["region"]]
        known = RegionNames.of(pd.concat([column.drop_duplicates() for column in columns]))
        # A customer's region in other capitals is the one that the log and the stock tell of.
        others = [
            name for name in homes["region"].unique().tolist() if known.spelt(None if pd.isna(name) else name) is None
        ]
        return cls._read(homes, RegionNames.of([*known.names, *others]))

    def home(self, customer: str | None) -> tuple[str | None, str | None]:
        """Region and language of a customer, None each where not known."""
        place = None if customer is None else self.row.get(customer)
        return (None, None) if place is None else (self.regions[place], self.languages[place])

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        columns = {"customer_id": list(self.row), "region": self.regions, "language": self.languages}
        homes = pd.DataFrame({name: words_of(cells) for name, cells in columns.items()})
        homes.to_parquet(directory / HOMES, index=False)
        pd.DataFrame({"name": words_of(self.known.names)}).to_parquet(directory / REGIONS, index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        names = pd.read_parquet(directory / REGIONS)["name"]
        return cls._read(pd.read_parquet(directory / HOMES), RegionNames(tuple(str(name) for name in names)))

    @classmethod
    def _read(cls, homes: pd.DataFrame, known: RegionNames) -> Self:
        row = {str(name): place for place, name in enumerate(homes["customer_id"].tolist())}
        return cls(row, _cells(homes["region"]), _cells(homes["language"]), known)


def _homes(customers: pd.DataFrame | None) -> pd.DataFrame:
    """One row a customer, the first of several, with text or nulls in all cells."""
    if customers is None:
        customers = pd.DataFrame(columns=list(_FIELDS), dtype="str")
    told = customers.reindex(columns=list(_FIELDS)).astype("str")
    told = told[told["customer_id"].notna()].drop_duplicates("customer_id").sort_values("customer_id")
    for name in ("region", "language"):
        told[name] = told[name].str.strip().replace("", None)
    return told.reset_index(drop=True)


def _cells(column: pd.Series[Any]) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in column.tolist()]
