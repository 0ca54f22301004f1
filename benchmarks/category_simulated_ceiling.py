"""What the simulated world allows: how often one is right who reads every word and forgets no product."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.category_simulated_truth import leaf_tree
from evaluation.category_tree import labelled_tree

Json = dict[str, Any]

_WAYS: Final = {
    "leaf told": "the texts spell out the leaf",
    "product known": "not told, but training has listings of the same products, whose true leaf is remembered",
    "kind told": "the texts name the kind alone and the products are new: the kind's most frequent leaf is guessed",
    "nothing told": "no noun that can be read, new products: the brand's most frequent leaf is guessed",
}


def ceiling(examples: Path, tables: Path) -> Json:
    """How often such an oracle is right on the test.

    It knows of each listing what its texts tell (`told` of the truth), of each training listing the family of products
    and the true leaves, and no more. It never misreads a misspelt brand or line, so nothing that learns reaches it; but
    it knows nothing of prices and of attributes that go with a leaf, so on what it guesses something that learns may
    be better.

    Args:
        examples: With the true test; `category_simulated_truth.with_true_test`.
        tables: What the simulator wrote.

    Returns:
        `ways`: by way of knowing `meaning`, `listings` and the share `right`; over all `top1`; `confused`, the share
        of listings with a counterpart that it puts under that; `answerable`, the share of which the leaf or a node
        above it is sure (all but `nothing told`).
    """
    tree, known = leaf_tree(examples), labelled_tree(examples)
    truth = pd.read_parquet(tables / "truth" / "listings_truth.parquet").set_index("listing_id")
    true = pd.read_parquet(tables / "truth" / "leaves_truth.parquet")
    true["leaf"] = tree.leaf_numbers(true["leaf_id"])
    train, test = (_listings(examples, split).join(truth, on="example_id") for split in ("train", "test"))
    learnt = train.merge(true[["listing_id", "leaf"]], left_on="example_id", right_on="listing_id")
    learnt["kind"] = tree.parents[tree.leaves][learnt["leaf"]]
    first = true.drop_duplicates("listing_id").set_index("listing_id")["leaf"].reindex(test["example_id"]).to_numpy()
    kind = pd.Series(tree.parents[tree.leaves][first])
    guesses = {
        "leaf told": pd.Series(first),
        "product known": test["family_id"].map(_most_frequent(learnt, "family_id")),
        "kind told": kind.map(_most_frequent(learnt, "kind")),
        "nothing told": test["brand"].map(_most_frequent(learnt, "brand")),
    }
    seen = test["family_id"].isin(learnt["family_id"]).to_numpy()
    told = test["told"].to_numpy()
    way = np.select([told == "leaf", seen, told == "kind"], list(_WAYS)[:3], list(_WAYS)[3])
    guess = np.select([way == name for name in _WAYS], [one.fillna(-1).to_numpy() for one in guesses.values()])
    guess = guess.astype(np.int64)
    pairs = pd.MultiIndex.from_frame(true[["listing_id", "leaf"]])
    right = pd.MultiIndex.from_arrays([test["example_id"], guess]).isin(pairs)
    counterpart = known.flagged(known.accessories, first) | known.flagged(known.with_accessories, first)
    confused = ~right & (guess >= 0) & known.confused(first, np.maximum(guess, 0))
    return {
        "ways": {
            name: {"meaning": says, **_share(right[way == name], "right")}
            for name, says in _WAYS.items()
            if (way == name).any()
        },
        "top1": float(right.mean()),
        "confused": float(confused[counterpart].mean()) if counterpart.any() else None,
        "answerable": float((way != "nothing told").mean()),
    }


def _listings(examples: Path, split: str) -> pd.DataFrame:
    return pd.read_parquet(examples / f"{split}.parquet", columns=["example_id", "brand"])


def _most_frequent(learnt: pd.DataFrame, by: str) -> pd.Series[Any]:
    counts = learnt.groupby([by, "leaf"]).size().sort_values(ascending=False, kind="stable").reset_index()
    leaf: pd.Series[Any] = counts.drop_duplicates(by).set_index(by)["leaf"]
    return leaf


def _share(hits: Any, name: str) -> Json:
    return {"listings": len(hits), name: float(np.mean(hits))}
