"""Late corrections: of rows with the same product, region and date the last recorded one counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from features.demand_forecasting.sales import Rows

PART_ROWS: Final = 4_000_000  # rows that are sorted at once; some 200 MB
_FIELDS: Final = ("product", "region", "moment", "units", "price", "orders", "out", "recorded")
_RECORD: Final = np.dtype(
    [(name, "i8") for name in ("product", "region", "moment", "recorded")]
    + [(name, "f8") for name in ("units", "price", "orders")]
    + [("out", "?")]
)


def last_recorded(blocks: Iterator[Rows], rows: int, part_rows: int = PART_ROWS) -> Iterator[Rows]:
    """The rows that count, in another order.

    Rows are dealt by product into files that fit into memory one at a time, so a table of any size is corrected.

    Args:
        blocks: All rows of the table.
        rows: How many there are, about.
        part_rows: Rows that may be sorted at once.
    """
    parts = max(1, -(-rows // part_rows))
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / f"{part}.rows" for part in range(parts)]
        for block in blocks:
            _deal(block, paths)
        for path in paths:
            if path.exists():
                yield _kept(np.fromfile(path, dtype=_RECORD))
                path.unlink()


def _deal(block: Rows, paths: list[Path]) -> None:
    records = np.empty(len(block), dtype=_RECORD)
    for name in _FIELDS:
        records[name] = getattr(block, name)
    part = block.product % len(paths)
    for at, path in enumerate(paths):
        own = records[part == at] if len(paths) > 1 else records
        if len(own):
            with path.open("ab") as file:
                own.tofile(file)


def _kept(records: npt.NDArray[np.void]) -> Rows:
    records = records[np.lexsort([records[name] for name in ("recorded", "moment", "region", "product")])]
    last = np.ones(len(records), dtype=bool)
    same = [records[name][1:] == records[name][:-1] for name in ("product", "region", "moment")]
    last[:-1] = ~np.all(same, axis=0)
    return Rows(**{name: np.ascontiguousarray(records[name][last]) for name in _FIELDS})
