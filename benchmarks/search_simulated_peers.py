"""What others answer to simulated searches: words alone, meaning alone, both fused, what the shop showed, the best."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from benchmarks import search_bm25s, search_minilm
from benchmarks.search_peers import FIELDS, FUSION, Peer, Setting, fused
from benchmarks.search_ranks import NDCG_AT, RELEVANT, listed, per_search
from benchmarks.search_simulated_asked import K, Way
from benchmarks.search_simulated_truth import Truth
from benchmarks.simulated_shelves import Shelves
from evaluation.asked_again import spread

SHOP, ORACLE = "the shop's own ranker", "whoever knows all"
BM25, MINILM = "BM25 alone", "MiniLM alone"
JUDGED: Final = 300  # queries that the settings of BM25 are chosen on
K1: Final = (0.6, 0.9, 1.5)
B: Final = (0.2, 0.5, 0.75)


def peers(
    truth: Truth, products: pd.DataFrame, shelves: Shelves, ways: dict[str, Way], setting: Setting, *, threads: int
) -> dict[str, pd.DataFrame]:
    """Answers by `METHOD: WAY`, of products that can be had alone, which none of them knows of itself.

    Args:
        truth: The searches.
        products: Of the examples.
        shelves: What can be had.
        ways: Asked.
        setting: Of BM25; see `tuned`.
        threads: Of the network.
    """
    ids, names = truth.searches["example_id"], products["product_id"].to_numpy(object)
    masks = shelves.masks(pd.Index(products["product_id"]), truth.searches["region"], truth.searches["time"])
    methods: dict[str, Peer] = {
        BM25: search_bm25s.Bm25s.build(products, setting, threads=threads),
        MINILM: search_minilm.MiniLm.build(products, search_minilm.PLAIN, threads=threads),
    }
    found: dict[str, pd.DataFrame] = {}
    for way, asked in ways.items():
        lists = {name: method.search(asked.queries.tolist(), K, masks) for name, method in methods.items()}
        lists[FUSION] = fused(list(lists.values()), K)
        found |= {f"{name}: {way}": listed(ids, one, names) for name, one in lists.items()}
    return found


def tuned(products: pd.DataFrame, examples: Path) -> Setting:
    """The setting of BM25 with the best NDCG on judged queries of train, whose exact products are looked for among all.

    Args:
        products: Of the examples.
        examples: What `build` wrote.
    """
    train = pd.read_parquet(examples / "train.parquet", columns=["example_id", "query", "kind"])
    pairs = pd.read_parquet(examples / "pairs.parquet", columns=["example_id", "product_id", "gain"])
    wanted = pairs[pairs["gain"] >= RELEVANT]
    queries = train[(train["kind"] == "judged") & train["example_id"].isin(wanted["example_id"])]
    queries = queries.iloc[spread(len(queries), JUDGED)]
    wanted = wanted[wanted["example_id"].isin(queries["example_id"])]
    names = products["product_id"].to_numpy(object)

    def reached(setting: Setting) -> float:
        found = search_bm25s.Bm25s.build(products, setting, threads=1).search(queries["query"].tolist(), NDCG_AT)
        rows = per_search(queries["example_id"], listed(queries["example_id"], found, names), wanted)
        return float(rows[f"ndcg_{NDCG_AT}"].mean())

    grid = [{**search_bm25s.PLAIN, "fields": fields, "k1": k1, "b": b} for fields, k1, b in product(FIELDS, K1, B)]
    return max(grid, key=reached) if len(queries) else search_bm25s.PLAIN


def shop(truth: Truth, clean: Path) -> pd.DataFrame:
    """What was shown for these searches, as they were typed."""
    rows = pd.read_parquet(clean / "events.parquet", columns=["search_id", "product_id", "rank"])
    rows = rows[rows["search_id"].isin(truth.searches["example_id"])].rename(columns={"search_id": "example_id"})
    rows = rows.sort_values(["example_id", "rank"]).drop_duplicates(["example_id", "product_id"])
    return rows.assign(rank=rows.groupby("example_id").cumcount() + 1).reset_index(drop=True)


def oracle(truth: Truth) -> pd.DataFrame:
    """The products that are worth most to who asks."""
    rows = truth.gains.sort_values(["example_id", "worth"], ascending=[True, False], kind="stable")
    rows = rows.assign(rank=rows.groupby("example_id").cumcount() + 1)
    return rows.loc[rows["rank"] <= K, ["example_id", "product_id", "rank"]].reset_index(drop=True)


def propensities(told: list[float], tables: Path) -> dict[str, object]:
    """Estimated chances that a place is looked at beside the true ones, both as shares of the first place's.

    Returns:
        `estimated` and `true` by place, and the mean and largest of their `errors`; empty where none were estimated.
    """
    true = pd.read_parquet(tables / "truth" / "examination.parquet").sort_values("rank")["probability"].to_numpy()
    if not told:
        return {}
    places = min(len(told), len(true))
    estimated, right = np.array(told[:places]), true[:places] / true[0]
    errors = np.abs(estimated - right)
    return {
        "estimated": estimated.tolist(),
        "true": right.tolist(),
        "errors": {"mean": float(errors.mean()), "largest": float(errors.max())},
    }
