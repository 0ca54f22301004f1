"""Series that a request brings: products that are not known yet, and known ones in regions where they never sold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .aggregates import KEYS
from .catalogue import Catalogue
from .panel import ALL, Floats, Panel
from .request import Asked

HISTORY: Final = "history"
NEW_PRODUCT: Final = "new product"  # by its title, attributes and category
NEW_REGION: Final = "new region"  # a known product, by what it and others sell elsewhere
CATEGORY: Final = "category"  # an unknown product of which nothing is said but its category
SHOP: Final = "shop"  # an unknown product of which nothing is said
AGGREGATE: Final = "aggregate"

_MARK: Final = "\x00"  # begins the ids of unknown products, so that none is taken for a known one

Positions = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Newcomers:
    """What r rows of a request ask of products or regions without history.

    Attributes:
        products: As in `Panel.products`, one of each row, then those of `known`.
        series: The k series that answer them, as in `Panel.series`.
        price: Of each series, float64 (k,); NaN where nothing is said.
        row: Which row each series answers, int64 (k,), ascending.
        summed: Whether a row names no region, so that its answer is the sum of all regions, bool (r,).
        basis: Of each row.
    """

    products: pd.DataFrame
    series: pd.DataFrame
    price: Reals
    row: Positions
    summed: npt.NDArray[np.bool_]
    basis: list[str]

    @classmethod
    def of(cls, asked: Asked, rows: Positions, panel: Panel, catalogue: Catalogue) -> Newcomers:
        """Read rows that name a product and stand nowhere in the catalogue.

        A product that has sold is described by its tables; of another one the request's words go before theirs.
        """
        texts = asked.texts.iloc[rows].reset_index(drop=True)
        sold = catalogue.names["product"].get_indexer(pd.Index(texts["product_id"], dtype="str")) >= 0
        products = _products(texts, asked.launch[rows], panel, sold)
        summed = (texts["region"] == ALL).to_numpy()
        regions = panel.regions.drop_duplicates("region").set_index("region")["country"]
        everywhere = catalogue.names["region"].to_numpy(dtype=object)
        row = np.repeat(np.arange(len(rows)), np.where(summed, len(everywhere), 1))
        region = np.concatenate(
            [everywhere if whole else [name] for whole, name in zip(summed, texts["region"], strict=True)]
            or [np.zeros(0, dtype=object)]
        )
        country = regions.reindex(region).to_numpy(dtype=object)
        said = texts["country"].to_numpy(dtype=object)[row]
        series = pd.DataFrame(
            {
                "product_id": products["product_id"].to_numpy(dtype=object)[row],
                "region": region,
                "category": products["category"].to_numpy(dtype=object)[row],
                "country": np.where(pd.notna(country), country, said),
            },
            dtype="str",
        )
        basis = [
            _basis(*cells)
            for cells in zip(sold, *(products[n] for n in ("title", "attributes", "category")), strict=True)
        ]
        return cls(products, series, asked.price[rows][row], row, summed, basis)

    def beside(self, panel: Panel, chosen: Positions) -> Panel:
        """Some of the series as a panel of their own, of the weeks and events of `panel`; nothing of them was sold."""
        return _unsold(panel, self.series.iloc[chosen], self.price[chosen], self.products)

    def sums_beside(self, panel: Panel, rows: Positions) -> Panel:
        """The sums over regions of some rows, as a panel of products."""
        first = np.searchsorted(self.row, rows)
        series = self.series.iloc[first].assign(region=ALL, country=ALL)
        return replace(_unsold(panel, series, self.price[first], self.products), level="product")


def fresh_of(products: pd.DataFrame) -> pd.DataFrame:
    """Those that no table knows."""
    return products[products["product_id"].str.startswith(_MARK)]


def _products(texts: pd.DataFrame, launch: Positions, panel: Panel, sold: npt.NDArray[np.bool_]) -> pd.DataFrame:
    known = panel.products.drop_duplicates("product_id").set_index("product_id")
    stored = known.reindex(pd.Index(texts["product_id"], dtype="str"))
    found: dict[str, Any] = {}
    for name in ("title", "category", "attributes"):
        written = stored[name].fillna(ALL).to_numpy(dtype=object)
        said = texts[name].to_numpy(dtype=object)
        found[name] = pd.array(np.where(sold | (said == ALL), written, said), dtype="str")
    written = stored["launch"].fillna(-1).to_numpy(dtype=np.int64)
    found["launch"] = np.where(sold | (launch < 0), written, launch)
    found["end"] = stored["end"].fillna(-1).to_numpy(dtype=np.int64)
    own = texts["product_id"].to_numpy(dtype=object)
    ids = [str(name) if has_sold else f"{_MARK}{at}" for at, (name, has_sold) in enumerate(zip(own, sold, strict=True))]
    return pd.DataFrame({"product_id": pd.array(ids, dtype="str"), **found})


def _basis(sold: bool, title: str, attributes: str, category: str) -> str:
    if sold:
        return NEW_REGION
    if title or attributes:
        return NEW_PRODUCT
    return CATEGORY if category else SHOP


def _unsold(panel: Panel, series: pd.DataFrame, price: Reals, products: pd.DataFrame) -> Panel:
    shape = (len(series), panel.weeks)
    prices: Floats | None = None
    if panel.price is not None:
        prices = np.full(shape, np.nan, dtype=np.float32)
        prices[:, -1] = price
    named = panel.products["product_id"].isin(series["product_id"])
    fresh = fresh_of(products)
    return replace(
        panel,
        series=series[list(KEYS)].reset_index(drop=True),
        units=np.zeros(shape, dtype=np.float32),
        first=np.full(len(series), panel.weeks, dtype=np.int32),
        price=prices,
        stockout=None if panel.stockout is None else np.zeros(shape, dtype=np.float32),
        orders=None if panel.orders is None else np.zeros(shape, dtype=np.float32),
        weekday=None if panel.weekday is None else np.zeros((len(series), *panel.weekday.shape[1:]), dtype=np.float32),
        products=pd.concat([panel.products[named], fresh[fresh["product_id"].isin(series["product_id"])]]),
    )
