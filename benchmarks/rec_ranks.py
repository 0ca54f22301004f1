"""How good lists of products are, request by request; of equal scores the wrong product comes first."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.ranked_gains import counted, dcg

DEPTH: Final = 100  # places that are looked at: reciprocal rank is 0 below, and equal scores beyond count as before
PLACES: Final = (10, 20)

Numbers = npt.NDArray[np.float64]


def per_request(ids: pd.Series[str], answers: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """One row a request: `example_id`; `hr`, `recall` and `ndcg`, each `_10` and `_20`; `mrr`; NaN where nothing was
    wanted; `unseen` and `warm`, each `_10` and `_20`: recall of wanted products of which no event was learnt, and of
    the others, NaN where there are none of them.

    Recall is of all that was wanted, however much it is. NDCG divides the gain by the logarithm of the place
    (Järvelin and Kekäläinen, 2002).

    Args:
        ids: Requests, each once; (n,).
        answers: `example_id`, `product_id`, `rank` from 1 (0 is no answer) and `score`, a product once a request, at
            most `DEPTH` a request.
        wanted: `example_id`, `product_id`, `gain`, `unseen`; each pair once.
    """
    numbers = pd.Index(ids)
    answers, wanted = (rows[rows["example_id"].isin(numbers)] for rows in (answers, wanted))
    got = held_against(answers[answers["rank"] > 0], wanted).merge(wanted, on=["example_id", "product_id"])
    best = wanted.sort_values("gain", ascending=False, kind="stable")
    best = best.assign(place=best.groupby("example_id", sort=False).cumcount() + 1)
    counts, unseen = counted(wanted, numbers), counted(wanted[wanted["unseen"]], numbers)
    warm = counts - unseen
    first = got.groupby("example_id")["place"].min().reindex(numbers).to_numpy(np.float64)
    found: dict[str, Any] = {"example_id": ids.to_numpy()}
    with np.errstate(divide="ignore", invalid="ignore"):
        for places in PLACES:
            near = got[got["place"] <= places]
            hits, hits_unseen = counted(near, numbers), counted(near[near["unseen"]], numbers)
            found[f"hr_{places}"] = np.where(counts > 0, hits > 0, np.nan)
            found[f"recall_{places}"] = hits / counts
            found[f"ndcg_{places}"] = dcg(got, "place", numbers, places) / dcg(best, "place", numbers, places)
            found[f"unseen_{places}"] = hits_unseen / unseen
            found[f"warm_{places}"] = (hits - hits_unseen) / warm
        found["mrr"] = np.where(counts > 0, np.nan_to_num(1 / first), np.nan)
    return pd.DataFrame(found)


def held_against(answers: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """The wanted products of lists with their `place`, of equal scores behind those that were not wanted.

    A product whose score is that of the last of a whole list is left out: more products may have it.

    Args:
        answers: `example_id`, `product_id`, `rank` and `score`.
        wanted: `example_id` and `product_id`.
    """
    pairs = pd.MultiIndex.from_frame(wanted[["example_id", "product_id"]])
    right = pd.MultiIndex.from_frame(answers[["example_id", "product_id"]]).isin(pairs)
    rows = answers.assign(right=right).sort_values(["example_id", "rank"], kind="stable", ignore_index=True)
    request = pd.factorize(rows["example_id"])[0]
    # Lists that are not in the order of their scores keep their own: a score counts as the lowest so far.
    rows["score"] = rows.groupby("example_id", sort=False)["score"].cummin()
    rows = rows.iloc[np.lexsort((rows["rank"], rows["right"], -rows["score"].to_numpy(np.float64), request))]
    lists = rows.groupby("example_id", sort=False)
    rows["place"] = lists.cumcount() + 1
    sure = (lists["score"].transform("min") < rows["score"]) | (lists["score"].transform("size") < DEPTH)
    return rows.loc[rows["right"] & sure, ["example_id", "product_id", "place"]].reset_index(drop=True)


def listed(ids: pd.Series[str], scores: npt.NDArray[Any], products: pd.Index[str]) -> pd.DataFrame:
    """The best products of each request as answers.

    Args:
        ids: Requests; (n,).
        scores: Of each request and product, -inf for what must not come; (n, products).
        products: Their ids.
    """
    depth = min(DEPTH, scores.shape[1])
    best = np.argpartition(-scores, depth - 1, axis=1)[:, :depth]
    value = np.take_along_axis(scores, best, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    best, value = np.take_along_axis(best, order, axis=1), np.take_along_axis(value, order, axis=1)
    request, place = np.nonzero(np.isfinite(value))
    return pd.DataFrame(
        {
            "example_id": ids.to_numpy(object)[request],
            "product_id": products.to_numpy(object)[best[request, place]],
            "rank": place + 1,
            "score": value[request, place].astype(np.float64),
        }
    ).astype({"example_id": "str", "product_id": "str"})
