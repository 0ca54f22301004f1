"""The transcript that most recordings of train have, told of every recording: what hearing nothing comes to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.speech_words import word_edits
from models.words import spelt_column

NAME: Final = "wer_most_frequent"
MEASURES: Final = (NAME,)
_MEANING: Final = "wer of the commonest transcript of train, told of every recording"


def measures(examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """Word error rate of that transcript; of equally common ones the first of the alphabet counts.

    Args:
        examples: What `build` wrote.
        table: Rows of `speech_requests.requests` of which a phrase is expected.
        settings: `resamples`, `confidence`, `seed`.
    """
    train = pd.read_parquet(examples / "train.parquet", columns=["transcript"])
    said = pd.Series(spelt_column(train["transcript"].astype("str")), dtype="str")
    counts = said[said != ""].value_counts()
    if counts.empty or len(table) == 0:
        return {}
    told = min(counts.index[counts == counts.iloc[0]])
    edits = word_edits(table["said"].tolist(), [told] * len(table))
    rows = table[["group"]].reset_index(drop=True).assign(errors=edits["errors"], words=edits["words"])
    return measured(rows, {NAME: of_sums("errors", "words")}, {NAME: _MEANING}, settings, (NAME,))
