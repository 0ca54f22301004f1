"""Parts of the test of speech recognition on which a gate may guard the primary metric."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.speech_requests import FLAGS
from evaluation.wording import slug

BY: Final = ("kind", "accent", "language")
SLICES: Final = (*FLAGS, *(f"{name}_*" for name in BY))
MOST: Final = 10  # the largest of each that are told apart: of small ones chance tells more
MEANING: Final = {
    "unseen_speaker": "recordings of speakers that training never heard",
    "seen_speaker": "recordings of speakers of whom training has heard others",
    "one_word": "recordings of one word",
    "several_words": "recordings of several words",
}


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty, and of kinds, accents and languages there are the largest."""
    found = {name: table[table[name].to_numpy(bool)] for name in FLAGS}
    for by in BY:
        counts = table[by].dropna().value_counts()
        # Of equally large ones the first by name, so that two models are cut alike.
        for name in sorted(counts.index, key=lambda one: (-int(counts[one]), str(one)))[:MOST]:
            found[f"{by}_{slug(str(name))}"] = table[(table[by] == name).fillna(False).to_numpy(dtype=bool)]
    return found


def meaning(name: str) -> str:
    """What a part is, in words."""
    if name in MEANING:
        return MEANING[name]
    by, _, value = name.partition("_")
    return f"recordings of the {by} {value}"
