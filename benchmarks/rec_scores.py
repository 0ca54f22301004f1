"""Lists of several methods for the same requests, measured alike: all requests, warm and cold customers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.rec_log import LEARNT, wanted
from benchmarks.rec_process import OURS
from benchmarks.rec_ranks import PLACES, per_request
from benchmarks.search_statistics import gains, mean_of, measured

Json = dict[str, Any]

ALL, WARM, COLD = "all", "warm", "cold"
UNSEEN: Final = f"unseen_{PLACES[-1]}"
MEASURES: Final = ("hr_10", "hr_20", "recall_10", "recall_20", "ndcg_10", "ndcg_20", "mrr", UNSEEN)


def compared(examples: Path, lists: dict[str, pd.DataFrame], resampling: Json) -> Json:
    """Measures of each method and how far ours is ahead, with intervals that draw customers.

    Args:
        examples: What `build` wrote.
        lists: By method `example_id`, `product_id`, `rank` and `score`.
        resampling: Of the intervals.

    Returns:
        By part (`all`, `warm`: with an event before, `cold`: without; those that have requests) `requests`,
        `with_unseen` (requests of a product that nothing was learnt from), `methods` and `ahead`, the gains of ours;
        `random_unseen`, the recall of products drawn by lot; `products`, listed ones; `never_seen`, those of them of
        which nothing was learnt, and `random_among_unseen`, the recall of a lot that knows them.
    """
    test = pd.read_parquet(examples / "test.parquet", columns=["example_id", "customer_id", "events_before"])
    relevant = wanted(examples, "test")
    products = pd.read_parquet(examples / "products.parquet", columns=["product_id", "listed"])
    listed = products.loc[products["listed"], "product_id"].astype("str")
    never_seen = int((~listed.isin(_learnt(examples))).sum())
    ids, group = test["example_id"].astype("str"), test["customer_id"].astype("str")
    tables = {name: per_request(ids, rows, relevant).assign(group=group) for name, rows in _ours_first(lists).items()}
    before = test["events_before"].to_numpy()
    rows = {ALL: np.arange(len(test)), WARM: np.flatnonzero(before > 0), COLD: np.flatnonzero(before == 0)}
    return {
        "products": len(listed),
        "never_seen": never_seen,
        "random_unseen": _by_lot(len(listed)),
        "random_among_unseen": _by_lot(never_seen),
        "parts": {part: _part(tables, some, resampling) for part, some in rows.items() if len(some)},
    }


def _by_lot(products: int) -> float:
    return min(PLACES[-1] / products, 1.0) if products else 1.0


def _learnt(examples: Path) -> Any:
    """Products with an event that a model of the test knows."""
    events = (pd.read_parquet(examples / f"{name}.parquet", columns=["product_id"]) for name in LEARNT["test"])
    return pd.concat(list(events))["product_id"].astype("str").unique()


def _part(tables: dict[str, pd.DataFrame], rows: Any, resampling: Json) -> Json:
    own = {name: table.iloc[rows].reset_index(drop=True) for name, table in tables.items()}
    statistics = {name: mean_of(name) for name in MEASURES}
    others = [name for name in own if name != OURS] if OURS in own else []
    return {
        "requests": len(rows),
        "with_unseen": int(next(iter(own.values()))[UNSEEN].notna().sum()) if own else 0,
        "methods": {name: measured(table, statistics, resampling) for name, table in own.items()},
        "ahead": {name: gains(own[OURS], own[name], statistics, resampling) for name in others},
    }


def _ours_first(lists: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: lists[name] for name in sorted(lists, key=lambda name: (name != OURS, name))}
