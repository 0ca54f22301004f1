"""The files of examples: photos by split, and the pictures that they are searched in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import TEXT, Longs
from features.splits import SPLITS
from features.visual_search import pictures
from features.visual_search.labels import as_json
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.pictures import Store, smaller, untouched
from features.visual_search.slices import slices_of
from features.visual_search.splits import Split
from features.visual_search.tables import CATALOGUE, Tables
from features.visual_search.ways_to_split import TRAIN
from models.media import Shards

_BYTES: Final = pa.large_binary()
_NUMBER: Final = pa.int32()
CATALOGUE_SCHEMA: Final = pa.schema(
    [*CATALOGUE.items(), ("held_out", pa.bool_()), ("picture", _BYTES), ("width", _NUMBER), ("height", _NUMBER)]
)
PHOTOS_SCHEMA: Final = pa.schema(
    [
        *dict.fromkeys(("example_id", "photo_id", "group", "product_ids", "boxes"), TEXT).items(),
        ("picture", _BYTES),
        ("width", _NUMBER),
        ("height", _NUMBER),
        ("share", pa.float64()),
        ("small_in_picture", pa.bool_()),
        ("large_in_picture", pa.bool_()),
    ]
)


def write_examples(tables: Tables, shards: Shards, split: Split, parameters: FeaturesParameters, out: Path) -> int:
    """Write {train,valid,test}, catalogue and distractors to a folder, as parquet of small row groups.

    Returns:
        Distractors left out because there are more than are wanted.
    """
    shown = smaller(parameters.side, parameters.quality)
    for place, name in enumerate(SPLITS):
        store = smaller(parameters.photo_side, parameters.quality) if place == TRAIN else untouched
        rows = np.flatnonzero(split.of == place)
        _write(_photos(tables, rows), PHOTOS_SCHEMA, "photos", shards, store, parameters, out / f"{name}.parquet")
    held = _held_out(tables, split)
    catalogue = tables.catalogue.append_column("held_out", pa.array(held))
    _write(catalogue, CATALOGUE_SCHEMA, "catalogue", shards, shown, parameters, out / "catalogue.parquet")
    some = tables.distractors.slice(0, parameters.max_distractors)
    others = some.append_column("held_out", pa.array(np.zeros(some.num_rows, dtype=bool)))
    _write(others, CATALOGUE_SCHEMA, "distractors", shards, shown, parameters, out / "distractors.parquet")
    return int(tables.distractors.num_rows - some.num_rows)


def _photos(tables: Tables, rows: Longs) -> pa.Table:
    ids, boxes = as_json(tables.labels, rows)
    own = tables.photos.take(pa.array(rows))
    own = own.append_column("example_id", own.column("photo_id"))
    return own.append_column("product_ids", pa.array(ids, TEXT)).append_column("boxes", pa.array(boxes, TEXT))


def _held_out(tables: Tables, split: Split) -> Any:
    """(c,) whether a row of the catalogue is of a product that training never sees."""
    names = tables.labels.products.filter(pa.array(split.held_out))
    return pa.compute.is_in(tables.catalogue.column("product_id").combine_chunks(), value_set=names)


def _write(
    table: pa.Table,
    schema: pa.Schema,
    name: str,
    shards: Shards,
    store: Store,
    parameters: FeaturesParameters,
    path: Path,
) -> None:
    """Rows in the order of the shards, a row group for each lot of pictures that is held at a time."""
    told = [column for column in schema.names if column != "picture"]
    kind: dict[str, Any] = {"compression": dict.fromkeys(told, "zstd") | {"picture": "none"}}
    with pq.ParquetWriter(path, schema, use_dictionary=False, write_statistics=told, **kind) as file:
        references = table.column("image").to_pylist()
        for rows, made in pictures.stored(shards, references, store, name, parameters.threads):
            own = table.take(pa.array(rows))
            columns = {column: own.column(column) for column in own.column_names} | pictures.columns(made)
            if "boxes" in columns:
                columns |= slices_of(columns, parameters)
            file.write_table(pa.table({column: columns[column] for column in schema.names}, schema=schema))
