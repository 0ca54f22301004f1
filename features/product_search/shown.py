"""What a log says of each product that a search showed: where it stood, and what came of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import Longs, Mask
from features.product_search.parameters import FeaturesParameters

Floats = npt.NDArray[np.float64]


def pairs_shown(
    events: pa.Table, search: Longs, product: Longs, pooled: Mask, parameters: FeaturesParameters
) -> pd.DataFrame:
    """The pairs of `searches.Searches`: each product of a search once.

    Args:
        events: m rows with click, purchase and rank.
        search: (m,) position of each row's search.
        product: (m,) position of its product in the catalogue.
        pooled: (m,) whether the search pools several: there gain and rank are means, else of the best row.
        parameters: Settings.
    """
    click, purchase = (_flags(events.column(name)) for name in ("click", "purchase"))
    gain = np.where(purchase, 1.0, np.where(click, parameters.gain_click, 0.0))
    rank = _from_one(np.asarray(pc.fill_null(events.column("rank"), np.nan), dtype=np.float64), search)
    rows = pd.DataFrame(
        {"search": search, "product": product, "gain": gain, "rank": rank, "click": click, "purchase": purchase}
    )
    if not rows.duplicated(["search", "product"]).any():
        pairs = rows
    else:
        grouped = rows.groupby(["search", "product"], sort=False)
        pairs = grouped.agg({"gain": "max", "rank": "min", "click": "max", "purchase": "max"}).reset_index()
        if pooled.any():
            in_pool = np.zeros(int(search.max()) + 1, dtype=bool)
            in_pool[search[pooled]] = True
            means = grouped[["gain", "rank"]].mean().reset_index()
            here = in_pool[pairs["search"].to_numpy()]
            pairs.loc[here, ["gain", "rank"]] = means.loc[here, ["gain", "rank"]]
    return pairs.assign(
        grade=np.int8(-1), click=pairs["click"].astype("boolean"), purchase=pairs["purchase"].astype("boolean")
    )


def _from_one(rank: Floats, search: Longs) -> Floats:
    """(m,) places counted from 1; a place of 0 in a log that counts from 1 is not known.

    A log counts from 0 where most of its searches do: a stray 0 shifts nobody.
    """
    lowest = pd.Series(rank).groupby(search).min()
    return rank + 1 if lowest.median() < 1 else np.where(rank < 1, np.nan, rank)


def _flags(column: Any) -> Any:
    return np.asarray(pc.fill_null(column, False), dtype=bool)
