"""What is told of the examples of product search."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from features.columns import Mask
from features.product_search.available import availability_facts
from features.product_search.regions import strange_regions
from features.product_search.searches import JUDGED, LOGGED, Searches
from features.product_search.splits import TRAIN, Split
from features.splits import SPLITS


def facts_of(
    searches: Searches, split: Split, slices: dict[str, Mask], tables: dict[str, pa.Table | None]
) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what was left out."""
    kind = searches.rows["kind"].to_numpy()
    pairs = searches.pairs
    search = pairs["search"].to_numpy(dtype=np.int64)
    facts: dict[str, Any] = {
        "split": dict(split.how),
        **{name: 0 if table is None else table.num_rows for name, table in tables.items()},
        "searches": {name: int((kind == name).sum()) for name in (JUDGED, LOGGED)},
        "queries": len(np.unique(searches.keys)),
        "pairs": len(pairs),
        "four_classes": bool((pairs["grade"] >= 0).any()),
        "ranks_known": bool(pairs["rank"].notna().any()),
        "rows_of_no_product": searches.lost,
        "rows_merged": searches.merged,
        "judgments_that_contradict": searches.contradicting,
        "judgments_of_a_query_in_a_later_split": searches.crossing,
        "searches_of_a_region_that_stock_never_names": strange_regions(searches, tables["stock"]),
        "searches_without_relevant_left_out": split.without_relevant,
        "searches_left_out": split.thinned,
    }
    products = tables["products"]
    if products is not None:
        facts |= availability_facts(searches, products, tables["stock"])
    if split.ends is not None:
        facts["valid_from"], facts["test_from"] = map(_iso, split.ends)
    relevant = pairs["gain"].to_numpy() > 0
    for place, name in enumerate(SPLITS):
        own = split.of == place
        facts[name] = {
            "searches": int(own.sum()),
            "queries": len(np.unique(searches.keys[own])),
            "customers": int(searches.rows["customer_id"][own].nunique()),
            "pairs": int(own[search].sum()),
            "relevant_pairs": int((own[search] & relevant).sum()),
        }
        if place != TRAIN:
            facts[name] |= {what: int(holds[own].sum()) for what, holds in slices.items()}
    return facts


def _iso(micros: int) -> str:
    return datetime.fromtimestamp(micros / 1e6, UTC).isoformat()
