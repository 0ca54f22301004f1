"""Reading of a table what monitoring looks at, in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from features.splits import unit_hash

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset as ds

_BATCH = 65_536
_SEED = 0


def sampled(path: Path, columns: Sequence[str], key: Sequence[str], most: int) -> tuple[pd.DataFrame, int]:
    """Columns of a parquet file or a directory of parts: all rows, or of a larger table about `most` of them."""
    import pyarrow.dataset as ds

    return sampled_from(ds.dataset(path, format="parquet"), columns, key, most)


def sampled_from(
    table: ds.Dataset, columns: Sequence[str], key: Sequence[str], most: int, where: ds.Expression | None = None
) -> tuple[pd.DataFrame, int]:
    """Columns of a table in files: all rows, or of a larger table about `most` of them.

    Which rows is decided by a hash of the key, so that the same table gives the same sample however its rows lie.

    Args:
        table: The files.
        columns: Wanted; those that the file lacks are left out.
        key: Columns that tell rows apart; the row's place where there are none.
        most: Rows in memory, about.
        where: Rows that count.

    Returns:
        The rows, and the number of rows of the whole table that count.
    """
    there = [name for name in columns if name in table.schema.names]
    by = [name for name in key if name in table.schema.names]
    total = table.count_rows(filter=where)
    share = 1.0 if total <= most else most / total
    parts, place = [], 0
    # Batches read ahead would be held in memory beside the sample.
    batches = table.to_batches(
        columns=list(dict.fromkeys([*there, *by])),
        batch_size=_BATCH,
        batch_readahead=1,
        fragment_readahead=1,
        filter=where,
    )
    for batch in batches:
        parts.append(_kept(batch, by, place, share)[there])
        place += batch.num_rows
    if not parts:
        empty: pd.DataFrame = table.schema.empty_table().select(there).to_pandas()
        return empty, 0
    return pd.concat(parts, ignore_index=True), total


def _kept(batch: pa.RecordBatch, by: Sequence[str], place: int, share: float) -> pd.DataFrame:
    frame: pd.DataFrame = batch.to_pandas()
    if share >= 1.0 or frame.empty:
        return frame
    if by:
        names = frame[by[0]].astype("str").fillna("")
        for column in by[1:]:
            names = names + "\x1f" + frame[column].astype("str").fillna("")
    else:
        names = pd.Series(range(place, place + len(frame))).astype("str")
    return frame[unit_hash(names.reset_index(drop=True), _SEED) < share]
