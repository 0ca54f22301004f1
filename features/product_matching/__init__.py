"""Training examples of product matching: pairs of listings, labelled, split by product."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from features.product_matching.clustered import clustered_pairs
from features.product_matching.judged import judged_pairs
from features.product_matching.parameters import FeaturesParameters
from features.product_matching.sampling import capped
from features.splits import SPLITS
from infra.errors import DataError

__all__ = ["FeaturesParameters", "build"]

TEXT_COLUMNS: Final = ("title", "description", "brand", "category", "currency", "attributes", "seller", "image")


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write listings and labelled pairs for training, validation and test.

    Judged pairs are used where the tables have them; otherwise blocking proposes pairs over all listings and the
    clusters label them. True pairs that blocking missed are written too, with `blocked` false: an evaluation that left
    them out would not count what blocking lost.

    Args:
        tables: Folder of clean contract tables: listings.parquet and pairs.parquet or clusters.parquet.
        out: Folder for listings.parquet and {train,valid,test}.parquet with example_id, left_id, right_id,
            label (int8), unseen_product (neither listing occurs in a train pair), blocked; and facts.json.
        parameters: Settings.

    Returns:
        Counts per split and, for clusters, pair completeness and candidates per listing.

    Raises:
        DataError: No labels, too few of a class in a split, or a split that is given only in part.
    """
    listings = _listings(tables)
    if (tables / "pairs.parquet").exists():
        pairs, facts = judged_pairs(listings, pd.read_parquet(tables / "pairs.parquet"), parameters)
        table = "pairs"
    elif (tables / "clusters.parquet").exists():
        pairs, facts = clustered_pairs(listings, pd.read_parquet(tables / "clusters.parquet"), parameters)
        table = "clusters"
    else:
        raise DataError(f"{tables} holds neither `pairs` nor `clusters`.", "Give one of them: matching needs labels.")
    pairs = capped(pairs, parameters)
    _check_classes(pairs, table, parameters)
    examples = _examples(listings, pairs)
    out.mkdir(parents=True, exist_ok=True)
    listings.to_parquet(out / "listings.parquet", index=False)
    facts["listings"] = len(listings)
    for split, name in enumerate(SPLITS):
        part = examples[pairs["split"].to_numpy() == split]
        part.to_parquet(out / f"{name}.parquet", index=False)
        facts[name] = {
            "pairs": len(part),
            "matches": int(part["label"].sum()),
            "unseen_product": int(part["unseen_product"].sum()),
            "not_blocked": int((~part["blocked"]).sum()),
        }
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts


def _listings(tables: Path) -> pd.DataFrame:
    """Listings with all columns of the contract, absent ones empty."""
    path = tables / "listings.parquet"
    if not path.exists():
        raise DataError(
            f"{tables} holds no `listings`.", "Give the table; `bazaar contract product-matching` shows it."
        )
    raw = pd.read_parquet(path)
    repeated = int(raw["listing_id"].duplicated().sum())
    if len(raw) < 2 or repeated or raw["listing_id"].isna().any():
        raise DataError(
            f"listings has {len(raw)} rows, {repeated} repeated and {int(raw['listing_id'].isna().sum())} missing ids.",
            "Examples are built from validated tables: two listings or more, each with an id of its own.",
        )
    listings = pd.DataFrame({"listing_id": raw["listing_id"].astype("str")})
    for name in TEXT_COLUMNS:
        listings[name] = raw[name].astype("str") if name in raw else pd.array([None] * len(raw), dtype="str")
    price = raw["price"] if "price" in raw else pd.Series(np.nan, index=raw.index)
    listings.insert(5, "price", pd.to_numeric(price, errors="raise").astype("float64"))
    return listings.reset_index(drop=True)


def _check_classes(pairs: pd.DataFrame, table: str, parameters: FeaturesParameters) -> None:
    for split, name in enumerate(SPLITS):
        labels = pairs["label"].to_numpy()[pairs["split"].to_numpy() == split]
        matches, others = int(labels.sum()), int(len(labels) - labels.sum())
        if min(matches, others) < parameters.min_per_class:
            raise DataError(
                f"{table}: split `{name}` has {matches} matches and {others} non-matches in {len(labels)} pairs; "
                f"each class needs at least {parameters.min_per_class}.",
                "Label more listings of both kinds, give a `split` column that spreads them, "
                "or lower `features.min_per_class`.",
            )


def _examples(listings: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    ids = listings["listing_id"]
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    train = pairs["split"].to_numpy() == 0
    seen = np.zeros(len(ids), dtype=bool)
    seen[left[train]] = True
    seen[right[train]] = True
    left_id, right_id = ids.iloc[left].reset_index(drop=True), ids.iloc[right].reset_index(drop=True)
    hashed = pd.util.hash_array((left_id + "\x1f" + right_id).to_numpy(dtype=object), categorize=False)
    return pd.DataFrame(
        {
            "example_id": pd.array([f"{number:016x}" for number in hashed.tolist()], dtype="str"),
            "left_id": left_id,
            "right_id": right_id,
            "label": pairs["label"].to_numpy(),
            "unseen_product": ~(seen[left] | seen[right]),
            "blocked": pairs["blocked"].to_numpy(),
        }
    )
