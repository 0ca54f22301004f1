"""Noise and rooms as they are mixed into utterances, with the splits that they serve in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT
from features.speech_recognition.examples import BYTES, writer
from features.speech_recognition.parameters import FeaturesParameters
from features.speech_recognition.recordings import heard
from features.speech_recognition.tables import Tables
from features.splits import unit_hash
from models.media import Shards

SCHEMA: Final = pa.schema([("audio", BYTES), ("kind", TEXT), ("split", TEXT)])


def write_surroundings(
    tables: Tables, shards: Shards, parameters: FeaturesParameters, out: Path
) -> dict[str, dict[str, Any]]:
    """Write noise and rooms to a folder, each where there is some; counts of each."""
    return {
        name: _written(table, shards, name, parameters, out / f"{name}.parquet")
        for name, table in tables.surroundings.items()
    }


def _written(table: pa.Table, shards: Shards, name: str, parameters: FeaturesParameters, path: Path) -> dict[str, Any]:
    kept = table.take(pa.array(_kept(table, parameters)))
    kinds = {split: sorted(_kinds(kept, split)) for split in ("train", "test")}
    facts: dict[str, Any] = {
        "recordings": kept.num_rows,
        "left_out_as_too_many": table.num_rows - kept.num_rows,
        "seconds": 0.0,
        "kinds_of_the_test_alone": [kind for kind in kinds["test"] if kind not in kinds["train"]],
    }
    if not kept.num_rows:
        return facts
    with writer(path, SCHEMA) as file:
        for rows, recordings in heard(shards, kept.column("audio").to_pylist(), name, parameters.threads):
            some = kept.take(pa.array(rows))
            facts["seconds"] += sum(recording.seconds for recording in recordings)
            columns = {
                "audio": pa.array([recording.data for recording in recordings], BYTES),
                "kind": some.column("kind"),
                "split": pc.fill_null(some.column("split"), ""),
            }
            file.write_table(pa.table(columns, schema=SCHEMA))
    return facts | {"seconds": round(facts["seconds"], 1)}


def _kept(table: pa.Table, parameters: FeaturesParameters) -> Any:
    """Rows, rising; of more than are wanted, those that a hash draws."""
    draw = unit_hash(pd.Series(table.column("audio").to_pandas()), parameters.seed + 1)
    return np.sort(np.argsort(draw, kind="stable")[: parameters.max_surroundings])


def _kinds(table: pa.Table, split: str) -> set[str]:
    """Kinds that serve in a split."""
    serves = pc.or_kleene(pc.is_null(table.column("split")), pc.equal(table.column("split"), split))
    return set(table.filter(serves).column("kind").drop_null().to_pylist())
