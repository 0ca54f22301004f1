"""A review more among the candidates of each question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from evaluation.bootstrap import Weights
from evaluation.qa_asking import Asking
from evaluation.qa_statistics import P_AT_1


def planted(asking: Asking, sample: pd.DataFrame, texts: Sequence[str]) -> pd.DataFrame:
    """The questions with a review of these words as their first candidate: one each."""
    judged = asking.judged(sample)
    own = pd.DataFrame({"row": range(len(sample)), "text": list(texts), "source": "review"})
    every = pd.concat([own, judged.passages()[["row", "text", "source"]]], ignore_index=True)
    every = every.sort_values("row", kind="stable")
    return sample.assign(candidates=judged.told(every).to_numpy(object))


def lost(rows: pd.DataFrame, weights: Weights) -> Any:
    """P@1 less what it is afterwards, column `then`."""
    after = rows[["answerable", "then"]].rename(columns={"then": "first_right"})
    return P_AT_1(rows, weights) - P_AT_1(after, weights)
