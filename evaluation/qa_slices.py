"""Parts of the test of question answering on which a gate may guard the primary metric."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.qa_judged import SOURCES
from evaluation.qa_requests import FLAGS
from evaluation.wording import slug

SLICES: Final = (*FLAGS, "kind_*", *(f"answered_by_{source}" for source in SOURCES))
MEANING: Final = {
    "personal": "questions about the asking customer's own account",
    "no_product": "questions about neither a product nor an account",
    "long_question": "questions of features.long_words words and more",
}


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty, and of kinds there are those that the tables tell."""
    fixed = {name: table[table[name].to_numpy(bool)] for name in FLAGS}
    kinds = sorted(table["kind"].dropna().unique())
    by_kind = {f"kind_{slug(str(name))}": table[(table["kind"] == name).fillna(False)] for name in kinds}
    sources = table["right_sources"].str.split()
    by_source = {
        f"answered_by_{source}": table[np.array([source in every for every in sources], dtype=bool)]
        for source in SOURCES
    }
    return fixed | by_kind | by_source


def meaning(name: str) -> str:
    """What a part is, in words."""
    if name in MEANING:
        return MEANING[name]
    if name.startswith("kind_"):
        return f"questions of the kind {name.removeprefix('kind_')}"
    return f"questions that a candidate of the source {name.removeprefix('answered_by_')} answers"
