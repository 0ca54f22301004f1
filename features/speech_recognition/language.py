"""What may be said, as the grammar reads it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.speech_recognition.tables import PHRASES, SLOT_VALUES, Tables


def write_language(tables: Tables, out: Path) -> None:
    """Write phrases and slot_values to a folder, each where it has a row; a weight that is not told is 1."""
    phrases = tables.phrases.set_column(
        tables.phrases.column_names.index("weight"), "weight", pc.fill_null(tables.phrases.column("weight"), 1.0)
    )
    for name, table, columns in (("phrases", phrases, PHRASES), ("slot_values", tables.slot_values, SLOT_VALUES)):
        if table.num_rows:
            pq.write_table(table.cast(pa.schema(list(columns.items()))), out / f"{name}.parquet", compression="zstd")
