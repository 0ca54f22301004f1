"""The files of examples: reviews by split, their triplets, and reviews that nobody annotated."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.columns import TEXT, UNKNOWN, Longs, Mask, coded
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.parts import HELD_OUT, PARTS, TRAIN, UNLABELLED
from features.review_extraction.splits import Split
from features.review_extraction.tables import KEPT, SPANS, Tables
from features.review_extraction.usable import Usable
from features.splits import SPLITS

_ROW_GROUP: Final = 65_536


def write_examples(
    tables: Tables,
    use: Usable,
    split: Split,
    slices: dict[str, Mask],
    parameters: FeaturesParameters,
    out: Path,
) -> int:
    """Write {train,valid,test}, triplets, unlabelled, starred (those held out) and products to a folder, as parquet.

    Returns:
        Rows of products.
    """
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(split.of == place)
        part = _reviews(tables, rows, "example_id")
        for what, holds in slices.items() if place != TRAIN else ():
            part = part.append_column(what, pa.array(holds[rows]))
        _write(part, out / f"{name}.parquet")
    _write(_triplets(tables, split), out / "triplets.parquet")
    for place, name in ((UNLABELLED, "unlabelled"), (HELD_OUT, "starred")):
        _write(_reviews(tables, np.flatnonzero(split.of == place), "review_id"), out / f"{name}.parquet")
    rows = _viewed(tables, use, parameters)
    of = pa.array(split.of[rows], mask=split.of[rows] == UNKNOWN)
    view = _reviews(tables, rows, "review_id").append_column("split", pa.array(PARTS, TEXT).take(of))
    _write(view, out / "products.parquet")
    return len(rows)


def _reviews(tables: Tables, rows: Longs, key: str) -> pa.Table:
    chosen = tables.reviews.take(pa.array(rows)).rename_columns([key, *KEPT])
    stars = pc.fill_null(chosen.column("stars"), np.nan)
    return chosen.set_column(chosen.column_names.index("stars"), "stars", stars)


def _triplets(tables: Tables, split: Split) -> pa.Table:
    of = split.of[tables.review]
    rows = np.flatnonzero(of != UNKNOWN)
    own = tables.triplets.take(pa.array(rows))
    columns: dict[str, Any] = {
        "example_id": tables.ids.take(pa.array(tables.review[rows])),
        "split": pa.array(PARTS, TEXT).take(pa.array(of[rows])),
    }
    columns |= {name: own.column(name) for name in (*SPANS, "sentiment", "attribute")}
    return pa.table(columns)


def _viewed(tables: Tables, use: Usable, parameters: FeaturesParameters) -> Longs:
    """Reviews of the view of products: the latest of each, so many that not more than is wanted are there in all."""
    product, _ = coded(tables.column("product_id"))
    rows = np.flatnonzero(use.used & (product != UNKNOWN))
    rows = rows[np.lexsort((-tables.times[rows].astype(np.float64), product[rows]))]
    sizes = np.bincount(product[rows]) if len(rows) else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    under = np.cumsum(np.bincount(rank)) if len(rows) else np.zeros(0, dtype=np.int64)
    # A review of rank r is there under every cap above r.
    cap = int(np.searchsorted(under, parameters.max_product_reviews, side="right"))
    return np.sort(rows[rank < cap])


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP)
