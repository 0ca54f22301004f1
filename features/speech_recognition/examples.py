"""The files of examples: utterances by split, with the bytes of their recordings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import TEXT, UNKNOWN, Longs
from features.speech_recognition.parameters import FeaturesParameters
from features.speech_recognition.recordings import Recording, heard
from features.speech_recognition.splits import Split
from features.speech_recognition.tables import NUMBER, TOLD, Tables
from features.speech_recognition.ways_to_split import TRAIN
from features.splits import SPLITS
from models.media import Shards

BYTES: Final = pa.large_binary()
SCHEMA: Final = pa.schema(
    [
        *dict.fromkeys(("example_id", "utterance_id"), TEXT).items(),
        ("audio", BYTES),
        *dict.fromkeys(("transcript", *TOLD), TEXT).items(),
        ("seconds", NUMBER),
        ("seen", pa.bool_()),
    ]
)


@dataclass
class Sums:
    """What was heard in a split so far.

    Attributes:
        seconds: Of all recordings.
        spoken: Of those in which something is said.
        bytes: Of the files.
        narrow: Recordings of a narrow band.
        clipped: Recordings with samples at full scale.
    """

    seconds: float = 0.0
    spoken: float = 0.0
    bytes: int = 0
    narrow: int = 0
    clipped: int = 0

    def add(self, recording: Recording, spoken: bool, narrow_band: int) -> None:
        """Count a recording."""
        self.seconds += recording.seconds
        self.spoken += recording.seconds * spoken
        self.bytes += len(recording.data)
        self.narrow += recording.rate < narrow_band
        self.clipped += recording.clipped > 0


def write_examples(
    tables: Tables, shards: Shards, split: Split, parameters: FeaturesParameters, out: Path
) -> dict[str, Sums]:
    """Write {train,valid,test} to a folder, as parquet of small row groups; what was heard in each."""
    return {
        name: _written(tables, shards, split, place, parameters, out / f"{name}.parquet")
        for place, name in enumerate(SPLITS)
    }


def _written(
    tables: Tables, shards: Shards, split: Split, place: int, parameters: FeaturesParameters, path: Path
) -> Sums:
    """Rows in the order of the shards, a row group for each lot of recordings that is held at a time."""
    rows = np.flatnonzero(split.of == place)
    own = tables.utterances.take(pa.array(rows))
    spoken, seen = tables.spoken[rows], _seen(tables, split, rows, place)
    sums = Sums()
    with writer(path, SCHEMA) as file:
        for at, recordings in heard(shards, own.column("audio").to_pylist(), "utterances", parameters.threads):
            some = own.take(pa.array(at))
            for row, recording in zip(at, recordings, strict=True):
                sums.add(recording, bool(spoken[row]), parameters.narrow_band)
            columns = {name: some.column(name) for name in some.column_names if name != "audio"} | {
                "example_id": some.column("utterance_id"),
                "audio": pa.array([recording.data for recording in recordings], BYTES),
                "seconds": pa.array([recording.seconds for recording in recordings], NUMBER),
                "seen": seen.take(pa.array(at)),
            }
            file.write_table(pa.table({name: columns[name] for name in SCHEMA.names}, schema=SCHEMA))
    return sums


def writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """A parquet file whose recordings lie as they came, and all else compressed."""
    told = [name for name in schema.names if name != "audio"]
    kind: dict[str, Any] = {"compression": dict.fromkeys(told, "zstd") | {"audio": "none"}}
    return pq.ParquetWriter(path, schema, use_dictionary=False, write_statistics=told, **kind)


def _seen(tables: Tables, split: Split, rows: Longs, place: int) -> pa.Array:
    """(r,) whether the speaker was heard before; null in train itself, and where no speaker is told."""
    untold = (tables.speaker[rows] == UNKNOWN) | (place == TRAIN)
    return pa.array(split.seen[rows], pa.bool_(), mask=untold)
