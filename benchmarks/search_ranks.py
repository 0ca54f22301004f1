"""How good lists of products are, search by search."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.ranked_gains import counted, dcg

NDCG_AT: Final = 10
RECALL_AT: Final = 100
RELEVANT: Final = 0.999  # least gain that reciprocal rank and recall count: an exact product's

Numbers = npt.NDArray[np.float64]


def per_search(ids: pd.Series[str], answers: pd.DataFrame, gains: pd.DataFrame) -> pd.DataFrame:
    """One row a search: `example_id`, `ndcg_10`, `mrr` and `recall_100`, NaN where nothing could have been found.

    The gain itself counts in NDCG, divided by the logarithm of the place (Järvelin and Kekäläinen, 2002). The
    reciprocal rank is of the first exact product, 0 below place 100; of more than 100 exact ones 100 are a whole
    recall.

    Args:
        ids: Searches, each once; (n,).
        answers: `example_id`, `product_id` and `rank` from 1 (0 is no answer), a product once a search.
        gains: `example_id`, `product_id` and `gain` of what is worth anything; each pair once.
    """
    numbers = pd.Index(ids)
    answers, gains = (rows[rows["example_id"].isin(numbers)] for rows in (answers, gains))
    answers = answers[answers["rank"] > 0]
    got = answers[["example_id", "product_id", "rank"]].merge(gains, on=["example_id", "product_id"])
    best = gains.sort_values("gain", ascending=False, kind="stable")
    best = best.assign(rank=best.groupby("example_id", sort=False).cumcount() + 1)
    ideal, reached = (dcg(rows, "rank", numbers, NDCG_AT) for rows in (best, got))
    exact, hits = (rows[rows["gain"] >= RELEVANT] for rows in (best, got))
    hits = hits[hits["rank"] <= RECALL_AT]
    wanted = np.minimum(counted(exact, numbers), RECALL_AT)
    first = hits.groupby("example_id")["rank"].min().reindex(numbers).to_numpy(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "example_id": ids.to_numpy(),
                f"ndcg_{NDCG_AT}": np.where(ideal > 0, reached / ideal, np.nan),
                "mrr": np.where(wanted > 0, np.nan_to_num(1 / first), np.nan),
                f"recall_{RECALL_AT}": np.where(wanted > 0, counted(hits, numbers) / wanted, np.nan),
            }
        )


def listed(ids: pd.Series[str], found: list[npt.NDArray[np.int64]], products: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Lists of positions as answers, one a search.

    Args:
        ids: Searches; (n,).
        found: Of each search positions of products, best first.
        products: Ids by position.
    """
    rows = np.array([len(one) for one in found], dtype=np.int64)
    search = np.repeat(np.arange(len(found)), rows)
    rank = np.arange(len(search)) - np.repeat(np.cumsum(rows) - rows, rows) + 1
    positions = np.concatenate([*found, np.zeros(0, dtype=np.int64)])
    return pd.DataFrame({"example_id": ids.to_numpy()[search], "product_id": products[positions], "rank": rank}).astype(
        {"example_id": "str", "product_id": "str"}
    )
