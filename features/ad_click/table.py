"""The clean table of impressions, read column by column: no frame of all its rows is ever made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from infra.errors import DataError

NAME: Final = "impressions"
KEY: Final = "impression_id"
CLICK: Final = "click"
CONVERSION: Final = "conversion"
TIME: Final = "time"
FLAGS: Final = (CLICK, CONVERSION)
AMOUNTS: Final = ("spend", "propensity")
# The contract's features in the order in which examples name them; a position is a name more than an amount.
NAMED: Final = ("customer", "ad", "campaign", "advertiser", "placement", "position", "device")
NO_TIME: Final = np.iinfo(np.int64).min

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """A column of n names, each stored once.

    Attributes:
        codes: (n,) position of each row's name in `names`, -1 where it is missing.
        names: k distinct names, large_string.
    """

    codes: Ints
    names: pa.Array

    def text(self, rows: Longs) -> pa.Array:
        """Names of some rows as text, null where missing."""
        codes = self.codes[rows]
        return pc.take(self.names, pa.array(codes, mask=codes < 0)).cast(pa.string())


class Impressions:
    """The columns of a clean `impressions.parquet`.

    Args:
        path: The file.

    Raises:
        DataError: There is no such file.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise DataError(f"{path.parent} holds no `{NAME}`.", "Give the table; `bazaar contract ad-click` shows it.")
        self._file = pq.ParquetFile(path, memory_map=True)
        self.schema = self._file.schema_arrow
        self.rows = int(self._file.metadata.num_rows)

    def declared(self) -> tuple[list[str], list[str]]:
        """Further columns that the file has: names or ids, and amounts."""
        own = {KEY, TIME, *FLAGS, *AMOUNTS, *NAMED}
        names = [name for name in self.schema.names if name not in own]
        amounts = [name for name in names if pa.types.is_floating(self.schema.field(name).type)]
        return [name for name in names if name not in amounts], amounts

    def ids(self) -> pa.Array:
        """Ids of the n impressions, large_string."""
        return self._read(KEY).cast(pa.large_string()).combine_chunks()

    def times(self) -> Longs | None:
        """(n,) microseconds since 1970, `NO_TIME` where missing; None where no row has a time."""
        column = self._filled(TIME)
        if column is None:
            return None
        micros = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64())
        return np.asarray(pc.fill_null(micros, NO_TIME).to_numpy(), dtype=np.int64)

    def flag(self, name: str) -> tuple[Mask, Mask] | None:
        """(n,) whether it is set, and (n,) whether that is known; None where it is known of no row."""
        column = self._filled(name)
        if column is None:
            return None
        known = np.asarray(column.is_valid(), dtype=bool)
        return np.asarray(pc.fill_null(column, False), dtype=bool), known

    def amounts(self, name: str) -> Floats | None:
        """(n,) values, NaN where missing; None where all are."""
        column = self._filled(name)
        return None if column is None else np.array(column.to_numpy(), dtype=np.float64)

    def coded(self, name: str) -> Coded | None:
        """A column of names or ids, amounts written as text; None where all are missing."""
        column = self._filled(name)
        if column is None:
            return None
        encoded = column.dictionary_encode().combine_chunks()
        codes = np.asarray(pc.fill_null(encoded.indices, -1), dtype=np.int32)
        names = encoded.dictionary
        if pa.types.is_floating(names.type):
            return _of_amounts(codes, np.asarray(names, dtype=np.float64))
        return Coded(codes, names.cast(pa.large_string()))

    def _read(self, name: str) -> pa.ChunkedArray:
        return self._file.read(columns=[name]).column(0)

    def _filled(self, name: str) -> pa.ChunkedArray | None:
        if name not in self.schema.names:
            return None
        column = self._read(name)
        return None if column.null_count == len(column) else column


def _of_amounts(codes: Ints, values: Floats) -> Coded:
    texts = [str(int(value)) if value.is_integer() else repr(value) for value in values.tolist()]
    return Coded(codes, pa.array(texts, pa.large_string()))
