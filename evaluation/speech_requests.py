"""The frozen test recordings of speech recognition as requests, and how they are asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from evaluation.example_files import with_files
from models.words import spelt_column

AUDIO: Final = "audio"
ENROLMENT: Final = ("enrolment", "enrolment_text")
FLAGS: Final = ("unseen_speaker", "seen_speaker", "one_word", "several_words")
TOLD: Final = ("speaker", "kind", "accent", "language", "intent", "slots")
ASKED_AT_ONCE: Final = 64  # recordings whose files are in memory together
FEWEST_SPEAKERS: Final = 10  # of fewer ones, which are drawn says more than how many


def requests(examples: Path) -> pd.DataFrame:
    """The test recordings, one request each.

    Files stay where they are, for those of a whole test are too much for memory: see `example_files`.

    Columns beside those of `test.parquet`: `row` in it; `example_id`; `said`, the words as answers spell them; `group`,
    the speaker, or the recording where fewer than 10 speakers are known; `spoken` (words were said), `nothing` (none
    were), `expected` (words that may be said: of the recordings with words those that have an intent, or all where none
    has) and `other` (words that are no phrase); the flags that slices are cut by; and `examples`, where these lie.
    """
    schema = pq.read_schema(examples / "test.parquet")
    columns = [name for name in schema.names if name != AUDIO]
    table = pd.read_parquet(examples / "test.parquet", columns=columns).reset_index(drop=True)
    told = {name: table[name].astype("str") if name in table else _missing(len(table)) for name in TOLD}
    own, speaker = table["utterance_id"].astype("str"), told["speaker"]
    by_speaker = speaker.nunique() >= FEWEST_SPEAKERS
    said = spelt_column(table["transcript"].astype("str"))
    words = np.array([len(text.split()) for text in said], np.int64)
    spoken, intended = words > 0, told["intent"].notna().to_numpy(dtype=bool)
    expected = spoken & (intended | (not intended.any()))
    seen = (table["seen"] if "seen" in table else _missing(len(table))).astype("boolean")
    return table.assign(
        **told,
        row=np.arange(len(table)),
        example_id=own,
        said=said,
        group=("speaker " + speaker).where(speaker.notna(), "recording " + own) if by_speaker else "recording " + own,
        spoken=spoken,
        nothing=~spoken,
        expected=expected,
        other=spoken & ~expected,
        unseen_speaker=(~seen).fillna(False).to_numpy(dtype=bool),
        seen_speaker=seen.fillna(False).to_numpy(dtype=bool),
        one_word=words == 1,
        several_words=words > 1,
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: the file, and where it is there a recording of the same speaker's voice."""
    asked = pd.DataFrame(
        {"request_id": table["example_id"].astype("str"), AUDIO: with_files(table, AUDIO)[AUDIO].astype(object)}
    )
    return asked.assign(**{name: table[name].to_numpy(object) for name in ENROLMENT if name in table})


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """A usual request, which refuses what it is unsure of; the words that it heard are told all the same."""
    return {"refuse": True}


def easier_params(params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001 - the frame's interface
    """What a champion without these parameters takes."""
    return [{}]


def _missing(rows: int) -> pd.Series[Any]:
    return pd.Series([None] * rows, dtype="str")
