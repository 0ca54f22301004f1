"""How much of the true pairs blocking proposes, by how many candidates a listing it may keep."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.matching_targets import CURVE
from evaluation.matching_blocking import best_possible, nearest_right, pair_completeness
from evaluation.matching_pairs import pairs_within
from infra.run_store import Reference
from models.product_matching.index import CandidateIndex
from params.product_matching import Parameters
from tasks.progress import Event, tell
from tasks.steps import Run

Json = dict[str, Any]


def measure(run: Run, clean: Reference, examples: Reference) -> Json:
    """Pair completeness on the test products; the index holds all listings.

    Returns:
        `points`: for each k `k`, `completeness`, `best_possible`, `candidates_per_listing`, `seconds`; and
        `nearest_right`, `listings`, `true_pairs`, `build_seconds`. Or `refusal`: why there is nothing to measure.
    """
    path = clean.directory / "clusters.parquet"
    if not path.is_file():
        return {"refusal": "its labels are pairs, which do not say what blocking missed"}
    listings = pd.read_parquet(examples.directory / "listings.parquet")
    clusters = pd.read_parquet(path).set_index("listing_id").reindex(listings["listing_id"])
    if "split" not in clusters:
        return {"refusal": "its clusters name no test split"}
    products, test = clusters["product_id"].reset_index(drop=True), (clusters["split"] == "test").to_numpy()
    left, right = pairs_within(products.where(test))
    if len(left) == 0:
        return {"refusal": "no test product has two listings"}
    parameters = Parameters.model_validate(run.parameters).features.settings()
    tell(Event("blocking", "advanced", f"indexing {len(listings):,} listings"))
    start = time.perf_counter()
    index = CandidateIndex.build(listings, parameters.blocking)
    build_seconds = time.perf_counter() - start
    points, nearest = [], None
    for k in CURVE:
        tell(Event("blocking", "advanced", f"{k} candidates a listing"))
        start = time.perf_counter()
        candidates = index.candidates_within(k)
        seconds = time.perf_counter() - start
        nearest = nearest or nearest_right(np.flatnonzero(test), products, candidates).to_json()
        completeness = pair_completeness(left, right, products, candidates)
        points.append(
            {
                "k": k,
                "completeness": completeness.to_json(),
                "best_possible": best_possible(left, products, k),
                "candidates_per_listing": len(candidates) / len(listings),
                "seconds": seconds,
            }
        )
    return {
        "points": points,
        "nearest_right": nearest,
        "listings": len(listings),
        "true_pairs": len(left),
        "build_seconds": build_seconds,
    }
