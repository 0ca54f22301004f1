"""Tables of the simulated marketplace as files: all of them complete, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def write_parts(parts: Iterable[dict[str, pa.Table]], paths: Mapping[str, Path]) -> None:
    """Write tables that come in parts, each to its parquet file; only one part is in memory.

    Files get their names when all are complete, so a directory never holds half of them.

    Args:
        parts: Table name -> rows, each part of some of the tables.
        paths: Table name -> file, of every table that comes.
    """
    for path in paths.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    partial = {name: path.with_suffix(".partial") for name, path in paths.items()}
    try:
        with ExitStack() as open_files:
            writers: dict[str, pq.ParquetWriter] = {}
            for part in parts:
                for name, table in part.items():
                    if name not in writers:
                        writer = pq.ParquetWriter(partial[name], table.schema, compression="zstd")
                        writers[name] = open_files.enter_context(writer)
                    writers[name].write_table(table)
        for name, path in paths.items():
            partial[name].replace(path)
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)
