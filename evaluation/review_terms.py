"""Aspects and opinions on their own, whether or not the model tells them in a triplet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.review_counts import counts
from evaluation.review_statistics import f1
from evaluation.review_truth import Annotated
from models.review_extraction.extracted import NONE

_KINDS: Final = {"aspect": ("aspects", (1, 2)), "opinion": ("opinions", (3, 4))}
MEASURES: Final = tuple(f"{kind}_term_f1" for kind in _KINDS)


@runtime_checkable
class Marks(Protocol):
    """A model that marks terms by thresholds of their own."""

    def terms(self, texts: list[str]) -> pd.DataFrame: ...


def measures(
    model: object, table: pd.DataFrame, annotated: Annotated, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """F1 of written terms; none of a model that tells triplets alone.

    Args:
        model: What is evaluated.
        table: Rows of `review_requests.requests`.
        annotated: Theirs.
        settings: `term_reviews`: the most reviews, evenly over the test; `resamples`, `confidence`, `seed`.
    """
    if not isinstance(model, Marks):
        return {}
    chosen = spread(len(table), int(settings["term_reviews"]))
    rows = table.iloc[chosen].reset_index(drop=True)
    marked = model.terms(rows["text"].tolist())
    place = np.full(len(table), -1)
    place[chosen] = np.arange(len(rows))
    true = annotated.triplets.keys()
    true = np.concatenate([place[true[:, :1]], true[:, 1:]], axis=1)
    true = true[true[:, 0] >= 0]
    found = pd.DataFrame({"group": rows["group"].to_numpy()})
    for kind, (name, edges) in _KINDS.items():
        own = marked[marked["kind"] == kind]
        keys = np.full((len(own), true.shape[1]), NONE, dtype=np.int64)
        keys[:, 0] = own["text"].to_numpy(np.int64)
        keys[:, list(edges)] = own[["start", "end"]].to_numpy(np.int64)
        found = found.assign(**counts(keys, true, len(rows), name))
    statistics = {f"{kind}_term_f1": f1(name) for kind, (name, _) in _KINDS.items()}
    says = {f"{kind}_term_f1": f"F1 of written {name}, marked for themselves" for kind, (name, _) in _KINDS.items()}
    return measured(found, statistics, says, settings)
