"""Recordings that do not suffice, and what helps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from features.columns import UNKNOWN
from features.speech_recognition.parameters import FeaturesParameters
from features.speech_recognition.splits import Split, split_of
from features.speech_recognition.tables import Tables
from features.speech_recognition.ways_to_split import GIVEN
from features.splits import ADVISED, SPLITS
from infra.errors import DataError


def refuse_one_speaker(tables: Tables) -> None:
    """Refuse words that are all of one speaker, where speakers are to be drawn for the test.

    Raises:
        DataError: So it is.
    """
    said = tables.speaker[tables.spoken]
    if (tables.given != UNKNOWN).any() or (said == UNKNOWN).any() or len(np.unique(said)) > 1:
        return
    name = tables.speakers[int(said[0])].as_py()
    raise DataError(
        f"utterances.speaker: all {len(said):,} rows with words are of one speaker, {name!r}; nobody is left to "
        "measure with how voices are understood that were never heard.",
        "Add recordings of others. For a recogniser of this one voice, leave the column utterances.speaker out: "
        "recordings are split then.",
    )


def refuse_few(tables: Tables, prints: list[bytes], split: Split, parameters: FeaturesParameters) -> None:
    """Refuse splits of too few utterances in which something is said.

    Raises:
        DataError: There is such a split; names it, what it has, and what helps. Shares are advised only where they
            were tried and help.
    """
    sizes = split.sizes(tables.spoken)
    for name, size in zip(SPLITS, sizes, strict=True):
        if size < parameters.min_utterances:
            raise DataError(
                f"utterances: split `{name}` (made {split.how}) has {size:,} utterances in which something is said; it "
                f"needs at least {parameters.min_utterances:,}. {int(tables.spoken.sum()):,} of {len(tables):,} rows "
                "have words.",
                _way_out(tables, prints, split, parameters),
            )


def _way_out(tables: Tables, prints: list[bytes], split: Split, parameters: FeaturesParameters) -> str:
    def helps(**settings: Any) -> bool:
        tried = split_of(tables, prints, replace(parameters, **settings))
        return min(tried.sizes(tables.spoken)) >= parameters.min_utterances

    told, is_given = "Add recordings and what is said in them", split.how.startswith(GIVEN)
    for share in ADVISED:
        valid, test = max(share, parameters.valid_share), max(share, parameters.test_share)
        if split.how != GIVEN and helps(valid_share=valid):
            return f"{told}, or set features.valid_share={valid:g}."
        if not is_given and helps(valid_share=valid, test_share=test):
            return f"{told}, or set features.valid_share={valid:g} and features.test_share={test:g}."
    least = min(split.sizes(tables.spoken))
    if least > 0:
        return f"{told}, or set features.min_utterances={least}."
    return f"{told}, or leave utterances.split out to have them split." if is_given else f"{told}."
