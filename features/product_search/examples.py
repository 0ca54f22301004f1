"""The files of examples: the tables that are searched in, searches by split, and their pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import NO_TIME, Longs, Mask
from features.product_search.searches import Searches
from features.product_search.splits import TRAIN, Split
from features.splits import SPLITS

_ROW_GROUP: Final = 131_072
_TEXT: Final = pa.large_string()
_COLUMNS: Final = ("example_id", "query", "customer_id", "region", "language")


def write_tables(tables: dict[str, pa.Table | None], out: Path) -> None:
    """Write {name}.parquet of each table that is there."""
    for name, table in tables.items():
        if table is not None:
            _write(table, out / f"{name}.parquet")


def write_examples(searches: Searches, split: Split, slices: dict[str, Mask], products: pa.Table, out: Path) -> None:
    """Write {train,valid,test}.parquet and pairs.parquet to a folder, searches and their pairs in one order."""
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(split.of == place)
        part = _searches(searches, rows)
        for what, holds in slices.items() if place != TRAIN else ():
            part = part.append_column(what, pa.array(holds[rows]))
        _write(part, out / f"{name}.parquet")
    _write(_pairs(searches, split, products), out / "pairs.parquet")


def _searches(searches: Searches, rows: Longs) -> pa.Table:
    chosen = searches.rows.take(rows)
    times = searches.times[rows]
    columns: dict[str, Any] = {name: pa.array(chosen[name], _TEXT, from_pandas=True) for name in _COLUMNS}
    columns["time"] = pa.array(times, mask=times == NO_TIME).cast(pa.timestamp("us", "UTC"))
    columns["kind"] = pa.array(chosen["kind"], _TEXT)
    return pa.table(columns)


def _pairs(searches: Searches, split: Split, products: pa.Table) -> pa.Table:
    pairs = searches.pairs
    search = pairs["search"].to_numpy(dtype=np.int64)
    used = np.flatnonzero(split.of[search] >= 0)
    used = used[np.lexsort((pairs["product"].to_numpy()[used], search[used]))]
    chosen, search = pairs.take(used), search[used]
    grade, rank = chosen["grade"].to_numpy(dtype=np.int8), chosen["rank"].to_numpy(dtype=np.float32)
    ids: Any = pa.array(searches.rows["example_id"], _TEXT)
    return pa.table(
        {
            "example_id": ids.take(pa.array(search)),
            "split": pa.array(SPLITS, _TEXT).take(pa.array(split.of[search])),
            "product_id": products.column("product_id").take(pa.array(chosen["product"].to_numpy(dtype=np.int64))),
            "gain": pa.array(chosen["gain"].to_numpy(dtype=np.float32)),
            "grade": pa.array(grade, mask=grade < 0),
            "rank": pa.array(rank, mask=np.isnan(rank)),
            "click": pa.array(chosen["click"], pa.bool_(), from_pandas=True),
            "purchase": pa.array(chosen["purchase"], pa.bool_(), from_pandas=True),
        }
    )


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP)
