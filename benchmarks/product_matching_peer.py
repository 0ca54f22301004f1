"""Peers on the same pairs: splink, and a plain scikit-learn baseline.

Both learn from the train pairs, choose their threshold on the valid pairs and are measured once on the test pairs.
Run as `python -m benchmarks.product_matching_peer abt-buy walmart-amazon`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import precision_recall_curve, precision_recall_fscore_support

from benchmarks.product_matching_peer_models import logistic_scores, prepared, splink_scores


def peers(listings: pd.DataFrame, pairs: pd.DataFrame) -> list[dict[str, Any]]:
    """Train and measure every peer on labelled pairs.

    Args:
        listings: The contract's listings; `title` and `listing_id` are needed.
        pairs: The contract's pairs, with `split` train, valid and test, both labels in each.

    Returns:
        A dict a peer: `name`; `f1`, `precision`, `recall` of the match class on test, in 0 to 1; `seconds` in all.
    """
    listings, pairs = prepared(listings), pairs.reset_index(drop=True)
    results = []
    for name, scored in (("splink", splink_scores), ("tf-idf + rapidfuzz + logistic regression", logistic_scores)):
        started = time.perf_counter()
        scores = scored(listings, pairs)
        results.append({"name": name, **_measured(pairs, scores), "seconds": time.perf_counter() - started})
    return results


def _measured(pairs: pd.DataFrame, scores: np.ndarray) -> dict[str, float]:
    valid, test = ((pairs["split"] == split).to_numpy() for split in ("valid", "test"))
    precision, recall, thresholds = precision_recall_curve(pairs["label"][valid], scores[valid])
    best = np.argmax(2 * precision * recall / np.maximum(precision + recall, 1e-12))
    said = scores[test] >= thresholds[min(best, len(thresholds) - 1)]
    found = precision_recall_fscore_support(pairs["label"][test], said, average="binary", zero_division=0)
    return {"f1": float(found[2]), "precision": float(found[0]), "recall": float(found[1])}


def main() -> None:
    from sources.catalog import resolve

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", default=["abt-buy", "walmart-amazon"])
    parser.add_argument("--cache", type=Path, default=Path(".bazaar/cache"))
    arguments = parser.parse_args()
    print(f"{'source':<20}{'peer':<42}{'F1':>7}{'P':>7}{'R':>7}{'s':>8}")
    for name in arguments.sources:
        with TemporaryDirectory() as folder:
            resolve("product_matching", name, Path(folder), cache=arguments.cache, seed=0, scale=1.0)
            listings, pairs = (pd.read_parquet(Path(folder) / f"{table}.parquet") for table in ("listings", "pairs"))
        for peer in peers(listings, pairs):
            shares = "".join(f"{100 * peer[measure]:7.1f}" for measure in ("f1", "precision", "recall"))
            print(f"{name:<20}{peer['name']:<42}{shares}{peer['seconds']:8.1f}")


if __name__ == "__main__":
    main()
