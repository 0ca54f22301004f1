"""Listings whose titles share many words, called the same product: the rule that a model has to beat."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import classification
from evaluation.bootstrap import interval
from evaluation.measure import Measure

Floats = npt.NDArray[np.float64]

NAME: Final = "f1_title_overlap"
MEASURES: Final = (NAME,)
_MEANING: Final = "f1 of calling pairs a match whose titles share that part of their words that was best on valid"


def measures(examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """F1 of the rule on all test pairs, its threshold chosen on the pairs of valid.

    Args:
        examples: What `build` wrote.
        table: Test pairs with `label`, `left_id`, `title` and `other_title`.
        settings: `resamples`, `confidence`, `seed`.
    """
    valid = pd.read_parquet(examples / "valid.parquet")
    if len(table) == 0 or not valid["label"].any():
        return {}
    titles = pd.read_parquet(examples / "listings.parquet", columns=["listing_id", "title"])
    title = titles.set_index("listing_id")["title"]
    known = overlap(title.reindex(valid["left_id"]), title.reindex(valid["right_id"]))
    least = threshold(known, valid["label"].to_numpy(bool))
    called = overlap(table["title"], table["other_title"]) >= least
    rows = pd.DataFrame({"label": table["label"].to_numpy(), "group": table["left_id"].to_numpy(), "called": called})
    value, low, high = interval(
        rows,
        classification.f1("called"),
        resamples=int(settings["resamples"]),
        confidence=float(settings["confidence"]),
        seed=int(settings["seed"]),
    )
    return {NAME: Measure(value, low, high, len(rows), meaning=_MEANING)}


def overlap(left: pd.Series[Any], right: pd.Series[Any]) -> Floats:
    """Words that both texts have over words that either has, case aside; (n,), 0 where both are empty."""
    ours, theirs = (side.fillna("").astype("str").str.casefold().str.split().map(set) for side in (left, right))
    shared = [
        len(one & other) / len(one | other) if one or other else 0.0 for one, other in zip(ours, theirs, strict=True)
    ]
    return np.array(shared, dtype=np.float64)


def threshold(known: Floats, label: npt.NDArray[np.bool_]) -> float:
    """The overlap from which calling a match has the best F1; of equal ones the highest.

    Args:
        known: Overlaps (n,).
        label: Which pairs are matches (n,), at least one.
    """
    order = np.argsort(-known, kind="stable")
    hits, chosen = np.cumsum(label[order]), np.arange(1, len(known) + 1)
    # Only where the next overlap is another can a threshold lie.
    last = np.append(known[order][1:] != known[order][:-1], True)
    f1 = np.where(last, 2 * hits / (chosen + label.sum()), -1.0)
    return float(known[order][int(f1.argmax())])
