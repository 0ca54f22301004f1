"""The leaf that most labels of train name, told of every listing: what knowing nothing of a listing comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from evaluation.measure import Measure
from evaluation.proportion import share

NAME: Final = "top1_most_frequent"
MEASURES: Final = (NAME,)


def measures(examples: Path, table: pd.DataFrame) -> dict[str, Measure]:
    """Top-1 of that leaf on all test listings; of equally frequent leaves the one whose id comes first counts.

    Args:
        examples: What `build` wrote.
        table: `category_requests.requests(examples)`.
    """
    labels = pd.read_parquet(examples / "labels.parquet", columns=["leaf_id", "split"])
    counts = labels.loc[labels["split"] == "train", "leaf_id"].astype("str").value_counts()
    if counts.empty or len(table) == 0:
        return {}
    leaf = min(counts.index[counts == counts.iloc[0]])
    hits = sum(leaf in leaves for leaves in table["true_leaves"])
    told = "top1 of the leaf that most labels of train name, told of every listing"
    return {NAME: share(hits, len(table), meaning=told)}
