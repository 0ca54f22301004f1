"""Test photos one by one, with their pictures read as they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

PICTURE: Final = "picture"
_LOT: Final = 64  # photos whose pictures are in memory together


def each_photo(table: pd.DataFrame) -> Iterator[Any]:
    """Rows of `visual_requests.requests` one by one, with an attribute for each column, `picture` among them."""
    for begin in range(0, len(table), _LOT):
        yield from with_pictures(table.iloc[begin : begin + _LOT]).itertuples()


def with_pictures(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of `visual_requests.requests` with `picture`, the bytes of each; as they are where they have it."""
    if PICTURE in table:
        return table
    wanted = table["row"].to_numpy(dtype=np.int64)
    found = np.empty(len(table), dtype=object)
    if len(table):
        with pq.ParquetFile(examples_of(table) / "test.parquet") as file:
            counts = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
            ends = np.cumsum(counts)
            of = np.searchsorted(ends, wanted, side="right")
            for group in np.unique(of):
                column = file.read_row_group(int(group), columns=[PICTURE]).column(PICTURE)
                for place in np.flatnonzero(of == group):
                    found[place] = column[int(wanted[place] - (ends[group] - counts[group]))].as_py()
    return table.assign(**{PICTURE: found})


def examples_of(table: pd.DataFrame) -> Path:
    """Where the examples of rows of `visual_requests.requests` lie."""
    return Path(str(table["examples"].cat.categories[0]))
