"""The frozen test listings of product classification as questions, with the leaves that they truly belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

TEXTS: Final = ("title", "description", "brand", "attributes")
REQUEST: Final = (*TEXTS, "price", "language")
FLAGS: Final = ("scarce_leaf", "new_leaf", "several_leaves", "repeated_text")
ANSWERS: Final = 5  # leaves a listing that are asked for


def requests(examples: Path) -> pd.DataFrame:
    """The test listings, one question each.

    Columns beside those of `test.parquet`: `true_leaves` (lists of leaf ids, in the order of the labels),
    `group` (listings of equal text share one) and `examples`, where the tree lies.
    """
    table = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    labels = pd.read_parquet(examples / "labels.parquet")
    of_test = labels[labels["split"] == "test"]
    leaves = of_test["leaf_id"].astype("str").groupby(of_test["example_id"].astype("str"), sort=False).agg(list)
    true = leaves.reindex(table["example_id"].astype("str"))
    if true.isna().any():
        raise ValueError(f"{int(true.isna().sum()):,} test listings have no label: test and labels were built apart.")
    return table.assign(
        true_leaves=true.to_numpy(dtype=object),
        group=_groups(table),
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a consumer would send: no label, no slice."""
    asked = table[[name for name in REQUEST if name in table]]
    return asked.assign(listing_id=table["example_id"].astype("str"))


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """How many leaves each listing is answered with."""
    return {"k": ANSWERS}


def _groups(table: pd.DataFrame) -> pd.Series[Any]:
    """What listings are resampled by: their words, case and marks aside; one without a word stands for itself."""
    whole = table["title"].fillna("").astype("str") + " " + table["description"].fillna("").astype("str")
    words = whole.str.normalize("NFKC").str.casefold().str.replace(r"\W+", " ", regex=True).str.strip()
    hashed = pd.util.hash_array(words.to_numpy(dtype=object), categorize=False)
    named = pd.Series(np.char.mod("text %d", hashed), index=table.index, dtype="str")
    return named.where(words != "", "listing " + table["example_id"].astype("str"))
