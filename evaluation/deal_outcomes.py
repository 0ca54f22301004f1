"""One row per test request: how far up what was redeemed stood, what it took, and what the probabilities cost."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import deal_rows, deal_slices, probabilities
from evaluation.deal_lists import Lists
from evaluation.deal_truth import Truth, truth_of

Column = npt.NDArray[Any]

FIRST, MORE = 5, 10  # places that a customer sees at once, and after a look further down
NEW: Final = "_new"


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `deal_requests.requests` came to, in the order of the requests.

    A deal's place is one more than the number of others with a higher or an equal score; one that had to be answered
    and was not stands behind all others. See `deal_lists.Lists` for which deals count.

    Columns: `example_id`, `group`, `customer_id`; `ndcg_5`, `ndcg_10`, where `measurable` (something was redeemed and
    something was not); the same with gains of new or of seen deals alone as `_new`, `_seen`, where `with_new`,
    `with_seen`, and of the lists of only these, `_among_new` and `_among_seen`; `revenue_5` and what the best list
    takes, `revenue_best_5`; sums over answered deals, by the weight of each, `loss` (nats), `squared`, `expected`
    (probabilities), `positives`, `weight`, and of new deals alone `_new`; `candidates` that had to be answered,
    `missing` ones; answers `shown`, `not_allowed`, `redeemed_already`, `shown_twice`; `logged`; the answered deals one
    by one as lists, `deal_rows.COLUMNS`; the flags that slices are cut by.

    Raises:
        ValueError: There is not an answer for each request, or one of a request that was not asked.
    """
    known = truth_of(table)
    found = Lists.of(table, answers, known)
    new = known.new[found.pair]
    must = known.live[found.pair] & ~known.already[found.pair]
    revenue = found.revenue(known, FIRST)
    return pd.DataFrame(
        {
            **{name: table[name].astype("str").to_numpy() for name in ("example_id", "group", "customer_id")},
            **ranked(found, known),
            **_by_kind(found, known, {"new": new, "seen": ~new}),
            "revenue_5": revenue[0],
            "revenue_best_5": revenue[1],
            **sums(found, known, found.answered),
            **sums(found, known, found.answered & new, NEW),
            "candidates": found.summed(must),
            "missing": found.summed(~found.answered),
            "shown": found.shown,
            "not_allowed": found.not_allowed,
            "redeemed_already": found.redeemed_already,
            "shown_twice": found.shown_twice,
            "logged": known.logged,
            **deal_rows.as_lists(found, known),
            **deal_slices.flags(table, known),
        }
    )


def ranked(found: Lists, known: Truth) -> dict[str, Column]:
    """NDCG at both depths, and where it tells."""
    first, tells = found.ndcg(known, FIRST)
    return {"ndcg_5": first, "ndcg_10": found.ndcg(known, MORE)[0], "measurable": tells}


def _by_kind(found: Lists, known: Truth, kinds: dict[str, npt.NDArray[np.bool_]]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for kind, holds in kinds.items():
        columns[f"ndcg_5_{kind}"], columns[f"with_{kind}"] = found.ndcg(known, FIRST, holds)
        columns[f"ndcg_5_among_{kind}"], columns[f"with_among_{kind}"] = found.only(holds).ndcg(known, FIRST)
    return columns


def sums(found: Lists, known: Truth, holds: npt.NDArray[np.bool_], name: str = "") -> dict[str, Column]:
    """Sums over deals that mean losses are made of, their names with a suffix; rows of a weight stand for so many."""
    weight, label = known.weight[found.pair], known.redeemed[found.pair].astype(np.float64)
    score = np.nan_to_num(found.probability)
    columns = {
        "loss": probabilities.losses(score, label),
        "squared": (score - label) ** 2,
        "expected": score,
        "positives": label,
        "weight": np.ones(len(score)),
    }
    return {f"{column}{name}": found.summed(weight * value, holds) for column, value in columns.items()}
