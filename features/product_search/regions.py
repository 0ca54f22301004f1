"""Regions of searches against those of stock: one that stock does not name is one in which nothing can be had."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.columns import Mask
from features.product_search.parameters import FeaturesParameters
from features.product_search.searches import JUDGED, LOGGED, Searches
from infra.errors import DataError

_NAMED: Final = 5  # spellings that an error shows
_TOLD_BY: Final = {JUDGED: "judgments.region", LOGGED: "events.region (or customers.region)"}


def spelt_as_stock(searches: Searches, stock: pa.Table | None) -> Searches:
    """The searches, regions that differ from those of stock in case alone spelled as there."""
    if stock is None:
        return searches
    known = pd.Series(stock.column("region").unique().to_pandas().dropna().astype("str")).sort_values()
    spelt = dict(zip(known.str.casefold(), known, strict=True)) | dict(zip(known, known, strict=True))
    region = searches.rows["region"]
    found = region.map(spelt).fillna(region.str.casefold().map(spelt)).fillna(region).astype("str")
    return replace(searches, rows=searches.rows.assign(region=found))


def strange_regions(searches: Searches, stock: pa.Table | None) -> dict[str, int]:
    """Searches of a region that stock has no row of, by kind; none where there is no stock."""
    strange, kind = _strange(searches, stock), searches.rows["kind"].to_numpy()
    return {name: int((strange & (kind == name)).sum()) for name in (JUDGED, LOGGED)}


def refuse_strange_regions(searches: Searches, stock: pa.Table | None, parameters: FeaturesParameters) -> None:
    """Refuse searches too many of which name a region that stock never does.

    In such a region nothing can be had: searches there are answered with nothing.

    Raises:
        DataError: More than `max_strange_regions` of the judged, or of the logged, searches that name a region do.
    """
    if stock is None:
        return
    strange, region = _strange(searches, stock), searches.rows["region"]
    for kind, column in _TOLD_BY.items():
        own = (searches.rows["kind"] == kind).to_numpy() & region.notna().to_numpy()
        rows, of = int((strange & own).sum()), int(own.sum())
        if rows <= parameters.max_strange_regions * of:
            continue
        known = pd.Series(stock.column("region").unique().to_pandas().dropna().astype("str"))
        theirs = region[strange & own].value_counts()
        raise DataError(
            f"{column}: {rows:,} of {of:,} {kind} searches that name a region name one that stock.region never does, "
            f"such as {_some(theirs.index)}; stock has {_some(known.sort_values())}.",
            "Write the regions of all tables alike, but for blanks and capitals. Where stock does not cover these "
            f"regions, raise features.max_strange_regions to {np.ceil(100 * rows / of) / 100:g}: "
            "searches there find nothing.",
        )


def _strange(searches: Searches, stock: pa.Table | None) -> Mask:
    region = searches.rows["region"]
    if stock is None:
        return np.zeros(len(searches), dtype=bool)
    known = stock.column("region").unique().to_pandas()
    return (region.notna() & ~region.isin(known)).to_numpy(dtype=bool)


def _some(names: Any) -> str:
    return ", ".join(map(repr, list(names)[:_NAMED])) + (", ..." if len(names) > _NAMED else "")
