"""The clean tables as columns: what is said, what may be said, and what else is heard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, Ints, Longs, Mask, coded, places, read, trimmed
from features.splits import SPLITS
from infra.errors import DataError

NUMBER: Final = pa.float64()
TOLD: Final = ("speaker", "kind", "accent", "language", "intent", "slots")
PHRASES: Final = {"text": TEXT, "intent": TEXT, "weight": NUMBER}
SLOT_VALUES: Final = dict.fromkeys(("slot", "value", "spoken"), TEXT)
SURROUNDINGS: Final = ("noise", "rooms")
_UTTERANCES: Final = dict.fromkeys(("utterance_id", "audio", "transcript", *TOLD, "split"), TEXT)
_AROUND: Final = dict.fromkeys(("audio", "kind", "split"), TEXT)


@dataclass(frozen=True)
class Tables:
    """n utterances, and what comes with them.

    Attributes:
        utterances: utterance_id, audio, transcript ("" where nothing is said) and `TOLD`.
        given: (n,) position in `SPLITS`, `UNKNOWN` where none is given.
        speaker: (n,) number of the speaker, `UNKNOWN` where none is told.
        speakers: (s,) their names, in rising order.
        phrases: `PHRASES`; without rows where there is no such table.
        slot_values: `SLOT_VALUES`, likewise.
        surroundings: `noise` and `rooms` by name: audio, kind and split; likewise.
    """

    utterances: pa.Table
    given: Longs
    speaker: Ints
    speakers: pa.Array
    phrases: pa.Table
    slot_values: pa.Table
    surroundings: dict[str, pa.Table]

    def __len__(self) -> int:
        return int(self.utterances.num_rows)

    @property
    def spoken(self) -> Mask:
        """(n,) whether something is said."""
        return np.asarray(pc.not_equal(self.utterances.column("transcript"), ""), dtype=bool)


def read_tables(folder: Path) -> Tables:
    """Read the tables; the recordings stay where they are.

    Raises:
        DataError: The utterances are absent or have no row, or nothing is said in any.
    """
    raw = read(folder, "utterances", _UTTERANCES)
    if raw is None or raw.num_rows == 0:
        what = "holds no `utterances`" if raw is None else "holds `utterances` without any row"
        raise DataError(
            f"{folder} {what}.",
            "Give some hundred recordings and write down what is said in them. `bazaar contract speech-recognition` "
            "shows the table.",
        )
    utterances = _said(raw)
    speaker, speakers = coded(utterances.column("speaker"))
    found = Tables(
        utterances=utterances.select(["utterance_id", "audio", "transcript", *TOLD]),
        given=places(raw.column("split"), pa.array(SPLITS, TEXT)),
        speaker=speaker,
        speakers=speakers,
        phrases=_optional(folder, "phrases", PHRASES),
        slot_values=_optional(folder, "slot_values", SLOT_VALUES),
        surroundings={name: _optional(folder, name, _AROUND) for name in SURROUNDINGS},
    )
    if not found.spoken.any():
        raise DataError(
            f"utterances.transcript: none of the {len(found):,} rows has a word.",
            "Write down what is said in each recording; leave it empty only where nothing is.",
        )
    return found


def _said(utterances: pa.Table) -> pa.Table:
    """With "" for transcripts that are missing, and nothing for cells of blanks alone."""
    columns: dict[str, Any] = {name: utterances.column(name) for name in utterances.column_names}
    columns |= {name: trimmed(columns[name]) for name in ("transcript", *TOLD)}
    columns["transcript"] = pc.fill_null(columns["transcript"], "")
    return pa.table(columns)


def _optional(folder: Path, name: str, columns: dict[str, pa.DataType]) -> pa.Table:
    table = read(folder, name, columns)
    return pa.schema(list(columns.items())).empty_table() if table is None else table
