"""The content of files that examples hold, read as it is needed: of a whole test it is too much for memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

_LOT: Final = 64  # rows whose files are in memory together


def each_with_file(table: pd.DataFrame, column: str) -> Iterator[Any]:
    """Rows of requests one by one, with an attribute for each column, that of the files among them."""
    for begin in range(0, len(table), _LOT):
        yield from with_files(table.iloc[begin : begin + _LOT], column).itertuples()


def with_files(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows of requests with a column of `test.parquet`, bytes; as they are where they have it.

    Args:
        table: With `row`, the place in the test, and `examples`, a category: where the examples lie.
        column: That is read.
    """
    if column in table:
        return table
    wanted = table["row"].to_numpy(dtype=np.int64)
    found = np.empty(len(table), dtype=object)
    if len(table):
        with pq.ParquetFile(examples_of(table) / "test.parquet") as file:
            counts = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
            ends = np.cumsum(counts)
            of = np.searchsorted(ends, wanted, side="right")
            for group in np.unique(of):
                cells = file.read_row_group(int(group), columns=[column]).column(column)
                for place in np.flatnonzero(of == group):
                    found[place] = cells[int(wanted[place] - (ends[group] - counts[group]))].as_py()
    return table.assign(**{column: found})


def examples_of(table: pd.DataFrame) -> Path:
    """Where the examples of rows of requests lie."""
    return Path(str(table["examples"].cat.categories[0]))
