"""What is told of the examples of speech recognition."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import UNKNOWN, Mask
from features.speech_recognition.cautions import cautions_of
from features.speech_recognition.examples import Sums
from features.speech_recognition.splits import Split
from features.speech_recognition.tables import Tables
from features.speech_recognition.ways_to_split import TRAIN
from features.splits import SPLITS
from models.words import normalised


def facts_of(tables: Tables, split: Split, heard: dict[str, Sums], around: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what was left out."""
    known = _vocabulary(tables, split.of == TRAIN)
    facts: dict[str, Any] = {
        "split": split.how,
        "warnings": cautions_of(tables, split),
        "utterances": len(tables),
        "in_which_nothing_is_said": int((~tables.spoken).sum()),
        "speakers": len(tables.speakers),
        "distinct_transcripts": pc.count_distinct(tables.utterances.column("transcript")).as_py(),
        "phrases": tables.phrases.num_rows,
        "slot_values": tables.slot_values.num_rows,
        "utterances_left_out_whose_recording_a_later_split_has": split.repeated,
        "utterances_left_out_as_too_many": split.left_out,
        **around,
    }
    for place, name in enumerate(SPLITS):
        own, sums = split.of == place, heard[name]
        spoken = own & tables.spoken
        facts[name] = {
            "utterances": int(own.sum()),
            "in_which_nothing_is_said": int((own & ~tables.spoken).sum()),
            "hours": round(sums.seconds / 3_600, 4),
            "hours_with_words": round(sums.spoken / 3_600, 4),
            "bytes": sums.bytes,
            "speakers": len(np.unique(tables.speaker[own & (tables.speaker != UNKNOWN)])),
            "of_speakers_heard_before": int((spoken & split.seen & (split.of != TRAIN)).sum()),
            "of_no_speaker_that_is_told": int((spoken & (tables.speaker == UNKNOWN)).sum()),
            "distinct_words": len(words := _vocabulary(tables, own)),
            "words_that_neither_train_nor_phrases_have": len(words - known - _of_phrases(tables)),
            "of_a_narrow_band": sums.narrow,
            "clipped": sums.clipped,
        }
    return facts


def _vocabulary(tables: Tables, rows: Mask) -> set[str]:
    texts = tables.utterances.column("transcript").filter(pa.array(rows)).unique().to_pylist()
    return {word for text in normalised(texts) for word in text.split()}


def _of_phrases(tables: Tables) -> set[str]:
    texts = [*tables.phrases.column("text").to_pylist(), *tables.slot_values.column("spoken").to_pylist()]
    return {word for text in normalised(texts) for word in text.split()}
