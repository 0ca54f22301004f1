"""Peers on the very pairs our model learns from and is judged on, by the same accounting."""

from __future__ import annotations

import importlib.util
import math
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.metrics import precision_recall_curve

from evaluation import bootstrap, classification
from evaluation.measure import Measure
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

Json = dict[str, Any]
Scores = npt.NDArray[np.float64]
SPLITS = ("train", "valid", "test")
STATISTICS = {
    "f1": classification.f1("probable"),
    "precision": classification.precision("probable"),
    "recall": classification.recall("probable"),
    "recall_at_99_precision": classification.recall_at_precision(0.99),
}


def measure(run: Run, examples: Reference, evaluation: Reference | None = None) -> Json:
    """Train and measure every peer.

    Each learns from train, takes its threshold from valid and is measured once on test. A true pair that blocking
    missed counts as refused, as it does for our model.

    Args:
        run: Gives the resamples of the intervals.
        examples: What `build` wrote.
        evaluation: What `evaluate` wrote; with it our F1 is compared with the peer's on paired resamples.

    Returns:
        `peers`: by name, `measures`, `seconds`, and `ours_ahead` (the paired test on F1); `absent`: peers that are
        not installed.
    """
    from benchmarks.product_matching_peer_models import logistic_scores, prepared, splink_scores

    pairs = pd.concat(
        [pd.read_parquet(examples.directory / f"{split}.parquet").assign(split=split) for split in SPLITS],
        ignore_index=True,
    )
    pairs["label"] = pairs["label"].astype(bool)
    listings = pd.read_parquet(examples.directory / "listings.parquet").dropna(axis="columns", how="all")
    ours = pd.read_parquet(evaluation.directory / "outcomes.parquet") if evaluation else None
    absent = [] if importlib.util.find_spec("splink") else ["splink"]
    scorers: dict[str, Callable[[pd.DataFrame, pd.DataFrame], Scores]] = {
        "splink": splink_scores,
        "tf-idf + rapidfuzz + logistic regression": logistic_scores,
    }
    table = prepared(listings)
    peers = {}
    for name, scorer in scorers.items():
        if name in absent:
            continue
        tell(Event("peers", "advanced", name))
        start = time.perf_counter()
        scores = scorer(table, pairs)
        seconds = time.perf_counter() - start
        outcomes = judged(pairs, scores)
        peers[name] = {
            "measures": _measures(outcomes, run.parameters["evaluation"]),
            "seconds": seconds,
            "ours_ahead": None if ours is None else _ahead(ours, outcomes, run.parameters["evaluation"]),
        }
    return {"peers": peers, "absent": absent}


def judged(pairs: pd.DataFrame, scores: Scores) -> pd.DataFrame:
    """Outcomes of the test pairs at the threshold of the best F1 on valid.

    Args:
        pairs: `example_id`, `left_id`, `label` (bool), `blocked` (bool) and `split`.
        scores: Of each pair.
    """
    scores = np.where(pairs["blocked"], scores, -np.inf)
    valid, test = ((pairs["split"] == split).to_numpy() for split in ("valid", "test"))
    # A finite stand-in below every score: scikit-learn takes no infinity.
    finite = np.where(np.isfinite(scores), scores, np.min(scores, where=np.isfinite(scores), initial=0.0) - 1.0)
    precision, recall, thresholds = precision_recall_curve(pairs["label"][valid], finite[valid])
    balance = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    threshold = thresholds[np.argmax(balance[:-1])]
    return pd.DataFrame(
        {
            "example_id": pairs["example_id"][test],
            "group": pairs["left_id"][test],
            "label": pairs["label"][test].astype("int8"),
            "score": finite[test],
            "probable": (finite[test] >= threshold) & np.isfinite(scores[test]),
        }
    ).reset_index(drop=True)


def _measures(outcomes: pd.DataFrame, settings: Json) -> Json:
    resampling = {name: settings[name] for name in ("resamples", "confidence", "seed")}
    found = {}
    for name, statistic in STATISTICS.items():
        point, low, high = bootstrap.interval(outcomes, statistic, **resampling)
        found[name] = Measure(point, low, high, len(outcomes)).to_json()
    return found


def _ahead(ours: pd.DataFrame, theirs: pd.DataFrame, settings: Json) -> Json:
    resampling = {name: settings[name] for name in ("resamples", "confidence", "seed")}
    test = bootstrap.paired_test(ours, theirs, STATISTICS["f1"], **resampling)
    return {name: value if math.isfinite(value) else None for name, value in asdict(test).items()}
