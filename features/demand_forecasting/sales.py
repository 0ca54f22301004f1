"""The sales table in batches of bounded memory, its ids as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.demand_forecasting.days import NONE, Longs
from infra.errors import DataError

ROWS: Final = 1 << 19  # of a batch; some 50 MB
REQUIRED: Final = ("product_id", "region", "date", "units")
OPTIONAL: Final = ("price", "currency", "stock_out", "orders", "recorded_at")
_IDS: Final = ("product_id", "region", "currency")
_MICROSECONDS: Final = pa.timestamp("us", "UTC")


@dataclass(frozen=True)
class Rows:
    """r rows of sales.

    Attributes:
        product, region: Numbers that a `Codes` gave, (r,).
        moment: Microseconds since 1970, (r,).
        units: Net units, (r,).
        price, orders: NaN where not given, (r,).
        out: Flagged as out of stock, (r,).
        recorded: Microseconds since 1970, `NONE` where not given, (r,).
    """

    product: Longs
    region: Longs
    moment: Longs
    units: npt.NDArray[np.float64]
    price: npt.NDArray[np.float64]
    orders: npt.NDArray[np.float64]
    out: npt.NDArray[np.bool_]
    recorded: Longs

    def __len__(self) -> int:
        return len(self.moment)


class Codes:
    """Numbers texts in the order in which they come."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._place)

    @property
    def names(self) -> list[str]:
        return list(self._place)

    def of(self, column: pa.Array) -> Longs:
        """The number of each cell, -1 where it is missing."""
        if not pa.types.is_dictionary(column.type):
            column = column.cast(pa.large_string()).dictionary_encode()
        place = self._place
        numbers = [-1 if name is None else place.setdefault(name, len(place)) for name in column.dictionary.to_pylist()]
        known = np.array([*numbers, -1], dtype=np.int64)
        coded: Longs = known[np.asarray(pc.fill_null(column.indices, len(numbers)))]
        return coded


class Sales:
    """A clean sales table on disk; it is read anew by every pass.

    Raises:
        DataError: There is none, a required column is missing, or it has no row.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise DataError(
                f"{path.parent} holds no `sales`.", "Give the table; `bazaar contract demand-forecasting` shows it."
            )
        self._path = path
        head = pq.read_schema(path)
        self.columns = tuple(name for name in (*REQUIRED, *OPTIONAL) if name in head.names)
        missing = [name for name in REQUIRED if name not in head.names]
        if missing:
            raise DataError(f"sales lacks the columns {', '.join(missing)}.", "Build from validated tables.")
        self.rows = int(pq.read_metadata(path).num_rows)
        if self.rows == 0:
            raise DataError("sales has no row.", "Give a sales table with at least some weeks of sales.")

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All rows, ids as dictionaries so that equal texts are looked at once."""
        ids = [name for name in _IDS if name in self.columns]
        file = pq.ParquetFile(self._path, read_dictionary=ids, pre_buffer=False, buffer_size=1 << 20)
        try:
            yield from file.iter_batches(batch_size=ROWS, columns=list(self.columns))
        finally:
            file.close()


def typed(batch: pa.RecordBatch, products: Codes, regions: Codes) -> Rows:
    """A batch as numbers; optional columns that are absent are missing throughout.

    Raises:
        DataError: A cell of a required column is missing.
    """
    for name in REQUIRED:
        if batch.column(name).null_count:
            raise DataError(
                f"sales.{name}: {batch.column(name).null_count:,} cells are missing.", "Build from validated tables."
            )
    return Rows(
        product=products.of(batch.column("product_id")),
        region=regions.of(batch.column("region")),
        moment=_moments(batch.column("date")),
        units=_numbers(batch, "units"),
        price=_numbers(batch, "price"),
        orders=_numbers(batch, "orders"),
        out=_flags(batch, "stock_out"),
        recorded=_moments(batch.column("recorded_at"))
        if "recorded_at" in batch.schema.names
        else np.full(batch.num_rows, NONE, dtype=np.int64),
    )


def _moments(column: pa.Array) -> Longs:
    whole = column.cast(_MICROSECONDS).cast(pa.int64())
    return np.asarray(pc.fill_null(whole, NONE), dtype=np.int64)


def _numbers(batch: pa.RecordBatch, name: str) -> npt.NDArray[np.float64]:
    if name not in batch.schema.names:
        return np.full(batch.num_rows, np.nan)
    return np.asarray(batch.column(name).cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _flags(batch: pa.RecordBatch, name: str) -> npt.NDArray[np.bool_]:
    if name not in batch.schema.names:
        return np.zeros(batch.num_rows, dtype=bool)
    return np.asarray(pc.fill_null(batch.column(name).cast(pa.bool_()), False), dtype=bool)
