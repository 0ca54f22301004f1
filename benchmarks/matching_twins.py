"""False merges of variation twins at the operating threshold, where the simulated truth knows every twin."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.matching_twins import (
    false_merges,
    found_matches,
    held_out_families,
    same_product_pairs,
    twin_pairs,
)
from evaluation.product_matching import LISTING_COLUMNS, Predict
from infra.run_store import Reference
from models.bundle import open_checked
from models.serving import load_bundle
from tasks.progress import Event, tell
from tasks.steps import Run

Json = dict[str, Any]
Mask = npt.NDArray[np.bool_]
CHUNK = 20_000  # pairs in one request


def measure(run: Run, tables: Reference, clean: Reference, examples: Reference, bundle: Reference) -> Json:
    """Ask the model about every twin pair, and every true pair, of families that training saw no label of.

    Returns:
        `merges` and `matches` by kind, `threshold` (the bundle's facts on it), `held_out_families`, `families`,
        `listings`, `world` (the simulator's settings).
    """
    truth = pd.read_parquet(tables.directory / "truth" / "listings_truth.parquet")
    families = held_out_families(truth, pd.read_parquet(clean.directory / "clusters.parquet"))
    listings = pd.read_parquet(examples.directory / "listings.parquet").merge(
        truth[["listing_id", "product_id", "family_id", "varying", "variation"]], on="listing_id", validate="1:1"
    )
    # Families lie together, so that a request holds few listings more than once.
    listings = listings[listings["family_id"].isin(families)].sort_values("family_id", ignore_index=True)
    predict = load_bundle(bundle.directory).predict
    twins, same = twin_pairs(listings).sort_values("left"), same_product_pairs(listings).sort_values("left")
    merged = called_match(predict, listings, twins, "twins")
    matched = called_match(predict, listings, same, "true pairs")
    return {
        "merges": {name: share.to_json() for name, share in false_merges(twins, merged).items()},
        "matches": {name: share.to_json() for name, share in found_matches(same, matched).items()},
        "threshold": open_checked(bundle.directory).facts["operating_threshold"],
        "held_out_families": len(families),
        "families": int(truth["family_id"].nunique()),
        "listings": len(listings),
        "world": run.parameters["simulator"],
    }


def called_match(predict: Predict, listings: pd.DataFrame, pairs: pd.DataFrame, name: str) -> Mask:
    """Whether the model calls each pair a match.

    Args:
        predict: Answers pair requests.
        listings: By row position.
        pairs: `left` and `right`, row positions.
        name: Of the pairs, for whoever watches.
    """
    found = np.zeros(len(pairs), dtype=bool)
    sides = [listings[["listing_id", *LISTING_COLUMNS]].iloc[pairs[side].to_numpy()] for side in ("left", "right")]
    for start in range(0, len(pairs), CHUNK):
        tell(Event("twins", "advanced", f"{name}: {start:,} of {len(pairs):,}"))
        left, right = (side.iloc[start : start + CHUNK].reset_index(drop=True) for side in sides)
        answers = predict(pd.concat([left, right.add_prefix("other_")], axis=1), None)
        found[start : start + CHUNK] = answers["match"].to_numpy(bool)
    return found
